"""What `lead-scoring doctor` says of the tables of source systems, and that it leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.commands import in_process
from connectors.sources import CONNECTORS, SELECTED, load_texts, use_specs
from inputs.sources import write_csv
from workspace import Workspace

SOURCE = CONNECTORS / "dynamics365" / "source"
AS_OF = "2026-06-01"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A project with one model."""
    return workspace_of("dynamics365", tmp_path_factory.mktemp("doctor"))


def workspace_of(connector: str, folder: Path) -> Workspace:
    """A project with one model, that reads from this connector."""
    found = Workspace(folder / "project", selected=SELECTED, connectors=(connector,))
    use_specs(found, connector)
    found.compile()
    return found


def doctor(
    workspace: Workspace,
    *arguments: str | Path,
    connector: str = "dynamics365",
    **environment: str,
) -> tuple[int, Any]:
    """The exit code, and what was said as JSON or text."""
    own = {"LEAD_SCORING_WAREHOUSE": str(workspace.warehouse)} | workspace.postgres | environment
    said = in_process(
        *("doctor", "--connector", connector, "--project-dir", workspace.path, *arguments),
        **own,
    )
    return said.code, json.loads(said.out) if "--json" in arguments else said.out


def test_what_it_finds_in_a_folder(workspace: Workspace) -> None:
    code, said = doctor(workspace, "--input-path", SOURCE, "--as-of", AS_OF)
    assert code == 0
    for line in (
        f"dynamics365, folder {SOURCE}",
        "EmailOpened                            13  2026-02-03  2026-02-09",
        "sms_clicked                     2  2026-03-22  2026-03-22",
        # 50 rows in all have a type; of nobody: two unresolved, one of a deleted lead, one survey
        "49 interactions: 79.6% of a lead, 12.2% of a contact without a lead, 8.2% of nobody known",
        "the newest is of 2026-03-25 10:00 UTC",
        "! the newest interaction is 67 days old",
        "! interactions go back 119 days, and condition 'submitted' of demo_model looks back 365",
        "next: lead-scoring build, with the same options",
    ):
        assert line in said.splitlines()
    assert "not there: msdynmkt_marketingform, msdyncrm_marketingemail" in said
    (unseen,) = [line for line in said.splitlines() if line.startswith("none of: ")]
    types = set(unseen.removeprefix("none of: ").split(", "))
    assert {"email_replied", "sms_bounced", "push_sent"} <= types and "email_opened" not in types
    assert "(Americas): 7 leads" in said
    found = workspace.rows("information_schema.tables", order_by="table_name")
    assert [row["table_name"] for row in found] == []


def test_what_it_finds_in_a_schema(
    workspace: Workspace, postgres_server: dict[str, str], new_database: Callable[[], str]
) -> None:
    workspace.postgres = postgres_server | {"PGDATABASE": new_database()}
    load_texts(workspace, SOURCE)
    code, said = doctor(workspace, "--target", "postgres", "--as-of", AS_OF, "--json")
    assert code == 0
    assert said["subjects"] == {"lead": 39, "contact": 6, "nobody": 4}
    assert said["place"] == "schema raw"
    opened = next(table for table in said["tables"] if table["name"] == "EmailOpened")
    assert (opened["rows"], opened["gives"]) == (13, "interactions")
    assert {unit["name"]: unit["leads"] for unit in said["business_units"]} == {
        "Americas": 7,
        "EMEA": 1,
    }
    schemas = workspace.rows("information_schema.schemata", "postgres")
    assert "staging__doctor" not in {row["schema_name"] for row in schemas}


def test_what_is_missing(workspace: Workspace, tmp_path: Path) -> None:
    write_csv(tmp_path / "contact.csv", [{"contactid": "1", "createdon": "2026-01-01"}])
    code, said = doctor(workspace, "--input-path", tmp_path)
    assert code == 1
    assert f"! missing in folder {tmp_path}: table lead" in said.splitlines()
    assert "contact     1  2026-01-01  2026-01-01" in said.splitlines()
    assert "lead-scoring build" not in said


def test_a_calendar_that_reaches_into_the_future(tmp_path: Path) -> None:
    workspace = workspace_of("salesforce", tmp_path)
    source = CONNECTORS / "salesforce" / "source"
    code, said = doctor(workspace, "--input-path", source, "--as-of", AS_OF, connector="salesforce")
    assert code == 0
    for line in (
        f"salesforce, folder {source}",
        "campaign_member             18  2026-02-01  2026-02-01",
        "not there: account_history",
        # 27 that count, one in the future, one twice, one without an id, three of nobody
        "33 interactions: 81.8% of a lead, 9.1% of a contact without a lead, 9.1% of nobody known",
        "the newest is of 2026-04-01 00:00 UTC",
        "! the newest interaction is 61 days old",
        "! interactions go back 126 days, and condition 'submitted' of demo_model looks back 365",
    ):
        assert line in said.splitlines()


def test_what_it_finds_of_hubspot(tmp_path: Path) -> None:
    workspace = workspace_of("hubspot", tmp_path)
    source = CONNECTORS / "hubspot" / "source"
    code, said = doctor(workspace, "--input-path", source, "--as-of", AS_OF, connector="hubspot")
    assert code == 0
    for line in (
        f"hubspot, folder {source}",
        "email_event                  34  2026-02-02  2026-05-20",
        "contact_form_submission       7  2026-02-01  2026-03-08",
        # 50 rows in all, four of them events that others replaced
        "46 interactions: 84.8% of a lead, 0.0% of a contact without a lead, 15.2% of nobody known",
        "business units: 31: 1 leads",
        "next: lead-scoring build, with the same options",
    ):
        assert line in said.splitlines()
    assert "not there: email_event_sent, email_event_dropped" in said
