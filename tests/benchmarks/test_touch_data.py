"""The inputs of some hours later: who is touched, how, and that nobody else is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from workspace import Workspace

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
AS_OF = "2026-06-30 00:00:00"
LEADS = 2_000
SHARE = 0.1


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The inputs of `before` and of `later`, and those of later made `again`."""
    base = tmp_path_factory.mktemp("touched")
    before = base / "before"
    run("make_data.py", before, "--leads", LEADS, "--interactions", 10 * LEADS)
    for name in ("later", "again"):
        run("touch_data.py", before, base / name, AS_OF, "--share", SHARE)
    return {name: base / name for name in ("before", "later", "again")}


@pytest.fixture(scope="module")
def warehouse(folders: dict[str, Path]) -> duckdb.DuckDBPyConnection:
    """The tables before and later, what was added and what is gone."""
    connection = duckdb.connect()
    for name in ("before", "later"):
        file = folders[name] / "interactions.parquet"
        connection.execute(f"create view {name} as from '{file}'")
    connection.execute("create table added as from later except all from before")
    connection.execute("create table gone as from before except all from later")
    connection.execute(
        "create table corrected as from added semi join before using (interaction_id)"
    )
    connection.execute("create table fresh as from added anti join before using (interaction_id)")
    return connection


def run(script: str, *arguments: object) -> None:
    subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *map(str, arguments)],
        check=True,
        capture_output=True,
    )


def value(warehouse: duckdb.DuckDBPyConnection, query: str) -> Any:
    return warehouse.execute(query).fetchall()[0][0]


def test_only_interactions_differ_and_a_second_run_gives_the_same(folders: dict[str, Path]) -> None:
    names = {path.name for path in folders["before"].iterdir()}
    assert {path.name for path in folders["later"].iterdir()} == names
    for name in names - {"interactions.parquet"}:
        assert (folders["later"] / name).read_bytes() == (folders["before"] / name).read_bytes()
    first, again = (
        duckdb.read_parquet(str(folders[name] / "interactions.parquet"))
        for name in ("later", "again")
    )
    assert first.fetchall() == again.fetchall()


def test_what_stays_stays_in_its_order(warehouse: duckdb.DuckDBPyConnection) -> None:
    kept = "where interaction_id not in (select interaction_id from gone)"
    stays = warehouse.execute(f"select * from before {kept}").fetchall()
    assert warehouse.execute("from later").fetchmany(len(stays)) == stays


def test_a_quarter_of_the_touched_leads_each_did_something_new_or_late(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    hours_ago = f"(timestamp '{AS_OF}' - occurred_at)"
    for kind, where in (
        ("new", f"{hours_ago} between interval 0 second and interval 4 hours"),
        ("late", f"{hours_ago} > interval 1 day and loaded_at - occurred_at > interval 23 hours"),
    ):
        counted = "select count(distinct lead_id) from fresh where"
        assert value(warehouse, f"{counted} {where}") == LEADS * SHARE / 4, kind
    assert value(warehouse, "select count(*) from fresh") == LEADS * SHARE / 4 * 2 * 2
    assert value(warehouse, "select count(*) from fresh where occurred_at > loaded_at") == 0


def test_a_quarter_is_corrected_by_a_later_copy_of_other_asset_type_or_lead(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert value(warehouse, "select count(*) from corrected") == LEADS * SHARE / 4
    changed = warehouse.execute(
        """
        select
            count(*) filter (corrected.asset_name <> before.asset_name),
            count(*) filter (corrected.interaction_type <> before.interaction_type),
            count(*) filter (corrected.lead_id <> before.lead_id),
            count(*) filter (before.loaded_at is null or corrected.loaded_at > before.loaded_at)
        from corrected
        inner join before using (interaction_id)
        where corrected.occurred_at = before.occurred_at
        """
    ).fetchall()[0]
    assert all(count >= LEADS * SHARE / 4 // 3 for count in changed)
    assert changed[3] >= LEADS * SHARE / 4


def test_a_quarter_lost_what_it_did_last(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert value(warehouse, "select count(distinct interaction_id) from gone") == LEADS * SHARE / 4
    assert value(warehouse, "select count(distinct lead_id) from gone") == LEADS * SHARE / 4
    still_there = "select count(*) from later semi join gone using (interaction_id)"
    assert value(warehouse, still_there) == 0


def test_about_the_asked_share_of_leads_is_touched(warehouse: duckdb.DuckDBPyConnection) -> None:
    touched = value(
        warehouse,
        """
        select count(distinct lead_id) from (
            select lead_id from added
            union all
            select lead_id from gone
            union all
            select before.lead_id from before semi join corrected using (interaction_id)
        )
        """,
    )
    assert LEADS * SHARE <= touched <= LEADS * SHARE * 1.05


def test_a_build_upon_a_build_gives_the_scores_of_the_query(
    folders: dict[str, Path], workspace: Workspace, tmp_path: Path
) -> None:
    spec = (BENCHMARKS / "forty_groups.yml").read_text(encoding="utf-8")
    workspace.write_spec("forty_groups", spec)
    queried = {}
    for name in ("before", "later"):
        file = tmp_path / f"{name}.parquet"
        run("score_as_of.py", folders[name], AS_OF, "--output", file)
        queried[name] = duckdb.read_parquet(str(file)).order("lead_id").fetchall()
        workspace.build("files", folders[name], AS_OF, select=["+lead_scores"])
        built = workspace.rows("marts.lead_scores", order_by="lead_id")
        assert queried[name] == [(row["lead_id"], row["score"]) for row in built], name
    assert queried["before"] != queried["later"]
