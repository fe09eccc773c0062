"""Audits of builds: their figures on both engines, and what they say after much went wrong."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import pytest

from inputs.sources import load_as_text, write_csv
from lead_scoring.quality import AuditResult, audit_release
from lead_scoring.warehouse import PostgresWarehouse, Warehouse
from once import once
from quality.world import AFTER_FAULTS, AS_OF, FIGURES, NAME, SPEC, Rows, faulty_tables, tables
from workspace import Row, Workspace

SELECTED = ("+audit_figures",)
PROJECT = Path(__file__).parents[2]
FIRED = {
    *("emptied", "volume", "null_share", "null_share_rise", "allowed_values", "unknown_links"),
    *("set_aside", "set_aside_rise", "vanished_rows", "freshness", "leads_not_reached"),
    *("leads_not_reached_rise", "grade_mix", "score_distribution", "past_scores"),
}


def build(workspace: Workspace, source: dict[str, Rows], as_of: str) -> None:
    """Builds from CSV files."""
    folder = workspace.path / "inputs"
    for table, rows in source.items():
        path = folder / f"{table}.csv"
        if rows:
            write_csv(path, rows)
        else:
            header, _ = path.read_text().split("\n", 1)
            path.write_text(f"{header}\n")
    workspace.build("files", folder, as_of, SELECTED)


def figures(rows: list[Row]) -> dict[tuple[str, ...], float | None]:
    keys = ("measure", "relation", "subject", "part")
    return {tuple(row[name] for name in keys): row["figure"] for row in rows}


@pytest.fixture
def audited(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[Row], list[AuditResult], list[AuditResult], str]:
    """Of the good build its figures and its audit, of the faulty one its audit and its page."""

    def make(folder: Path) -> Any:
        workspace = Workspace(folder / "project", selected=SELECTED)
        workspace.write_spec("engaged", SPEC)
        build(workspace, tables(), AS_OF)
        last = shutil.copy(workspace.warehouse, folder / "last.duckdb")
        with duckdb.connect(str(last), read_only=True) as connection:
            release = Warehouse(connection)
            measured = release.rows("quality.audit_figures")
            good = audit_release(release, release, PROJECT, folder / "good")
        build(workspace, faulty_tables(), AFTER_FAULTS)
        with (
            duckdb.connect(str(workspace.warehouse), read_only=True) as now,
            duckdb.connect(str(last), read_only=True) as connection,
        ):
            faulty = audit_release(
                Warehouse(now), Warehouse(connection), PROJECT, folder / "faulty"
            )
        written = (folder / "faulty" / name for name in ("index.html", "results.json"))
        return measured, good, faulty, "".join(path.read_text() for path in written)

    found: tuple[list[Row], list[AuditResult], list[AuditResult], str] = once(
        tmp_path_factory, "audited", make
    )
    return found


def test_figures(audited: Any) -> None:
    measured = figures(audited[0])
    assert {key: measured[key] for key in FIGURES} == pytest.approx(FIGURES)


def test_a_good_build_passes(audited: Any) -> None:
    assert [result for result in audited[1] if not result.passed] == []


def test_a_faulty_source_fires(audited: Any) -> None:
    fired = {result.audit for result in audited[2] if not result.passed}
    assert fired == FIRED


def test_no_personal_data_comes_out(audited: Any) -> None:
    assert NAME not in audited[3]
    assert "L042" not in audited[3]
    assert "???" not in audited[3]


def test_postgres_measures_and_judges_alike(
    postgres_workspace: Workspace, audited: Any, tmp_path: Path
) -> None:
    workspace = postgres_workspace
    workspace.write_spec("engaged", SPEC)
    load_as_text(workspace, "postgres", "raw", tables())
    workspace.build("warehouse", as_of=AS_OF, select=SELECTED, target="postgres")
    rows = workspace.rows("quality.audit_figures", "postgres")
    assert figures(rows) == pytest.approx(figures(audited[0]))
    server = workspace.postgres
    with closing(
        psycopg2.connect(host=server["PGHOST"], user=server["PGUSER"], dbname=server["PGDATABASE"])
    ) as connection:
        candidate = PostgresWarehouse(connection)
        assert all(one.passed for one in audit_release(candidate, None, PROJECT, tmp_path))
        with connection.cursor() as cursor:
            for schema, table in (("quality", "audit_figures"), ("marts", "lead_scores")):
                cursor.execute(f"create schema {schema}__last")
                cursor.execute(
                    f"create table {schema}__last.{table} as select * from {schema}.{table}"
                )
            cursor.execute("update marts__last.lead_scores set score = 1 where lead_id < 'L060'")
        last = PostgresWarehouse(connection, schema_suffix="__last")
        failed = [
            one for one in audit_release(candidate, last, PROJECT, tmp_path) if not one.passed
        ]
    assert [(one.audit, one.observed, one.failing_rows) for one in failed] == [
        ("past_scores", 0.25, 60)
    ]
