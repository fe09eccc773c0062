"""HubSpot from its own tables: what becomes of each row of hubspot/source."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from connectors.built import Built, in_order
from connectors.erased import assert_stay_out
from connectors.macros import returned
from connectors.sources import AS_OF, CONNECTORS, SELECTED, build_fixture
from inputs.sources import write_csv
from lead_scoring.spec.catalog import catalog
from real_data.runs import data_folder
from workspace import PROJECT, BuildFailedError, Row, Workspace

CONNECTOR = "hubspot"
EXPECTED = yaml.load(
    (CONNECTORS / CONNECTOR / "expected.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
DOCS = (PROJECT / "docs" / "hubspot.md").read_text(encoding="utf-8")
TYPED = ("deal", "email_event", "engagement_meeting")
# Fivetran gives ids that are properties the type of numbers
NUMBERS = (
    "alter table raw.contact alter column property_associatedcompanyid type double precision"
    " using property_associatedcompanyid::double precision",
    "alter table raw.company alter column id type bigint using id::bigint",
    "alter table raw.email_event alter column filtered_event type boolean"
    " using filtered_event::boolean",
    "alter table raw.contact alter column property_createdate type timestamptz"
    " using property_createdate::timestamptz",
)


only_of_the_folder = pytest.mark.parametrize("form", ["folder"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def built(
    form: str, source_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The fixture's tables, read in one of three forms, and built."""
    folder = tmp_path_factory.mktemp("files") / "Bob's exports" if form == "folder" else None
    statements = ("set timezone to 'UTC'", *NUMBERS)
    said = build_fixture(source_workspace, CONNECTOR, folder, TYPED, statements)
    return Built(source_workspace, CONNECTOR, form, said, _cell, folder)


@pytest.mark.parametrize("table", ["leads", "accounts", "outcomes"])
def test_each_record_in_the_canonical_shape(built: Built, table: str) -> None:
    assert in_order(built.records(table)) == in_order(EXPECTED[table])


def test_contacts_are_the_leads_once_more(built: Built) -> None:
    found = built.records("contacts")
    newest = [row for row in found if "valid_to" not in row]
    assert in_order(newest) == in_order(EXPECTED["contacts"])
    assert Counter(row["contact_id"] for row in found) == Counter(
        row["lead_id"] for row in EXPECTED["leads"]
    )


def test_each_interaction_that_counts(built: Built) -> None:
    built.assert_interactions(EXPECTED["interactions"], _told)


def test_each_interaction_that_does_not_count(built: Built) -> None:
    assert built.set_aside(_id) == EXPECTED["set_aside"]


def test_why_an_interaction_is_nobodys(built: Built) -> None:
    rows = built.rows("staging.stg_hubspot__source_interactions")
    found = [
        f"{row['unresolved_because']} {row['interaction_id']}"
        for row in rows
        if row["unresolved_because"] is not None
    ]
    assert sorted(found) == EXPECTED["unresolved"]


def test_the_scores(built: Built) -> None:
    assert built.scores() == EXPECTED["scores"]


def test_the_scores_by_paths_through_the_parent_contact(built: Built) -> None:
    assert built.scores("of_contacts") == EXPECTED["scores_of_contacts"]


def test_optional_tables_that_are_not_there_are_said_once(built: Built) -> None:
    assert built.said.count("found no table email_event_sent, email_event_dropped") == 1
    assert "found no table contact" not in built.said


@pytest.mark.parametrize("form", ["folder", "postgres"], indirect=True, scope="module")
def test_people_who_are_erased_stay_out(built: Built) -> None:
    """Contact 1 with those merged into it, and one of two who share an address."""
    people = {"9": "contact 1, contact 4, contact 9", "8 --as lead": "lead 8"}
    gone = (
        *("Ann One", "Ann@One.example", "ann.old@one.example", "ann4@one.example"),
        *("nine@one.example", "Flo Eight", "Shared@eight.example"),
    )
    assert_stay_out(built, people, gone)


@only_of_the_folder
def test_all_that_is_missing_is_told_at_once(built: Built, tmp_path: Path) -> None:
    write_csv(tmp_path / "contact.csv", [{"property_email": "a@b.example"}])
    write_csv(tmp_path / "deal.csv", [{"deal_id": "1"}])
    with pytest.raises(BuildFailedError) as refused:
        built.workspace.build("hubspot", tmp_path)
    assert (
        "column contact.id; column contact.property_createdate; "
        "column deal.deal_pipeline_stage_id; "
        "a table of interactions, such as email_event; "
        "column leads.property_plan (declared in scoring_models/_inputs.yml); "
        "column leads.property_trial_ends_at (declared in scoring_models/_inputs.yml)"
    ) in " ".join(str(refused.value).split())


def test_the_mapping_in_the_docs() -> None:
    mapping = returned("hubspot", "hubspot_email_events")
    kinds = catalog().interaction_types
    rows = re.findall(r"\| `([A-Z]+)` \| `(email_\w+)`[^|]* \| (?:`(\w+)`)?[^|]*\|", DOCS)
    assert {name: (kind, table) for name, kind, table in rows} == {
        name: (one["type"], one.get("table", "")) for name, one in mapping.items()
    }
    assert all(one["type"] in kinds for one in mapping.values())
    meetings = returned("hubspot", "hubspot_meeting_types")
    assert set(meetings.values()) <= set(kinds)
    for outcome, kind in meetings.items():
        assert re.search(rf"`{outcome}`[^|]*\| `{kind}`", DOCS), outcome


def test_the_seeds_of_fivetrans_own_package(tmp_path: Path) -> None:
    """They are read as they are, but for the names of the files. Skips where they are absent."""
    seeds = data_folder("connectors/dbt_hubspot")
    workspace = Workspace(tmp_path / "project", selected=SELECTED, connectors=("hubspot",))
    shutil.copy(CONNECTORS / "scoring_models" / "demo_model.yml", workspace.path / "scoring_models")
    (tmp_path / "seeds").mkdir()
    for path in seeds.glob("*_data.csv"):
        shutil.copy(path, tmp_path / "seeds" / f"{path.stem.removesuffix('_data')}.csv")
    with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
        workspace.build("hubspot", tmp_path / "seeds", AS_OF)
    quality = {
        f"{row['input_table']} {row['rule']}": row["count_rows"]
        for row in workspace.rows("marts.input_quality")
        if row["count_rows"]
    }
    # 100 e-mail events, 937 that only the tables of their types have, 5 submissions, 100 meetings;
    # all but the three of PROCESSED are of addresses and contacts that are not there
    assert quality == {
        "leads rows_in": 22,
        "leads counted": 22,
        "leads merged": 3,
        "contacts rows_in": 22,
        "contacts counted": 22,
        "accounts rows_in": 24,
        "accounts counted": 24,
        "interactions rows_in": 1142,
        "interactions missing_time": 937,
        "interactions duplicate": 3,
        "interactions unknown_subject": 202,
    }
    scores = workspace.rows("marts.lead_scores")
    assert [str(row["score"]) for row in scores] == ["0.0000"] * 19


def _cell(value: Any) -> str | None:
    return None if value is None else str(value)


def _id(row: Row) -> str:
    return row["interaction_id"] or "-"


def _told(row: Row) -> str:
    return f"{row['interaction_type']} {row['interaction_id']} {row['lead_id']}"
