"""Models of contacts, of accounts, and of one business unit: P1, P4, I2 to I5."""

from reference.cases.words import (
    Case,
    case,
    contact,
    event,
    group,
    lead,
    model,
    opened,
    rows,
    tables,
    valid,
)
from reference.records import Row
from reference.scorer import Model

_EACH = model(group(10, opened(frequency="each")))
_CONTACTS: Model = {**_EACH, "target": "contact"}
_ACCOUNTS: Model = {**_EACH, "target": "account"}


def _by(interaction_id: str, occurred_at: str, contact_id: str | None) -> Row:
    """An interaction of a contact and of no lead."""
    return event(interaction_id, occurred_at, lead_id=None, contact_id=contact_id)


def _target_cases() -> list[Case]:
    """Which leads each target scores."""
    of_each_kind = [
        lead("both", contact_id="c", account_id="a"),
        lead("by_account", account_id="a"),
        lead("by_contact", contact_id="c"),
        lead("neither"),
        lead("unknown_account", account_id="nowhere"),
        lead("unknown_contact", contact_id="nobody"),
    ]
    return [
        case(
            "P1_leads_are_the_default",
            _EACH,
            tables(of_each_kind),
            *(rows(str(row["lead_id"]), ("01-05", 0)) for row in of_each_kind),
        ),
        case(
            "P1_contact_is_leads_with_a_parent_contact",
            _CONTACTS,
            tables(of_each_kind),
            rows("both", ("01-05", 0)),
            rows("by_contact", ("01-05", 0)),
            rows("unknown_contact", ("01-05", 0)),
        ),
        case(
            "P1_account_is_leads_with_a_parent_account_and_no_contact",
            _ACCOUNTS,
            tables(of_each_kind),
            rows("by_account", ("01-05", 0)),
            rows("unknown_account", ("01-05", 0)),
        ),
        case(
            "P1_a_blank_contact_is_none",
            _ACCOUNTS,
            tables([lead(contact_id=" ", account_id="a"), lead("bob", account_id="")]),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "P1_the_newest_version_says_whose_a_lead_is",
            _ACCOUNTS,
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "01-20")),
                    lead(account_id="a", **valid("01-20")),
                    lead("bob", account_id="a", **valid("01-01", "01-20")),
                    lead("bob", contact_id="c", account_id="a", **valid("01-20")),
                ]
            ),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "P1_a_merged_lead_is_no_target",
            _ACCOUNTS,
            tables(
                [
                    lead(account_id="a"),
                    lead("bob", account_id="a", merged_into_lead_id="ann"),
                ],
                [event("1", "01-10", lead_id="bob"), _by("2", "01-12", "c")],
                contacts=[contact(account_id="a")],
            ),
            # nothing comes along from bob: only the account's contacts count
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
    ]


def _counting_cases() -> list[Case]:
    """Which interactions count under each target."""
    ann = lead(contact_id="c")
    contacts = [contact(account_id="a"), contact("d", account_id="a"), contact("e")]
    of_all = [
        _by("1", "01-10", "c"),
        _by("2", "01-12", "d"),
        _by("3", "01-14", "e"),
        event("4", "01-16"),
        event("5", "01-18", lead_id="bob", contact_id="c"),
    ]
    return [
        case(
            "I2_only_those_of_the_parent_contact",
            _CONTACTS,
            tables([ann, lead("bob")], of_all, contacts=contacts),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-18", 20)),
        ),
        case(
            "I2_those_of_a_merged_lead_count_by_the_contact_only",
            _CONTACTS,
            tables(
                [ann, lead("bob", contact_id="d", merged_into_lead_id="ann")],
                [
                    event("1", "01-10", lead_id="bob"),
                    event("2", "01-12", lead_id="bob", contact_id="d"),
                    event("3", "01-14", lead_id="bob", contact_id="c"),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-14", 10)),
        ),
        case(
            "I5_a_contact_with_several_leads",
            _CONTACTS,
            tables([ann, lead("bob", "01-11", contact_id="c")], of_all[:1], contacts=contacts),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-11", 10)),
        ),
        case(
            "I2_the_contact_is_that_of_the_newest_version",
            _CONTACTS,
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "01-20")),
                    lead(contact_id="d", **valid("01-20")),
                ],
                of_all,
                contacts=contacts,
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I3_those_of_every_contact_of_the_account",
            _ACCOUNTS,
            tables([lead(account_id="a"), lead("bob")], of_all, contacts=contacts),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-12", 20), ("01-18", 30)),
        ),
        case(
            "I4_I5_once_for_each_lead_of_the_account",
            _ACCOUNTS,
            tables(
                [lead(account_id="a"), lead("bob", account_id="a")],
                [event("1", "01-10", contact_id="c")],
                contacts=contacts,
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
            rows("bob", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "I3_a_contact_is_of_its_newest_account",
            _ACCOUNTS,
            tables(
                [lead(account_id="a")],
                [_by("1", "01-10", "c"), _by("2", "01-12", "d")],
                contacts=[
                    contact(account_id="a", **valid("01-01", "02-01")),
                    contact(account_id="b", **valid("02-01")),
                    contact("d", account_id="b", **valid("01-01", "02-01")),
                    contact("d", account_id="a", **valid("02-01", "02-02")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I3_contacts_of_other_accounts_do_not_count",
            _ACCOUNTS,
            tables(
                [lead(account_id="a")],
                [_by("1", "01-10", "c"), _by("2", "01-12", "d"), _by("3", "01-14", "e")],
                contacts=[
                    contact(account_id="parent"),
                    contact("d", account_id="child"),
                    contact("e", account_id="A"),
                ],
                accounts=[
                    {"account_id": "a", "parent_account_id": "parent"},
                    {"account_id": "child", "parent_account_id": "a"},
                ],
            ),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N21_a_contact_without_a_row_has_no_account",
            _ACCOUNTS,
            tables(
                [lead(account_id="a"), lead("bob", contact_id="d", account_id="a")],
                [_by("1", "01-10", "d")],
            ),
            rows("ann", ("01-05", 0)),
        ),
    ]


def _business_unit_cases() -> list[Case]:
    """A model of one business unit."""

    def of(unit: str) -> Model:
        return {**_EACH, "business_unit": unit}

    numbers = [
        lead("1", business_unit="007"),
        lead("2", business_unit="7"),
        lead("3", business_unit="007 "),
        lead("4"),
        lead("5", business_unit=" "),
    ]
    return [
        case(
            "P4_only_leads_of_the_business_unit",
            of("007"),
            tables(numbers, [event("1", "01-10", lead_id="1"), event("2", "01-10", lead_id="2")]),
            rows("1", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "P4_a_business_unit_is_text",
            of("7"),
            tables(numbers),
            rows("2", ("01-05", 0)),
        ),
        case(
            "P4_a_business_unit_is_compared_exactly",
            of("EMEA"),
            tables([lead(business_unit="emea"), lead("bob", business_unit="EMEA")]),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "I9_the_business_unit_is_that_of_the_newest_version",
            of("EMEA"),
            tables(
                [
                    lead(business_unit="EMEA", **valid("01-01", "01-20")),
                    lead(business_unit="APAC", **valid("01-20")),
                    lead("bob", business_unit="APAC", **valid("01-01", "01-20")),
                    lead("bob", business_unit="EMEA", **valid("01-20", "01-25")),
                ]
            ),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "P4_a_business_unit_and_a_target",
            {**_CONTACTS, "business_unit": "EMEA"},
            tables(
                [
                    lead(business_unit="EMEA"),
                    lead("bob", contact_id="c"),
                    lead("cy", business_unit="EMEA", contact_id="c"),
                ]
            ),
            rows("cy", ("01-05", 0)),
        ),
        case(
            "P4_the_business_unit_of_an_interaction_is_not_asked",
            of("EMEA"),
            tables([lead(business_unit="EMEA")], [event("1", "01-10", business_unit="APAC")]),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "P5_a_merged_lead_of_another_business_unit_gives",
            of("EMEA"),
            tables(
                [
                    lead(business_unit="EMEA"),
                    lead("bob", business_unit="APAC", merged_into_lead_id="ann"),
                ],
                [event("1", "01-10", lead_id="bob")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
    ]


CASES: list[Case] = [*_target_cases(), *_counting_cases(), *_business_unit_cases()]
