"""Why a lead has no score at an instant."""

from __future__ import annotations

from datetime import datetime

from lead_scoring.explain.words import tree_words
from lead_scoring.instants import instant_text
from lead_scoring.spec import ScoringModel
from lead_scoring.spec.errors import quoted
from lead_scoring.warehouse import Row


def why_not_scored(model: ScoringModel, lead: Row | None, at: datetime) -> str | None:
    """The reason that holds at the instant, for a lead that isn't scored then (semantics P1 to P5).

    `lead` is the lead as the model knows it: None where a stopped model never came to know it.
    """
    if lead is None:
        return f"the model was stopped at {instant_text(model.stopped_at)}, before it knew the lead"
    if lead["is_merged"]:
        return f"the lead was merged into {lead['surviving_lead_id']!r}, which is scored instead"
    if model.target == "contact" and lead["contact_id"] is None:
        return "the lead has no parent contact, by whose interactions the model scores"
    if model.target == "account" and lead["account_id"] is None:
        return "the lead has no parent account, by whose interactions the model scores"
    if model.target == "account" and lead["contact_id"] is not None:
        return "the lead has a parent contact, and the model scores leads that have none"
    if model.business_unit is not None and lead["business_unit"] != model.business_unit:
        return f"the lead is not of business unit {quoted(model.business_unit)}"
    created_at, closed_at = lead["created_at"], lead["closed_at"]
    if closed_at is not None and closed_at <= created_at and not model.score_closed_leads:
        return (
            f"the lead was closed at {instant_text(closed_at)}, "
            f"not after it was created at {instant_text(created_at)}"
        )
    if at < created_at:
        return f"the lead was not there until {instant_text(created_at)}"
    if closed_at is not None and closed_at <= at and not model.score_closed_leads:
        return f"the lead was closed at {instant_text(closed_at)}"
    if model.stopped_at is not None and model.stopped_at <= at:
        return f"the model was stopped at {instant_text(model.stopped_at)}"
    if model.audience is None:
        return None
    return f"the lead is outside the model's audience ({tree_words(model.audience)})"
