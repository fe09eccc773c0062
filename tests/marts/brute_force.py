"""Statistics as their definitions say, over all pairs of leads; to judge the SQL by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

Z = NormalDist().inv_cdf(0.975)
Interval = tuple[float, float]


@dataclass(frozen=True)
class Lead:
    """A lead as two models score it; `is_mql` likewise."""

    scores: tuple[float, float]
    is_mql: tuple[bool, bool]
    is_converted: bool


def auc(converted: Sequence[float], others: Sequence[float]) -> float | None:
    """The share of pairs that the score of the converted lead wins, ties counting half."""
    if not converted or not others:
        return None
    return fmean(_wins(mine, other) for mine in converted for other in others)


def auc_difference_interval(leads: Sequence[Lead]) -> Interval | None:
    """DeLong, DeLong and Clarke-Pearson 1988, with the whole matrix of covariances."""
    converted = [lead for lead in leads if lead.is_converted]
    others = [lead for lead in leads if not lead.is_converted]
    if len(converted) < 2 or len(others) < 2:
        return None
    of_converted = [
        [fmean(_wins(mine.scores[m], other.scores[m]) for other in others) for mine in converted]
        for m in (0, 1)
    ]
    of_others = [
        [fmean(_wins(mine.scores[m], other.scores[m]) for mine in converted) for other in others]
        for m in (0, 1)
    ]

    def covariance(one: int, two: int) -> float:
        return _covariance(of_converted[one], of_converted[two]) / len(converted) + _covariance(
            of_others[one], of_others[two]
        ) / len(others)

    variance = covariance(0, 0) + covariance(1, 1) - 2 * covariance(0, 1)
    return _around(fmean(of_converted[0]) - fmean(of_converted[1]), variance)


def mql_rate(leads: Sequence[Lead], model: int) -> float | None:
    """The share of a model's MQLs that converted."""
    mqls = [lead for lead in leads if lead.is_mql[model]]
    return fmean(lead.is_converted for lead in mqls) if mqls else None


def mql_rate_difference_interval(leads: Sequence[Lead]) -> Interval | None:
    """By what each lead adds to the difference (the delta method for two ratios)."""
    rates = [mql_rate(leads, 0), mql_rate(leads, 1)]
    if any(rate is None or rate in (0, 1) for rate in rates):
        return None
    counts = [sum(lead.is_mql[m] for lead in leads) for m in (0, 1)]
    influences = [
        lead.is_mql[0] * (lead.is_converted - (rates[0] or 0)) / counts[0]
        - lead.is_mql[1] * (lead.is_converted - (rates[1] or 0)) / counts[1]
        for lead in leads
    ]
    return _around((rates[0] or 0) - (rates[1] or 0), sum(each**2 for each in influences))


def wilson_interval(successes: int, trials: int) -> Interval:
    """Wilson's 95 % interval of a rate."""
    rate = successes / trials
    middle = (rate + Z**2 / (2 * trials)) / (1 + Z**2 / trials)
    spread = sqrt(rate * (1 - rate) / trials + Z**2 / (4 * trials**2)) / (1 + Z**2 / trials)
    return middle - Z * spread, middle + Z * spread


def _wins(mine: float, other: float) -> float:
    return 1.0 if mine > other else 0.5 if mine == other else 0.0


def _covariance(one: Sequence[float], two: Sequence[float]) -> float:
    products = ((a - fmean(one)) * (b - fmean(two)) for a, b in zip(one, two, strict=True))
    return sum(products) / (len(one) - 1)


def _around(difference: float, variance: float) -> Interval:
    spread = Z * sqrt(max(variance, 0))
    return difference - spread, difference + spread
