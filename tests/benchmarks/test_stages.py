"""The stages of a build: which node belongs where, and whose time is whose."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from stages import STAGES, UP_TO_CURRENT_SCORES, NodeRun, ancestors, seconds_of_stages, stage_of


def test_the_seconds_of_stages_add_up_and_shared_instants_are_shared() -> None:
    start = datetime(2026, 1, 1)

    def node(name: str, stage: str, begin: float, end: float) -> NodeRun:
        begins, ends = (start + timedelta(seconds=second) for second in (begin, end))
        return NodeRun(name, stage, begins, ends)

    seconds = seconds_of_stages(
        [
            node("stg_leads", "staging", 0, 2),
            node("int_leads", "intermediate", 1, 4),
            node("int_model__ledger", "ledger", 6, 7),
        ],
        wall_seconds=10,
    )
    assert sum(seconds.values()) == 10
    assert {stage: part for stage, part in seconds.items() if part} == {
        "start": 5,
        "staging": 1.5,
        "intermediate": 2.5,
        "ledger": 1,
    }


@pytest.mark.parametrize(
    ("path", "stage"),
    [
        ("staging/canonical/stg_leads.sql", "staging"),
        ("generated/_inputs/stg_related__orders.sql", "staging"),
        ("intermediate/int_as_of.sql", "intermediate"),
        ("intermediate/int_current_scores.sql", "current scores"),
        ("generated/_known/int_leads.sql", "known"),
        ("generated/_known/int_lead_interactions.sql", "int_lead_interactions"),
        ("generated/_known/int_of_tomorrow.sql", "known"),
        ("generated/one/stg_one__opened.sql", "conditions"),
        ("generated/one/int_one__of_tomorrow.sql", "leads to score"),
        ("generated/one/int_one__ledger.sql", "ledger"),
        ("generated/one/int_one__score_history.sql", "score history"),
        ("generated/_doors/scoring_model_ledger.sql", "doors"),
        ("marts/scores/lead_scores.sql", "current scores"),
        ("marts/scores/lead_score_history.sql", "other marts"),
        ("room_of_tomorrow/int_of_tomorrow.sql", "intermediate"),
    ],
)
def test_a_model_belongs_to_a_stage_by_its_room(path: str, stage: str) -> None:
    name = path.rpartition("/")[2].removesuffix(".sql")
    assert stage_of({"name": name, "path": path, "resource_type": "model"}) == stage
    assert stage in STAGES
    assert (stage in UP_TO_CURRENT_SCORES) == (stage != "other marts")


def test_tests_and_hooks_are_stages_of_their_own() -> None:
    node = {"name": "one", "path": "one.sql"}
    assert stage_of(node | {"resource_type": "test"}) == "tests"
    assert stage_of(node | {"resource_type": "operation"}) == "hooks"


def test_what_only_analytics_read_is_no_ancestor() -> None:
    nodes = {
        "lead_scores": {"depends_on": {"nodes": ["current", "macro_of_tomorrow"]}},
        "current": {"depends_on": {"nodes": ["history"]}},
        "history": {"depends_on": {}},
        "panel": {"depends_on": {"nodes": ["history"]}},
    }
    assert ancestors(nodes, ["lead_scores"]) == {"lead_scores", "current", "history"}
