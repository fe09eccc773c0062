"""Dynamics 365 from its own tables: what becomes of each row of dynamics365/source."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from connectors.sources import CONNECTORS, SELECTED, load_texts, load_typed, typed_folder, use_specs
from workspace import Row, Workspace

SOURCE = CONNECTORS / "dynamics365" / "source"
EXPECTED = yaml.load(
    (CONNECTORS / "dynamics365" / "expected.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
AS_OF = "2026-06-01"
# as Fabric has them: GUIDs, numbers and times in types of their own
TYPED = ("lead", "opportunity", "EmailOpened", "FormSubmitted")
UUIDS = ("alter table raw.contact alter column contactid type uuid using contactid::uuid",)
KINDS = {
    "1ead": "lead", "c0a7": "contact", "acc0": "account", "b0b0": "unit", "4e90": "registration",
    "c4ec": "checkin",
}  # fmt: skip
GUID = re.compile(r"(....)0000-0000-4000-8000-0+(\d+)")


@pytest.fixture(scope="module", params=["folder", "tables", "postgres"])
def built(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Workspace, str]]:
    """The fixture's tables, read in one of three forms, and built."""
    target = "postgres" if request.param == "postgres" else "duckdb"
    workspace = Workspace(
        tmp_path_factory.mktemp(request.param) / "project",
        selected=SELECTED,
        connectors=("dynamics365",),
    )
    use_specs(workspace, "dynamics365")
    folder = None
    if request.param == "folder":
        folder = tmp_path_factory.mktemp("files") / "Contoso's lake"
        typed_folder(SOURCE, folder, TYPED)
    elif request.param == "tables":
        load_typed(workspace, SOURCE)
    else:
        new_database: Callable[[], str] = request.getfixturevalue("new_database")
        server: dict[str, str] = request.getfixturevalue("postgres_server")
        workspace.postgres = server | {"PGDATABASE": new_database()}
        load_texts(workspace, SOURCE, *UUIDS)
    with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
        workspace.build("dynamics365", folder, AS_OF, target=target)
    yield workspace, target


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
