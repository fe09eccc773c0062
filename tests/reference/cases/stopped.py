"""Models that were stopped, most of them on 02-01: L3, N27."""

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
    related,
    rows,
    t,
    tables,
    valid,
)
from reference.scorer import Model


def _stopped(spec: Model, at: str = "2026-02-01", **keys: Any) -> Model:
    return {**spec, "status": "stopped", "stopped_at": at, **keys}


_EACH = model(group(10, opened(frequency="each")))
_TEN_DAYS = model(group(10, opened(within_days=10)))
_US = model(group(10, attribute("country", "equals", "US")))


def _cases() -> list[Case]:
    early = event("1", "01-10")
    return [
        case(
            "L3_every_open_end_becomes_stopped_at",
            _stopped(_EACH),
            tables([lead(), lead("bob")], [early]),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
            rows("bob", ("01-05", 0), ends="02-01"),
        ),
        case(
            "L3_what_came_later_is_not_read",
            _stopped(_EACH),
            tables([lead(), lead("bob", "02-02")], [early, event("2", "02-01 00:00:00.000001")]),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_what_came_when_it_was_stopped_has_no_row",
            _stopped(_EACH),
            tables(
                [lead(), lead("bob", "02-01")],
                [event("1", "02-01"), event("2", "02-01", lead_id="bob")],
            ),
            rows("ann", ("01-05", 0), ends="02-01"),
        ),
        case(
            "L3_a_microsecond_before_it_was_stopped",
            _stopped(_EACH),
            tables(
                [lead("bob", "01-31 23:59:59.999999")],
                [event("1", "01-31 23:59:59.999999", lead_id="bob")],
            ),
            rows("bob", ("01-31 23:59:59.999999", 10), ends="02-01"),
        ),
        case(
            "L3_nothing_is_scheduled_beyond_it",
            _stopped(_TEN_DAYS),
            tables([lead()], [event("1", "01-30"), event("2", "01-12")]),
            rows("ann", ("01-05", 0), ("01-12", 10), ("01-22", 0), ("01-30", 10), ends="02-01"),
        ),
        case(
            "L3_a_window_that_ends_when_it_was_stopped",
            _stopped(_TEN_DAYS),
            tables([lead()], [event("1", "01-22")]),
            rows("ann", ("01-05", 0), ("01-22", 10), ends="02-01"),
        ),
        case(
            "L3_a_closing_before_stays_and_a_later_one_is_not_known",
            _stopped(_EACH),
            tables([lead(closed_at=t("01-20")), lead("bob", closed_at=t("02-10"))]),
            rows("ann", ("01-05", 0), ends="01-20"),
            rows("bob", ("01-05", 0), ends="02-01"),
        ),
        case(
            "N7_L3_a_closing_after_it_is_not_set",
            _stopped(model(group(10, attribute("closed_at", "is_not_set")))),
            tables([lead(closed_at=t("01-20")), lead("bob", closed_at=t("02-10"))]),
            rows("ann", ("01-05", 0), ends="01-20"),
            rows("bob", ("01-05", 10), ends="02-01"),
        ),
        case(
            "L3_closed_leads_are_scored_until_it_was_stopped",
            _stopped(_EACH, score_closed_leads=True),
            tables([lead(closed_at=t("01-20"))], [event("1", "01-25")]),
            rows("ann", ("01-05", 0), ("01-25", 10), ends="02-01"),
        ),
        case(
            "L3_a_link_of_a_later_version_is_not_known",
            _stopped(_EACH, count_parent_contact_interactions=True),
            tables(
                [
                    lead(contact_id="c", **valid("01-01", "02-10")),
                    lead(contact_id="d", **valid("02-10")),
                ],
                [
                    event("1", "01-10", lead_id=None, contact_id="c"),
                    event("2", "01-12", lead_id=None, contact_id="d"),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_an_attribute_of_a_later_version_is_not_known",
            _stopped(_US),
            tables(
                [
                    lead(country="CA", **valid("01-01", "01-10")),
                    lead(country="US", **valid("01-10", "02-10")),
                    lead(country="CA", **valid("02-10")),
                ]
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_a_merge_of_a_later_version_is_not_known",
            _stopped(_EACH),
            tables(
                [
                    lead(),
                    lead("bob", **valid("01-01", "02-10")),
                    lead("bob", merged_into_lead_id="ann", **valid("02-10")),
                ],
                [event("1", "01-10", lead_id="bob")],
            ),
            rows("ann", ("01-05", 0), ends="02-01"),
            rows("bob", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_a_creation_of_a_later_version_is_not_known",
            _stopped(_EACH),
            tables([lead(**valid("01-01", "02-10")), lead(created_at="01-08", **valid("02-10"))]),
            rows("ann", ("01-05", 0), ends="02-01"),
        ),
        case(
            "L3_a_copy_with_a_later_time_is_no_duplicate",
            _stopped(_EACH),
            tables([lead()], [early, event("1", "02-10", loaded_at=t("02-10"))]),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_a_copy_that_was_loaded_later_wins_all_the_same",
            # only a row's own time says whether it could be known
            _stopped(_EACH),
            tables(
                [lead()],
                [
                    event("1", "01-10", loaded_at=t("01-10")),
                    event("1", "01-12", loaded_at=t("02-10")),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10), ends="02-01"),
        ),
        case(
            "L3_interactions_of_a_lead_created_later_are_of_nobody",
            _stopped(_EACH, count_parent_contact_interactions=True),
            tables(
                [lead(contact_id="c"), lead("bob", "02-10", contact_id="d")],
                [
                    event("1", "01-10", lead_id="bob", contact_id="d"),
                    event("2", "01-12", lead_id="bob", contact_id="c"),
                ],
            ),
            rows("ann", ("01-05", 0), ("01-12", 10), ends="02-01"),
        ),
        case(
            "L3_related_rows_that_came_later_are_not_read",
            _stopped(model(group(10, related("tickets", frequency="each")))),
            tables(
                [lead()],
                tickets=[
                    {"lead_id": "ann", "opened_at": t("01-10")},
                    {"lead_id": "ann", "opened_at": t("02-10")},
                ],
            ),
            rows("ann", ("01-05", 0), ("01-10", 10), ends="02-01"),
        ),
        case(
            "L3_an_audience_left_before_and_entered_again",
            _stopped(_EACH, audience={"all": [attribute("country", "equals", "US")]}),
            tables(
                [
                    lead(country="US", **valid("01-01", "01-10")),
                    lead(country="CA", **valid("01-10", "01-20")),
                    lead(country="US", **valid("01-20")),
                ]
            ),
            rows("ann", ("01-05", 0), ends="01-10"),
            rows("ann", ("01-20", 0), ends="02-01"),
        ),
        case(
            "L3_an_audience_entered_later_has_no_row",
            _stopped(
                _EACH,
                audience={
                    "any": [
                        attribute("created_at", "within_last_days", 5),
                        attribute("created_at", "older_than_days", 30),
                    ]
                },
            ),
            # left on 01-10, and entered again on 02-04
            tables([lead()]),
            rows("ann", ("01-05", 0), ends="01-10"),
        ),
        case(
            "L3_steps_of_decay_and_ages_after_it_are_none",
            _stopped(
                model(
                    group(
                        40,
                        opened(
                            frequency="each",
                            decay={"every_days": 10, "percent": 25, "shape": "linear"},
                        ),
                    ),
                    group(3, opened(frequency="none", within_days=1, min_age_days=27)),
                )
            ),
            # the lead would be old enough on 02-01
            tables([lead()], [event("1", "01-15")]),
            rows("ann", ("01-05", 0), ("01-15", 40), ("01-25", 30), ends="02-01"),
        ),
        case(
            "L3_stopped_when_as_of",
            _stopped(_TEN_DAYS, "2026-04-01 00:00:00"),
            tables([lead()], [event("1", "03-31"), event("2", "04-01")]),
            rows("ann", ("01-05", 0), ("03-31", 10), ends="04-01"),
        ),
        case(
            "T1_stopped_at_with_an_offset",
            _stopped(_EACH, "2026-02-01T01:30:00+01:00"),
            tables([lead()], [event("1", "02-01 00:15"), event("2", "02-01 00:45")]),
            rows("ann", ("01-05", 0), ("02-01 00:15", 10), ends="02-01 00:30"),
        ),
        case(
            "N27_stopped_after_as_of_ends_then_and_knows_as_of",
            _stopped(_EACH, "2026-04-10"),
            tables([lead(), lead("bob", "04-02")], [event("1", "03-31"), event("2", "04-05")]),
            rows("ann", ("01-05", 0), ("03-31", 10), ends="04-10"),
        ),
        case(
            "N27_stopped_after_as_of_what_is_scheduled_before_stays",
            _stopped(_TEN_DAYS, "2026-04-10"),
            tables(
                [lead(), lead("bob"), lead("cy", closed_at=t("04-05"))],
                [event("1", "03-28"), event("2", "03-31", lead_id="bob")],
            ),
            rows("ann", ("01-05", 0), ("03-28", 10), ("04-07", 0), ends="04-10"),
            # its window ends when the model does
            rows("bob", ("01-05", 0), ("03-31", 10), ends="04-10"),
            rows("cy", ("01-05", 0), ends="04-10"),
        ),
    ]


CASES: list[Case] = _cases()
