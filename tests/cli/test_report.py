"""The reports as pages and files; the world's figures were worked out by hand."""

from __future__ import annotations

import csv
import shutil
from copy import copy
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cli.reported_world import (
    AS_OF,
    FORMULA,
    HORIZON_DAYS,
    HOT,
    LABEL,
    PLAIN,
    SCRIPT,
    SOUGHT,
    TEMPLATE,
)
from cli.sheets import read_sheet
from cli.test_export import refusal, run
from inputs.sources import execute
from lead_scoring.reports import REPORTS, ReportName, report_page
from lead_scoring.warehouse import Warehouse
from workspace import Row, Workspace

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The texts of a page, element by element, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and self._open[-1] == "title":
            self.title = text
        elif text and self._open[-1] != "style":
            self.texts.append(text)

    def after(self, text: str, count: int) -> list[str]:
        """What follows a text."""
        position = self.texts.index(text) + 1
        return self.texts[position : position + count]


def page(world: Workspace, name: str, folder: Path) -> Page:
    """A report as a page that is fit to be sent."""
    out = folder / f"{name}.html"
    said = run(world, "report", name, "--out", out)
    assert (said.code, said.out, said.err) == (0, f"wrote {out}\n", "")
    html = out.read_text(encoding="utf-8")
    found = Page(html)
    # it loads nothing, runs nothing, and fits a phone
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "link", "img", "iframe", "b", "i"})
    assert not any({"src", "href", "style", "onclick"} & attrs.keys() for _, attrs in found.tags)
    assert "url(" not in html and "@import" not in html and "http:" not in html
    metas = [attrs for tag, attrs in found.tags if tag == "meta"]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in metas
    assert any(
        "default-src 'none'" in str(attrs["content"]) for attrs in metas if "content" in attrs
    )
    assert f"As of {AS_OF.removesuffix(':00')} UTC." in found.texts
    assert found.texts[0] == found.title
    return found


def test_daily(reported: Workspace, tmp_path: Path) -> None:
    found = page(reported, "daily", tmp_path)
    assert found.title == "New hot leads on 2026-03-01"
    assert found.texts[3:] == [
        "cool",
        "No lead became hot.",
        LABEL,
        "Scoring model sought",
        "6 new hot leads",
        *("Lead", "Score", "Grade", "Became hot (UTC)"),
        *("<script>alert(1)</script>", "40", "<b>Hot</b>", "2026-03-01 08:00"),
        *("=1+1", "40 (was 20)", "<b>Hot</b>", "2026-03-01 09:00"),
        *("@midnight", "40 (was 20)", "<b>Hot</b>", "2026-03-01 00:00"),
        *("closed", "40 (was 20)", "<b>Hot</b> (not hot any more)", "2026-03-01 09:00"),
        *("twice", "40 (was 0)", "<b>Hot</b>", "2026-03-01 09:00"),
        *("{{ 1 }}", "40 (was 0)", "<b>Hot</b> (not hot any more)", "2026-03-01 10:00"),
    ]


def test_weekly(reported: Workspace, tmp_path: Path) -> None:
    found = page(reported, "weekly", tmp_path)
    assert found.title == "Score movement in the week 2026-02-23 to 2026-03-01"
    assert found.after("Scoring model sought", 25) == [
        *("Figure", "Week", "Change"),
        *("Average score (points)", "25.7", "+24.3"),
        *("Leads scored", "14", "±0"),
        *("Hot leads", "8", "+8"),
        *("New MQLs", "9", "+9"),
        "In the 30 days up to 2026-03-02 12:00 UTC, of 13 leads scored at both ends:",
        *("Higher score", "53.8%"),
        *("Lower score", "7.7%"),
        *("Same score", "38.5%"),
        *("Mean change (points)", "+20.0"),
        "New MQLs reached the sales-ready score for the first time. – is not known.",
    ]
    # without grades and threshold
    assert found.after("plain", 15)[9:] == ["Hot leads", "–", "–", "New MQLs", "–", "–"]
    assert "planned" not in found.texts


def test_monthly(reported: Workspace, tmp_path: Path) -> None:
    found = page(reported, "monthly", tmp_path)
    assert found.title == "Model performance in the months up to 2026-02"
    about, *figures = found.after("Scoring model sought", 25)
    assert about == (
        "A conversion is the outcome won. Sales ready from 40 points. Target precision: 50.0%. "
        "Target recall: 50.0%. Target lead velocity: 10.0%. Target MQL to SQL: 40.0%."
    )
    assert figures == [
        *("Month", "AUC", "Conversion rate", "Precision", "Recall", "New MQLs"),
        *("Lead velocity", "MQL to SQL"),
        *("2026-02", "0.667", "21.4%", "100.0% ✓", "33.3% ✗", "3", "200.0% ✓", "–"),
        *("2026-01", "–", "0.0%", "–", "–", "1", "–", "100.0% ✓"),
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_files_hold_the_rows_of_the_mart(
    name: ReportName, reported: Workspace, tmp_path: Path
) -> None:
    rows = reported.rows(f"marts.{REPORTS[name]}")
    out = tmp_path / "report.csv"
    said = run(reported, "report", name, "--out", out)
    assert (said.code, said.out) == (0, f"wrote {len(rows)} rows to {out}\n")
    with out.open(newline="", encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    assert len(written) == len(rows) > 0
    assert list(written[0]) == list(rows[0])
    assert {row["as_of"] for row in written} == {AS_OF}
    out = tmp_path / "report.xlsx"
    run(reported, "report", name, "--out", out)
    assert len(read_sheet(out).rows) == len(rows) + 1


def test_misuse(reported: Workspace, tmp_path: Path) -> None:
    said = run(reported, "report", "daily", "--out", tmp_path / "report.pdf")
    assert said.code == 2
    assert "ends with none of .html, .csv, .xlsx" in " ".join(said.err.split())
    assert run(reported, "report", "yearly", "--out", tmp_path / "report.html").code == 2
    assert run(reported, "report", "daily").code == 2
    said = run(reported, "report", "daily", "--out", tmp_path / "no/report.html")
    assert refusal(said).startswith("there is no folder ")


def test_the_day_in_another_time_zone(reported: Workspace, tmp_path: Path) -> None:
    """There the day is from 05:00 to 05:00 UTC."""
    own = copy(reported)
    own.path = shutil.copytree(reported.path, tmp_path / "project")
    own.build(
        *("warehouse", None, AS_OF, ["int_complete_periods", "report_new_hot_leads_daily"]),
        reporting_timezone="America/New_York",
        outcome_horizon_days=HORIZON_DAYS,
    )
    found = page(own, "daily", tmp_path)
    assert found.title == "New hot leads on 2026-03-01"
    assert "(America/New_York)" in found.texts[1]
    assert [row["lead_id"] for row in own.rows("marts.report_new_hot_leads_daily")] == [
        *("+next", SCRIPT, FORMULA, "closed", "twice", TEMPLATE)
    ]
    assert found.after("+next", 3) == ["40 (was 20)", HOT, "2026-03-02 00:00"]


def test_reports_of_no_lead(workspace: Workspace, tmp_path: Path) -> None:
    for model in (SOUGHT, PLAIN):
        workspace.write_spec(model["name"], model)
    execute(
        workspace,
        "duckdb",
        "create schema raw",
        "create table raw.leads (lead_id text, created_at text)",
        "create table raw.interactions"
        " (interaction_id text, interaction_type text, occurred_at text, lead_id text)",
    )
    workspace.build("warehouse", None, AS_OF, [f"+{mart}" for mart in REPORTS.values()])
    assert workspace.rows("marts.report_new_hot_leads_daily") == []
    assert workspace.rows("marts.report_model_performance_monthly") == []
    for row in workspace.rows("marts.report_score_movement_weekly"):
        assert row["leads_compared_30_days"] == 0
        assert (row["leads_scored"], row["average_score_change"]) == (None, None)
    assert page(workspace, "daily", tmp_path).texts[3:] == [
        *(LABEL, "Scoring model sought", "No lead became hot.")
    ]
    weekly = page(workspace, "weekly", tmp_path)
    assert weekly.after("Leads scored", 2) == ["–", "–"]
    assert weekly.texts.count("No lead was scored both now and 30 days ago.") == 2
    assert (
        page(workspace, "monthly", tmp_path).texts.count(
            "The model had scored no lead in these months."
        )
        == 2
    )


def test_reports_of_no_model() -> None:
    class Nothing(Warehouse):
        def rows(self, relation: str, **equals: object) -> list[Row]:
            day = date(2026, 3, 1)
            periods = {"time_zone": "UTC", "day": day, "week": day, "month": day}
            found: dict[str, list[Row]] = {
                "scoring.int_as_of": [{"as_of": datetime(2026, 3, 2)}],
                "scoring.int_complete_periods": [periods],
            }
            return found.get(relation, [])

    said = {name: Page(report_page(Nothing(None), name)).texts for name in REPORTS}
    assert said["daily"][-1] == "No live scoring model has a hot grade."
    assert "There is no live scoring model." in said["weekly"]
    assert "There is no live scoring model." in said["monthly"]
