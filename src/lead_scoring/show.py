"""A scoring model as text that one can read aloud, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lead_scoring.spec.types import (
    Condition,
    Filter,
    Group,
    Scalar,
    ScoreBand,
    ScoringModel,
    Targets,
    Tree,
)

INDENT = "  "


def show(model: ScoringModel) -> str:
    """The whole model, all its conditions at once, like a query; plain text, without markup."""
    return "\n".join(_lines(model)) + "\n"


def as_json(model: ScoringModel) -> dict[str, Any]:
    """The model as JSON values; decimals and timestamps are texts, so that they stay exact."""
    return model.model_dump(mode="json")


def _lines(model: ScoringModel) -> Iterator[str]:
    yield _titled(model.name, model.label)
    yield from _facts(model)
    for group in model.groups:
        yield ""
        yield from _group(group)
    yield from _verdicts(model)


def _titled(name: str, label: str | None) -> str:
    return f"{name}  {_printable(label)}" if label else name


def _printable(text: str) -> str:
    """A label as it is, or quoted where something in it would not be visible."""
    return text if text.isprintable() else _quoted(text)


def _quoted(text: str) -> str:
    """In single quotes; quotes, backslashes and what can't be seen are escaped."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(map(_visible, escaped)) + "'"


def _visible(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _facts(model: ScoringModel) -> Iterator[str]:
    if model.description:
        for line in model.description.strip().splitlines():
            yield INDENT + _printable(line)
    yield f"{INDENT}from {model.path}"
    stopped = f" at {_value(model.stopped_at)}" if model.stopped_at else ""
    yield f"{INDENT}status {model.status}{stopped}"
    if model.owner:
        yield f"{INDENT}owner {_quoted(model.owner)}"
    if model.replaces:
        yield f"{INDENT}replaces {model.replaces}"
    if model.profile:
        yield f"{INDENT}only what {model.profile} can express"
    yield f"{INDENT}scores {_scored(model)}"
    if model.count_parent_contact_interactions:
        yield f"{INDENT}counts the interactions of the lead's parent contact, too"
    if model.audience:
        yield from _tree("audience", model.audience, INDENT)


def _scored(model: ScoringModel) -> str:
    leads = {
        "lead": "leads",
        "contact": "leads with a parent contact by the contact's interactions",
        "account": "leads with a parent account alone by the account's interactions",
    }[model.target]
    unit = f", of business unit {_quoted(model.business_unit)}" if model.business_unit else ""
    until = "even after they are closed" if model.score_closed_leads else "until they are closed"
    return f"{leads}{unit}, {until}"


def _group(group: Group) -> Iterator[str]:
    yield f"{group.points:+d} {_titled(group.name, group.label)}"
    if group.category:
        below = f"/{_printable(group.subcategory)}" if group.subcategory else ""
        yield f"{INDENT}category {group.category}{below}"
    if group.max_points is not None:
        yield f"{INDENT}bounded to {-group.max_points} … {group.max_points} points"
    conditions = {condition.name: condition for condition in group.conditions}
    yield from _tree("when", group.tree, INDENT, conditions)


def _tree(
    title: str, tree: Tree, indent: str, conditions: dict[str, Condition] | None = None
) -> Iterator[str]:
    """The tree, a line an item; a tree of one item stands in the title's line."""
    if len(tree.items) == 1:
        only = tree.items[0]
        if isinstance(only, Tree):
            yield from _tree(title, only, indent, conditions)
        else:
            yield f"{indent}{title} {_leaf(only, conditions)}"
        return
    yield f"{indent}{f'{title} {tree.match}'.lstrip()} of:"
    for item in tree.items:
        if isinstance(item, Tree):
            yield from _tree("", item, indent + INDENT, conditions)
        else:
            yield f"{indent}{INDENT}{_leaf(item, conditions)}"


def _leaf(item: Filter | str, conditions: dict[str, Condition] | None) -> str:
    if isinstance(item, Filter):
        return _filter(item)
    return f"{item}: {_condition((conditions or {})[item])}"


def _condition(condition: Condition) -> str:
    if condition.predicate is not None:
        return _filter(condition.predicate)
    parts = [_records(condition)]
    if condition.within_days is not None:
        parts.append(f"within {_days(condition.within_days)}")
    if condition.since is not None:
        parts.append(f"since {_value(condition.since)}")
    if condition.where is not None:
        parts.append(f"where {_inline(condition.where)}")
    if condition.min_age_days is not None:
        parts.append(f"once the lead is {_days(condition.min_age_days)} old")
    if condition.decay is not None:
        decay = condition.decay
        parts.append(
            f"losing {decay.percent} % of its points every {_days(decay.every_days)}, {decay.shape}"
        )
    return " ".join(parts)


def _records(condition: Condition) -> str:
    source = condition.source if condition.source.isidentifier() else _quoted(condition.source)
    if condition.subject == "related":
        source = f"related {source}"
    frequency = condition.frequency
    if frequency is None or frequency.kind == "at_least":
        return f"at least {frequency.count if frequency else 1} {source}"
    return f"for each {source}" if frequency.kind == "each" else f"no {source}"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _inline(tree: Tree) -> str:
    """A tree in one line; brackets keep what is nested together."""
    word = " and " if tree.match == "all" else " or "
    return word.join(
        f"({_inline(item)})" if isinstance(item, Tree) else _leaf(item, None) for item in tree.items
    )


def _filter(item: Filter) -> str:
    words = _words(item.operator)
    exactly = " (exact case)" if item.case_sensitive and item.type == "text" else ""
    return f"{item.field} {words}{_operand(item)}{exactly}"


def _words(operator: str) -> str:
    return operator.replace("_", " ").replace("or equal", "than or equal to")


def _operand(item: Filter) -> str:
    if item.value is None:
        return ""
    if isinstance(item.value, tuple):
        if item.operator == "between":
            low, high = item.value
            return f" {_value(low)} and {_value(high)}"
        return f" ({', '.join(map(_value, item.value))})"
    return f" {_value(item.value)}"


def _value(value: Scalar | None) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return _quoted(value) if isinstance(value, str) else str(value)


def _verdicts(model: ScoringModel) -> Iterator[str]:
    lines = [*_bounds(model), *_bands(model), *_analysis(model)]
    if lines:
        yield ""
        yield from lines


def _bounds(model: ScoringModel) -> Iterator[str]:
    bounds = model.score_range
    if bounds is not None:
        least = "" if bounds.min is None else f" from {bounds.min}"
        most = "" if bounds.max is None else f" up to {bounds.max}"
        yield f"score{least}{most}"
    if model.sales_ready_score is not None:
        yield f"sales ready from {model.sales_ready_score}"


def _bands(model: ScoringModel) -> Iterator[str]:
    for grade in model.grades:
        hot = "  (hot)" if grade.name in model.hot_grades else ""
        yield f"grade {_quoted(grade.name)} when the score is {_comparison(grade)}{hot}"
    for segment in model.segments:
        yield f"segment {segment.name} when the score is {_comparison(segment)}"
    if model.distribution_bands is not None:
        yield f"distribution bands from {', '.join(map(str, model.distribution_bands))}"


def _comparison(band: ScoreBand) -> str:
    words = _words(band.operator)
    if isinstance(band.value, tuple):
        low, high = band.value
        return f"{words} {low} and {high}"
    return f"{words} {band.value}"


def _analysis(model: ScoringModel) -> Iterator[str]:
    if model.outcome is not None:
        yield f"conversion is the outcome {_quoted(model.outcome)}"
    for name in Targets.model_fields if model.targets else ():
        target = getattr(model.targets, name)
        if isinstance(target, tuple):
            yield f"target {name} {target[0]} to {target[1]}"
        elif target is not None:
            yield f"target {name} {target}"
