"""Releases of a PostgreSQL database of five tiny marts, as `small_releases` makes them on DuckDB.

As a program, it builds and publishes one, and waits for a lock that a killed one still holds:

    python small_postgres.py <host> <user> <database> <folder>
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2

from lead_scoring.build import Candidate
from lead_scoring.release import Published
from lead_scoring.release.gate import Audit, publish_release
from lead_scoring.release.postgres_schemas import PostgresStore
from release.small_releases import MARTS, passing

ROWS = 500
WAIT_SECONDS = 60


class Database:
    """An empty database with the store of its releases."""

    def __init__(self, host: str, user: str, name: str, folder: Path) -> None:
        self.connect: Callable[[], Any] = lambda: psycopg2.connect(
            host=host, user=user, dbname=name
        )
        self.store = PostgresStore(self.connect, folder)
        # with which it is started as a program
        self.arguments = [host, user, name, str(folder)]

    def run(self, *statements: str) -> list[Any]:
        """Runs statements, and returns the rows of the last one."""
        connection = self.connect()
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            rows = list(cursor.fetchall()) if cursor.description else []
        connection.close()
        return rows

    def build(self, candidate: Candidate) -> list[str]:
        """What dbt would do: makes the marts one by one, and adds to what is kept."""
        suffix = candidate.dbt_vars["schema_suffix"]
        run_id = candidate.environment["LEAD_SCORING_RUN_ID"]
        scoring, marts = f"scoring{suffix}", f"marts{suffix}"
        self.run(
            f"create schema if not exists {scoring}",
            f"create schema if not exists {marts}",
            f"drop table if exists {scoring}.int_as_of",
            f"create table {scoring}.int_as_of as "
            f"select '{run_id}' as run_id, timestamp '2026-01-01' as as_of",
            f"create table if not exists {scoring}.int_kept (run_id text)",
            f"insert into {scoring}.int_kept values ('{run_id}')",
            f"drop table if exists {scoring}.scoring_models",
            f"create table {scoring}.scoring_models as "
            "select 'small' as scoring_model, 'abc' as spec_hash",
            f"create table {marts}.input_quality as "
            "select 'leads' as input_table, 'rows_in' as rule, "
            f"7 as count_rows, '{run_id}' as run_id",
        )
        for mart in MARTS[1:]:
            self.run(
                f"create table {marts}.{mart} as select lead, '{run_id}' as run_id "
                f"from generate_series(1, {ROWS}) as leads (lead)"
            )
        self.run(
            f"create view {marts}.{MARTS[0]} as "
            f"select 1 as lead, int_as_of.run_id from {scoring}.int_as_of as int_as_of"
        )
        return []

    def release(self, audit: Audit = passing, keep: int = 2, wait: float = 0) -> Published:
        return publish_release(self.store, self.build, audit, wait, keep)

    def run_ids(self) -> set[str]:
        """The runs of all marts, each read by a statement of its own in one transaction."""
        connection = self.connect()
        found = set()
        with connection, connection.cursor() as cursor:
            for mart in (*MARTS, "input_quality"):
                cursor.execute(f"select distinct run_id from marts.{mart}")
                found |= {row[0] for row in cursor.fetchall()}
        connection.close()
        return found

    def schemas(self) -> set[str]:
        rows = self.run("select nspname from pg_namespace where nspname !~ '^pg_'")
        return {name for (name,) in rows} - {"information_schema", "public"}


if __name__ == "__main__":
    host, user, name, folder = sys.argv[1:]
    released = Database(host, user, name, Path(folder)).release(wait=WAIT_SECONDS)
    print(released.release.run_id)
