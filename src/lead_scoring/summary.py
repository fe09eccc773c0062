"""What came out of a build, one row per scoring model."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from lead_scoring.warehouse import Warehouse


def read_summaries(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Each model's insights with its grades, live models first, then by name."""
    insights = sorted(
        warehouse.rows("marts.scoring_insights"),
        key=lambda row: (row["model_status"] != "live", row["scoring_model"]),
    )
    grades = sorted(warehouse.rows("marts.grade_volume"), key=lambda row: -row["grade_order"])
    return [
        {
            "scoring_model": row["scoring_model"],
            "model_status": row["model_status"],
            "as_of": row["as_of"],
            "leads_scored": row["leads_scored"],
            "average_score": row["average_score"],
            "median_score": row["median_score"],
            "top_10_percent_score": row["top_10_percent_score"],
            "grades": [
                {"grade": grade["grade"], "leads": grade["leads"], "share": grade["leads_share"]}
                for grade in grades
                if grade["scoring_model"] == row["scoring_model"]
            ],
            "leads_sales_ready": row["leads_sales_ready"],
        }
        for row in insights
    ]


def summary_table(summaries: list[dict[str, Any]]) -> Table:
    """The summaries as a table for a terminal."""
    as_of = f" at {summaries[0]['as_of']} UTC" if summaries else ""
    table = Table(
        title=f"Scores{as_of}",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
    )
    table.add_column("Scoring model", min_width=21, overflow="fold")
    for heading in ("Leads\nscored", "Average", "Median", "Top\n10 %"):
        table.add_column(heading, justify="right")
    table.add_column("Grades", no_wrap=True)
    table.add_column("Sales\nready", justify="right")
    for row in summaries:
        draft = "" if row["model_status"] == "live" else f"\n({row['model_status']})"
        scores = (row[name] for name in ("average_score", "median_score", "top_10_percent_score"))
        table.add_row(
            row["scoring_model"] + draft,
            f"{row['leads_scored']:,}",
            *map(_points, scores),
            # a grade's name is the user's text, in which nothing is markup
            Text("\n".join(map(_grade, row["grades"])) or "–"),
            "–" if row["leads_sales_ready"] is None else f"{row['leads_sales_ready']:,}",
        )
    return table


def _points(score: float | None) -> str:
    return "–" if score is None else f"{score:,.1f}"


def _grade(grade: dict[str, Any]) -> str:
    share = "" if grade["share"] is None else f"  {grade['share']:.1%}"
    return f"{grade['grade'] or 'no grade'}  {grade['leads']:,}{share}"
