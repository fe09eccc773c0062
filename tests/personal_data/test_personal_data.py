"""Names and addresses are in the directory, and in no other mart, file or log."""

from __future__ import annotations

import json
import re
import shutil
from copy import copy
from pathlib import Path

import duckdb
import pytest

from cli.commands import in_process
from lead_scoring.dbt import without_source_lines
from once import once
from personal_data.world import AS_OF, CANARY, PERSONAL, Built, build_world, canary
from workspace import PROJECT

DIRECTORY = "marts.lead_directory"
# what the world's conditions look at is carried through the scoring, and copies of interactions
STORED = {
    "scoring.int_account_versions": {"accounts.account_name"},
    "scoring.int_accounts_judged": {"accounts.account_name"},
    "scoring.int_contact_versions": {"contacts.contact_name", "contacts.email"},
    "scoring.int_contacts_judged": {"contacts.contact_name", "contacts.email"},
    "scoring.int_interaction_copies": {"interactions.url", "interactions.referrer"},
    "scoring.int_lead_interactions": {"interactions.url", "contacts.email"},
    "scoring.int_lead_versions": {"leads.email"},
    "scoring.int_leads_judged": {"leads.email"},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The world, for reading."""
    return once(tmp_path_factory, "personal_data", build_world)


def _texts(built: Built, condition: str) -> dict[str, str]:
    """Relations of the warehouse, each with all that stands in it."""
    with duckdb.connect(str(built.workspace.warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
            f" where {condition}"
        ).fetchall()
        return {
            name: str(connection.execute(f"select * from {name}").fetchall()) for (name,) in names
        }


def _marts(built: Built) -> dict[str, str]:
    return _texts(built, "table_schema = 'marts'")


def _command(built: Built, *arguments: str | Path) -> str:
    """What a command prints."""
    said = in_process(
        *arguments,
        *("--warehouse", built.workspace.warehouse, "--project-dir", built.workspace.path),
    )
    assert said.code == 0, said.err
    return said.out + said.err


def test_what_is_personal() -> None:
    assert PERSONAL == {
        "leads": ["lead_name", "email", "company_name", "owner_name"],
        "contacts": ["contact_name", "email"],
        "accounts": ["account_name"],
        "interactions": ["url", "referrer"],
        "outcomes": [],
    }


def test_what_dbt_knows_to_be_personal(built: Built) -> None:
    manifest = json.loads((built.workspace.path / "target/manifest.json").read_text())
    nodes = {node["name"]: node for node in manifest["nodes"].values()}
    marked = {
        name: [
            column["name"]
            for column in node["columns"].values()
            if column["config"]["meta"] == {"pii": True}
        ]
        for name, node in nodes.items()
        if node["resource_type"] == "model"
    }
    assert {name: columns for name, columns in marked.items() if columns} == {
        "stg_leads": [*PERSONAL["leads"], "phone"],
        "stg_contacts": PERSONAL["contacts"],
        "stg_accounts": PERSONAL["accounts"],
        "stg_interactions": PERSONAL["interactions"],
        "lead_directory": [
            *PERSONAL["leads"],
            *("contact_name", "contact_email", "account_name"),
        ],
    }


def test_no_mart_but_the_directory_holds_personal_data(built: Built) -> None:
    marts = _marts(built)
    # the conditions held, so there is something to find
    assert "'people'" in marts["marts.lead_score_contributions"]
    assert {name for name, rows in marts.items() if CANARY in rows} == {DIRECTORY}


def test_only_what_conditions_look_at_is_stored(built: Built) -> None:
    tables = _texts(built, "table_type = 'BASE TABLE'")
    found = {name: set(re.findall(rf"{CANARY}\.(\w+\.\w+)", rows)) for name, rows in tables.items()}
    assert {name: columns for name, columns in found.items() if columns} == STORED


def test_dbt_writes_none_to_its_files_and_logs(built: Built) -> None:
    assert CANARY not in built.printed
    files = [
        path
        for folder in ("target", "logs")
        for path in (built.workspace.path / folder).rglob("*")
        if path.is_file()
    ]
    assert {"manifest.json", "run_results.json", "dbt.log"} <= {path.name for path in files}
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []


def test_exports_reports_and_explanations_hold_none(built: Built, tmp_path: Path) -> None:
    marts = [name.removeprefix("marts.") for name in _marts(built) if name != DIRECTORY]
    printed = [_command(built, "export", mart, "--out", tmp_path / f"{mart}.csv") for mart in marts]
    for report in ("daily", "weekly", "monthly"):
        printed.append(_command(built, "report", report, "--out", tmp_path / f"{report}.html"))
    for lead in ("L1", "L2", "L3", "L4", "L5"):
        printed.append(_command(built, "explain", lead))
        printed.append(_command(built, "explain", lead, "--json"))
    assert "Has an address" in "".join(printed)
    assert CANARY not in "".join(printed)
    written = list(tmp_path.iterdir())
    assert len(written) == len(marts) + 3
    assert [path for path in written if CANARY.encode() in path.read_bytes()] == []


def test_a_faulty_row_is_told_by_its_number(tmp_path: Path) -> None:
    lines = ["lead_id,lead_name,email", *(f"L{number},," for number in range(30_000))]
    lines.append(f'L,"{CANARY}\n{CANARY}",{CANARY}@example.com,one too many')
    path = tmp_path / "leads.csv"
    path.write_text("\n".join(lines))
    with pytest.raises(duckdb.Error) as error, duckdb.connect() as connection:
        connection.read_csv(str(path), header=True, all_varchar=True, quotechar='"').fetchall()
    assert CANARY in str(error.value)
    said = without_source_lines(str(error.value))
    assert CANARY not in said
    assert "Line: 30002" in said and "Expected Number of Columns: 3 Found: 4" in said


def test_boards_read_no_names() -> None:
    for path in (PROJECT / "boards").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"lead_directory|staging\.|snapshots\.", text), path


def test_the_directory_says_who_leads_are(built: Built) -> None:
    def of(lead: str, row: str) -> dict[str, str]:
        names = PERSONAL["leads"]
        return {"lead_id": lead} | {name: canary("leads", name, row) for name in names}

    nothing = dict.fromkeys(
        ("contact_id", "account_id", "contact_name", "contact_email", "account_name")
    )
    contact = {
        "contact_id": "C1",
        "account_id": "A1",
        "contact_name": canary("contacts", "contact_name", "C1"),
        "contact_email": canary("contacts", "email", "C1"),
        "account_name": canary("accounts", "account_name", "A1"),
    }
    account = {"account_id": "A2", "account_name": canary("accounts", "account_name", "A2")}
    rows = built.workspace.rows(DIRECTORY, order_by="lead_id")
    assert {str(row.pop("as_of")) for row in rows} == {f"{AS_OF} 00:00:00"}
    assert len({row.pop("run_id") for row in rows}) == 1
    # a lead that was never scored is not in it; of versions the newest is
    assert rows == [
        nothing | of("L1", "L1") | contact,
        nothing | of("L2", "L2") | account,
        nothing | of("L3", "L3.new"),
        nothing | of("L5", "L5") | {"contact_id": "nobody"},
    ]


def test_switched_off_there_is_no_directory(built: Built, tmp_path: Path) -> None:
    workspace = copy(built.workspace)
    workspace.path = tmp_path / "project"
    shutil.copytree(built.workspace.path, workspace.path)
    changed = Built(workspace, built.inputs, "")
    changed.dbt("run", "--select", "int_as_of", "lead_directory", lead_directory=False)
    assert _marts(built).keys() - _marts(changed).keys() == {DIRECTORY}
