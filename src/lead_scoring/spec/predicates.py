"""Operators and values, checked against the type of the column they are about."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from lead_scoring.spec.errors import Place, Problems, quoted
from lead_scoring.spec.grammar import MOST_DAYS, Predicate
from lead_scoring.spec.types import ColumnType, Filter, Scalar

LONGEST_TEXT = 1000
MOST_VALUES = 1000
DIGITS_BEFORE_POINT = 18
DIGITS_AFTER_POINT = 10

OF_ANY_TYPE = ("is_set", "is_not_set")
OF_TEXT = (
    "equals",
    "not_equals",
    "in",
    "not_in",
    "contains",
    "not_contains",
    "begins_with",
    "ends_with",
    *OF_ANY_TYPE,
)
OF_NUMBERS = (
    "equals",
    "not_equals",
    "in",
    "not_in",
    "greater_than",
    "greater_or_equal",
    "less_than",
    "less_or_equal",
    "between",
    *OF_ANY_TYPE,
)
RELATIVE = ("within_last_days", "older_than_days")
OPERATORS: dict[ColumnType, tuple[str, ...]] = {
    "text": OF_TEXT,
    "id": OF_TEXT,
    "integer": OF_NUMBERS,
    "number": OF_NUMBERS,
    "timestamp": (*OF_NUMBERS, *RELATIVE),
    "boolean": ("is_true", "is_false", *OF_ANY_TYPE),
}
WITHOUT_VALUE = ("is_true", "is_false", *OF_ANY_TYPE)
WITH_LIST = ("in", "not_in")

MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?)?\Z",
    re.ASCII,
)


def predicate(
    written: Predicate, field: str, type: ColumnType, problems: Problems
) -> Filter | None:
    """The written predicate over a column of that type; None if it is faulty, which is noted."""
    operator = written.operator
    case_sensitive = _case_sensitive(written, type, problems)
    if operator is None:
        return None
    if operator not in OPERATORS[type]:
        message = f"{operator} does not fit {quoted(field)}, which is of type {type}"
        allowed = f"allowed are {', '.join(OPERATORS[type])}"
        problems.add("LS030", written.place("operator"), message, allowed)
        return None
    if operator in WITHOUT_VALUE:
        if not written.wrote("value"):
            return Filter(
                field=field, operator=operator, value=None, case_sensitive=case_sensitive, type=type
            )
        problems.add("LS031", written.place("value"), f"{operator} takes no value", "remove it")
        return None
    if not written.wrote("value"):
        problems.add("LS031", written.place("operator"), f"{operator} needs a value")
        return None
    value = _value(written, operator, type, problems)
    if value is None:
        return None
    return Filter(
        field=field, operator=operator, value=value, case_sensitive=case_sensitive, type=type
    )


def _case_sensitive(written: Predicate, type: ColumnType, problems: Problems) -> bool:
    place = written.place("case_sensitive")
    if written.case_sensitive is not None and type not in ("text", "id"):
        problems.add("LS034", place, f"case_sensitive does not go with a column of type {type}")
    elif written.case_sensitive is False and type == "id":
        problems.add("LS034", place, "ids are always compared exactly", "remove it")
    return type == "id" or bool(written.case_sensitive)


def _value(
    written: Predicate, operator: str, type: ColumnType, problems: Problems
) -> Scalar | tuple[Scalar, ...] | None:
    value, place = written.value, written.place("value")
    if value is None:
        return None
    if operator in WITH_LIST or operator == "between":
        if not isinstance(value, list):
            wanted = "a list of values" if operator in WITH_LIST else "[low, high]"
            problems.add("LS031", place, f"{operator} needs {wanted}, found {quoted(value)}")
            return None
        return _values(written, operator, type, problems)
    if isinstance(value, list):
        problems.add("LS031", place, f"{operator} needs one value, found a list")
        return None
    if operator in RELATIVE:
        return days(value, place, problems)
    return typed(value, type, place, problems)


def _values(
    written: Predicate, operator: str, type: ColumnType, problems: Problems
) -> tuple[Scalar, ...] | None:
    values, place = written.value, written.place("value")
    if operator == "between" and len(values) != 2:
        message = f"between needs [low, high], found a list of {len(values)}"
        problems.add("LS031", place, message)
        return None
    if not 1 <= len(values) <= MOST_VALUES:
        message = f"{operator} takes 1 to {MOST_VALUES:,} values, found {len(values)}"
        problems.add("LS022", place, message)
        return None
    sound = [
        typed(value, type, written.place("value", index), problems)
        for index, value in enumerate(values)
    ]
    found = tuple(value for value in sound if value is not None)
    if len(found) < len(sound):
        return None
    if operator == "between" and found[0] > found[1]:  # type: ignore[operator]
        message = f"low {quoted(values[0])} is above high {quoted(values[1])}"
        problems.add("LS033", place, message, "turn them round")
        return None
    return found


def typed(value: object, type: ColumnType, place: Place, problems: Problems) -> Scalar | None:
    """The value as the column's type has it; None if it does not fit, which is noted."""
    return READERS[type](value, place, problems)


def days(value: object, place: Place, problems: Problems) -> int | None:
    """A number of days, at least 1; None if it is none, which is noted."""
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"must be an integer number of days, found {quoted(value)}"
        problems.add("LS032", place, message)
    elif not 1 <= value <= MOST_DAYS:
        message = f"must be from 1 to {MOST_DAYS:,} days, found {value}"
        problems.add("LS017", place, message)
    else:
        return value
    return None


def text(value: object, place: Place, problems: Problems) -> str | None:
    """A text that is neither blank nor too long."""
    if not isinstance(value, str):
        message = f"the column holds text, found {quoted(value)}"
        problems.add("LS032", place, message, "put it in quotes")
    elif not value.strip():
        problems.add("LS019", place, "is blank", "use is_set or is_not_set to ask for a value")
    elif len(value) > LONGEST_TEXT:
        problems.add("LS020", place, f"is longer than {LONGEST_TEXT:,} characters")
    else:
        return value
    return None


def integer(value: object, place: Place, problems: Problems) -> int | None:
    """An integer of at most 18 digits; `5.0` is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        problems.add("LS032", place, f"the column holds integers, found {quoted(value)}")
    elif abs(value) >= 10**DIGITS_BEFORE_POINT:
        problems.add("LS017", place, f"has more than {DIGITS_BEFORE_POINT} digits")
    else:
        return value
    return None


def number(value: object, place: Place, problems: Problems) -> Decimal | None:
    """An exact number that fits DECIMAL(28, 10)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        problems.add("LS032", place, f"must be a number, found {quoted(value)}")
        return None
    digits = format(Decimal(value), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    before, _, after = digits.lstrip("-").partition(".")
    if len(before) > DIGITS_BEFORE_POINT:
        message = f"has more than {DIGITS_BEFORE_POINT} digits before the point"
        problems.add("LS017", place, message)
    elif len(after) > DIGITS_AFTER_POINT:
        message = f"has more than {DIGITS_AFTER_POINT} digits after the point"
        problems.add("LS017", place, message)
    else:
        # 1.50 and 1.5 are one number, and so are -0 and 0
        return Decimal(digits) + 0
    return None


def moment(value: object, place: Place, problems: Problems) -> datetime | None:
    """A date or timestamp in UTC, without zone, nanoseconds cut off."""
    found = MOMENT.match(value) if isinstance(value, str) else None
    if found:
        date, clock, fraction, zone = found.groups()
        micros = f"{fraction or '':0<6}"[:6]
        clock = clock or "00:00:00"
        seconds = clock if clock.count(":") == 2 else f"{clock}:00"
        offset = (zone or "Z").replace("Z", "+00:00")
        try:
            zoned = datetime.fromisoformat(f"{date}T{seconds}.{micros}{offset}")
            return zoned.astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            pass  # a month 13, or the year 10000 in UTC
    message = f"must be a date or timestamp, found {quoted(value)}"
    problems.add("LS037", place, message, "write it as 2025-01-31 or 2025-01-31T12:30:00Z")
    return None


def _no_value(value: object, place: Place, problems: Problems) -> None:
    raise AssertionError("no operator on a boolean takes a value")


READERS: dict[ColumnType, Callable[[object, Place, Problems], Scalar | None]] = {
    "text": text,
    "id": text,
    "integer": integer,
    "number": number,
    "timestamp": moment,
    "boolean": _no_value,
}
