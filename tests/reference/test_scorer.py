"""The reference scorer against the hand-computed cases, and its other answers."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from reference.cases import CASES, Case
from reference.cases.words import (
    AS_OF,
    TICK,
    attribute,
    event,
    group,
    lead,
    model,
    opened,
    t,
    tables,
    valid,
)
from reference.records import read
from reference.scorer import (
    Crossing,
    LedgerRow,
    Model,
    contributions,
    crossings_of_records,
    ledger_of_records,
    qualified_of_records,
    sales_ready_at,
    score_history,
    segments_of_records,
)

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@every_case
def test_reference_agrees_with_hand_computed_case(case: Case) -> None:
    assert score_history(case.model, case.tables, case.as_of, case.options) == case.history


@every_case
def test_T5_row_order_changes_nothing(case: Case) -> None:
    shuffled = {name: list(rows) for name, rows in case.tables.items()}
    for rows in shuffled.values():
        random.Random(case.name).shuffle(rows)
    assert score_history(case.model, shuffled, case.as_of, case.options) == case.history


@every_case
def test_T6_the_past_is_the_same_for_a_later_as_of(case: Case) -> None:
    later = case.as_of + timedelta(days=30)
    known = {
        name: [row for row in rows if all(_is_past(value) for value in row.values())]
        for name, rows in case.tables.items()
    }
    assert score_history(case.model, known, case.as_of, case.options) == score_history(
        case.model, known, later, case.options
    )


def _is_past(value: object) -> bool:
    return not isinstance(value, type(AS_OF)) or value <= AS_OF


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)


def test_S6_models_do_not_affect_each_other() -> None:
    one = model(group(10, opened()))
    rows = tables([lead()], [event("1", "01-10")])
    alone = score_history(one, rows, AS_OF)
    score_history(model(group(-5, opened(frequency="each"))), rows, AS_OF)
    assert score_history(one, rows, AS_OF) == alone


def test_S2_contributions_sum_to_the_score_with_the_adjustment() -> None:
    spec = model(
        group(10, opened(frequency="each", within_days=10)),
        group(-15, attribute("country", "is_set")),
        score_range={"min": -10, "max": 4},
    )
    rows = tables(
        [lead(country="US"), lead("bob", closed_at=t("01-10"))],
        [event("1", "01-10"), event("2", "01-12")],
    )
    at = {
        day: contributions(spec, rows, AS_OF, t(day))
        for day in ("01-05", "01-10", "01-12", "01-04")
    }
    assert at["01-05"] == {
        "ann": {"g1": Decimal(0), "g2": Decimal(-15), "score_range": Decimal(5)},
        "bob": {"g1": Decimal(0), "g2": Decimal(0)},
    }
    # bob is closed at this very instant
    assert at["01-10"] == {"ann": {"g1": Decimal(10), "g2": Decimal(-15)}}
    assert at["01-12"] == {
        "ann": {"g1": Decimal(20), "g2": Decimal(-15), "score_range": Decimal(-1)}
    }
    assert at["01-04"] == {}


def test_S4_sales_ready_is_the_first_instant_and_stays() -> None:
    spec = model(group(10, opened(frequency="each", within_days=2)), sales_ready_score=20)
    rows = tables(
        [
            lead(),
            lead("bob"),
            lead("cy", closed_at=t("01-12")),
            lead("dee", "02-01"),
        ],
        [
            event("1", "01-10"),
            event("2", "01-11"),
            event("3", "02-10"),
            event("4", "02-10"),
            event("5", "01-10", lead_id="bob"),
            event("6", "01-10", lead_id="cy"),
            event("7", "01-12", lead_id="cy"),
            event("8", "01-31", lead_id="dee"),
            event("9", "01-31", lead_id="dee"),
        ],
    )
    # cy's second event is at the closing; dee is ready when created
    assert sales_ready_at(spec, rows, AS_OF) == {"ann": t("01-11"), "dee": t("02-01")}


def test_T7_sales_ready_uses_only_instants_up_to_as_of() -> None:
    spec = model(group(10, attribute("created_at", "older_than_days", 10)), sales_ready_score=10)
    rows = tables([lead(created_at="03-22"), lead("bob", "03-22 00:00:00.000001")])
    assert sales_ready_at(spec, rows, AS_OF) == {"ann": AS_OF}


def test_S7_the_ledger_opens_at_the_creation_and_ends_with_the_closing() -> None:
    spec = model(
        group(10, opened(frequency="each", within_days=10)),
        group(-3, attribute("country", "is_set")),
        group(5, opened(frequency="none")),
        score_range={"min": 0, "max": 1},
    )
    rows = tables(
        [lead(country="US", closed_at=t("01-14")), lead("bob", "01-20")],
        [
            event("1", "01-01"),
            event("2", "01-04"),
            event("3", "01-05"),
            event("4", "01-12"),
            event("5", "01-14"),
        ],
    )
    assert ledger_of_records(spec, read(rows, AS_OF)) == [
        # three at the creation, the one at that very instant among them; none of them after 01-14
        LedgerRow("ann", "g1", t("01-05"), Decimal(30), is_opening=True),
        LedgerRow("ann", "g1", t("01-11"), Decimal(-10), is_opening=False),
        LedgerRow("ann", "g1", t("01-12"), Decimal(10), is_opening=False),
        LedgerRow("ann", "g2", t("01-05"), Decimal(-3), is_opening=True),
        LedgerRow("bob", "g3", t("01-20"), Decimal(5), is_opening=True),
    ]


def test_S7_the_ledger_restarts_with_each_interval() -> None:
    spec = model(
        group(10, opened(frequency="each", within_days=10)),
        group(5, attribute("city", "is_set")),
        group(1, opened(frequency="none")),
        audience={"all": [attribute("country", "equals", "US")]},
    )
    rows = tables(
        [
            lead(country="US", **valid("01-01", "01-12")),
            lead(country="CA", **valid("01-12", "01-20")),
            lead(country="US", city="Rome", **valid("01-20", "02-01")),
        ],
        [event("1", "01-08"), event("2", "01-10"), event("3", "01-11"), event("4", "01-20")],
    )
    assert ledger_of_records(spec, read(rows, AS_OF)) == [
        LedgerRow("ann", "g1", t("01-08"), Decimal(10), is_opening=False),
        LedgerRow("ann", "g1", t("01-10"), Decimal(10), is_opening=False),
        LedgerRow("ann", "g1", t("01-11"), Decimal(10), is_opening=False),
        # outside, two of the three ended, the second of them when the lead came back: with the
        # third and the fourth, two count then
        LedgerRow("ann", "g1", t("01-20"), Decimal(20), is_opening=True),
        LedgerRow("ann", "g1", t("01-21"), Decimal(-10), is_opening=False),
        LedgerRow("ann", "g1", t("01-30"), Decimal(-10), is_opening=False),
        LedgerRow("ann", "g2", t("01-20"), Decimal(5), is_opening=True),
        LedgerRow("ann", "g3", t("01-05"), Decimal(1), is_opening=True),
        LedgerRow("ann", "g3", t("01-08"), Decimal(-1), is_opening=False),
    ]


def test_S7_L3_the_ledger_of_a_stopped_model_ends_with_it() -> None:
    decay = {"every_days": 10, "percent": 50, "shape": "linear"}
    spec = model(
        group(7, opened(frequency="each", decay=decay)), status="stopped", stopped_at="2026-01-30"
    )
    rows = tables([lead()], [event("1", "01-10"), event("2", "01-30"), event("3", "01-31")])
    assert ledger_of_records(spec, read(rows, AS_OF)) == [
        LedgerRow("ann", "g1", t("01-10"), Decimal(7), is_opening=False),
        LedgerRow("ann", "g1", t("01-20"), Decimal("-3.5"), is_opening=False),
    ]


def test_S2_N26_contributions_of_a_decay_with_the_adjustment() -> None:
    decay = {"every_days": 10, "percent": 50, "shape": "linear"}
    spec = model(
        group(7, opened(frequency="each", decay=decay)),
        group(-9, opened(frequency="none", within_days=15)),
        score_range={"min": 0, "max": 5},
    )
    rows = tables([lead()], [event("1", "01-10")])

    def at(day: str) -> dict[str, Decimal]:
        return contributions(spec, rows, AS_OF, t(day))["ann"]

    none = Decimal(0)
    assert at("01-09") == {"g1": none, "g2": Decimal(-9), "score_range": Decimal(9)}
    assert at("01-10") == {"g1": Decimal(7), "g2": none, "score_range": Decimal(-2)}
    assert at("01-20") == {"g1": Decimal("3.5"), "g2": none}
    assert at("01-25") == {"g1": Decimal("3.5"), "g2": Decimal(-9), "score_range": Decimal("5.5")}
    assert at("01-30") == {"g1": none, "g2": Decimal(-9), "score_range": Decimal(9)}


def test_P3_L3_contributions_only_where_a_lead_is_scored() -> None:
    audience = {"all": [attribute("country", "equals", "US")]}
    spec = model(group(1, opened()), audience=audience, status="stopped", stopped_at="2026-02-01")
    rows = tables(
        [lead(country="US", **valid("01-01", "01-10")), lead("bob", country="US", closed_at=None)]
    )

    def at(day: str) -> set[str]:
        return set(contributions(spec, rows, AS_OF, t(day)))

    assert at("01-09") == {"ann", "bob"}
    assert at("01-10") == {"bob"}
    assert at("01-31") == {"bob"}
    assert at("02-01") == set()


def test_S4_sales_ready_outlives_the_audience() -> None:
    spec = model(
        group(10, opened()),
        audience={"all": [attribute("country", "equals", "US")]},
        sales_ready_score=10,
    )
    rows = tables(
        [
            lead(country="US", **valid("01-01", "01-15")),
            lead("bob", country="US", **valid("01-01", "01-15")),
            lead("bob", country="CA", **valid("01-15", "01-20")),
            lead("bob", country="US", **valid("01-20")),
        ],
        [event("1", "01-10"), event("2", "01-17", lead_id="bob")],
    )
    # bob's event is outside: the score is met when bob comes back
    assert sales_ready_at(spec, rows, AS_OF) == {"ann": t("01-10"), "bob": t("01-20")}


def test_N10_N28_crossings_begin_anew_with_each_interval() -> None:
    spec = model(
        group(10, opened(frequency="each", within_days=5)),
        audience={"all": [attribute("country", "equals", "US")]},
        sales_ready_score=20,
    )
    rows = tables(
        [
            lead(country="US", **valid("01-01", "01-12")),
            lead(country="CA", **valid("01-12", "01-13")),
            lead(country="US", **valid("01-13")),
        ],
        [
            *(event("1", "01-10"), event("2", "01-11"), event("3", "01-11")),
            *(event("4", "03-30"), event("5", "03-31")),
        ],
    )
    assert crossings_of_records(spec, read(rows, AS_OF)) == [
        Crossing("ann", t("01-11"), is_upward=True),
        # it leaves above the threshold, and comes back above it
        Crossing("ann", t("01-13"), is_upward=True),
        # the first ends on 01-15, when two are left
        Crossing("ann", t("01-16"), is_upward=False),
        Crossing("ann", t("03-31"), is_upward=True),
        # the one of 04-04 is scheduled only
    ]


def test_S4_across_models() -> None:
    def of(kind: str, **keys: Any) -> Model:
        return model(group(10, {"interaction": kind}), **{"sales_ready_score": 10, **keys})

    mails, forms = of("email_opened"), of("form_submitted")
    contacts_only = of("website_visited", target="contact")
    # without a vote
    draft = of("sms_sent", status="draft")
    stopped = of("sms_sent", status="stopped", stopped_at="2026-03-01")
    without_threshold = {**of("sms_sent")}
    del without_threshold["sales_ready_score"]
    later = of(
        "sms_sent",
        audience={"all": [attribute("created_at", "older_than_days", 200)]},
    )
    models = [mails, forms, contacts_only, draft, stopped, without_threshold, later]
    rows = tables(
        [lead(), lead("bob"), lead("cy", contact_id="c"), lead("dee"), lead("eve")],
        [
            event("1", "01-10"),
            event("2", "01-12", "form_submitted"),
            event("3", "01-10", "form_submitted", "bob"),
            event("4", "01-10", lead_id="cy"),
            event("5", "01-11", "form_submitted", "cy"),
            event("6", "01-10", "sms_sent", "dee"),
        ],
    )
    records = read(rows, AS_OF)
    assert qualified_of_records(models, records) == {
        "ann": t("01-10"),
        "bob": t("01-10"),
        "cy": t("01-10"),
    }
    # bob was met by one of two, cy by two of three; `later` never scored anyone up to as_of
    assert qualified_of_records(models, records, "all") == {"ann": t("01-12")}


def test_N29_segments_are_decided_on_the_floor() -> None:
    decay = {"every_days": 10, "percent": 50, "shape": "linear"}
    segments = [
        {"name": "nearly", "score": {"between": [13, 19]}},
        {"name": "some", "score": {"greater_or_equal": 1}},
        {"name": "below", "score": {"less_than": 0}},
    ]
    spec = model(
        group(39, opened(frequency="each", decay=decay)),
        group(-1, {"interaction": "sms_sent", "frequency": "each", "decay": decay}),
        segments=segments,
    )
    rows = tables(
        [lead(), lead("bob"), lead("cy"), lead("dee"), lead("eve", closed_at=t("03-31"))],
        [
            event("1", "03-20"),
            event("2", "03-30", lead_id="bob"),
            event("3", "03-20", "sms_sent", "cy"),
            event("4", "03-30", lead_id="eve"),
        ],
    )
    records = read(rows, AS_OF)
    # 19.5, 39, -0.5, 0, and eve is closed
    assert segments_of_records(spec, records) == [
        ("ann", "nearly"),
        ("ann", "some"),
        ("bob", "some"),
        ("cy", "below"),
    ]
    assert segments_of_records({**spec, "status": "draft"}, records) == []
    stopped = {**spec, "status": "stopped", "stopped_at": "2026-04-10"}
    assert segments_of_records(stopped, records) == []


def test_P5_a_cycle_of_merges_is_an_error_that_names_the_leads() -> None:
    rows = tables([lead("ann", merged_into_lead_id="bob"), lead("bob", merged_into_lead_id="ann")])
    with pytest.raises(ValueError, match=r"ann.*bob"):
        score_history(model(group(1, opened())), rows, AS_OF)


def test_a_wrong_expectation_is_noticed() -> None:
    case = CASES[0]
    moved = [replace(row, valid_from=row.valid_from + TICK) for row in case.history]
    assert score_history(case.model, case.tables, case.as_of, case.options) != moved
