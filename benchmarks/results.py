"""What the benchmark measures, as data: seconds, bytes, rows."""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sizes import Size
from stages import MARTS, START, TESTS, UP_TO_CURRENT_SCORES

DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Query:
    """One run of an as-of query in a process of its own.

    `net_seconds` are those of the query, `gross_seconds` those of the process, `cpu_seconds` what
    it had of the processors.
    """

    net_seconds: float
    gross_seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Build:
    """One run of `lead-scoring build`.

    `wall_seconds` are those of the whole command, `cpu_seconds` what it had of the processors;
    `stages` share the wall time out, `nodes` are the seconds that each dbt node took, the longest
    first.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    stages: Mapping[str, float]
    nodes: Mapping[str, float]

    @property
    def net_seconds(self) -> float:
        """From staging to the current scores."""
        return sum(self.stages.get(stage, 0.0) for stage in UP_TO_CURRENT_SCORES)

    @property
    def gross_seconds(self) -> float:
        """The same with the start of the command and of dbt."""
        return self.net_seconds + self.stages.get(START, 0.0)

    @property
    def marts_seconds(self) -> float:
        return self.stages.get(MARTS, 0.0)

    @property
    def tests_seconds(self) -> float:
        return self.stages.get(TESTS, 0.0)


Run = TypeVar("Run", Query, Build)


@dataclass(frozen=True)
class Comparison:
    """How many leads have equal scores on both sides, and how many have not or are on one only."""

    what: str
    equal: int
    different: int


@dataclass(frozen=True)
class SizeMeasured:
    """All that was measured of one size; each list has an item a round.

    `incremental` is keyed by the share of leads touched. `snapshots` are as-of queries at instants
    spread evenly over a year. `left_out` says what was not measured, and why.
    """

    size: Size
    duckdb: Sequence[Query]
    polars: Sequence[Query]
    full: Sequence[Build]
    incremental: Mapping[float, Sequence[Build]]
    snapshots: Sequence[Query]
    comparisons: Sequence[Comparison]
    rows: Mapping[str, int]
    warehouse_bytes: int
    left_out: Sequence[str] = ()

    @property
    def as_of_query(self) -> Query:
        """The median run in plain DuckDB, the engine of the builds that are compared with it."""
        return median_run(self.duckdb)

    @property
    def full_build(self) -> Build:
        return median_run(self.full)

    @property
    def year_of_snapshots(self) -> float | None:
        """Seconds of a year of daily as-of queries."""
        if not self.snapshots:
            return None
        measured = sum(query.net_seconds for query in self.snapshots)
        return measured * DAYS_OF_A_YEAR / len(self.snapshots)

    @property
    def builds(self) -> list[Build]:
        """All, full and incremental."""
        return [*self.full, *(build for runs in self.incremental.values() for build in runs)]

    @property
    def peak_bytes_of_builds(self) -> int:
        """Of the largest build, full or incremental."""
        return max(build.peak_bytes for build in self.builds)

    @property
    def count_starved(self) -> int:
        """Builds that waited longer than they worked: for other work, or for the disk."""
        return sum(build.cpu_seconds < build.wall_seconds / 2 for build in self.builds)

    def medians(self) -> dict[str, Any]:
        """Net seconds of the median runs."""
        return {
            "as_of_query": self.as_of_query.net_seconds,
            "full_build": self.full_build.net_seconds,
            "year_of_snapshots": self.year_of_snapshots,
            "incremental": {
                touched: median_run(runs).net_seconds for touched, runs in self.incremental.items()
            },
        }

    def incremental_share(self, touched: float) -> float | None:
        """An incremental build ÷ the full build, both net."""
        runs = self.incremental.get(touched)
        return median_run(runs).net_seconds / self.full_build.net_seconds if runs else None


@dataclass(frozen=True)
class CompileMeasured:
    """So many scoring models of forty groups: `lead-scoring compile`, then `dbt parse` anew."""

    models: int
    compile_seconds: float
    compile_peak_bytes: int
    parse_seconds: float
    parse_peak_bytes: int


@dataclass(frozen=True)
class NoChangeRun:
    """A second `dbt build` of the demo's scoring part, and `lead-scoring compile` before it."""

    compile_seconds: float
    dbt_seconds: float
    dbt_peak_bytes: int

    @property
    def seconds(self) -> float:
        return self.compile_seconds + self.dbt_seconds


@dataclass
class Results:
    """One run of the benchmark, as far as it has come."""

    measured_at: str
    machine: Mapping[str, Any]
    sizes: list[SizeMeasured] = field(default_factory=list)
    compiled: list[CompileMeasured] = field(default_factory=list)
    no_change_run: NoChangeRun | None = None

    def of_size(self, size: Size) -> SizeMeasured | None:
        return next((one for one in self.sizes if one.size == size), None)

    def growth(self, smaller: Size, larger: Size) -> float | None:
        """x, where the full build's net seconds grow as the interactions to the power of x."""
        small, large = self.of_size(smaller), self.of_size(larger)
        if not (small and large):
            return None
        return math.log(
            large.full_build.net_seconds / small.full_build.net_seconds,
            larger.interactions / smaller.interactions,
        )

    @property
    def count_different(self) -> int:
        """Scores that are not as they should be."""
        return sum(
            comparison.different for measured in self.sizes for comparison in measured.comparisons
        )

    def as_json(self) -> dict[str, Any]:
        """Every run, and of each size what is derived from them."""
        told = dataclasses.asdict(self)
        for size, measured in zip(told["sizes"], self.sizes, strict=True):
            size["medians"] = measured.medians()
        return told


def median_gross(runs: Sequence[Query] | Sequence[Build]) -> float:
    """The median of the gross seconds, whichever run has it."""
    return statistics.median_low(run.gross_seconds for run in runs)


def percent(share: float) -> str:
    """A share of one as people write it: 0.1%."""
    return f"{100 * share:g}%"


def median_run(runs: Sequence[Run]) -> Run:
    """The run whose net seconds are the median; of an even number the faster of the two."""
    middle = statistics.median_low(run.net_seconds for run in runs)
    return next(run for run in runs if run.net_seconds == middle)
