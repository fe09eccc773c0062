"""Both worked examples of docs/semantics.md, with their very numbers, through the real build."""

from __future__ import annotations

from typing import Any

import pytest

from inputs.sources import load_as_text
from marts.built import Cells, cells
from workspace import Workspace

EXAMPLE_1: dict[str, Any] = {
    "name": "example_1",
    "status": "live",
    "groups": [
        {
            "name": "opens",
            "points": 10,
            "conditions": [
                {
                    "name": "opened_two",
                    "interaction": "email_opened",
                    "frequency": {"at_least": 2},
                    "within_days": 28,
                }
            ],
        }
    ],
}
EXAMPLE_2: dict[str, Any] = {
    "name": "example_2",
    "status": "live",
    "groups": [
        {
            "name": "forms",
            "points": 20,
            "max_points": 30,
            "match": "all",
            "conditions": [
                {"name": "in_us", "attribute": "country", "operator": "equals", "value": "US"},
                {
                    "name": "each_form",
                    "interaction": "form_submitted",
                    "frequency": "each",
                    "within_days": 30,
                },
            ],
        }
    ],
}
HISTORY = """
example_1 january  2026-01-05  0
example_1 january  2026-01-20 10
example_1 january  2026-01-29  0
example_1 january  2026-02-10 10
example_1 january  2026-02-17  0
example_1 american 2026-02-01  0
example_1 french   2026-02-01  0
example_2 january  2026-01-05  0
example_2 american 2026-02-01  0
example_2 american 2026-03-01 20
example_2 american 2026-03-03 30
example_2 american 2026-03-31 20
example_2 american 2026-04-02  0
example_2 french   2026-02-01  0
"""


def _event(name: str, kind: str, lead_id: str, occurred_at: str) -> dict[str, str | None]:
    return {
        "interaction_id": name,
        "interaction_type": kind,
        "lead_id": lead_id,
        "occurred_at": occurred_at,
    }


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_worked_examples(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    # a test that needs lead_scores, too, is left out
    monkeypatch.setenv("DBT_INDIRECT_SELECTION", "cautious")
    name = {"duckdb": "workspace", "postgres": "postgres_workspace"}[target]
    workspace: Workspace = request.getfixturevalue(name)
    workspace.write_spec("example_1", EXAMPLE_1)
    workspace.write_spec("example_2", EXAMPLE_2)
    load_as_text(
        workspace,
        target,
        "raw",
        {
            "leads": [
                {"lead_id": "january", "created_at": "2026-01-05", "country": None},
                {"lead_id": "american", "created_at": "2026-02-01", "country": "US"},
                {"lead_id": "french", "created_at": "2026-02-01", "country": "FR"},
            ],
            "interactions": [
                _event("1", "email_opened", "january", "2026-01-01 00:00"),
                _event("2", "email_opened", "january", "2026-01-20 00:00"),
                _event("3", "email_opened", "january", "2026-02-10 00:00"),
                _event("4", "form_submitted", "american", "2026-03-01"),
                _event("5", "form_submitted", "american", "2026-03-03"),
                _event("6", "form_submitted", "french", "2026-03-01"),
                _event("7", "form_submitted", "french", "2026-03-03"),
            ],
        },
    )
    # the last changes of both lie in the scheduled future
    workspace.build("warehouse", None, "2026-03-04", ["+lead_score_history"], target)
    expected = []
    for line in HISTORY.split("\n"):
        if line:
            model, lead_id, valid_from, score = line.split()
            expected.append((model, lead_id, valid_from, score))
    found: list[Cells] = cells(
        workspace.rows("marts.lead_score_history", target),
        ["scoring_model", "lead_id", "valid_from", "score"],
    )
    assert sorted(tuple(row.values()) for row in found) == sorted(expected)
