"""Builds the small world and reads its marts, as plain text cells."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from inputs.sources import load_as_text
from workspace import Row, Workspace

WORLD = Path(__file__).parent / "world"
AS_OF = "2026-07-01"
MARTS = (
    "lead_scores",
    "lead_score_history",
    "lead_score_changes",
    "lead_score_contributions",
    "lead_segments",
    "lead_directory",
    "sales_ready_leads",
    "sales_ready_transitions",
    "scoring_insights",
    "score_distribution",
    "grade_volume",
    "score_movement",
    "top_scoring_actions",
    "score_trend_weekly",
    "grade_trend_weekly",
    "score_outcomes",
    "conversion_by_score_range",
    "threshold_analysis",
    "model_performance",
    "rule_impact",
    "optimization_findings",
    "model_comparison",
    "report_score_movement_weekly",
    "report_model_performance_monthly",
    "input_quality",
)
# too many rows to work out by hand: they are compared with the history
DAILY = ("score_trend_daily", "grade_trend_daily")
# once more: sales_ready_leads under qualification: all, the trends where days begin elsewhere
UNDER_ALL = "sales_ready_leads_under_all"
TIME_ZONE = "America/New_York"
ELSEWHERE = {mart: f"{mart}_elsewhere" for mart in (*DAILY, "score_trend_weekly")}
Cells = dict[str, str]


def use_specs(workspace: Workspace) -> None:
    """Gives the workspace the world's scoring models."""
    shutil.copytree(WORLD / "scoring_models", workspace.path / "scoring_models", dirs_exist_ok=True)


def build_marts(workspace: Workspace, target: str, folder: Path | None = None) -> dict[str, Any]:
    """Builds the world, from files or from tables of PostgreSQL; mart -> its rows."""
    use_specs(workspace)
    source: dict[str, Any] = {"connector": "files", "input_path": folder or WORLD / "inputs"}
    if target == "postgres":
        tables = {path.stem: text_rows(path) for path in (WORLD / "inputs").iterdir()}
        load_as_text(workspace, target, "raw", tables)
        source = {"connector": "warehouse"}
    workspace.build(**source, as_of=AS_OF, target=target)
    marts = {mart: workspace.rows(f"marts.{mart}", target) for mart in (*MARTS, *DAILY)}
    workspace.build(
        **source,
        as_of=AS_OF,
        target=target,
        select=["sales_ready_leads", "int_daily_grades+"],
        qualification="all",
        reporting_timezone=TIME_ZONE,
    )
    again = {"sales_ready_leads": UNDER_ALL} | ELSEWHERE
    return marts | {name: workspace.rows(f"marts.{mart}", target) for mart, name in again.items()}


def text_rows(path: Path) -> list[dict[str, str | None]]:
    """The rows of a CSV file; empty cells are None."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            {name: value or None for name, value in row.items()} for row in csv.DictReader(file)
        ]


def expected_cells(mart: str) -> list[Cells]:
    """What was worked out by hand."""
    with (WORLD / "expected" / f"{mart}.csv").open(newline="", encoding="utf-8") as file:
        return in_order([dict(row) for row in csv.DictReader(file)])


def cells(rows: list[Row], columns: list[str]) -> list[Cells]:
    """Built rows as a person would write them, in a fixed order."""
    return in_order([{name: _text(row[name]) for name in columns} for row in rows])


def in_order(rows: list[Cells]) -> list[Cells]:
    return sorted(rows, key=lambda row: sorted(row.items()))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ")
        return text.removesuffix(":00").removesuffix(" 00:00")
    if isinstance(value, float | Decimal):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)
