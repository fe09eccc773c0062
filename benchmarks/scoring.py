"""Measures one size: as-of queries, full and incremental builds, a year of snapshots.

What is divided by one another is measured in turns, round after round, in processes of their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from builds import build, count_rows
from input_files import AS_OF, base_inputs, touched_inputs
from projects import benchmark_project
from queries import DUCKDB, POLARS, as_of_query, compared
from results import Build, Comparison, Query, SizeMeasured, percent
from sizes import TEN_MILLION, Size

NOW = datetime.fromisoformat(AS_OF)
TOUCHED_SHARES = (0.001, 0.01, 0.1)
ROUNDS = 3
# the middle of each month of the year before
SNAPSHOT_INSTANTS = tuple(
    NOW - timedelta(days=365) * ((month + 0.5) / 12) for month in reversed(range(12))
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Inputs:
    """The folders of one size's inputs: of before, and of later by the share of leads touched."""

    base: Path
    touched: Mapping[float, Path]


@dataclass
class Rounds:
    """What the rounds so far gave."""

    duckdb: list[Query] = field(default_factory=list)
    polars: list[Query] = field(default_factory=list)
    full: list[Build] = field(default_factory=list)
    incremental: dict[float, list[Build]] = field(default_factory=dict)
    comparisons: list[Comparison] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    warehouse_bytes: int = 0


def measure_size(size: Size, folder: Path, runs_polars: bool, say: Say) -> SizeMeasured:
    """Measures a size, in a folder with room for two warehouses.

    Sizes above 10 M are measured once, without snapshots. `say` is told how far it is.
    """
    is_large = size > TEN_MILLION
    left_out = []
    if not runs_polars:
        left_out.append("Polars: it would not fit into memory")
    say("make the inputs")
    base = base_inputs(size)
    inputs = Inputs(base, {share: touched_inputs(base, share) for share in TOUCHED_SHARES})
    for share, touched in inputs.touched.items():
        as_of_query(DUCKDB, touched, NOW, folder / f"expected-{share}.parquet")
    rounds = Rounds()
    count_rounds = 1 if is_large else ROUNDS
    for number in range(1, count_rounds + 1):
        say(f"round {number} of {count_rounds}")
        measure_round(rounds, inputs, folder, runs_polars, say)
    snapshots = []
    if is_large:
        left_out.append("snapshots: measured up to 10M only")
    else:
        say("as-of queries of a year")
        snapshots = [as_of_query(DUCKDB, base, instant) for instant in SNAPSHOT_INSTANTS]
    return SizeMeasured(size=size, snapshots=snapshots, left_out=left_out, **vars(rounds))


def measure_round(
    rounds: Rounds, inputs: Inputs, folder: Path, runs_polars: bool, say: Say
) -> None:
    """Adds one run of each: the queries, a full build, an incremental one of each share."""
    say("as-of queries")
    expected = folder / "expected.parquet"
    rounds.duckdb.append(as_of_query(DUCKDB, inputs.base, NOW, expected))
    if runs_polars:
        scores = folder / "polars.parquet"
        rounds.polars.append(as_of_query(POLARS, inputs.base, NOW, scores))
        rounds.comparisons.append(compared("as-of query in Polars", scores, expected))
    say("full build")
    project = benchmark_project(folder / "project")
    # copies keep this name: a view names its database, and DuckDB names that after the file
    warehouse = folder / "full" / "warehouse.duckdb"
    rounds.full.append(build(project, warehouse, inputs.base, NOW))
    rounds.comparisons.append(compared("full build", warehouse, expected))
    rounds.rows = count_rows(warehouse)
    rounds.warehouse_bytes = warehouse.stat().st_size
    for share, touched in inputs.touched.items():
        what = f"incremental build, {percent(share)} of leads touched"
        say(what)
        copy = Path(shutil.copytree(warehouse.parent, folder / "incremental")) / warehouse.name
        rounds.incremental.setdefault(share, []).append(build(project, copy, touched, NOW))
        rounds.comparisons.append(compared(what, copy, folder / f"expected-{share}.parquet"))
        shutil.rmtree(copy.parent)
    shutil.rmtree(warehouse.parent)
    shutil.rmtree(project)
