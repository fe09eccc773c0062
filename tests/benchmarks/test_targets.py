"""The verdict on a run of the benchmark, from figures made up."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import run
import typer
from report import print_report
from results import Build, Comparison, CompileMeasured, NoChangeRun, Query, Results, SizeMeasured
from rich.console import Console
from sizes import Size, parse_sizes
from stages import STAGES
from targets import TARGETS, Verdict, has_failed, told_of_targets
from typer.testing import CliRunner

MACHINE = {
    **{"processors": 2, "memory_bytes": 25e9, "load_before": 0.1},
    **{"duckdb": "2", "polars": "2", "dbt-core": "1", "dbt-duckdb": "1"},
}


def query(seconds: float, peak_bytes: int = 10**9) -> Query:
    return Query(seconds, seconds + 1, seconds * 2, peak_bytes)


def build(seconds: float, peak_bytes: int = 10**9, cpu_seconds: float = 100) -> Build:
    """A build with so many seconds up to the current scores, and 9 at the start and in marts."""
    stages = dict.fromkeys(STAGES, 0.0) | {"start": 4, "ledger": seconds, "other marts": 5}
    return Build(seconds + 9, cpu_seconds, peak_bytes, stages, {"int_one__ledger": seconds})


def measured(name: str, full: float, one_percent: float, different: int = 0) -> SizeMeasured:
    """A size whose as-of query takes 10 seconds, and 9 in Polars."""
    return SizeMeasured(
        size=parse_sizes(name)[0],
        duckdb=[query(second) for second in (8, 10, 30)],
        polars=[query(9)],
        full=[build(seconds) for seconds in (full - 1, full, full * 3)],
        incremental={0.01: [build(one_percent)]},
        snapshots=[query(10) for _ in range(12)],
        comparisons=[Comparison("full build", 5, different)],
        rows={"ledger": 3, "score_history": 2},
        warehouse_bytes=10**9,
    )


def results(*sizes: SizeMeasured) -> Results:
    return Results(
        "2026-06-30T00:00:00",
        MACHINE,
        list(sizes),
        [CompileMeasured(50, 1.5, 10**8, 60, 10**9)],
        NoChangeRun(compile_seconds=1, dbt_seconds=6, dbt_peak_bytes=10**8),
    )


def verdicts(found: Results) -> dict[str, Verdict]:
    return {target.what: target.verdict(found) for target in TARGETS}


def test_each_target_is_judged_by_the_medians_of_its_size() -> None:
    found = results(measured("1M", 2.6, 1), measured("10M", 27, 12))
    told = {one["what"]: one["reached"] for one in told_of_targets(found)}
    assert told["full build ÷ as-of query, 10M"] == pytest.approx(27 / 10)
    assert told["a year of queries ÷ full build, 10M"] == pytest.approx(3650 / 27)
    assert told["1% touched ÷ full build, 10M"] == pytest.approx(12 / 27)
    assert told["growth exponent, 1M to 10M"] == pytest.approx(1.0164, abs=1e-4)
    assert verdicts(found) == {
        "full build ÷ as-of query, 10M": Verdict.AIM,
        "a year of queries ÷ full build, 10M": Verdict.AIM,
        "1% touched ÷ full build, 10M": Verdict.MISSED,
        "1% touched ÷ full build, 100M": Verdict.NOT_MEASURED,
        "growth exponent, 1M to 10M": Verdict.AIM,
        "growth exponent, 10M to 100M": Verdict.NOT_MEASURED,
        "peak memory of a build, 10M": Verdict.AIM,
        "peak memory of a build, 100M": Verdict.NOT_MEASURED,
        "no-change run of the demo": Verdict.MUST,
        "compile of 50 models of 40 groups": Verdict.AIM,
    }
    assert has_failed(found)


def test_a_build_that_waited_longer_than_it_worked_is_told_of() -> None:
    starved = dataclasses.replace(measured("1M", 30, 1), full=[build(30, cpu_seconds=19)])
    assert starved.count_starved == 1
    console = Console(width=160)
    with console.capture() as captured:
        print_report(results(starved), console)
    assert "1 of 2 builds waited" in captured.get()


def test_what_was_not_measured_is_no_failure() -> None:
    assert not has_failed(results())
    assert not has_failed(results(measured("100k", 500, 500)))


def test_a_score_that_differs_is_a_failure_at_any_size() -> None:
    assert has_failed(results(measured("100k", 1, 1, different=1)))


def test_all_is_printed_and_all_is_json() -> None:
    found = results(measured("1M", 2.6, 1), measured("10M", 27, 12, different=7))
    console = Console(width=160)
    with console.capture() as captured:
        print_report(found, console)
    printed = captured.get()
    for words in ("MISSED", "not measured", "10,000,000 interactions", "7 scores differ", "≥ 70"):
        assert words in printed
    assert json.loads(json.dumps(found.as_json()))["sizes"][1]["medians"]["full_build"] == 27


@pytest.mark.parametrize(("full_build", "exit_code"), [(40, 0), (60, 1)])
def test_the_command_fails_when_a_must_is_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, full_build: float, exit_code: int
) -> None:
    def measure_size(size: Size, *_: object, **__: object) -> SizeMeasured:
        return measured(size.name, full_build, 1)

    monkeypatch.setattr(run, "DATA", tmp_path)
    monkeypatch.setattr(run, "measure_size", measure_size)
    monkeypatch.setattr(run, "measure_compile", lambda *_: results().compiled[0])
    monkeypatch.setattr(run, "measure_no_change_run", lambda *_: results().no_change_run)
    app = typer.Typer()
    app.command()(run.run)
    finished = CliRunner().invoke(app, ["--sizes", "10M"])
    assert finished.exit_code == exit_code, finished.output
    written = json.loads((tmp_path / "results" / "10M.json").read_text(encoding="utf-8"))
    assert ("MISSED" in {one["verdict"] for one in written["targets"]}) == bool(exit_code)


def test_sizes_are_written_as_people_write_them() -> None:
    sizes = parse_sizes("10M 100k,1M")
    assert [(size.name, size.leads) for size in sizes] == [
        ("100k", 10_000),
        ("1M", 100_000),
        ("10M", 1_000_000),
    ]
    assert parse_sizes("1500000")[0].name == "1500k"
    for wrong in ("", "1G", "3", "-1M", "1M;"):
        with pytest.raises(ValueError, match="is no size"):
            parse_sizes(wrong)
