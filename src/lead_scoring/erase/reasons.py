"""Reasons why runs failed, which may tell a value of the row at which they did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from lead_scoring.release.store import Store
from lead_scoring.release.writable import WritableRelease

ERASED = "it told of a person who was erased since"


def forget_recorded_reasons(store: Store, values: Collection[str]) -> None:
    """Takes reasons that tell one of these values out of what is recorded of runs."""
    for release in store.releases():
        if any(value in release.reason for value in values):
            store.record(replace(release, reason=ERASED))


def forget_reasons(release: WritableRelease, values: Collection[str]) -> None:
    """Takes them out of the table in which a release tells its readers of runs."""
    is_told = release.run(
        "select 1 from information_schema.tables "
        "where table_schema = 'releases' and table_name = 'releases'"
    )
    for value in values if is_told else ():
        release.run(
            "update releases.releases set reason = ? where strpos(reason, ?) > 0", [ERASED, value]
        )
