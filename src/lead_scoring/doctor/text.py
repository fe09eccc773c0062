"""A report as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from lead_scoring.doctor.findings import Finding
from lead_scoring.doctor.report import Report
from lead_scoring.spec.catalog import catalog


def report_text(report: Report, found: Sequence[Finding]) -> str:
    """What is there, then what is missing or odd with the next step of each."""
    return "\n".join([f"{report.connector}, {report.place}", "", *_lines(report, found)])


def _lines(report: Report, found: Sequence[Finding]) -> Iterator[str]:
    present = [
        (
            table.name,
            "" if table.rows is None else f"{table.rows:,}",
            _day(table.first_at),
            _day(table.last_at),
        )
        for table in report.tables
        if table.is_present
    ]
    if present:
        yield from _columns(("table", "rows", "from", "to"), present)
    absent = [table.name for table in report.tables if not table.is_present]
    if absent:
        yield f"not there: {', '.join(absent)}"
    if report.types:
        yield ""
        yield from _columns(
            ("interactions", "rows", "from", "to"),
            (
                (one.name, f"{one.rows:,}", _day(one.first_at), _day(one.last_at))
                for one in report.types
            ),
        )
        names = {one.name for one in report.types}
        unseen = [name for name in catalog().interaction_types if name not in names]
        yield f"none of: {', '.join(unseen)}"
        yield ""
        rows = sum(report.subjects.values())
        shares = (
            f"{report.subjects.get(subject, 0) / rows:.1%} {words}"
            for subject, words in (
                ("lead", "of a lead"),
                ("contact", "of a contact without a lead"),
                ("nobody", "of nobody known"),
            )
        )
        yield f"{rows:,} interactions: {', '.join(shares)}"
        if report.last_at:
            yield f"the newest is of {report.last_at:%Y-%m-%d %H:%M} UTC"
    if report.business_units:
        units = (
            f"{unit.id}{f' ({unit.name})' if unit.name else ''}: {unit.leads:,} leads"
            for unit in report.business_units
        )
        yield f"business units: {'; '.join(units)}"
    if present or absent:
        yield ""
    for finding in found:
        yield f"! {finding.said}"
        yield f"  next: {finding.next_step}"
    if not found:
        yield "All is well."
    if not report.missing:
        yield "next: lead-scoring build, with the same options"


def _columns(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows in columns: the first to the left, numbers to the right."""
    table = [heading, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(heading))]
    for row in table:
        first, rows_, *days = (
            cell.rjust(width) if column == 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, rows_, *days]).rstrip()


def _day(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d}" if instant else ""
