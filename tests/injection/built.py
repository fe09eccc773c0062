"""A workspace in which payloads are built, and what is looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import psycopg2
from psycopg2.extras import execute_values

from workspace import Workspace


@dataclass(frozen=True)
class Built:
    """A workspace in which the payloads are built, and all that dbt printed."""

    workspace: Workspace
    engine: str
    said: str
    secret: str

    def rows(self, relation: str) -> list[dict[str, Any]]:
        """The rows of a relation, `schema.name`."""
        return self.workspace.rows(relation, self.engine)

    def query(self, *queries: str) -> list[tuple[Any, ...]]:
        """What the queries give, one after the other."""
        if self.engine == "duckdb":
            with duckdb.connect(str(self.workspace.warehouse), read_only=True) as connection:
                return [row for sql in queries for row in connection.execute(sql).fetchall()]
        found: list[tuple[Any, ...]] = []
        with connect(self.workspace) as connection, connection.cursor() as cursor:
            for sql in queries:
                cursor.execute(sql)
                found += cursor.fetchall()
        return found

    def relations(self, kind: str = "%") -> list[str]:
        """The tables and views, or those of a kind, `schema.name`."""
        return [
            f'"{schema}"."{name}"'
            for schema, name in self.query(
                "select table_schema, table_name from information_schema.tables "
                "where table_schema not in ('information_schema', 'pg_catalog') "
                f"and table_type like '{kind}' order by 1, 2"
            )
        ]

    def relations_with(self, text: str) -> list[str]:
        """The tables that hold the text in any of their rows, and the views in their SQL."""
        found = self.query(
            *(
                f"select '{relation}' from {relation} as a_row "
                f"where position('{text}' in cast(a_row as text)) > 0 limit 1"
                for relation in self.relations("BASE TABLE")
            ),
            "select table_name from information_schema.views "
            f"where position('{text}' in view_definition) > 0",
        )
        return [relation for (relation,) in found]

    def files_with(self, text: str) -> list[str]:
        """The files of the workspace, the warehouse too, that hold the text."""
        return sorted(
            path.relative_to(self.workspace.path).as_posix()
            for path in self.workspace.path.rglob("*")
            if path.is_file() and text.encode() in path.read_bytes()
        )


def connect(workspace: Workspace) -> Any:
    """A connection to the workspace's PostgreSQL database."""
    return psycopg2.connect(
        host=workspace.postgres["PGHOST"],
        user=workspace.postgres["PGUSER"],
        dbname=workspace.postgres["PGDATABASE"],
    )


def load_raw(workspace: Workspace, table: str, rows: list[dict[str, str]]) -> None:
    """Loads rows into a table of text columns in the schema raw."""
    columns = ", ".join(rows[0])
    with connect(workspace) as connection, connection.cursor() as cursor:
        cursor.execute("create schema if not exists raw")
        cursor.execute(f"create table raw.{table} ({columns.replace(',', ' text,')} text)")
        execute_values(
            cursor,
            f"insert into raw.{table} ({columns}) values %s",
            [[row[name] for name in rows[0]] for row in rows],
        )
