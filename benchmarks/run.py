"""Measure `lead-scoring build` beside one hand-written "score as of now" query on the same files.

    python benchmarks/run.py --leads 10000 --interactions 100000

Prints a table and writes JSON. What is measured, and how, stands in README.md.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from make_data import TABLES
from processes import CommandFailedError, Measured, measure
from rich.console import Console
from rich.table import Table
from stages import UP_TO_CURRENT_SCORES, read_node_runs, seconds_of_stages

from lead_scoring.life import apply, publish
from lead_scoring.spec import load_scoring_models

BENCHMARKS = Path(__file__).parent
PROJECT = BENCHMARKS.parent
DATA = BENCHMARKS / "data"
MODEL = "forty_groups"
AS_OF = "2026-06-30 00:00:00"
COPIED = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "analyses", "tests/data")
QUERY_RUNS = 3
out = Console()
err = Console(stderr=True)


@dataclass(frozen=True)
class Sizes:
    """How much data, and which."""

    leads: int
    interactions: int
    seed: int

    @property
    def name(self) -> str:
        return f"{self.leads}-{self.interactions}-{self.seed}"


def run(
    leads: Annotated[int, typer.Option(help="How many leads.")] = 10_000,
    interactions: Annotated[int, typer.Option(help="How many interactions.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Another seed draws other data.")] = 1,
    results: Annotated[
        Path | None,
        typer.Option(help="The JSON file.  [default: benchmarks/data/results/<sizes>.json]"),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the built project and say where it is.")
    ] = False,
) -> None:
    """Build and query the same data, compare the scores, and print what each took."""
    sizes = Sizes(leads, interactions, seed)
    DATA.mkdir(exist_ok=True)
    workspace = Path(tempfile.mkdtemp(prefix="run-", dir=DATA))
    try:
        measured = measure_both(sizes, make_data_if_absent(sizes), workspace)
    except CommandFailedError as error:
        err.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from error
    finally:
        if keep:
            err.print(f"kept: {workspace}", markup=False, highlight=False)
        else:
            shutil.rmtree(workspace, ignore_errors=True)
    file = results or DATA / "results" / f"{sizes.name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    print_tables(measured)
    if measured["scores"]["different"]:
        raise typer.Exit(1)


def make_data_if_absent(sizes: Sizes) -> Path:
    """The folder of the input files, made anew when make_data.sql has changed."""
    recipe = sha256((BENCHMARKS / "make_data.sql").read_bytes()).hexdigest()[:8]
    folder = DATA / f"{sizes.name}-{recipe}"
    if not all((folder / f"{table}.parquet").is_file() for table in TABLES):
        err.print(f"making data: {sizes.leads:,} leads, {sizes.interactions:,} interactions")
        measure(
            [
                *(sys.executable, str(BENCHMARKS / "make_data.py"), str(folder)),
                *("--leads", str(sizes.leads), "--interactions", str(sizes.interactions)),
                *("--seed", str(sizes.seed)),
            ]
        )
    return folder


def measure_both(sizes: Sizes, data: Path, workspace: Path) -> dict[str, Any]:
    """Builds, queries, compares; everything that is told afterwards, ready for JSON."""
    load = os.getloadavg()[0]
    project = copy_project(workspace / "project")
    warehouse = workspace / "warehouse.duckdb"
    build = measure(
        [
            *(str(Path(sys.executable).with_name("lead-scoring")), "build"),
            *("--project-dir", str(project), "--warehouse", str(warehouse)),
            *("--connector", "files", "--input-path", str(data), "--as-of", AS_OF, "--json"),
        ]
    )
    queried = workspace / "scores.parquet"
    queries = [
        measure(
            [
                *(sys.executable, str(BENCHMARKS / "score_as_of.py"), str(data), AS_OF),
                *("--output", str(queried)),
            ]
        )
        for _ in range(QUERY_RUNS)
    ]
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sizes": vars(sizes),
        "machine": told_of_machine() | {"load_before": load},
        **told_of_times(build, queries, project / "target"),
        **told_of_rows(warehouse, queried),
    }


def copy_project(project: Path) -> Path:
    """The dbt project with the benchmark's scoring model and no other."""
    for name in COPIED:
        source, copy = PROJECT / name, project / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("generated", "*.py"))
        elif source.exists():
            shutil.copy(source, copy)
    specs = project / "scoring_models"
    specs.mkdir()
    shutil.copy(BENCHMARKS / f"{MODEL}.yml", specs)
    loaded = load_scoring_models(specs)
    apply(publish(loaded.models[0], loaded, specs), specs)
    return project


def told_of_machine() -> dict[str, Any]:
    return {
        "processors": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{package: version(package) for package in ("duckdb", "dbt-core", "dbt-duckdb")},
    }


def told_of_times(build: Measured, queries: list[Measured], target: Path) -> dict[str, Any]:
    """Seconds, bytes and ratios; `target` is the folder in which dbt keeps its last run."""
    runs = read_node_runs(target)
    stages = seconds_of_stages(runs, build.seconds)
    scoring_seconds = sum(stages[stage] for stage in UP_TO_CURRENT_SCORES)
    query_seconds = [float(query.printed) for query in queries]
    median_seconds = statistics.median(query_seconds)
    return {
        "build": {
            "seconds": build.seconds,
            "seconds_to_current_scores": scoring_seconds,
            "peak_bytes": build.peak_bytes,
            "stages": stages,
            "nodes": {
                run.name: (run.ended_at - run.started_at).total_seconds()
                for run in sorted(runs, key=lambda run: run.started_at - run.ended_at)
            },
        },
        "as_of_query": {
            "seconds": median_seconds,
            "runs": query_seconds,
            "peak_bytes": int(statistics.median(query.peak_bytes for query in queries)),
        },
        "ratios": {
            "build_to_current_scores": scoring_seconds / median_seconds,
            "whole_build": build.seconds / median_seconds,
        },
    }


def told_of_rows(warehouse: Path, queried: Path) -> dict[str, Any]:
    """What was built, and how many of its scores the query gives otherwise."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")

        def counted(query: str) -> int:
            return int(connection.execute(query).fetchall()[0][0])

        scores = "warehouse.marts.lead_scores"
        return {
            "warehouse_bytes": warehouse.stat().st_size,
            "rows": {
                "lead_interactions": counted(
                    "select count(*) from warehouse.scoring.int_lead_interactions"
                ),
                "ledger": counted(f"select count(*) from warehouse.scoring.int_{MODEL}__ledger"),
                "score_history": counted(
                    f"select count(*) from warehouse.scoring.int_{MODEL}__score_history"
                ),
                "scores": counted(f"select count(*) from {scores}"),
            },
            "scores": {
                "equal": counted(
                    f"select count(*) from {scores} semi join '{queried}' using (lead_id, score)"
                ),
                "different": counted(
                    f"select count(*) from {scores} as built full join '{queried}' as queried "
                    "using (lead_id) where built.score is distinct from queried.score"
                ),
            },
        }


def print_tables(measured: dict[str, Any]) -> None:
    """What was measured, for people."""
    build, query, ratios = measured["build"], measured["as_of_query"], measured["ratios"]
    sizes, machine, rows = measured["sizes"], measured["machine"], measured["rows"]
    stages = Table("stage", title="lead-scoring build", caption_justify="left")
    stages.add_column("seconds", justify="right")
    stages.add_column("share", justify="right")
    for stage, seconds in build["stages"].items():
        stages.add_row(stage, f"{seconds:.2f}", f"{seconds / build['seconds']:.0%}")
    stages.add_section()
    stages.add_row("whole build", f"{build['seconds']:.2f}", "100%")

    compared = Table("", title="Beside the as-of query")
    for name in ("seconds", "÷ query", "peak memory"):
        compared.add_column(name, justify="right")
    compared.add_row(
        "as-of query", f"{query['seconds']:.2f}", "1.0", gigabytes(query["peak_bytes"])
    )
    compared.add_row(
        "build to current scores, net of the start",
        f"{build['seconds_to_current_scores']:.2f}",
        f"{ratios['build_to_current_scores']:.1f}",
        "",
    )
    compared.add_row(
        "whole build with marts and tests",
        f"{build['seconds']:.2f}",
        f"{ratios['whole_build']:.1f}",
        gigabytes(build["peak_bytes"]),
    )

    out.print(
        f"{sizes['leads']:,} leads, {sizes['interactions']:,} interactions, "
        f"{machine['processors']} processors, {gigabytes(machine['memory_bytes'])} of memory"
    )
    if machine["load_before"] > 0.5:
        out.print(f"other work was running: load {machine['load_before']:.1f}", style="yellow")
    out.print(stages)
    out.print(compared)
    out.print(
        f"{rows['ledger']:,} rows in the ledger, {rows['score_history']:,} in the history, "
        f"warehouse {gigabytes(measured['warehouse_bytes'])}"
    )
    different = measured["scores"]["different"]
    out.print(
        f"{measured['scores']['equal']:,} scores are the same as the query's, {different:,} differ",
        style="red" if different else "",
    )


def gigabytes(count_bytes: int) -> str:
    return f"{count_bytes / 1e9:.2f} GB"


if __name__ == "__main__":
    typer.run(run)
