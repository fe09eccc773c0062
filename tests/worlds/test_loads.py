"""Worlds in loads: after each, the incremental build is what the reference scorer says (T5, T6).

A full refresh at the end gives the same bytes. The seed stands in every report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from workspace import Workspace
from worlds.building import disagreements, hashes, marts, prepare, run
from worlds.comparison import told
from worlds.expected import Expected, expected_of, lead_ids
from worlds.loads import random_loads


@dataclass(frozen=True)
class Size:
    """How many worlds arrive in how many loads, and how many models score each of them."""

    worlds: int
    models: int
    loads: int


DUCKDB = Size(worlds=500, models=6, loads=3)
POSTGRES = Size(worlds=100, models=4, loads=3)
# these are made in batches of so many leads
IN_BATCHES = Size(worlds=50, models=2, loads=2)
LEADS_AT_ONCE = 40


def check(
    number: int,
    size: Size,
    engine: str,
    workspace: Workspace,
    refreshes: bool,
    leads_at_once: int | None = None,
) -> Expected:
    """Builds load by load; with a full refresh after the last one, or after each of them.

    Returns what the last load comes to.
    """
    loads = random_loads(number, size.worlds, size.models, size.loads)
    for load in loads:
        expected = expected_of(load)
        prepare(load, engine, workspace)
        if leads_at_once:
            make_at_once(workspace, leads_at_once)
        run(load, engine, workspace, "run")
        incremental = marts(engine, workspace)
        reports = disagreements(expected, incremental)
        assert reports == [], told(reports)
        if refreshes or load is loads[-1]:
            run(load, engine, workspace, "run", "--full-refresh")
            assert hashes(marts(engine, workspace)) == hashes(incremental), load.name
    return expected


def make_at_once(workspace: Workspace, count: int) -> None:
    """Has batches made of so many leads, in the place of a million."""
    changed = 0
    for path in (workspace.path / "models" / "generated").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        smaller = re.sub("leads_at_once: [0-9]+", f"leads_at_once: {count}", text)
        path.write_text(smaller, encoding="utf-8")
        changed += smaller != text
    assert changed


def test_loads_on_duckdb(workspace: Workspace) -> None:
    check(0, DUCKDB, "duckdb", workspace, refreshes=False)


def test_loads_on_postgres(postgres_workspace: Workspace) -> None:
    check(1, POSTGRES, "postgres", postgres_workspace, refreshes=False)


@pytest.mark.parametrize("engine", ["duckdb", "postgres"])
def test_loads_in_batches_of_leads(request: pytest.FixtureRequest, engine: str) -> None:
    name = {"duckdb": "workspace", "postgres": "postgres_workspace"}[engine]
    workspace: Workspace = request.getfixturevalue(name)
    expected = check(2, IN_BATCHES, engine, workspace, False, LEADS_AT_ONCE)
    assert sum(len(lead_ids(world)) for world in expected.batch.worlds) > 2 * LEADS_AT_ONCE
    # of the last run, dbt keeps the SQL of the last batch
    ran = [
        path.read_text(encoding="utf-8")
        for kind in ("ledger", "score_history")
        for path in (workspace.path / "target" / "run").rglob(f"*__{kind}.sql")
    ]
    assert len(ran) == 2 * IN_BATCHES.models
    for sql in ran:
        first = re.search(r"where lead_key > (\d+) and lead_key <= \d+", sql)
        assert first
        assert int(first[1]) >= LEADS_AT_ONCE


@pytest.mark.parametrize("number", range(3))
def test_loads_are_what_they_are_said_to_be(number: int) -> None:
    """Without a build: something changes in each way, much of it or little, or goes back."""
    size = 200
    loads = random_loads(number, size, 4, 4)
    assert [load.as_of for load in loads] == sorted(load.as_of for load in loads)
    for before, after in pairwise(loads):
        same = [
            one.tables == other.tables
            for one, other in zip(before.worlds, after.worlds, strict=True)
        ]
        assert 0 < sum(same) < size
    for table in ("leads", "contacts", "accounts", "interactions", "orders"):
        (first, *_, last) = (load.tables()[table] for load in loads)
        assert any(row not in last for row in first), f"{table}: nothing goes"
        assert any(row not in first for row in last), f"{table}: nothing comes"
    # what a load says anew of an interaction that was told before, and of a lead
    for table, key, column in (
        ("interactions", "interaction_id", "asset_name"),
        ("leads", "lead_id", "merged_into_lead_id"),
        ("leads", "lead_id", "contact_id"),
        ("contacts", "contact_id", "account_id"),
    ):
        told_of = [
            {row[key]: row[column] for row in load.tables()[table] if row[key]} for load in loads
        ]
        assert any(
            earlier[one] != later[one]
            for earlier, later in pairwise(told_of)
            for one in earlier.keys() & later.keys()
        ), f"no {column} of {table} changes"
    goes_back = [
        world
        for world, *tables in zip(
            range(size), *([one.tables for one in load.worlds] for load in loads), strict=True
        )
        if any(
            tables[index] == tables[earlier] != tables[earlier + 1]
            for index in range(2, len(tables))
            for earlier in range(index - 1)
        )
    ]
    assert goes_back, "no world is again what it was"
