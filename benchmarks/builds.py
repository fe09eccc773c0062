"""Runs `lead-scoring build` and tells what it took and what it made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
from processes import measure
from projects import MODEL, command
from results import Build
from stages import read_node_runs, seconds_of_stages

COUNTED = {
    "lead_interactions": "scoring.int_lead_interactions",
    "ledger": f"scoring.int_{MODEL}__ledger",
    "score_history": f"scoring.int_{MODEL}__score_history",
    "scores": "marts.lead_scores",
}


def build(project: Path, warehouse: Path, inputs: Path, as_of: datetime) -> Build:
    """Builds the inputs into the warehouse: all of it if there is none, else what has changed."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    run = measure(
        [
            *(command("lead-scoring"), "build", "--json"),
            *("--project-dir", str(project), "--warehouse", str(warehouse)),
            *("--connector", "files", "--input-path", str(inputs)),
            *("--as-of", as_of.isoformat(sep=" ")),
        ]
    )
    nodes = read_node_runs(project / "target")
    return Build(
        wall_seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        peak_bytes=run.peak_bytes,
        stages=seconds_of_stages(nodes, run.seconds),
        nodes={
            node.name: node.seconds
            for node in sorted(nodes, key=lambda node: node.seconds, reverse=True)
        },
    )


def count_rows(warehouse: Path) -> dict[str, int]:
    """How many rows of each kind a built warehouse holds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return {
            name: int(connection.execute(f"select count(*) from {relation}").fetchall()[0][0])
            for name, relation in COUNTED.items()
        }
