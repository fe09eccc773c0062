"""Instants as the command line takes and prints them."""

from __future__ import annotations

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime:
    """A date or ISO timestamp as naive UTC; offsets are honoured. Raises ValueError."""
    try:
        instant = datetime.fromisoformat(text.strip())
        return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    except (ValueError, OverflowError):  # overflow: the year 0 or 10000 in UTC
        raise ValueError(
            f"{text!r} is no instant: write 2026-06-30, 2026-06-30T12:00 or 2026-06-30T12:00+02:00"
        ) from None


def instant_text(instant: datetime | None) -> str:
    """An instant for people, in UTC; seconds and microseconds only where there are any."""
    if instant is None:
        return ""
    if instant.microsecond:
        return instant.isoformat(sep=" ", timespec="microseconds")
    return instant.isoformat(sep=" ", timespec="seconds" if instant.second else "minutes")
