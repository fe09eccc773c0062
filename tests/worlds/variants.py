"""Worlds and models changed in ways of which one knows what they do to the scores."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from reference.columns import RELATED
from reference.predicates import as_instant
from reference.records import DAY, Row, Tables, is_blank
from reference.scorer import Model
from worlds.random_worlds import random_world

_LINKS_OF = {
    "leads": ("contact_id", "account_id", "business_unit", "merged_into_lead_id"),
    "contacts": ("account_id",),
    "accounts": ("parent_account_id",),
}
_KEYS = {
    "leads": ("lead_id", "valid_from"),
    "contacts": ("contact_id", "valid_from"),
    "accounts": ("account_id", "valid_from"),
    "interactions": ("interaction_id",),
}
_WHAT_OTHERS_SEE = ("lead_id", "created_at", "valid_from", "merged_into_lead_id")
_KINDS = {
    **dict.fromkeys(("lead_id", "merged_into_lead_id"), "lead"),
    **dict.fromkeys(("account_id", "parent_account_id"), "account"),
    "contact_id": "contact",
    "interaction_id": "interaction",
}
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}")


def duplicated(tables: Tables, random: Random) -> Tables:
    """Some rows of tables that have a key stand there two or three times."""
    return {
        table: [row for row in rows for _ in range(random.choice((1, 1, 2, 3)))]
        if table in _KEYS
        else rows
        for table, rows in tables.items()
    }


def without_some_records(tables: Tables, random: Random) -> tuple[Tables, Tables]:
    """The tables with some records that don't count, and the tables without these records."""
    chosen = {
        row["interaction_id"]: random.choice(("is_bot", "is_test", "late"))
        for row in tables["interactions"]
        if not _is_missing(row["interaction_id"]) and random.random() < 0.3
    }

    def set_aside(row: Row) -> Row:
        reason = chosen.get(row["interaction_id"])
        if reason == "late":
            occurred_at = row["occurred_at"]
            return {**row, "loaded_at": occurred_at and occurred_at - 2 * DAY}
        return {**row, reason: True} if reason else row

    flagged = {**tables, "interactions": [set_aside(row) for row in tables["interactions"]]}
    absent = {
        **tables,
        "interactions": [
            row for row in tables["interactions"] if row["interaction_id"] not in chosen
        ],
    }
    for name, table in RELATED.items():
        kept = [random.random() < 0.7 for _ in tables[name]]
        column = random.choice([table.key_column, table.time or table.key_column])
        flagged[name] = [
            row if keep else {**row, column: None}
            for row, keep in zip(tables[name], kept, strict=True)
        ]
        absent[name] = [row for row, keep in zip(tables[name], kept, strict=True) if keep]
    return flagged, absent


def with_another_lead(tables: Tables, random: Random, as_of: datetime) -> tuple[Tables, str | None]:
    """The tables with another life of one lead, and that lead; None if none will do.

    It stays what it is to other leads: known since the same instant, and merged into nobody.
    """

    def will_do(lead_id: str) -> bool:
        rows = [row for row in tables["leads"] if row["lead_id"] == lead_id]
        return all(
            _is_missing(row["merged_into_lead_id"])
            and _is_past(row["created_at"], as_of)
            and (row.get("valid_from") or as_of) <= as_of
            for row in rows
        )

    able = [lead_id for lead_id in _ids(tables["leads"], "lead_id") if will_do(lead_id)]
    if not able:
        return tables, None
    changed = random.choice(able)
    others = [
        row for row in random_world(random, as_of)["leads"] if _is_past(row["created_at"], as_of)
    ]
    contacts = (*_ids(tables["contacts"], "contact_id"), None)
    accounts = (*_ids(tables["accounts"], "account_id"), None)

    def another(row: Row) -> Row:
        if row["lead_id"] != changed or not others:
            return row
        kept = {one: row.get(one) for one in _WHAT_OTHERS_SEE}
        links = {"contact_id": random.choice(contacts), "account_id": random.choice(accounts)}
        return {**random.choice(others), **kept, **links}

    return {**tables, "leads": [another(row) for row in tables["leads"]]}, changed


def settled(tables: Tables, as_of: datetime) -> Tables:
    """A world in which nothing that is learned after `as_of` bears on the past (T6)."""

    def rows_of(table: str, constant: tuple[str, ...]) -> list[Row]:
        key = _KEYS[table][0]
        known = [
            row
            for row in tables[table]
            if (row.get("valid_from") or as_of) <= as_of
            and (table != "leads" or _is_past(row["created_at"], as_of))
        ]
        first: dict[str, Row] = {}
        for row in known:
            first.setdefault(row[key], row)
        return [
            {**row, **{column: first[row[key]][column] for column in constant}}
            for row in tables[table]
            if row[key] in first
        ]

    return {
        **tables,
        "leads": rows_of("leads", (*_LINKS_OF["leads"], "created_at", "closed_at")),
        "contacts": rows_of("contacts", _LINKS_OF["contacts"]),
        "accounts": rows_of("accounts", _LINKS_OF["accounts"]),
        "interactions": _one_of_each(tables["interactions"], _KEYS["interactions"]),
    }


def tidy(tables: Tables) -> Tables:
    """The tables without copies, so that no tie is decided by an id."""
    return {
        table: _one_of_each(rows, _KEYS[table]) if table in _KEYS else rows
        for table, rows in tables.items()
    }


def relabelled(tables: Tables) -> tuple[Tables, Callable[[str], str]]:
    """The tables with other ids, in another order; and which lead has which."""
    ids: dict[str, set[str]] = {kind: set() for kind in _KINDS.values()}
    for rows in tables.values():
        for row in rows:
            for column in row.keys() & _KINDS.keys():
                if not _is_missing(row[column]):
                    ids[_KINDS[column]].add(row[column])
    labels = {
        kind: {one: f"{99 - number}{kind[0]}" for number, one in enumerate(sorted(found))}
        for kind, found in ids.items()
    }

    def label(column: str, value: Any) -> Any:
        is_id = column in _KINDS and not _is_missing(value)
        return labels[_KINDS[column]][value] if is_id else value

    changed = {
        table: [{column: label(column, row[column]) for column in row} for row in rows]
        for table, rows in tables.items()
    }
    return changed, lambda lead_id: labels["lead"][lead_id]


def shifted(thing: Any, by: timedelta) -> Any:
    """Tables or a model with all their times moved; in models they are text."""
    if isinstance(thing, dict):
        return {key: shifted(value, by) for key, value in thing.items()}
    if isinstance(thing, list):
        return [shifted(value, by) for value in thing]
    if isinstance(thing, datetime):
        return thing + by
    if isinstance(thing, str) and _TIME.match(thing):
        return str(as_instant(thing) + by)
    return thing


def without_ends(model: Model) -> Model:
    """A model that doesn't look at `closed_at` and `valid_to`: they are learned afterwards (N7)."""

    def changed(thing: Any) -> Any:
        if isinstance(thing, dict):
            return {
                key: re.sub(r"(closed_at|valid_to)$", "valid_from", value)
                if key in ("attribute", "field")
                else changed(value)
                for key, value in thing.items()
            }
        return [changed(item) for item in thing] if isinstance(thing, list) else thing

    found: Model = changed(model)
    return found


def _ids(rows: list[Row], column: str) -> list[str]:
    return sorted({row[column] for row in rows if not _is_missing(row[column])})


def _is_missing(value: Any) -> bool:
    return value is None or is_blank(value)


def _is_past(at: datetime | None, as_of: datetime) -> bool:
    return at is not None and at <= as_of


def _one_of_each(rows: list[Row], key: tuple[str, ...]) -> list[Row]:
    found: dict[Any, Row] = {}
    for number, row in enumerate(rows):
        values = tuple(row.get(column) for column in key)
        # rows without an id are no copies of each other
        found.setdefault(number if _is_missing(values[0]) else values, row)
    return list(found.values())
