"""What a model or its input loses when one construct is taken from it.

That is how we know that random worlds exercise a construct: without it, scores come out otherwise.
"""

from collections.abc import Callable
from typing import Any

from reference.columns import RELATED
from reference.records import Row, Tables
from reference.scorer import Model
from worlds.random_models import OPERATORS

Node = dict[str, Any]
# a model without the construct; None if it has none of it
Without = Callable[[Model], Model | None]

_NEVER = {"attribute": "lead_id", "operator": "is_not_set"}


def _without_key(key: str, *values: Any) -> Without:
    """A model without one of its keys, where that has one of the values; any, if none is named."""

    def without(model: Model) -> Model | None:
        if key not in model or (values and model[key] not in values):
            return None
        return {name: value for name, value in model.items() if name != key}

    return without


def _without_stop(model: Model) -> Model | None:
    return {**model, "status": "live"} if model["status"] == "stopped" else None


def _with_leaves(change: Callable[[Node], Node]) -> Without:
    """A model with each condition changed; None if none did change."""

    def changed(node: Node) -> Node:
        for branch in ("all", "any"):
            if branch in node:
                return {branch: [changed(item) for item in node[branch]]}
        return change(node)

    def without(model: Model) -> Model | None:
        groups = [
            {**group, "conditions": [changed(node) for node in group["conditions"]]}
            for group in model["groups"]
        ]
        return None if groups == model["groups"] else {**model, "groups": groups}

    return without


def _without_key_of_leaves(key: str, holds: Callable[[Any], bool] = lambda _: True) -> Without:
    return _with_leaves(
        lambda leaf: {name: leaf[name] for name in leaf if name != key or not holds(leaf[key])}
    )


def _never(holds: Callable[[Node], bool]) -> Without:
    """A model in which some conditions never hold."""
    return _with_leaves(lambda leaf: {"name": leaf["name"], **_NEVER} if holds(leaf) else leaf)


def _without_max_points(model: Model) -> Model | None:
    groups = [{k: v for k, v in group.items() if k != "max_points"} for group in model["groups"]]
    return None if groups == model["groups"] else {**model, "groups": groups}


def _in_tree(tree: Any, holds: Callable[[Node], bool]) -> bool:
    """Whether something holds for a predicate anywhere in a tree."""
    if isinstance(tree, list):
        return any(_in_tree(node, holds) for node in tree)
    for branch in ("all", "any"):
        if branch in tree:
            return _in_tree(tree[branch], holds)
    return holds(tree)


def _without_filters(holds: Callable[[Node], bool]) -> Without:
    """Conditions without their `where`, if something holds for one of its filters."""
    return _without_key_of_leaves("where", lambda tree: _in_tree(tree, holds))


def _without_decay(shape: str) -> Without:
    return _without_key_of_leaves("decay", lambda decay: bool(decay["shape"] == shape))


def _has(key: str, value: Any) -> Callable[[Node], bool]:
    """Whether a condition or a filter has a value; `hops` is how many its path has."""
    if key == "hops":
        return lambda leaf: "attribute" in leaf and leaf["attribute"].count(".") == value
    return lambda leaf: bool(leaf.get(key) == value)


_OPERATORS = sorted({operator for operators in OPERATORS.values() for operator in operators})
_RELATIVE = ("within_last_days", "older_than_days")

OF_MODELS: dict[str, Without] = {
    "target: contact": _without_key("target", "contact"),
    "target: account": _without_key("target", "account"),
    "parent contact": _without_key("count_parent_contact_interactions", True),
    "business unit": _without_key("business_unit"),
    "audience": _without_key("audience"),
    "closed leads": _without_key("score_closed_leads", True),
    "score range": _without_key("score_range"),
    "stopped": _without_stop,
    "grades": _without_key("grades"),
    "max_points": _without_max_points,
    "within_days": _without_key_of_leaves("within_days"),
    "since": _without_key_of_leaves("since"),
    "min_age_days": _without_key_of_leaves("min_age_days"),
    "each": _never(lambda leaf: leaf.get("frequency") == "each"),
    "none": _never(lambda leaf: leaf.get("frequency") == "none"),
    "at least two": _never(
        lambda leaf: leaf.get("frequency") in ({"at_least": 2}, {"at_least": 3})
    ),
    "where": _without_key_of_leaves("where"),
    "filters on contacts": _without_filters(lambda one: one["field"].startswith("contact.")),
    "filters on accounts": _without_filters(lambda one: one["field"].startswith("account.")),
    "relative filters": _without_filters(lambda one: one["operator"] in _RELATIVE),
    **{f"decay: {shape}": _without_decay(shape) for shape in ("linear", "compound")},
    **{f"hops: {count}": _never(_has("hops", count)) for count in range(6)},
    **{f"related: {table}": _never(_has("related", table)) for table in RELATED},
    **{f"attribute {operator}": _never(_has("operator", operator)) for operator in _OPERATORS},
    **{
        f"filter {operator}": _without_filters(_has("operator", operator))
        for operator in _OPERATORS
    },
}


def _each_row(change: Callable[[Row], Row], *names: str) -> Callable[[Tables], Tables]:
    return lambda tables: {
        table: [change(row) if table in names else row for row in rows]
        for table, rows in tables.items()
    }


def _first_rows(*names: str) -> Callable[[Tables], Tables]:
    """Of each lead, contact or account only the row that stands first."""
    return lambda tables: {
        table: list({next(iter(row.values())): row for row in reversed(rows)}.values())
        if table in names
        else rows
        for table, rows in tables.items()
    }


_VERSIONED = ("leads", "contacts", "accounts")

OF_TABLES: dict[str, Callable[[Tables], Tables]] = {
    "merges": _each_row(lambda row: {**row, "merged_into_lead_id": None}, "leads"),
    "closings": _each_row(lambda row: {**row, "closed_at": None}, "leads"),
    "ends of versions": _each_row(lambda row: {**row, "valid_to": None}, *_VERSIONED),
    "starts of versions": _each_row(lambda row: {**row, "valid_from": None}, *_VERSIONED),
    **{f"versions of {table}": _first_rows(table) for table in _VERSIONED},
    "flags": _each_row(lambda row: {**row, "is_bot": None, "is_test": None}, "interactions"),
    "loading times": _each_row(lambda row: {**row, "loaded_at": None}, "interactions"),
    "copies of interactions": _first_rows("interactions"),
}
