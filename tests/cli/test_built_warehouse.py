"""Build a small world, and what the commands say of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cli.commands import Said, in_a_shell, in_process
from cli.small_world import AS_OF, INTERACTIONS, LEADS, new_workspace, write_input
from lead_scoring.release import Published, Release, Status
from lead_scoring.release.record import utc_now
from once import once

# what is audited; marts that nothing here looks at are left out
SELECTED = ("+audit_figures", "+scoring_insights", "+grade_volume")


class Built:
    """A project in which the small world is built, and what the build said."""

    def __init__(self, folder: Path) -> None:
        self.path = new_workspace(folder / "project", SELECTED).path
        self.input = write_input(folder / "input")
        self.warehouse = folder / "elsewhere.duckdb"
        build = ("build", "--as-of", AS_OF, "--warehouse", self.warehouse)
        given = ("--connector", "files", "--input-path", self.input)
        self.said = in_a_shell(self.path, *build, *given)

    def build(self, *arguments: str | Path) -> Said:
        """Runs the build once more."""
        return in_process(
            *("build", "--as-of", AS_OF, "--warehouse", self.warehouse),
            *("--project-dir", self.path),
            *arguments,
        )

    def fingerprint(self) -> str:
        """Of all bytes of the warehouse."""
        return hashlib.sha256(self.warehouse.read_bytes()).hexdigest()

    def explain(self, *arguments: str) -> Said:
        """Explains from the warehouse."""
        return in_process(
            *("explain", "--warehouse", self.warehouse, "--project-dir", self.path), *arguments
        )

    def explained(self, *arguments: str) -> dict[str, Any]:
        """The one explanation, of the live model."""
        said = self.explain(*arguments, "--json")
        assert (said.code, said.err) == (0, "")
        (found,) = json.loads(said.out)
        assert isinstance(found, dict)
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small world, built once, for reading."""
    return once(tmp_path_factory, "built_small_world", Built)


@pytest.fixture
def own(built: Built, tmp_path: Path) -> Built:
    """A copy of it, for builds that fail."""
    found = copy(built)
    found.path = shutil.copytree(built.path, tmp_path / "project")
    found.warehouse = Path(shutil.copy(built.warehouse, tmp_path))
    return found


def test_the_build_prints_a_summary(built: Built) -> None:
    assert built.said.code == 0, built.said.err
    lines = [" ".join(line.split()) for line in built.said.out.splitlines()]
    assert "Scores at 2026-02-01 00:00:00 UTC" in lines
    assert "engaged 2 20.0 20.0 36.0 Hot 1 50.0% 1" in lines
    assert "Cold 1 50.0%" in lines
    assert "planned 2 5.0 5.0 9.0 – –" in lines
    assert "(draft)" in lines
    assert built.warehouse.is_file()
    assert not (built.path / "warehouse/lead_scoring.duckdb").exists()


def test_the_build_as_json(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    # the second build would give what is there
    published = Published(Release("a_run", Status.PUBLISHED, utc_now()), ["a warning"])
    monkeypatch.setattr("lead_scoring.cli.publish_release", lambda *arguments: published)
    said = in_process(
        *("build", "--json", "--warehouse", built.warehouse, "--project-dir", built.path)
    )
    assert (said.code, said.err) == (0, "warning: a warning\n")
    assert json.loads(said.out) == [
        {
            "scoring_model": "engaged",
            "model_status": "live",
            "as_of": "2026-02-01 00:00:00",
            "leads_scored": 2,
            "average_score": 20.0,
            "median_score": 20.0,
            "top_10_percent_score": 36.0,
            "grades": [
                {"grade": "Hot", "leads": 1, "share": 0.5},
                {"grade": "Cold", "leads": 1, "share": 0.5},
            ],
            "leads_sales_ready": 1,
        },
        {
            "scoring_model": "planned",
            "model_status": "draft",
            "as_of": "2026-02-01 00:00:00",
            "leads_scored": 2,
            "average_score": 5.0,
            "median_score": 5.0,
            "top_10_percent_score": 9.0,
            "grades": [],
            "leads_sales_ready": None,
        },
    ]


def test_explain_in_words(built: Built) -> None:
    said = built.explain("007")
    assert said.code == 0
    assert said.out.splitlines() == [
        "lead 007, engaged, at 2026-02-01 00:00 UTC",
        "  score 40, grade Hot, since 2026-01-25 00:00",
        "  sales-ready score 35: reached",
        "       +30  lives_near, since 2026-01-01 00:00",
        "            country is 'us'; true since the lead was created",
        "       +20  Opens our mail, since 2026-01-30 00:00",
        "            email opened: 2 in the last 10 days, the last on 2026-01-30 00:00, "
        "worth 10 each; the first stops counting on 2026-02-04 00:00",
        "        +5  visits, since 2026-01-10 00:00",
        "            website visited: at least 1; true since 2026-01-10 00:00",
        "       -15  Cut to the score range",
        "            55 cut to 40",
        "  if nothing else happens:",
        "    2026-02-09 00:00  35, grade Hot  (opens -10)",
    ]


def test_explain_as_json(built: Built) -> None:
    found = built.explained("007")
    assert (found["lead_id"], found["scoring_model"]) == ("007", "engaged")
    assert Decimal(found["score"]) == 40
    groups = {group["group_name"]: Decimal(group["points"]) for group in found["groups"]}
    assert groups == {"lives_near": 30, "opens": 20, "visits": 5, "score_range": -15}
    (change,) = found["scheduled"]
    assert change["at"] == "2026-02-09 00:00:00"
    assert Decimal(change["score"]) == 35
    assert [change["group_name"] for change in change["changes"]] == ["opens"]


@pytest.mark.parametrize(
    ("at", "score"),
    [
        ("2026-01-01", 30),
        ("2026-01-11T23:59:59.999999", 35),
        ("2026-01-12T00:00:00Z", 40),
        ("2026-01-12T01:00:00+01:00", 40),
        ("2026-01-21", 40),
        ("2026-01-22", 35),
        ("2026-01-31", 40),
        ("2026-02-08", 40),
        ("2026-02-09", 35),
        ("2027-01-01", 35),
    ],
)
def test_explain_at_another_time(at: str, score: int, built: Built) -> None:
    found = built.explained("007", "--at", at)
    assert Decimal(found["score"]) == score
    assert sum(Decimal(group["points"]) for group in found["groups"]) == score
    assert found["as_of"] == "2026-02-01 00:00:00"


def test_explain_a_lead_without_points(built: Built) -> None:
    found = built.explained("008")
    assert Decimal(found["score"]) == 0
    assert found["grade"] == "Cold"
    assert (found["groups"], found["scheduled"]) == ([], [])
    assert "no group has points" in built.explain("008").out


@pytest.mark.parametrize(
    ("lead", "at", "reason", "scored"),
    [
        (
            "007",
            "2025-12-31",
            "the lead was not there until 2026-01-01 00:00",
            "scored from 2026-01-01 00:00 on",
        ),
        (
            "009",
            AS_OF,
            "the lead was closed at 2026-01-28 00:00",
            "scored from 2026-01-20 00:00 to 2026-01-28 00:00",
        ),
        (
            "011",
            AS_OF,
            "the lead was closed at 2026-01-05 00:00, not after it was created at 2026-01-10 00:00",
            "never scored",
        ),
        (
            "010",
            AS_OF,
            "the lead was merged into '007', which is scored instead",
            "never scored",
        ),
    ],
)
def test_explain_when_a_lead_is_not_scored(
    lead: str, at: str, reason: str, scored: str, built: Built
) -> None:
    said = built.explain(lead, "--at", at)
    assert said.code == 0
    assert said.out.splitlines()[1:] == [f"  not scored then: {reason}", f"  {scored}"]
    found = built.explained(lead, "--at", at)
    assert (found["score"], found["why_not_scored"]) == (None, reason)


def test_explain_a_closed_lead_while_it_was_scored(built: Built) -> None:
    assert Decimal(built.explained("009", "--at", "2026-01-27")["score"]) == 40
    assert Decimal(built.explained("009", "--at", "2026-01-20")["score"]) == 30


def test_explain_a_draft(built: Built) -> None:
    said = built.explain("007", "--model", "planned")
    assert said.out.startswith("lead 007, planned (draft), at 2026-02-01 00:00 UTC\n  score 10, ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["7"], "no lead '7' in the warehouse (ids are text: 007 is not 7)"),
        (["' or 1 = 1 --"], "in the warehouse"),
        (["007", "--model", "plan"], "no scoring model 'plan'; built are: engaged, planned"),
    ],
)
def test_explain_what_is_not_there(arguments: list[str], message: str, built: Built) -> None:
    said = built.explain(*arguments)
    assert (said.code, said.out) == (1, "")
    assert message in said.err


def test_validate_against_the_warehouse(built: Built) -> None:
    arguments = ("validate", "--warehouse", "--project-dir", built.path)
    environment = {"LEAD_SCORING_WAREHOUSE": str(built.warehouse)}
    said = in_process(*arguments, **environment)
    warning = "scoring_models/planned.yml: no row of the build matches condition 'asked'"
    assert (said.code, said.out) == (0, "2 scoring models, no errors\n")
    assert said.err == f"warning: {warning}\n"
    said = in_process(*arguments, "--json", **environment)
    assert json.loads(said.out) == {"errors": [], "warnings": [warning]}


# from here on the builds fail, and leave the warehouse as it was


def summary_of(said: Said) -> list[str]:
    """What a build printed, without the name of its run."""
    *lines, last = said.out.splitlines()
    assert last.startswith("published as release ")
    return lines


def refused(own: Built, *arguments: str | Path) -> str:
    """What a build said that must fail and change nothing."""
    before = own.fingerprint()
    said = own.build(*arguments)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("the build failed\n")
    assert own.fingerprint() == before
    assert Decimal(own.explained("007")["score"]) == 40
    return said.err


def test_missing_inputs_are_named_all_at_once(own: Built, tmp_path: Path) -> None:
    leads = LEADS.replace("created_at", "made_at")
    interactions = INTERACTIONS.replace("occurred_at,lead_id", "happened_at,person")
    folder = write_input(tmp_path / "wanting", leads, interactions)
    (folder / "contacts.csv").write_text("id,contact_name\n1,Ada\n")
    said = refused(own, "--connector", "files", "--input-path", folder)
    (line,) = [line for line in said.splitlines() if "are missing in" in line]
    assert f"folder '{folder}'" in line
    for missing in (
        "column leads.created_at",
        "column contacts.contact_id",
        "column interactions.occurred_at",
        "column interactions.lead_id or interactions.contact_id",
    ):
        assert missing in line


def test_an_input_path_that_is_not_there(own: Built, tmp_path: Path) -> None:
    said = refused(own, "--connector", "files", "--input-path", tmp_path / "nowhere")
    assert "nowhere': the folder itself, which is not there or empty. Nothing was changed." in said


def test_an_unknown_connector(own: Built) -> None:
    said = refused(own, "--connector", "pipedrive")
    assert "var 'connector' is 'pipedrive', and may be: demo, files, warehouse" in said
    assert "in macro" not in said


def test_a_full_refresh_scores_again_and_drops_marts_that_are_no_more(own: Built) -> None:
    with duckdb.connect(str(own.warehouse)) as connection:
        connection.execute("update scoring.int_engaged__score_history set score = score + 1")
        connection.execute("create table marts.mart_of_old as select 'an old run' as run_id")
        connection.execute("create table marts.of_somebody_else as select 1 as one")
        # a project of old may have had a view where there is a table today, and the reverse
        connection.execute("drop table scoring.int_leads")
        connection.execute("create view scoring.int_leads as select 1 as one")
        connection.execute("drop view scoring.scoring_model_bands")
        connection.execute("create table scoring.scoring_model_bands as select 1 as one")
    refreshed = own.build("--connector", "files", "--input-path", own.input, "--full-refresh")
    assert refreshed.code == 0, refreshed.err
    assert summary_of(refreshed) == summary_of(own.said)
    with duckdb.connect(str(own.warehouse), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
    assert ("mart_of_old",) not in tables
    assert ("of_somebody_else",) in tables


def test_a_build_that_fails_says_what_dbt_said(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "project", SELECTED)
    test = workspace.path / "tests/data/always_fails.sql"
    test.write_text("select 1 as one\n")
    circle = LEADS.replace("007,2026-01-01,,US,\n", "007,2026-01-01,,US,010\n")
    said = in_process(
        *("build", "--connector", "files", "--as-of", AS_OF, "--json"),
        *("--project-dir", workspace.path),
        *("--input-path", write_input(tmp_path / "input", circle)),
    )
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("the build failed\n")
    assert "leads are merged into each other in a circle" in said.err
    assert "007, 010" in said.err
    assert "always_fails" in said.err and "Got 1 result" in said.err
