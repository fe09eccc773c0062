"""Dynamics 365 from its own tables: what becomes of each row of dynamics365/source."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from connectors.built import Built, in_order
from connectors.erased import assert_stay_out
from connectors.sources import CONNECTORS, build_fixture
from workspace import Row, Workspace

CONNECTOR = "dynamics365"
EXPECTED = yaml.load(
    (CONNECTORS / CONNECTOR / "expected.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
# as Fabric has them: GUIDs, numbers and times in types of their own
TYPED = ("lead", "opportunity", "EmailOpened", "FormSubmitted")
UUIDS = ("alter table raw.contact alter column contactid type uuid using contactid::uuid",)
KINDS = {
    "1ead": "lead", "c0a7": "contact", "acc0": "account", "b0b0": "unit", "4e90": "registration",
    "c4ec": "checkin",
}  # fmt: skip
GUID = re.compile(r"(....)0000-0000-4000-8000-0+(\d+)")


@pytest.fixture(scope="module")
def built(
    form: str, source_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The fixture's tables, read in one of three forms, and built."""
    folder = tmp_path_factory.mktemp("files") / "Contoso's lake" if form == "folder" else None
    said = build_fixture(source_workspace, CONNECTOR, folder, TYPED, UUIDS)
    return Built(source_workspace, CONNECTOR, form, said, _cell, folder)


@pytest.mark.parametrize(
    "table", ["leads", "contacts", "accounts", "outcomes", "related__event_registrations"]
)
def test_each_record_in_the_canonical_shape(built: Built, table: str) -> None:
    assert in_order(built.records(table)) == in_order(EXPECTED[table])


def test_each_interaction_that_counts(built: Built) -> None:
    built.assert_interactions(EXPECTED["interactions"], _told)


def test_each_interaction_that_does_not_count(built: Built) -> None:
    assert built.set_aside(_id) == EXPECTED["set_aside"]


def test_the_scores(built: Built) -> None:
    assert built.scores() == EXPECTED["scores"]


@pytest.mark.parametrize("form", ["folder"], indirect=True, scope="module")
def test_people_who_are_erased_stay_out(built: Built) -> None:
    """A lead with the one that it was merged into, and its parent contact."""
    lead, old_lead, contact = (
        f"{kind}0000-0000-4000-8000-{number:012}"
        for kind, number in (("1ead", 1), ("1ead", 4), ("c0a7", 1))
    )
    people = {old_lead: f"lead {lead}, lead {old_lead}, contact {contact}"}
    assert_stay_out(built, people, (lead, old_lead, contact, "Ann One", "ann@one.example"))


def _cell(value: Any) -> str | None:
    """A value as text, in which a GUID of the fixture is its kind and number."""
    if value is None:
        return None
    return GUID.sub(
        lambda found: f"{KINDS[found[1]]} {found[2]}" if found[1] in KINDS else found[0], str(value)
    )


def _id(row: Row) -> str:
    return (_cell(row["interaction_id"]) or "-").rpartition(":")[2]


def _told(row: Row) -> str:
    who = [_cell(row[column]) or "-" for column in ("lead_id", "contact_id")]
    return " ".join([row["interaction_type"], _id(row), *who])
