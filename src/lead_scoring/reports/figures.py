"""Figures as people read them; what is not known is a dash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from lead_scoring.explain.words import plain
from lead_scoring.instants import instant_text

UNKNOWN = "–"
MINUS = "\N{MINUS SIGN}"


def points(score: Decimal | None) -> str:
    """An exact score, without trailing zeros."""
    return _figure(score, plain)


def count(number: int | None) -> str:
    """How many."""
    return _figure(number, lambda known: f"{known:,}")


def average(score: float | None) -> str:
    """A mean score in points."""
    return _figure(score, lambda known: f"{known:z,.1f}")


def percent(share: float | Decimal | None) -> str:
    """A fraction of one."""
    return _figure(share, lambda known: f"{known:z,.1%}")


def ratio(share: float | None) -> str:
    """What is no share, such as AUC."""
    return _figure(share, lambda known: f"{known:.3f}")


def change(number: float | None) -> str:
    """A difference, with its sign; points to one place, counts in whole."""
    form = "+," if isinstance(number, int) else "+,.1f"
    return _figure(number, lambda known: format(known, form) if round(known, 1) else "±0")


def instant(moment: datetime | None) -> str:
    """An instant in UTC."""
    return instant_text(moment) or UNKNOWN


def _figure(value: Any, text: Callable[[Any], str]) -> str:
    return UNKNOWN if value is None else text(value).replace("-", MINUS)


FIGURES: dict[str, Callable[[Any], str]] = {
    "points": points,
    "count": count,
    "average": average,
    "percent": percent,
    "ratio": ratio,
    "change": change,
    "instant": instant,
}
