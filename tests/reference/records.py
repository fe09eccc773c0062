"""What can be read of the input at `as_of`: T6, P5, I6, I8, I9 and C2 of the semantics page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from reference.columns import COLUMNS

Row = dict[str, Any]
Tables = dict[str, list[Row]]

DAY = timedelta(hours=24)

# in the order of I8: a row is counted under the first rule that holds for it
INTERACTION_RULES = (
    "after_as_of",
    "missing_id",
    "missing_time",
    "duplicate",
    "bot",
    "test_send",
    "late_clock",
    "unknown_subject",
    "missing_type",
    "counted",
)


@dataclass(frozen=True)
class Options:
    """The project's switches for interactions that do not count by default (I8)."""

    count_bots: bool = False
    count_tests: bool = False


STANDARD = Options()


@dataclass
class Records:
    """The input as it can be read at `as_of`."""

    # versions of each known lead and contact, the newest first; one row where there is no history
    leads: dict[str, list[Row]]
    contacts: dict[str, list[Row]]
    interactions: list[Row]
    # known lead -> the lead it was merged into, transitively, or itself
    survivor: dict[str, str]
    quality: Counter[tuple[str, str]] = field(default_factory=Counter)


def read(tables: Tables, as_of: datetime, options: Options = STANDARD) -> Records:
    """Read the canonical tables as they are known at `as_of`."""
    leads = _versions(
        "lead_id",
        # T6: a lead created later is not read; P2: one without a creation can't be scored
        [
            row
            for row in _clean("leads", tables)
            if row["created_at"] is not None and row["created_at"] <= as_of
        ],
        as_of,
    )
    contacts = _versions("contact_id", _clean("contacts", tables), as_of)
    quality: Counter[tuple[str, str]] = Counter({("interactions", r): 0 for r in INTERACTION_RULES})
    parent_contacts = {versions[0]["contact_id"] for versions in leads.values()} - {None}
    counted = []
    losing: set[int] = set()
    rows = _clean("interactions", tables)
    readable = [row for row in rows if _unreadable(row, as_of) is None]
    for copies in _by(readable, ("interaction_id",)).values():
        winner = _winner(copies)
        losing.update(id(copy) for copy in copies if copy is not winner)
    for row in rows:
        rule = (
            _unreadable(row, as_of)
            or ("duplicate" if id(row) in losing else None)
            or _not_counted(row, leads, set(contacts) | parent_contacts, options)
            or "counted"
        )
        quality["interactions", rule] += 1
        if rule == "counted":
            counted.append(row)
    return Records(leads, contacts, counted, _survivors(leads), quality)


def version_at(versions: list[Row], at: datetime) -> Row | None:
    """The version that holds at an instant (C2): of several, the one that began last."""
    for row in versions:
        began = row["valid_from"] is None or row["valid_from"] <= at
        ended = row["valid_to"] is not None and row["valid_to"] <= at
        if began and not ended:
            return row
    return None


def is_blank(value: Any) -> bool:
    """C1: empty or blank text is NULL."""
    return isinstance(value, str) and value.strip(" ") == ""


def _clean(table: str, tables: Tables) -> list[Row]:
    """Copies of the rows with all canonical columns, blank text made NULL."""
    return [
        {
            column: None if is_blank(row.get(column)) else row.get(column)
            for column in COLUMNS[table]
        }
        for row in tables.get(table, [])
    ]


def _by(rows: Iterable[Row], columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return groups


def _winner(copies: list[Row]) -> Row:
    """I6: the greatest loaded_at, then the greatest columns in order of their names, as text."""
    return max(
        copies,
        key=lambda row: (
            _null_lowest(row.get("loaded_at")),
            [_null_lowest(_as_bytes(row[column])) for column in sorted(row)],
        ),
    )


def _null_lowest(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _as_bytes(value: Any) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, datetime):
        text = value.strftime("%Y-%m-%d %H:%M:%S.%f")
        return text.rstrip("0").rstrip(".").encode() if value.microsecond else text[:19].encode()
    if isinstance(value, Decimal):
        return format(value, "f").encode()
    return str(value).encode()


def _versions(key: str, rows: list[Row], as_of: datetime) -> dict[str, list[Row]]:
    """The versions of each key that can be read, the newest first (T6, C2, I6)."""
    begun = [
        row
        for row in rows
        if row[key] is not None and (row["valid_from"] is None or row["valid_from"] <= as_of)
    ]
    kept = [_winner(copies) for copies in _by(begun, (key, "valid_from")).values()]
    kept.sort(key=lambda row: _null_lowest(row["valid_from"]), reverse=True)
    versions: dict[str, list[Row]] = {}
    for row in kept:
        # T6: a closing or an end after as_of isn't known yet
        for end in ("closed_at", "valid_to"):
            if row.get(end) is not None and row[end] > as_of:
                row[end] = None
        versions.setdefault(row[key], []).append(row)
    return versions


def _unreadable(row: Row, as_of: datetime) -> str | None:
    """The first of the rules before the duplicates (I8)."""
    if row["occurred_at"] is not None and row["occurred_at"] > as_of:
        return "after_as_of"
    if row["interaction_id"] is None:
        return "missing_id"
    if row["occurred_at"] is None:
        return "missing_time"
    return None


def _not_counted(
    row: Row, leads: dict[str, list[Row]], known_contacts: set[str], options: Options
) -> str | None:
    """The first of the rules after the duplicates (I8)."""
    if row["is_bot"] and not options.count_bots:
        return "bot"
    if row["is_test"] and not options.count_tests:
        return "test_send"
    if row["loaded_at"] is not None and row["occurred_at"] > row["loaded_at"] + DAY:
        return "late_clock"
    if row["lead_id"] not in leads and row["contact_id"] not in known_contacts:
        return "unknown_subject"
    if row["interaction_type"] is None:
        return "missing_type"
    return None


def _survivors(leads: dict[str, list[Row]]) -> dict[str, str]:
    """P5: follow each lead's merges; a merge into a lead that isn't known is ignored."""
    survivors = {}
    for lead_id in leads:
        last, seen = lead_id, [lead_id]
        while leads[last][0]["merged_into_lead_id"] in leads:
            last = leads[last][0]["merged_into_lead_id"]
            if last in seen:
                raise ValueError(f"leads merged in a cycle: {seen}")
            seen.append(last)
        survivors[lead_id] = last
    return survivors
