"""Whether a column's value satisfies an operator at an instant: C1, C8 and C9."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reference.columns import ID, TEXT, TIMESTAMP
from reference.records import DAY

Condition = dict[str, Any]


def holds(condition: Condition, column_type: str, value: Any, at: datetime) -> bool:
    """Whether `value` satisfies the condition's operator; time-relative ones measured at `at`."""
    operator = condition["operator"]
    # C1: NULL makes every predicate false, except is_not_set
    if value is None:
        return bool(operator == "is_not_set")
    if operator in ("is_set", "is_not_set"):
        return bool(operator == "is_set")
    if operator in ("is_true", "is_false"):
        return bool(value is (operator == "is_true"))
    operand = condition["value"]
    if operator == "within_last_days":
        return bool(value <= at < value + operand * DAY)
    if operator == "older_than_days":
        return bool(at >= value + operand * DAY)
    exact = condition.get("case_sensitive", False) or column_type == ID
    value = _comparable(value, column_type, exact)
    operands = [
        _comparable(one, column_type, exact)
        for one in (operand if isinstance(operand, list) else [operand])
    ]
    return _COMPARISONS[operator](value, operands)


_COMPARISONS: dict[str, Callable[[Any, list[Any]], bool]] = {
    "equals": lambda value, operands: value == operands[0],
    "not_equals": lambda value, operands: value != operands[0],
    "in": lambda value, operands: value in operands,
    "not_in": lambda value, operands: value not in operands,
    "contains": lambda value, operands: operands[0] in value,
    "not_contains": lambda value, operands: operands[0] not in value,
    "begins_with": lambda value, operands: value.startswith(operands[0]),
    "ends_with": lambda value, operands: value.endswith(operands[0]),
    "greater_than": lambda value, operands: value > operands[0],
    "greater_or_equal": lambda value, operands: value >= operands[0],
    "less_than": lambda value, operands: value < operands[0],
    "less_or_equal": lambda value, operands: value <= operands[0],
    "between": lambda value, operands: operands[0] <= value <= operands[1],
}


def turning_points(condition: Condition, value: Any) -> list[datetime]:
    """The instants at which a time-relative condition on this value begins or ends to hold."""
    if value is None or condition["operator"] not in ("within_last_days", "older_than_days"):
        return []
    return [value, value + condition["value"] * DAY]


def as_instant(value: str | date) -> datetime:
    """A date or timestamp of a spec (T1): a date is its 00:00:00, a zoned time becomes UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    offset = value.utcoffset() or timedelta(0)
    return value.replace(tzinfo=None) - offset


def _comparable(value: Any, column_type: str, exact: bool) -> Any:
    if column_type == TIMESTAMP:
        return as_instant(value)
    if column_type in (ID, TEXT):
        return value if exact else value.strip(" ").lower()
    return Decimal(str(value))
