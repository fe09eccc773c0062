"""What an interaction is still worth as it ages: G4, in exact numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from typing import Any

from reference.records import DAY

# the step from which on nothing is left, however slow the decay
LAST_STEP = 60


def worth_at(decay: dict[str, Any], points: int, age: timedelta) -> Decimal:
    """What an interaction of this age is worth, window aside."""
    step = age // (decay["every_days"] * DAY)
    # a percent may be an int, a Decimal or a float: as written
    return _worth_of_step(points, str(decay["percent"]), decay["shape"], step)


def steps(decay: dict[str, Any], occurred_at: datetime) -> Iterator[datetime]:
    """The instants at which an interaction's worth may fall."""
    for step in range(1, LAST_STEP + 1):
        yield occurred_at + step * decay["every_days"] * DAY


@cache
def _worth_of_step(points: int, percent: str, shape: str, step: int) -> Decimal:
    lost = Fraction(percent) / 100
    if step >= LAST_STEP:
        left = Fraction(0)
    elif shape == "linear":
        left = max(Fraction(0), 1 - step * lost)
    else:
        left = (1 - lost) ** step
    return _rounded(points * left)


def _rounded(exact: Fraction) -> Decimal:
    """To four places, half away from zero."""
    size = floor(abs(exact) * 10_000 + Fraction(1, 2))
    return Decimal(size if exact >= 0 else -size).scaleb(-4)
