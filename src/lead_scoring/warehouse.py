"""Reads a built warehouse through the connection that the dbt profile names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class WarehouseError(Exception):
    """The warehouse can't be read: it isn't built yet, is locked, or can't be reached."""


class Warehouse:
    """A read-only view of one warehouse."""

    def __init__(self, connection: Any, placeholder: str) -> None:
        self._connection = connection
        self._placeholder = placeholder

    def has_rows(self, relation: str, **equals: object) -> bool:
        """Whether `rows` would find any, without reading them all."""
        return bool(self._read(relation, equals, " limit 1"))

    def rows(self, relation: str, **equals: object) -> list[Row]:
        """The rows of a relation, `schema.name`, whose columns equal the given values.

        The relation and the columns are names from this project; values are bound, never spliced.
        """
        return self._read(relation, equals)

    def _read(self, relation: str, equals: Row, limit: str = "") -> list[Row]:
        sql = f"select * from {relation}"
        if equals:
            sql += " where " + " and ".join(f"{name} = {self._placeholder}" for name in equals)
        sql += limit
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql, list(equals.values()))
        except Exception as error:
            raise WarehouseError(
                f"can't read {relation}, run `lead-scoring build`: {str(error).splitlines()[0]}"
            ) from error
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def open_warehouse(
    project_dir: Path, profiles_dir: Path | None, target: str | None
) -> Iterator[Warehouse]:
    """Opens the warehouse of the project's dbt profile. Raises `WarehouseError`."""
    credentials = _credentials(project_dir, profiles_dir, target)
    try:
        if credentials.type == "duckdb":
            import duckdb  # noqa: PLC0415

            path = Path(credentials.path)
            path = path if path.is_absolute() else project_dir / path
            if not path.is_file():
                raise WarehouseError(f"there is no warehouse at {path}: run `lead-scoring build`")
            connection = duckdb.connect(str(path), read_only=True)
            warehouse = Warehouse(connection, "?")
        elif credentials.type == "postgres":
            import psycopg2  # noqa: PLC0415

            connection = psycopg2.connect(
                host=credentials.host,
                port=credentials.port,
                user=credentials.user,
                password=credentials.password,
                dbname=credentials.database,
            )
            warehouse = Warehouse(connection, "%s")
        else:
            raise WarehouseError(f"can't read from {credentials.type}, only duckdb and postgres")
    except WarehouseError:
        raise
    except Exception as error:
        raise WarehouseError(f"can't open the warehouse: {str(error).splitlines()[0]}") from error
    try:
        yield warehouse
    finally:
        connection.close()


def _credentials(project_dir: Path, profiles_dir: Path | None, target: str | None) -> Any:
    """What dbt itself makes of the profile, environment variables filled in."""
    # importing dbt costs a second that most commands need not pay
    from argparse import Namespace  # noqa: PLC0415

    from dbt.config.runtime import load_profile  # noqa: PLC0415
    from dbt.flags import set_from_args  # noqa: PLC0415
    from dbt_common.context import set_invocation_context  # noqa: PLC0415

    set_invocation_context(os.environ)
    set_from_args(
        Namespace(PROFILES_DIR=str(profiles_dir or project_dir), PROJECT_DIR=str(project_dir)), None
    )
    try:
        return load_profile(str(project_dir), {}, target_override=target).credentials
    except Exception as error:
        raise WarehouseError(f"can't read the dbt profile: {error}") from error
