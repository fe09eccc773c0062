"""Rows of declared tables: C7, N23, N24, P5."""

from typing import Any

from reference.cases.words import (
    Case,
    attribute,
    case,
    contact,
    event,
    group,
    lead,
    model,
    opened,
    related,
    rows,
    t,
    tables,
    valid,
    where,
)
from reference.records import Row
from reference.scorer import Model


def _ticket(opened_at: str | None, lead_id: str | None = "ann", **columns: Any) -> Row:
    return {"lead_id": lead_id, "opened_at": opened_at and t(opened_at), **columns}


def _registration(registered_at: str | None, contact_id: str = "c", **columns: Any) -> Row:
    return {
        "contact_id": contact_id,
        "registered_at": registered_at and t(registered_at),
        **columns,
    }


def _order(ordered_at: str | None, account_id: str = "a", **columns: Any) -> Row:
    return {"account_id": account_id, "ordered_at": ordered_at and t(ordered_at), **columns}


def _each(table: str, **keys: Any) -> Model:
    return model(group(10, related(table, frequency="each", **keys)))


def _reaching_cases() -> list[Case]:
    """Which rows reach which leads."""
    of_the_account = [contact(account_id="a"), contact("d", account_id="a"), contact("e")]
    three_registrations = [
        _registration("01-10"),
        _registration("01-12", "d"),
        _registration("01-14", "e"),
    ]
    return [
        case(
            "C7_by_lead_those_of_the_lead",
            _each("tickets"),
            tables(
                [lead(contact_id="c"), lead("bob", contact_id="c")],
                tickets=[_ticket("01-10"), _ticket("01-12", "bob")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "P5_C7_by_lead_those_of_merged_leads_too",
            _each("tickets"),
            tables(
                [
                    lead(),
                    lead("bob", merged_into_lead_id="ann"),
                    lead("cy", closed_at=t("01-06"), merged_into_lead_id="bob"),
                ],
                tickets=[_ticket("01-10", "bob"), _ticket("01-12", "cy"), _ticket("01-14")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20), ("01-14", 30)),
        ),
        case(
            "P5_C7_by_lead_without_a_time_those_of_merged_leads_too",
            _each("labels"),
            tables(
                [lead(), lead("bob", merged_into_lead_id="ann")],
                labels=[{"lead_id": "bob", "label": "a"}, {"lead_id": "ann", "label": "b"}],
            ),
            rows("ann", ("01-05", 20)),
        ),
        case(
            "C7_by_contact_those_of_the_parent_contact_without_the_switch",
            _each("registrations"),
            tables(
                [lead(contact_id="c"), lead("bob", contact_id="c"), lead("cy")],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0), ("01-10", 10)),
            rows("cy", ("01-05", 0)),
        ),
        case(
            "C7_by_contact_with_the_switch_the_same",
            {**_each("registrations"), "count_parent_contact_interactions": True},
            tables(
                [lead(contact_id="c")],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C7_by_contact_for_contacts",
            {**_each("registrations"), "target": "contact"},
            tables(
                [lead(contact_id="c", account_id="a")],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C7_by_contact_for_accounts_those_of_all_its_contacts",
            {**_each("registrations"), "target": "account"},
            tables(
                [lead(account_id="a")],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20)),
        ),
        case(
            "C7_by_contact_a_lead_of_the_account_alone_has_none",
            _each("registrations"),
            tables(
                [lead(account_id="a")],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N21_C7_a_contact_that_only_a_lead_names_has_its_rows",
            _each("registrations"),
            tables([lead(contact_id="c")], registrations=[_registration("01-10")]),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "N5_C7_rows_of_a_merged_leads_contact_do_not_follow_it",
            _each("registrations"),
            tables(
                [lead(), lead("bob", contact_id="c", merged_into_lead_id="ann")],
                registrations=[_registration("01-10")],
            ),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "I9_C7_the_parent_contact_of_the_newest_version",
            _each("registrations"),
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "01-20")),
                    lead(contact_id="d", **valid("01-20")),
                ],
                contacts=of_the_account,
                registrations=three_registrations,
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C7_by_account_those_of_the_parent_account",
            _each("orders"),
            tables(
                [lead(account_id="a"), lead("bob")],
                orders=[_order("01-10"), _order("01-12", "b")],
                accounts=[{"account_id": "a", "parent_account_id": "b"}, {"account_id": "b"}],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_by_account_else_those_of_the_parent_contacts_account",
            _each("orders"),
            tables(
                [lead(contact_id="c"), lead("bob", contact_id="e")],
                contacts=of_the_account,
                orders=[_order("01-10")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_by_account_the_leads_own_account_goes_first",
            _each("orders"),
            tables(
                [lead(contact_id="c", account_id="b")],
                contacts=of_the_account,
                orders=[_order("01-10"), _order("01-12", "b")],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C7_by_account_for_contacts",
            {**_each("orders"), "target": "contact"},
            tables(
                [lead(contact_id="c"), lead("bob", contact_id="c", account_id="b")],
                contacts=of_the_account,
                orders=[_order("01-10"), _order("01-12", "b")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C7_by_account_for_accounts",
            {**_each("orders"), "target": "account"},
            tables(
                [lead(account_id="a"), lead("bob", account_id="a")],
                orders=[_order("01-10")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I9_C7_the_account_of_the_contacts_newest_version",
            _each("orders"),
            tables(
                [lead(contact_id="c")],
                contacts=[
                    contact(account_id="a", **valid("01-01", "01-20")),
                    contact(account_id="b", **valid("01-20", "01-25")),
                ],
                orders=[_order("01-10"), _order("01-12", "b")],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C8_C7_keys_are_compared_exactly",
            _each("orders"),
            tables(
                [lead(account_id="007"), lead("bob", account_id="7")],
                orders=[_order("01-10", "7"), _order("01-12", "007 "), _order("01-14", "007")],
            ),
            rows("ann", ("01-05", 0), ("01-14", 10)),
            rows("bob", ("01-05", 0), ("01-10", 10)),
        ),
    ]


def _counting_cases() -> list[Case]:
    """Rows with a time: for how long and how often they count, and which are set aside."""
    three = [_ticket("01-10"), _ticket("01-20"), _ticket("02-10")]

    def one(
        name: str, condition: dict[str, Any], tickets: list[Row], *changes: tuple[str, int | str]
    ) -> Case:
        return case(
            name,
            model(group(10, condition)),
            tables([lead()], tickets=tickets),
            rows("ann", *changes),
        )

    return [
        one("C7_at_least_one_by_default", related("tickets"), three, ("01-05", 0), ("01-10", 10)),
        one(
            "C7_at_least_two_within_a_window",
            related("tickets", frequency={"at_least": 2}, within_days=12),
            three,
            ("01-05", 0),
            ("01-20", 10),
            ("01-22", 0),
        ),
        one(
            "C7_each_within_a_window",
            related("tickets", frequency="each", within_days=12),
            three,
            ("01-05", 0),
            ("01-10", 10),
            ("01-20", 20),
            ("01-22", 10),
            ("02-01", 0),
            ("02-10", 10),
            ("02-22", 0),
        ),
        one(
            "C7_none_within_a_window",
            related("tickets", frequency="none", within_days=30),
            three,
            ("01-05", 10),
            ("01-10", 0),
            ("03-12", 10),
        ),
        one(
            "C7_none_from_an_age_on",
            related("tickets", frequency="none", within_days=12, min_age_days=20),
            three,
            ("01-05", 0),
            # the age is reached on 01-25, the second window ends on 02-01
            ("02-01", 10),
            ("02-10", 0),
            ("02-22", 10),
        ),
        one(
            "C7_since_includes_its_instant",
            related("tickets", frequency="each", since="2026-01-20"),
            three,
            ("01-05", 0),
            ("01-20", 10),
            ("02-10", 20),
        ),
        one(
            "C7_with_decay",
            related(
                "tickets",
                frequency="each",
                decay={"every_days": 5, "percent": 60, "shape": "linear"},
            ),
            three[:1],
            ("01-05", 0),
            ("01-10", 10),
            ("01-15", 4),
            ("01-20", 0),
        ),
        one(
            "I7_C7_rows_from_before_the_creation_count",
            related("tickets", frequency="each", within_days=10),
            [_ticket("01-01"), _ticket("2025-12-20")],
            ("01-05", 10),
            ("01-11", 0),
        ),
        one(
            "T6_C7_rows_after_as_of_are_not_read",
            related("tickets", frequency="each"),
            [_ticket("04-01"), _ticket("04-01 00:00:00.000001")],
            ("01-05", 0),
            ("04-01", 10),
        ),
        one(
            "C7_rows_without_their_time_do_not_count",
            related("tickets", frequency="each"),
            [_ticket(None), _ticket("01-10")],
            ("01-05", 0),
            ("01-10", 10),
        ),
        one(
            "N23_identical_rows_count_each",
            related("tickets", frequency="each"),
            [_ticket("01-10", priority="a"), _ticket("01-10", priority="a")],
            ("01-05", 0),
            ("01-10", 20),
        ),
        one(
            "N23_rows_of_nobody_do_not_count",
            related("tickets", frequency="each"),
            [_ticket("01-10", None), _ticket("01-10", " "), _ticket("01-10", "nobody")],
            ("01-05", 0),
        ),
        case(
            "C7_beside_interactions_in_one_group",
            model(group(10, related("tickets", within_days=5), opened(within_days=5), match="any")),
            tables([lead()], [event("1", "01-12")], tickets=three[:1]),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-17", 0)),
        ),
        case(
            "G2_C7_each_while_the_rest_is_true",
            model(group(10, related("tickets", frequency="each"), opened(), max_points=15)),
            tables([lead()], [event("1", "01-12")], tickets=three),
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-20", 15)),
        ),
        case(
            "S7_C7_rows_count_across_scored_intervals",
            {
                **_each("tickets"),
                "audience": {"all": [attribute("country", "equals", "US")]},
            },
            tables(
                [
                    lead(country="US", **valid("01-01", "01-12")),
                    lead(country="CA", **valid("01-12", "01-15")),
                    lead(country="US", **valid("01-15")),
                ],
                tickets=three,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-12"),
            rows("ann", ("01-15", 10), ("01-20", 20), ("02-10", 30)),
        ),
    ]


def _filter_cases() -> list[Case]:
    """Filters look at the columns of the row itself."""
    return [
        case(
            "C7_filters_on_text_and_booleans",
            _each(
                "registrations",
                where=[
                    where("is_canceled", "is_false"),
                    {
                        "any": [
                            where("event_name", "equals", " expo"),
                            where("seats", "between", [3, 4]),
                        ]
                    },
                ],
            ),
            tables(
                [lead(contact_id="c")],
                registrations=[
                    _registration("01-10", event_name="Expo", is_canceled=True),
                    _registration("01-11", event_name="Expo"),
                    _registration("01-12", event_name="EXPO ", is_canceled=False),
                    _registration("01-13", event_name="Fair", is_canceled=False, seats=5),
                    _registration("01-14", event_name="Fair", is_canceled=False, seats=4),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-14", 20)),
        ),
        case(
            "C7_blank_text_is_null",
            _each("orders", where=[where("status", "is_not_set")]),
            tables(
                [lead(account_id="a")],
                orders=[_order("01-10", status="  "), _order("01-12", status="paid")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C7_a_time_is_measured_at_the_rows_own_time",
            _each("tickets", where=[where("due_at", "older_than_days", 2)]),
            tables(
                [lead()],
                tickets=[
                    _ticket("01-10", due_at=t("01-08")),
                    _ticket("01-12", due_at=t("01-10 00:00:00.000001")),
                    _ticket("01-14", due_at=t("02-01")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "N24_a_filter_on_the_key_and_on_the_time",
            _each(
                "tickets",
                where=[
                    where("lead_id", "ends_with", "bob"),
                    where("opened_at", "less_than", "2026-01-12"),
                ],
            ),
            tables(
                [lead(), lead("bob", merged_into_lead_id="ann")],
                tickets=[_ticket("01-10"), _ticket("01-11", "bob"), _ticket("01-12", "bob")],
            ),
            rows("ann", ("01-05", 0), ("01-11", 10)),
        ),
    ]


def _untimed_cases() -> list[Case]:
    """Rows without a time count always."""
    badges = [
        {"contact_id": "c", "badge": "Gold", "level": 3, "earned_at": t("04-20")},
        {"contact_id": "c", "badge": "gold ", "level": 2},
        {"contact_id": "c", "badge": "Tin", "level": 3},
        {"contact_id": "d", "badge": "Gold", "level": 3},
    ]
    given = tables([lead(contact_id="c"), lead("bob")], badges=badges)
    return [
        case(
            "C7_without_a_time_rows_count_always",
            _each("badges"),
            given,
            rows("ann", ("01-05", 30)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_without_a_time_with_a_filter",
            _each("badges", where=[where("badge", "equals", "gold"), where("level", "in", [3])]),
            given,
            rows("ann", ("01-05", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_without_a_time_at_least_two",
            model(
                group(
                    10,
                    related(
                        "badges",
                        frequency={"at_least": 2},
                        where=[where("badge", "contains", "GOLD")],
                    ),
                )
            ),
            given,
            rows("ann", ("01-05", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_without_a_time_none",
            model(group(10, related("badges", frequency="none"))),
            given,
            rows("ann", ("01-05", 0)),
            rows("bob", ("01-05", 10)),
        ),
        case(
            "C7_without_a_time_none_from_an_age_on",
            model(group(10, related("badges", frequency="none", min_age_days=20))),
            given,
            rows("ann", ("01-05", 0)),
            rows("bob", ("01-05", 0), ("01-25", 10)),
        ),
        case(
            "N24_another_time_of_a_row_without_a_time_is_a_plain_column",
            _each("badges", where=[where("earned_at", "greater_than", "2026-04-19")]),
            given,
            # after as_of, but not the row's own time
            rows("ann", ("01-05", 10)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "C7_by_account_without_a_time",
            _each("contracts", where=[where("is_signed", "is_true")]),
            tables(
                [lead(account_id="a"), lead("bob", account_id="b")],
                contracts=[
                    {"account_id": "a", "is_signed": True},
                    {"account_id": "b", "is_signed": False},
                    {"account_id": "b"},
                ],
            ),
            rows("ann", ("01-05", 10)),
            rows("bob", ("01-05", 0)),
        ),
    ]


CASES: list[Case] = [
    *_reaching_cases(),
    *_counting_cases(),
    *_filter_cases(),
    *_untimed_cases(),
]
