"""A source of 240 leads whose figures one can work out, and the same after much went wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

AS_OF = "2026-07-01"
AFTER_FAULTS = "2026-09-01"
NAME = "Canary Personname"
SPEC: dict[str, Any] = {
    "name": "engaged",
    "status": "live",
    "groups": [
        {
            "name": "opens",
            "points": 5,
            "conditions": [
                {
                    "name": "each_open",
                    "interaction": "email_opened",
                    "frequency": "each",
                    "where": [{"field": "asset_name", "operator": "contains", "value": "news"}],
                }
            ],
        },
        {
            "name": "decides",
            "points": 20,
            "conditions": [
                {"name": "cto", "attribute": "job_title", "operator": "equals", "value": "CTO"}
            ],
        },
    ],
    "grades": [
        {"name": "Cold", "operator": "less_than", "value": 10},
        {"name": "Warm", "operator": "greater_or_equal", "value": 10},
    ],
}
Rows = list[dict[str, str | None]]


def tables() -> dict[str, Rows]:
    """Each fourth lead is a CTO; the first 200 leads opened three mails each, 150 were won."""
    return {
        "leads": [
            {
                "lead_id": f"L{number:03}",
                "created_at": f"2026-06-{1 + number % 25:02}",
                "status": "open",
                "contact_id": f"C{number}" if number < 120 else None,
                "lead_name": NAME,
                "job_title": "Clerk" if number % 4 else "CTO",
            }
            for number in range(240)
        ],
        "contacts": [
            {"contact_id": f"C{number}", "account_id": f"A{number % 10}", "contact_name": NAME}
            for number in range(120)
        ],
        "accounts": [{"account_id": f"A{number}"} for number in range(10)],
        "interactions": [
            {
                "interaction_id": str(number),
                "interaction_type": "email_opened",
                "occurred_at": str(datetime(2026, 6, 10, 8) + timedelta(days=number % 20)),
                "loaded_at": str(datetime(2026, 6, 10, 9) + timedelta(days=number % 20)),
                "lead_id": f"L{number // 3:03}",
                "asset_name": "Newsletter",
                "is_bot": "false",
            }
            for number in range(600)
        ],
        "outcomes": [
            {"lead_id": f"L{number:03}", "outcome": "won", "occurred_at": "2026-06-20"}
            for number in range(150)
        ],
    }


def faulty_tables() -> dict[str, Rows]:
    """No job titles, odd statuses, other contacts; half of the days gone, ids became numbers."""
    found = tables()
    for lead in found["leads"]:
        lead |= {"job_title": None, "status": "???"}
        lead["contact_id"] = lead["contact_id"] and f"contact {lead['contact_id']}"
    early = [row for row in found["interactions"] if str(row["occurred_at"]) < "2026-06-20"]
    for number, row in enumerate(early):
        row |= {"lead_id": str(int(str(row["lead_id"])[1:])), "is_bot": str(number % 2 == 0)}
    found["interactions"] = early
    found["outcomes"] = []
    return found


# (measure, relation, subject, part) -> figure, at AS_OF
FIGURES: dict[tuple[str, str, str, str], float | None] = {
    ("rows_received", "leads", "", ""): 240,
    ("rows_staged", "interactions", "", ""): 600,
    ("rows_in", "outcomes", "", ""): 150,
    ("rows_counted", "outcomes", "", ""): 150,
    ("rows_set_aside", "interactions", "unknown_subject", ""): 0,
    # created on June 25
    ("days_since", "leads", "created_at", ""): 6,
    # June 29, at 8 and at 9 o'clock
    ("days_since", "interactions", "occurred_at", ""): 1 + 16 / 24,
    ("days_since", "interactions", "loaded_at", ""): 1 + 15 / 24,
    ("days_since", "outcomes", "occurred_at", ""): 11,
    ("null_rows", "leads", "job_title", ""): 0,
    ("null_rows", "interactions", "asset_name", ""): 0,
    ("unlisted_rows", "leads", "status", ""): 0,
    ("unlisted_rows", "interactions", "interaction_type", ""): 0,
    ("unlisted_rows", "outcomes", "outcome", ""): 0,
    ("rows_on_day", "interactions", "occurred_at", "2026-06-10"): 30,
    ("rows_on_day", "outcomes", "occurred_at", "2026-06-20"): 150,
    ("linked_rows", "leads", "contact_id", ""): 120,
    ("unlinked_rows", "leads", "contact_id", ""): 0,
    ("linked_rows", "leads", "account_id", ""): 0,
    ("linked_rows", "contacts", "account_id", ""): 120,
    ("unlinked_rows", "contacts", "account_id", ""): 0,
    ("linked_rows", "accounts", "parent_account_id", ""): 0,
    ("own_rows", "interactions", "", ""): 600,
    ("rows_of_leads", "interactions", "", ""): 600,
    ("leads_known", "leads", "", ""): 240,
    ("leads_not_reached", "leads", "", ""): 40,
    ("leads_scored", "lead_scores", "engaged", ""): 240,
    ("leads_of_grade", "lead_scores", "engaged", "Cold"): 30,
    ("leads_of_grade", "lead_scores", "engaged", "Warm"): 210,
    ("leads_of_score", "lead_scores", "engaged", "0"): 30,
    ("leads_of_score", "lead_scores", "engaged", "15"): 150,
    ("leads_of_score", "lead_scores", "engaged", "20"): 10,
    ("leads_of_score", "lead_scores", "engaged", "35"): 50,
    ("other_sums", "lead_score_contributions", "engaged", ""): 0,
    ("other_histories", "lead_score_history", "engaged", ""): 0,
    ("repeated_keys", "lead_scores", "", ""): 0,
    ("repeated_keys", "lead_score_contributions", "", ""): 0,
}
