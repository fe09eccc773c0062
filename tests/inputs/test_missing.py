"""Missing tables and columns: one error names all of them, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from inputs.sources import AS_OF, load_as_text, write_csv
from workspace import BuildFailedError, Workspace

LEAD: dict[str, str | None] = {"lead_id": "7", "created_at": "2026-01-01", "plan": "gold"}
INTERACTION: dict[str, str | None] = {
    "interaction_id": "1",
    "interaction_type": "x",
    "occurred_at": "2026-01-02",
    "lead_id": "7",
}


def _everything_in(warehouse: Path) -> dict[str, list[Any]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        relations = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        return {
            name: connection.execute(f"select * from {name} order by all").fetchall()
            for (name,) in relations
        }


def test_missing_files_and_columns_are_one_error(workspace: Workspace, folder: Path) -> None:
    (workspace.path / "scoring_models" / "_inputs.yml").write_text(
        "columns:\n  leads: {plan: text}\n  contacts: {nickname: text}\n"
    )
    write_csv(folder / "leads.csv", [LEAD])
    write_csv(folder / "interactions.csv", [INTERACTION])
    workspace.build("files", folder, AS_OF, ["+input_quality", "+int_lead_interactions"])
    before = _everything_in(workspace.warehouse)
    assert before["scoring.int_lead_interactions"]

    (folder / "empty").mkdir()
    other = folder / "empty"
    write_csv(other / "interactions.csv", [{"interaction_id": "1", "url": "x"}])
    write_csv(other / "contacts.csv", [{"nickname": "x"}])
    with pytest.raises(BuildFailedError) as error:
        workspace.build("files", other, AS_OF)
    assert (
        "Kate's files/empty': table leads; column contacts.contact_id;"
        " column interactions.interaction_type; column interactions.occurred_at;"
        " column interactions.lead_id or interactions.contact_id. Nothing was changed."
    ) in str(error.value)

    write_csv(other / "leads.csv", [{"lead_id": "7"}])
    write_csv(other / "interactions.csv", [INTERACTION])
    write_csv(other / "contacts.csv", [{"contact_id": "7"}])
    with pytest.raises(BuildFailedError) as error:
        workspace.build("files", other, AS_OF)
    for column in (
        "leads.created_at;",
        "leads.plan (declared in scoring_models/_inputs.yml);",
        "contacts.nickname (declared in scoring_models/_inputs.yml).",
    ):
        assert f"column {column}" in str(error.value)
    # the views read the good folder, so all is as it was
    assert _everything_in(workspace.warehouse) == before


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_missing_tables_of_a_warehouse_are_one_error(on_engine: Workspace, target: str) -> None:
    load_as_text(on_engine, target, "landing", {"contacts": [{"name": "x"}]})
    with pytest.raises(BuildFailedError) as error:
        on_engine.build("warehouse", None, AS_OF, target=target, input_schema="landing")
    assert (
        "inputs are missing in schema 'landing': table leads; column contacts.contact_id;"
        " table interactions"
    ) in str(error.value)
