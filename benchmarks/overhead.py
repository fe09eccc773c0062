"""Measures what does not depend on data: compiling, parsing, and a run in which nothing changed."""

from __future__ import annotations

from pathlib import Path

from processes import Measured, measure
from projects import benchmark_project, command, demo_project
from results import CompileMeasured, NoChangeRun

TESTS = ("test", "unit_test")


def measure_compile(models: int, folder: Path) -> CompileMeasured:
    """Compiles so many scoring models for the first time, and parses what came of it."""
    project = benchmark_project(folder, models)
    compiled = compile_project(project)
    parsed = dbt(project, "parse", "--no-partial-parse")
    return CompileMeasured(
        models=models,
        compile_seconds=compiled.seconds,
        compile_peak_bytes=compiled.peak_bytes,
        parse_seconds=parsed.seconds,
        parse_peak_bytes=parsed.peak_bytes,
    )


def measure_no_change_run(folder: Path) -> NoChangeRun:
    """Builds the scoring part of the demo twice and measures the second time, seeds loaded."""
    project = demo_project(folder)
    compile_project(project)
    dbt(project, "build", "--select", "+lead_scores", "--exclude-resource-type", *TESTS)
    compiled = compile_project(project)
    built = dbt(
        project, "build", "--select", "+lead_scores", "--exclude-resource-type", "seed", *TESTS
    )
    return NoChangeRun(compiled.seconds, built.seconds, built.peak_bytes)


def compile_project(project: Path) -> Measured:
    return measure([command("lead-scoring"), "compile", "--project-dir", str(project)])


def dbt(project: Path, *arguments: str) -> Measured:
    """Runs dbt in the project, with a warehouse of its own."""
    return measure(
        [
            *(command("dbt"), "--log-level-file", "none", "--no-use-colors", *arguments),
            *("--project-dir", str(project), "--profiles-dir", str(project)),
        ],
        {"LEAD_SCORING_WAREHOUSE": str(project / "warehouse.duckdb")},
    )
