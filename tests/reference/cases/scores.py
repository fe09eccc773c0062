"""From points to score and grade."""

from decimal import Decimal

from reference.cases.words import (
    Case,
    attribute,
    event,
    group,
    lead,
    model,
    opened,
    rows,
    t,
    tables,
)
from reference.records import Row
from reference.scorer import HistoryRow, Model


def _score_cases() -> list[Case]:
    """Sums, ranges, grades and histories: S1, S3, S5, S6."""
    each = group(10, opened(frequency="each", within_days=10))
    grades = [
        {"name": "Cold", "operator": "less_than", "value": 10},
        {"name": "Warm", "operator": "between", "value": [10, 19]},
        {"name": "Hot", "operator": "greater_or_equal", "value": 20},
    ]
    other_grades = [
        {"name": "Low", "operator": "less_or_equal", "value": -1},
        {"name": "High", "operator": "greater_than", "value": 9},
    ]
    two = [event("1", "01-10"), event("2", "01-12")]

    def case(name: str, spec: Model, events: list[Row], history: list[HistoryRow]) -> Case:
        return Case(name, spec, tables([lead(country="US")], events), history)

    return [
        case(
            "S1_the_score_is_the_sum_of_the_groups",
            model(each, group(-3, attribute("country", "is_set")), group(1, opened())),
            two,
            rows("ann", ("01-05", -3), ("01-10", 8), ("01-12", 18), ("01-20", 8), ("01-22", -2)),
        ),
        case(
            "S1_the_range_clamps_the_sum",
            model(
                each,
                group(-15, attribute("country", "is_set")),
                group(25, {"interaction": "form_submitted", "within_days": 1}),
                score_range={"min": -10, "max": 20},
            ),
            [*two, event("3", "01-15", "form_submitted")],
            # -15, -5, 5, 30, 5, -5, -15 before the clamp
            rows(
                "ann",
                ("01-05", -10),
                ("01-10", -5),
                ("01-12", 5),
                ("01-15", 20),
                ("01-16", 5),
                ("01-20", -5),
                ("01-22", -10),
            ),
        ),
        case(
            "S1_a_range_above_zero_lifts_nothing_earned",
            model(each, score_range={"min": 5, "max": 12}),
            [event("1", "01-10")],
            rows("ann", ("01-05", 5), ("01-10", 10), ("01-20", 5)),
        ),
        case(
            "S1_a_range_with_one_end",
            model(each, group(-3, attribute("country", "is_set")), score_range={"max": 9}),
            two,
            rows("ann", ("01-05", -3), ("01-10", 7), ("01-12", 9), ("01-20", 7), ("01-22", -3)),
        ),
        case(
            "S5_changes_behind_the_clamp_give_no_row",
            model(each, score_range={"min": 0, "max": 10}),
            two,
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-22", 0)),
        ),
        case(
            "S3_grades",
            model(each, grades=grades),
            two,
            rows(
                "ann",
                ("01-05", 0, "Cold"),
                ("01-10", 10, "Warm"),
                ("01-12", 20, "Hot"),
                ("01-20", 10, "Warm"),
                ("01-22", 0, "Cold"),
            ),
        ),
        Case(
            "S3_in_a_gap_the_grade_is_null",
            model(each, group(-1, attribute("country", "equals", "CA")), grades=other_grades),
            tables([lead(), lead("bob", country="CA")], two),
            [
                HistoryRow("ann", t("01-05"), t("01-10"), Decimal(0), None, None),
                HistoryRow("ann", t("01-10"), t("01-12"), Decimal(10), "High", Decimal(0)),
                HistoryRow("ann", t("01-12"), t("01-20"), Decimal(20), "High", Decimal(10)),
                HistoryRow("ann", t("01-20"), t("01-22"), Decimal(10), "High", Decimal(20)),
                HistoryRow("ann", t("01-22"), None, Decimal(0), None, Decimal(10)),
                HistoryRow("bob", t("01-05"), None, Decimal(-1), "Low", None),
            ],
        ),
        case(
            "S5_changes_that_cancel_at_one_instant_are_none",
            model(each),
            # the first window ends at the very instant of the second event
            [event("1", "01-10"), event("2", "01-20")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-30", 0)),
        ),
        case(
            "S5_several_changes_at_one_instant_are_one",
            model(each, group(-4, opened(frequency={"at_least": 2}))),
            [event("1", "01-10"), event("2", "01-10"), event("3", "01-10")],
            rows("ann", ("01-05", 0), ("01-10", 26), ("01-20", -4)),
        ),
        case(
            "S5_two_groups_that_swap_give_no_row",
            model(
                group(10, opened()),
                group(10, opened(frequency="none")),
            ),
            [event("1", "01-10")],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "T4_points_at_their_bounds",
            model(
                group(1000, opened(frequency="each")), group(-1000, attribute("country", "is_set"))
            ),
            two,
            rows("ann", ("01-05", -1000), ("01-10", 0), ("01-12", 1000)),
        ),
        Case(
            "worked_example_1",
            model(group(10, opened(frequency={"at_least": 2}, within_days=28))),
            tables([lead()], [event("1", "01-01"), event("2", "01-20"), event("3", "02-10")]),
            rows("ann", ("01-05", 0), ("01-20", 10), ("01-29", 0), ("02-10", 10), ("02-17", 0)),
        ),
        Case(
            "worked_example_2",
            model(
                group(
                    20,
                    attribute("country", "equals", "US"),
                    {"interaction": "form_submitted", "frequency": "each", "within_days": 30},
                    max_points=30,
                )
            ),
            tables(
                [lead(created_at="02-01", country="US"), lead("bob", "02-01", country="CA")],
                [
                    event("1", "03-01", "form_submitted"),
                    event("2", "03-03", "form_submitted"),
                    event("3", "03-01", "form_submitted", "bob"),
                ],
            ),
            [
                *rows(
                    "ann", ("02-01", 0), ("03-01", 20), ("03-03", 30), ("03-31", 20), ("04-02", 0)
                ),
                *rows("bob", ("02-01", 0)),
            ],
        ),
    ]


CASES: list[Case] = [*_score_cases()]
