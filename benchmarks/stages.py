"""Splits the time of a dbt build into the stages of the project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

LEAD_INTERACTIONS = "int_lead_interactions"
CURRENT_SCORES = ("int_current_scores", "int_thresholds_met", "lead_scores")
START = "start"
TESTS = "tests"
MARTS = "other marts"
INTERMEDIATE = "intermediate"
# in the order of the data flow
STAGES = (
    START,
    "hooks",
    "staging",
    INTERMEDIATE,
    "known",
    LEAD_INTERACTIONS,
    "conditions",
    "leads to score",
    "ledger",
    "score history",
    "doors",
    "current scores",
    MARTS,
    TESTS,
)
# what a full build is when it is compared with a query: from staging to the current scores
UP_TO_CURRENT_SCORES = tuple(stage for stage in STAGES if stage not in (START, MARTS, TESTS))
SHARED_FOLDERS = {"_doors": "doors", "_known": "known", "_inputs": "staging"}


@dataclass(frozen=True)
class NodeRun:
    """When one node of a dbt run was worked on."""

    name: str
    stage: str
    started_at: datetime
    ended_at: datetime

    @property
    def seconds(self) -> float:
        return (self.ended_at - self.started_at).total_seconds()


def read_node_runs(target: Path) -> list[NodeRun]:
    """The nodes of the last run, from run_results.json and manifest.json in dbt's target folder."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    current = [key for key, node in nodes.items() if node["name"] in CURRENT_SCORES]
    needed = ancestors(nodes, current)
    runs = []
    for result in results:
        instants = [
            datetime.fromisoformat(timing[end])
            for timing in result["timing"]
            for end in ("started_at", "completed_at")
        ]
        node = nodes.get(result["unique_id"])
        if node and instants:
            stage = stage_of(node)
            if stage == INTERMEDIATE and result["unique_id"] not in needed:
                # what only analytics read
                stage = MARTS
            runs.append(NodeRun(node["name"], stage, min(instants), max(instants)))
    return runs


def ancestors(nodes: Mapping[str, Any], keys: Iterable[str]) -> set[str]:
    """These nodes of dbt's manifest, and all that they are made from."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key in nodes and key not in found:
            found.add(key)
            waiting += nodes[key]["depends_on"].get("nodes", [])
    return found


def stage_of(node: Mapping[str, Any]) -> str:
    """The stage of a node of dbt's manifest, one of `STAGES`."""
    name, (folder, *folders) = node["name"], Path(node["path"]).parts
    match node["resource_type"]:
        case "test" | "unit_test":
            return TESTS
        case "operation":
            return "hooks"
        case "seed" | "snapshot":
            return "staging"
    if name in CURRENT_SCORES:
        return "current scores"
    if name == LEAD_INTERACTIONS:
        return LEAD_INTERACTIONS
    if folder == "generated":
        return SHARED_FOLDERS.get(folders[0]) or stage_of_scoring_model(name)
    return {"marts": MARTS, "staging": "staging"}.get(folder, INTERMEDIATE)


def stage_of_scoring_model(name: str) -> str:
    """The stage of a node that belongs to one scoring model."""
    if name.startswith("stg_"):
        return "conditions"
    if name.endswith("__ledger"):
        return "ledger"
    return "score history" if name.endswith("__score_history") else "leads to score"


def seconds_of_stages(runs: Iterable[NodeRun], wall_seconds: float) -> dict[str, float]:
    """Of each stage its part of the wall time; they add up to it.

    An instant at which several nodes run is shared evenly among them. What belongs to no node is
    the start: the command's own, dbt's, and its parsing.
    """
    runs = list(runs)
    parts = dict.fromkeys(STAGES, 0.0)
    instants = sorted({instant for run in runs for instant in (run.started_at, run.ended_at)})
    for begin, end in pairwise(instants):
        running = [run for run in runs if run.started_at <= begin and end <= run.ended_at]
        for run in running:
            share = (end - begin).total_seconds() / len(running)
            parts[run.stage] = parts.get(run.stage, 0.0) + share
    parts[START] = wall_seconds - sum(parts.values())
    return parts
