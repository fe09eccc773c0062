"""Figures of audits in words."""

from __future__ import annotations

import math
from collections.abc import Callable

from lead_scoring.quality.results import Bound


def percent(share: float) -> str:
    """A share of one; a small one keeps its first digit."""
    size = abs(100 * share)
    digits = 1 if size == 0 or size >= 0.1 else min(9, -math.floor(math.log10(size)))
    return f"{_short(100 * share, digits)} %"


def count(number: float) -> str:
    """A number of rows."""
    return f"{number:,.0f}"


def _short(number: float, places: int) -> str:
    """Without the zeros that end it."""
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".")


UNITS: dict[str, Callable[[float], str]] = {
    "days": lambda days: f"{_short(days, 1)} days",
    "rows": count,
    "share": percent,
    "times": lambda times: f"{_short(times, 2)} times",
    "index": lambda index: _short(index, 3),
}


def figure_text(figure: float | None, unit: str) -> str:
    """A figure with its unit, a dash for none."""
    return "–" if figure is None else UNITS[unit](figure)


def bound_text(bound: Bound, unit: str) -> str:
    """A bound in words, such as: at most 5 %."""
    ends = (("at least", bound.at_least), ("at most", bound.at_most))
    return ", ".join(f"{words} {UNITS[unit](end)}" for words, end in ends if end is not None)
