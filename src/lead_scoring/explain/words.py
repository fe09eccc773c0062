"""What a spec asks for in plain words, fit to show to the person whom the lead is about.

They say what the model looks at, never what the person's own data hold.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from lead_scoring.instants import instant_text
from lead_scoring.spec import Condition, Filter, Scalar, Tree
from lead_scoring.spec.errors import quoted

MOST_VALUES = 12
OPERATORS = {
    "equals": "is",
    "not_equals": "is not",
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
    "is_set": "is known",
    "is_not_set": "is not known",
    "is_true": "is true",
    "is_false": "is false",
}


def filter_words(item: Filter, measured: str = "ago") -> str:
    """A predicate; `measured` ends what is relative to an instant."""
    field = "'s ".join(_spaced(name) for name in item.field.split("."))
    match item.operator, item.value:
        case "within_last_days", int(count):
            return f"{field} is less than {days(count)} {measured}"
        case "older_than_days", int(count):
            return f"{field} is {days(count)} {measured} or more"
        case "between", (low, high):
            return f"{field} is from {_value(low)} to {_value(high)}"
        case operator, None:
            return f"{field} {OPERATORS[operator]}"
        case operator, tuple(values):
            more = f" or {len(values) - MOST_VALUES} more" if len(values) > MOST_VALUES else ""
            listed = ", ".join(map(_value, values[:MOST_VALUES]))
            return f"{field} {OPERATORS[operator]} {listed}{more}"
    assert item.value is not None and not isinstance(item.value, tuple)
    return f"{field} {OPERATORS[item.operator]} {_value(item.value)}"


def tree_words(tree: Tree, measured: str = "ago") -> str:
    """A tree of predicates in one line; brackets keep what is nested together."""
    parts = []
    for item in tree.items:
        if isinstance(item, Tree):
            inner = tree_words(item, measured)
            parts.append(f"({inner})" if len(item.items) > 1 else inner)
        elif isinstance(item, Filter):
            parts.append(filter_words(item, measured))
    return (" and " if tree.match == "all" else " or ").join(parts)


def record_words(condition: Condition) -> str:
    """Which interactions or related rows a condition is about."""
    where = f" ({tree_words(condition.where, 'before')})" if condition.where else ""
    return f"{_spaced(condition.source)}{where}"


def span_words(condition: Condition) -> str:
    """From when and for how long records count."""
    window = f" in the last {days(condition.within_days)}" if condition.within_days else ""
    both = " and" if condition.within_days and condition.since else ""
    since = f" since {instant_text(condition.since)}" if condition.since else ""
    return window + both + since


def days(count: int) -> str:
    """A number of days."""
    return "1 day" if count == 1 else f"{count} days"


def plain(points: Decimal, signed: bool = False) -> str:
    """Points without trailing zeros."""
    text = f"{points:+f}" if signed else f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spaced(name: str) -> str:
    return name.replace("_", " ") if name.isidentifier() else quoted(name)


def _value(value: Scalar) -> str:
    match value:
        case datetime():
            return instant_text(value)
        case Decimal():
            return plain(value)
    return quoted(value)
