"""What stops a build from a source system, what is only said, and where its docs could be wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.macros import dynamics365_interactions
from connectors.sources import use_specs
from inputs.sources import execute, load_as_text, write_csv
from lead_scoring.spec import load_scoring_models
from lead_scoring.spec.catalog import catalog
from real_data.runs import data_folder
from workspace import PROJECT, BuildFailedError, Workspace

DOCS = (PROJECT / "docs" / "dynamics365.md").read_text(encoding="utf-8")
LEAD: dict[str, str | None] = {
    "leadid": "1",
    "createdon": "2026-01-01",
    "statecode": "0",
    "new_segment": "a",
}
OPENED: dict[str, str | None] = {
    "IdempotencyId": "1",
    "Timestamp": "2026-01-02",
    "LeadId": "1",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A project of the connector, for DuckDB, of which one small model is built."""
    found = Workspace(
        tmp_path_factory.mktemp("refused") / "project",
        selected=("stg_dynamics365__event_checkins",),
        connectors=("dynamics365",),
    )
    use_specs(found, "dynamics365")
    return found


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, the same for all: dbt need not parse the project anew."""
    path = tmp_path_factory.getbasetemp() / "source system"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


def test_all_that_is_missing_is_told_at_once(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "contact.csv", [{"fullname": "Nobody"}])
    with pytest.raises(BuildFailedError) as refused:
        workspace.build("dynamics365", folder)
    assert (
        f"inputs are missing in folder '{folder}': column contact.contactid; table lead; "
        "a table of interactions, such as LinkedInFormSubmission; "
        "column leads.new_segment (declared in scoring_models/_inputs.yml)"
    ) in " ".join(str(refused.value).split())


def test_optional_tables_that_are_not_there_are_said_once(
    workspace: Workspace, folder: Path
) -> None:
    write_csv(folder / "LEAD.csv", [LEAD])
    write_csv(folder / "Customer Insights Journeys" / "emailopened.csv", [OPENED])
    said = workspace.build("dynamics365", folder)
    assert said.count("found no table contact, account, opportunity") == 1
    assert "EmailClicked" in said
    assert "EmailOpened" not in said
    assert workspace.rows("staging.stg_dynamics365__event_checkins") == []


def test_a_table_that_is_there_twice(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "lead.csv", [LEAD])
    write_csv(folder / "old" / "Lead.csv", [LEAD])
    with pytest.raises(BuildFailedError, match="input table 'lead' is there more than once"):
        workspace.build("dynamics365", folder)


def test_a_delta_table(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "EmailOpened.csv", [OPENED])
    log = folder / "lead" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BuildFailedError, match="input table 'lead' is a Delta table"):
        workspace.build("dynamics365", folder)


def test_a_schema_that_is_not_there_or_may_not_be_read(
    workspace: Workspace, postgres_server: dict[str, str], new_database: Callable[[], str]
) -> None:
    """In another case, with tables in another case, it is read."""
    owner = postgres_server | {"PGDATABASE": new_database()}
    reader = owner | {"PGUSER": f"reader_of_{owner['PGDATABASE']}"}

    def as_owner(*statements: str) -> None:
        workspace.postgres = owner
        execute(workspace, "postgres", *statements)
        workspace.postgres = reader

    def refusal() -> str:
        with pytest.raises(BuildFailedError) as refused:
            workspace.build("dynamics365", target="postgres", input_schema="CRM")
        return " ".join(str(refused.value).split())

    workspace.postgres = owner
    load_as_text(workspace, "postgres", "landing", {'"LEAD"': [LEAD], "emailopened": [OPENED]})
    as_owner(
        f"create role {reader['PGUSER']} login",
        f"grant create on database {owner['PGDATABASE']} to {reader['PGUSER']}",
        f"grant select on all tables in schema landing to {reader['PGUSER']}",
    )
    assert (
        "inputs are missing in schema 'CRM': the schema itself, which is not in the database "
        f"'{owner['PGDATABASE']}'; the var input_schema names it (such tables are in landing). "
        "Nothing was changed."
    ) in refusal()

    as_owner("alter schema landing rename to crm")
    assert (
        f"the right to read emailopened, lead (grant {reader['PGUSER']} usage on schema crm, and "
        "select on all tables in it). Nothing was changed."
    ) in refusal()

    as_owner(f"grant usage on schema crm to {reader['PGUSER']}")
    said = workspace.build("dynamics365", target="postgres", input_schema="CRM")
    assert "found no table contact, account" in said


def test_the_seeds_of_fivetrans_own_package(workspace: Workspace, folder: Path) -> None:
    """They have no leads and no interactions, and of opportunities and users no more than
    an id."""
    write_csv(folder / "lead.csv", [LEAD])
    write_csv(folder / "EmailOpened.csv", [OPENED])
    for seed in data_folder("connectors/dbt_dynamics_365_crm").glob("*_data.csv"):
        shutil.copy(seed, folder / f"{seed.stem.removesuffix('_data')}.csv")
    with pytest.raises(BuildFailedError) as refused:
        workspace.build("dynamics365", folder)
    assert (
        f"inputs are missing in folder '{folder}': column opportunity.createdon; "
        "column opportunity.statecode; column opportunity.actualclosedate; "
        "column systemuser.systemuserid. Nothing was changed."
    ) in " ".join(str(refused.value).split())
    for table in ("opportunity", "systemuser"):
        (folder / f"{table}.csv").unlink()
    workspace.build("dynamics365", folder, select=["+stg_accounts", "+stg_contacts"])
    for table in ("account", "contact"):
        rows = workspace.rows(f"staging.stg_{table}s")
        assert [row[f"{table}_id"] for row in rows] == ["1"]


def test_the_mapping_in_the_docs() -> None:
    mapping = dynamics365_interactions()
    catalog_types = catalog().interaction_types
    assert all(one["type"] in catalog_types for one in mapping.values())
    rows = re.findall(r"\| `(\w+)` \| `(\w+)`(, a bot)? \| (.*) \| (.*) \| (.*) \|", DOCS)
    assert {
        table: {
            "type": kind,
            "is_bot": bool(bot),
            "asset_id": asset_id.strip("` "),
            "asset_name": name.strip("` ") or None,
            "url": re.findall(r"\w+", url),
        }
        for table, kind, bot, asset_id, name, url in rows
    } == {
        table: {
            "type": one["type"],
            "is_bot": one.get("is_bot", False),
            "asset_id": one["asset_id"],
            "asset_name": one.get("asset_name"),
            "url": one.get("url", []),
        }
        for table, one in mapping.items()
    }


def test_the_model_in_the_docs(tmp_path: Path) -> None:
    specs = re.findall(r"```yaml\n(name: .*?)```", DOCS, re.DOTALL)
    (tmp_path / "spring_campaign.yml").write_text(specs[0], encoding="utf-8")
    assert [model.name for model in load_scoring_models(tmp_path).models] == ["spring_campaign"]
