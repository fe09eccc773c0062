"""What can be read of the input at `as_of`: T6, P5, I6, I8, I9, C2 and C7 of the semantics page."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from reference.columns import COLUMNS, RELATED

Row = dict[str, Any]
Tables = dict[str, list[Row]]

DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Options:
    """The project's switches for interactions that do not count by default (I8)."""

    count_bots: bool = False
    count_tests: bool = False


STANDARD = Options()


@dataclass(frozen=True)
class Shape:
    """What the rules of I8 look at in a table."""

    ids: tuple[str, ...]  # a row without one of them is dropped
    time: str | None  # a row without it is set aside, one after `as_of` is not known yet
    copied: tuple[str, ...]  # rows that are equal in these are copies; of one row if empty: none
    late_rules: tuple[str, ...] = ()  # asked once the copies are told apart
    is_versioned: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        """In order: a row is counted under the first rule that holds for it."""
        return (
            *("after_as_of", "missing_id"),
            *(("missing_time",) if self.time else ()),
            *(("duplicate",) if self.copied else ()),
            *(*self.late_rules, "counted"),
        )


SHAPES: dict[str, Shape] = {
    "leads": Shape(("lead_id",), "created_at", ("lead_id", "valid_from"), is_versioned=True),
    "contacts": Shape(("contact_id",), None, ("contact_id", "valid_from"), is_versioned=True),
    "accounts": Shape(("account_id",), None, ("account_id", "valid_from"), is_versioned=True),
    "interactions": Shape(
        ("interaction_id",),
        "occurred_at",
        ("interaction_id",),
        ("bot", "test_send", "late_clock", "unknown_subject", "missing_type"),
    ),
    "outcomes": Shape(
        ("lead_id", "outcome"),
        "occurred_at",
        ("lead_id", "outcome", "occurred_at"),
        ("unknown_subject",),
    ),
    # N23: rows of a related table have no key of their own
    **{
        name: Shape((table.key_column,), table.time, (), ("unknown_subject",))
        for name, table in RELATED.items()
    },
}

# what is told of leads that are counted none the less
NOTED = ("merged", "merged_into_unknown", "never_scored")


@dataclass
class Records:
    """The input as it can be read at `as_of`."""

    as_of: datetime
    # versions of each known lead, contact and account, the newest first; one row where there is
    # no history
    leads: dict[str, list[Row]]
    contacts: dict[str, list[Row]]
    accounts: dict[str, list[Row]]
    interactions: list[Row]
    # rows of each related table, under its declared name
    related: dict[str, list[Row]]
    # known lead -> the lead it was merged into, transitively, or itself
    survivor: dict[str, str]
    # (table, rule) -> rows; the rules of a table, those that are NOTED aside, sum up to its rows
    quality: Counter[tuple[str, str]]
    _known_at: Callable[[datetime], "Records"]
    _earlier: dict[datetime, "Records"] = field(default_factory=dict)

    def known_at(self, at: datetime) -> "Records":
        """The same input, read at another instant (L3)."""
        if at not in self._earlier:
            self._earlier[at] = self if at == self.as_of else self._known_at(at)
        return self._earlier[at]

    def follow(self, versions: list[Row], hops: Iterable[str]) -> list[Row]:
        """The versions of what a path leads to; links are those of the newest versions (I9)."""
        for hop in hops:
            link = versions[0][f"{hop}_id"] if versions else None
            there = self.contacts if hop == "contact" else self.accounts
            versions = [] if link is None else there.get(link, [])
        return versions


def read(tables: Tables, as_of: datetime, options: Options = STANDARD) -> Records:
    """Read the tables as they are known at `as_of`."""
    quality: Counter[tuple[str, str]] = Counter()

    def counted(table: str, late_rule: Callable[[Row], str | None] = lambda row: None) -> list[Row]:
        return _counted(table, tables, as_of, late_rule, quality)

    leads = _versions("lead_id", counted("leads"), as_of)
    contacts = _versions("contact_id", counted("contacts"), as_of)
    accounts = _versions("account_id", counted("accounts"), as_of)
    newest_leads = [versions[0] for versions in leads.values()]
    newest_contacts = [versions[0] for versions in contacts.values()]
    # I8, N23: of whom a row may tell; a row of accounts need not be there (N21)
    known = {
        "lead": set(leads),
        "contact": set(contacts) | {lead["contact_id"] for lead in newest_leads} - {None},
        "account": set(accounts)
        | {row["account_id"] for row in [*newest_leads, *newest_contacts]} - {None},
    }

    def unknown(key: str) -> Callable[[Row], str | None]:
        return lambda row: None if row[f"{key}_id"] in known[key] else "unknown_subject"

    interactions = counted(
        "interactions",
        lambda row: _not_counted(row, known["lead"], known["contact"], options),
    )
    counted("outcomes", unknown("lead"))
    survivor = _survivors(leads)
    quality.update(_noted(leads, survivor))
    return Records(
        as_of,
        leads,
        contacts,
        accounts,
        interactions,
        {name: counted(name, unknown(table.key)) for name, table in RELATED.items()},
        survivor,
        quality,
        lambda at: read(tables, at, options),
    )


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


def _counted(
    table: str,
    tables: Tables,
    as_of: datetime,
    late_rule: Callable[[Row], str | None],
    quality: Counter[tuple[str, str]],
) -> list[Row]:
    """The rows of a table for which no rule holds; `quality` gets all that do."""
    shape = SHAPES[table]
    rows = _clean(table, tables)
    losing: set[int] = set()
    if shape.copied:
        readable = [row for row in rows if _unreadable(row, shape, as_of) is None]
        for copies in _by(readable, shape.copied).values():
            winner = _winner(copies)
            losing.update(id(copy) for copy in copies if copy is not winner)
    quality.update({(table, rule): 0 for rule in shape.rules})
    counted = []
    for row in rows:
        rule = (
            _unreadable(row, shape, as_of)
            or ("duplicate" if id(row) in losing else None)
            or late_rule(row)
            or "counted"
        )
        quality[table, rule] += 1
        if rule == "counted":
            counted.append(row)
    return counted


def _clean(table: str, tables: Tables) -> list[Row]:
    """Copies of the rows with all columns of the table, blank text made NULL."""
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
    """The versions of each key, the newest first (C2, N20)."""
    versions: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: _null_lowest(row["valid_from"]), reverse=True):
        # T6: a closing or an end after as_of isn't known yet
        for end in ("closed_at", "valid_to"):
            if row.get(end) is not None and row[end] > as_of:
                row[end] = None
        versions.setdefault(row[key], []).append(row)
    return versions


def _unreadable(row: Row, shape: Shape, as_of: datetime) -> str | None:
    """The first of the rules before the duplicates (I8, N17)."""
    begins = [row["valid_from"]] if shape.is_versioned else []
    if shape.time is not None:
        begins.append(row[shape.time])
    if any(at is not None and at > as_of for at in begins):
        return "after_as_of"
    if any(row[column] is None for column in shape.ids):
        return "missing_id"
    if shape.time is not None and row[shape.time] is None:
        return "missing_time"
    return None


def _not_counted(
    row: Row, known_leads: set[str], known_contacts: set[str], options: Options
) -> str | None:
    """The first of the rules for interactions after the duplicates (I8)."""
    if row["is_bot"] and not options.count_bots:
        return "bot"
    if row["is_test"] and not options.count_tests:
        return "test_send"
    if row["loaded_at"] is not None and row["occurred_at"] > row["loaded_at"] + DAY:
        return "late_clock"
    if row["lead_id"] not in known_leads and row["contact_id"] not in known_contacts:
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


def _noted(leads: dict[str, list[Row]], survivor: dict[str, str]) -> Counter[tuple[str, str]]:
    """P2, P5: how many leads were merged, or into whom nobody knows, or can never be scored."""
    noted: Counter[tuple[str, str]] = Counter({("leads", rule): 0 for rule in NOTED})
    for lead_id, versions in leads.items():
        newest = versions[0]
        is_merged = survivor[lead_id] != lead_id
        if is_merged:
            noted["leads", "merged"] += 1
        elif newest["merged_into_lead_id"] is not None:
            noted["leads", "merged_into_unknown"] += 1
        is_closed = newest["closed_at"] is not None
        if not is_merged and is_closed and newest["closed_at"] <= newest["created_at"]:
            noted["leads", "never_scored"] += 1
    return noted
