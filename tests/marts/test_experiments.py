"""The experiment marts against figures worked out by hand (tests/marts/experiments_world.py)."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path

import pytest

from marts import experiments_world as world
from marts.built import cells
from marts.measures import same, wilson
from once import once
from workspace import Row, Workspace

COLUMNS = (
    "experiment arm scoring_model leads matured_leads mqls conversions conversion_rate"
    " sample_ratio_chi_square has_sample_ratio_mismatch is_mature winner"
)
EXPECTED = """
    all_convert   challenger new     4  4  0  4  1    0.4      false true  -
    all_convert   control    old     6  6  0  6  1    0.4      false true  -
    better        challenger new     70 70 6  56 0.8  0.666667 false true  challenger
    better        control    old     80 80 10 48 0.6  0.666667 false true  challenger
    empty         challenger new     0  0  0  0  -    -        -     true  -
    empty         control    old     0  0  0  0  -    -        -     true  -
    immature      challenger new     23 20 0  20 1    0        false false -
    immature      control    old     23 20 0  0  0    0        false false -
    just_mature   challenger new     0  0  0  0  -    -        -     true  -
    just_mature   control    old     0  0  0  0  -    -        -     true  -
    lopsided      challenger new     20 20 0  20 1    71.111111 true true  -
    lopsided      control    old     20 20 0  0  0    71.111111 true true  -
    nearly_mature challenger new     0  0  0  0  -    -        -     false -
    nearly_mature control    old     0  0  0  0  -    -        -     false -
    none_converts challenger new     5  5  0  0  0    0        false true  -
    none_converts control    old     5  5  0  0  0    0        false true  -
    single        challenger new     1  1  0  1  1    1        false true  -
    single        control    old     0  0  0  0  -    1        false true  -
    stopped       challenger unready 3  3  -  1  0.333333 0.2  false true  -
    stopped       control    old     2  2  0  0  0    0.2      false true  -
    worse         challenger new     80 80 0  48 0.6  0.666667 false true  control
    worse         control    old     70 70 0  56 0.8  0.666667 false true  control
"""


@pytest.fixture(params=["duckdb", "postgres"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Row]]:
    """Relation -> its rows."""
    target: str = request.param

    def make(folder: Path) -> dict[str, list[Row]]:
        if target == "postgres":
            workspace: Workspace = request.getfixturevalue("postgres_workspace")
        else:
            workspace = Workspace(folder / "project", selected=world.SELECTED)
        return world.build(workspace, target)

    return once(tmp_path_factory, f"experiments_{target}", make)


def rows_of(built: dict[str, list[Row]], experiment: str) -> dict[str, Row]:
    """Arm -> its results."""
    rows = [row for row in built["experiment_results"] if row["experiment"] == experiment]
    assert len(rows) == 2
    return {row["arm"]: row for row in rows}


def test_results_equal_hand_computed_rows(built: dict[str, list[Row]]) -> None:
    worked_out_elsewhere = {"edges", "hashes", "open_ended"}
    rows = [
        row for row in built["experiment_results"] if row["experiment"] not in worked_out_elsewhere
    ]
    found = [[cell or "-" for cell in row.values()] for row in cells(rows, COLUMNS.split())]
    assert sorted(found) == [line.split() for line in EXPECTED.strip().splitlines()]


def test_what_rows_say_of_their_experiment(built: dict[str, list[Row]]) -> None:
    row = rows_of(built, "better")["challenger"]
    assert (row["label"], row["outcome"], row["horizon_days"]) == ("New, not old", "won", 30)
    assert (row["starts_at"], row["ends_at"]) == (datetime(2025, 1, 1), datetime(2025, 2, 1))
    assert row["as_of"] == datetime(2026, 6, 1)
    assert same(row["mql_rate"], 6 / 70)
    planned = {arm: row["planned_share"] for arm, row in rows_of(built, "lopsided").items()}
    assert planned == {"control": pytest.approx(0.1), "challenger": pytest.approx(0.9)}
    hashes = {row["scoring_model"]: row["spec_hash"] for row in built["experiment_results"]}
    assert len(set(hashes.values())) == len(hashes) == 3


def test_intervals(built: dict[str, list[Row]]) -> None:
    for experiment in world.SHARES:
        control, challenger = (rows_of(built, experiment)[arm] for arm in ("control", "challenger"))
        for row in (control, challenger):
            lower, upper = wilson(row["conversions"], row["matured_leads"])
            assert same(row["conversion_rate_lower"], lower)
            assert same(row["conversion_rate_upper"], upper)
        names = ("", "_lower", "_upper")
        assert [control[f"conversion_rate_difference{name}"] for name in names] == [None] * 3
        found = [challenger[f"conversion_rate_difference{name}"] for name in names]
        if control["matured_leads"] and challenger["matured_leads"]:
            assert all(map(same, found, newcombe(control, challenger)))
        else:
            assert found == [None] * 3


def newcombe(control: Row, challenger: Row) -> tuple[float, float, float]:
    """The difference of two rates and its ends."""
    (rate, low, high), (tried, tried_low, tried_high) = (
        (
            row["conversions"] / row["matured_leads"],
            *(end or 0.0 for end in wilson(row["conversions"], row["matured_leads"])),
        )
        for row in (control, challenger)
    )
    return (
        tried - rate,
        tried - rate - math.hypot(tried - tried_low, high - rate),
        tried - rate + math.hypot(tried_high - tried, rate - low),
    )


def test_a_published_interval(built: dict[str, list[Row]]) -> None:
    """56 of 70 and 48 of 80: table II of Newcombe, Statistics in Medicine 17 (1998), method 10."""
    row = rows_of(built, "better")["challenger"]
    assert round(row["conversion_rate_difference_lower"], 4) == 0.0524
    assert round(row["conversion_rate_difference_upper"], 4) == 0.3339


def test_without_an_end_no_winner_is_named(built: dict[str, list[Row]]) -> None:
    rows = rows_of(built, "open_ended")
    assert sum(row["leads"] for row in rows.values()) == 46
    assert sum(row["matured_leads"] for row in rows.values()) == 40
    assert {(row["is_mature"], row["winner"]) for row in rows.values()} == {(False, None)}


def test_who_takes_part_and_what_counts(built: dict[str, list[Row]]) -> None:
    lead_ids = {row["lead_key"]: row["lead_id"] for row in built["int_lead_keys"]}
    found = {
        lead_ids[row["lead_key"]]: row
        for row in built["int_experiment_leads"]
        if row["experiment"] == "edges"
    }
    ready = {
        world.ready_lead(arm, case): is_mql
        for arm, cases in world.READY.items()
        for case, is_mql in cases.items()
    }
    assert found.keys() == world.TAKES_PART.keys() | ready.keys()
    for lead, (entered_at, is_converted) in world.TAKES_PART.items():
        assert found[lead]["entered_at"] == datetime.fromisoformat(entered_at), lead
        assert (found[lead]["is_mql"], found[lead]["is_converted"]) == (False, is_converted), lead
    assert {lead: found[lead]["is_mql"] for lead in ready} == ready


def test_what_has_not_matured_is_not_known(built: dict[str, list[Row]]) -> None:
    states = {
        (row["is_matured"], row["is_mql"] is None, row["is_converted"] is None)
        for row in built["int_experiment_leads"]
    }
    assert states == {(True, False, False), (False, True, True)}


def test_arms_are_those_of_the_hash(built: dict[str, list[Row]]) -> None:
    assignments = built["experiment_assignments"]
    assert len(assignments) == len(built["int_experiment_leads"]) > 400
    models = {spec["name"]: spec for spec in world.EXPERIMENTS}
    for row in assignments:
        arm = world.arm_of(row["experiment"], row["lead_id"])
        assert (row["arm"], row["scoring_model"]) == (arm, models[row["experiment"]][arm])
    assert {row["lead_id"]: row["arm"] for row in assignments if row["experiment"] == "hashes"} == {
        lead: "challenger" if number < 2**31 else "control" for lead, number in world.HASHES.items()
    }
