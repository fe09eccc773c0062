"""Deletes a person's rows from all tables of a release, whatever made them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from lead_scoring.erase.person import Person
from lead_scoring.release.writable import Table, WritableRelease
from lead_scoring.warehouse import quoted_name

# of a table that tells which record was merged into which
MERGED = ("merged_id", "surviving_id")
# besides the ids: what tells who a person is
PERSONAL = ("lead_name", "contact_name", "email")
Condition = tuple[str, Sequence[Any]]


def delete_person(release: WritableRelease, person: Person) -> set[str]:
    """Deletes the person's rows, and returns what in them told who it was.

    A row of others that names the person, such as an interaction that reaches them, too, stays
    without.
    """
    tables = list(release.tables())
    keys = _lead_keys(release, tables, person)
    values = {*person.leads, *person.contacts}
    for table in tables:
        for column in ("merged_into_lead_id", *(["contact_id"] if _names_others(table) else [])):
            ids = person.contacts if column == "contact_id" else person.leads
            if column in table.columns and ids:
                _forget(release, table, column, ids)
        for column, own in _own_columns(table, person, keys):
            condition = _in(column, own)
            values |= _personal(release, table, condition)
            release.run(f"delete from {table.name} where {condition[0]}", condition[1])
    return values


def _names_others(table: Table) -> bool:
    """Whether a row is a lead's or an interaction's, and its contact may be someone else."""
    return "lead_id" in table.columns and "contact_id" in table.columns


def _own_columns(
    table: Table, person: Person, keys: Collection[int]
) -> list[tuple[str, Collection[Any]]]:
    """The columns by which a row is the person's."""
    own: list[tuple[str, Collection[Any]]] = [("lead_key", keys), ("lead_id", person.leads)]
    if not _names_others(table):
        own.append(("contact_id", person.contacts))
    if set(MERGED) <= table.columns.keys():
        own += [(column, person.leads | person.contacts) for column in MERGED]
    return [(column, ids) for column, ids in own if column in table.columns and ids]


def _forget(release: WritableRelease, table: Table, column: str, ids: Collection[str]) -> None:
    """Takes an id out of rows that are someone else's; those that are no one's then go."""
    clause, bound = _in(column, ids)
    if column == "contact_id":
        release.run(f"delete from {table.name} where {clause} and lead_id is null", bound)
    release.run(f"update {table.name} set {column} = null where {clause}", bound)


def _lead_keys(release: WritableRelease, tables: Sequence[Table], person: Person) -> set[int]:
    """The keys of the person's leads in this release; another one may have given them to others."""
    if not person.leads:
        return set()
    clause, bound = _in("lead_id", person.leads)
    return {
        key
        for table in tables
        if {"lead_id", "lead_key"} <= table.columns.keys()
        for (key,) in release.run(
            f"select distinct lead_key from {table.name} where {clause} and lead_key is not null",
            bound,
        )
    }


def _personal(release: WritableRelease, table: Table, condition: Condition) -> set[str]:
    """What the rows say of who the person is."""
    columns = [name for name in PERSONAL if name in table.columns]
    if not columns:
        return set()
    rows = release.run(
        f"select distinct {', '.join(columns)} from {table.name} where {condition[0]}", condition[1]
    )
    return {str(value) for row in rows for value in row if value}


def _in(column: str, ids: Collection[Any]) -> Condition:
    """A condition, and the values that it binds; ids are text, whatever a table takes them for."""
    texts = sorted(map(str, ids))
    return f"cast({quoted_name(column)} as varchar) in ({', '.join('?' * len(texts))})", texts
