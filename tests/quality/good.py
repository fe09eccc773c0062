"""Figures of a release that no audit has anything to say against, and how to change some."""

from __future__ import annotations

from datetime import datetime

from lead_scoring.quality.figures import Figure, Figures

AS_OF = datetime(2026, 7, 1)
LATER = datetime(2026, 7, 2)
TABLES = {"leads": 1000, "contacts": 400, "accounts": 100, "interactions": 9000, "outcomes": 300}
SPEC_HASH = "abc123"
# (measure, relation, subject, part)
Key = tuple[str, str, str, str]
Changes = dict[Key, float | None]


def key(measure: str, relation: str, subject: str = "", part: str = "") -> Key:
    return (measure, relation, subject, part)


def good() -> dict[Key, float | None]:
    """Two live models on five tables; what was measured, by key."""
    figures: dict[Key, float | None] = {}
    for table, rows in TABLES.items():
        for measure in ("rows_received", "rows_staged", "rows_in"):
            figures[key(measure, table)] = rows
        figures[key("rows_counted", table)] = rows - 30
        figures[key("rows_set_aside", table, "duplicate")] = 3
        figures[key("rows_set_aside", table, "after_as_of")] = 25
        figures[key("rows_set_aside", table, "unknown_subject")] = 2
    figures |= {
        key("days_since", "leads", "created_at"): 1.0,
        key("days_since", "interactions", "occurred_at"): 0.25,
        key("days_since", "interactions", "loaded_at"): 0.2,
        key("days_since", "outcomes", "occurred_at"): 40.0,
        key("null_rows", "leads", "job_title"): 50,
        key("null_rows", "interactions", "asset_name"): 3000,
        key("unlisted_rows", "leads", "status"): 0,
        key("unlisted_rows", "interactions", "interaction_type"): 9,
        key("unlisted_rows", "outcomes", "outcome"): 90,
        key("linked_rows", "leads", "contact_id"): 500,
        key("unlinked_rows", "leads", "contact_id"): 5,
        key("linked_rows", "contacts", "account_id"): 300,
        key("unlinked_rows", "contacts", "account_id"): 0,
        key("rows_on_day", "interactions", "occurred_at", "2026-06-29"): 4000,
        key("rows_on_day", "interactions", "occurred_at", "2026-06-30"): 5000,
        key("rows_on_day", "outcomes", "occurred_at", "2026-06-30"): 300,
        key("rows_of_leads", "interactions"): 8000,
        key("own_rows", "interactions"): 8000,
        key("leads_known", "leads"): 970,
        key("leads_not_reached", "leads"): 97,
        key("repeated_keys", "lead_scores"): 0,
        key("repeated_keys", "lead_score_contributions"): 0,
        key("runs", "marts"): 1,
    }
    for model in ("engaged", "fitting"):
        figures |= {
            key("leads_scored", "lead_scores", model): 900,
            key("other_sums", "lead_score_contributions", model): 0,
            key("other_histories", "lead_score_history", model): 0,
            key("leads_of_grade", "lead_scores", model, "A"): 100,
            key("leads_of_grade", "lead_scores", model, "B"): 800,
            key("past_leads", "lead_score_history", model): 900,
            key("past_leads_changed", "lead_score_history", model): 2,
        }
        for score in range(0, 90):
            figures[key("leads_of_score", "lead_scores", model, str(score))] = 10
    return figures


def figures_with(
    changes: Changes | None = None,
    without: str = "",
    spec_hash: str = SPEC_HASH,
    as_of: datetime = AS_OF,
) -> Figures:
    """The good figures with some changed; `without` is a subject of which there are none."""
    figures = good()
    return Figures(
        (
            Figure(measure, relation, subject, part, spec_hash, figure)
            for (measure, relation, subject, part), figure in (figures | (changes or {})).items()
            if not without or subject != without
        ),
        as_of,
    )
