"""What of a scoring model decides its scores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from lead_scoring.spec import DeclaredInputs, ScoringModel

MODEL_KEYS = {
    "target",
    "count_parent_contact_interactions",
    "business_unit",
    "audience",
    "score_closed_leads",
    "score_range",
    "grades",
    "sales_ready_score",
}
GROUP_KEYS = {"name", "points", "max_points", "tree", "conditions"}
RELATED_KEYS = {"key", "time"}


def meaning(model: ScoringModel, inputs: DeclaredInputs) -> dict[str, Any]:
    """All that can change a model's ledger, history, grades or threshold, as plain JSON values.

    Labels, categories, the owner, targets and the like are not in it. The types of the columns
    used are, since they stand in the filters, and so are the key and time of the related tables
    used. What is not set is left out, so that a key which a later release adds changes no model
    that doesn't use it. Groups, conditions, grades and what stands in a tree are sorted: their
    order in the file decides nothing.
    """
    found = model.model_dump(mode="json", include=MODEL_KEYS, exclude_none=True)
    groups = [
        group.model_dump(mode="json", include=GROUP_KEYS, exclude_none=True)
        for group in model.groups
    ]
    for group in groups:
        group["conditions"] = _by_name(group["conditions"])
    found |= {"grades": _by_name(found["grades"]), "groups": _by_name(groups)}
    if related := _related_tables(model, inputs):
        found["related"] = related
    return {key: _without_order(value) for key, value in found.items()}


def spec_hash(model: ScoringModel, inputs: DeclaredInputs) -> str:
    """Sixteen hexadecimal digits that change when the model's meaning does."""
    return hash_of(meaning(model, inputs))


def hash_of(meaning: dict[str, Any]) -> str:
    """The spec hash of a model with this meaning."""
    text = json.dumps(meaning, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _by_name(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(items, key=lambda item: str(item["name"]))


def _without_order(value: Any) -> Any:
    """All trees in it with their items in one order, be they filters, names or trees."""
    match value:
        case dict():
            found = {key: _without_order(item) for key, item in value.items()}
            if value.keys() == {"match", "items"}:
                found["items"] = sorted(found["items"], key=json.dumps)
            return found
        case list():
            return [_without_order(item) for item in value]
    return value


def _related_tables(model: ScoringModel, inputs: DeclaredInputs) -> dict[str, Any]:
    used = {
        condition.source
        for group in model.groups
        for condition in group.conditions
        if condition.subject == "related"
    }
    return {
        name: inputs.related[name].model_dump(mode="json", include=RELATED_KEYS, exclude_none=True)
        for name in sorted(used)
    }
