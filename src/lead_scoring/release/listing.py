"""Releases as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from lead_scoring.release.record import Release, Status

STYLES = {
    Status.PUBLISHED: "green",
    Status.REFUSED: "red",
    Status.FAILED: "red",
    Status.INTERRUPTED: "red",
    Status.BUILDING: "yellow",
}


def releases_table(releases: Sequence[Release]) -> Table:
    """One row per run, newest first; times are UTC."""
    table = Table(box=box.SIMPLE_HEAD, title="Releases", title_justify="left")
    for heading in ("run", "status", "started", "took"):
        table.add_column(heading, no_wrap=True)
    table.add_column("what failed", overflow="fold")
    for release in releases:
        table.add_row(
            release.run_id,
            Text(release.status.value, style=STYLES.get(release.status, "")),
            f"{release.started_at:%Y-%m-%d %H:%M}",
            _took(release),
            Text(release.reason.splitlines()[-1] if release.reason else _failed_audits(release)),
        )
    return table


def _took(release: Release) -> str:
    if release.ended_at is None:
        return "–"
    return f"{(release.ended_at - release.started_at).total_seconds():.0f} s"


def _failed_audits(release: Release) -> str:
    names = sorted({str(audit["audit"]) for audit in release.audits if not audit["passed"]})
    return ", ".join(names)
