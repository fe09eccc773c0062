"""Prints what was measured as tables for people."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from results import (
    Build,
    CompileMeasured,
    NoChangeRun,
    Query,
    Results,
    SizeMeasured,
    median_gross,
    median_run,
    percent,
)
from rich.console import Console
from rich.table import Table
from stages import STAGES, UP_TO_CURRENT_SCORES
from targets import TARGETS, Target, Verdict

STYLES = {
    Verdict.AIM: "green",
    Verdict.MUST: "",
    Verdict.MISSED: "bold red",
    Verdict.NOT_MEASURED: "dim",
}
# the load of one minute before the start, above which the figures are not to be trusted
QUIET_LOAD = 0.5


def print_report(results: Results, out: Console) -> None:
    """All tables, the verdict last."""
    machine = results.machine
    out.print(
        f"{machine['processors']} processors, {gigabytes(machine['memory_bytes'])} of memory, "
        f"DuckDB {machine['duckdb']}, Polars {machine['polars']}, dbt {machine['dbt-core']}"
    )
    if machine["load_before"] > QUIET_LOAD:
        out.print(f"other work was running: load {machine['load_before']:.1f}", style="yellow")
    for measured in results.sizes:
        print_size(measured, out)
    if results.compiled:
        out.print(compile_table(results.compiled))
    if results.no_change_run:
        out.print(no_change_line(results.no_change_run))
    out.print(targets_table(results))


def print_size(measured: SizeMeasured, out: Console) -> None:
    """What one size took, and whether its scores are right."""
    out.print(times_table(measured))
    for reason in measured.left_out:
        out.print(f"not measured: {reason}", style="yellow")
    if measured.count_starved:
        out.print(
            f"{measured.count_starved} of {len(measured.builds)} builds waited longer than they "
            "worked: measure again when nothing else runs",
            style="yellow",
        )
    out.print(stages_table(measured))
    out.print(
        f"{measured.rows['ledger']:,} rows in the ledger, "
        f"{measured.rows['score_history']:,} in the history, "
        f"warehouse {gigabytes(measured.warehouse_bytes)}"
    )
    for comparison in measured.comparisons:
        if comparison.different:
            out.print(f"{comparison.what}: {comparison.different:,} scores differ", style="red")
    equal = sum(comparison.equal for comparison in measured.comparisons)
    out.print(f"{equal:,} scores are equal in {len(measured.comparisons)} comparisons")


def times_table(measured: SizeMeasured) -> Table:
    """Seconds, ratios and memory; medians of the rounds, and the largest peak.

    Kept narrow, so that it fits a terminal of 80 columns.
    """
    size = measured.size
    table = table_of(
        f"{size.name}: {size.interactions:,} interactions, {size.leads:,} leads",
        *("", "seconds", "gross", "÷ query", "gross", "÷ full", "gross", "peak"),
    )
    table.add_row("query, DuckDB", *query_cells(measured.duckdb, measured))
    if measured.polars:
        table.add_row("query, Polars", *query_cells(measured.polars, measured))
    if measured.year_of_snapshots is not None:
        ratio = measured.year_of_snapshots / measured.full_build.net_seconds
        table.add_row(
            "year of queries",
            *(f"{measured.year_of_snapshots:.0f}", "", "", "", f"{ratio:.1f}", ""),
            largest_peak(measured.snapshots),
        )
    table.add_section()
    table.add_row("full build", *build_cells(measured.full, measured))
    for touched, runs in measured.incremental.items():
        table.add_row(f"{percent(touched)} touched", *build_cells(runs, measured))
    return table


def query_cells(runs: Sequence[Query], measured: SizeMeasured) -> list[str]:
    return [*beside_query(runs, measured), "", "", largest_peak(runs)]


def build_cells(runs: Sequence[Build], measured: SizeMeasured) -> list[str]:
    return [
        *beside_query(runs, measured),
        f"{median_run(runs).net_seconds / measured.full_build.net_seconds:.2f}",
        f"{median_gross(runs) / median_gross(measured.full):.2f}",
        largest_peak(runs),
    ]


def beside_query(runs: Sequence[Query] | Sequence[Build], measured: SizeMeasured) -> list[str]:
    net, gross = statistics.median_low(run.net_seconds for run in runs), median_gross(runs)
    return [
        f"{net:.2f}",
        f"{gross:.2f}",
        f"{net / measured.as_of_query.net_seconds:.2f}",
        f"{gross / median_gross(measured.duckdb):.2f}",
    ]


def stages_table(measured: SizeMeasured) -> Table:
    """The median builds, stage by stage, in seconds of the whole command."""
    builds = {"full build": measured.full_build} | {
        f"{percent(touched)} touched": median_run(runs)
        for touched, runs in measured.incremental.items()
    }
    table = table_of(f"{measured.size.name}: seconds of each stage", "stage", *builds)
    for stage in STAGES:
        if stage in UP_TO_CURRENT_SCORES:
            table.add_row(stage, *(f"{build.stages[stage]:.2f}" for build in builds.values()))
    table.add_section()
    table.add_row(
        "to current scores",
        *(f"{build.net_seconds:.2f}" for build in builds.values()),
        style="bold",
    )
    for stage in STAGES:
        if stage not in UP_TO_CURRENT_SCORES:
            table.add_row(stage, *(f"{build.stages[stage]:.2f}" for build in builds.values()))
    table.add_section()
    table.add_row("whole command", *(f"{build.wall_seconds:.2f}" for build in builds.values()))
    return table


def compile_table(compiled: Sequence[CompileMeasured]) -> Table:
    """Compiling and parsing by number of scoring models."""
    table = table_of(
        "scoring models of 40 groups",
        *("models", "compile", "peak", "dbt parse", "peak"),
    )
    for one in compiled:
        table.add_row(
            str(one.models),
            f"{one.compile_seconds:.2f} s",
            gigabytes(one.compile_peak_bytes),
            f"{one.parse_seconds:.2f} s",
            gigabytes(one.parse_peak_bytes),
        )
    return table


def no_change_line(run: NoChangeRun) -> str:
    return (
        f"the demo's scoring part, nothing changed: compile {run.compile_seconds:.2f} s, "
        f"dbt build without tests {run.dbt_seconds:.2f} s, peak {gigabytes(run.dbt_peak_bytes)}"
    )


def targets_table(results: Results) -> Table:
    """What must be reached, what is aimed at, and what was."""
    table = table_of("targets", "", "must", "aim", "reached")
    table.add_column("verdict")
    for target in TARGETS:
        value, verdict = target.reached(results), target.verdict(results)
        table.add_row(
            target.what,
            bound(target, target.must),
            bound(target, target.aim),
            "" if value is None else f"{value:.2f} {target.unit}".rstrip(),
            verdict.value,
            style=STYLES[verdict],
        )
    return table


def bound(target: Target, value: float) -> str:
    return f"{'≥' if target.at_least else '≤'} {value:g} {target.unit}".rstrip()


def table_of(title: str, first: str, *columns: str) -> Table:
    """A table whose columns but the first hold numbers."""
    table = Table(first, title=title, title_justify="left")
    for name in columns:
        table.add_column(name, justify="right")
    return table


def largest_peak(runs: Sequence[Query] | Sequence[Build]) -> str:
    return gigabytes(max(run.peak_bytes for run in runs))


def gigabytes(count_bytes: float) -> str:
    return f"{count_bytes / 1e9:.2f} GB"
