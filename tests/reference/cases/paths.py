"""Paths to what a lead or an interaction links to: C1, C3, I9, N21, N22."""

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
    where,
)
from reference.records import Row
from reference.scorer import Model

_CHAIN = [
    account("a", parent_account_id="b", industry="wood"),
    account("b", parent_account_id="d", industry="iron"),
    account("d", parent_account_id="e", industry="glass"),
    account("e", parent_account_id="f", industry="steel"),
    account("f", industry="paper"),
]

_THREE_UP = "parent_account.parent_account.parent_account"


def _asks(path: str, operator: str, value: Any = None) -> Model:
    return model(group(10, attribute(path, operator, value)))


def _is_steel(path: str) -> Model:
    return _asks(f"{path}.industry", "equals", "steel")


def _filters(*filters: dict[str, Any]) -> Model:
    return model(group(10, opened(frequency="each", where=list(filters))))


def _by_contact(interaction_id: str, occurred_at: str, contact_id: str | None = "c") -> Row:
    """Of the lead itself, and of a contact."""
    return event(interaction_id, occurred_at, contact_id=contact_id)


_ALWAYS, _NEVER = ("01-05", 10), ("01-05", 0)


def _attribute_cases() -> list[Case]:
    """Attributes behind one hop, or behind five."""
    ann = lead(contact_id="c", account_id="a")
    boss = contact(job_title="Boss", account_id="a", allows_email=True)
    return [
        case(
            "C1_an_attribute_of_the_parent_contact",
            _asks("contact.job_title", "contains", "boss"),
            tables([ann], contacts=[boss, contact("d")]),
            rows("ann", _ALWAYS),
        ),
        case(
            "C1_a_boolean_of_the_parent_contact",
            _asks("contact.allows_email", "is_true"),
            tables([ann, lead("bob", contact_id="d")], contacts=[boss, contact("d")]),
            rows("ann", _ALWAYS),
            rows("bob", _NEVER),
        ),
        case(
            "C1_a_declared_column_of_the_parent_contact",
            _asks("contact.seniority", "greater_or_equal", 3),
            tables(
                [ann, lead("bob", contact_id="d")],
                contacts=[contact(seniority=3), contact("d", seniority=2)],
            ),
            rows("ann", _ALWAYS),
            rows("bob", _NEVER),
        ),
        case(
            "C1_without_the_hop_it_is_not_set",
            _asks("contact.job_title", "is_not_set"),
            tables([ann, lead("bob"), lead("cy", contact_id=" ")], contacts=[boss]),
            rows("ann", _NEVER),
            rows("bob", _ALWAYS),
            rows("cy", _ALWAYS),
        ),
        case(
            "C1_without_the_hop_it_is_not_unequal",
            _asks("contact.job_title", "not_equals", "aid"),
            tables([ann, lead("bob")], contacts=[boss]),
            rows("ann", _ALWAYS),
            rows("bob", _NEVER),
        ),
        case(
            "N21_a_contact_that_only_leads_name_has_no_attributes_and_no_account",
            model(
                group(1, attribute("contact.job_title", "is_not_set")),
                group(2, attribute("contact.contact_id", "is_set")),
                group(4, attribute("contact.account.industry", "is_not_set")),
            ),
            tables([lead(contact_id="d", account_id="a")], accounts=[account(industry="steel")]),
            rows("ann", ("01-05", 5)),
        ),
        case(
            "C1_an_attribute_of_the_parent_account",
            _asks("account.employee_count", "greater_than", 50),
            tables(
                [ann, lead("bob", account_id="b")],
                accounts=[account(employee_count=51), account("b", employee_count=50)],
            ),
            rows("ann", _ALWAYS),
            rows("bob", _NEVER),
        ),
        case(
            "C1_the_leads_account_and_its_contacts_account_are_two",
            model(
                group(10, attribute("account.industry", "equals", "steel")),
                group(1, attribute("contact.account.industry", "equals", "steel")),
            ),
            tables(
                [
                    lead(contact_id="c", account_id="b"),
                    lead("bob", contact_id="c"),
                    lead("cy", account_id="a"),
                ],
                contacts=[boss],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", ("01-05", 1)),
            rows("bob", ("01-05", 1)),
            rows("cy", ("01-05", 10)),
        ),
        case(
            "C1_an_account_that_is_not_there",
            _asks("account.industry", "is_not_set"),
            tables([ann], accounts=[account("b", industry="steel")]),
            rows("ann", _ALWAYS),
        ),
        case(
            "C1_five_hops_by_the_contact",
            _is_steel("contact.account.parent_account.parent_account.parent_account"),
            tables([ann], contacts=[boss], accounts=_CHAIN),
            rows("ann", _ALWAYS),
        ),
        case(
            "C1_five_hops_by_the_account",
            _asks(
                "account.parent_account.parent_account.parent_account.parent_account.industry",
                "equals",
                "paper",
            ),
            tables([ann], accounts=_CHAIN),
            rows("ann", _ALWAYS),
        ),
        case(
            "C1_a_chain_that_ends_before_the_path",
            _asks("account.parent_account.parent_account.industry", "is_not_set"),
            tables([ann, lead("bob", account_id="e")], accounts=_CHAIN),
            rows("ann", _NEVER),
            rows("bob", _ALWAYS),
        ),
        case(
            "C1_a_chain_whose_next_account_is_not_there",
            _asks("account.parent_account.industry", "not_equals", "steel"),
            tables([ann], accounts=[account(parent_account_id="z")]),
            rows("ann", _NEVER),
        ),
        case(
            "C1_an_account_that_is_its_own_parent",
            _is_steel("account.parent_account.parent_account.parent_account"),
            tables([ann], accounts=[account(parent_account_id="a", industry="steel")]),
            rows("ann", _ALWAYS),
        ),
        case(
            "C1_accounts_in_a_circle",
            model(
                group(10, attribute("account.parent_account.industry", "equals", "steel")),
                group(
                    1,
                    attribute("account.parent_account.parent_account.industry", "equals", "steel"),
                ),
            ),
            tables(
                [ann, lead("bob", account_id="b")],
                accounts=[
                    account(parent_account_id="b", industry="wood"),
                    account("b", parent_account_id="a", industry="steel"),
                ],
            ),
            rows("ann", ("01-05", 10)),
            rows("bob", ("01-05", 1)),
        ),
        case(
            "C8_ids_of_links_are_exact",
            _is_steel("account"),
            tables(
                [lead("1", account_id="007"), lead("2", account_id="7"), lead("3", account_id="A")],
                accounts=[account("007", industry="steel"), account("a", industry="steel")],
            ),
            rows("1", _ALWAYS),
            rows("2", _NEVER),
            rows("3", _NEVER),
        ),
    ]


def _version_cases() -> list[Case]:
    """Links from the newest versions, values from those that hold at the instant."""
    by_c = lead(contact_id="c")
    by_a = lead(account_id="a")
    return [
        case(
            "C2_attributes_of_a_contact_follow_their_versions",
            _asks("contact.job_title", "equals", "boss"),
            tables(
                [by_c],
                contacts=[
                    contact(job_title="boss", **valid("01-01", "01-10")),
                    contact(job_title="aid", **valid("01-10", "01-20")),
                    contact(job_title="boss", **valid("01-25", "02-01")),
                ],
            ),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-25", 10), ("02-01", 0)),
        ),
        case(
            "C2_in_a_gap_an_attribute_of_an_account_is_not_set",
            _asks("account.industry", "is_not_set"),
            tables(
                [by_a],
                accounts=[
                    account(industry="steel", **valid("01-10", "01-20")),
                    account(industry="wood", **valid("01-25")),
                ],
            ),
            rows("ann", ("01-05", 10), ("01-10", 0), ("01-20", 10), ("01-25", 0)),
        ),
        case(
            "C2_an_account_five_hops_away_follows_its_versions",
            _is_steel("contact.account.parent_account.parent_account.parent_account"),
            tables(
                [by_c],
                contacts=[contact(account_id="a")],
                accounts=[
                    *_CHAIN[:3],
                    account("e", industry="paper", **valid("01-01", "01-12")),
                    account("e", industry="steel", **valid("01-12")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I9_a_new_contact_counts_for_all_time",
            _asks("contact.job_title", "equals", "boss"),
            tables(
                [
                    lead(contact_id="d", **valid("01-01", "01-20")),
                    lead(contact_id="c", **valid("01-20")),
                ],
                contacts=[
                    contact("d", job_title="aid"),
                    contact(job_title="boss", **valid("01-01", "01-10")),
                    contact(job_title="aid", **valid("01-10")),
                ],
            ),
            rows("ann", ("01-05", 10), ("01-10", 0)),
        ),
        case(
            "I9_a_lead_between_its_versions_keeps_its_links",
            _is_steel("account"),
            tables(
                [
                    lead(account_id="b", **valid("01-01", "01-08")),
                    lead(account_id="a", **valid("01-20", "01-25")),
                ],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", _ALWAYS),
        ),
        case(
            "I9_a_contacts_new_account_counts_for_all_time",
            _is_steel("contact.account"),
            tables(
                [by_c],
                contacts=[
                    contact(account_id="b", **valid("01-01", "01-20")),
                    contact(account_id="a", **valid("01-20")),
                ],
                accounts=[
                    account(industry="steel", **valid("01-01", "01-10")),
                    account("b", industry="wood"),
                ],
            ),
            rows("ann", ("01-05", 10), ("01-10", 0)),
        ),
        case(
            "I9_a_contact_that_left_its_account_never_had_it",
            _is_steel("contact.account"),
            tables(
                [by_c],
                contacts=[
                    contact(account_id="a", **valid("01-01", "01-20")),
                    contact(**valid("01-20")),
                ],
                accounts=[account(industry="steel")],
            ),
            rows("ann", _NEVER),
        ),
        case(
            "I9_a_deleted_contact_keeps_its_account",
            model(
                group(10, attribute("contact.account.industry", "equals", "steel")),
                group(1, attribute("contact.job_title", "is_set")),
            ),
            tables(
                [by_c],
                contacts=[contact(account_id="a", job_title="boss", **valid("01-01", "01-10"))],
                accounts=[account(industry="steel")],
            ),
            rows("ann", ("01-05", 11), ("01-10", 10)),
        ),
        case(
            "I9_a_new_parent_counts_for_all_time_and_has_a_history_of_its_own",
            _is_steel("account.parent_account"),
            tables(
                [by_a],
                accounts=[
                    account(parent_account_id="b", **valid("01-01", "01-20")),
                    account(parent_account_id="d", **valid("01-20")),
                    account("b", industry="steel"),
                    account("d", industry="wood", **valid("01-01", "01-10")),
                    account("d", industry="steel", **valid("01-10", "01-30")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-30", 0)),
        ),
        case(
            "I9_a_link_as_an_attribute_of_a_contact_follows_its_version",
            _asks("contact.account_id", "is_set"),
            tables(
                [by_c],
                contacts=[
                    contact(**valid("01-01", "01-10")),
                    contact(account_id="a", **valid("01-10")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "N20_a_contacts_newest_version_may_hold_at_no_instant",
            _is_steel("contact.account"),
            tables(
                [by_c],
                contacts=[
                    contact(account_id="b", **valid("01-01")),
                    contact(account_id="a", **valid("01-10", "01-10")),
                ],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", _ALWAYS),
        ),
        case(
            "T6_a_contacts_account_of_a_version_that_begins_later_is_not_known",
            _is_steel("contact.account"),
            tables(
                [by_c],
                contacts=[
                    contact(account_id="a", **valid("01-01", "04-02")),
                    contact(account_id="b", **valid("04-02")),
                ],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", _ALWAYS),
        ),
        case(
            "C9_a_time_of_an_account_is_relative_within_each_version",
            _asks("account.renews_at", "within_last_days", 5),
            tables(
                [by_a],
                accounts=[
                    account(renews_at=t("02-01"), **valid("01-01", "02-03")),
                    account(renews_at=t("03-01"), **valid("02-03")),
                ],
            ),
            rows("ann", ("01-05", 0), ("02-01", 10), ("02-03", 0), ("03-01", 10), ("03-06", 0)),
        ),
        case(
            "T7_a_time_of_an_account_after_as_of_is_scheduled",
            _asks("contact.account.renews_at", "older_than_days", 1),
            tables(
                [by_c],
                contacts=[contact(account_id="a")],
                accounts=[account(renews_at=t("04-10"))],
            ),
            rows("ann", ("01-05", 0), ("04-11", 10)),
        ),
    ]


def _filter_cases() -> list[Case]:
    """What an interaction links to, as it was at the interaction's time."""
    two_jobs = [
        contact(job_title="boss", **valid("01-01", "01-10")),
        contact(job_title="aid", **valid("01-10")),
    ]
    is_boss = _filters(where("contact.job_title", "equals", "boss"))
    return [
        case(
            "C3_a_filter_on_the_contact_is_asked_at_the_interactions_time",
            is_boss,
            tables(
                [lead()],
                [_by_contact("1", "01-09 23:59:59.999999"), _by_contact("2", "01-10")],
                contacts=two_jobs,
            ),
            # counted once, it stays when the contact is boss no longer
            rows("ann", ("01-05", 0), ("01-09 23:59:59.999999", 10)),
        ),
        case(
            "C3_a_filter_on_a_version_that_begins_with_the_interaction",
            _filters(where("contact.job_title", "equals", "aid")),
            tables([lead()], [_by_contact("1", "01-10")], contacts=two_jobs),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C3_before_its_first_version_the_contact_has_no_value",
            _filters(where("contact.job_title", "is_not_set")),
            tables(
                [lead()],
                [_by_contact("1", "2025-12-31"), _by_contact("2", "01-06")],
                contacts=two_jobs,
            ),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "C3_an_empty_beginning_reaches_back_to_the_interaction",
            is_boss,
            tables(
                [lead()],
                [_by_contact("1", "2020-01-01")],
                contacts=[contact(job_title="boss", **valid(None, "01-10"))],
            ),
            rows("ann", ("01-05", 10)),
        ),
        case(
            "C3_a_filter_on_the_account_is_asked_at_the_interactions_time",
            _filters(where("account.industry", "equals", "steel")),
            tables(
                [lead()],
                [_by_contact("1", "01-10"), _by_contact("2", "01-12"), _by_contact("3", "01-14")],
                contacts=[contact(account_id="a")],
                accounts=[account(industry="steel", **valid("01-12", "01-14"))],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "C3_filters_over_several_paths_and_two_columns_at_the_end_of_the_longest",
            _filters(
                where("contact.account.industry", "equals", "wood"),
                where("account.parent_account.industry", "equals", "iron"),
                where(f"contact.account.{_THREE_UP}.industry", "equals", "steel"),
                where(f"contact.account.{_THREE_UP}.country", "equals", "US"),
                where(f"account.{_THREE_UP}.parent_account.industry", "equals", "paper"),
            ),
            tables(
                [lead()],
                [_by_contact("1", "01-10"), _by_contact("2", "01-12")],
                contacts=[contact(account_id="a")],
                accounts=[
                    *(one for one in _CHAIN if one["account_id"] != "e"),
                    account(
                        "e", parent_account_id="f", industry="steel", **valid("01-01", "01-12")
                    ),
                    account(
                        "e",
                        parent_account_id="f",
                        industry="steel",
                        country="US",
                        **valid("01-12"),
                    ),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "I9_a_filter_follows_the_contacts_newest_link",
            _filters(where("account.industry", "equals", "steel")),
            tables(
                [lead()],
                [_by_contact("1", "01-10")],
                contacts=[
                    contact(account_id="b", **valid("01-01", "02-01")),
                    contact(account_id="a", **valid("02-01")),
                ],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C3_without_a_contact_a_filter_is_null",
            model(
                group(10, opened(where=[where("contact.job_title", "is_not_set")])),
                group(1, opened(where=[where("account.industry", "is_not_set")])),
                group(100, opened(where=[where("contact.job_title", "not_contains", "aid")])),
            ),
            tables(
                [lead(contact_id="c", account_id="a")],
                [_by_contact("1", "01-10", None)],
                contacts=[contact(job_title="boss", account_id="a")],
                accounts=[account(industry="steel")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 11)),
        ),
        case(
            "N22_the_contact_of_a_filter_is_the_interactions_own",
            is_boss,
            tables(
                [lead(contact_id="c")],
                [_by_contact("1", "01-10", "d"), _by_contact("2", "01-12", "e")],
                contacts=[
                    contact(job_title="boss"),
                    contact("d", job_title="aid"),
                    contact("e", job_title="boss"),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10)),
        ),
        case(
            "N22_the_account_of_a_filter_is_that_of_the_interactions_contact",
            _filters(where("account.industry", "equals", "steel")),
            tables(
                [lead(account_id="b")],
                [_by_contact("1", "01-10"), _by_contact("2", "01-12", "d")],
                contacts=[contact(account_id="a"), contact("d", account_id="b")],
                accounts=[account(industry="steel"), account("b", industry="wood")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "N22_paths_of_filters_go_on",
            model(
                group(10, opened(where=[where("contact.account.industry", "equals", "wood")])),
                group(
                    1, opened(where=[where("account.parent_account.industry", "equals", "iron")])
                ),
                group(
                    100,
                    opened(
                        where=[
                            where(
                                "contact.account.parent_account.parent_account.parent_account"
                                ".industry",
                                "equals",
                                "steel",
                            )
                        ]
                    ),
                ),
            ),
            tables(
                [lead()],
                [_by_contact("1", "01-10")],
                contacts=[contact(account_id="a")],
                accounts=_CHAIN,
            ),
            rows("ann", ("01-05", 0), ("01-10", 111)),
        ),
        case(
            "N21_a_contact_that_only_interactions_name_has_no_attributes",
            _filters(where("contact.job_title", "is_not_set")),
            tables([lead()], [_by_contact("1", "01-10", "nobody")]),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "C3_a_time_of_the_account_is_measured_at_the_interaction",
            _filters(where("account.renews_at", "within_last_days", 5)),
            tables(
                [lead()],
                [
                    _by_contact("1", "01-09 23:59:59.999999"),
                    _by_contact("2", "01-10"),
                    _by_contact("3", "01-14 23:59:59.999999"),
                    _by_contact("4", "01-15"),
                ],
                contacts=[contact(account_id="a")],
                accounts=[account(renews_at=t("01-10"))],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ("01-14 23:59:59.999999", 20)),
        ),
        case(
            "C3_own_columns_and_paths_in_one_tree",
            _filters(
                {
                    "any": [
                        where("contact.allows_email", "is_true"),
                        {
                            "all": [
                                where("account.annual_revenue", "greater_than", 5),
                                where("product_area", "equals", "crm"),
                            ]
                        },
                    ]
                }
            ),
            tables(
                [lead()],
                [
                    event("1", "01-10", contact_id="c"),
                    event("2", "01-12", contact_id="c", product_area="CRM"),
                    event("3", "01-14", contact_id="d"),
                ],
                contacts=[
                    contact(account_id="a", allows_email=False),
                    contact("d", allows_email=True),
                ],
                accounts=[account(annual_revenue=6)],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-14", 20)),
        ),
        case(
            "C3_a_type_of_ones_own",
            model(group(10, {"interaction": "webinar_attended"})),
            tables([lead()], [event("1", "01-10", "webinar_attended"), event("2", "01-08")]),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
    ]


CASES: list[Case] = [*_attribute_cases(), *_version_cases(), *_filter_cases()]
