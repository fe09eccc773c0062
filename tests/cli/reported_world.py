"""Leads and labels that would do harm, and reports that one can work out by hand.

A visit is worth 20 points for ten days, a request 40 for one day, an unsubscribing -40 for one day.
From 40 on a lead is hot. `as_of` is noon of Monday 2026-03-02, so the last complete day is Sunday
03-01.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inputs.sources import load_as_text
from workspace import Workspace

AS_OF = "2026-03-02 12:00:00"
DAY = "2026-03-01"
LABEL = "=1+1 <script>alert(1)</script> {{ 1 }}"
HOT = "<b>Hot</b>"
FORMULA, SCRIPT, TEMPLATE = "=1+1", "<script>alert(1)</script>", "{{ 1 }}"
FULL_WIDTH = "\N{FULLWIDTH EQUALS SIGN}1"
# lead -> when it visited; all were created on 2026-01-01 but one
VISITS = {
    FORMULA: ["2026-02-27", f"{DAY} 09:00"],
    # hot as soon as it is there
    SCRIPT: ["2026-02-27", "2026-02-28"],
    # hot for a day
    TEMPLATE: [],
    # hot by a request, cold by an unsubscribing, hot by visits
    "twice": [f"{DAY} 11:00", f"{DAY} 11:30"],
    # a moment too early, just in time, and too late
    "-5": ["2026-02-27", "2026-02-28 23:59:59.999999"],
    "@midnight": ["2026-02-27", DAY],
    "+next": ["2026-02-27", "2026-03-02"],
    # from one hot grade to another, up and down
    "hotter": ["2026-02-26", "2026-02-27", f"{DAY} 12:00"],
    "cooling": ["2026-02-19 06:00", "2026-02-26", "2026-02-27"],
    "closed": ["2026-02-27", f"{DAY} 09:00"],
    "early": ["2026-01-28", "2026-01-29"],
    '"007", it said': [],
    "\ttab": [],
    "line\nbreak": [],
    FULL_WIDTH: [],
}
CREATED_AT = {SCRIPT: f"{DAY} 08:00"}
CLOSED_AT = {"closed": f"{DAY} 12:00"}
OTHERS = [
    (TEMPLATE, "demo_requested", f"{DAY} 10:00"),
    ("twice", "demo_requested", f"{DAY} 09:00"),
    ("twice", "email_unsubscribed", f"{DAY} 10:00"),
]
OUTCOMES = [
    (FORMULA, "won", "2026-02-10"),
    ("twice", "won", "2026-02-15"),
    ("early", "won", "2026-02-12"),
    ("early", "qualified", "2026-02-05"),
]
# so that January's and February's first instants are matured
HORIZON_DAYS = 20


def _group(name: str, interaction: str, points: int, **keys: Any) -> dict[str, Any]:
    condition = {"name": f"has_{name}", "interaction": interaction} | keys
    return {"name": name, "label": LABEL, "points": points, "conditions": [condition]}


SOUGHT: dict[str, Any] = {
    "name": "sought",
    "label": LABEL,
    "status": "live",
    "groups": [
        _group("visits", "website_visited", 20, frequency="each", within_days=10),
        _group("asks", "demo_requested", 40, within_days=1),
        _group("left", "email_unsubscribed", -40, within_days=1),
    ],
    "grades": [
        {"name": "Cold", "operator": "less_than", "value": 40},
        {"name": HOT, "operator": "between", "value": [40, 59]},
        {"name": "Blazing", "operator": "greater_or_equal", "value": 60},
    ],
    "hot_grades": [HOT, "Blazing"],
    "sales_ready_score": 40,
    "targets": {"precision": 0.5, "recall": 0.5, "lead_velocity": 0.1, "mql_to_sql": 0.4},
}
COOL: dict[str, Any] = {
    "name": "cool",
    "status": "live",
    "groups": [_group("replies", "email_replied", 5)],
    "grades": [
        {"name": "Low", "operator": "less_than", "value": 5},
        {"name": "High", "operator": "greater_or_equal", "value": 5},
    ],
    "hot_grades": ["High"],
}
PLAIN: dict[str, Any] = {
    "name": "plain",
    "status": "live",
    "groups": [_group("answers", "sms_replied", 5)],
}
PLANNED = SOUGHT | {"name": "planned", "status": "draft"}


def tables() -> dict[str, list[dict[str, str | None]]]:
    """The input tables."""
    interactions = [
        *((lead, "website_visited", at) for lead, visits in VISITS.items() for at in visits),
        *OTHERS,
    ]
    return {
        "leads": [
            {
                "lead_id": lead,
                "created_at": CREATED_AT.get(lead, "2026-01-01"),
                "closed_at": CLOSED_AT.get(lead),
            }
            for lead in VISITS
        ],
        "interactions": [
            {
                "interaction_id": str(number),
                "lead_id": lead,
                "interaction_type": interaction,
                "occurred_at": at,
            }
            for number, (lead, interaction, at) in enumerate(interactions)
        ],
        "outcomes": [
            {"lead_id": lead, "outcome": outcome, "occurred_at": at}
            for lead, outcome, at in OUTCOMES
        ],
    }


def build_world(workspace: Workspace, target: str = "duckdb") -> Workspace:
    """Builds the world."""
    for model in (SOUGHT, COOL, PLAIN, PLANNED):
        workspace.write_spec(model["name"], model)
    load_as_text(workspace, target, "raw", tables())
    workspace.build("warehouse", None, AS_OF, target=target, outcome_horizon_days=HORIZON_DAYS)
    return workspace


def in_folder(folder: Path) -> Workspace:
    """Builds the world on DuckDB in an empty folder."""
    return build_world(Workspace(folder / "project"))
