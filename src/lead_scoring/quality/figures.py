"""What was measured of a release: the rows of `quality.audit_figures`, and what the gate adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lead_scoring.quality.results import QualityError
from lead_scoring.warehouse import Row, Warehouse

SCHEMA, TABLE = "quality", "audit_figures"


@dataclass(frozen=True)
class Figure:
    """A number of rows, or of days; docs/quality.md says which measures there are."""

    measure: str
    relation: str
    subject: str = ""
    part: str = ""
    spec_hash: str | None = None
    figure: float | None = None


class Figures:
    """All figures of a release, and the instant that it was scored at."""

    def __init__(self, figures: Iterable[Figure], as_of: datetime | None = None) -> None:
        self.as_of = as_of
        self._by_measure: dict[str, list[Figure]] = {}
        self._by_key: dict[tuple[str, str, str, str], Figure] = {}
        for figure in figures:
            self._by_measure.setdefault(figure.measure, []).append(figure)
            key = (figure.measure, figure.relation, figure.subject, figure.part)
            self._by_key[key] = figure

    def all(self, measure: str) -> list[Figure]:
        """The figures of a measure, by relation, subject and part."""
        found = self._by_measure.get(measure, [])
        return sorted(found, key=lambda one: (one.relation, one.subject, one.part))

    def get(self, measure: str, relation: str, subject: str = "") -> float | None:
        """One figure; None where it wasn't measured."""
        found = self._by_key.get((measure, relation, subject, ""))
        return found.figure if found else None

    def parts(self, measure: str, relation: str, subject: str) -> dict[str, float]:
        """The figures of each part of a subject."""
        return {
            one.part: one.figure
            for one in self._by_measure.get(measure, [])
            if (one.relation, one.subject) == (relation, subject) and one.figure is not None
        }

    def names(self) -> set[str]:
        """What exceptions may name: each relation, and each subject behind it."""
        return {
            name
            for figures in self._by_measure.values()
            for one in figures
            for name in (one.relation, full_name(one.relation, one.subject))
        }

    def with_more(self, more: Iterable[Figure]) -> Figures:
        """These figures and others."""
        mine = (one for figures in self._by_measure.values() for one in figures)
        return Figures([*mine, *more], self.as_of)


def full_name(relation: str, subject: str) -> str:
    """The subject within its relation: a column, a rule or a scoring model."""
    return f"{relation}.{subject}" if subject else relation


def read_figures(candidate: Warehouse) -> Figures:
    """The figures that the build measured. Raises `QualityError` where there are none."""
    rows = _rows(candidate)
    if rows is None:
        raise QualityError(
            f"there is no {SCHEMA}.{TABLE} to judge: build the whole project, "
            "`lead-scoring build` or `dbt build` without --select"
        )
    return _figures(rows)


def last_figures(published: Warehouse) -> Figures | None:
    """The figures of a release; None of one that was made before there were audits."""
    rows = _rows(published)
    return None if rows is None else _figures(rows)


def _rows(warehouse: Warehouse) -> list[Row] | None:
    schema = SCHEMA + warehouse.schema_suffix
    if not warehouse.has_rows("information_schema.tables", table_schema=schema, table_name=TABLE):
        return None
    return warehouse.rows(f"{SCHEMA}.{TABLE}")


def _figures(rows: list[Row]) -> Figures:
    figures = (Figure(**{name: row[name] for name in Figure.__dataclass_fields__}) for row in rows)
    return Figures(figures, rows[0]["as_of"] if rows else None)
