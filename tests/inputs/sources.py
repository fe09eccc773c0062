"""Writes the inputs of a test: files, or tables of a warehouse."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import psycopg2

from workspace import Workspace

AS_OF = "2026-06-01"

# text -> the instant it tells, UTC (T1)
TIMES = {
    "2026-03-01T10:00:00Z": datetime(2026, 3, 1, 10),
    "2026-03-01T10:00:00+02:00": datetime(2026, 3, 1, 8),
    "2026-03-01 10:00:00+0530": datetime(2026, 3, 1, 4, 30),
    "2026-03-01 10:00:00-05": datetime(2026, 3, 1, 15),
    "2026-03-01 10:00+02:00": datetime(2026, 3, 1, 8),
    "2026-03-01 10:00:00 UTC": datetime(2026, 3, 1, 10),
    "2026-03-01 10:00:00 America/New_York": datetime(2026, 3, 1, 15),
    "  2026-03-01 10:00:00+02:00  ": datetime(2026, 3, 1, 8),
    "2026-03-01 10:00:00": datetime(2026, 3, 1, 10),
    "2026-03-01T10:00": datetime(2026, 3, 1, 10),
    "2026-03-01": datetime(2026, 3, 1),
    "2026-03-01 10:00:00.123456": datetime(2026, 3, 1, 10, 0, 0, 123456),
    "2026-03-01 10:00:00.123456789": datetime(2026, 3, 1, 10, 0, 0, 123456),
    "2026-03-01T12:00:00.999999999+02:00": datetime(2026, 3, 1, 10, 0, 0, 999999),
    "1969-12-31 23:59:59.999999999": datetime(1969, 12, 31, 23, 59, 59, 999999),
    "1969-12-31T23:59:59.9999999Z": datetime(1969, 12, 31, 23, 59, 59, 999999),
    # there is no such time on New York's clocks, and the next one is there twice
    "2026-03-08 02:30:00": datetime(2026, 3, 8, 2, 30),
    "2025-11-02 01:30:00": datetime(2025, 11, 2, 1, 30),
}
TRUE_WORDS = ("true", "TRUE", "T", "yes", "Y", " 1 ")
FALSE_WORDS = ("false", "False", "f", "no", "N", "0")
ODD_IDS = ("007", "0042", "7", "1e5", "2026-01-01", "9" * 60, " padded ", "+1", "0x1F", "true")


def write_csv(path: Path, rows: Sequence[Mapping[str, str | None]]) -> None:
    """Writes a CSV file; None is an empty cell."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows({name: value or "" for name, value in row.items()} for row in rows)


def write_parquet(path: Path, query: str) -> None:
    """Writes what a DuckDB query returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.sql(query).write_parquet(str(path))


def execute(workspace: Workspace, target: str, *statements: str) -> None:
    """Runs SQL in the workspace's warehouse."""
    if target == "duckdb":
        with duckdb.connect(str(workspace.warehouse)) as connection:
            for statement in statements:
                connection.execute(statement)
        return
    connection = psycopg2.connect(
        host=workspace.postgres["PGHOST"],
        user=workspace.postgres["PGUSER"],
        dbname=workspace.postgres["PGDATABASE"],
    )
    with connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def load_as_text(
    workspace: Workspace,
    target: str,
    schema: str,
    tables: Mapping[str, Sequence[Mapping[str, str | None]]],
) -> None:
    """Makes a schema whose tables hold the rows in text columns."""
    statements = [f"create schema {schema}"]
    for table, rows in tables.items():
        names = list(dict.fromkeys(name for row in rows for name in row))
        statements.append(
            f"create table {schema}.{table} ({', '.join(f'{name} text' for name in names)})"
        )
        values = [f"({', '.join(_literal(row.get(name)) for name in names)})" for row in rows]
        if values:
            statements.append(f"insert into {schema}.{table} values {', '.join(values)}")
    execute(workspace, target, *statements)


def _literal(value: str | None) -> str:
    return "null" if value is None else "'" + value.replace("'", "''") + "'"
