"""Releases of a warehouse of five tiny marts, built in a fraction of a second.

What is built stands for what dbt builds: one mart after the other, each in a transaction of its
own, so
that whoever reads a candidate half-way sees two runs. As a program, it builds and publishes one:

    python small_releases.py <warehouse> [<seconds to wait for the lock> | --read]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from lead_scoring.build import Candidate
from lead_scoring.quality import AuditResult
from lead_scoring.release import Published, publish_release
from lead_scoring.release.duckdb_file import DuckDbStore
from lead_scoring.release.gate import Audit

MARTS = ("lead_scores", "lead_score_contributions", "scoring_insights", "grade_volume")
ROWS = 20_000
PAUSE_SECONDS = 0.02


def build_small(candidate: Candidate) -> list[str]:
    """Replaces the marts one by one; contributions sum to scores."""
    run_id = candidate.environment["LEAD_SCORING_RUN_ID"]
    with duckdb.connect(candidate.environment["LEAD_SCORING_WAREHOUSE"]) as connection:
        for schema in ("scoring", "marts"):
            connection.execute(f"create schema if not exists {schema}")
        connection.execute(
            "create or replace table scoring.int_as_of as "
            "select ? as run_id, timestamp '2026-01-01' as as_of",
            [run_id],
        )
        connection.execute(
            "create or replace table scoring.scoring_models as "
            "select 'small' as scoring_model, 'abc' as spec_hash"
        )
        connection.execute(
            "create or replace table marts.input_quality as "
            "select 'leads' as input_table, 'rows_in' as rule, 7 as count_rows, ? as run_id",
            [run_id],
        )
        for mart in MARTS:
            per_lead = 3 if mart == "lead_score_contributions" else 1
            connection.execute(
                f"create or replace table marts.{mart} as "
                f"select lead % {ROWS} as lead_id, {3 // per_lead}::bigint as points, "
                f"? as run_id from range({ROWS * per_lead}) as leads(lead)",
                [run_id],
            )
            time.sleep(PAUSE_SECONDS)
    return []


def run_ids(path: Path) -> set[str]:
    """The runs of all marts of a published file, which have to be one; its scores add up."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = {
            str(run_id)
            for mart in (*MARTS, "input_quality")
            for (run_id,) in connection.execute(
                f"select distinct run_id from marts.{mart}"
            ).fetchall()
        }
        totals = [
            connection.execute(
                f"select sum(points), count(distinct lead_id) from marts.{mart}"
            ).fetchone()
            for mart in MARTS[:2]
        ]
    assert totals[0] == totals[1] == (3 * ROWS, ROWS)
    return found


def passing(*_: object) -> list[AuditResult]:
    """Audits that find nothing."""
    time.sleep(PAUSE_SECONDS)
    return []


def failing(*_: object) -> list[AuditResult]:
    """One critical audit that fails, and a warning."""
    return [
        AuditResult("volume", "critical", "leads", False, 3.0, "at least 10", 7, "3 leads, not 10"),
        AuditResult("freshness", "warning", "leads", False, 9.0, "at most 2", None, "9 days old"),
    ]


def release_small(
    warehouse: Path,
    audit: Audit = passing,
    build: Callable[[Candidate], list[str]] = build_small,
    wait: float = 0,
    keep: int = 2,
) -> Published:
    """Builds a release with these audits."""
    return publish_release(DuckDbStore(warehouse), build, audit, wait, keep)


def read_for_ever(warehouse: Path) -> None:
    """Says which release it read, again and again; what goes wrong ends it."""
    while True:
        (run_id,) = run_ids(warehouse)
        print("read", run_id, flush=True)


if __name__ == "__main__":
    if sys.argv[2:] == ["--read"]:
        read_for_ever(Path(sys.argv[1]))
    print(release_small(Path(sys.argv[1]), wait=float((sys.argv[2:] or ["0"])[0])).release.run_id)
