"""What figures are judged by, what came out, and what keeps audits from being made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Severity = Literal["critical", "warning"]
# the worse one first
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class QualityError(Exception):
    """The audits can't be made: their file is faulty, or something that they need is missing."""


@dataclass(frozen=True)
class Bound:
    """From where to where a figure may lie, both included; None has no end."""

    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True)
class AuditResult:
    """One figure and the bound that it was judged by.

    `severity` is that of the bound in `expected`: the one that was broken, else the strictest.
    `observed` and `last`, the last release's, are in the audit's unit (docs/quality.md); `observed`
    is None where nothing was judged, and `said` tells why. `failing_rows` counts the rows behind
    the figure. `subject` is the column, rule or scoring model. Nothing here is a value of a row.
    """

    audit: str
    severity: Severity
    relation: str
    passed: bool
    observed: float | None
    expected: str
    failing_rows: int | None
    said: str
    subject: str = ""
    last: float | None = None
