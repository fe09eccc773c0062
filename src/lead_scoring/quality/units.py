"""Figures of audits in words."""

from __future__ import annotations

import math
from collections.abc import Callable

from lead_scoring.quality.results import Bound


def percent(share: float) -> str:
    """A share of one; a small one keeps its first digit."""
    size = abs(100 * share)
    digits = 1 if size == 0 or size >= 0.1 else min(9, -math.floor(math.log10(size)))
    return f"{100 * share:.{digits}f} %".replace(".0 %", " %")


def count(number: float) -> str:
    """A number of rows."""
    return f"{number:,.0f}"


UNITS: dict[str, Callable[[float], str]] = {
    "days": lambda days: f"{days:,.1f} days",
    "rows": count,
    "share": percent,
    "times": lambda times: f"{times:,.2f} times",
    "index": lambda index: f"{index:.3f}",
}


def figure_text(figure: float | None, unit: str) -> str:
    """A figure with its unit, a dash for none."""
    return "–" if figure is None else UNITS[unit](figure)


def bound_text(bound: Bound, unit: str) -> str:
    """A bound in words, such as: at most 5 %."""
    if bound.at_least == bound.at_most and bound.at_least is not None:
        return UNITS[unit](bound.at_least)
    ends = (("at least", bound.at_least), ("at most", bound.at_most))
    return ", ".join(f"{words} {UNITS[unit](end)}" for words, end in ends if end is not None)
