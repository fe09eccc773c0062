"""Random choices, and random times on a lattice on which windows, versions and events meet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from reference.records import DAY

TICK = timedelta(microseconds=1)
# the days of windows, decays and ages: all of them are differences of days of the lattice
WINDOWS = (1, 2, 7, 30)

_DAYS = (-1, 0, 0, 1, 1, 2, 3, 5, 7, 8, 9, 14, 30, 31, 32, 37, 60)
_EARLY_DAYS = (-1, 0, 1, 2, 7, 8, 9, 30, 31, 32, 37, *(60, 61, 90) * 4)
_PHASES = (
    *(timedelta(0),) * 5,
    *(-TICK, TICK, -timedelta(hours=5), -timedelta(hours=13, minutes=7, microseconds=-500)),
)


class Chance:
    """Choices by a generator of random numbers: a seeded one, or one that Hypothesis steers."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def pick(self, *options: Any) -> Any:
        """One of the options."""
        return self.random.choice(options)

    def one_of(self, options: Sequence[Any]) -> Any:
        """One of a sequence."""
        return self.random.choice(options)

    def one_in(self, count: int) -> bool:
        """True once in `count` times; false is what Hypothesis takes for simpler."""
        return bool(self.random.randrange(count) == count - 1)

    def some(self, options: Sequence[Any], count: int) -> list[Any]:
        """Several different ones, in any order."""
        return self.random.sample(options, min(count, len(options)))


class Calendar:
    """Times of one world: whole days before `as_of`, few of them a tick or some hours beside."""

    def __init__(self, chance: Chance, as_of: datetime) -> None:
        self._chance = chance
        self._as_of = as_of
        self._phases = (*_PHASES[:4], chance.one_of(_PHASES))

    def time(self) -> datetime:
        """When something happens; rarely after `as_of`."""
        return self._at(_DAYS)

    def early_time(self) -> datetime:
        """When something begins on which others build."""
        return self._at(_EARLY_DAYS)

    def _at(self, days: tuple[int, ...]) -> datetime:
        at: datetime = self._as_of - self._chance.one_of(days) * DAY
        at += self._chance.one_of(self._phases)
        return at + self._chance.pick(-TICK, TICK) if self._chance.one_in(10) else at


@cache
def lattice(as_of: datetime) -> tuple[datetime, ...]:
    """The instants that models ask for: those at which worlds are most likely to do something."""
    return tuple(as_of - day * DAY for day in _DAYS) + tuple(
        as_of - day * DAY + beside for day in _DAYS[1:] for beside in (TICK, _PHASES[-2])
    )
