"""Reads a built warehouse through the connection that the dbt profile names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lead_scoring.whole_file import unfinished_file

Row = dict[str, Any]
CATALOG = "information_schema"


class WarehouseError(Exception):
    """The warehouse can't be read: it isn't built yet, is locked, or can't be reached."""


@dataclass(frozen=True)
class Table:
    """Rows on their way into a file: a query of a DuckDB connection, and the values it binds.

    `columns` maps each column to its DuckDB type, in order.
    """

    connection: Any
    query: str
    values: Sequence[object]
    columns: Mapping[str, str]


class Warehouse:
    """A read-only view of one warehouse, here a DuckDB file.

    `schema_suffix` is what the schemas' names have behind them, as those of a candidate on
    PostgreSQL.
    """

    placeholder = "?"

    def __init__(
        self, connection: Any, schema_suffix: str = "", written: Sequence[Path] = ()
    ) -> None:
        self.connection = connection
        self.schema_suffix = schema_suffix
        self.written = written

    def relation(self, schema: str, name: str) -> str:
        """A relation as SQL, by the names that the project has for it."""
        suffix = "" if schema == CATALOG else self.schema_suffix
        return f"{quoted_name(schema + suffix)}.{quoted_name(name)}"

    def has_rows(self, relation: str, **equals: object) -> bool:
        """Whether `rows` would find any, without reading them all."""
        return bool(self._read(relation, equals, " limit 1"))

    def rows(self, relation: str, **equals: object) -> list[Row]:
        """The rows of a relation, `schema.name`, whose columns equal the given values.

        The relation and the columns are names from this project; values are bound, never spliced.
        """
        return self._read(relation, equals)

    def _read(self, relation: str, equals: Row, limit: str = "") -> list[Row]:
        sql = f"select * from {self.relation(*relation.split('.', 1))}{self._where(equals)}{limit}"
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, list(equals.values()))
        except Exception as error:
            raise _unreadable(relation, error) from error
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _where(self, columns: Iterable[str]) -> str:
        conditions = " and ".join(f"{column} = {self.placeholder}" for column in columns)
        return f" where {conditions}" if conditions else ""

    def columns(self, schema: str, name: str) -> dict[str, str]:
        """Each column of a relation with its DuckDB type, in order; none without a relation."""
        table_schema = schema + self.schema_suffix
        columns = self.rows(f"{CATALOG}.columns", table_schema=table_schema, table_name=name)
        columns.sort(key=lambda column: int(column["ordinal_position"]))
        return {column["column_name"]: self._duckdb_type(column) for column in columns}

    def _duckdb_type(self, column: Row) -> str:
        return str(column["data_type"])

    @contextmanager
    def table(
        self, schema: str, name: str, equals: Row, order_by: Sequence[str]
    ) -> Iterator[Table]:
        """The rows of a relation whose columns equal the given values, in order, to be written.

        Names are quoted, values are bound.
        """
        columns = self.columns(schema, name)
        query = (
            f"select {', '.join(map(quoted_name, columns))}"
            f" from {self.relation(schema, name)}"
            f"{self._where(map(quoted_name, equals))}"
            f" order by {', '.join(self._ordered(column, columns[column]) for column in order_by)}"
        )
        with self._in_duckdb(query, list(equals.values()), columns) as table:
            yield table

    def _ordered(self, column: str, duckdb_type: str) -> str:
        return f"{quoted_name(column)} nulls last"

    @contextmanager
    def _in_duckdb(
        self, query: str, values: list[object], columns: Mapping[str, str]
    ) -> Iterator[Table]:
        yield Table(self.connection, query, values, columns)


class PostgresWarehouse(Warehouse):
    """A warehouse on PostgreSQL."""

    placeholder = "%s"

    def _duckdb_type(self, column: Row) -> str:
        match column["data_type"]:
            case "bigint" | "integer" | "boolean" | "date" as same:
                return str(same).upper()
            case "numeric":
                # DuckDB's own default would cut to three places
                precision, scale = column["numeric_precision"] or 38, column["numeric_scale"]
                return f"DECIMAL({precision},{10 if scale is None else scale})"
            case "double precision":
                return "DOUBLE"
            case "timestamp without time zone":
                return "TIMESTAMP"
        return "VARCHAR"

    def _ordered(self, column: str, duckdb_type: str) -> str:
        # by the bytes of the text, as DuckDB does
        collation = ' collate "C"' if duckdb_type == "VARCHAR" else ""
        return f"{quoted_name(column)}{collation} nulls last"

    @contextmanager
    def _in_duckdb(
        self, query: str, values: list[object], columns: Mapping[str, str]
    ) -> Iterator[Table]:
        """Copies the rows to a file first, from which DuckDB reads them."""
        import duckdb  # noqa: PLC0415

        with TemporaryDirectory() as folder, duckdb.connect() as connection:
            path = Path(folder).resolve() / "rows.csv"
            keep_to_files(connection, [path, *self.written])
            with path.open("wb") as file, self.connection.cursor() as cursor:
                bound = cursor.mogrify(query, values).decode()
                try:
                    cursor.copy_expert(f"copy ({bound}) to stdout (format csv)", file)
                except Exception as error:
                    raise _unreadable("the mart", error) from error
            types = ", ".join(
                f"{_literal(name)}: {_literal(duckdb_type)}"
                for name, duckdb_type in columns.items()
            )
            # empty text has quotes there, NULL has none
            read = (
                f"select * from read_csv(?, columns = {{{types}}}, auto_detect = false, "
                "header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
                "allow_quoted_nulls = false)"
            )
            yield Table(connection, read, [str(path)], columns)


def keep_to_files(connection: Any, files: Iterable[Path]) -> None:
    """From here on no SQL on the DuckDB connection reaches other files than these and its own.

    Nor the network, extensions, variables of Python, or the settings that say so.
    """
    allowed = ", ".join(_literal(str(file)) for file in files)
    connection.execute(
        f"set allowed_paths = [{allowed}]; set autoload_known_extensions = false; "
        "set enable_external_access = false; set lock_configuration = true"
    )


def quoted_name(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _unreadable(relation: str, error: Exception) -> WarehouseError:
    said = str(error).splitlines()[0]
    return WarehouseError(f"can't read {relation}, run `lead-scoring build`: {said}")


@contextmanager
def open_warehouse(
    project_dir: Path,
    profiles_dir: Path | None,
    target: str | None,
    out: Path | None = None,
) -> Iterator[Warehouse]:
    """Opens the warehouse of the project's dbt profile. Raises `WarehouseError`.

    Its SQL can't change it, nor reach any file but the one that becomes `out`.
    """
    written = [unfinished_file(out)] if out else []
    credentials = profile_credentials(project_dir, profiles_dir, target)
    try:
        if credentials.type == "duckdb":
            import duckdb  # noqa: PLC0415

            path = Path(credentials.path)
            path = path if path.is_absolute() else project_dir / path
            if not path.is_file():
                raise WarehouseError(f"there is no warehouse at {path}: run `lead-scoring build`")
            connection = duckdb.connect(str(path), read_only=True)
            keep_to_files(connection, written)
            warehouse = Warehouse(connection, written=written)
        elif credentials.type == "postgres":
            connection = connect_postgres(credentials)
            connection.set_session(readonly=True)
            warehouse = PostgresWarehouse(connection, written=written)
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


def connect_postgres(credentials: Any) -> Any:
    """A connection to the database that a dbt profile names. Raises what psycopg2 raises."""
    import psycopg2  # noqa: PLC0415

    connection = psycopg2.connect(
        host=credentials.host,
        port=credentials.port,
        user=credentials.user,
        password=credentials.password,
        dbname=credentials.database,
    )
    # a session in another encoding would copy texts in it
    connection.set_client_encoding("UTF8")
    return connection


def profile_credentials(project_dir: Path, profiles_dir: Path | None, target: str | None) -> Any:
    """What dbt itself makes of the profile, environment variables filled in.

    Raises `WarehouseError`.
    """
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
