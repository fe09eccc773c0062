"""What is known of a release, for good."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter


class Status(StrEnum):
    """How far a release came. Of those published, all but the one that is served are superseded."""

    BUILDING = "building"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Release:
    """One run of `lead-scoring build`; times are UTC, counts are rows by input table."""

    run_id: str
    status: Status
    started_at: datetime
    ended_at: datetime | None = None
    as_of: datetime | None = None
    spec_hashes: Mapping[str, str] = field(default_factory=dict)
    input_counts: Mapping[str, int] = field(default_factory=dict)
    audits: Sequence[Mapping[str, Any]] = ()
    reason: str = ""


RECORD = TypeAdapter(Release)


def new_run_id() -> str:
    """Names a run so that names sort by time, and fit in names of files and schemas."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dt%H%M%S}{now.microsecond // 1000:03}_{secrets.token_hex(2)}"


def utc_now() -> datetime:
    """This instant, without a zone, as warehouses hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def told_status(
    releases: Sequence[Release], served: str | None, is_building: bool
) -> list[Release]:
    """The releases, newest first, with what became of each since it was recorded.

    A run may be killed between any two steps, so what is served decides, not what was written down.
    """
    told = []
    for release in sorted(releases, key=lambda one: one.run_id, reverse=True):
        status = release.status
        if release.run_id == served:
            status = Status.PUBLISHED
        elif status is Status.PUBLISHED:
            status = Status.SUPERSEDED
        elif status is Status.BUILDING and not is_building:
            status = Status.INTERRUPTED
        told.append(replace(release, status=status))
    return told
