"""How much data: a number of interactions, ten to each lead, named as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

INTERACTIONS_PER_LEAD = 10
SUFFIXES = {"": 1, "k": 1_000, "M": 1_000_000}


@dataclass(frozen=True, order=True)
class Size:
    """So many interactions."""

    interactions: int

    @property
    def leads(self) -> int:
        return self.interactions // INTERACTIONS_PER_LEAD

    @property
    def name(self) -> str:
        """The shortest way to write it: 100k, 1M, 1500k."""
        suffix = max(
            (one for one in SUFFIXES if self.interactions % SUFFIXES[one] == 0),
            key=SUFFIXES.__getitem__,
        )
        return f"{self.interactions // SUFFIXES[suffix]}{suffix}"


ONE_MILLION, TEN_MILLION, HUNDRED_MILLION = (Size(10**power) for power in (6, 7, 8))


def parse_sizes(text: str) -> list[Size]:
    """Sizes as in `1M,10M` or `1M 10M`, the smallest first. Raises `ValueError`."""
    sizes = {parse_size(word) for word in re.split(r"[\s,]+", text.strip())}
    return sorted(sizes)


def parse_size(word: str) -> Size:
    """A size as in `10M`. Raises `ValueError`."""
    found = re.fullmatch(r"(\d+)([kM]?)", word)
    if not found or int(found[1]) * SUFFIXES[found[2]] < INTERACTIONS_PER_LEAD:
        raise ValueError(f"{word!r} is no size; write 100k, 1M or 10M")
    return Size(int(found[1]) * SUFFIXES[found[2]])
