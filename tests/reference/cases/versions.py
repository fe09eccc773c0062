"""Several versions of one row: C2, I9, N16, N17, N19, N20."""

from typing import Any

from reference.cases.words import (
    Case,
    account,
    attribute,
    case,
    contact,
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

_US = model(group(10, attribute("country", "equals", "US")))
_EACH = model(group(10, opened(frequency="each")))
_BY_CONTACT = {**_EACH, "count_parent_contact_interactions": True}


def _us(since: str | None, until: str | None = None, **columns: Any) -> Row:
    return lead(country="US", **valid(since, until), **columns)


def _ca(since: str | None, until: str | None = None, **columns: Any) -> Row:
    return lead(country="CA", **valid(since, until), **columns)


def _attribute_cases() -> list[Case]:
    """Which version's value holds: 10 points while the country is US."""
    return [
        case(
            "C2_attributes_follow_their_versions",
            _US,
            tables([_us("01-01", "01-10"), _ca("01-10", "01-20"), _us("01-20")]),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "C2_in_a_gap_between_versions_the_value_is_null",
            _US,
            tables([_us("01-01", "01-10"), _us("01-20")]),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "C2_in_a_gap_between_versions_the_value_is_not_set",
            model(group(10, attribute("country", "is_not_set"))),
            tables([_us("01-01", "01-10"), _us("01-20")]),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "C2_a_version_inside_another_interrupts_it",
            _US,
            tables([_us("01-01", "01-31"), _ca("01-10", "01-20")]),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10), ("01-31", 0)),
        ),
        case(
            "C2_where_versions_overlap_the_one_that_began_last_holds",
            _US,
            tables([_us("01-01", "01-20"), _ca("01-10", "02-01"), _us("01-25", "02-10")]),
            # CA from 01-10, US from 01-25 to 02-10
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-25", 10), ("02-10", 0)),
        ),
        case(
            "C2_an_open_version_gives_way_to_a_later_one",
            _US,
            tables([_us("01-01"), _ca("01-10")]),
            rows("ann", ("01-05", 10), ("01-10", 0)),
        ),
        case(
            "C2_an_open_version_comes_back_after_a_later_one_ended",
            _US,
            tables([_us(None), _ca("01-10", "01-20")]),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "C2_versions_meet_within_a_microsecond",
            _US,
            tables([_us("01-01", "01-10 00:00:00.000001"), _ca("01-10 00:00:00.000001")]),
            rows("ann", ("01-05", 10), ("01-10 00:00:00.000001", 0)),
        ),
        case(
            "C2_a_gap_of_a_microsecond_is_a_gap",
            _US,
            tables([_us("01-01", "01-10"), _us("01-10 00:00:00.000001")]),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-10 00:00:00.000001", 10)),
        ),
        case(
            "C2_a_version_that_begins_with_the_lead",
            _US,
            tables([_ca("01-01", "01-05"), _us("01-05")]),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "C2_a_version_that_ends_at_the_closing",
            _US,
            tables([_ca("01-01", "01-10"), _us("01-10", closed_at=t("01-10"))]),
            rows("ann", ("01-05", 0), ends="01-10"),
        ),
        case(
            "S5_versions_with_the_same_value_give_no_row",
            _US,
            tables([_us("01-01", "01-10"), _us("01-10", "01-20", city="Rome"), _us("01-20")]),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "C2_a_deleted_lead_keeps_nothing_but_its_row",
            _US,
            tables([_ca("01-01", "01-10"), _us("01-10", "01-20")]),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 0)),
        ),
        case(
            "C2_each_version_is_measured_from_its_own_date",
            model(group(10, attribute("created_at", "older_than_days", 8))),
            tables([lead(created_at="01-01", **valid("01-01", "01-10")), lead(**valid("01-10"))]),
            # 01-09 is the eighth day after the first date, 01-13 after the second
            rows("ann", ("01-05", 0), ("01-09", 10), ("01-10", 0), ("01-13", 10)),
        ),
        case(
            "C2_a_declared_column_follows_its_versions",
            model(group(10, attribute("trial_ends_at", "within_last_days", 3))),
            tables(
                [
                    lead(trial_ends_at=t("01-08"), **valid("01-01", "01-10")),
                    lead(trial_ends_at=t("02-01"), **valid("01-10")),
                ]
            ),
            rows("ann", ("01-05", 0), ("01-08", 10), ("01-10", 0), ("02-01", 10), ("02-04", 0)),
        ),
        case(
            "T7_a_date_after_as_of_is_scheduled",
            model(group(10, attribute("trial_ends_at", "within_last_days", 3))),
            tables([lead(trial_ends_at=t("04-10"))]),
            rows("ann", ("01-05", 0), ("04-10", 10), ("04-13", 0)),
        ),
        case(
            "T6_the_version_before_one_that_begins_later_is_open",
            _US,
            tables([_us("01-01", "04-02"), _ca("04-02")]),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "T6_a_version_that_begins_at_as_of_is_read",
            _US,
            tables([_us("01-01", "04-01"), _ca("04-01")]),
            rows("ann", ("01-05", 10), ("04-01", 0)),
        ),
        case(
            "N7_an_end_after_as_of_is_not_set",
            model(
                group(10, attribute("valid_to", "is_not_set")),
                group(1, attribute("contact.valid_to", "is_not_set")),
            ),
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "01-10")),
                    lead(contact_id="c", **valid("01-10", "04-02")),
                ],
                contacts=[contact(**valid("01-01", "01-20")), contact(**valid("01-20", "04-02"))],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-20", 11)),
        ),
        case(
            "N16_a_link_as_an_attribute_follows_its_version_and_counting_does_not",
            {
                **model(
                    group(10, attribute("contact_id", "is_set")),
                    group(1, opened(frequency="each")),
                ),
                "count_parent_contact_interactions": True,
            },
            tables(
                [lead(**valid("01-01", "01-10")), lead(contact_id="c", **valid("01-10"))],
                [event("1", "01-07", lead_id=None, contact_id="c")],
            ),
            rows("ann", ("01-05", 0), ("01-07", 1), ("01-10", 11)),
        ),
        case(
            "N16_the_business_unit_as_an_attribute_follows_its_version",
            model(group(10, attribute("business_unit", "equals", "EMEA"))),
            tables(
                [
                    lead(business_unit="EMEA", **valid("01-01", "01-10")),
                    lead(business_unit="APAC", **valid("01-10")),
                ]
            ),
            rows("ann", ("01-05", 10), ("01-10", 0)),
        ),
    ]


def _copy_cases() -> list[Case]:
    """Rows with the same `valid_from` are copies of one version."""
    return [
        case(
            "N19_of_copies_of_a_version_one_wins_and_the_other_never_returns",
            _US,
            # US is greater than CA; what ends with it is not followed by the other copy
            tables([_ca("01-01"), _us("01-01", "01-20")]),
            rows("ann", ("01-05", 10), ("01-20", 0)),
        ),
        case(
            "N19_rows_with_an_empty_beginning_are_copies_too",
            model(group(10, attribute("country", "equals", "CA"))),
            tables([_ca(None), _us(None, "01-20")]),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N19_an_empty_beginning_is_no_copy_of_another",
            _US,
            tables([_us(None), _ca("01-10", "01-20"), _ca("01-10", "01-15")]),
            # of the copies the one that ends later is the greater
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10)),
        ),
        case(
            "N19_among_copies_null_is_lowest",
            _US,
            # the city, which comes before the country, decides
            tables([_us("01-01"), lead(city="Rome", **valid("01-01"))]),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N19_a_link_of_a_losing_copy_is_none",
            _BY_CONTACT,
            tables(
                [
                    lead(contact_id="d", business_unit="A", **valid("01-01")),
                    lead(contact_id="c", business_unit="B", **valid("01-01")),
                ],
                [
                    event("1", "01-10", lead_id=None, contact_id="d"),
                    event("2", "01-12", lead_id=None, contact_id="c"),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "N19_copies_of_contacts_and_accounts",
            model(
                group(10, attribute("contact.job_title", "equals", "boss")),
                group(1, attribute("account.industry", "equals", "steel")),
            ),
            tables(
                [lead(contact_id="c", account_id="a")],
                contacts=[
                    contact(job_title="aid", **valid("01-01")),
                    contact(job_title="boss", **valid("01-01", "01-10")),
                ],
                accounts=[
                    account(industry="steel", **valid("01-01", "01-20")),
                    account(industry="paper", **valid("01-01")),
                ],
            ),
            rows("ann", ("01-05", 11), ("01-10", 1), ("01-20", 0)),
        ),
        case(
            "N17_a_version_that_begins_later_is_no_copy",
            _US,
            tables([_us("01-01"), _us("04-02", city="Rome"), _ca("04-02", city="Zug")]),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "N17_copies_are_compared_as_they_came",
            _US,
            # the closing after as_of is not known, but makes its row the greater one
            tables([_ca("01-01", closed_at=t("04-02")), _us("01-01")]),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I8_a_version_without_a_creation_is_not_read",
            _US,
            tables([_us("01-01"), {**_ca("01-10"), "created_at": None}]),
            rows("ann", ("01-05", 10)),
        ),
    ]


def _newest_cases() -> list[Case]:
    """What is taken from the newest version for all time: creation, closing, links, merges."""
    by_c = event("1", "01-15", lead_id=None, contact_id="c")
    by_d = event("2", "01-16", lead_id=None, contact_id="d")
    return [
        case(
            "P2_creation_and_closing_are_those_of_the_newest_version",
            _US,
            tables(
                [
                    _us("01-01", "01-10", created_at="01-01", closed_at=t("01-20")),
                    _ca("01-10"),
                    lead("bob", "01-01", country="US", **valid("01-01", "01-10")),
                    lead("bob", "01-02", closed_at=t("01-20"), **valid("01-10")),
                ]
            ),
            rows("ann", ("01-05", 10), ("01-10", 0)),
            rows("bob", ("01-02", 10), ("01-10", 0), ends="01-20"),
        ),
        case(
            "I9_the_parent_contact_is_that_of_the_newest_version",
            _BY_CONTACT,
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "01-31")),
                    lead(contact_id="d", **valid("01-31")),
                ],
                [by_c, by_d],
            ),
            rows("ann", ("01-05", 0), ("01-16", 10)),
        ),
        case(
            "I9_a_link_that_the_newest_version_lacks_is_none",
            _BY_CONTACT,
            tables(
                [lead(contact_id="c", **valid("01-01", "01-31")), lead(**valid("01-31"))],
                [by_c],
            ),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N20_the_newest_version_may_have_ended_before_another",
            _BY_CONTACT,
            tables(
                [
                    lead(contact_id="c", **valid("01-01")),
                    lead(contact_id="d", **valid("01-10", "01-12")),
                ],
                [by_c, by_d],
            ),
            rows("ann", ("01-05", 0), ("01-16", 10)),
        ),
        case(
            "N20_an_empty_beginning_is_the_oldest",
            _BY_CONTACT,
            tables(
                [
                    lead(contact_id="d", **valid("2025-01-01", "2025-02-01")),
                    lead(contact_id="c", **valid(None)),
                ],
                [by_c, by_d],
            ),
            rows("ann", ("01-05", 0), ("01-16", 10)),
        ),
        case(
            "N20_a_version_that_holds_at_no_instant_may_be_the_newest",
            _US,
            tables([_us("01-01"), _ca("01-20", "01-20", created_at="01-07")]),
            rows("ann", ("01-07", 10)),
        ),
        case(
            "N20_a_version_that_ends_before_it_begins_holds_at_no_instant",
            _US,
            tables([_us("01-01"), _ca("01-20", "01-10", closed_at=t("02-01"))]),
            rows("ann", ("01-05", 10), ends="02-01"),
        ),
        case(
            "T6_a_link_of_a_version_that_begins_later_is_not_known",
            _BY_CONTACT,
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "04-02")),
                    lead(contact_id="d", **valid("04-02")),
                ],
                [by_c, by_d],
            ),
            rows("ann", ("01-05", 0), ("01-15", 10)),
        ),
        case(
            "P5_the_newest_version_says_into_whom_a_lead_was_merged",
            _EACH,
            tables(
                [
                    lead(),
                    lead("bob", merged_into_lead_id="ann", **valid("01-01", "01-20")),
                    lead("bob", **valid("01-20")),
                    lead("cy", **valid("01-01", "01-20")),
                    lead("cy", merged_into_lead_id="ann", **valid("01-20")),
                ],
                [event("1", "01-10", lead_id="bob"), event("2", "01-12", lead_id="cy")],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
            rows("bob", ("01-05", 0), ("01-10", 10)),
        ),
    ]


CASES: list[Case] = [*_attribute_cases(), *_copy_cases(), *_newest_cases()]
