"""Measure lead scoring beside hand-written queries, and judge the figures by their targets.

    python benchmarks/run.py --sizes 1M,10M

Prints tables, writes JSON, and exits with 1 if a must is missed or a score differs. What is
measured, and how, stands in README.md.
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from input_files import DATA
from overhead import measure_compile, measure_no_change_run
from processes import CommandFailedError
from report import print_report
from results import Results
from rich.console import Console
from scoring import measure_size
from sizes import TEN_MILLION, Size, parse_sizes
from targets import MODEL_COUNTS, has_failed, told_of_targets

# of the machine's memory, what a process may be expected to use
USABLE_MEMORY = 0.8
PACKAGES = ("duckdb", "polars", "dbt-core", "dbt-duckdb")
out = Console()
err = Console(stderr=True)


def run(
    sizes: Annotated[
        str, typer.Option(help="Numbers of interactions, as in 100k,1M,10M,100M.")
    ] = "1M,10M",
) -> None:
    """Measure, print tables, write JSON, judge."""
    try:
        wanted = parse_sizes(sizes)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--sizes") from error
    results = Results(datetime.now(UTC).isoformat(timespec="seconds"), told_of_machine())
    file = DATA / "results" / f"{'-'.join(size.name for size in wanted)}.json"
    try:
        measure_all(wanted, results, file)
    except CommandFailedError as error:
        err.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from error
    print_report(results, out)
    if has_failed(results):
        raise typer.Exit(1)


def measure_all(wanted: list[Size], results: Results, file: Path) -> None:
    """Adds to the results, and writes them after each step, so that a failure loses one only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=DATA) as temporary:
        folder = Path(temporary)
        for models in MODEL_COUNTS:
            say(f"compile and parse {models} scoring models")
            results.compiled.append(measure_compile(models, folder / f"{models}-models"))
            write(results, file)
        say("build the demo twice")
        results.no_change_run = measure_no_change_run(folder / "demo")
        write(results, file)
        for size in wanted:
            measured = measure_size(
                size,
                folder / size.name,
                runs_polars=polars_fits(size, results),
                say=partial(say, size.name),
            )
            results.sizes.append(measured)
            write(results, file)


def polars_fits(size: Size, results: Results) -> bool:
    """Whether Polars is expected to stay within memory, judged by the next smaller size.

    Up to 10 M it is; DuckDB needs no such question, since it spills to disk.
    """
    if size <= TEN_MILLION:
        return True
    if not results.sizes or not results.sizes[-1].polars:
        return False
    smaller = results.sizes[-1]
    peak = max(query.peak_bytes for query in smaller.polars)
    expected = peak * size.interactions / smaller.size.interactions
    return bool(expected < USABLE_MEMORY * results.machine["memory_bytes"])


def told_of_machine() -> dict[str, Any]:
    return {
        "processors": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
        **{package: version(package) for package in PACKAGES},
    }


def write(results: Results, file: Path) -> None:
    told = results.as_json() | {"targets": told_of_targets(results)}
    file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def say(*words: str) -> None:
    err.print(f"{datetime.now():%H:%M:%S}", *words, markup=False, highlight=False)


if __name__ == "__main__":
    typer.run(run)
