"""What an audit looks at and what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from lead_scoring.quality.figures import Figures


@dataclass(frozen=True)
class Observation:
    """One figure to judge, in the audit's unit; None where there is none, and `said` tells why.

    `last` is the last release's, `failing_rows` counts the rows behind the figure.
    """

    relation: str
    said: str
    observed: float | None = None
    subject: str = ""
    failing_rows: int | None = None
    last: float | None = None


@dataclass(frozen=True)
class Compared:
    """A release, the last one, and how many rows are enough to compare."""

    now: Figures
    last: Figures
    from_rows: int


def share_of(part: float | None, whole: float | None) -> float | None:
    """A fraction of one; None of nothing."""
    return part / whole if whole and part is not None else None


def known_share(figures: Figures, relation: str, rule: str) -> float | None:
    """The share of a rule among the rows that are known at the instant scored at."""
    rows = figures.get("rows_in", relation) or 0
    known = rows - (figures.get("rows_set_aside", relation, "after_as_of") or 0)
    return share_of(figures.get("rows_set_aside", relation, rule), known)
