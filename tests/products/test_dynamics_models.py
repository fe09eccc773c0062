"""Two models as Dynamics 365 has them, real-time and outbound: does a user get what they expect?

Each world is a folder: its scoring models, its inputs, and what is expected of each lead, with the
reason in words.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from inputs.sources import load_as_text
from marts.built import cells, text_rows
from workspace import Row, Workspace

WORLDS = Path(__file__).parent
REAL_TIME = ("score", "grade", "next_change_at", "next_score")
OUTBOUND = ("score", "is_above_threshold", "is_sales_ready", "sales_ready_at")


@pytest.mark.parametrize("engine", ["duckdb", "postgres"])
@pytest.mark.parametrize(("world", "columns"), [("real_time", REAL_TIME), ("outbound", OUTBOUND)])
def test_each_lead_has_the_score_that_its_story_tells(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    world: str,
    columns: tuple[str, ...],
) -> None:
    # a test that needs other marts, too, is left out
    monkeypatch.setenv("DBT_INDIRECT_SELECTION", "cautious")
    name = {"duckdb": "workspace", "postgres": "postgres_workspace"}[engine]
    scores = build_lead_scores(request.getfixturevalue(name), WORLDS / world, engine)
    for model, stories in expected(world).items():
        found = cells(
            [row for row in scores if row["scoring_model"] == model], ["lead_id", *columns]
        )
        scored = {
            lead_id: {"lead_id": lead_id} | {column: _text(story, column) for column in columns}
            for lead_id, story in stories.items()
            if "score" in story
        }
        for row in found:
            assert row == scored.get(row["lead_id"]), stories.get(row["lead_id"])
        assert {row["lead_id"] for row in found} == scored.keys()


@pytest.mark.parametrize("world", ["real_time", "outbound"])
def test_each_lead_of_the_world_has_a_story(world: str) -> None:
    leads = {str(row["lead_id"]) for row in text_rows(WORLDS / world / "inputs" / "leads.csv")}
    stories = [found for one in expected(world).values() for found in one.items()]
    assert {lead_id for lead_id, _ in stories} == leads
    assert all(story["because"] for _, story in stories)


def build_lead_scores(workspace: Workspace, world: Path, engine: str) -> list[Row]:
    """Builds the world, from files or from tables of PostgreSQL."""
    shutil.copytree(world / "scoring_models", workspace.path / "scoring_models", dirs_exist_ok=True)
    as_of = str(told(world)["as_of"])
    if engine == "duckdb":
        workspace.build("files", world / "inputs", as_of, ["+lead_scores"])
    else:
        files = (world / "inputs").rglob("*.csv")
        load_as_text(workspace, engine, "raw", {path.stem: text_rows(path) for path in files})
        workspace.build("warehouse", None, as_of, ["+lead_scores"], engine)
    return workspace.rows("marts.lead_scores", engine)


def told(world: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((world / "expected.yml").read_text(encoding="utf-8"))
    return found


def expected(world: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Model -> lead -> its story."""
    return {name: part for name, part in told(WORLDS / world).items() if name != "as_of"}


def _text(story: dict[str, Any], column: str) -> str:
    value = story.get(column, "")
    return str(value).lower() if isinstance(value, bool) else str(value)
