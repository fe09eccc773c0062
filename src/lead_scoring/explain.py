"""Why a lead has its score at an instant, and what will change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from lead_scoring.instants import instant_text
from lead_scoring.warehouse import Row, Warehouse

MOST_SCHEDULED = 12


class ExplainError(Exception):
    """There is no such lead or scoring model."""


def explain_lead(
    warehouse: Warehouse, lead: str, model: str | None, at: datetime | None
) -> list[dict[str, Any]]:
    """One explanation per scoring model that ever scores the lead, by model name.

    `model` may be a draft; without it all live models are explained. `at` defaults to the build's
    as_of. Raises `ExplainError` for an unknown lead or model.
    """
    models = {row["scoring_model"]: row for row in warehouse.rows("scoring.scoring_models")}
    if model is not None and model not in models:
        raise ExplainError(f"no scoring model {model!r}; built are: {', '.join(sorted(models))}")
    known = warehouse.rows("scoring.int_leads", lead_id=lead)
    if not known:
        raise ExplainError(f"no lead {lead!r} in the warehouse (ids are text: 007 is not 7)")
    if known[0]["is_merged"]:
        survivor = known[0]["surviving_lead_id"]
        raise ExplainError(f"lead {lead!r} was merged into {survivor!r}, which is scored instead")
    as_of = warehouse.rows("scoring.int_as_of")[0]["as_of"]
    history = warehouse.rows("scoring.scoring_model_history", lead_id=lead)
    ledger = warehouse.rows("scoring.scoring_model_ledger", lead_id=lead)
    groups = warehouse.rows("scoring.scoring_model_groups")
    wanted = [model] if model else [n for n, row in models.items() if row["model_status"] == "live"]
    return [
        _explanation(
            lead,
            models[name],
            at or as_of,
            as_of,
            _of_model(history, name),
            _of_model(ledger, name),
            {row["group_name"]: row["label"] for row in _of_model(groups, name)},
        )
        for name in sorted(wanted)
    ]


def _of_model(rows: Iterable[Row], model: str) -> list[Row]:
    return [row for row in rows if row["scoring_model"] == model]


def _explanation(
    lead: str,
    model: Row,
    at: datetime,
    as_of: datetime,
    history: list[Row],
    ledger: list[Row],
    labels: dict[str, str | None],
) -> dict[str, Any]:
    history = sorted(history, key=lambda row: row["valid_from"])
    ledger = sorted(ledger, key=lambda row: (row["changed_at"], row["group_name"]))
    facts: dict[str, Any] = {
        "lead_id": lead,
        "scoring_model": model["scoring_model"],
        "model_status": model["model_status"],
        "at": at,
        "as_of": as_of,
        "score": None,
        "scored_from": history[0]["valid_from"] if history else None,
        "scored_to": history[-1]["valid_to"] if history else None,
    }
    now = next((row for row in history if _holds(row, at)), None)
    if now is None:
        return facts
    return facts | {
        "score": now["score"],
        "grade": now["grade"],
        "is_above_threshold": (
            None
            if model["sales_ready_score"] is None
            else now["score"] >= model["sales_ready_score"]
        ),
        "sales_ready_score": model["sales_ready_score"],
        "valid_from": now["valid_from"],
        "valid_to": now["valid_to"],
        "groups": _contributions(ledger, at, now["score"], labels),
        "scheduled": [
            {
                "at": row["valid_from"],
                "score": row["score"],
                "grade": row["grade"],
                "changes": [
                    {"group_name": change["group_name"], "points_change": change["points_change"]}
                    for change in ledger
                    if change["changed_at"] == row["valid_from"]
                ],
            }
            for row in history
            if row["valid_from"] > max(at, as_of)
        ],
    }


def _holds(row: Row, at: datetime) -> bool:
    return bool(row["valid_from"] <= at and (row["valid_to"] is None or at < row["valid_to"]))


def _contributions(
    ledger: list[Row], at: datetime, score: Decimal, labels: dict[str, str | None]
) -> list[dict[str, Any]]:
    """Each group's points at an instant, largest first; they sum exactly to the score."""
    points: dict[str, Decimal] = defaultdict(Decimal)
    since: dict[str, datetime] = {}
    for row in ledger:
        if row["changed_at"] <= at:
            points[row["group_name"]] += row["points_change"]
            since[row["group_name"]] = row["changed_at"]
    contributions: list[dict[str, Any]] = [
        {"group_name": name, "label": labels.get(name), "points": value, "since": since[name]}
        for name, value in points.items()
        if value
    ]
    contributions.sort(key=lambda row: (-abs(row["points"]), row["group_name"]))
    adjustment = score - sum(points.values(), Decimal(0))
    if adjustment:
        contributions.append(
            {
                "group_name": "score_range",
                "label": "Cut to the score range",
                "points": adjustment,
                "since": None,
            }
        )
    return contributions


def explanation_text(explanations: list[dict[str, Any]]) -> str:
    """The explanations as plain text, one paragraph per scoring model."""
    return "\n\n".join(_paragraph(facts) for facts in explanations) or "no live scoring model"


def _paragraph(facts: dict[str, Any]) -> str:
    draft = "" if facts["model_status"] == "live" else f" ({facts['model_status']})"
    name = f"{facts['scoring_model']}{draft}"
    lines = [f"lead {facts['lead_id']}, {name}, at {instant_text(facts['at'])} UTC"]
    if facts["score"] is None:
        return "\n".join([*lines, "  " + _why_unscored(facts)])
    grade = f", grade {facts['grade']}" if facts["grade"] else ""
    since = instant_text(facts["valid_from"])
    lines.append(f"  score {plain(facts['score'])}{grade}, since {since}")
    if facts["sales_ready_score"] is not None:
        reached = "reached" if facts["is_above_threshold"] else "not reached"
        lines.append(f"  sales-ready score {facts['sales_ready_score']}: {reached}")
    lines += [
        f"  {plain(group['points'], signed=True):>8}  {group['label'] or group['group_name']}"
        + (f", since {instant_text(group['since'])}" if group["since"] else "")
        for group in facts["groups"]
    ] or ["  no group has points"]
    if facts["scheduled"]:
        lines.append("  if nothing else happens:")
    for change in facts["scheduled"][:MOST_SCHEDULED]:
        grade = f", grade {change['grade']}" if change["grade"] else ""
        reasons = ", ".join(
            f"{row['group_name']} {plain(row['points_change'], signed=True)}"
            for row in change["changes"]
        )
        score = f"{plain(change['score'])}{grade}"
        lines.append(f"    {instant_text(change['at'])}  {score}  ({reasons})")
    if len(facts["scheduled"]) > MOST_SCHEDULED:
        lines.append(f"    … and {len(facts['scheduled']) - MOST_SCHEDULED} changes more")
    return "\n".join(lines)


def _why_unscored(facts: dict[str, Any]) -> str:
    if facts["scored_from"] is None:
        return "never scored: it was closed before it was created"
    until = f" to {instant_text(facts['scored_to'])}" if facts["scored_to"] else " on"
    return f"not scored then: it is scored from {instant_text(facts['scored_from'])}{until}"


def plain(points: Decimal, signed: bool = False) -> str:
    """Points without trailing zeros."""
    text = f"{points:+f}" if signed else f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
