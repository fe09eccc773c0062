"""Interactions that lose worth as they age, and conditions that wait for an age: G4, N26, C6."""

from decimal import Decimal
from typing import Any

from reference.cases.words import (
    Case,
    attribute,
    case,
    event,
    group,
    lead,
    model,
    opened,
    rows,
    t,
    tables,
    valid,
)
from reference.records import Row

_ONE = [event("1", "01-10")]


def _decaying(
    every_days: int = 10, percent: Any = 25, shape: str = "linear", **keys: Any
) -> dict[str, Any]:
    """By default, of 40 points: 40, 30 from the tenth day, 20, 10, nothing from the fortieth."""
    decay = {"every_days": every_days, "percent": percent, "shape": shape}
    return opened(frequency="each", decay=decay, **keys)


def _worth_cases() -> list[Case]:
    """One interaction, opened 01-10, and what is left of it."""

    def one(
        name: str, points: int, condition: dict[str, Any], *changes: tuple[str, int | str]
    ) -> Case:
        return case(
            name,
            model(group(points, condition)),
            tables([lead()], _ONE),
            rows("ann", ("01-05", 0), *changes),
        )

    halved = (
        *(("01-10", "10"), ("01-11", "5"), ("01-12", "2.5"), ("01-13", "1.25")),
        *(("01-14", "0.625"), ("01-15", "0.3125")),
        # 0.15625, 0.078125, 0.0390625, 0.01953125, 0.009765625, 0.0048828125
        *(("01-16", "0.1563"), ("01-17", "0.0781"), ("01-18", "0.0391"), ("01-19", "0.0195")),
        *(("01-20", "0.0098"), ("01-21", "0.0049")),
        # 0.00244, 0.00122, 0.00061, 0.000305, 0.000153, 0.0000763, 0.0000381
        *(("01-22", "0.0024"), ("01-23", "0.0012"), ("01-24", "0.0006"), ("01-25", "0.0003")),
        *(("01-26", "0.0002"), ("01-27", "0.0001"), ("01-28", "0")),
    )
    return [
        one(
            "G4_linear",
            40,
            _decaying(),
            ("01-10", 40),
            ("01-20", 30),
            ("01-30", 20),
            ("02-09", 10),
            ("02-19", 0),
        ),
        one(
            "G4_linear_never_falls_below_zero",
            10,
            _decaying(1, 30),
            ("01-10", 10),
            ("01-11", 7),
            ("01-12", 4),
            ("01-13", 1),
            ("01-14", 0),
        ),
        one("G4_compound_until_nothing_is_left", 10, _decaying(1, 50, "compound"), *halved),
        one(
            "G4_negative_points_are_rounded_away_from_zero",
            -10,
            _decaying(1, 50, "compound", within_days=7),
            *(("01-10", -10), ("01-11", -5), ("01-12", "-2.5"), ("01-13", "-1.25")),
            *(("01-14", "-0.625"), ("01-15", "-0.3125"), ("01-16", "-0.1563"), ("01-17", 0)),
        ),
        one(
            "G4_a_percent_with_a_fraction",
            10,
            _decaying(1, Decimal("12.5")),
            *(("01-10", 10), ("01-11", "8.75"), ("01-12", "7.5"), ("01-13", "6.25"), ("01-14", 5)),
            *(("01-15", "3.75"), ("01-16", "2.5"), ("01-17", "1.25"), ("01-18", 0)),
        ),
        one(
            "G4_each_step_is_rounded_from_the_exact_worth",
            # 6.67, 4.44889, 2.96740963, 1.97926222..., 1.32016790...: not from the rounded ones
            10,
            _decaying(1, Decimal("33.3"), "compound", within_days=5),
            *(("01-10", 10), ("01-11", "6.67"), ("01-12", "4.4489"), ("01-13", "2.9674")),
            *(("01-14", "1.9793"), ("01-15", 0)),
        ),
        one("G4_all_is_lost_at_once_linear", 10, _decaying(3, 100), ("01-10", 10), ("01-13", 0)),
        one(
            "G4_all_is_lost_at_once_compound",
            10,
            _decaying(3, 100, "compound"),
            ("01-10", 10),
            ("01-13", 0),
        ),
        one(
            "G4_the_sixtieth_step_is_the_last_linear",
            # half of the last place is lost at step 50, which rounds up again: 0.99995. So 0.9999
            # holds from step 51, on 03-02, to step 60, on 03-11
            1,
            _decaying(1, Decimal("0.0001")),
            ("01-10", 1),
            ("03-02", "0.9999"),
            ("03-11", 0),
        ),
        one(
            "G4_the_sixtieth_step_is_the_last_below_zero",
            -1,
            _decaying(1, Decimal("0.0001")),
            ("01-10", -1),
            ("03-02", "-0.9999"),
            ("03-11", 0),
        ),
        one(
            "G4_the_sixtieth_step_is_the_last_compound",
            # a little more than linear is left: at step 50 still 0.9999500012, at step 51
            # 0.9999490013
            1,
            _decaying(1, Decimal("0.0001"), "compound"),
            ("01-10", 1),
            ("03-02", "0.9999"),
            ("03-11", 0),
        ),
        one(
            "G4_the_window_ends_it_within_a_step",
            40,
            _decaying(within_days=25),
            ("01-10", 40),
            ("01-20", 30),
            ("01-30", 20),
            ("02-04", 0),
        ),
        one(
            "G4_the_window_ends_it_between_two_steps",
            40,
            _decaying(within_days=20),
            ("01-10", 40),
            ("01-20", 30),
            ("01-30", 0),
        ),
        one(
            "G4_a_window_shorter_than_a_step",
            40,
            _decaying(within_days=3),
            ("01-10", 40),
            ("01-13", 0),
        ),
        one(
            "G4_a_window_that_outlasts_the_decay",
            40,
            _decaying(within_days=90),
            ("01-10", 40),
            ("01-20", 30),
            ("01-30", 20),
            ("02-09", 10),
            ("02-19", 0),
        ),
    ]


def _sum_cases() -> list[Case]:
    """Several interactions, bounds, and what else a group asks."""
    two = [event("1", "01-10"), event("2", "01-15")]
    us = attribute("country", "equals", "US")
    return [
        case(
            "N26_the_sum_of_what_each_is_still_worth",
            model(group(40, _decaying())),
            tables([lead()], two),
            rows(
                "ann",
                *(("01-05", 0), ("01-10", 40), ("01-15", 80), ("01-20", 70), ("01-25", 60)),
                *(("01-30", 50), ("02-04", 40), ("02-09", 30), ("02-14", 20), ("02-19", 10)),
                ("02-24", 0),
            ),
        ),
        case(
            "N26_the_sum_is_bounded",
            model(group(40, _decaying(), max_points=50)),
            tables([lead()], two),
            # 80, 70, 60 and 50 are all 50
            rows(
                "ann",
                *(("01-05", 0), ("01-10", 40), ("01-15", 50), ("02-04", 40), ("02-09", 30)),
                *(("02-14", 20), ("02-19", 10), ("02-24", 0)),
            ),
        ),
        case(
            "N26_the_sum_is_bounded_below_zero",
            model(group(-40, _decaying(), max_points=50)),
            tables([lead()], two),
            rows(
                "ann",
                *(("01-05", 0), ("01-10", -40), ("01-15", -50), ("02-04", -40), ("02-09", -30)),
                *(("02-14", -20), ("02-19", -10), ("02-24", 0)),
            ),
        ),
        case(
            "N26_two_at_one_instant",
            model(group(40, _decaying(percent=50))),
            tables([lead()], [event("1", "01-10"), event("2", "01-10")]),
            rows("ann", ("01-05", 0), ("01-10", 80), ("01-20", 40), ("01-30", 0)),
        ),
        case(
            "N26_one_falls_where_another_comes",
            model(group(40, _decaying(percent=50))),
            tables([lead()], [event("1", "01-10"), event("2", "01-30")]),
            # the first is gone on 01-30; on 01-20 it fell
            rows(
                "ann",
                ("01-05", 0),
                ("01-10", 40),
                ("01-20", 20),
                ("01-30", 40),
                ("02-09", 20),
                ("02-19", 0),
            ),
        ),
        case(
            "N26_it_ages_while_the_rest_of_the_group_is_false",
            model(group(40, us, _decaying())),
            tables(
                [
                    lead(country="US", **valid("01-01", "01-15")),
                    lead(country="CA", **valid("01-15", "01-25")),
                    lead(country="US", **valid("01-25")),
                ],
                _ONE,
            ),
            rows(
                "ann",
                ("01-05", 0),
                ("01-10", 40),
                ("01-15", 0),
                ("01-25", 30),
                ("01-30", 20),
                ("02-09", 10),
                ("02-19", 0),
            ),
        ),
        case(
            "N26_beside_a_tree",
            model(
                group(
                    40,
                    _decaying(),
                    {"any": [us, {"interaction": "website_visited", "within_days": 5}]},
                )
            ),
            tables([lead()], [*_ONE, event("2", "01-18", "website_visited")]),
            rows("ann", ("01-05", 0), ("01-18", 40), ("01-20", 30), ("01-23", 0)),
        ),
        case(
            "I7_it_aged_before_the_lead_was_created",
            model(group(40, _decaying())),
            tables([lead()], [event("1", "2025-12-20"), event("2", "2025-11-01")]),
            # 16 days old at the creation; the other is gone since 2025-12-11
            rows("ann", ("01-05", 30), ("01-09", 20), ("01-19", 10), ("01-29", 0)),
        ),
        case(
            "G4_steps_to_the_microsecond",
            model(group(40, _decaying(1, 50))),
            tables([lead()], [event("1", "01-10 12:00:00.000001")]),
            rows(
                "ann",
                ("01-05", 0),
                ("01-10 12:00:00.000001", 40),
                ("01-11 12:00:00.000001", 20),
                ("01-12 12:00:00.000001", 0),
            ),
        ),
        case(
            "G4_with_since",
            model(group(40, _decaying(percent=50, since="2026-01-12"))),
            tables([lead()], two),
            rows("ann", ("01-05", 0), ("01-15", 40), ("01-25", 20), ("02-04", 0)),
        ),
        case(
            "T7_steps_after_as_of_are_scheduled",
            model(group(40, _decaying())),
            tables([lead()], [event("1", "03-25")]),
            rows(
                "ann",
                ("01-05", 0),
                ("03-25", 40),
                ("04-04", 30),
                ("04-14", 20),
                ("04-24", 10),
                ("05-04", 0),
            ),
        ),
        case(
            "P2_steps_after_the_closing_are_none",
            model(group(40, _decaying())),
            tables([lead(closed_at=t("01-30"))], _ONE),
            rows("ann", ("01-05", 0), ("01-10", 40), ("01-20", 30), ends="01-30"),
        ),
        case(
            "S1_a_fraction_and_the_range_of_the_score",
            model(
                group(39, _decaying(percent=50)),
                group(5, attribute("country", "is_not_set")),
                score_range={"min": 6, "max": 24},
            ),
            tables([lead()], _ONE),
            # 5, 44, 24.5, 5 before the clamp
            rows("ann", ("01-05", 6), ("01-10", 24), ("01-30", 6)),
        ),
        case(
            "S3_grades_are_decided_on_the_floor",
            model(
                group(39, _decaying(percent=50)),
                grades=[
                    {"name": "Cold", "operator": "less_than", "value": 10},
                    {"name": "Warm", "operator": "between", "value": [10, 19]},
                    {"name": "Hot", "operator": "greater_or_equal", "value": 20},
                ],
            ),
            tables([lead()], _ONE),
            rows(
                "ann",
                ("01-05", 0, "Cold"),
                ("01-10", 39, "Hot"),
                ("01-20", "19.5", "Warm"),
                ("01-30", 0, "Cold"),
            ),
        ),
        case(
            "S3_the_floor_of_a_negative_score_is_below_it",
            model(
                group(-1, _decaying(percent=50)),
                grades=[
                    {"name": "Low", "operator": "less_or_equal", "value": -1},
                    {"name": "Rest", "operator": "greater_or_equal", "value": 0},
                ],
            ),
            tables([lead()], _ONE),
            rows(
                "ann",
                ("01-05", 0, "Rest"),
                ("01-10", -1, "Low"),
                ("01-20", "-0.5", "Low"),
                ("01-30", 0, "Rest"),
            ),
        ),
        case(
            "S5_two_decays_that_cancel_give_no_row",
            model(group(40, _decaying()), group(-40, _decaying())),
            tables([lead()], two),
            rows("ann", ("01-05", 0)),
        ),
    ]


def _age_cases() -> list[Case]:
    """Nothing opened for ten days, once the lead, created 01-05, is twenty days old: 01-25."""
    quiet = model(group(10, opened(frequency="none", within_days=10, min_age_days=20)))

    def one(name: str, events: list[Row], *changes: tuple[str, int]) -> Case:
        return case(name, quiet, tables([lead()], events), rows("ann", ("01-05", 0), *changes))

    return [
        one("C6_nothing_until_the_age", [], ("01-25", 10)),
        one("C6_one_that_ends_before_the_age", _ONE, ("01-25", 10)),
        one("C6_one_whose_window_ends_at_the_age", [event("1", "01-15")], ("01-25", 10)),
        one(
            "C6_one_whose_window_ends_a_microsecond_after_the_age",
            [event("1", "01-15 00:00:00.000001")],
            ("01-25 00:00:00.000001", 10),
        ),
        one("C6_one_before_the_age_that_still_counts", [event("1", "01-20")], ("01-30", 10)),
        one("C6_one_at_the_age", [event("1", "01-25")], ("02-04", 10)),
        one(
            "C6_one_after_the_age",
            [event("1", "01-28")],
            ("01-25", 10),
            ("01-28", 0),
            ("02-07", 10),
        ),
        case(
            "C6_without_a_window",
            model(group(-5, opened(frequency="none", min_age_days=20))),
            tables([lead(), lead("bob"), lead("cy")], [*_ONE, event("2", "02-01", lead_id="bob")]),
            rows("ann", ("01-05", 0)),
            rows("bob", ("01-05", 0), ("01-25", -5), ("02-01", 0)),
            rows("cy", ("01-05", 0), ("01-25", -5)),
        ),
        case(
            "C6_the_age_is_that_of_the_newest_version",
            quiet,
            tables([lead(created_at="01-01", **valid("01-01", "01-10")), lead(**valid("01-10"))]),
            rows("ann", ("01-05", 0), ("01-25", 10)),
        ),
        case(
            "C6_the_age_does_not_wait_for_the_audience",
            {**quiet, "audience": {"all": [attribute("created_at", "older_than_days", 18)]}},
            tables([lead()]),
            rows("ann", ("01-23", 0), ("01-25", 10)),
        ),
        case(
            "C6_a_lead_that_closes_at_the_age",
            quiet,
            tables([lead(closed_at=t("01-25"))]),
            rows("ann", ("01-05", 0), ends="01-25"),
        ),
        case(
            "T7_an_age_after_as_of_is_scheduled",
            quiet,
            tables([lead(created_at="03-31 12:00")]),
            rows("ann", ("03-31 12:00", 0), ("04-20 12:00", 10)),
        ),
        case(
            "C6_in_a_tree",
            model(
                group(
                    10,
                    attribute("country", "is_set"),
                    opened(frequency="none", within_days=10, min_age_days=20),
                    match="any",
                )
            ),
            tables([lead(), lead("bob", country="US")]),
            rows("ann", ("01-05", 0), ("01-25", 10)),
            rows("bob", ("01-05", 10)),
        ),
    ]


CASES: list[Case] = [*_worth_cases(), *_sum_cases(), *_age_cases()]
