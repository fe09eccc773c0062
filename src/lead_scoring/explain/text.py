"""Explanations as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lead_scoring.explain.words import plain
from lead_scoring.instants import instant_text
from lead_scoring.visible import in_one_line

MOST_SCHEDULED = 12
UNDER_THE_LABEL = " " * 12


def explanation_text(explanations: list[dict[str, Any]]) -> str:
    """The explanations, one paragraph per scoring model."""
    return (
        "\n\n".join("\n".join(_lines(facts)) for facts in explanations) or "no live scoring model"
    )


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    status = "" if facts["model_status"] == "live" else f" ({facts['model_status']})"
    name = f"{facts['scoring_model']}{status}"
    lead = in_one_line(facts["lead_id"])
    yield f"lead {lead}, {name}, at {instant_text(facts['at'])} UTC"
    if facts["score"] is None:
        yield from _unscored(facts)
    else:
        yield from _score(facts)
        yield from _groups(facts["groups"])
        yield from _scheduled(facts["scheduled"])
    if not facts["is_spec_as_built"]:
        yield "  the scoring model has changed since the build: for reasons, `lead-scoring build`"


def _unscored(facts: dict[str, Any]) -> Iterator[str]:
    why = f": {facts['why_not_scored']}" if facts["why_not_scored"] else ""
    yield f"  not scored then{why}"
    intervals = facts["scored_intervals"]
    for interval in intervals[:MOST_SCHEDULED]:
        yield f"  scored {_span(interval['scored_from'], interval['scored_to'])}"
    if len(intervals) > MOST_SCHEDULED:
        yield f"  … and {len(intervals) - MOST_SCHEDULED} times more"
    if not intervals:
        yield "  never scored"


def _span(begin: datetime, end: datetime | None) -> str:
    return f"from {instant_text(begin)} " + (f"to {instant_text(end)}" if end else "on")


def _score(facts: dict[str, Any]) -> Iterator[str]:
    since = instant_text(facts["valid_from"])
    yield f"  score {_graded(facts)}, since {since}"
    if facts["sales_ready_score"] is not None:
        reached = "reached" if facts["is_above_threshold"] else "not reached"
        yield f"  sales-ready score {facts['sales_ready_score']}: {reached}"


def _graded(facts: dict[str, Any]) -> str:
    grade = f", grade {facts['grade']}" if facts["grade"] else ""
    return f"{plain(facts['score'])}{grade}"


def _groups(groups: list[dict[str, Any]]) -> Iterator[str]:
    for group in groups:
        since = f", since {instant_text(group['since'])}" if group["since"] else ""
        points = plain(group["points"], signed=True)
        yield f"  {points:>8}  {group['label'] or group['group_name']}{since}"
        for reason in group["reasons"]:
            yield f"{UNDER_THE_LABEL}{reason}"
    if not groups:
        yield "  no group has points"


def _scheduled(scheduled: list[dict[str, Any]]) -> Iterator[str]:
    if scheduled:
        yield "  if nothing else happens:"
    for change in scheduled[:MOST_SCHEDULED]:
        if change["score"] is None:
            yield f"    {instant_text(change['at'])}  no longer scored"
            continue
        moved = ", ".join(
            f"{row['group_name']} {plain(row['points_change'], signed=True)}"
            for row in change["changes"]
        )
        why = f"  ({moved})" if moved else ""
        yield f"    {instant_text(change['at'])}  {_graded(change)}{why}"
    if len(scheduled) > MOST_SCHEDULED:
        yield f"    … and {len(scheduled) - MOST_SCHEDULED} changes more"
