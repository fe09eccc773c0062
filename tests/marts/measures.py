"""Statistics worked out the long way, to judge the SQL by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from statistics import NormalDist
from typing import Any

TOLERANCE = 1e-9


def wilson(successes: int, trials: int) -> tuple[float, float] | tuple[None, None]:
    """The shares of which a 95 % score test doesn't reject the observed one."""
    if trials == 0:
        return None, None
    # the roots of (observed - p)^2 = z^2 p (1 - p) / trials
    z2 = NormalDist().inv_cdf(0.975) ** 2
    observed = successes / trials
    a, b, c = 1 + z2 / trials, -(2 * observed + z2 / trials), observed**2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def auc(converted: Sequence[Decimal], others: Sequence[Decimal]) -> float | None:
    """The fraction of pairs in which the lead that converted has the higher score, ties half."""
    if not converted or not others:
        return None
    twice = sum((one > other) * 2 + (one == other) for one in converted for other in others)
    return twice / (2 * len(converted) * len(others))


def same(found: Any, expected: Any) -> bool:
    """Whether both are NULL, or equal but for the last digits of a rate."""
    if found is None or expected is None:
        return found is expected
    if isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(found == expected)
