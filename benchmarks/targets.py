"""What the benchmark must reach, what it aims at, and the verdict on a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from results import Results, SizeMeasured
from sizes import HUNDRED_MILLION, ONE_MILLION, TEN_MILLION, Size

GIGABYTE = 1e9
MODEL_COUNTS = (1, 10, 50)
MOST_MODELS = max(MODEL_COUNTS)


class Verdict(StrEnum):
    """How a reached value stands to its target."""

    AIM = "aim reached"
    MUST = "must reached"
    MISSED = "MISSED"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Target:
    """One quantity with its bounds, upper ones unless `at_least`.

    `unit` is empty for ratios and exponents. `reached` is None where the run did not measure it.
    """

    what: str
    must: float
    aim: float
    unit: str
    reached: Callable[[Results], float | None]
    at_least: bool = False

    def verdict(self, results: Results) -> Verdict:
        value = self.reached(results)
        if value is None:
            return Verdict.NOT_MEASURED
        if self.holds(value, self.aim):
            return Verdict.AIM
        return Verdict.MUST if self.holds(value, self.must) else Verdict.MISSED

    def holds(self, value: float, bound: float) -> bool:
        return value >= bound if self.at_least else value <= bound


def of_size(
    size: Size, value: Callable[[SizeMeasured], float | None]
) -> Callable[[Results], float | None]:
    """A value of one size, if that was measured."""

    def reached(results: Results) -> float | None:
        measured = results.of_size(size)
        return value(measured) if measured else None

    return reached


def build_in_queries(measured: SizeMeasured) -> float:
    return measured.full_build.net_seconds / measured.as_of_query.net_seconds


def year_in_builds(measured: SizeMeasured) -> float | None:
    year = measured.year_of_snapshots
    return None if year is None else year / measured.full_build.net_seconds


def one_percent(measured: SizeMeasured) -> float | None:
    return measured.incremental_share(0.01)


def peak_gigabytes(measured: SizeMeasured) -> float:
    return measured.peak_bytes_of_builds / GIGABYTE


def no_change_seconds(results: Results) -> float | None:
    return results.no_change_run.seconds if results.no_change_run else None


def compile_seconds(results: Results) -> float | None:
    found = (one.compile_seconds for one in results.compiled if one.models == MOST_MODELS)
    return next(found, None)


TARGETS = (
    Target("full build ÷ as-of query, 10M", 5, 3, "", of_size(TEN_MILLION, build_in_queries)),
    Target(
        "a year of queries ÷ full build, 10M",
        *(70, 120, ""),
        of_size(TEN_MILLION, year_in_builds),
        at_least=True,
    ),
    Target("1% touched ÷ full build, 10M", 0.35, 0.15, "", of_size(TEN_MILLION, one_percent)),
    Target(
        "1% touched ÷ full build, 100M",
        0.25,
        0.10,
        "",
        of_size(HUNDRED_MILLION, one_percent),
    ),
    Target(
        "growth exponent, 1M to 10M",
        *(1.10, 1.02, ""),
        lambda results: results.growth(ONE_MILLION, TEN_MILLION),
    ),
    Target(
        "growth exponent, 10M to 100M",
        *(1.10, 1.02, ""),
        lambda results: results.growth(TEN_MILLION, HUNDRED_MILLION),
    ),
    Target("peak memory of a build, 10M", 6, 3, "GB", of_size(TEN_MILLION, peak_gigabytes)),
    Target("peak memory of a build, 100M", 16, 16, "GB", of_size(HUNDRED_MILLION, peak_gigabytes)),
    Target("no-change run of the demo", 8, 5, "s", no_change_seconds),
    Target(f"compile of {MOST_MODELS} models of 40 groups", 5, 2, "s", compile_seconds),
)


def told_of_targets(results: Results) -> list[dict[str, Any]]:
    """Each target with what was reached, ready for JSON."""
    return [
        {
            "what": target.what,
            "must": target.must,
            "aim": target.aim,
            "unit": target.unit,
            "reached": target.reached(results),
            "verdict": target.verdict(results).value,
        }
        for target in TARGETS
    ]


def has_failed(results: Results) -> bool:
    """Whether a must is missed or a score differs."""
    missed = any(target.verdict(results) is Verdict.MISSED for target in TARGETS)
    return missed or results.count_different > 0
