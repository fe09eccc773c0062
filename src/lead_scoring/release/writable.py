"""A release that may be changed: to take out of it what must not be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lead_scoring.warehouse import quoted_name

# they tell of releases, and of what is erased; no release is made of them
OWN_SCHEMAS = ("releases", "privacy")
# what a release is made of, as dbt_project.yml names it
SCHEMAS = ["staging", "scoring", "marts", "snapshots", "quality"]
TEXTS = ("VARCHAR", "text", "character varying")


@dataclass(frozen=True)
class Table:
    """A table as SQL, with its columns and their types.

    `is_made` says whether builds make it; else it was loaded.
    """

    name: str
    columns: dict[str, str]
    is_made: bool = True

    @property
    def texts(self) -> list[str]:
        """The columns that hold text, as SQL."""
        return [quoted_name(name) for name, kind in self.columns.items() if kind in TEXTS]


class WritableRelease:
    """All tables of a release, by a connection; `holds` tells which schemas are the release's."""

    def __init__(
        self, connection: Any, placeholder: str, holds: Callable[[str], bool] = lambda _: True
    ) -> None:
        self._connection = connection
        self._placeholder = placeholder
        self._holds = holds

    def run(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """What a statement returns; `?` stands for a value."""
        cursor = self._connection.cursor()
        own = self._placeholder
        cursor.execute(
            sql if own == "?" else sql.replace("%", "%%").replace("?", own), list(values)
        )
        return list(cursor.fetchall()) if cursor.description else []

    def tables(self) -> Iterator[Table]:
        """The tables: what was made, what is kept, and input that was loaded beside them."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for schema, name, column, kind in self.run(
            "select tables.table_schema, tables.table_name, columns.column_name, columns.data_type "
            "from information_schema.tables as tables "
            "inner join information_schema.columns as columns "
            "on tables.table_catalog = columns.table_catalog "
            "and tables.table_schema = columns.table_schema "
            "and tables.table_name = columns.table_name "
            "where tables.table_type = 'BASE TABLE' "
            "and tables.table_schema not in ('pg_catalog', 'information_schema') "
            "order by tables.table_schema, tables.table_name, columns.ordinal_position"
        ):
            if schema not in OWN_SCHEMAS and self._holds(schema):
                found.setdefault((schema, name), {})[column] = kind
        for (schema, name), columns in found.items():
            yield Table(
                f"{quoted_name(schema)}.{quoted_name(name)}",
                columns,
                is_made=schema.split("__")[0] in SCHEMAS,
            )
