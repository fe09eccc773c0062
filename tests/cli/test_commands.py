"""The commands that need no warehouse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.commands import in_a_shell, in_process
from cli.small_world import ENGAGED, new_workspace
from lead_scoring import __version__
from lead_scoring.build import Source
from lead_scoring.doctor import DoctorError
from lead_scoring.project import ProjectFolder
from workspace import PROJECT, Workspace

COMMANDS = (
    *("compile", "validate", "show", "doctor", "build", "explain", "export", "report"),
    *("publish", "stop", "copy", "new"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with two models, not compiled yet."""
    return new_workspace(tmp_path / "project").path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(command: str) -> None:
    said = in_process(command, "--help")
    assert said.code == 0
    assert f"lead-scoring {command} [OPTIONS]" in said.out
    assert "--project-dir" in said.out


@pytest.mark.parametrize("connector", ["demo", "hubspot"])
def test_an_input_path_leaves_the_projects_connector(
    connector: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless that one reads no files."""
    project = folder / "dbt_project.yml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("connector: demo", f"connector: {connector}"), encoding="utf-8")
    asked: list[Source] = []

    def examine(_folder: ProjectFolder, source: Source, *_: object) -> None:
        asked.append(source)
        raise DoctorError("asked")

    monkeypatch.setattr("lead_scoring.cli.examine", examine)
    assert in_process("doctor", "--input-path", folder, "--project-dir", folder).code == 1
    assert [source.connector for source in asked] == ["files" if connector == "demo" else None]


def test_a_database_that_cannot_be_reached(folder: Path, tmp_path: Path) -> None:
    said = in_process(
        *("releases", "--target", "postgres", "--project-dir", folder), PGHOST=str(tmp_path)
    )
    assert said.code == 1
    assert "can't reach PostgreSQL as the dbt profile says, the project's own by PGHOST" in said.err


def test_help_lists_the_commands() -> None:
    said = in_process("--help")
    assert said.code == 0
    assert all(f" {command} " in said.out for command in COMMANDS)


def test_the_installed_command(tmp_path: Path) -> None:
    said = in_a_shell(tmp_path, "--version")
    assert (said.code, said.out) == (0, f"lead-scoring {__version__}\n")
    said = in_a_shell(tmp_path, "compile")
    assert said.code == 1
    assert "no lead_scoring project at" in said.err and "--project-dir" in said.err


def test_without_a_command_there_is_help() -> None:
    said = in_process()
    assert "Usage:" in said.out + said.err


@pytest.mark.parametrize("arguments", [["compil"], ["build", "--asof", "2026-01-01"], ["show"]])
def test_misuse_exits_with_2(arguments: list[str]) -> None:
    said = in_process(*arguments)
    assert said.code == 2
    assert "Usage:" in said.err


@pytest.mark.parametrize("command", [["compile"], ["validate"], ["show", "x"], ["explain", "x"]])
def test_outside_a_project(command: list[str], tmp_path: Path) -> None:
    said = in_process(*command, "--project-dir", tmp_path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"no lead_scoring project at {tmp_path} or above")


def test_compile_then_check(folder: Path) -> None:
    stale = in_process("compile", "--check", "--project-dir", folder)
    assert stale.code == 1
    assert "stale: macros/generated/engaged.sql" in stale.err
    assert "Run `lead-scoring compile`" in stale.err
    assert not (folder / "macros/generated").exists()
    first = in_process("compile", "--project-dir", folder)
    count = first.out.split()[0]
    assert (first.code, first.out) == (0, f"{count} generated files, {count} changed\n")
    again = in_process("compile", "--project-dir", folder)
    assert again.out == f"{count} generated files, 0 changed\n"
    fresh = in_process("compile", "--check", "--project-dir", folder)
    assert (fresh.code, fresh.out) == (0, f"{count} generated files, all up to date\n")


def test_check_names_what_is_stale_and_nothing_else(folder: Path) -> None:
    in_process("compile", "--project-dir", folder)
    ledger = folder / "models/generated/engaged/int_engaged__ledger.sql"
    ledger.write_text(ledger.read_text() + "-- edited\n")
    said = in_process("compile", "--check", "--project-dir", folder)
    assert said.code == 1
    named = [line for line in said.err.splitlines() if line.startswith("stale")]
    assert named == ["stale: models/generated/engaged/int_engaged__ledger.sql"]
    assert ledger.read_text().endswith("-- edited\n")


def test_the_project_itself_is_compiled() -> None:
    assert in_process("compile", "--check", "--project-dir", PROJECT).code == 0


def test_a_foreign_file_in_a_generated_folder(folder: Path) -> None:
    in_process("compile", "--project-dir", folder)
    mine = folder / "models/generated/mine.sql"
    mine.write_text("select 1")
    said = in_process("compile", "--project-dir", folder)
    assert said.code == 1
    assert "models/generated/mine.sql was not written by the compiler" in said.err
    assert mine.read_text() == "select 1"


def test_the_project_is_found_from_below(folder: Path) -> None:
    said = in_process("compile", "--project-dir", folder / "scoring_models")
    assert said.code == 0
    assert (folder / "macros/generated/engaged.sql").is_file()


@pytest.fixture
def faulty(folder: Path) -> Path:
    """The project with two more specs, each with faults."""
    models = folder / "scoring_models"
    (models / "one.yml").write_text(
        "name: one\ngroups:\n  - name: reads\n    points: 0\n    conditions:\n"
        "      - {name: opened, interaction: email_open}\n"
    )
    (models / "two.yml").write_text("name: two\nlable: Two\ngroups: []\n")
    return folder


def test_validate_tells_all_errors_of_all_files(faulty: Path) -> None:
    said = in_process("validate", "--project-dir", faulty)
    assert (said.code, said.out) == (1, "")
    places = [line.split(" ")[0] for line in said.err.splitlines()]
    assert places == [
        "scoring_models/one.yml:4:",
        "scoring_models/one.yml:6:",
        "scoring_models/two.yml:2:",
        "scoring_models/two.yml:3:",
    ]
    assert "did you mean 'email_opened'?" in said.err and "did you mean 'label'?" in said.err


def test_validate_as_json(faulty: Path) -> None:
    said = in_process("validate", "--json", "--project-dir", faulty)
    assert (said.code, said.err) == (1, "")
    found = json.loads(said.out)
    assert found["warnings"] == []
    assert [(error["file"], error["line"], error["code"]) for error in found["errors"]] == [
        ("scoring_models/one.yml", 4, "LS017"),
        ("scoring_models/one.yml", 6, "LS014"),
        ("scoring_models/two.yml", 2, "LS012"),
        ("scoring_models/two.yml", 3, "LS022"),
    ]


@pytest.mark.parametrize("command", [["compile"], ["build"], ["show", "engaged"]])
def test_no_command_goes_on_with_faulty_specs(command: list[str], faulty: Path) -> None:
    said = in_process(*command, "--project-dir", faulty)
    assert said.code == 1
    assert "scoring_models/two.yml:3: LS022" in said.err
    assert not (faulty / "macros/generated").exists()


def test_validate_without_faults(folder: Path) -> None:
    said = in_process("validate", "--project-dir", folder)
    assert (said.code, said.out, said.err) == (0, "2 scoring models, no errors\n", "")
    assert json.loads(in_process("validate", "--json", "--project-dir", folder).out) == {
        "errors": [],
        "warnings": [],
    }


def test_validate_warns_and_goes_on(folder: Path) -> None:
    workspace_spec = ENGAGED | {
        "name": "gappy",
        "status": "draft",
        "grades": [{"name": "Hot", "operator": "greater_or_equal", "value": 20}],
    }
    (folder / "scoring_models/gappy.yml").write_text(json.dumps(workspace_spec))
    said = in_process("validate", "--project-dir", folder)
    assert (said.code, said.out) == (0, "3 scoring models, no errors\n")
    assert said.err.startswith("warning: scoring_models/gappy.yml:") and "no grade" in said.err
    warnings = json.loads(in_process("validate", "--json", "--project-dir", folder).out)["warnings"]
    assert len(warnings) == 1


def test_show(folder: Path) -> None:
    said = in_process("show", "engaged", "--project-dir", folder)
    assert said.code == 0
    assert said.out.startswith("engaged  Engaged leads\n")
    for line in (
        "  status live",
        "+10 opens  Opens our mail",
        "  when each_open: for each email_opened within 10 days",
        "  when in_us: country equals 'us'",
        "score up to 40",
        "sales ready from 35",
        "grade 'Hot' when the score is at least 20  (hot)",
    ):
        assert line in said.out.splitlines()


def test_show_as_json(folder: Path) -> None:
    said = in_process("show", "engaged", "--json", "--project-dir", folder)
    found = json.loads(said.out)
    assert (found["name"], found["groups"][0]["points"]) == ("engaged", 10)
    assert found["groups"][0]["conditions"][0]["frequency"]["kind"] == "each"


def test_show_an_unknown_model(folder: Path) -> None:
    said = in_process("show", "engagd", "--project-dir", folder)
    assert said.code == 2
    assert "no scoring model 'engagd'; there are: engaged, planned" in " ".join(said.err.split())


def test_show_where_there_are_no_models(workspace: Workspace) -> None:
    said = in_process("show", "engaged", "--project-dir", workspace.path)
    assert said.code == 2
    assert "there are: none" in said.err


@pytest.mark.parametrize(
    "instant", ["yesterday", "2026-13-01", "2026-02-30", "12:00", "0001-01-01T00:00+23:00"]
)
@pytest.mark.parametrize("command", [["build", "--as-of"], ["explain", "007", "--at"]])
def test_what_is_no_instant(command: list[str], instant: str, folder: Path) -> None:
    said = in_process(*command, instant, "--project-dir", folder)
    assert said.code == 2
    message = "".join(character for character in said.err if character not in "│\n")
    assert "is no instant" in " ".join(message.split())
    assert not (folder / "warehouse").exists()


@pytest.mark.parametrize("command", [["explain", "007"], ["validate", "--warehouse"]])
def test_there_is_no_warehouse_yet(command: list[str], folder: Path) -> None:
    said = in_process(*command, "--project-dir", folder)
    assert (said.code, said.out) == (1, "")
    file = folder / "warehouse/lead_scoring.duckdb"
    assert said.err == f"there is no warehouse at {file}: run `lead-scoring build`\n"
    assert not file.exists()


def test_a_file_that_is_no_warehouse(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database")
    said = in_process("explain", "007", "--warehouse", file, "--project-dir", folder)
    assert said.code == 1
    assert said.err.startswith("can't open the warehouse: ")


def test_a_profile_of_ones_own_has_a_warehouse_of_its_own(folder: Path, tmp_path: Path) -> None:
    said = in_process(
        *("explain", "007", "--warehouse", tmp_path / "x.duckdb"),
        *("--profiles-dir", tmp_path, "--project-dir", folder),
    )
    assert said.code == 2
    said = in_process("explain", "007", "--profiles-dir", tmp_path, "--project-dir", folder)
    assert said.code == 1
    assert said.err.startswith("can't read the dbt profile: ")


def test_an_unknown_target(folder: Path) -> None:
    said = in_process("explain", "007", "--target", "oracle", "--project-dir", folder)
    assert said.code == 1
    assert said.err.startswith("can't read the dbt profile: ") and "oracle" in said.err
