"""Who is scored, and when."""

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


def _interval_cases() -> list[Case]:
    """Who is scored and when: T6, P2, P5, P6, C2."""
    plain = model(group(10, opened(within_days=10)))
    each = model(group(10, opened(frequency="each")))
    us = model(group(10, attribute("country", "equals", "US")))

    def case(
        name: str, spec: Model, leads: list[Row], events: list[Row], *history: list[HistoryRow]
    ) -> Case:
        return Case(name, spec, tables(leads, events), [row for one in history for row in one])

    one = event("1", "01-10")
    return [
        case("P6_nothing_earned_is_zero", plain, [lead()], [], rows("ann", ("01-05", 0))),
        case(
            "P2_closing_ends_the_score",
            plain,
            [lead(closed_at=t("01-15"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-15"),
        ),
        case(
            "P2_a_change_exactly_at_the_closing_is_outside",
            plain,
            [lead(closed_at=t("01-10"))],
            [one],
            rows("ann", ("01-05", 0), ends="01-10"),
        ),
        case(
            "P2_a_change_a_tick_before_the_closing_is_inside",
            plain,
            [lead(closed_at=t("01-10 00:00:00.000001"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-10 00:00:00.000001"),
        ),
        case("P2_closed_when_created", plain, [lead(closed_at=t("01-05"))], [one]),
        case("P2_closed_before_created", plain, [lead(closed_at=t("01-04"))], [one]),
        case(
            "P2_score_closed_leads",
            {**plain, "score_closed_leads": True},
            [lead(closed_at=t("01-15"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_score_closed_leads_drops_even_a_closing_before_the_creation",
            {**plain, "score_closed_leads": True},
            [lead(closed_at=t("01-04"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_a_change_exactly_at_the_creation",
            plain,
            [lead(created_at="01-10")],
            [one],
            rows("ann", ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "P2_a_change_a_tick_after_the_creation",
            plain,
            [lead(created_at="01-10")],
            [event("1", "01-10 00:00:00.000001")],
            rows("ann", ("01-10", 0), ("01-10 00:00:00.000001", 10), ("01-20 00:00:00.000001", 0)),
        ),
        case(
            "I7_interactions_from_before_the_creation_count",
            plain,
            [lead(created_at="01-12")],
            [one, event("2", "01-03")],
            # the first opens at 10 and counts to 20, the second ends at 13: never a gap
            rows("ann", ("01-12", 10), ("01-20", 0)),
        ),
        case(
            "I7_a_window_that_ended_before_the_creation",
            plain,
            [lead(created_at="01-20")],
            [one],
            rows("ann", ("01-20", 0)),
        ),
        case(
            "T6_a_lead_created_later_is_not_read",
            plain,
            [lead(created_at="04-01 00:00:00.000001"), lead("bob", created_at="04-01")],
            [event("1", "03-31"), event("2", "04-01", lead_id="bob")],
            rows("bob", ("04-01", 10), ("04-11", 0)),
        ),
        case(
            "T6_a_closing_in_the_future_is_not_known",
            plain,
            [lead(closed_at=t("04-01 00:00:00.000001"))],
            [event("1", "03-30")],
            rows("ann", ("01-05", 0), ("03-30", 10), ("04-09", 0)),
        ),
        case(
            "T6_a_closing_at_as_of_is_known",
            plain,
            [lead(closed_at=t("04-01"))],
            [event("1", "03-30")],
            rows("ann", ("01-05", 0), ("03-30", 10), ends="04-01"),
        ),
        case(
            "T6_a_closing_in_the_future_is_not_set",
            {**model(group(10, attribute("closed_at", "is_set"))), "score_closed_leads": True},
            [lead(closed_at=t("04-02")), lead("bob", closed_at=t("03-01"))],
            [],
            rows("ann", ("01-05", 0)),
            # C1: one unversioned row projects today's value backwards
            rows("bob", ("01-05", 10)),
        ),
        case(
            "T6_interactions_after_as_of_are_not_read",
            each,
            [lead()],
            [event("1", "04-01"), event("2", "04-01 00:00:00.000001")],
            rows("ann", ("01-05", 0), ("04-01", 10)),
        ),
        case(
            "T7_the_end_of_a_window_is_scheduled",
            plain,
            [lead()],
            [event("1", "03-31 23:59:59.999999")],
            rows("ann", ("01-05", 0), ("03-31 23:59:59.999999", 10), ("04-10 23:59:59.999999", 0)),
        ),
        case(
            "P5_a_merged_lead_is_not_scored_and_gives_its_interactions",
            each,
            [lead(), lead("bob", "01-01", merged_into_lead_id="ann")],
            [one, event("2", "01-03", lead_id="bob"), event("3", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 10), ("01-10", 20), ("01-12", 30)),
        ),
        case(
            "P5_merges_are_transitive",
            each,
            [
                lead(),
                lead("bob", merged_into_lead_id="ann"),
                lead("cy", merged_into_lead_id="bob"),
                lead("dee", merged_into_lead_id="cy"),
            ],
            [event("1", "01-10", lead_id="dee"), event("2", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
        ),
        case(
            "P5_a_merge_into_an_unknown_lead_is_ignored",
            each,
            [lead(merged_into_lead_id="nobody"), lead("bob", merged_into_lead_id=" ")],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "P5_a_merge_into_a_lead_created_later_is_ignored",
            each,
            [lead(merged_into_lead_id="bob"), lead("bob", "04-02")],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "P5_a_merged_lead_that_was_closed_still_gives",
            each,
            [lead(), lead("bob", closed_at=t("01-06"), merged_into_lead_id="ann")],
            [event("1", "01-10", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C2_outside_its_version_the_value_is_null",
            us,
            [lead(country="US", valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "C2_outside_its_version_the_value_is_not_set",
            model(group(10, attribute("country", "is_not_set"))),
            [lead(country="US", valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "C2_an_empty_valid_from_reaches_back",
            us,
            [lead(country="US", valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 10), ("01-20", 0)),
        ),
        case(
            "C2_time_relative_only_inside_the_version",
            model(group(10, attribute("created_at", "older_than_days", 10))),
            [lead(valid_from=t("01-10"), valid_to=t("01-20"))],
            [],
            rows("ann", ("01-05", 0), ("01-15", 10), ("01-20", 0)),
        ),
        case(
            "C2_a_deleted_lead_is_still_scored",
            plain,
            [lead(valid_from=t("01-01"), valid_to=t("01-08"))],
            [one],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "T6_the_end_of_a_version_in_the_future_is_not_known",
            us,
            [lead(country="US", valid_from=t("01-01"), valid_to=t("04-02"))],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "T6_a_version_that_begins_later_is_not_read",
            us,
            [lead(country="US", valid_from=t("04-02")), lead("bob", valid_from=t("04-01"))],
            [],
            rows("bob", ("01-05", 0)),
        ),
    ]


CASES: list[Case] = [*_interval_cases()]
