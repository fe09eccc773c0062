"""What was found of the inputs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """A table that the connector reads.

    `gives` is the canonical table that its rows become, None for a table that only adds to others.
    `rows` is None where they were not counted, times are UTC.
    """

    name: str
    gives: str | None
    is_present: bool
    rows: int | None
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class InteractionType:
    """The interactions of one type."""

    name: str
    rows: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class BusinessUnit:
    """A business unit that owns leads; `name` is None where the connector knows none."""

    id: str
    name: str | None
    leads: int


@dataclass(frozen=True)
class Report:
    """All that was found. Where something required is missing, nothing but the tables.

    `subjects` counts interactions by whom they were done: lead, contact (of no lead), nobody.
    """

    connector: str
    place: str
    looked_at: datetime
    missing: tuple[str, ...]
    tables: tuple[Table, ...]
    types: tuple[InteractionType, ...] = ()
    subjects: dict[str, int] = field(default_factory=dict)
    business_units: tuple[BusinessUnit, ...] = ()

    @property
    def first_at(self) -> datetime | None:
        """When the first interaction was."""
        return min((one.first_at for one in self.types if one.first_at), default=None)

    @property
    def last_at(self) -> datetime | None:
        """When the last interaction was."""
        return max((one.last_at for one in self.types if one.last_at), default=None)
