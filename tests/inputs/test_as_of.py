"""T6: where as_of comes from, and what a build reads at it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from inputs.sources import write_csv
from workspace import Workspace


def _as_of(workspace: Workspace) -> datetime:
    (row,) = workspace.rows("scoring.int_as_of")
    found: datetime = row["as_of"]
    return found


def test_T6_environment_then_var_then_now(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "leads.csv", [{"lead_id": "1", "created_at": "2026-01-01"}])
    (folder / "interactions.csv").write_text("interaction_id,interaction_type,occurred_at,lead_id")
    workspace.build("files", folder, "2026-05-01 12:00:00.000001", ["int_as_of"])
    assert _as_of(workspace) == datetime(2026, 5, 1, 12, 0, 0, 1)

    given = f"{{connector: files, input_path: {str(folder)!r}, as_of: 2026-06-30T12:00:00+02:00}}"
    workspace.dbt("run", "--select", "int_as_of", "--vars", given)
    assert _as_of(workspace) == datetime(2026, 6, 30, 10)
    workspace.dbt("run", "--select", "int_as_of", "--vars", given, LEAD_SCORING_AS_OF="2026-05-02")
    assert _as_of(workspace) == datetime(2026, 5, 2)

    began = datetime.now(UTC).replace(tzinfo=None)
    workspace.build("files", folder, None, ["int_as_of"])
    assert began - timedelta(seconds=1) < _as_of(workspace) <= began + timedelta(minutes=5)


def test_T6_what_lies_after_as_of_is_not_read(workspace: Workspace, folder: Path) -> None:
    write_csv(
        folder / "leads.csv",
        [
            {"lead_id": "closes_later", "created_at": "2026-01-01", "closed_at": "2026-06-02"},
            {"lead_id": "closes_now", "created_at": "2026-01-01", "closed_at": "2026-06-01"},
            {"lead_id": "created_now", "created_at": "2026-06-01"},
            {"lead_id": "created_later", "created_at": "2026-06-01 00:00:00.000001"},
            {"lead_id": "ends_later", "created_at": "2026-01-01", "valid_to": "2026-06-02"},
        ],
    )
    write_csv(
        folder / "interactions.csv",
        [
            {
                "interaction_id": occurred_at,
                "interaction_type": "x",
                "occurred_at": occurred_at,
                "lead_id": "closes_now",
            }
            for occurred_at in ("2026-06-01", "2026-06-01 00:00:00.000001")
        ],
    )
    select = ["+int_lead_interactions", "+int_lead_versions"]
    said = workspace.build("files", folder, "2026-06-01", select)
    ends = {row["lead_key"]: row["ends_at"] for row in workspace.rows("scoring.int_lead_versions")}
    leads = {
        row["lead_id"]: (row["closed_at"], ends[row["lead_key"]])
        for row in workspace.rows("scoring.int_leads")
    }
    assert leads == {
        "closes_later": (None, None),
        "closes_now": (datetime(2026, 6, 1), None),
        "created_now": (None, None),
        "ends_later": (None, None),
    }
    interactions = workspace.rows("scoring.int_lead_interactions")
    assert [row["occurred_at"] for row in interactions] == [datetime(2026, 6, 1)]
    assert "WARN=0" in said


def test_T6_warns_when_the_newest_interaction_is_old(workspace: Workspace, folder: Path) -> None:
    write_csv(folder / "leads.csv", [{"lead_id": "1", "created_at": "2026-01-01"}])
    write_csv(
        folder / "interactions.csv",
        [
            {
                "interaction_id": "1",
                "interaction_type": "x",
                "occurred_at": "2026-03-01",
                "lead_id": "1",
            }
        ],
    )
    select = ["+int_lead_interactions", "interactions_are_recent"]
    assert "WARN=0" in workspace.build("files", folder, "2026-03-31", select)
    said = workspace.build("files", folder, "2026-03-31 00:00:00.000001", select)
    assert "WARN=1" in said
    assert "interactions_are_recent" in said
