"""Which interactions count for a lead."""

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
    where,
)
from reference.records import STANDARD, Options, Row
from reference.scorer import HistoryRow, Model


def _counting_cases() -> list[Case]:
    """Which interactions count: I1, I4 to I6, I8."""
    each = model(group(10, opened(frequency="each")))
    counting = {**each, "count_parent_contact_interactions": True}

    def case(
        name: str,
        spec: Model,
        leads: list[Row],
        events: list[Row],
        *history: list[HistoryRow],
        options: Options = STANDARD,
    ) -> Case:
        contacts = [{"contact_id": "c"}]
        return Case(
            name,
            spec,
            tables(leads, events, contacts=contacts),
            [row for one in history for row in one],
            options=options,
        )

    ann, bob = lead(contact_id="c"), lead("bob", contact_id="c")
    by_contact = event("1", "01-10", lead_id=None, contact_id="c")
    both_ways = event("2", "01-12", contact_id="c")
    day_late = t("01-09")
    dropped = [
        event("b", "01-11", is_bot=True),
        event("t", "01-12", is_test=True),
        event("x", "01-13", is_bot=False, is_test=False),
    ]
    return [
        case(
            "C3_where_looks_at_the_interactions_own_lead",
            {
                **model(
                    group(10, opened(where=[where("lead_id", "is_not_set")])),
                    group(1, opened(where=[where("lead_id", "ends_with", "bob")])),
                ),
                "count_parent_contact_interactions": True,
            },
            [ann, bob],
            [by_contact, both_ways, event("3", "01-14", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-14", 11)),
            rows("bob", ("01-05", 0), ("01-10", 10), ("01-14", 11)),
        ),
        case(
            "C3_where_looks_at_the_lead_before_the_merge",
            model(group(10, opened(where=[where("lead_id", "not_contains", "ann")]))),
            [lead(), lead("bob", merged_into_lead_id="ann")],
            [event("1", "01-10"), event("2", "01-12", lead_id="bob")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C8_ids_of_interactions_are_exact",
            model(
                group(10, opened(where=[where("asset_id", "equals", "007")])),
                group(1, opened(where=[where("asset_id", "begins_with", "a")])),
                group(100, opened(where=[where("campaign_id", "contains", "x ")])),
            ),
            [lead()],
            [
                event("1", "01-10", asset_id="7"),
                event("2", "01-11", asset_id="007 "),
                event("3", "01-12", asset_id="007"),
                event("4", "01-13", asset_id="A1"),
                event("5", "01-14", asset_id="a1"),
                event("6", "01-15", campaign_id="x"),
                event("7", "01-16", campaign_id="x y"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-14", 11), ("01-16", 111)),
        ),
        case(
            "I1_only_its_own_interactions",
            each,
            [ann, bob],
            [by_contact, both_ways],
            rows("ann", ("01-05", 0), ("01-12", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "I4_I5_those_of_the_parent_contact_once_for_each_lead",
            counting,
            [ann, bob, lead("cy")],
            [by_contact, both_ways],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
            rows("bob", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
            rows("cy", ("01-05", 0)),
        ),
        case(
            "I1_the_parent_contact_need_not_be_in_contacts",
            counting,
            [lead(contact_id="d")],
            [event("1", "01-10", lead_id="nobody", contact_id="d")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I1_the_contact_of_a_merged_lead_does_not_come_along",
            counting,
            [lead(), lead("bob", contact_id="c", merged_into_lead_id="ann")],
            [by_contact, event("2", "01-12", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I4_direct_by_merge_and_by_contact_is_once",
            counting,
            [ann, lead("bob", contact_id="c", merged_into_lead_id="ann")],
            [event("1", "01-10", lead_id="bob", contact_id="c")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I9_links_outlive_the_version_that_holds_them",
            counting,
            [lead(contact_id="c", valid_from=t("01-01"), valid_to=t("01-08"))],
            [by_contact],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C8_ids_are_compared_exactly",
            each,
            [lead("007"), lead("7"), lead("Ann"), lead("ann"), lead("ann ")],
            [event("1", "01-10", lead_id="7"), event("2", "01-11")],
            rows("007", ("01-05", 0)),
            rows("7", ("01-05", 0), ("01-10", 10)),
            rows("Ann", ("01-05", 0)),
            rows("ann", ("01-05", 0), ("01-11", 10)),
            rows("ann ", ("01-05", 0)),
        ),
        case(
            "I6_the_copy_loaded_last_wins",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=t("01-20")),
                event("1", "01-12", loaded_at=t("01-20 00:00:00.000001")),
                event("1", "01-14"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I6_the_losing_copy_never_returns",
            each,
            [lead()],
            # the winner is of another type, so nothing matches
            [event("1", "01-10"), event("1", "01-10", "sms_sent", loaded_at=t("01-10"))],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_the_losing_copy_does_not_return_when_the_winner_is_a_bot",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=t("01-20")),
                event("1", "01-10", loaded_at=t("01-21"), is_bot=True),
            ],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_ties_fall_to_the_first_column_that_differs",
            each,
            [lead()],
            # asset_name comes before occurred_at; "b" is greater than "a", any text than NULL
            [
                event("1", "01-10", asset_name="b"),
                event("1", "01-12", asset_name="a"),
                event("1", "01-14"),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_ties_are_bytewise",
            each,
            [lead()],
            # "a" is 0x61, "Z" 0x5A, "é" 0xC3A9
            [
                event("1", "01-10", asset_name="Z"),
                event("1", "01-12", asset_name="a"),
                event("2", "01-20", asset_name="zz"),
                event("2", "01-22", asset_name="é"),
            ],
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-22", 20)),
        ),
        case(
            "I6_ties_compare_numbers_as_text",
            each,
            [lead()],
            [
                event("1", "01-10", duration_seconds=9),
                event("1", "01-12", duration_seconds=10),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_ties_compare_booleans_as_text",
            each,
            [lead()],
            # "true" is greater than "false", so the bot wins and is dropped
            [event("1", "01-10", is_bot=False), event("1", "01-10", is_bot=True)],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I6_ties_compare_times_as_text",
            each,
            [lead()],
            [event("1", "01-10"), event("1", "01-10 00:00:00.5"), event("1", "01-09 23:00")],
            rows("ann", ("01-05", 0), ("01-10 00:00:00.5", 10)),
        ),
        case(
            "I6_identical_copies_count_once",
            each,
            [lead(), lead()],
            [event("1", "01-10"), event("1", "01-10")],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I6_duplicate_leads",
            model(group(10, attribute("country", "equals", "US"))),
            [lead(country="CA"), lead(country="US"), lead(country=None)],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "I6_a_copy_of_a_lead_that_is_created_later_is_not_read",
            model(group(10, attribute("country", "equals", "US"))),
            [lead(country="US"), lead(city="Rome", created_at="04-02")],
            [],
            rows("ann", ("01-05", 10)),
        ),
        case(
            "I8_a_copy_after_as_of_is_no_duplicate",
            each,
            [lead()],
            [event("1", "01-10"), event("1", "04-02", loaded_at=t("04-02"))],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I8_a_copy_without_time_is_no_duplicate",
            each,
            [lead()],
            [event("1", "01-10"), event("1", None, loaded_at=t("02-01"))],
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I8_rows_without_id_do_not_count",
            each,
            [lead()],
            [event(None, "01-10"), event("", "01-10"), event(" ", "01-11"), event("1", "01-12")],
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I8_rows_without_type_do_not_count",
            each,
            [lead()],
            [event("1", "01-10", None), event("2", "01-10", "")],
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I8_bots_and_tests_do_not_count",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-13", 10)),
        ),
        case(
            "I8_bots_count_when_the_project_says_so",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-11", 10), ("01-13", 20)),
            options=Options(count_bots=True),
        ),
        case(
            "I8_tests_count_when_the_project_says_so",
            each,
            [lead()],
            dropped,
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-13", 20)),
            options=Options(count_tests=True),
        ),
        case(
            "I8_a_time_more_than_a_day_past_its_loading",
            each,
            [lead()],
            [
                event("1", "01-10", loaded_at=day_late),
                event("2", "01-10 00:00:00.000001", loaded_at=day_late),
                event("3", "01-11", loaded_at=t("03-01")),
            ],
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-11", 20)),
        ),
    ]


CASES: list[Case] = [*_counting_cases()]
