"""Salesforce from the tables that Fivetran lands: what becomes of each row of salesforce/source."""

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
from connectors.erased import assert_stay_out, copied
from connectors.macros import salesforce_interactions
from connectors.sources import AS_OF, CONNECTORS, SELECTED, build_fixture
from erase.erasing import erase
from inputs.sources import write_csv
from lead_scoring.spec.catalog import catalog
from real_data.runs import data_folder
from workspace import PROJECT, BuildFailedError, Row, Workspace

CONNECTOR = "salesforce"
EXPECTED = yaml.load(
    (CONNECTORS / CONNECTOR / "expected.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
DOCS = (PROJECT / "docs" / "salesforce.md").read_text(encoding="utf-8")
CANONICAL = ("leads", "contacts", "accounts", "outcomes", "interactions")
# as a lake has them: booleans, numbers, dates and times in types of their own
TYPED = ("lead", "task", "campaign_member", "contact_history")
KINDS = {
    "00Q": "lead", "003": "contact", "001": "account", "00T": "task", "00U": "event",
    "00v": "member", "701": "campaign",
}  # fmt: skip
# with all of its 18 characters
ID = re.compile(r"(\w{3})0{9}[A-Z]([0-9]{2}|0[aA])[AE]A[EU]")


@pytest.fixture(scope="module")
def built(
    form: str, source_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The fixture's tables, read in one of three forms, and built."""
    folder = None
    if form == "folder":
        folder = tmp_path_factory.mktemp("files") / "Acme's lake"
        assert_nothing_else_is_missing(source_workspace, folder)
    said = build_fixture(source_workspace, CONNECTOR, folder, TYPED)
    assert said.count("found no table account_history:") == 1
    return Built(source_workspace, CONNECTOR, form, said, _cell, folder)


def assert_nothing_else_is_missing(workspace: Workspace, folder: Path) -> None:
    """All that is missing of an almost empty folder is told at once; then it is gone."""
    path = folder / "contact.csv"
    write_csv(path, [{"name": "Nobody"}])
    with pytest.raises(BuildFailedError) as refused:
        workspace.build("salesforce", folder, AS_OF)
    assert (
        f"inputs are missing in folder '{folder}': column contact.id; table lead; "
        "a table of interactions, such as task; "
        "column leads.segment_c (declared in scoring_models/_inputs.yml); "
        "column interactions.subject (declared in scoring_models/_inputs.yml)"
    ) in " ".join(str(refused.value).split())
    path.unlink()
    folder.rmdir()


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
    """A converted lead with its contact and the one merged into that; a lead merged twice."""
    people = {
        "003000000000C04AAE": "lead 00Q000000000L02EAE, contact 003000000000C02AAE",
        "00Q000000000L11EAE": "lead 00Q000000000L12EAE",
    }
    gone = (
        *("00Q000000000L02", "003000000000C02", "003000000000C04", "Bob Two", "bob@two.example"),
        *("00Q000000000L01", "00Q000000000L04", "00Q000000000L11", "00Q000000000L12", "Ann One"),
    )
    assert_stay_out(built, people, gone)


@pytest.mark.parametrize("form", ["tables"], indirect=True, scope="module")
def test_tables_that_were_loaded_beside_are_told(built: Built) -> None:
    with copied(built):
        said = erase(built.workspace, "duckdb", "00Q000000000L03EAE")
    assert said.code == 1
    assert 'not all is erased: 1 values in "raw"."lead", "raw"."task"' in said.err
    assert "tables that you loaded yourself" in said.err and "O'Three" not in said.err


def test_published_seeds(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for seed in data_folder("connectors/dbt_salesforce").glob("sf_*_data.csv"):
        table = seed.stem.removeprefix("sf_").removesuffix("_data")
        (folder / f"{table}.csv").write_bytes(seed.read_bytes())
    workspace = Workspace(tmp_path / "project", selected=SELECTED, connectors=("salesforce",))
    shutil.copytree(
        CONNECTORS / "scoring_models", workspace.path / "scoring_models", dirs_exist_ok=True
    )
    with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
        workspace.build("salesforce", folder, AS_OF)
    # nine of ten accounts are deleted, and all opportunities
    counts = {table: len(workspace.rows(f"staging.stg_{table}")) for table in CANONICAL}
    assert counts == {"leads": 1, "contacts": 4, "accounts": 1, "outcomes": 1, "interactions": 20}
    # ten tasks and ten events, of people who are not among them
    judged = workspace.rows("scoring.int_interactions_judged")
    assert Counter(row["interaction_type"] for row in judged) == {
        "task_completed": 10,
        "call_logged": 6,
        "meeting_held": 4,
    }
    assert {row["rejected_by"] for row in judged} == {"unknown_subject"}
    # the lead was converted at the instant at which it was created
    assert workspace.rows("marts.lead_scores") == []


def test_the_mapping_in_the_docs() -> None:
    mapping = salesforce_interactions()
    types = {rule["type"] for rules in mapping.values() for rule in rules if rule["type"]}
    assert types <= catalog().interaction_types.keys()
    activities = re.findall(r"^\| ([^|]*) \| `(\w+)` \| `(\w+)` \|$", DOCS, re.MULTILINE)
    assert [(_words(kind), found, channel) for kind, found, channel in activities] == [
        (rule.get("kind", []), rule["type"], rule["channel"])
        for rule in [*mapping["task"], mapping["event"][-1]]
    ]
    assert mapping["event"][:-1] == mapping["task"][:-1]
    members = re.findall(r"^\| (.*) \| (.*) \| (yes|) \| (.*) \| (.*) \|$", DOCS, re.MULTILINE)
    assert [
        (_words(kind), _words(status), bool(responded), found.strip("`"), channel.strip("`"))
        for kind, status, responded, found, channel in members
    ] == [
        (
            rule.get("kind", []),
            rule.get("status", []),
            rule.get("responded", False),
            rule["type"] or "not read",
            rule["channel"] or "",
        )
        for rule in mapping["campaign_member"]
    ]


def _words(cell: str) -> list[str]:
    return re.findall(r"“(.*?)”", cell)


def _cell(value: Any) -> str | None:
    """A value as text, in which an id of the fixture is its kind and number."""
    return None if value is None else ID.sub(lambda id_: f"{KINDS[id_[1]]} {id_[2]}", str(value))


def _id(row: Row) -> str:
    return _cell(row["interaction_id"]) or "-"


def _told(row: Row) -> str:
    who = [_cell(row[column]) or "-" for column in ("lead_id", "contact_id")]
    return " ".join([row["interaction_type"], _id(row), *who])
