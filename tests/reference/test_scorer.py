"""The reference scorer against the hand-computed cases, and its other answers."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

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
)
from reference.records import Options, read
from reference.scorer import (
    LedgerRow,
    contributions,
    input_quality,
    ledger_of_records,
    sales_ready_at,
    score_history,
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


def test_I8_every_row_is_counted_under_the_first_rule_that_holds() -> None:
    late = t("01-01")
    rows = tables(
        [lead(contact_id="d"), lead("later", "04-02")],
        [
            event(None, "04-02"),
            event("1", "04-01 00:00:00.000001"),
            event(" ", None),
            event("2", None),
            event("3", "01-10"),
            event("3", "01-10", is_bot=True),
            event("3", "01-10", None, None),
            event("4", "01-10", is_bot=True, is_test=True),
            event("5", "01-10", is_test=True, loaded_at=late),
            event("6", "01-02 00:00:00.000001", lead_id="nobody", loaded_at=late),
            event("7", "01-02", loaded_at=late),
            event("8", "01-10", lead_id="nobody"),
            event("9", "01-10", lead_id=None),
            event("10", "01-10", None, "later"),
            event("11", "01-10", lead_id="nobody", contact_id="c"),
            event("12", "01-10", lead_id=None, contact_id="d"),
            event("13", "01-10", lead_id="ann", contact_id="nobody"),
            event("14", "01-10", " "),
        ],
        contacts=[{"contact_id": "c"}],
    )
    expected = {
        "after_as_of": 2,
        "missing_id": 1,
        "missing_time": 1,
        "duplicate": 2,
        "bot": 2,
        "test_send": 1,
        "late_clock": 1,
        "unknown_subject": 3,
        "missing_type": 1,
        "counted": 4,
    }
    quality = {
        rule: count
        for (table, rule), count in input_quality(rows, AS_OF).items()
        if table == "interactions"
    }
    assert quality == expected
    assert sum(quality.values()) == len(rows["interactions"])


def test_I8_the_switches_let_bots_and_tests_pass_to_the_later_rules() -> None:
    rows = tables(
        [lead()],
        [
            event("1", "01-10", is_bot=True),
            event("2", "01-10", is_bot=True, is_test=True),
            event("3", "01-10", is_test=True, lead_id="nobody"),
        ],
    )

    def found(options: Options) -> dict[str, int]:
        return {
            rule: count
            for (table, rule), count in input_quality(rows, AS_OF, options).items()
            if table == "interactions" and count
        }

    assert found(Options()) == {"bot": 2, "test_send": 1}
    assert found(Options(count_bots=True)) == {"counted": 1, "test_send": 2}
    assert found(Options(count_tests=True)) == {"bot": 2, "unknown_subject": 1}
    assert found(Options(True, True)) == {"counted": 2, "unknown_subject": 1}


def test_P5_a_cycle_of_merges_is_an_error_that_names_the_leads() -> None:
    rows = tables([lead("ann", merged_into_lead_id="bob"), lead("bob", merged_into_lead_id="ann")])
    with pytest.raises(ValueError, match=r"ann.*bob"):
        score_history(model(group(1, opened())), rows, AS_OF)


def test_a_wrong_expectation_is_noticed() -> None:
    case = CASES[0]
    moved = [replace(row, valid_from=row.valid_from + TICK) for row in case.history]
    assert score_history(case.model, case.tables, case.as_of, case.options) != moved
