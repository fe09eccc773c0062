"""Reads `quality/audits.yml`: the bounds of every audit, and what is switched off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, create_model

from lead_scoring.quality.audits import AUDITS, Comparison
from lead_scoring.quality.figures import full_name
from lead_scoring.quality.results import SEVERITIES, Bound, QualityError, Severity
from lead_scoring.spec.errors import Place, Problems, SpecErrors, Unreadable, quoted
from lead_scoring.spec.grammar import Written
from lead_scoring.spec.structure import read_mapping
from lead_scoring.spec.yaml_reader import read_yaml

FILE = Path("quality") / "audits.yml"
MOST_ROWS = 1_000_000_000


Limits = Mapping[Severity, Bound]
OFF: Limits = {}


@dataclass(frozen=True)
class Thresholds:
    """The bounds of one audit, and of exceptions by relation or by relation and subject."""

    limits: Limits
    exceptions: Mapping[str, Limits]
    from_rows: int = 0

    def of(self, relation: str, subject: str) -> Limits:
        """The bounds that hold there; none where the audit is switched off."""
        for name in (full_name(relation, subject), relation):
            if name in self.exceptions:
                return self.exceptions[name]
        return self.limits


class WrittenBound(Written):
    at_least: Any = Field(None, description="The least that a figure may be.")
    at_most: Any = Field(None, description="The most that a figure may be.")


class WrittenLimits(Written):
    warning: WrittenBound | None = Field(None, description="Outside, the build says so.")
    critical: WrittenBound | None = Field(None, description="Outside, nothing is published.")


class WrittenAudit(WrittenLimits):
    from_rows: Annotated[int, Field(ge=0, le=MOST_ROWS)] | None = Field(
        None, description="Fewer rows are not compared."
    )
    exceptions: dict[str, WrittenLimits | Literal["off"]] | None = Field(
        None, description="Other bounds, by input table or mart, or <table>.<column>."
    )


class _Audits(Written):
    required: ClassVar[tuple[str, ...]] = tuple(AUDITS)


_KEYS: dict[str, Any] = dict.fromkeys(AUDITS, (WrittenAudit | Literal["off"] | None, None))
WrittenAudits: type[_Audits] = create_model("WrittenAudits", __base__=_Audits, **_KEYS)


def read_thresholds(project_dir: Path) -> dict[str, Thresholds]:
    """The thresholds of every audit. Raises `QualityError` with all faults of the file."""
    path = project_dir / FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QualityError(
            f"can't read {FILE}, the thresholds of the audits ({error.strerror}): "
            "restore it from the project's repository"
        ) from error
    problems = Problems(str(FILE))
    found: dict[str, Thresholds] = {}
    with suppress(Unreadable):
        written = read_mapping(read_yaml(data, problems), WrittenAudits, problems)
        if written is not None:
            found = {name: _thresholds(name, written, problems) for name in AUDITS}
    if problems.errors:
        raise QualityError(str(SpecErrors(problems.errors)))
    return found


def _thresholds(name: str, written: _Audits, problems: Problems) -> Thresholds:
    audit: WrittenAudit | str | None = getattr(written, name)
    if not isinstance(audit, WrittenAudit):
        return Thresholds(OFF, {})
    definition = AUDITS[name]
    compares = isinstance(definition, Comparison) and definition.has_least
    if audit.from_rows is not None and not compares:
        message = f"{name} compares no numbers of rows"
        problems.add("LS034", audit.place("from_rows"), message, "remove it")
    if audit.from_rows is None and compares and not audit.wrote("from_rows"):
        message = "missing from_rows"
        problems.add("LS013", audit.place(), message, "0 compares any number of rows")
    exceptions: dict[str, Limits] = {
        key: OFF if isinstance(limits, str) else _limits(limits, problems)
        for key, limits in (audit.exceptions or {}).items()
    }
    return Thresholds(_limits(audit, problems), exceptions, audit.from_rows or 0)


def _limits(written: WrittenLimits, problems: Problems) -> Limits:
    if not written.wrote(*SEVERITIES):
        message = "has neither warning nor critical"
        problems.add("LS022", written.place(), message, "give it one, or write off instead")
    bounds = ((severity, getattr(written, severity)) for severity in SEVERITIES)
    return {
        severity: bound
        for severity, one in bounds
        if one is not None
        for bound in _bound(one, problems)
    }


def _bound(written: WrittenBound, problems: Problems) -> Iterator[Bound]:
    if not written.wrote("at_least", "at_most"):
        message = "has neither at_least nor at_most"
        problems.add("LS022", written.place(), message, "give it one or remove it")
        return
    ends = {name: _number(written, name, problems) for name in ("at_least", "at_most")}
    least, most = ends["at_least"], ends["at_most"]
    if least is not None and most is not None and least > most:
        message = f"at_least {least:g} is above at_most {most:g}"
        problems.add("LS033", written.place("at_least"), message)
        return
    yield Bound(least, most)


def _number(written: WrittenBound, name: str, problems: Problems) -> float | None:
    value = getattr(written, name)
    if value is None:
        return None
    place: Place = written.place(name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        problems.add("LS015", place, f"must be a number, found {_found(value)}")
        return None
    if value < 0:
        problems.add("LS017", place, f"must be at least 0, found {quoted(value)}")
        return None
    return float(value)


def _found(value: object) -> str:
    return "a list" if isinstance(value, list) else quoted(value)
