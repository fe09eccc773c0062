"""The world of the reports, with an experiment and a draft that replaces a model, and its site."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from cli.reported_world import AS_OF, COOL, HORIZON_DAYS, PLANNED, SCRIPT, SOUGHT, tables
from inputs.sources import load_as_text
from workspace import PROJECT, Row, Workspace

SHOW = PROJECT / "boards" / "show.py"
EXPERIMENT: Row = {
    "name": "sought_or_cool",
    "label": "<i>Sought</i> or cool",
    "control": "sought",
    "challenger": "cool",
    "share": 0.5,
    "outcome": "won",
    "start": date(2026, 1, 1),
    "end": date(2026, 2, 1),
    "horizon_days": HORIZON_DAYS,
}


@dataclass(frozen=True)
class Site:
    """The boards of a warehouse as pages."""

    folder: Path
    warehouse: Path

    def row(self, sql: str, *values: object) -> tuple[Any, ...]:
        (row,) = self.rows(sql, *values)
        return row

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql, values).fetchall()


def build_site(folder: Path) -> Site:
    """Builds the world and writes its boards, those of a lead with a hostile name, too."""
    workspace = Workspace(folder / "project")
    for model in (SOUGHT, COOL, PLANNED | {"replaces": "sought"}):
        workspace.write_spec(model["name"], model)
    workspace.write_experiment(EXPERIMENT)
    load_as_text(workspace, "duckdb", "raw", tables())
    workspace.build("warehouse", None, AS_OF, outcome_horizon_days=HORIZON_DAYS)
    written = write_site(workspace.warehouse, folder / "site", "--lead", SCRIPT)
    assert written.returncode == 0, written.stderr
    return Site(folder / "site", workspace.warehouse)


def write_site(warehouse: Path, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """What `make site` calls."""
    return subprocess.run(
        [sys.executable, str(SHOW), "site", str(folder), *more],
        env=os.environ | {"LEAD_SCORING_WAREHOUSE": str(warehouse)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
