"""A few leads, and models that hold every construct once; its scores were worked out by hand.

At 2026-06-10 `whole` gives lead L1, created on 03-01:

- 70 for demo forms: that of 05-01 is 40 days old, so 30; that of 06-05 still 40; that of January is
  worth nothing any more, and another form is no demo;
- 30 for reading, since the five opens of the last 28 days, 50, are capped;
- 7 for two visits in 14 days; a title alone, of a firm too small, is not why;
- 5 for country and silence, 8 for its contact's account, 2 for its trial, 6 for two golden badges;
- 5 for the order of 05-16, which was worth 20 and was halved twice;
- -20 for two bounces, -30 capped; -1 for no click since the one of 05-01 ceased to count;

which is 112, cut to 100.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workspace import GENERATED, Workspace

AS_OF = "2026-06-10"
INPUTS: dict[str, Any] = {
    "columns": {"leads": {"trial_began_at": "timestamp"}},
    "related": {
        "orders": {"key": "lead", "time": "ordered_at", "columns": {"amount": "number"}},
        "badges": {"key": "contact", "columns": {"kind": "text"}},
    },
}
TABLES = {
    "leads": """\
lead_id,created_at,closed_at,contact_id,account_id,business_unit,merged_into_lead_id,country,\
job_title,employee_count,trial_began_at,valid_from,valid_to
L1,2026-03-01,,C1,A1,emea,,DE,Head of Sales,300,2026-06-01,,2026-04-01
L1,2026-03-01,,C1,A1,emea,,US,Head of Sales,300,2026-06-01,2026-04-01,
L2,2026-04-01,,,,apac,,US,,,,,2026-04-10
L2,2026-04-01,,,,apac,,DE,,,,2026-04-10,2026-05-10
L2,2026-04-01,,,,apac,,US,,,,2026-05-10,
L3,2026-04-01,,,A1,emea,,US,,,,,
L4,2026-05-15,,,,emea,,DE,,,,,
L5,2026-04-01,2026-04-15,,,emea,,US,,,,,
L6,2026-03-01,,,,emea,L1,US,,,,,
L7,2026-04-02,2026-04-02,,,emea,,US,,,,,
""",
    "contacts": "contact_id,account_id\nC1,A1\n",
    "accounts": "account_id,employee_count\nA1,200\n",
    "interactions": """\
interaction_id,interaction_type,occurred_at,lead_id,asset_name
1,form_submitted,2026-01-01,L1,Demo
2,form_submitted,2026-05-01,L6,Ask for a demo
3,form_submitted,2026-06-05,L1,demo page
4,form_submitted,2026-06-01,L1,Newsletter
5,email_opened,2026-04-01,L1,
6,email_opened,2026-05-15,L1,
7,email_opened,2026-05-20,L1,
8,email_opened,2026-05-25,L1,
9,email_opened,2026-06-01,L1,
10,email_opened,2026-06-09,L1,
11,website_visited,2026-06-01,L1,
12,website_visited,2026-06-04,L1,
13,email_bounced,2026-06-02,L1,
14,email_bounced,2026-06-03 10:30,L1,
15,website_clicked,2026-05-01,L1,
16,pricing_viewed,2026-03-20,L2,
17,pricing_viewed,2026-04-05,L2,
18,pricing_viewed,2026-05-01,L2,
19,pricing_viewed,2026-06-01,L2,
20,pricing_viewed,2026-04-05,L5,
21,pricing_viewed,2026-03-05,L1,
""",
    "related/orders": """\
lead_id,ordered_at,amount
L1,2026-05-16,100
L1,2026-05-18,50
""",
    "related/badges": "contact_id,kind\nC1,gold\nC1,gold\nC1,tin\n",
}


def _model(name: str, *groups: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"name": name, "status": "live", "groups": list(groups)} | keys


def _group(name: str, points: int, *conditions: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"name": name, "points": points, "conditions": list(conditions)} | keys


VIEWED = _group(
    "prices",
    10,
    {"name": "each_view", "interaction": "pricing_viewed", "frequency": "each"},
)
WHOLE = _model(
    "whole",
    _group(
        "wants_a_demo",
        40,
        {
            "name": "demo_form",
            "interaction": "form_submitted",
            "frequency": "each",
            "where": [{"field": "asset_name", "operator": "contains", "value": "demo"}],
            "decay": {"every_days": 30, "percent": 25, "shape": "linear"},
        },
        label="Wants a demo",
    ),
    _group(
        "reads",
        10,
        {
            "name": "each_open",
            "interaction": "email_opened",
            "frequency": "each",
            "within_days": 28,
            "since": "2026-01-15",
        },
        max_points=30,
    ),
    _group(
        "visits",
        7,
        {
            "name": "two_visits",
            "interaction": "website_visited",
            "frequency": {"at_least": 2},
            "within_days": 14,
        },
        {
            "all": [
                {
                    "name": "leads_people",
                    "attribute": "job_title",
                    "operator": "contains",
                    "value": "head",
                },
                {
                    "name": "is_big",
                    "attribute": "employee_count",
                    "operator": "greater_or_equal",
                    "value": 1000,
                },
            ]
        },
        match="any",
    ),
    _group(
        "steady",
        5,
        {"name": "is_near", "attribute": "country", "operator": "in", "value": ["US", "CA"]},
        {
            "name": "stays",
            "interaction": "email_unsubscribed",
            "frequency": "none",
            "min_age_days": 30,
        },
    ),
    _group(
        "buys",
        20,
        {
            "name": "each_order",
            "related": "orders",
            "frequency": "each",
            "where": [{"field": "amount", "operator": "greater_or_equal", "value": 99.5}],
            "decay": {"every_days": 10, "percent": 50, "shape": "compound"},
        },
    ),
    _group(
        "bounces",
        -15,
        {"name": "each_bounce", "interaction": "email_bounced", "frequency": "each"},
        max_points=20,
    ),
    _group(
        "badges",
        3,
        {
            "name": "each_badge",
            "related": "badges",
            "frequency": "each",
            "where": {"any": [{"field": "kind", "operator": "equals", "value": "gold"}]},
        },
    ),
    _group(
        "fits",
        8,
        {
            "name": "is_fitting",
            "attribute": "contact.account.employee_count",
            "operator": "between",
            "value": [50, 500],
        },
    ),
    _group(
        "tries",
        2,
        {
            "name": "on_trial",
            "attribute": "trial_began_at",
            "operator": "within_last_days",
            "value": 30,
        },
    ),
    _group(
        "silent",
        -1,
        {
            "name": "no_click",
            "interaction": "website_clicked",
            "frequency": "none",
            "within_days": 20,
        },
    ),
    score_range={"min": 0, "max": 100},
    sales_ready_score=60,
)
MODELS = (
    WHOLE,
    _model(
        "members",
        VIEWED,
        audience=[{"attribute": "country", "operator": "equals", "value": "US"}],
    ),
    _model("unit", VIEWED, business_unit="emea"),
    _model("people", VIEWED, target="contact"),
    _model("firms", VIEWED, target="account"),
    _model(
        "on_trial",
        VIEWED,
        status="draft",
        audience=[{"attribute": "trial_began_at", "operator": "within_last_days", "value": 30}],
    ),
    _model("old", VIEWED, status="stopped", stopped_at="2026-05-01", score_closed_leads=True),
)


def build_world(folder: Path) -> Workspace:
    """Builds the world."""
    workspace = Workspace(folder / "project", selected=("+lead_score_contributions", GENERATED))
    workspace.write_spec("_inputs", INPUTS)
    for model in MODELS:
        workspace.write_spec(model["name"], model)
    tables = folder / "input"
    (tables / "related").mkdir(parents=True)
    for name, text in TABLES.items():
        (tables / f"{name}.csv").write_text(text)
    workspace.build("files", tables, AS_OF)
    return workspace
