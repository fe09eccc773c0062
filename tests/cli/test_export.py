"""Marts as files: every row, as it is, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cli.commands import Said, in_process
from cli.reported_world import AS_OF, FORMULA, LABEL, SCRIPT, TEMPLATE, VISITS, build_world
from cli.sheets import read_sheet
from lead_scoring.export import files
from lead_scoring.warehouse import Table
from workspace import Workspace

SAFE = {lead: f"'{lead}" if lead[0] in "=+-@\t\uff1d" else lead for lead in VISITS}


def run(world: Workspace, *arguments: str | Path) -> Said:
    """Runs a command on the DuckDB world."""
    return in_process(*arguments, "--warehouse", world.warehouse, "--project-dir", world.path)


def exported(world: Workspace, out: Path, *arguments: str) -> Path:
    """The file that an export wrote."""
    said = run(world, "export", *arguments, "--out", out)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("wrote ") and said.out.endswith(f" to {out}\n")
    return out


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def of(rows: list[dict[str, str]], lead: str, model: str) -> dict[str, str]:
    """The one row of a lead and a model."""
    (found,) = (row for row in rows if (row["lead_id"], row["scoring_model"]) == (lead, model))
    return found


def refusal(said: Said) -> str:
    """The one line of an error that tells what to do."""
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    return said.err


def test_csv_of_all_scores(reported: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    said = run(reported, "export", "scores", "--out", out)
    assert (said.code, said.out, said.err) == (0, f"wrote 42 rows to {out}\n", "")
    rows = read_csv(out)
    assert len(rows) == 42
    expected = reported.rows("marts.lead_scores")
    assert list(rows[0]) == list(expected[0])
    # in the order of their ids; texts that begin like formulas have an apostrophe
    assert [(row["lead_id"], row["scoring_model"]) for row in rows] == [
        (SAFE[lead], model)
        for lead, model in sorted((row["lead_id"], row["scoring_model"]) for row in expected)
    ]
    row = of(rows, "'=1+1", "sought")
    assert (row["grade"], row["score"]) == ("<b>Hot</b>", "40.0000")
    assert (row["score_30_days_ago"], row["next_score"]) == ("0.0000", "20.0000")
    assert (row["is_hot"], row["sales_ready_at"]) == ("true", "2026-03-01 09:00:00")
    assert row["as_of"] == AS_OF
    # what is negative but no text is a number still; NULL is empty
    assert of(rows, "early", "sought")["score_change_30_days"] == "-40.0000"
    assert of(rows, SCRIPT, "cool")["score_30_days_ago"] == ""


def test_csv_of_labels(reported: Workspace, tmp_path: Path) -> None:
    rows = read_csv(exported(reported, tmp_path / "actions.csv", "top_scoring_actions"))
    assert {row["label"] for row in rows} == {f"'{LABEL}"}
    assert "-40" in {row["points_per_action"] for row in rows}


@pytest.mark.parametrize("begin", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_what_looks_like_a_formula(begin: str, tmp_path: Path) -> None:
    text = f"{begin}1+1"
    out = tmp_path / "texts.csv"
    with duckdb.connect() as connection:
        query = "select unnest([?, 'a' || ?, '''' || ?, '']) as said, -1 as number"
        table = Table(connection, query, [text] * 3, {"said": "VARCHAR", "number": "INTEGER"})
        assert files.write_table(table, out, "csv") == 4
    rows = read_csv(out)
    assert [row["said"] for row in rows] == [f"'{text}", f"a{text}", f"'{text}", ""]
    assert {row["number"] for row in rows} == {"-1"}


@pytest.mark.parametrize("delimiter", ",;\t")
def test_a_formula_behind_a_separator_within_a_text(delimiter: str, tmp_path: Path) -> None:
    """Where semicolons separate, a spreadsheet takes commas and their quotes as text."""
    texts = ["x;=1+1;y", 'x;"=1+1', "x\t+1", "x\n=1", "x\r\n-1", "x\n\n;\uff1d1", "a; b\n\tc-d"]
    out = tmp_path / "texts.csv"
    with duckdb.connect() as connection:
        query = "select unnest(?) as said, 'y' as more"
        table = Table(connection, query, [texts], {"said": "VARCHAR", "more": "VARCHAR"})
        assert files.write_table(table, out, "csv") == len(texts)
    rows = read_csv(out)
    assert [row["said"].replace("'", "") for row in rows] == texts
    assert rows[-1]["said"] == texts[-1]
    with out.open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
    assert not [cell for cell in cells if cell.lstrip('"').startswith(tuple("=+-@\uff1d"))]


def test_xlsx_of_all_scores(reported: Workspace, tmp_path: Path) -> None:
    sheet = read_sheet(exported(reported, tmp_path / "scores.xlsx", "scores"))
    assert len(sheet.rows) == 43
    heading, *rows = sheet.rows
    names = {name: letters for letters, name in heading.items()}
    assert [row[names["lead_id"]] for row in rows] == [
        SAFE[lead] for lead in sorted(row["lead_id"] for row in reported.rows("marts.lead_scores"))
    ]
    assert "<f>" not in sheet.xml and "hyperlink" not in sheet.xml
    assert not any("rels" in name for name in sheet.files if "worksheets" in name)
    (row,) = (
        row
        for row in rows
        if (row[names["lead_id"]], row[names["scoring_model"]]) == ("'=1+1", "sought")
    )
    assert (row[names["score"]], row[names["score_change_30_days"]]) == (40.0, 40.0)
    assert row[names["is_hot"]] is True
    # days since 1899-12-30
    assert row[names["sales_ready_at"]] == (datetime(2026, 3, 1, 9) - datetime(1899, 12, 30)) / (
        datetime(1900, 1, 2) - datetime(1900, 1, 1)
    )


def test_parquet_keeps_values_and_types(reported: Workspace, tmp_path: Path) -> None:
    out = exported(reported, tmp_path / "history.parquet", "history")
    with duckdb.connect(str(reported.warehouse), read_only=True) as connection:
        mart, written = "marts.lead_score_history", "read_parquet(?)"
        described = connection.execute(f"describe select * from {mart}").fetchall()
        found = connection.execute(f"describe select * from {written}", [str(out)]).fetchall()
        assert found == described
        for one, other in ((mart, written), (written, mart)):
            assert not connection.execute(
                f"select * from {one} except all select * from {other}", [str(out)]
            ).fetchall()


def test_one_lead_and_one_model(reported: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "history.csv"
    rows = read_csv(exported(reported, out, "history", "--lead", TEMPLATE, "--model", "sought"))
    assert {row["lead_id"] for row in rows} == {TEMPLATE}
    assert [(row["valid_from"], row["score"]) for row in rows] == [
        ("2026-01-01 00:00:00", "0.0000"),
        ("2026-03-01 10:00:00", "40.0000"),
        ("2026-03-02 10:00:00", "0.0000"),
    ]
    rows = read_csv(exported(reported, out, "contributions", "--lead", FORMULA))
    assert [(row["lead_id"], row["points"]) for row in rows] == [("'=1+1", "40.0000")]
    # a lead that is not scored now has a file without rows
    assert read_csv(exported(reported, out, "scores", "--lead", "closed")) == []
    sheet = read_sheet(exported(reported, tmp_path / "none.xlsx", "scores", "--lead", "closed"))
    assert len(sheet.rows) == 1
    rows = read_csv(exported(reported, out, "grade_volume", "--model", "planned"))
    assert {row["scoring_model"] for row in rows} == {"planned"}


def test_the_format_goes_before_the_ending(reported: Workspace, tmp_path: Path) -> None:
    assert read_csv(exported(reported, tmp_path / "x", "lead_segments", "--format", "csv")) == []
    rows = read_csv(exported(reported, tmp_path / "y.xlsx", "scores", "--format", "csv"))
    assert len(rows) == 42
    exported(reported, tmp_path / "Z.CSV", "scores")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score"], "no mart 'score'; there are: scores, history, contributions, "),
        (["lead_scores; drop table x"], "no mart 'lead_scores; drop table x'; there are: "),
        (["scoring.int_leads"], "no mart 'scoring.int_leads'; there are: "),
        (["scores", "--lead", "7"], "no lead '7' in the warehouse (ids are text: 007 is not 7)"),
        (["scores", "--lead", "' or 1 = 1 --"], 'no lead "\' or 1 = 1 --" in the warehouse'),
        (
            ["scores", "--model", "x"],
            "no scoring model 'x'; built are: cool, plain, planned, sought",
        ),
        (
            ["grade_volume", "--lead", "twice"],
            "grade_volume has no column lead_id: leave out --lead",
        ),
        (
            ["sales_ready_leads", "--model", "sought"],
            "sales_ready_leads has no column scoring_model: leave out --model",
        ),
    ],
)
def test_what_is_not_there(
    arguments: list[str], message: str, reported: Workspace, tmp_path: Path
) -> None:
    said = run(reported, "export", *arguments, "--out", tmp_path / "out.csv")
    assert refusal(said).startswith(message)
    assert list(tmp_path.iterdir()) == []


def test_all_marts_are_named(reported: Workspace, tmp_path: Path) -> None:
    said = refusal(run(reported, "export", "nothing", "--out", tmp_path / "out.csv"))
    marts = {path.stem for path in (reported.path / "models/marts").rglob("*.sql")}
    assert marts <= set(said.strip().partition("there are: ")[2].split(", "))


@pytest.mark.parametrize("name", ["out.txt", "out", ".csv", "csv"])
def test_an_ending_that_says_nothing(name: str, reported: Workspace, tmp_path: Path) -> None:
    said = run(reported, "export", "scores", "--out", tmp_path / name)
    assert said.code == 2
    assert "ends with none of .csv, .parquet, .xlsx" in " ".join(said.err.split())
    assert run(reported, "export", "scores", "--out", "x.csv", "--format", "ods").code == 2


def test_there_is_no_warehouse_yet(reported: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    nowhere = tmp_path / "no.duckdb"
    said = in_process(
        *("export", "scores", "--out", out, "--warehouse", nowhere),
        *("--project-dir", reported.path),
    )
    assert refusal(said) == f"there is no warehouse at {nowhere}: run `lead-scoring build`\n"
    duckdb.connect(str(nowhere)).close()
    said = in_process(
        *("export", "scores", "--out", out, "--warehouse", nowhere),
        *("--project-dir", reported.path),
    )
    assert refusal(said) == "the warehouse has no schema marts: run `lead-scoring build`\n"
    assert not out.exists()


def test_a_folder_that_is_not_there(reported: Workspace, tmp_path: Path) -> None:
    said = run(reported, "export", "scores", "--out", tmp_path / "no/out.csv")
    assert refusal(said) == f"there is no folder {tmp_path / 'no'}: make it, or name another\n"
    (tmp_path / "folder.csv").mkdir()
    said = run(reported, "export", "scores", "--out", tmp_path / "folder.csv")
    assert refusal(said).startswith(f"{tmp_path / 'folder.csv'} is no file: ")


def test_a_failure_leaves_the_old_file(
    reported: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "scores.xlsx"
    out.write_text("old")
    # in the middle of the sheet
    monkeypatch.setattr(files, "MOST_CHARACTERS", len(SCRIPT) - 1)
    said = refusal(run(reported, "export", "scores", "--out", out))
    assert said.startswith(f"a text of {len(SCRIPT)} characters is longer than the ")
    monkeypatch.setattr(files, "MOST_ROWS", 42)
    said = refusal(run(reported, "export", "scores", "--out", out))
    assert said.startswith("42 rows and their heading are more than the 42 of an .xlsx sheet: ")
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]
    monkeypatch.setattr(files, "MOST_ROWS", 43)
    monkeypatch.setattr(files, "MOST_CHARACTERS", len(SCRIPT))
    assert len(read_sheet(exported(reported, out, "scores")).rows) == 43


def test_a_copy_that_fails_leaves_the_old_file(
    reported: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> str:
        return "select error('the disk is full')"

    out = tmp_path / "scores.csv"
    out.write_text("old")
    monkeypatch.setattr(files, "_harmless", fail)
    said = refusal(run(reported, "export", "scores", "--out", out))
    assert said.startswith(f"can't write lead_scores to {out}: ") and "the disk is full" in said
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_is_replaced_behind_its_link(reported: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere/scores.csv", tmp_path / "link.csv"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    exported(reported, link, "scores")
    assert link.is_symlink() and len(read_csv(file)) == 42
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("file_format", files.FORMATS)
def test_an_empty_table(file_format: files.Format, tmp_path: Path) -> None:
    out = tmp_path / "none"
    with duckdb.connect() as connection:
        table = Table(connection, "select 'a' as said where 1 = ?", [2], {"said": "VARCHAR"})
        assert files.write_table(table, out, file_format) == 0
    assert out.stat().st_size


def test_times_before_excel_are_text(tmp_path: Path) -> None:
    out = tmp_path / "old.xlsx"
    query = "select timestamp '1899-12-31 23:00:00' as begun, date '0001-01-01' as day"
    with duckdb.connect() as connection:
        table = Table(connection, query, [], {"begun": "TIMESTAMP", "day": "DATE"})
        files.write_table(table, out, "xlsx")
    assert read_sheet(out).rows[1] == {"A": "1899-12-31 23:00:00", "B": "0001-01-01"}


def test_postgres_writes_the_same_files(
    reported: Workspace, postgres_workspace: Workspace, tmp_path: Path
) -> None:
    """Also the reports: each mart of both engines, and each page."""
    world = build_world(postgres_workspace, "postgres")
    reports: list[tuple[str, ...]] = [
        ("report", name, "--out", f"{name}.{ending}")
        for name in ("daily", "weekly", "monthly")
        for ending in ("html", "csv", "xlsx")
    ]
    exports: list[tuple[str, ...]] = [
        ("export", path.stem, "--out", f"{path.stem}.{ending}")
        for path in sorted((world.path / "models/marts").rglob("*.sql"))
        for ending in files.FORMATS
    ]
    exports += [
        ("export", "history", "--lead", lead, "--out", f"one_{number}.csv")
        for number, lead in enumerate(VISITS)
    ]

    def write_all(folder: Path, write: Callable[..., Said]) -> None:
        folder.mkdir()
        for *arguments, out in [*reports, *exports]:
            said = write(*arguments, folder / out)
            assert (said.code, said.err) == (0, "")

    write_all(tmp_path / "duckdb", lambda *arguments: run(reported, *arguments))
    write_all(
        tmp_path / "postgres",
        lambda *arguments: in_process(
            *arguments, "--target", "postgres", "--project-dir", world.path, **world.postgres
        ),
    )
    for path in sorted((tmp_path / "duckdb").iterdir()):
        other = tmp_path / "postgres" / path.name
        if path.suffix == ".xlsx":
            assert read_sheet(path).xml == read_sheet(other).xml
        elif path.suffix == ".parquet":
            with duckdb.connect() as connection:
                one, two = (connection.read_parquet(str(file)) for file in (path, other))
                assert (one.columns, one.types) == (two.columns, two.types), path.name
                assert one.fetchall() == two.fetchall(), path.name
        else:
            assert path.read_bytes() == other.read_bytes(), path.name
    said = in_process(
        *("export", "scores", "--lead", "' or 1 = 1 --", "--out", tmp_path / "x.csv"),
        *("--target", "postgres", "--project-dir", world.path),
        **world.postgres,
    )
    assert refusal(said).startswith("no lead ")
