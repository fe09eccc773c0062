"""Leads that are scored while they belong to an audience: P3, S5, S7, N25, N28."""

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
from reference.scorer import Model

_EACH = group(10, opened(frequency="each"))
_US = attribute("country", "equals", "US")


def _for(*nodes: dict[str, Any], match: str = "all") -> Model:
    return model(_EACH, audience={match: list(nodes)})


def _us(since: str | None, until: str | None = None, **columns: Any) -> Row:
    return lead(country="US", **valid(since, until), **columns)


def _ca(since: str | None, until: str | None = None, **columns: Any) -> Row:
    return lead(country="CA", **valid(since, until), **columns)


def _attribute_cases() -> list[Case]:
    """Who belongs to an audience."""
    return [
        case(
            "P3_outside_the_audience_there_is_no_row",
            _for(_US),
            tables(
                [lead(country="us"), lead("bob", country="CA"), lead("cy")],
                [event("1", "01-10"), event("2", "01-10", lead_id="bob")],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "P3_null_is_outside_of_what_is_not_equal",
            _for(attribute("country", "not_equals", "US")),
            tables([lead(country="US"), lead("bob", country="CA"), lead("cy")]),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "P3_an_audience_is_a_tree",
            _for(
                attribute("country", "in", ["US", "CA"]),
                {
                    "any": [
                        attribute("account.employee_count", "greater_than", 50),
                        attribute("contact.job_title", "contains", "director"),
                    ]
                },
            ),
            tables(
                [
                    lead("big", country="US", account_id="a"),
                    lead("boss", country="CA", contact_id="c"),
                    lead("far", country="FR", contact_id="c", account_id="a"),
                    lead("small", country="US", account_id="b", contact_id="d"),
                ],
                contacts=[contact(job_title="Director"), contact("d", job_title="Aid")],
                accounts=[account(employee_count=51), account("b", employee_count=50)],
            ),
            rows("big", ("01-05", 0)),
            rows("boss", ("01-05", 0)),
        ),
        case(
            "P3_an_audience_of_any",
            _for(_US, attribute("city", "is_set"), match="any"),
            tables([lead(country="US"), lead("bob", city="Rome"), lead("cy", country="CA")]),
            rows("ann", ("01-05", 0)),
            rows("bob", ("01-05", 0)),
        ),
        case(
            "P3_an_audience_of_contacts",
            {**_for(attribute("contact.country", "equals", "US")), "target": "contact"},
            tables(
                [lead(contact_id="c"), lead("bob", contact_id="d"), lead("cy")],
                contacts=[contact(country="US"), contact("d", country="CA")],
            ),
            rows("ann", ("01-05", 0)),
        ),
    ]


def _interval_cases() -> list[Case]:
    """Audiences that are entered and left."""
    of_age = attribute("created_at", "older_than_days", 10)
    fresh = attribute("created_at", "within_last_days", 10)
    there_and_back = [_us("01-01", "01-10"), _ca("01-10", "01-20"), _us("01-20")]
    steel = attribute("industry", "equals", "steel")
    return [
        case(
            "P3_left_and_entered_again",
            _for(_US),
            tables(there_and_back, [event("1", "01-07"), event("2", "01-15"), event("3", "01-25")]),
            # what came in between counts, and the first row has no previous score (N28)
            rows("ann", ("01-05", 0), ("01-07", 10), ends="01-10"),
            rows("ann", ("01-20", 20), ("01-25", 30)),
        ),
        case(
            "S5_the_same_score_before_and_after_is_two_rows",
            _for(_US),
            tables(there_and_back),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0)),
        ),
        case(
            "P3_three_intervals",
            _for(_US),
            tables(
                [*there_and_back[:2], _us("01-20", "02-01"), _ca("02-01", "03-01"), _us("03-01")]
            ),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0), ends="02-01"),
            rows("ann", ("03-01", 0)),
        ),
        case(
            "P3_changes_outside_give_no_row",
            model(group(10, opened(within_days=2)), audience={"all": [_US]}),
            tables(
                there_and_back,
                [event("1", "01-09"), event("2", "01-12"), event("3", "01-18 00:00:00.000001")],
            ),
            rows("ann", ("01-05", 0), ("01-09", 10), ends="01-10"),
            rows("ann", ("01-20", 10), ("01-20 00:00:00.000001", 0)),
        ),
        case(
            "P3_a_change_at_the_instant_of_leaving_is_outside",
            _for(_US),
            tables(there_and_back, [event("1", "01-10")]),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 10)),
        ),
        case(
            "P3_a_change_at_the_instant_of_entering_gives_one_row",
            _for(_US),
            tables(there_and_back, [event("1", "01-20")]),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 10)),
        ),
        case(
            "P3_a_gap_between_versions_is_outside",
            _for(_US),
            tables([_us("01-01", "01-10"), _us("01-20")]),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0)),
        ),
        case(
            "N25_versions_that_adjoin_do_not_leave",
            _for(_US),
            tables([_us("01-01", "01-10"), _us("01-10")], [event("1", "01-10")]),
            rows("ann", ("01-05", 0), ("01-10", 10)),
        ),
        case(
            "N25_left_by_one_way_and_entered_by_another_at_one_instant",
            _for(_US, steel, match="any"),
            tables([_us("01-01", "01-10"), _ca("01-10", industry="steel")]),
            rows("ann", ("01-05", 0)),
        ),
        case(
            "N25_a_microsecond_outside_is_outside",
            _for(_US, steel, match="any"),
            tables(
                [
                    _us("01-01", "01-10"),
                    _ca("01-10 00:00:00.000001", industry="steel"),
                ]
            ),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-10 00:00:00.000001", 0)),
        ),
        case(
            "P3_entered_with_age",
            _for(of_age),
            tables([lead()], [event("1", "01-10"), event("2", "01-15")]),
            rows("ann", ("01-15", 20)),
        ),
        case(
            "P3_left_with_age",
            _for(fresh),
            tables([lead()], [event("1", "01-10"), event("2", "01-15")]),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="01-15"),
        ),
        case(
            "N25_fresh_until_old_is_never_left",
            _for(fresh, of_age, match="any"),
            tables([lead()], [event("1", "01-15")]),
            rows("ann", ("01-05", 0), ("01-15", 10)),
        ),
        case(
            "T7_an_entry_after_as_of_is_scheduled",
            _for(attribute("created_at", "older_than_days", 100)),
            tables([lead()], [event("1", "01-10")]),
            # 01-05 and a hundred days: 04-15
            rows("ann", ("04-15", 10)),
        ),
        case(
            "T7_a_leaving_after_as_of_is_scheduled",
            model(
                group(10, opened(within_days=20)),
                audience={"all": [attribute("created_at", "within_last_days", 100)]},
            ),
            tables(
                [lead(), lead("bob")], [event("1", "03-20"), event("2", "03-30", lead_id="bob")]
            ),
            rows("ann", ("01-05", 0), ("03-20", 10), ("04-09", 0), ends="04-15"),
            # bob's window would end on 04-19
            rows("bob", ("01-05", 0), ("03-30", 10), ends="04-15"),
        ),
        case(
            "T7_left_and_entered_again_after_as_of",
            _for(
                attribute("created_at", "within_last_days", 100),
                attribute("trial_ends_at", "older_than_days", 1),
                match="any",
            ),
            tables([lead(trial_ends_at=t("04-20"))]),
            rows("ann", ("01-05", 0), ends="04-15"),
            rows("ann", ("04-21", 0)),
        ),
        case(
            "P3_an_account_that_grows_and_shrinks",
            _for(attribute("account.employee_count", "greater_than", 50)),
            tables(
                [lead(account_id="a")],
                accounts=[
                    account(employee_count=50, **valid("01-01", "01-10")),
                    account(employee_count=51, **valid("01-10", "01-20")),
                    account(employee_count=50, **valid("01-20")),
                ],
            ),
            rows("ann", ("01-10", 0), ends="01-20"),
        ),
        case(
            "P3_an_audience_left_before_the_creation",
            _for(_US),
            tables([_us("2025-12-01", "01-05"), _ca("01-05", "02-01"), _us("02-01")]),
            rows("ann", ("02-01", 0)),
        ),
        case(
            "P3_entered_when_the_lead_closes_is_never",
            _for(_US),
            tables([_ca("01-01", "01-10"), _us("01-10", closed_at=t("01-10"))]),
        ),
        case(
            "P3_entered_a_microsecond_before_the_lead_closes",
            _for(_US),
            tables([_ca("01-01", "01-10"), _us("01-10", closed_at=t("01-10 00:00:00.000001"))]),
            rows("ann", ("01-10", 0), ends="01-10 00:00:00.000001"),
        ),
        case(
            "P3_a_closing_inside_ends_it_all",
            _for(_US),
            tables([*there_and_back[:2], _us("01-20", closed_at=t("01-25"))]),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0), ends="01-25"),
        ),
        case(
            "P3_a_closing_outside_changes_nothing",
            _for(_US),
            tables([*there_and_back[:1], _ca("01-10", closed_at=t("01-25"))]),
            rows("ann", ("01-05", 0), ends="01-10"),
        ),
        case(
            "P2_score_closed_leads_within_an_audience",
            {**_for(_US), "score_closed_leads": True},
            tables([*there_and_back[:2], _us("01-20", closed_at=t("01-15"))]),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0)),
        ),
        case(
            "P3_a_deleted_lead_has_no_attributes_to_belong_by",
            _for(_US),
            tables([_us("01-01", "01-20")]),
            rows("ann", ("01-05", 0), ends="01-20"),
        ),
    ]


CASES: list[Case] = [*_attribute_cases(), *_interval_cases()]
