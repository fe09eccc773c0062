"""A scoring model as text that one can read aloud, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from lead_scoring.compiler.decay import worths
from lead_scoring.explain.words import days, plain
from lead_scoring.spec.types import (
    Condition,
    Decay,
    Filter,
    Group,
    Scalar,
    ScoreBand,
    ScoringModel,
    Targets,
    ThresholdObjective,
    Tree,
)

INDENT = "  "
MOST_WORTHS = 8
MOST_IN_LINE = 2
# where the paths of filters begin; those of related tables have none
LEAD = "the lead"
ROW = "the interaction"
OPERATORS = {
    "equals": "equals",
    "not_equals": "does not equal",
    "in": "is one of",
    "not_in": "is none of",
    "contains": "contains",
    "not_contains": "does not contain",
    "begins_with": "begins with",
    "ends_with": "ends with",
    "greater_than": "is above",
    "greater_or_equal": "is at least",
    "less_than": "is below",
    "less_or_equal": "is at most",
    "between": "is from",
    "is_true": "is true",
    "is_false": "is false",
    "is_set": "is set",
    "is_not_set": "is not set",
    "within_last_days": "was within the last",
    "older_than_days": "was at least",
}
OF_INSTANTS = {
    "greater_than": "is after",
    "greater_or_equal": "is not before",
    "less_than": "is before",
    "less_or_equal": "is not after",
}
SCORED = {
    "lead": "leads{unit}",
    "contact": "leads{unit} with a parent contact, by what that contact did",
    "account": "leads{unit} with a parent account and no parent contact, by what the account's "
    "contacts did",
}
OBJECTIVES = {
    "f1": "the greatest F1",
    "precision_at_least": "the greatest recall at a precision of at least {precision}",
    "capacity_per_week": "the greatest recall with at most {capacity_per_week} new leads a week",
    "cost": "the greatest gain, a win bringing {win_value} and a contact costing {contact_cost}",
}
TARGETS = {
    "precision": "a precision of {}",
    "recall": "a recall of {}",
    "lead_velocity": "{} more MQLs every month",
    "mql_to_sql": "{} of the MQLs accepted by sales",
    "average_score": "an average score from {} to {}",
    "hot_share": "a share of hot leads from {} to {}",
}


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
        yield f"{INDENT}only what Dynamics 365 can express"
    yield f"{INDENT}scores {_scored(model)}"
    if model.count_parent_contact_interactions:
        yield f"{INDENT}counts what the lead's parent contact did, too"
    if model.audience:
        yield from _tree("only while ", model.audience, INDENT)


def _scored(model: ScoringModel) -> str:
    unit = f" of business unit {_quoted(model.business_unit)}" if model.business_unit else ""
    until = "even after they are closed" if model.score_closed_leads else "until they are closed"
    return f"{SCORED[model.target].format(unit=unit)}, {until}"


def _group(group: Group) -> Iterator[str]:
    yield f"{group.points:+d} {_titled(group.name, group.label)}"
    if group.category:
        below = f"/{_printable(group.subcategory)}" if group.subcategory else ""
        yield f"{INDENT}category {group.category}{below}"
    if group.max_points is not None:
        least_or_most = "at most" if group.points > 0 else "no less than"
        bound = group.max_points if group.points > 0 else -group.max_points
        yield f"{INDENT}{least_or_most} {bound} points in all"
    yield from _tree("when ", group.tree, INDENT, group)


def _tree(
    title: str, tree: Tree, indent: str, group: Group | None = None, start: str = LEAD
) -> Iterator[str]:
    """The tree, a line an item; a tree of one item stands in the title's line.

    Names are those of the group's conditions; the paths of filters begin at `start`.
    """
    if len(tree.items) > 1:
        yield f"{indent}{title}{tree.match} of:"
        title, indent = "", indent + INDENT
    for item in tree.items:
        if isinstance(item, Tree):
            yield from _tree(title, item, indent, group, start)
        elif isinstance(item, Filter):
            yield f"{indent}{title}{_filter(item, start)}"
        else:
            assert group is not None
            condition = next(one for one in group.conditions if one.name == item)
            yield from _condition(f"{indent}{title}{item}: ", condition, group.points, indent)


def _condition(title: str, condition: Condition, points: int, indent: str) -> Iterator[str]:
    if condition.predicate is not None:
        yield title + _filter(condition.predicate, LEAD)
        return
    parts = [_records(condition)]
    if condition.within_days is not None:
        parts.append(f"within {days(condition.within_days)}")
    if condition.since is not None:
        parts.append(f"since {_value(condition.since)}")
    where = condition.where
    in_line = where is not None and len(where.leaves()) <= MOST_IN_LINE
    if where is not None and in_line:
        parts.append(f"where {_inline(where)}")
    if condition.min_age_days is not None:
        parts.append(f"once the lead is {days(condition.min_age_days)} old")
    decay = ""
    if condition.decay is not None:
        decay = f", {_decay(condition.decay, points, condition.within_days)}"
    yield title + " ".join(parts) + decay
    if where is not None and not in_line:
        yield from _tree("where ", where, indent + INDENT, start=ROW)


def _decay(decay: Decay, points: int, within_days: int | None) -> str:
    """What a record is worth step by step, as far as its window goes."""
    steps = worths(decay, points)
    if within_days is not None:
        steps = steps[: -(-within_days // decay.every_days)]
    shown = [plain(worth) for worth in steps]
    if len(shown) > MOST_WORTHS:
        shown = [*shown[: MOST_WORTHS // 2], "…", f"{shown[-1]} ({len(steps)} steps)"]
    every = "day" if decay.every_days == 1 else days(decay.every_days)
    of = "of the first worth" if decay.shape == "linear" else "of what is left"
    return (
        f"worth {', '.join(shown)}, then nothing, stepping down every {every} "
        f"by {plain(decay.percent)} % {of}"
    )


def _records(condition: Condition) -> str:
    source = condition.source if condition.source.isidentifier() else _quoted(condition.source)
    frequency = condition.frequency
    count = (frequency and frequency.count) or 1
    if condition.subject == "related":
        source = f"row{'s' if count > 1 else ''} of {source}"
    match frequency and frequency.kind:
        case "each":
            return f"for each {source}"
        case "none":
            return f"no {source}"
    return f"at least {count} {source}"


def _inline(tree: Tree) -> str:
    """A tree of filters in one line; brackets keep what is nested together."""
    shown = []
    for item in tree.items:
        assert not isinstance(item, str)
        if isinstance(item, Filter):
            shown.append(_filter(item, ROW))
        else:
            shown.append(_inline(item) if len(item.items) == 1 else f"({_inline(item)})")
    return (" and " if tree.match == "all" else " or ").join(shown)


def _filter(item: Filter, start: str) -> str:
    """The predicate, its path told from its end: `industry of the lead's account`."""
    *hops, column = item.field.split(".")
    owner = "'s ".join([start, *(hop.replace("_", " ") for hop in hops)])
    subject = f"{column} of {owner}" if hops else column
    exactly = " (exact case)" if item.case_sensitive and item.type == "text" else ""
    words = OPERATORS[item.operator]
    if item.type == "timestamp":
        words = OF_INSTANTS.get(item.operator, words)
    return f"{subject} {words}{_operand(item)}{exactly}"


def _operand(item: Filter) -> str:
    if item.value is None:
        return ""
    if item.operator == "within_last_days" and isinstance(item.value, int):
        return f" {days(item.value)}"
    if item.operator == "older_than_days" and isinstance(item.value, int):
        return f" {days(item.value)} ago"
    values = item.value if isinstance(item.value, tuple) else (item.value,)
    return " " + (" to " if item.operator == "between" else ", ").join(map(_value, values))


def _value(value: Scalar) -> str:
    match value:
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value} UTC"
        case str():
            return _quoted(value)
        case Decimal():
            return plain(value)
    return str(value)


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
        yield f"grade {_quoted(grade.name)} when the score {_comparison(grade)}{hot}"
    for segment in model.segments:
        yield f"segment {segment.name} when the score {_comparison(segment)}"
    if model.grades or model.segments:
        yield "grades and segments look at the score rounded down"
    if model.distribution_bands is not None:
        yield f"distribution bands from {', '.join(map(str, model.distribution_bands))}"


def _comparison(band: ScoreBand) -> str:
    words = OPERATORS[band.operator]
    if isinstance(band.value, tuple):
        low, high = band.value
        return f"{words} {low} to {high}"
    return f"{words} {band.value}"


def _analysis(model: ScoringModel) -> Iterator[str]:
    if model.outcome is not None:
        yield f"conversion is the outcome {_quoted(model.outcome)}"
    if model.threshold_objective is not None:
        yield f"thresholds are recommended by {_objective(model.threshold_objective)}"
    for name in Targets.model_fields if model.targets else ():
        target = getattr(model.targets, name)
        if target is not None:
            ends = target if isinstance(target, tuple) else (target,)
            shown = (plain(end) if name == "average_score" else _percent(end) for end in ends)
            yield f"target: {TARGETS[name].format(*shown)}"


def _objective(objective: ThresholdObjective) -> str:
    shown = {
        name: plain(value) if isinstance(value, Decimal) else value
        for name, value in objective.model_dump().items()
    }
    if objective.precision is not None:
        shown["precision"] = _percent(objective.precision)
    return OBJECTIVES[objective.name].format_map(shown)


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)} %"
