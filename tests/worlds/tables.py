"""Tables on their way into a build: as Parquet files, or as tables of PostgreSQL."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import psycopg2.extras

from reference.columns import (
    BOOLEAN,
    COLUMNS,
    DECLARED_COLUMNS,
    ID,
    INTEGER,
    NUMBER,
    RELATED,
    TEXT,
    TIMESTAMP,
)
from reference.records import Row, Tables

# without these columns an input is refused
_REQUIRED = {
    "leads": ("lead_id", "created_at"),
    "contacts": ("contact_id",),
    "accounts": ("account_id",),
    "interactions": (
        *("interaction_id", "interaction_type", "occurred_at", "lead_id", "contact_id"),
    ),
    "outcomes": ("lead_id", "outcome", "occurred_at"),
}
# without these tables, too
_REQUIRED_TABLES = ("leads", "interactions", *RELATED)
_DUCKDB_TYPES = {
    ID: "VARCHAR",
    TEXT: "VARCHAR",
    INTEGER: "BIGINT",
    NUMBER: "DECIMAL(18, 4)",
    BOOLEAN: "BOOLEAN",
    TIMESTAMP: "TIMESTAMP",
}
_POSTGRES_TYPES = {**_DUCKDB_TYPES, ID: "text", TEXT: "text", NUMBER: "numeric(18, 4)"}


def given_columns(table: str, rows: Iterable[Row]) -> dict[str, str]:
    """The columns to write, with their types: required ones, and those that hold anything."""
    given = {column for row in rows for column, value in row.items() if value is not None}
    given.update(_REQUIRED.get(table, COLUMNS[table]), DECLARED_COLUMNS.get(table, ()))
    return {column: type_ for column, type_ in COLUMNS[table].items() if column in given}


def write_parquet(tables: Tables, folder: Path) -> None:
    """`leads.parquet`, `related/orders.parquet` and so on, for the connector `files`.

    Optional tables without rows are left out.
    """
    (folder / "related").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for table, rows in tables.items():
            if not rows and table not in _REQUIRED_TABLES:
                continue
            columns = given_columns(table, rows)
            selected = ", ".join(
                f'unnest(?::{_DUCKDB_TYPES[type_]}[]) as "{column}"'
                for column, type_ in columns.items()
            )
            values = [[row.get(column) for row in rows] for column in columns]
            file = folder / ("related" if table in RELATED else "") / f"{table}.parquet"
            connection.execute(f"create table {table} as select {selected}", values)
            connection.execute(f"copy {table} to '{file}' (format parquet)")


def write_postgres(tables: Tables, connection: Any, schema: str) -> None:
    """Tables in a new schema, for the connector `warehouse`."""
    with connection.cursor() as cursor:
        cursor.execute(f'drop schema if exists "{schema}" cascade')
        cursor.execute(f'create schema "{schema}"')
        for table, rows in tables.items():
            if not rows and table not in _REQUIRED_TABLES:
                continue
            columns = given_columns(table, rows)
            declared = ", ".join(
                f'"{column}" {_POSTGRES_TYPES[type_]}' for column, type_ in columns.items()
            )
            cursor.execute(f'create table "{schema}"."{table}" ({declared})')
            psycopg2.extras.execute_values(
                cursor,
                f'insert into "{schema}"."{table}" values %s',
                [tuple(row.get(column) for column in columns) for row in rows],
                page_size=1000,
            )
    connection.commit()
