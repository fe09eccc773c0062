"""Statistics as scikit-learn and scipy work them out, to judge the SQL by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, SupportsFloat

import numpy as np
from scipy.stats import binomtest, norm, rankdata
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

from workspace import Row

TOLERANCE = 1e-9
Interval = tuple[float, float] | tuple[None, None]
UNKNOWN: Interval = (None, None)


@dataclass(frozen=True)
class Lead:
    """A lead as two models score it; `is_mql` likewise."""

    scores: tuple[float, float]
    is_mql: tuple[bool, bool]
    is_converted: bool


def wilson(successes: int, trials: int) -> Interval:
    """Wilson's 95 % interval of a share."""
    if not trials:
        return UNKNOWN
    interval = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def auc(scores: Sequence[SupportsFloat], is_converted: Sequence[bool]) -> float | None:
    """The area under the ROC curve."""
    if len(set(is_converted)) < 2:
        return None
    return float(roc_auc_score(is_converted, [float(score) for score in scores]))


def flagging(is_flagged: Sequence[bool], is_converted: Sequence[bool]) -> dict[str, float | None]:
    """Precision, recall and F1 of what is flagged."""
    if not is_converted:
        return dict.fromkeys(("precision", "recall", "f1"))
    measured = precision_recall_fscore_support(
        is_converted, is_flagged, average="binary", zero_division=np.nan
    )
    precision, recall, f1 = (None if np.isnan(figure) else float(figure) for figure in measured[:3])
    # scikit-learn has an F1 of 0 where there is nothing to find
    return {"precision": precision, "recall": recall, "f1": None if recall is None else f1}


def auc_difference_interval(leads: Sequence[Lead]) -> Interval:
    """DeLong, DeLong and Clarke-Pearson 1988, with the whole matrix of covariances."""
    is_converted = np.array([lead.is_converted for lead in leads])
    scores = np.array([lead.scores for lead in leads]).T
    conversions, others = is_converted.sum(), (~is_converted).sum()
    if min(conversions, others) < 2:
        return UNKNOWN

    def structural_components(is_of_kind: Any) -> Any:
        """Of each lead of a kind, the share of those of the other kind that are below it."""
        among_all = rankdata(scores, axis=1)[:, is_of_kind]
        below = among_all - rankdata(scores[:, is_of_kind], axis=1)
        return below / (~is_of_kind).sum()

    of_converted = structural_components(is_converted)
    of_others = structural_components(~is_converted)
    covariance = np.cov(of_converted) / conversions + np.cov(of_others) / others
    contrast = np.array([1, -1])
    return _around(contrast @ of_converted.mean(axis=1), contrast @ covariance @ contrast)


def mql_rate(leads: Sequence[Lead], model: int) -> float | None:
    """The share of a model's MQLs that converted."""
    is_mql = [lead.is_mql[model] for lead in leads]
    return flagging(is_mql, [lead.is_converted for lead in leads])["precision"]


def mql_rate_difference_interval(leads: Sequence[Lead]) -> Interval:
    """By what each lead adds to the difference (the delta method for two ratios)."""
    rates = [mql_rate(leads, 0), mql_rate(leads, 1)]
    if any(rate is None or rate in (0, 1) for rate in rates):
        return UNKNOWN
    counts = [sum(lead.is_mql[m] for lead in leads) for m in (0, 1)]
    influences = [
        lead.is_mql[0] * (lead.is_converted - (rates[0] or 0)) / counts[0]
        - lead.is_mql[1] * (lead.is_converted - (rates[1] or 0)) / counts[1]
        for lead in leads
    ]
    return _around((rates[0] or 0) - (rates[1] or 0), sum(each**2 for each in influences))


def same(found: Any, expected: Any) -> bool:
    """Whether both are NULL, or equal but for the last digits of a rate."""
    if found is None or expected is None:
        return found is expected
    if isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=0, abs_tol=TOLERANCE)
    return bool(found == expected)


def agree(row: Row, **expected: object) -> None:
    """Asserts what some columns of a row hold."""
    found = {name: row[name] for name in expected}
    assert all(same(found[name], value) for name, value in expected.items()), (found, expected)


def _around(difference: float, variance: float) -> Interval:
    spread = norm.ppf(0.975) * math.sqrt(max(variance, 0))
    return float(difference - spread), float(difference + spread)
