"""A candidate beside the last release: two DuckDB files, or two sets of schemas in PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest

from lead_scoring.quality import AuditResult, QualityError, audit_release
from lead_scoring.warehouse import PostgresWarehouse, Warehouse
from quality.good import AS_OF, LATER, SPEC_HASH, Changes, good, key

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("plain_comparison")
LEADS = [f"L{number:03}" for number in range(200)]


def fill(
    execute: Callable[..., Any],
    placeholder: str,
    suffix: str = "",
    changes: Changes | None = None,
    as_of: datetime = AS_OF,
    moved: int = 0,
    runs: tuple[str, ...] = ("one",),
) -> None:
    """The relations that the audits read. The history of the first `moved` leads is another."""
    quality, marts = f"quality{suffix}", f"marts{suffix}"
    for schema in (quality, marts):
        execute(f"create schema {schema}")
    execute(
        f"create table {quality}.audit_figures (measure text, relation text, subject text, "
        "part text, spec_hash text, figure double precision, as_of timestamp)"
    )
    figures = {name: figure for name, figure in good().items() if not name[0].startswith("past_")}
    del figures[key("runs", "marts")]
    insert(
        execute,
        placeholder,
        f"{quality}.audit_figures",
        [(*name, SPEC_HASH, figure, as_of) for name, figure in (figures | (changes or {})).items()],
    )
    execute(
        f"create table {marts}.lead_scores (lead_id text, scoring_model text, spec_hash text, "
        "grade text, score decimal(18, 4), as_of timestamp, run_id text)"
    )
    insert(
        execute,
        placeholder,
        f"{marts}.lead_scores",
        [
            (lead, "engaged", SPEC_HASH, "A", 10, as_of, runs[number % len(runs)])
            for number, lead in enumerate(LEADS)
        ],
    )
    execute(
        f"create table {marts}.lead_score_history (lead_id text, scoring_model text, "
        "spec_hash text, grade text, score decimal(18, 4), valid_from timestamp, "
        "valid_to timestamp)"
    )
    before, after = AS_OF - timedelta(seconds=1), AS_OF + timedelta(microseconds=1)
    insert(
        execute,
        placeholder,
        f"{marts}.lead_score_history",
        [
            (lead, "engaged", SPEC_HASH, "A", score, begins, ends)
            for number, lead in enumerate(LEADS)
            # a row that ended before, and one that began after
            for score, begins, ends in (
                (99, datetime(2026, 1, 1), before),
                (10 + (number < moved), before, after),
                (98, after, None),
            )
        ],
    )


def insert(
    execute: Callable[..., Any], placeholder: str, table: str, rows: list[tuple[object, ...]]
) -> None:
    """All rows by one statement."""
    row = f"({', '.join([placeholder] * len(rows[0]))})"
    values = [value for one in rows for value in one]
    execute(f"insert into {table} values {', '.join([row] * len(rows))}", values)


@pytest.fixture
def duckdb_release(tmp_path: Path) -> Callable[..., Warehouse]:
    """Makes a file and opens it for reading."""

    def make(name: str, **facts: Any) -> Warehouse:
        path = tmp_path / name / "it's a warehouse.duckdb"
        path.parent.mkdir()
        with duckdb.connect(str(path)) as connection:
            fill(connection.execute, "?", **facts)
        return Warehouse(duckdb.connect(str(path), read_only=True))

    return make


@pytest.fixture
def postgres_connection(
    postgres_server: dict[str, str], new_database: Callable[[], str]
) -> Iterator[Any]:
    with closing(
        psycopg2.connect(
            host=postgres_server["PGHOST"],
            user=postgres_server["PGUSER"],
            dbname=new_database(),
        )
    ) as connection:
        yield connection


def said_of(results: list[AuditResult], audit: str) -> AuditResult:
    (found,) = [result for result in results if result.audit == audit]
    return found


def test_past_scores_of_two_files(duckdb_release: Callable[..., Warehouse], tmp_path: Path) -> None:
    last = duckdb_release("last")
    now = duckdb_release("now", moved=30, as_of=LATER)
    results = audit_release(now, last, PROJECT, tmp_path / "results")
    found = said_of(results, "past_scores")
    assert (found.passed, found.severity) == (False, "warning")
    assert (found.observed, found.failing_rows) == (0.15, 30)
    # nothing of the comparison stays behind
    databases = now.connection.execute("select database_name from duckdb_databases()").fetchall()
    assert ("last_release",) not in databases
    assert said_of(audit_release(last, last, PROJECT, tmp_path / "same"), "past_scores").passed


def test_past_scores_of_two_sets_of_schemas(postgres_connection: Any, tmp_path: Path) -> None:
    with postgres_connection.cursor() as cursor:
        fill(cursor.execute, "%s")
        fill(cursor.execute, "%s", suffix="__candidate", moved=30, as_of=LATER)
    last = PostgresWarehouse(postgres_connection)
    now = PostgresWarehouse(postgres_connection, schema_suffix="__candidate")
    found = said_of(audit_release(now, last, PROJECT, tmp_path / "results"), "past_scores")
    assert (found.passed, found.severity) == (False, "warning")
    assert (found.observed, found.failing_rows) == (0.15, 30)


def test_rows_of_two_runs(duckdb_release: Callable[..., Warehouse], tmp_path: Path) -> None:
    now = duckdb_release("now", runs=("one", "two"))
    found = said_of(audit_release(now, None, PROJECT, tmp_path / "results"), "one_run")
    assert (found.passed, found.severity, found.observed) == (False, "critical", 2)


def test_what_is_written(duckdb_release: Callable[..., Warehouse], tmp_path: Path) -> None:
    """A page that loads nothing and the results as JSON, neither with a value of a row."""
    changes = {key("own_rows", "interactions"): 1.0, key("days_since", "leads", "created_at"): 99.0}
    now = duckdb_release("now", changes=changes, as_of=LATER)
    results = audit_release(now, duckdb_release("last"), PROJECT, tmp_path / "new" / "results")
    written = json.loads((tmp_path / "new" / "results" / "results.json").read_text())
    assert [one["audit"] for one in written["results"]] == [one.audit for one in results]
    assert (written["as_of"], written["last_as_of"]) == (str(LATER), str(AS_OF))
    page = (tmp_path / "new" / "results" / "index.html").read_text(encoding="utf-8")
    assert page.index("What failed") < page.index("interactions_add_up") < page.index("freshness")
    assert "Audits stop the release" in page
    assert not any(loading in page for loading in ("<script", "http:", "https:", "src=", "@import"))
    for text in (page, json.dumps(written)):
        assert not any(lead in text for lead in LEADS)


def test_names_are_text_on_the_page(
    duckdb_release: Callable[..., Warehouse], tmp_path: Path
) -> None:
    name = "<script>alert(1)</script>{{ 7 * 7 }}"
    now = duckdb_release("now", changes={key("leads_scored", "lead_scores", name): 0.0})
    audit_release(now, None, PROJECT, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in page


def test_a_release_without_figures_is_not_compared(
    duckdb_release: Callable[..., Warehouse], tmp_path: Path
) -> None:
    """Such as one made before there were audits."""
    results = audit_release(
        duckdb_release("now"), Warehouse(duckdb.connect()), PROJECT, tmp_path / "results"
    )
    assert said_of(results, "past_scores").said == "the last release has no figures"
    assert all(result.passed for result in results)


def test_a_candidate_without_figures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match=r"no quality\.audit_figures to judge"):
        audit_release(Warehouse(duckdb.connect()), None, PROJECT, tmp_path)
