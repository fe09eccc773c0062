"""Erases as a user does, and reads all that is left."""

from __future__ import annotations

from typing import Any

import duckdb
import psycopg2

from cli.commands import Said, in_process
from workspace import Workspace


def erase(workspace: Workspace, target: str, *arguments: str) -> Said:
    """Erases by the command, without being asked."""
    environment = workspace.postgres | {"LEAD_SCORING_WAREHOUSE": str(workspace.warehouse)}
    return in_process(
        *("erase", *arguments, "--yes", "--target", target),
        *("--project-dir", workspace.path),
        **environment,
    )


def texts(workspace: Workspace, target: str, *but: str) -> str:
    """All text that stands in any table or view, but for some schemas."""
    if target == "duckdb":
        connection: Any = duckdb.connect(str(workspace.warehouse), read_only=True)
    else:
        connection = psycopg2.connect(
            host=workspace.postgres["PGHOST"],
            user=workspace.postgres["PGUSER"],
            dbname=workspace.postgres["PGDATABASE"],
        )
    cursor = connection.cursor()
    cursor.execute("select table_schema, table_name from information_schema.tables")
    found = []
    for schema, name in cursor.fetchall():
        if schema not in ("pg_catalog", "information_schema", *but):
            cursor.execute(f'select * from "{schema}"."{name}"')
            found += [str(row) for row in cursor.fetchall()]
    connection.close()
    return "\n".join(found)
