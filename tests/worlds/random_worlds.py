"""Small random inputs: a handful of leads, contacts and accounts with their versions, what they
did, rows of related tables, and everything that can be wrong with data.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from reference.columns import COLUMNS, RELATED, TIMESTAMP
from reference.records import DAY, Row, Tables
from worlds.chance import TICK, Calendar, Chance
from worlds.values import values_of

_LEAD_IDS = ("007", "7", "Ann", "ann", "ann ", "ü%_\\'", "NULL")
_CONTACT_IDS = ("007", "7", "c", "C", "c ")
_ACCOUNT_IDS = ("007", "7", "a", "A", "a ")
_NOBODY = (None, "nobody", "")

_LEAD_VALUES = (
    *("country", "business_unit", "job_title", "city", "industry", "status", "employee_count"),
    *("annual_revenue", "trial_ends_at"),
)
_CONTACT_VALUES = ("country", "job_title", "department", "city", "allows_email", "seniority")
_ACCOUNT_VALUES = (
    *("industry", "country", "city", "employee_count", "annual_revenue", "renews_at"),
)
_INTERACTION_VALUES = (
    *("interaction_id", "interaction_type", "asset_name", "business_unit", "channel", "url"),
    *("duration_seconds", "asset_id", "is_bot", "is_test", "product_area"),
)
# NULL, all alike, or beside the interaction: at and past the edge of a late clock
_LOADINGS = (*(None,) * 6, "as_of", timedelta(0), TICK, -DAY, -DAY - TICK, 2 * DAY, 7 * DAY)


def random_world(random: Random, as_of: datetime) -> Tables:
    """One to four leads, up to three contacts and accounts, and what bears on them."""
    return _World(Chance(random), as_of).tables()


class _World:
    def __init__(self, chance: Chance, as_of: datetime) -> None:
        self.chance = chance
        self.as_of = as_of
        self.calendar = Calendar(chance, as_of)
        self.lead_ids = chance.some(_LEAD_IDS, chance.pick(1, 2, 2, 3, 3))
        self.contact_ids = chance.some(_CONTACT_IDS, chance.pick(0, 1, 2, 2, 3))
        self.account_ids = chance.some(_ACCOUNT_IDS, chance.pick(0, 1, 2, 2, 3))

    def tables(self) -> Tables:
        leads = [
            row
            for number in range(len(self.lead_ids))
            for row in self.versions(lambda number=number: self.lead(number))  # type: ignore[misc]
        ]
        contacts = [
            row
            for contact_id in self.contact_ids
            for row in self.versions(lambda one=contact_id: self.contact(one))  # type: ignore[misc]
        ]
        accounts = [
            row
            for account_id in self.account_ids
            for row in self.versions(lambda one=account_id: self.account(one))  # type: ignore[misc]
        ]
        for row in (*leads, *contacts, *accounts):
            if self.chance.one_in(40):
                row[next(iter(row))] = self.chance.pick(None, " ")
            if "created_at" in row and self.chance.one_in(40):
                row["created_at"] = None
        ends = ("created_at", "closed_at", "valid_from", "valid_to")
        edges = tuple(
            row[end] for row in (*leads, *contacts, *accounts) for end in ends if row.get(end)
        )
        interactions: list[Row] = []
        for _ in range(self.chance.pick(0, 4, *range(8, 31))):
            interactions.append(self.interaction(edges, interactions))
        return {
            "leads": leads,
            "contacts": contacts,
            "accounts": accounts,
            "interactions": interactions,
            **{table: self.related(table, edges) for table in RELATED},
        }

    def lead(self, number: int) -> Row:
        # merges point to earlier leads only, so they never run in a circle
        earlier = self.lead_ids[:number]
        survivors = (*(None,) * 3 * (1 + len(earlier)), *earlier, *earlier, "nobody", " ")
        return {
            "lead_id": self.lead_ids[number],
            "created_at": self.calendar.early_time(),
            "closed_at": self.calendar.time() if self.chance.one_in(10) else None,
            "contact_id": self.chance.pick(*self.contact_ids * 2, None, "c9", ""),
            "account_id": self.chance.pick(*self.account_ids * 2, None, ""),
            "merged_into_lead_id": self.chance.one_of(survivors),
            **{column: self.value("leads", column) for column in _LEAD_VALUES},
        }

    def contact(self, contact_id: str) -> Row:
        return {
            "contact_id": contact_id,
            "account_id": self.chance.pick(*self.account_ids * 3, *_NOBODY),
            "created_at": self.calendar.time(),
            **{column: self.value("contacts", column) for column in _CONTACT_VALUES},
        }

    def account(self, account_id: str) -> Row:
        # company trees may well run in a circle: a path ends after its hops
        return {
            "account_id": account_id,
            "parent_account_id": self.chance.pick(*self.account_ids * 3, *_NOBODY),
            **{column: self.value("accounts", column) for column in _ACCOUNT_VALUES},
        }

    def value(self, table: str, column: str) -> object:
        column_type = COLUMNS[table][column]
        if column_type == TIMESTAMP:
            return None if self.chance.one_in(4) else self.calendar.time()
        return self.chance.one_of(values_of(column, column_type))

    def versions(self, one: Callable[[], Row]) -> list[Row]:
        """A row without versions, copies of one, or several versions."""
        row = one()
        kind = self.chance.pick(
            *("plain",) * 3, *("chain",) * 6, "loose", "loose", "copy", "differing"
        )
        if kind == "copy":
            return [row, dict(row)]
        if kind == "differing":
            return [row, self.changed(row, one(), self.chance.pick(1, 2, 4))]
        if kind == "plain":
            return [row]
        rows = [row]
        for _ in range(self.chance.pick(0, 1, 1, 2, 2, 3)):
            rows.append(self.changed(rows[-1], one(), self.chance.pick(1, 2, 4, 8, 8)))
        return self.chained(rows) if kind == "chain" else self.loose(rows)

    def changed(self, row: Row, other: Row, count: int) -> Row:
        """A row with some columns of another one of the same key."""
        changing = self.chance.some(list(row)[1:], count)
        return {column: (other if column in changing else row)[column] for column in row}

    def chained(self, rows: list[Row]) -> list[Row]:
        """Versions one after the other, as a snapshot writes them; a few gaps and overlaps."""
        starts = sorted(self.calendar.time() for _ in rows)
        ends: list[datetime | None] = [
            self.calendar.time() if self.chance.one_in(8) else end for end in starts[1:]
        ]
        ends.append(self.calendar.time() if self.chance.one_in(4) else None)
        versions = [
            {**row, "valid_from": start, "valid_to": end}
            for row, start, end in zip(rows, starts, ends, strict=True)
        ]
        if not self.chance.one_in(3):
            versions[0]["valid_from"] = None
        return versions

    def loose(self, rows: list[Row]) -> list[Row]:
        """Versions that begin and end at any time, many of them in each other's way."""
        versions = [
            {
                **row,
                "valid_from": None if self.chance.one_in(4) else self.calendar.time(),
                "valid_to": self.calendar.time() if self.chance.one_in(2) else None,
            }
            for row in rows
        ]
        for before, after in pairwise(versions):
            if self.chance.one_in(4):
                after["valid_from"] = before["valid_from"]
        return versions

    def interaction(self, edges: tuple[datetime, ...], earlier: list[Row]) -> Row:
        occurred_at = self.moment(edges, nulls=20)
        loading = self.chance.one_of(_LOADINGS)
        loaded_at = self.as_of if loading == "as_of" else None
        if isinstance(loading, timedelta) and occurred_at is not None:
            loaded_at = occurred_at + loading
        row: Row = {
            "occurred_at": occurred_at,
            "loaded_at": loaded_at,
            "lead_id": self.lead_id_of_another_table(),
            "contact_id": self.chance.pick(*self.contact_ids * 3, None, None, "c9", *_NOBODY),
            **{column: self.value("interactions", column) for column in _INTERACTION_VALUES},
        }
        if earlier and self.chance.one_in(8):
            # a copy of an earlier row that differs in a few columns, or in none
            copied = self.chance.one_of(earlier)
            changing = self.chance.some(list(row), self.chance.pick(0, 1, 2, 3))
            row = {column: (row if column in changing else copied)[column] for column in row}
        return row

    def related(self, table: str, edges: tuple[datetime, ...]) -> list[Row]:
        rows: list[Row] = []
        for _ in range(self.chance.pick(0, 1, 2, 4, 6, 8)):
            if rows and self.chance.one_in(6):
                rows.append(dict(self.chance.one_of(rows)))
            else:
                rows.append(self.related_row(table, edges))
        return rows

    def related_row(self, table: str, edges: tuple[datetime, ...]) -> Row:
        ids: dict[str, Callable[[], str | None]] = {
            "lead_id": self.lead_id_of_another_table,
            "contact_id": lambda: self.chance.pick(*self.contact_ids * 3, "c9", *_NOBODY),
            "account_id": lambda: self.chance.pick(*self.account_ids * 3, *_NOBODY),
        }
        row: Row = {}
        for column in COLUMNS[table]:
            if column in ids:
                row[column] = ids[column]()
            elif column == RELATED[table].time:
                row[column] = self.moment(edges, nulls=12)
            else:
                row[column] = self.value(table, column)
        return row

    def lead_id_of_another_table(self) -> str | None:
        # most of it belongs to the first lead, so that things pile up
        first = self.lead_ids[:1] * 8
        found: str | None = self.chance.pick(*self.lead_ids * 6, *first, None, *_NOBODY)
        return found

    def moment(self, edges: tuple[datetime, ...], nulls: int) -> datetime | None:
        """A time of the calendar, one at which something else begins or ends, or rarely none."""
        if self.chance.one_in(nulls):
            return None
        if edges and self.chance.one_in(4):
            at: datetime = self.chance.one_of(edges)
            return at
        return self.calendar.time()
