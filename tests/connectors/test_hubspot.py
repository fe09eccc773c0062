"""HubSpot from its own tables: what becomes of each row of hubspot/source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml

from connectors.macros import returned
from connectors.sources import CONNECTORS, SELECTED, load_texts, load_typed, typed_folder, use_specs
from inputs.sources import write_csv
from lead_scoring.spec.catalog import catalog
from real_data.runs import data_folder
from workspace import PROJECT, BuildFailedError, Row, Workspace

SOURCE = CONNECTORS / "hubspot" / "source"
EXPECTED = yaml.load(
    (CONNECTORS / "hubspot" / "expected.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)
DOCS = (PROJECT / "docs" / "hubspot.md").read_text(encoding="utf-8")
AS_OF = "2026-06-01"
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


@pytest.fixture(scope="module", params=["folder", "tables", "postgres"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, str]]:
    """The fixture's tables, read in one of three forms, and built."""
    target = "postgres" if request.param == "postgres" else "duckdb"
    workspace = Workspace(tmp_path_factory.mktemp(request.param) / "project", selected=SELECTED)
    use_specs(workspace, "hubspot")
    folder = None
    if request.param == "folder":
        folder = tmp_path_factory.mktemp("files") / "Bob's exports"
        typed_folder(SOURCE, folder, TYPED)
    elif request.param == "tables":
        load_typed(workspace, SOURCE)
    else:
        new_database: Callable[[], str] = request.getfixturevalue("new_database")
        server: dict[str, str] = request.getfixturevalue("postgres_server")
        workspace.postgres = server | {"PGDATABASE": new_database()}
        load_texts(workspace, SOURCE, "set timezone to 'UTC'", *NUMBERS)
    with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
        workspace.build("hubspot", folder, AS_OF, target=target)
    yield workspace, target


@pytest.mark.parametrize("table", ["leads", "accounts", "outcomes"])
def test_each_record_in_the_canonical_shape(built: tuple[Workspace, str], table: str) -> None:
    workspace, target = built
    found = [_cells(row) for row in workspace.rows(f"staging.stg_{table}", target)]
    assert sorted(found, key=_in_order) == sorted(EXPECTED[table], key=_in_order)


def test_contacts_are_the_leads_once_more(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    found = [_cells(row) for row in workspace.rows("staging.stg_contacts", target)]
    newest = [row for row in found if "valid_to" not in row]
    assert sorted(newest, key=_in_order) == sorted(EXPECTED["contacts"], key=_in_order)
    assert Counter(row["contact_id"] for row in found) == Counter(
        row["lead_id"] for row in EXPECTED["leads"]
    )


def test_each_interaction_that_counts(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    rows = workspace.rows("scoring.int_interactions_judged", target)
    found = {
        f"{row['interaction_type']} {row['interaction_id']} {row['lead_id']}": _cells(row)
        for row in rows
        if row["rejected_by"] is None
    }
    expected = {}
    for line in EXPECTED["interactions"]:
        told, _, cell = line.rpartition("=")
        head, _, column = told.rpartition(" ")
        expected[head] = (column, cell)
    assert found.keys() == expected.keys()
    for head, (column, cell) in expected.items():
        assert found[head][column] == cell, head


def test_each_interaction_that_does_not_count(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    rows = workspace.rows("scoring.int_interactions_judged", target)
    found = [
        f"{row['rejected_by']} {row['interaction_id'] or '-'}"
        for row in rows
        if row["rejected_by"] is not None
    ]
    assert sorted(found) == EXPECTED["set_aside"]


def test_why_an_interaction_is_nobodys(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    rows = workspace.rows("staging.stg_hubspot__source_interactions", target)
    found = [
        f"{row['unresolved_because']} {row['interaction_id']}"
        for row in rows
        if row["unresolved_because"] is not None
    ]
    assert sorted(found) == EXPECTED["unresolved"]


def test_the_scores(built: tuple[Workspace, str]) -> None:
    workspace, target = built
    scores = workspace.rows("marts.lead_scores", target)
    assert {row["lead_id"]: str(row["score"]) for row in scores} == EXPECTED["scores"]


def test_what_is_missing(built: tuple[Workspace, str], tmp_path: Path) -> None:
    workspace, target = built
    if target == "postgres":
        pytest.skip("the check is the same")
    write_csv(tmp_path / "contact.csv", [{"property_email": "a@b.example"}])
    write_csv(tmp_path / "deal.csv", [{"deal_id": "1"}])
    with pytest.raises(BuildFailedError) as refused:
        workspace.build("hubspot", tmp_path)
    assert (
        "column contact.id; column contact.property_createdate; column deal.deal_pipeline_stage_id; "
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


def test_fivetrans_own_seeds(tmp_path: Path) -> None:
    """They are read as they are, but for the names of the files."""
    seeds = data_folder("connectors/dbt_hubspot")
    workspace = Workspace(tmp_path / "project")
    shutil.copytree(CONNECTORS / "scoring_models", workspace.path / "scoring_models", dirs_exist_ok=True)
    workspace.lock()
    (tmp_path / "seeds").mkdir()
    rows: dict[str, int] = {}
    for path in seeds.glob("*_data.csv"):
        table = path.name.removesuffix("_data.csv")
        shutil.copy(path, tmp_path / "seeds" / f"{table}.csv")
        rows[table] = path.read_text(encoding="utf-8").rstrip("\n").count("\n")
    finished = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("lead-scoring")), "build"),
            *("--connector", "hubspot", "--input-path", str(tmp_path / "seeds")),
            *("--as-of", "2026-06-01", "--warehouse", str(workspace.warehouse)),
        ],
        cwd=workspace.path,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    print(finished.stdout, finished.stderr)
    quality = workspace.rows("marts.input_quality")
    print(*quality, sep="\n")


def _cells(row: Row) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value is not None}


def _in_order(row: Row) -> str:
    return str(sorted(row.items()))
