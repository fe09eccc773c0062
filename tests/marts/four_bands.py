"""A world whose conversion marts follow by hand: 5,000 leads in four bands, and small cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inputs.sources import load_as_text
from lead_scoring.compiler import render
from workspace import PROJECT, Row, Workspace

# February 1 is the newest matured evaluation date: its horizon ends on May 2 at 00:00
AS_OF = "2026-05-03"
EVALUATED_AT = "2026-02-01"
HORIZON_ENDS_AT = "2026-05-02 00:00:00"
JUST_AFTER = "2026-05-02 00:00:00.000001"

CONVERSION_MARTS = (
    *("score_outcomes", "conversion_by_score_range"),
    *("threshold_analysis", "model_performance"),
)
MARTS = (*CONVERSION_MARTS, "score_distribution")
SELECTED = [f"+{mart}" for mart in MARTS]

# score, leads, conversions
BANDS = ((10, 2250, 22), (30, 1400, 70), (60, 900, 126), (90, 450, 135))
# what raises leads of the lowest band for a day after the date: interaction, points, which leads
RISES = (
    ("website_visited", 20, range(90)),
    ("pricing_viewed", 50, range(100, 145)),
    ("demo_requested", 80, range(200, 209)),
)

# what it is about -> what banded's spec says instead of f1
OBJECTIVES: dict[str, Row] = {
    "precision_10": {"precision_at_least": 0.1},
    "precision_30": {"precision_at_least": 0.3},
    "precision_90": {"precision_at_least": 0.9},
    "capacity_11_2": {"capacity_per_week": 11.2},
    "capacity_11_1": {"capacity_per_week": 11.1},
    "capacity_0_5": {"capacity_per_week": 0.5},
    "cost": {"cost": {"win_value": 100, "contact_cost": 10}},
}
# for the models whose specs say nothing
PROJECT_VARS = {
    "threshold_objective": "cost",
    "threshold_win_value": 100,
    "threshold_contact_cost": 60,
}


def _scored_by_city(name: str, scores: Iterable[int], **keys: Any) -> Row:
    """A model of the leads of one country, whose city spells the score."""
    return {
        "name": name,
        "status": "live",
        "audience": {"attribute": "country", "operator": "equals", "value": name},
        "groups": [
            {
                "name": f"worth_{score}",
                "points": score,
                "conditions": [
                    {
                        "name": f"is_worth_{score}",
                        "attribute": "city",
                        "operator": "equals",
                        "value": str(score),
                    }
                ],
            }
            for score in scores
        ],
    } | keys


def _rise(interaction: str, points: int) -> Row:
    condition = {"name": f"rose_by_{points}", "interaction": interaction, "within_days": 1}
    return {"name": f"rises_by_{points}", "points": points, "conditions": [condition]}


BANDED = _scored_by_city(
    "banded",
    (score for score, _, _ in BANDS),
    distribution_bands=[0, 25, 50, 75],
    sales_ready_score=60,
    threshold_objective="f1",
    targets={"precision": 0.2, "recall": 0.7, "mql_to_sql": 0.5, "lead_velocity": 0.1},
)
BANDED["groups"] += [_rise(interaction, points) for interaction, points, _ in RISES]


def _models() -> Iterator[Row]:
    yield BANDED
    yield _scored_by_city("nobody", [5], sales_ready_score=5)
    yield _scored_by_city("solo", [5], sales_ready_score=5)
    yield _scored_by_city("equal", [7], sales_ready_score=8)
    yield _scored_by_city("all_convert", [5])
    yield _scored_by_city("none_converts", [5], sales_ready_score=5, outcome="never")
    # 10 flags one conversion of two, 5 flags both among four leads: their F1 is equal
    yield _scored_by_city("tied", [5, 10], status="draft", threshold_objective="f1")
    yield _scored_by_city("edges", [5], outcome="reached")


@dataclass(frozen=True)
class Lead:
    """A lead; its city spells its score. `outcomes` are names and instants."""

    lead_id: str
    country: str
    city: int
    outcomes: Sequence[tuple[str, str]] = ()
    created_at: str = "2026-01-15"
    closed_at: str | None = None
    merged_into_lead_id: str | None = None

    def row(self) -> dict[str, str | None]:
        """As the input table holds it."""
        columns = {name: value for name, value in vars(self).items() if name != "outcomes"}
        return columns | {"city": str(self.city)}


WON = [("won", "2026-03-01")]


def _leads() -> Iterator[Lead]:
    for score, leads, conversions in BANDS:
        for number in range(leads):
            # of the MQLs of January, sales had accepted 3 before and accepts 270
            outcomes = list(WON) if number < conversions else []
            if score == 90 and 100 <= number < 370:
                outcomes.append(("qualified", "2026-02-15"))
            if score == 60 and number >= 897:
                outcomes.append(("qualified", "2026-01-14"))
            yield Lead(f"{score}_{number}", "banded", score, outcomes)
    yield Lead("solo", "solo", 5, WON)
    for number in range(10):
        yield Lead(f"equal_{number}", "equal", 7, WON if number < 3 else [])
    for number in range(4):
        yield Lead(f"all_{number}", "all_convert", 5 if number < 2 else 0, WON)
        yield Lead(f"none_{number}", "none_converts", 5 if number < 2 else 0, WON)
    for number in range(4):
        yield Lead(f"tied_{number}", "tied", 5 if number else 10, WON if number < 2 else [])
    yield Lead("at_date", "edges", 5, [("reached", EVALUATED_AT)])
    yield Lead("after_date", "edges", 5, [("reached", "2026-02-01 00:00:00.000001")])
    yield Lead("at_end", "edges", 5, [("reached", HORIZON_ENDS_AT)])
    yield Lead("after_end", "edges", 5, [("reached", JUST_AFTER)])
    yield Lead("twice", "edges", 5, [("reached", "2026-01-20"), ("reached", "2026-03-01")])
    yield Lead("Reached", "edges", 5, [("Reached", "2026-03-01")])
    yield Lead("created_at_date", "edges", 5, created_at=EVALUATED_AT)
    yield Lead("closed_at_date", "edges", 5, closed_at=EVALUATED_AT)
    yield Lead("survivor", "edges", 5)
    yield Lead("merged", "edges", 5, [("reached", "2026-03-01")], merged_into_lead_id="survivor")


def build(workspace: Workspace, target: str) -> dict[str, list[Row]]:
    """Builds the world; mart -> its rows."""
    for model in _models():
        workspace.write_spec(model["name"], model)
    leads = list(_leads())
    tables: dict[str, list[dict[str, str | None]]] = {
        "leads": [lead.row() for lead in leads],
        "outcomes": [
            {"lead_id": lead.lead_id, "outcome": outcome, "occurred_at": occurred_at}
            for lead in leads
            for outcome, occurred_at in lead.outcomes
        ],
        "interactions": [
            {
                "interaction_id": f"{interaction}_{number}",
                "interaction_type": interaction,
                "lead_id": f"10_{number}",
                "occurred_at": "2026-02-20",
            }
            for interaction, _, leads_rising in RISES
            for number in leads_rising
        ],
    }
    load_as_text(workspace, target, "raw", tables)
    for name, objective in OBJECTIVES.items():
        _add_mart_under(workspace, name, objective)
    workspace.write_spec("banded", BANDED)
    workspace.build("warehouse", None, AS_OF, [*SELECTED, "+under_*"], target, **PROJECT_VARS)
    return {mart: workspace.rows(f"marts.{mart}", target) for mart in MARTS} | {
        name: workspace.rows(f"scoring.under_{name}", target) for name in OBJECTIVES
    }


def _add_mart_under(workspace: Workspace, name: str, objective: Row) -> None:
    """Writes `under_<name>`, which is threshold_analysis if banded's spec said the objective.

    What the spec gives is written beside what it gives without, so that all is built at once.
    """
    workspace.write_spec("banded", BANDED | {"threshold_objective": objective})
    generated = {str(path): text for path, text in render(workspace.lock()).items()}
    of_banded = generated["macros/generated/banded.sql"]
    about = of_banded[of_banded.index("{% macro about_banded()") :]
    door = generated["models/generated/_doors/scoring_models.sql"]
    mart = (PROJECT / "models/marts/conversion/threshold_analysis.sql").read_text()
    files = {
        f"macros/about_banded_under_{name}.sql": about,
        f"models/intermediate/scoring_models_under_{name}.sql": door,
        f"models/intermediate/under_{name}.sql": mart,
    }
    for path, text in files.items():
        under = text.replace("about_banded()", f"about_banded_under_{name}()")
        under = under.replace("ref('scoring_models')", f"ref('scoring_models_under_{name}')")
        assert under != text
        (workspace.path / path).write_text(under)
