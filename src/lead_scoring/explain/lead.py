"""What the warehouse and the specs say of one lead at one instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from lead_scoring.compiler.known import dbt_model
from lead_scoring.compiler.meaning import spec_hash
from lead_scoring.explain.reasons import Change, View, reasons
from lead_scoring.explain.unscored import why_not_scored
from lead_scoring.explain.words import plain
from lead_scoring.spec import DeclaredInputs, Group, Project, ScoringModel
from lead_scoring.warehouse import Row, Warehouse

GroupReasons = Callable[[str, Decimal], list[str]]


class ExplainError(Exception):
    """There is no such lead or scoring model."""


def explain_lead(
    warehouse: Warehouse, project: Project, lead: str, model: str | None, at: datetime | None
) -> list[dict[str, Any]]:
    """One explanation per scoring model, by its name, whether or not it scores the lead.

    `model` may be a draft or stopped; without it all live models are explained. `at` defaults to
    the build's as_of. A model whose spec no longer means what was built is explained without
    reasons. Raises `ExplainError` for an unknown lead or model.
    """
    models = {row["scoring_model"]: row for row in warehouse.rows("scoring.scoring_models")}
    if model is not None and model not in models:
        raise ExplainError(f"no scoring model {model!r}; built are: {', '.join(sorted(models))}")
    keys = [row["lead_key"] for row in warehouse.rows("scoring.int_leads", lead_id=lead)]
    if not keys:
        raise ExplainError(f"no lead {lead!r} in the warehouse (ids are text: 007 is not 7)")
    as_of = warehouse.rows("scoring.int_as_of")[0]["as_of"]
    specs = {spec.name: spec for spec in project.models}
    wanted = [model] if model else [n for n, row in models.items() if row["model_status"] == "live"]
    return [
        _explanation(
            warehouse,
            lead,
            keys[0],
            models[name],
            _as_built(specs.get(name), project.inputs, models[name], warehouse, as_of),
            project.inputs,
            at or as_of,
            as_of,
        )
        for name in sorted(wanted)
    ]


def _as_built(
    spec: ScoringModel | None,
    inputs: DeclaredInputs,
    built: Row,
    warehouse: Warehouse,
    as_of: datetime,
) -> ScoringModel | None:
    """The spec, if the build was made from what it says."""
    if spec is None or spec.status != built["model_status"]:
        return None
    if spec_hash(spec, inputs) != built["spec_hash"]:
        return None
    if spec.stopped_at:
        # when it was stopped is no part of the hash
        (known,) = warehouse.rows(f"scoring.{dbt_model('as_of', spec)}")
        return spec if known["as_of"] == min(as_of, spec.stopped_at) else None
    return spec


def _explanation(
    warehouse: Warehouse,
    lead: str,
    lead_key: int,
    model: Row,
    spec: ScoringModel | None,
    inputs: DeclaredInputs,
    at: datetime,
    as_of: datetime,
) -> dict[str, Any]:
    of_model = {"scoring_model": model["scoring_model"]}
    history = sorted(
        warehouse.rows("scoring.scoring_model_history", lead_key=lead_key, **of_model),
        key=lambda row: row["valid_from"],
    )
    groups = {
        row["group_number"]: row
        for row in warehouse.rows("scoring.scoring_model_groups", **of_model)
    }
    ledger = sorted(
        (
            row | {"group_name": groups[row["group_number"]]["group_name"]}
            for row in warehouse.rows("scoring.scoring_model_ledger", lead_key=lead_key, **of_model)
        ),
        key=lambda row: (row["changed_at"], row["group_name"]),
    )
    intervals = _intervals(history)
    known = warehouse.rows(f"scoring.{dbt_model('leads', spec)}", lead_id=lead)
    now = next((row for row in history if _holds(row, at)), None)
    facts: dict[str, Any] = {
        "lead_id": lead,
        **of_model,
        "model_status": model["model_status"],
        "is_spec_as_built": spec is not None,
        "at": at,
        "as_of": as_of,
        "score": None,
        "scored_from": now and now["scored_from"],
        "scored_to": now and intervals[now["scored_from"]],
        "scored_intervals": [
            {"scored_from": begin, "scored_to": end} for begin, end in intervals.items()
        ],
    }
    if now is None:
        why = why_not_scored(spec, known[0] if known else None, at) if spec else None
        return facts | {"why_not_scored": why}
    labels = {row["group_name"]: row["label"] for row in groups.values()}

    def group_reasons(name: str, points: Decimal) -> list[str]:
        if spec is None:
            return []
        group = next(group for group in spec.groups if group.name == name)
        changes = _value_changes(warehouse, spec, group, lead)
        view = View(at, as_of, known[0]["created_at"], facts["scored_to"])
        return reasons(group, points, changes, view, inputs)

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
        "groups": _contributions(
            # what comes later is left out by the instant itself
            [row for row in ledger if row["changed_at"] >= now["scored_from"]],
            at,
            now["score"],
            labels,
            group_reasons,
        ),
        "scheduled": _scheduled(history, ledger, intervals, max(at, as_of)),
    }


def _holds(row: Row, at: datetime) -> bool:
    return bool(row["valid_from"] <= at and (row["valid_to"] is None or at < row["valid_to"]))


def _intervals(history: Iterable[Row]) -> dict[datetime, datetime | None]:
    """The end of each interval in which the lead is scored, by its start."""
    return {row["scored_from"]: row["valid_to"] for row in history}


def _value_changes(
    warehouse: Warehouse, spec: ScoringModel, group: Group, lead: str
) -> dict[str, list[Change]]:
    return {
        condition.name: [
            Change(row["changed_at"], Decimal(row["value_change"]))
            for row in warehouse.rows(f"staging.stg_{spec.name}__{condition.name}", lead_id=lead)
        ]
        for condition in group.conditions
    }


def _contributions(
    ledger: list[Row],
    at: datetime,
    score: Decimal,
    labels: dict[str, str | None],
    group_reasons: GroupReasons,
) -> list[dict[str, Any]]:
    """Each group's points at an instant, largest first; they sum exactly to the score."""
    points: dict[str, Decimal] = defaultdict(Decimal)
    since: dict[str, datetime] = {}
    for row in ledger:
        if row["changed_at"] <= at:
            points[row["group_name"]] += row["points_change"]
            since[row["group_name"]] = row["changed_at"]
    contributions: list[dict[str, Any]] = [
        {
            "group_name": name,
            "label": labels.get(name),
            "points": value,
            "since": since[name],
            "reasons": group_reasons(name, value),
        }
        for name, value in points.items()
        if value
    ]
    contributions.sort(key=lambda row: (-abs(row["points"]), row["group_name"]))
    total = sum(points.values(), Decimal(0))
    if score != total:
        done = "cut" if score < total else "raised"
        contributions.append(
            {
                "group_name": "score_range",
                "label": f"{done.capitalize()} to the score range",
                "points": score - total,
                "since": None,
                "reasons": [f"{plain(total)} {done} to {plain(score)}"],
            }
        )
    return contributions


def _scheduled(
    history: list[Row],
    ledger: list[Row],
    intervals: dict[datetime, datetime | None],
    after: datetime,
) -> list[dict[str, Any]]:
    """What comes if nothing else happens; the score is None from where the lead isn't scored."""
    changes = [
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
        if row["valid_from"] > after
    ]
    ends: list[dict[str, Any]] = [
        {"at": end, "score": None, "grade": None, "changes": []}
        for end in intervals.values()
        if end is not None and end > after
    ]
    return sorted([*changes, *ends], key=lambda row: row["at"])
