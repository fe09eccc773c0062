"""Whom an id stands for: a contact with its leads, and all that were merged with one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lead_scoring.warehouse import Warehouse

Kind = Literal["lead", "contact"]


class EraseError(Exception):
    """There is nobody to erase, or something of them was left; the message says what."""


@dataclass(frozen=True)
class Person:
    """The ids under which a warehouse knows a person."""

    leads: frozenset[str]
    contacts: frozenset[str]

    def __str__(self) -> str:
        named = {"lead": sorted(self.leads), "contact": sorted(self.contacts)}
        return ", ".join(f"{kind} {one}" for kind, ids in named.items() for one in ids)


def find_person(warehouse: Warehouse, given: str, kind: Kind | None) -> Person:
    """The person whose lead or contact has this id.

    An id that the warehouse does not know stands for itself if its kind is told: its tombstone
    keeps it from coming in. Raises `EraseError` where it isn't told, and is needed.
    """
    is_kind: dict[Kind, bool] = {
        "lead": warehouse.has_rows("scoring.int_leads", lead_id=given),
        "contact": warehouse.has_rows("scoring.int_contacts", contact_id=given),
    }
    if not any(is_kind.values()):
        # a lead that was merged away is known, a contact stands in the merges alone
        is_kind["contact"] = any(
            warehouse.has_rows(merges, merged_id=given) for merges in _merges(warehouse)
        )
    if kind is None:
        kinds = [one for one, is_one in is_kind.items() if is_one]
        if not kinds:
            raise EraseError(
                f"no lead and no contact {given!r} in the warehouse (ids are text: 007 is not 7); "
                "with --as lead or --as contact it is kept from coming in"
            )
        if len(kinds) > 1:
            raise EraseError(f"{given!r} is a lead and a contact: add --as lead or --as contact")
        kind = kinds[0]
    leads, contacts = ({given}, set()) if kind == "lead" else (set(), {given})
    return _with_all_linked(warehouse, leads, contacts)


def _with_all_linked(warehouse: Warehouse, leads: set[str], contacts: set[str]) -> Person:
    """Follows links and merges until nobody new is found."""
    relation, known = "scoring.int_leads", (frozenset(leads), frozenset(contacts))
    merges = _merges(warehouse)
    while True:
        for merged in merges:
            for contact in sorted(contacts):
                contacts |= {
                    *(row["merged_id"] for row in warehouse.rows(merged, surviving_id=contact)),
                    *(row["surviving_id"] for row in warehouse.rows(merged, merged_id=contact)),
                } - {None}
        rows = [
            *(row for lead in leads for row in warehouse.rows(relation, lead_id=lead)),
            *(row for lead in leads for row in warehouse.rows(relation, surviving_lead_id=lead)),
            *(row for contact in contacts for row in warehouse.rows(relation, contact_id=contact)),
        ]
        for row in rows:
            leads |= {row["lead_id"], row["surviving_lead_id"]} - {None}
            contacts |= {row["contact_id"], row["surviving_contact_id"]} - {None}
        found = (frozenset(leads), frozenset(contacts))
        if found == known:
            return Person(*found)
        known = found


def _merges(warehouse: Warehouse) -> list[str]:
    """The tables of source systems that tell which record was merged into which."""
    return [
        f"staging.{column['table_name']}"
        for column in warehouse.rows(
            "information_schema.columns", table_schema="staging", column_name="merged_id"
        )
    ]
