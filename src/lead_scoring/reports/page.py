"""A report as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal, get_args

import jinja2

from lead_scoring.reports.figures import FIGURES
from lead_scoring.warehouse import Row, Warehouse

ReportName = Literal["daily", "weekly", "monthly"]
ReportFormat = Literal["html", "csv", "xlsx"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
# which mart holds a report's rows
REPORTS: dict[ReportName, str] = {
    "daily": "report_new_hot_leads_daily",
    "weekly": "report_score_movement_weekly",
    "monthly": "report_model_performance_monthly",
}


def report_page(warehouse: Warehouse, name: ReportName) -> str:
    """The report as HTML, each live scoring model by its name. Raises `WarehouseError`."""
    rows = warehouse.rows(f"marts.{REPORTS[name]}")
    (periods,) = warehouse.rows("scoring.int_complete_periods")
    (clock,) = warehouse.rows("scoring.int_as_of")
    # what is said of all scoring models, which may have no rows
    models = sorted(
        warehouse.rows("scoring.scoring_models", model_status="live"),
        key=lambda model: str(model["scoring_model"]),
    )
    facts: dict[str, Any] = {
        "as_of": clock["as_of"],
        "time_zone": periods["time_zone"],
        "models": models,
        "rows": rows,
    }
    facts |= ABOUT[name](warehouse, facts, periods)
    return _environment().get_template(f"{name}.html").render(facts)


def _daily(warehouse: Warehouse, facts: Row, periods: Row) -> Row:
    rows = sorted(facts["rows"], key=lambda row: (-row["score"], row["lead_id"]))
    hot = warehouse.rows("scoring.scoring_model_grades", is_hot=True)
    with_hot_grades = {grade["scoring_model"] for grade in hot}
    models = [model for model in facts["models"] if model["scoring_model"] in with_hot_grades]
    return {"day": periods["day"], "models": models, "rows": rows}


def _weekly(warehouse: Warehouse, facts: Row, periods: Row) -> Row:
    return {"week": periods["week"], "sunday": periods["week"] + timedelta(days=6)}


def _monthly(warehouse: Warehouse, facts: Row, periods: Row) -> Row:
    rows = sorted(facts["rows"], key=lambda row: row["month"], reverse=True)
    return {"month": periods["month"], "rows": rows}


ABOUT: dict[ReportName, Callable[[Warehouse, Row, Row], Row]] = {
    "daily": _daily,
    "weekly": _weekly,
    "monthly": _monthly,
}


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lead_scoring.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FIGURES
    return environment
