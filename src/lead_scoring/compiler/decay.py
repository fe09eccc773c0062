"""What a record is worth as it grows old (semantics G4), exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise

from lead_scoring.spec import Decay

MOST_STEPS = 60
PLACES = Decimal("0.0001")


def worths(decay: Decay, points: int) -> list[Decimal]:
    """The worth in points during each step of `every_days`, none of them zero."""
    found: list[Decimal] = []
    with localcontext() as exact:
        # the compound factor of the last step has at most 60 times the places of what is left
        exact.prec = MOST_STEPS * (len(f"{decay.percent:f}") + 4)
        lost = decay.percent / 100
        for step in range(MOST_STEPS):
            factor = max(Decimal(0), 1 - step * lost)
            if decay.shape == "compound":
                factor = (1 - lost) ** step if step else Decimal(1)
            worth = (points * factor).quantize(PLACES, rounding=ROUND_HALF_UP)
            if not worth:
                break
            found.append(worth)
    return found


def worth_changes(decay: Decay, points: int, within_days: int | None) -> list[dict[str, object]]:
    """The worth as changes: at which age in days it changes by how many points.

    The last change brings it to zero: at the end of the last step, or of the window if that ends
    earlier.
    """
    found = worths(decay, points)
    ages = [step * decay.every_days for step in range(len(found) + 1)]
    if within_days is not None:
        ages = [age for age in ages if age < within_days] + [within_days]
        ages = ages[: len(found) + 1]
    held = [Decimal(0), *found[: len(ages) - 1], Decimal(0)]
    return [
        {"age_days": age, "worth_change": after - before}
        for age, (before, after) in zip(ages, pairwise(held), strict=True)
        if after != before
    ]
