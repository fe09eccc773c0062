"""The trends, day by day, against the history that they come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from marts.built import AS_OF, ELSEWHERE, TIME_ZONE
from workspace import Row

THRESHOLDS = {"engaged": 30, "visits": 10}
GRADES = {"engaged": [None, "Cold", "Warm", "Hot"]}
BOTH_ZONES = pytest.mark.parametrize("zone", ["UTC", TIME_ZONE])
END = datetime.fromisoformat(AS_OF)


def rows_of(marts: dict[str, Any], mart: str, zone: str) -> list[Row]:
    rows: list[Row] = marts[mart if zone == "UTC" else ELSEWHERE[mart]]
    return rows


def local_date(instant: datetime, zone: str) -> date:
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def histories(marts: dict[str, Any]) -> dict[str, list[Row]]:
    """Live model -> its rows of the history that begin no later than as_of."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in marts["lead_score_history"]:
        if row["scoring_model"] in THRESHOLDS and row["valid_from"] <= END:
            found[row["scoring_model"]].append(row)
    return found


def days(history: list[Row], zone: str) -> Iterator[tuple[date, list[Row]]]:
    """Each day, with the rows that hold at its end."""
    day = min(local_date(row["valid_from"], zone) for row in history)
    while day <= local_date(END, zone):
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(days=1)
        next_day = midnight.astimezone(UTC).replace(tzinfo=None)
        # the last day ends with as_of itself
        last = min(next_day - timedelta(microseconds=1), END)
        yield (
            day,
            [
                row
                for row in history
                if row["valid_from"] <= last and (not row["valid_to"] or row["valid_to"] > last)
            ],
        )
        day += timedelta(days=1)


@BOTH_ZONES
def test_T7_days_are_what_the_history_says(marts: dict[str, Any], zone: str) -> None:
    expected = {}
    for model, history in histories(marts).items():
        met: dict[str, datetime] = {}
        for row in history:
            if row["score"] >= THRESHOLDS[model]:
                met[row["lead_id"]] = min(row["valid_from"], met.get(row["lead_id"], END))
        new_mqls = Counter(local_date(instant, zone) for instant in met.values())
        for day, rows in days(history, zone):
            expected[model, day] = (
                len(rows),
                sum(row["grade"] == "Hot" for row in rows) if model in GRADES else None,
                new_mqls[day],
                pytest.approx(float(sum(row["score"] for row in rows)) / len(rows), rel=1e-12),
            )
    assert {
        (row["scoring_model"], row["day"]): (
            row["leads_scored"],
            row["leads_hot"],
            row["new_mqls"],
            row["average_score"],
        )
        for row in rows_of(marts, "score_trend_daily", zone)
    } == expected


@BOTH_ZONES
def test_T7_grades_of_days_are_what_the_history_says(marts: dict[str, Any], zone: str) -> None:
    history = histories(marts)["engaged"]
    expected = {}
    for day, rows in days(history, zone):
        volumes = Counter(row["grade"] for row in rows)
        for order, grade in enumerate(GRADES["engaged"]):
            share = pytest.approx(volumes[grade] / len(rows), rel=1e-12)
            expected[day, order] = (grade, volumes[grade], share, grade == "Hot")
    assert {
        (row["day"], row["grade_order"]): (
            row["grade"],
            row["leads"],
            row["leads_share"],
            row["is_hot"],
        )
        for row in rows_of(marts, "grade_trend_daily", zone)
    } == expected


@BOTH_ZONES
def test_weeks_are_their_last_days_and_the_sum_of_their_mqls(
    marts: dict[str, Any], zone: str
) -> None:
    weeks: dict[tuple[str, date], Row] = {}
    for row in sorted(rows_of(marts, "score_trend_daily", zone), key=lambda row: row["day"]):
        key = row["scoring_model"], row["day"] - timedelta(days=row["day"].weekday())
        new_mqls = weeks[key]["new_mqls"] if key in weeks else 0
        weeks[key] = row | {"new_mqls": row["new_mqls"] + new_mqls}
    for row in rows_of(marts, "score_trend_weekly", zone):
        found = weeks.pop((row["scoring_model"], row["week"]))
        assert {name: found[name] for name in row if name != "week"} == {
            name: value for name, value in row.items() if name != "week"
        }
    assert not weeks


def test_days_begin_where_the_time_zone_says(marts: dict[str, Any]) -> None:
    """As of midnight in UTC it is still the evening before in New York."""
    spans = {
        zone: [
            fold(row["day"] for row in rows_of(marts, "score_trend_daily", zone))
            for fold in (min, max)
        ]
        for zone in ("UTC", TIME_ZONE)
    }
    assert spans == {
        "UTC": [date(2026, 4, 1), date(2026, 7, 1)],
        TIME_ZONE: [date(2026, 3, 31), date(2026, 6, 30)],
    }


def test_last_day_is_now(marts: dict[str, Any]) -> None:
    today = {
        row["scoring_model"]: row for row in marts["score_trend_daily"] if row["day"] == END.date()
    }
    now = {row["scoring_model"]: row for row in marts["scoring_insights"]}
    for model, row in today.items():
        assert row["leads_scored"] == now[model]["leads_scored"]
        assert row["average_score"] == now[model]["average_score"]
    assert {
        (row["grade_order"], row["leads"], row["leads_share"])
        for row in marts["grade_trend_daily"]
        if row["day"] == END.date()
    } == {
        (row["grade_order"], row["leads"], row["leads_share"])
        for row in marts["grade_volume"]
        if row["scoring_model"] == "engaged"
    }
