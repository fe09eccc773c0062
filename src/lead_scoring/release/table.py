"""The table `releases.releases`: one row per run, for who reads the warehouse."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from lead_scoring.release.record import RECORD, Release

COLUMNS = {
    "run_id": "text",
    "status": "text",
    "started_at": "timestamp",
    "ended_at": "timestamp",
    "as_of": "timestamp",
    "spec_hashes": "text",
    "input_counts": "text",
    "audits": "text",
    "reason": "text",
}


def write_releases(connection: Any, placeholder: str, releases: Iterable[Release]) -> None:
    """Writes these releases, whatever is there of the same runs; mappings and lists as JSON."""
    columns = ", ".join(f"{name} {sql_type}" for name, sql_type in COLUMNS.items())
    cursor = connection.cursor()
    cursor.execute("create schema if not exists releases")
    cursor.execute(f"create table if not exists releases.releases ({columns})")
    for release in releases:
        told = RECORD.dump_python(release, mode="json")
        values = [
            json.dumps(told[name], ensure_ascii=False)
            if isinstance(told[name], (dict, list))
            else told[name]
            for name in COLUMNS
        ]
        cursor.execute(
            f"delete from releases.releases where run_id = {placeholder}", [release.run_id]
        )
        places = ", ".join([placeholder] * len(COLUMNS))
        cursor.execute(f"insert into releases.releases values ({places})", values)


def read_releases(connection: Any) -> list[Release]:
    """All releases that the table tells of."""
    cursor = connection.cursor()
    cursor.execute(f"select {', '.join(COLUMNS)} from releases.releases")
    return [
        RECORD.validate_python(
            {
                name: json.loads(value)
                if name in {"spec_hashes", "input_counts", "audits"}
                else value
                for name, value in zip(COLUMNS, row, strict=True)
            }
        )
        for row in cursor.fetchall()
    ]


def tell_served(connection: Any, placeholder: str, run_id: str) -> None:
    """Says of one release that it is served, and of the one that was that it is no longer."""
    cursor = connection.cursor()
    cursor.execute(
        "update releases.releases set status = "
        f"case when run_id = {placeholder} then 'published' else 'superseded' end "
        f"where status = 'published' or run_id = {placeholder}",
        [run_id, run_id],
    )
