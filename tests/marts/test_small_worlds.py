"""Marts about scores as a whole where there is little: no lead, one lead, leads of equal score."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from inputs.sources import load_as_text
from marts.built import cells, use_specs
from workspace import Workspace

AS_OF = "2026-01-06 12:00:00"


def model(name: str, group: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A live model of the leads of one country."""
    return {
        "name": name,
        "status": "live",
        "audience": {"attribute": "country", "operator": "equals", "value": name},
        "groups": [group],
        "grades": [
            {"name": "Cold", "operator": "less_than", "value": 10},
            {"name": "Hot", "operator": "greater_or_equal", "value": 10},
        ],
        "hot_grades": ["Hot"],
        "sales_ready_score": 10,
        **keys,
    }


VISIT = {
    "name": "visit",
    "points": 5,
    "conditions": [
        {"name": "visited", "interaction": "website_visited", "frequency": "each", "within_days": 3}
    ],
}
FIT = {
    "name": "fit",
    "points": 10,
    "conditions": [{"name": "has_country", "attribute": "country", "operator": "is_set"}],
}
MODELS = [
    model("nobody", VISIT, score_range={"min": 0, "max": 100}),
    model("solo", VISIT),
    model("same", FIT, targets={"average_score": [5, 10], "hot_share": [0.5, 0.9]}),
    model("gone", FIT),
]
LEADS: list[dict[str, str | None]] = [
    {"lead_id": "solo", "country": "solo", "created_at": "2025-12-28", "closed_at": None},
    {"lead_id": "same_1", "country": "same", "created_at": "2025-11-01", "closed_at": None},
    {"lead_id": "same_2", "country": "same", "created_at": "2025-11-01", "closed_at": None},
    # too late to be compared with itself 30 days before
    {"lead_id": "same_3", "country": "same", "created_at": "2026-01-05", "closed_at": None},
    {"lead_id": "gone", "country": "gone", "created_at": "2026-01-02", "closed_at": "2026-01-04"},
]
# at midnight, which begins a day, and two at one instant
VISITS = ["2025-12-30 00:00", "2025-12-30 09:00", "2025-12-30 09:00"]
INTERACTIONS: list[dict[str, str | None]] = [
    {
        "interaction_id": str(number),
        "interaction_type": "website_visited",
        "lead_id": "solo",
        "occurred_at": instant,
    }
    for number, instant in enumerate(VISITS)
]
MARTS = (
    "scoring_insights",
    "score_distribution",
    "grade_volume",
    "score_movement",
    "top_scoring_actions",
    "score_trend_daily",
    "score_trend_weekly",
    "grade_trend_daily",
    "grade_trend_weekly",
)
SELECTED = [f"+{mart}" for mart in MARTS]
# one line a row: the columns named, in this order
EXPECTED = {
    (
        "scoring_insights",
        "scoring_model leads_scored leads_sales_ready average_score median_score"
        " top_10_percent_score hot_share cold_share zero_share"
        " is_average_score_within_target is_hot_share_within_target",
    ): """
        nobody 0 0 - -  -  - - - - -
        solo   1 1 0 0  0  0 1 1 - -
        same   3 3 10 10 10 1 0 0 true false
        gone   0 0 - -  -  - - - - -
    """,
    ("score_distribution", "scoring_model band band_from band_to leads leads_share"): """
        nobody 1 0  25 0 -
        nobody 2 25 50 0 -
        nobody 3 50 75 0 -
        nobody 4 75 -  0 -
        solo   1 0  -  1 1
        same   1 10 -  3 1
    """,
    ("grade_volume", "scoring_model grade leads leads_share"): """
        nobody Cold 0 -
        nobody Hot  0 -
        solo   Cold 1 1
        solo   Hot  0 0
        same   Cold 0 0
        same   Hot  3 1
        gone   Cold 0 -
        gone   Hot  0 -
    """,
    (
        "score_movement",
        "scoring_model leads_compared leads_increased leads_decreased leads_unchanged"
        " increased_share unchanged_share average_change average_increase average_decrease",
    ): """
        nobody 0 0 0 0 - - - - -
        solo   0 0 0 0 - - - - -
        same   2 0 0 2 0 1 0 - -
        gone   0 0 0 0 - - - - -
    """,
    (
        "top_scoring_actions",
        "scoring_model group_name points_per_action actions_30_days points_awarded_30_days"
        " points_per_action_rank actions_rank points_awarded_rank",
    ): """
        nobody visit 5  0 0  1 1 1
        solo   visit 5  3 15 1 1 1
        same   fit   10 0 0  1 1 1
        gone   fit   10 0 0  1 1 1
    """,
    # a year's last week goes on into the next year; 4 January is a Sunday
    ("score_trend_weekly", "scoring_model week leads_scored leads_hot new_mqls average_score"): """
        solo 2025-12-22 1 0 0 0
        solo 2025-12-29 1 0 1 0
        solo 2026-01-05 1 0 0 0
        same 2025-10-27 2 2 2 10
        same 2025-11-03 2 2 0 10
        same 2025-11-10 2 2 0 10
        same 2025-11-17 2 2 0 10
        same 2025-11-24 2 2 0 10
        same 2025-12-01 2 2 0 10
        same 2025-12-08 2 2 0 10
        same 2025-12-15 2 2 0 10
        same 2025-12-22 2 2 0 10
        same 2025-12-29 2 2 0 10
        same 2026-01-05 3 3 1 10
        gone 2025-12-29 0 0 1 -
        gone 2026-01-05 0 0 0 -
    """,
}
DAYS_OF_SOLO_AND_GONE = """
    solo 2025-12-28 1 0 0 0
    solo 2025-12-29 1 0 0 0
    solo 2025-12-30 1 1 1 15
    solo 2025-12-31 1 1 0 15
    solo 2026-01-01 1 1 0 15
    solo 2026-01-02 1 0 0 0
    solo 2026-01-03 1 0 0 0
    solo 2026-01-04 1 0 0 0
    solo 2026-01-05 1 0 0 0
    solo 2026-01-06 1 0 0 0
    gone 2026-01-02 1 1 1 10
    gone 2026-01-03 1 1 0 10
    gone 2026-01-04 0 0 0 -
    gone 2026-01-05 0 0 0 -
    gone 2026-01-06 0 0 0 -
"""


def lines(text: str) -> list[list[str]]:
    return sorted(line.split() for line in text.strip().splitlines())


def found(rows: list[dict[str, Any]], columns: str) -> list[list[str]]:
    return sorted([value or "-" for value in row.values()] for row in cells(rows, columns.split()))


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_marts_of_few_leads(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    # a test that needs other marts, too, is left out
    monkeypatch.setenv("DBT_INDIRECT_SELECTION", "cautious")
    name = {"duckdb": "workspace", "postgres": "postgres_workspace"}[target]
    workspace: Workspace = request.getfixturevalue(name)
    for spec in MODELS:
        workspace.write_spec(spec["name"], spec)
    load_as_text(workspace, target, "raw", {"leads": LEADS, "interactions": INTERACTIONS})
    workspace.build("warehouse", None, AS_OF, SELECTED, target)
    marts = {mart: workspace.rows(f"marts.{mart}", target) for mart in MARTS}
    for (mart, columns), expected in EXPECTED.items():
        assert found(marts[mart], columns) == lines(expected), mart
    columns = "scoring_model day leads_scored leads_hot new_mqls average_score"
    days = [row for row in marts["score_trend_daily"] if row["scoring_model"] != "same"]
    assert found(days, columns) == lines(DAYS_OF_SOLO_AND_GONE)
    # no day is left out in between
    days = [row for row in marts["score_trend_daily"] if row["scoring_model"] == "same"]
    assert sorted(row["day"] for row in days) == [
        date(2025, 11, 1) + timedelta(days=number) for number in range(67)
    ]
    assert {row["average_score"] for row in days} == {10}
    # nobody left to have a share of
    assert {
        (row["grade"], row["leads"], row["leads_share"])
        for row in marts["grade_trend_weekly"]
        if row["scoring_model"] == "gone"
    } == {("Cold", 0, None), ("Hot", 0, None)}


def test_marts_of_no_lead_at_all(workspace: Workspace, tmp_path: Path) -> None:
    use_specs(workspace)
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "leads.csv").write_text("lead_id,created_at\n")
    (folder / "interactions.csv").write_text(
        "interaction_id,interaction_type,occurred_at,lead_id\n"
    )
    workspace.build("files", folder, AS_OF, SELECTED)
    marts = {mart: workspace.rows(f"marts.{mart}") for mart in MARTS}
    for mart in MARTS[5:]:
        assert marts[mart] == []
    assert [row["leads_scored"] for row in marts["scoring_insights"]] == [0] * 4
    assert {row["leads"] for row in marts["score_distribution"]} == {0}
    assert {row["leads"] for row in marts["grade_volume"]} == {0}
    assert [row["leads_compared"] for row in marts["score_movement"]] == [0] * 2
    assert {row["actions_30_days"] for row in marts["top_scoring_actions"]} == {0}
