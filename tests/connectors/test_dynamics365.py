"""Dynamics 365 from its own tables: what becomes of each row of dynamics365/source."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

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
) -> tuple[Workspace, str]:
    """The fixture's tables, read in one of three forms, and built."""
    folder = tmp_path_factory.mktemp("files") / "Contoso's lake" if form == "folder" else None
    build_fixture(source_workspace, CONNECTOR, folder, TYPED, UUIDS)
    return source_workspace, "postgres" if form == "postgres" else "duckdb"


@pytest.mark.parametrize(
    "table", ["leads", "contacts", "accounts", "outcomes", "related__event_registrations"]
)
def test_each_record_in_the_canonical_shape(built: tuple[Workspace, str], table: str) -> None:
    workspace, target = built
    found = [
        {name: cell for name, value in row.items() if (cell := _cell(value)) is not None}
        for row in workspace.rows(f"staging.stg_{table}", target)
    ]
    assert sorted(found, key=_in_order) == sorted(EXPECTED[table], key=_in_order)


def test_each_interaction_that_counts(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    rows = workspace.rows("scoring.int_interactions_judged", target)
    found = {_told(row): row for row in rows if row["rejected_by"] is None}
    expected = {}
    for line in EXPECTED["interactions"]:
        told, _, cell = line.rpartition("=")
        head, _, column = told.rpartition(" ")
        expected[head] = (column, cell)
    assert found.keys() == expected.keys()
    for head, (column, cell) in expected.items():
        assert _cell(found[head][column]) == cell, head


def test_each_interaction_that_does_not_count(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    rows = workspace.rows("scoring.int_interactions_judged", target)
    found = [f"{row['rejected_by']} {_id(row)}" for row in rows if row["rejected_by"] is not None]
    assert sorted(found) == EXPECTED["set_aside"]


def test_the_scores(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    scores = workspace.rows("marts.lead_scores", target)
    assert {_cell(row["lead_id"]): _cell(row["score"]) for row in scores} == EXPECTED["scores"]


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


def _in_order(row: Row) -> str:
    return str(sorted(row.items()))
