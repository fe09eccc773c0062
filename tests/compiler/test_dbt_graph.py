"""What dbt makes of the generated files: what an edit touches, what the wall keeps apart."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from compiler.projects import large, small
from workspace import GENERATED, BuildFailedError, Workspace


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two models, parsed by dbt; `old/` holds that manifest."""
    workspace = Workspace(
        tmp_path_factory.mktemp("graph") / "project",
        selected=("+lead_scores", GENERATED),
        keeps_artifacts=True,
    )
    for spec in (large("engaged"), small("reading")):
        workspace.write_spec(spec["name"], spec)
    workspace.compile()
    workspace.dbt("parse")
    shutil.copytree(workspace.path / "target", workspace.path / "old")
    return workspace


def modified(workspace: Workspace, spec: dict[str, Any]) -> set[str]:
    """The generated models that dbt names after the edit, but for the doors."""
    workspace.write_spec(spec["name"], spec)
    workspace.compile()
    said = workspace.dbt(
        *("ls", "--select", "state:modified", "--state", "old"),
        *("--resource-type", "model", "--output", "name", "--quiet"),
    )
    return set(said.split())


def test_an_edited_condition_marks_its_view_and_what_its_model_makes_of_it(
    parsed: Workspace,
) -> None:
    """Which are the ledger, and the hash of the SQL behind the scores."""
    spec = large("engaged")
    spec["groups"][0]["conditions"][0]["within_days"] = 29
    assert modified(parsed, spec) == {
        *("stg_engaged__opened_five", "int_engaged__ledger", "int_engaged__fingerprints"),
    }


def test_an_edited_label_marks_no_scores(parsed: Workspace) -> None:
    spec = large("engaged")
    spec["label"] = "Another label"
    spec["groups"][0]["label"] = "Another label of a group"
    found = modified(parsed, spec)
    assert "scoring_model_groups" in found
    assert found <= {
        *("scoring_models", "scoring_model_groups"),
        *("scoring_model_bands", "scoring_model_segments"),
    }


def test_marts_reach_the_doors_and_nothing_behind_them(parsed: Workspace) -> None:
    mart = parsed.path / "models/marts/mine.sql"
    yml = parsed.path / "models/marts/mine.yml"
    yml.write_text(
        "models:\n- name: mine\n  config: {contract: {enforced: true}}\n"
        "  columns: [{name: lead_key, data_type: integer}]\n"
    )
    try:
        mart.write_text("select lead_key from {{ ref('int_reading__ledger') }}\n")
        with pytest.raises(BuildFailedError, match="private") as refused:
            parsed.dbt("parse")
        assert "int_reading__ledger" in str(refused.value)
        mart.write_text("select lead_key from {{ ref('scoring_model_history') }}\n")
        parsed.dbt("parse")
    finally:
        mart.unlink()
        yml.unlink()


def write_csv(folder: Path, table: str, *rows: dict[str, str]) -> None:
    """Writes <table>.csv; all rows have the columns of the first."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_no_specs_build(workspace: Workspace, tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_csv(data, "leads", {"lead_id": "007", "created_at": "2026-01-01"})
    write_csv(
        data,
        "interactions",
        {
            "interaction_id": "1",
            "interaction_type": "email_opened",
            "occurred_at": "2026-01-02",
            "lead_id": "007",
        },
    )
    said = workspace.build("files", data, as_of="2026-01-10")
    assert re.search(r"ERROR=0 SKIP=0", said)
    for mart in (
        *("lead_scores", "lead_score_history", "scoring_insights", "sales_ready_leads"),
        *("rule_impact", "optimization_findings", "model_comparison"),
        *("experiment_assignments", "experiment_results"),
    ):
        assert workspace.rows(f"marts.{mart}") == []
    assert [row["lead_id"] for row in workspace.rows("scoring.int_leads")] == ["007"]
