"""The conversion marts of any world, worked out the long way from the history of scores.

Every lead is looked up at every date, and every threshold counts all leads again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import and_
from typing import Any

from marts.measures import auc, flagging, wilson
from workspace import Row

HORIZON = timedelta(days=90)
MOST_THRESHOLDS = 101


@dataclass(frozen=True)
class Observed:
    """A lead at an evaluation date."""

    lead: str
    score: Decimal
    grade: str | None
    evaluated_at: datetime
    is_converted: bool | None


def months_up_to(first: datetime, as_of: datetime) -> list[datetime]:
    """The first instants of months, from that of the first instant's month."""
    dates, year, month = [], first.year, first.month
    while datetime(year, month, 1) <= as_of:
        dates.append(datetime(year, month, 1))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return dates


def panel(
    history: Iterable[Row], reached_at: dict[str, datetime], as_of: datetime
) -> list[Observed]:
    """A model's leads at each date at which they were scored and had not converted.

    `history` has lead_id, score, grade, valid_from, valid_to; `reached_at` when leads converted.
    """
    rows = list(history)
    found = []
    for date in months_up_to(min(row["valid_from"] for row in rows), as_of):
        for row in rows:
            is_scored = row["valid_from"] <= date < (row["valid_to"] or datetime.max)
            converted_at = reached_at.get(row["lead_id"], datetime.max)
            if is_scored and converted_at > date:
                is_converted = converted_at <= date + HORIZON if date + HORIZON <= as_of else None
                found.append(
                    Observed(row["lead_id"], row["score"], row["grade"], date, is_converted)
                )
    return found


def pooled_dates(dates: list[datetime], as_of: datetime) -> set[datetime]:
    """Matured dates back from the newest, none within the horizon of another."""
    chosen: list[datetime] = []
    for date in sorted(dates, reverse=True):
        if date + HORIZON <= (chosen[-1] if chosen else as_of):
            chosen.append(date)
    return set(chosen)


def thresholds_of(scores: Iterable[Decimal]) -> list[Decimal]:
    """The scores that differ, or 101 of them: the first at or above each percent of the way up."""
    distinct = sorted(set(scores))
    if len(distinct) <= MOST_THRESHOLDS:
        return distinct
    return [distinct[-(-percent * (len(distinct) - 1) // 100)] for percent in range(101)]


def threshold_analysis(pooled: list[Observed]) -> list[Row]:
    """What each threshold flags among the leads pooled."""
    rows: list[Row] = []
    is_converted = [bool(one.is_converted) for one in pooled]
    conversions = sum(is_converted)
    for threshold in thresholds_of(one.score for one in pooled):
        is_flagged = [one.score >= threshold for one in pooled]
        flagged, converted = sum(is_flagged), sum(map(and_, is_flagged, is_converted))
        rate = conversions / len(pooled)
        rows.append(
            {
                "threshold": threshold,
                "leads": len(pooled),
                "conversions": conversions,
                "flagged": flagged,
                "flagged_conversions": converted,
                "lift": converted / flagged / rate if conversions else None,
            }
            | flagging(is_flagged, is_converted)
            | _ends("precision", converted, flagged)
            | _ends("recall", converted, conversions)
        )
    best = max(rows, key=lambda row: (round(row["f1"] or 0, 12), row["threshold"]))
    return [row | {"is_recommended": row is best and conversions > 0} for row in rows]


def conversion_by_edges(pooled: list[Observed], edges: list[int]) -> list[Row]:
    """What the bands between the edges convert; the last one is open, as is what lies below."""
    rows = []
    conversions = sum(bool(one.is_converted) for one in pooled)
    ends: list[Any] = [-math.inf, *edges, math.inf]
    for band, (low, high) in enumerate(pairwise(ends)):
        within = [one for one in pooled if low <= one.score < high]
        converted = sum(bool(one.is_converted) for one in within)
        rate = converted / len(within) if within else None
        rows.append(
            {
                "band": band,
                "leads": len(within),
                "conversions": converted,
                "conversion_rate": rate,
                "lift": None if rate is None else rate / (conversions / len(pooled)),
            }
            | _ends("conversion_rate", converted, len(within))
        )
    return [row for row in rows if row["band"] or row["leads"]]


def performance(observed: list[Observed], threshold: int, date: datetime, as_of: datetime) -> Row:
    """What the scores of a date were worth."""
    leads = [one for one in observed if one.evaluated_at == date]
    if date + HORIZON > as_of:
        return {"leads": len(leads)} | dict.fromkeys(("conversions", "auc", "precision", "recall"))
    is_converted = [bool(one.is_converted) for one in leads]
    flagged = flagging([one.score >= threshold for one in leads], is_converted)
    return {
        "leads": len(leads),
        "conversions": sum(is_converted),
        "auc": auc([one.score for one in leads], is_converted),
        "precision": flagged["precision"],
        "recall": flagged["recall"],
    }


def _ends(name: str, successes: int, trials: int) -> Row:
    lower, upper = wilson(successes, trials)
    return {f"{name}_lower": lower, f"{name}_upper": upper}
