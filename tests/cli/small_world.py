"""Five leads, two scoring models, and scores that one can work out by hand.

At 2026-02-01 `engaged` gives lead 007 20 points for two opens of the last ten days, 5 for a visit
and 30 for its country: 55, cut to 40. On 02-04 the first open ends, which leaves 45, cut to 40; on
02-09 the second one ends, which leaves 35. Lead 008 has 0. Lead 009 is closed, 010 is merged into
007, 011 was closed before it was created.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workspace import Workspace

AS_OF = "2026-02-01"
LEADS = """\
lead_id,created_at,closed_at,country,merged_into_lead_id
007,2026-01-01,,US,
008,2026-01-01,,DE,
009,2026-01-20,2026-01-28,US,
010,2026-01-01,,US,007
011,2026-01-10,2026-01-05,US,
"""
INTERACTIONS = """\
interaction_id,interaction_type,occurred_at,lead_id
1,website_visited,2026-01-10,007
2,email_opened,2026-01-12,010
3,email_opened,2026-01-25,007
4,email_opened,2026-01-30,007
5,email_opened,2026-01-21,009
"""
ENGAGED: dict[str, Any] = {
    "name": "engaged",
    "label": "Engaged leads",
    "status": "live",
    "groups": [
        {
            "name": "opens",
            "label": "Opens our mail",
            "points": 10,
            "conditions": [
                {
                    "name": "each_open",
                    "interaction": "email_opened",
                    "frequency": "each",
                    "within_days": 10,
                }
            ],
        },
        {
            "name": "visits",
            "points": 5,
            "conditions": [{"name": "visited", "interaction": "website_visited"}],
        },
        {
            "name": "lives_near",
            "points": 30,
            "conditions": [
                {"name": "in_us", "attribute": "country", "operator": "equals", "value": "us"}
            ],
        },
    ],
    "score_range": {"max": 40},
    "grades": [
        {"name": "Cold", "operator": "less_than", "value": 20},
        {"name": "Hot", "operator": "greater_or_equal", "value": 20},
    ],
    "hot_grades": ["Hot"],
    "sales_ready_score": 35,
}
PLANNED: dict[str, Any] = {
    "name": "planned",
    "groups": [
        {
            "name": "reads",
            "points": 10,
            "conditions": [{"name": "opened", "interaction": "email_opened"}],
        },
        {
            "name": "asks",
            "points": 50,
            "conditions": [{"name": "asked", "interaction": "demo_requested"}],
        },
    ],
}


def write_input(folder: Path, leads: str = LEADS, interactions: str = INTERACTIONS) -> Path:
    """Writes the CSV files and returns their folder."""
    folder.mkdir()
    (folder / "leads.csv").write_text(leads)
    (folder / "interactions.csv").write_text(interactions)
    return folder


def new_workspace(path: Path, selected: Sequence[str] = ()) -> Workspace:
    """A project with the two models, the live one locked, and what builds need that make these."""
    workspace = Workspace(path, selected=selected)
    for spec in (ENGAGED, PLANNED):
        workspace.write_spec(spec["name"], spec)
    workspace.lock()
    return workspace
