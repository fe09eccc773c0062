"""Each kind of hostile text in each sink: it comes out as it went in or is refused."""

from __future__ import annotations

import csv
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import escape
from playwright.sync_api import Page

from cli.commands import Said, in_process
from cli.sheets import read_sheet
from injection.built import Built, connect, load_raw
from injection.matrix import (
    AS_OF,
    CANARY_FILE,
    IN_SPECS,
    SHAPES,
    SINKS,
    VALUES,
    Case,
    all_cases,
    chosen_cases,
    declared_inputs,
    experiments,
    file_name,
    inputs,
    interaction,
    kinds,
    of_sink,
    remark,
    specs,
)
from inputs.sources import execute, write_csv
from lead_scoring.spec import SpecErrors, load_scoring_models
from lead_scoring.visible import in_one_line
from once import once
from workspace import PROJECT, Workspace

CASES = chosen_cases()
SECRET, IN_FILE, IN_TABLE = (f"{name}{secrets.token_hex(16)}" for name in ("env", "file", "table"))
# who builds on PostgreSQL: docs/security.md
ROLE = "lead_scoring_builder"
SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


READS_A_FILE = """
source: warehouse
queries: {secret: "select content from read_text('/etc/passwd')"}
charts: {secret: {type: table, query: secret}}
rows: [secret]
"""


@dataclass(frozen=True)
class Matrix(Built):
    """The workspace in which the cases are built."""

    cases: list[Case]
    in_file: str
    in_table: str

    def of(self, *sinks: str) -> list[Case]:
        return list(of_sink(self.cases, *sinks))

    def hot_leads(self) -> set[str]:
        """The leads of the daily report."""
        rows = self.query("select lead_id from marts.report_new_hot_leads_daily")
        return {lead for (lead,) in rows}

    def texts(self, query: str) -> dict[str, Any]:
        """The second column by the first."""
        return dict(self.query(query))

    def command(self, *arguments: str | Path) -> Said:
        """Runs lead-scoring with a secret in its environment."""
        environment = self.workspace.postgres | {
            "LEAD_SCORING_WAREHOUSE": str(self.workspace.warehouse),
            "CANARY": self.secret,
        }
        if self.engine == "postgres":
            environment["PGUSER"] = ROLE
        return in_process(*arguments, **environment)

    @property
    def there(self) -> tuple[str | Path, ...]:
        """The options that tell a command where to read."""
        return ("--target", self.engine, "--project-dir", self.workspace.path)


def build(workspace: Workspace, engine: str, cases: list[Case]) -> Matrix:
    for name, spec in specs(cases).items():
        workspace.write_spec(name, spec)
    workspace.write_spec("_inputs", declared_inputs(cases))
    for experiment in experiments(cases):
        workspace.write_experiment(experiment)
    workspace.compile()
    (workspace.path / CANARY_FILE).write_text(IN_FILE)
    execute(
        workspace,
        engine,
        "create schema private",
        f"create table private.canary as select '{IN_TABLE}' as secret",
    )
    if engine == "duckdb":
        write_files(workspace.path / "input", cases)
        given = {"connector": "files", "input_path": str(workspace.path / "input")}
        user = {}
    else:
        for table, rows in inputs(cases).items():
            load_raw(workspace, table, rows)
        let_build(workspace)
        given = {"connector": "warehouse"}
        user = {"PGUSER": ROLE}
    said = workspace.dbt(
        # without its tests, which look at few texts
        "run",
        *("--vars", json.dumps(given)),
        target=engine,
        CANARY=SECRET,
        LEAD_SCORING_AS_OF=AS_OF,
        **user,
    )
    return Matrix(workspace, engine, said, SECRET, cases, IN_FILE, IN_TABLE)


def write_files(folder: Path, cases: list[Case]) -> None:
    """CSV files, some of which are named after cases."""
    tables = inputs(cases)
    write_csv(folder / "related" / "notes.csv", tables.pop("notes"))
    for table, rows in tables.items():
        write_csv(folder / table / "all.csv", rows)
    for case in of_sink(cases, "file"):
        row = interaction(case, f"file_{case.number}")
        write_csv(folder / "interactions" / f"{file_name(case)}.csv", [row])


def let_build(workspace: Workspace) -> None:
    """Gives a role what it needs to build, and no more."""
    database = workspace.postgres["PGDATABASE"]
    with connect(workspace) as connection, connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [ROLE])
        if not cursor.fetchone():
            cursor.execute(f"create role {ROLE} login")
        cursor.execute(
            f"grant connect, create on database {database} to {ROLE};"
            f"grant usage on schema raw to {ROLE};"
            f"grant select on all tables in schema raw to {ROLE}"
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    """The cases in DuckDB, built once, for reading."""

    def make(folder: Path) -> Matrix:
        return build(Workspace(folder / "project"), "duckdb", CASES)

    return once(tmp_path_factory, "matrix", make)


def test_each_sink_meets_each_kind() -> None:
    assert len(CASES) >= 250
    assert {(case.sink, case.kind) for case in CASES} == {
        (sink, kind) for sink in SINKS for kind in kinds()
    }
    texts = [text for texts in kinds().values() for text in texts]
    assert len(set(texts)) == len(texts)
    shaped = [(SHAPES[shape](text), text) for text in texts for shape in SHAPES]
    whole = {value.strip(): text for value, text in shaped} | dict(shaped)
    # what is long is filled up
    used = {whole[case.text] for case in CASES if case.kind != "long"}
    assert used == {text for text in texts if not text.startswith("LONG")}


def each_text_comes_out_as_it_went_in(built: Matrix, folder: Path) -> None:
    """Byte by byte, in the tables that people read, or where it is put for the first time."""
    leads = built.texts("select lead_id, remark from staging.stg_leads")
    assert leads == {case.lead: remark(case) for case in built.cases}
    titles = built.texts("select lead_id, job_title from staging.stg_leads")
    assert titles == {
        case.lead: case.text if case.sink == "title" else None for case in built.cases
    }
    scored = built.texts(
        "select lead_id, scoring_model from marts.lead_scores where scoring_model = 'texts'"
    )
    assert scored.keys() == leads.keys()
    assert built.texts("select lead_id, outcome from scoring.int_outcomes_judged") == {
        case.lead: case.text for case in built.of("outcome")
    }
    assert built.texts("select lead_id, note from staging.stg_related__notes") == {
        case.lead: case.text for case in built.of("related", "note")
    }
    assert {case.text for case in built.of("record_id")} == {
        contact for (contact,) in built.query("select contact_id from scoring.int_contacts")
    }
    columns = "interaction_type, asset_name"
    rows = built.query(f"select interaction_id, {columns} from staging.stg_interactions")
    found = {row[0]: row[1:] for row in rows}
    for case in built.of("interaction", "where", "record_id"):
        assert {
            "interaction": lambda case: found[f"typed_{case.number}"] == (case.text, None),
            "where": lambda case: found[f"form_{case.number}"] == ("form_submitted", case.text),
            "record_id": lambda case: found[case.text] == ("email_opened", None),
        }[case.sink](case), case
    filed = {name for name in found if name.startswith("file_")}
    assert filed == {f"file_{case.number}" for case in built.of("file") if built.engine == "duckdb"}
    groups = built.rows("scoring.scoring_model_groups")
    labels = {row["group_name"]: (row["label"], row["subcategory"]) for row in groups}
    for case in built.of("label", "subcategory"):
        assert labels[f"kind_{case.order}"][case.sink == "subcategory"] == case.text
    trials = {row["experiment"]: row for row in built.rows("marts.experiment_results")}
    for case in built.of("trial", "outcome"):
        column = "label" if case.sink == "trial" else "outcome"
        assert trials[f"kind_{case.order}"][column] == case.text
    grades = built.texts(
        "select lead_id, grade from marts.lead_scores where scoring_model = 'texts'"
    )
    for case in built.of("grade"):
        assert grades[case.lead] == case.text


def each_condition_means_its_text(built: Matrix, folder: Path) -> None:
    """As Python compares the same texts."""
    values = {
        "attribute": {case.lead: remark(case) for case in built.cases},
        "where": {case.lead: case.text for case in built.of("where")},
        "related": {case.lead: case.text for case in built.of("related", "note")},
    }
    named = matched(built)
    for case in built.of(*values):
        expected = {lead for lead, value in values[case.sink].items() if case.matches(value)}
        assert named[case.number] == expected, case
    for case in built.of("interaction"):
        assert named[case.number] == {case.lead}, case


def matched(built: Matrix) -> dict[int, set[str]]:
    """The leads that the condition of each case names."""
    numbers = [case.number for case in built.of(*VALUES)]
    found: dict[int, set[str]] = {number: set() for number in numbers}
    for number, lead in built.query(
        *(
            f"select {number}, lead_id from staging.stg_values__condition_{number}"
            " where value_change > 0"
            for number in numbers
        )
    ):
        found[number].add(lead)
    return found


def nothing_is_read_or_run(built: Matrix, folder: Path) -> None:
    assert built.secret not in built.said
    assert built.files_with(built.secret) == []
    assert built.relations_with(built.secret) == []
    assert built.files_with(built.in_file) == [CANARY_FILE]
    assert built.relations_with(built.in_file) == []
    assert set(built.files_with(built.in_table)) <= {built.workspace.warehouse.name}
    assert built.relations_with(built.in_table) == ['"private"."canary"']
    assert built.query("select secret from private.canary") == [(built.in_table,)]
    assert not list(built.workspace.path.rglob(f"{CANARY_FILE}?*"))
    assert not [relation for relation in built.relations() if "injected" in relation]
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (built.secret, built.in_file, built.in_table):
        assert secret.encode() not in written
    # 7919 * 6841, which some template would have computed
    assert b"54173879" not in written + built.said.encode()


def the_terminal_obeys_nothing(built: Matrix, folder: Path) -> None:
    printed = built.said
    for case in built.of("lead_id"):
        if case.text.isprintable():
            continue
        said = built.command("explain", *built.there, "--model", "texts", "--", case.text)
        assert (said.code, said.err) == (0, "")
        assert f"lead {in_one_line(case.text)}, texts, at" in said.out
        printed += said.out
    for model in ("texts", "values"):
        printed += built.command("show", model, *built.there[2:]).out
    said = built.command("explain", *built.there, "--", "\x1b[31mnobody")
    assert said.code == 1 and "nobody" in said.err
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", printed + said.err) == []


def files_hold_text_and_no_formula(built: Matrix, folder: Path) -> None:
    """Whichever of its separators a spreadsheet goes by."""
    for mart, columns in {
        "lead_scores": ("lead_id", "grade"),
        "top_scoring_actions": ("label", "subcategory"),
        "experiment_results": ("label", "outcome"),
    }.items():
        rows = built.rows(f"marts.{mart}")
        for ending in ("csv", "xlsx"):
            out = folder / f"{built.engine}_{mart}.{ending}"
            said = built.command("export", mart, *built.there, "--out", out)
            assert (said.code, said.err) == (0, "")
            written = list(read_csv(out) if ending == "csv" else read_xlsx(out))
            for column in columns:
                # no more than apostrophes is put in
                assert sorted(row.get(column, "").replace("'", "") for row in written) == sorted(
                    (row[column] or "").replace("'", "") for row in rows
                )
                assert not [row for row in written if row.get(column, "").startswith(SIGNS)]
        for delimiter in ",;\t":
            with out.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
                cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
            assert not [cell for cell in cells if is_formula(cell.strip('"'))]


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def read_xlsx(path: Path) -> Iterator[dict[str, str]]:
    """The texts of the sheet, by the columns' names."""
    sheet = read_sheet(path)
    assert "<f>" not in sheet.xml and "hyperlink" not in sheet.xml
    heading, *rows = sheet.rows
    for row in rows:
        yield {
            str(heading[letters]): unescaped(cell)
            for letters, cell in row.items()
            if isinstance(cell, str)
        }


def unescaped(cell: str) -> str:
    """As a spreadsheet shows what XML can't hold."""
    return re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), cell)


def is_formula(cell: str) -> bool:
    return cell.startswith(SIGNS) and not re.match(r"-[\d.]+(e-?\d+)?(,|$)", cell)


def pages_show_text(built: Matrix, folder: Path) -> None:
    for report in ("daily", "weekly", "monthly"):
        out = folder / f"{built.engine}_{report}.html"
        said = built.command("report", report, *built.there, "--out", out)
        assert (said.code, said.err) == (0, "")
        html = out.read_bytes().decode()
        assert built.secret not in html and "<script" not in html and "<img" not in html
        if report == "daily":
            for case in built.of("lead_id", "grade"):
                assert str(escape(case.text)) in html


CHECKS: list[Callable[[Matrix, Path], None]] = [
    each_text_comes_out_as_it_went_in,
    each_condition_means_its_text,
    the_terminal_obeys_nothing,
    files_hold_text_and_no_formula,
    pages_show_text,
    # the last, as it looks at what the others have written, too
    nothing_is_read_or_run,
]


def test_on_duckdb(built: Matrix, tmp_path: Path) -> None:
    for check in CHECKS:
        check(built, tmp_path)


def test_on_postgres(postgres_workspace: Workspace, tmp_path: Path) -> None:
    """As a role that may read the inputs, make schemas, and nothing else."""
    built = build(postgres_workspace, "postgres", CASES)
    folder = tmp_path / "written"
    folder.mkdir()
    for check in CHECKS:
        check(built, folder)


@pytest.mark.deep
@pytest.mark.parametrize("engine", ["duckdb", "postgres"])
def test_all_texts_in_all_sinks(engine: str, postgres_workspace: Workspace, tmp_path: Path) -> None:
    built = build(postgres_workspace, engine, all_cases())
    folder = tmp_path / "written"
    folder.mkdir()
    for check in CHECKS:
        check(built, folder)


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_a_browser_shows_text(page: Page, built: Matrix, tmp_path: Path) -> None:
    """No script runs and nothing is asked for: `page` sees to that."""
    out = tmp_path / "daily.html"
    assert built.command("report", "daily", *built.there, "--out", out).code == 0
    page.goto(out.as_uri())
    leads: list[str] = page.eval_on_selector_all(
        "tbody th", "cells => cells.map(cell => cell.textContent)"
    )
    shown = {text.replace("\r\n", "\n").replace("\r", "\n") for text in built.hot_leads()}
    assert set(leads) == shown
    assert page.evaluate("document.scripts.length + document.images.length") == 0


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_boards_show_text(page: Page, built: Matrix, tmp_path: Path) -> None:
    """No script of theirs runs and nothing is asked for: `page` sees to that."""
    markup = next(case for case in built.of("lead_id") if case.kind == "html")
    (tmp_path / "others" / "charts").mkdir(parents=True)
    shutil.copy(PROJECT / "boards" / "dbt_charts.yml", tmp_path / "others")
    (tmp_path / "others" / "charts" / "reads_a_file.yml").write_text(READS_A_FILE)
    drawn = subprocess.run(
        [
            *(sys.executable, Path(__file__).with_name("draw_boards.py")),
            *(tmp_path / "site", markup.text, tmp_path / "others"),
        ],
        env=os.environ
        | {"LEAD_SCORING_WAREHOUSE": str(built.workspace.warehouse), "CANARY": SECRET}
        | {"PYTHONPATH": str(PROJECT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert drawn.returncode == 0, drawn.stderr
    *files, refusal = drawn.stdout.splitlines()
    assert len(files) == 2 and "disabled by configuration" in refusal
    shown = ""
    for file in files:
        page.goto((tmp_path / "site" / file).as_uri())
        shown += "".join(
            page.eval_on_selector_all("text", "texts => texts.map(t => t.textContent)")
        )
        assert SECRET not in (tmp_path / "site" / file).read_text()
    shown = re.sub(r"\s", "", shown)
    for case in [
        markup,
        *(case for case in built.of("label") if case.kind in ("html", "jinja_secrets")),
    ]:
        assert re.sub(r"\s", "", case.text) in shown, case


def test_a_file_that_duckdb_would_overlook_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "project")
    (tmp_path / "input" / "leads").mkdir(parents=True)
    (tmp_path / "input" / "leads" / "a\\b.csv").touch()
    said = in_process(
        *("build", "--input-path", tmp_path / "input", "--project-dir", workspace.path)
    )
    assert (said.code, said.out) == (1, "")
    assert r"the name 'a\\b.csv' in" in said.err and said.err.endswith("rename it\n")


REFUSED = [case for case in CASES if case.sink in IN_SPECS and not case.is_accepted]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.sink} {case.number}")
def test_a_spec_holds_no_commands_to_terminals(case: Case, tmp_path: Path) -> None:
    harmless = replace(case, text="harmless")
    folders = {"models": specs([harmless]), "experiments": {}}
    folders["models"]["_inputs"] = declared_inputs([harmless])
    folders["experiments"] = {spec["name"]: spec for spec in experiments([harmless])}
    for folder, files in folders.items():
        (tmp_path / folder).mkdir()
        for name, spec in files.items():
            text = yaml.safe_dump(put_in(spec, case.text), width=10**6)
            (tmp_path / folder / f"{name}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SpecErrors) as refused:
        load_scoring_models(tmp_path / "models", tmp_path / "experiments")
    errors = refused.value.errors
    assert "LS005" in {error.code for error in errors}
    assert all(str(error).isprintable() for error in errors)


def put_in(value: Any, text: str) -> Any:
    """The value with the text in the place of what is harmless."""
    if isinstance(value, dict):
        return {key: put_in(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [put_in(item, text) for item in value]
    return value.replace("harmless", text) if isinstance(value, str) else value


@pytest.mark.parametrize("case", list(of_sink(CASES, "file")), ids=lambda case: case.kind)
def test_a_spec_is_named_after_its_model(case: Case, tmp_path: Path) -> None:
    spec = (
        "name: one\ngroups: [{name: a, points: 1, conditions: [{name: b, interaction: sms_sent}]}]"
    )
    (tmp_path / f"{file_name(case)}.yml").write_text(spec)
    with pytest.raises(SpecErrors) as refused:
        load_scoring_models(tmp_path)
    assert "LS023" in {error.code for error in refused.value.errors}
    assert all(str(error).isprintable() for error in refused.value.errors)
