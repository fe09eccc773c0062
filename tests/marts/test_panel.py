"""The outcome panel of a random year: what its definition says, and untouched by the future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from inputs.sources import load_as_text
from marts import panel
from marts.measures import agree
from once import once
from workspace import Row, Workspace

AS_OF = datetime(2026, 1, 15)
FIRST = datetime(2025, 1, 1)
# what happens later must not change a row of this date or an earlier one
DATE = datetime(2025, 9, 1)
MARTS = ("score_outcomes", "conversion_by_score_range", "threshold_analysis", "model_performance")
EDGES = {"decayed": [10, 20, 40]}

DECAYED: Row = {
    "name": "decayed",
    "status": "live",
    "groups": [
        {
            "name": "visits",
            "points": 20,
            "conditions": [
                {
                    "name": "visited",
                    "interaction": "website_visited",
                    "frequency": "each",
                    "decay": {"every_days": 7, "percent": 12.5, "shape": "compound"},
                }
            ],
        },
        {
            "name": "in_bonn",
            "points": 3,
            "conditions": [
                {"name": "is_in_bonn", "attribute": "city", "operator": "equals", "value": "Bonn"}
            ],
        },
    ],
    "grades": [
        {"name": "Cold", "operator": "less_than", "value": 20},
        {"name": "Hot", "operator": "greater_or_equal", "value": 20},
    ],
    "sales_ready_score": 20,
    "distribution_bands": EDGES["decayed"],
}
WINDOWED: Row = {
    "name": "windowed",
    "status": "draft",
    "audience": {"attribute": "city", "operator": "is_set"},
    "groups": [
        {
            "name": "opens",
            "points": 5,
            "conditions": [
                {
                    "name": "opened_two",
                    "interaction": "email_opened",
                    "frequency": {"at_least": 2},
                    "within_days": 40,
                }
            ],
        },
        {
            "name": "silent",
            "points": -2,
            "conditions": [
                {
                    "name": "no_visit",
                    "interaction": "website_visited",
                    "frequency": "none",
                    "within_days": 30,
                }
            ],
        },
    ],
    "outcome": "qualified",
}
OUTCOMES = {"decayed": "won", "windowed": "qualified"}


@dataclass
class World:
    """Instants are datetimes, None is empty."""

    leads: list[dict[str, Any]]
    interactions: list[dict[str, Any]]
    outcomes: list[dict[str, Any]]

    def build(self, workspace: Workspace, target: str) -> dict[str, list[Row]]:
        for model in (DECAYED, WINDOWED):
            workspace.write_spec(model["name"], model)
        tables = {name: [_as_text(row) for row in rows] for name, rows in vars(self).items()}
        load_as_text(workspace, target, "raw", tables)
        select = [f"+{mart}" for mart in MARTS]
        workspace.build("warehouse", None, str(AS_OF), select, target)
        found = {mart: workspace.rows(f"marts.{mart}", target) for mart in MARTS}
        history = workspace.rows("scoring.scoring_model_history", target)
        keys = workspace.rows("scoring.int_lead_keys", target)
        lead_ids = {row["lead_key"]: row["lead_id"] for row in keys}
        return found | {
            "history": [row | {"lead_id": lead_ids[row["lead_key"]]} for row in history]
        }


def _as_text(row: dict[str, Any]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in row.items()}


class Chance:
    """Random records between two instants."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def instant(self, first: datetime, last: datetime) -> datetime:
        """After `first`; often the first instant of a month, where evaluation dates are."""
        if self.random.random() < 0.1:
            months = [date for date in panel.months_up_to(first, last) if date > first]
            if months:
                return self.random.choice(months)
        return first + timedelta(seconds=1 + self.random.random() * (last - first).total_seconds())

    def lead(self, name: str, first: datetime, last: datetime) -> dict[str, Any]:
        created_at = self.instant(first, last)
        is_closed = self.random.random() < 0.2
        return {
            "lead_id": name,
            "city": self.random.choice(["Bonn", "Ulm", None]),
            "created_at": created_at,
            "closed_at": self.instant(created_at, AS_OF) if is_closed else None,
            "valid_from": None,
            "valid_to": None,
        }

    def interactions(
        self, leads: Sequence[str], count: int, first: datetime, last: datetime
    ) -> list[dict[str, Any]]:
        return [
            {
                "interaction_id": f"{first}-{number}",
                "interaction_type": self.random.choice(["website_visited", "email_opened"]),
                "lead_id": self.random.choice(leads),
                "occurred_at": self.instant(first, last),
            }
            for number in range(count)
        ]

    def outcomes(
        self, leads: Sequence[str], count: int, first: datetime, last: datetime
    ) -> list[dict[str, Any]]:
        return [
            {
                "lead_id": self.random.choice(leads),
                "outcome": self.random.choice(["won", "qualified"]),
                "occurred_at": self.instant(first, last),
            }
            for _ in range(count)
        ]


def _world() -> World:
    chance = Chance(1)
    names = [f"lead_{number}" for number in range(150)]
    return World(
        leads=[chance.lead(name, FIRST, AS_OF) for name in names],
        interactions=chance.interactions(names, 1500, FIRST, AS_OF),
        outcomes=chance.outcomes(names, 120, FIRST, AS_OF),
    )


def _with_another_future(world: World) -> World:
    """The same up to the date (outcomes: up to the end of its horizon), and all else otherwise."""
    chance = Chance(2)
    horizon_ends_at = DATE + panel.HORIZON
    known = [lead for lead in world.leads if lead["created_at"] <= DATE]
    names = [lead["lead_id"] for lead in known] + [f"new_{number}" for number in range(50)]
    leads = [chance.lead(name, DATE, AS_OF) for name in names[len(known) :]]
    for lead in known:
        closed_at = lead["closed_at"]
        if closed_at is None or closed_at > DATE:
            closed_at = chance.random.choice([None, chance.instant(DATE, AS_OF)])
        moved_at = chance.instant(DATE, AS_OF)
        city = chance.random.choice(["Bonn", "Ulm", None])
        leads.append(lead | {"closed_at": closed_at, "valid_to": moved_at})
        leads.append(lead | {"closed_at": closed_at, "valid_from": moved_at, "city": city})
    return World(
        leads=leads,
        interactions=[
            *(row for row in world.interactions if row["occurred_at"] <= DATE),
            *chance.interactions(names, 700, DATE, AS_OF),
        ],
        outcomes=[
            *(row for row in world.outcomes if row["occurred_at"] <= horizon_ends_at),
            *chance.outcomes(names, 80, horizon_ends_at, AS_OF),
        ],
    )


@pytest.fixture(params=["duckdb", "postgres"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Row]]:
    """The random year's marts."""
    target: str = request.param

    def make(folder: Path) -> dict[str, list[Row]]:
        if target == "postgres":
            workspace: Workspace = request.getfixturevalue("postgres_workspace")
        else:
            workspace = Workspace(folder / "project", selected=[f"+{mart}" for mart in MARTS])
        return _world().build(workspace, target)

    return once(tmp_path_factory, f"panel_{target}", make)


@pytest.mark.parametrize("model", OUTCOMES)
def test_marts_are_what_their_definitions_say(built: dict[str, list[Row]], model: str) -> None:
    def of(mart: str, key: str) -> list[Row]:
        rows = [row for row in built[mart] if row["scoring_model"] == model]
        return sorted(rows, key=lambda row: row[key])

    reached_at: dict[str, datetime] = {}
    for row in _world().outcomes:
        if row["outcome"] == OUTCOMES[model]:
            earlier = reached_at.get(row["lead_id"], row["occurred_at"])
            reached_at[row["lead_id"]] = min(earlier, row["occurred_at"])
    observed = panel.panel(of("history", "lead_id"), reached_at, AS_OF)
    assert sorted(
        (row["lead_id"], row["score"], row["grade"] or "", row["evaluated_at"], row["is_converted"])
        for row in of("score_outcomes", "lead_id")
    ) == sorted(
        (one.lead, one.score, one.grade or "", one.evaluated_at, one.is_converted)
        for one in observed
    )

    dates = panel.pooled_dates(panel.months_up_to(FIRST, AS_OF), AS_OF)
    assert [date.month for date in sorted(dates)] == [1, 4, 7, 10]
    pooled = [one for one in observed if one.evaluated_at in dates]
    thresholds = of("threshold_analysis", "threshold")
    _agree(thresholds, panel.threshold_analysis(pooled))
    if model == "windowed":
        return
    # a draft has no part in these two
    assert len(thresholds) == panel.MOST_THRESHOLDS < len({one.score for one in pooled})
    _agree(
        of("conversion_by_score_range", "band"),
        panel.conversion_by_edges(pooled, EDGES[model]),
    )
    months = panel.months_up_to(FIRST, AS_OF)
    _agree(
        of("model_performance", "month"),
        [panel.performance(observed, 20, date, AS_OF) for date in months],
    )


def _agree(found: list[Row], expected: list[Row]) -> None:
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        agree(row, **wanted)


@pytest.mark.parametrize("built", ["duckdb"], indirect=True)
def test_nothing_known_later_changes_a_row(
    workspace: Workspace, built: dict[str, list[Row]]
) -> None:
    """Later interactions, versions, closings and leads, and outcomes beyond the horizon."""
    changed = _with_another_future(_world()).build(workspace, "duckdb")["score_outcomes"]

    def rows(panel: list[Row], is_later: bool) -> list[list[tuple[str, Any]]]:
        chosen = [row for row in panel if (row["evaluated_at"] > DATE) == is_later]
        return sorted((list(row.items()) for row in chosen), key=str)

    before = rows(built["score_outcomes"], is_later=False)
    assert before == rows(changed, is_later=False)
    assert rows(built["score_outcomes"], is_later=True) != rows(changed, is_later=True)
    # among what is compared there is something of everything
    assert {dict(row)["evaluated_at"].month for row in before} == set(range(2, 10))
    assert {dict(row)["is_converted"] for row in before} == {True, False}
    assert {dict(row)["is_above_threshold"] for row in before} == {True, False, None}
