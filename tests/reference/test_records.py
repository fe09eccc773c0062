"""What the reference scorer says became of each row of each table: I8, N17, N19, N23."""

from typing import Any

from reference.cases.words import AS_OF, account, contact, event, lead, t, tables, valid
from reference.records import STANDARD, Options, Row, Tables
from reference.scorer import input_quality


def _quality(rows: Tables, table: str, options: Options = STANDARD) -> dict[str, int]:
    return {
        rule: count
        for (of, rule), count in input_quality(rows, AS_OF, options).items()
        if of == table
    }


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
    assert _quality(rows, "interactions") == expected
    assert sum(expected.values()) == len(rows["interactions"])


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
        counts = _quality(rows, "interactions", options)
        return {rule: count for rule, count in counts.items() if count}

    assert found(Options()) == {"bot": 2, "test_send": 1}
    assert found(Options(count_bots=True)) == {"counted": 1, "test_send": 2}
    assert found(Options(count_tests=True)) == {"bot": 2, "unknown_subject": 1}
    assert found(Options(True, True)) == {"counted": 2, "unknown_subject": 1}


def test_I8_N17_N19_leads_and_what_is_noted_of_them() -> None:
    rows = tables(
        [
            lead(**valid("01-01", "01-10")),
            lead(**valid("01-10")),
            lead(country="US", **valid("01-10")),
            lead(**valid("04-02")),
            lead("later", "04-02"),
            lead(" ", "04-02"),
            lead(" "),
            {**lead("when"), "created_at": None},
            {**lead(" "), "created_at": None},
            # noted by what the newest version says, once for each lead
            lead("bob", merged_into_lead_id="nobody", **valid("01-01")),
            lead("bob", merged_into_lead_id="ann", **valid("01-10")),
            lead("cy", merged_into_lead_id="bob", closed_at=t("01-05")),
            lead("dee", merged_into_lead_id="nobody", closed_at=t("01-04")),
            lead("eve", closed_at=t("01-05"), **valid("01-01")),
            lead("eve", closed_at=t("01-06"), **valid("01-10")),
        ]
    )
    expected = {
        "after_as_of": 3,
        "missing_id": 2,
        "missing_time": 1,
        "duplicate": 1,
        "counted": 8,
    }
    assert sum(expected.values()) == len(rows["leads"])
    noted = {"merged": 2, "merged_into_unknown": 1, "never_scored": 1}
    assert _quality(rows, "leads") == expected | noted


def test_I8_contacts_and_accounts() -> None:
    rows = tables(
        [lead()],
        contacts=[
            contact(**valid(None)),
            contact(country="US", **valid(None)),
            contact(**valid("01-10", "01-10")),
            contact(**valid("04-02")),
            contact(" ", **valid("04-02")),
            contact(" "),
            # created later, but known now
            contact("d", created_at=t("04-02")),
        ],
        accounts=[account(), account(), account(**valid("04-01")), account("")],
    )
    assert _quality(rows, "contacts") == {
        "after_as_of": 2,
        "missing_id": 1,
        "duplicate": 1,
        "counted": 3,
    }
    assert _quality(rows, "accounts") == {
        "after_as_of": 0,
        "missing_id": 1,
        "duplicate": 1,
        "counted": 2,
    }


def test_I8_outcomes() -> None:
    def outcome(lead_id: str, name: str, occurred_at: str | None, **columns: Any) -> Row:
        at = occurred_at and t(occurred_at)
        return {"lead_id": lead_id, "outcome": name, "occurred_at": at, **columns}

    rows = tables(
        [lead()],
        outcomes=[
            outcome("ann", "won", "02-01"),
            outcome("ann", "won", "02-01", amount=5),
            outcome("ann", "won", "02-02"),
            outcome("ann", "lost", "02-01"),
            outcome("ann", "lost", "04-02"),
            outcome(" ", "won", "02-01"),
            outcome("ann", " ", None),
            outcome("ann", "won", None),
            outcome("nobody", "won", "02-01"),
        ],
    )
    assert _quality(rows, "outcomes") == {
        "after_as_of": 1,
        "missing_id": 2,
        "missing_time": 1,
        "duplicate": 1,
        "unknown_subject": 1,
        "counted": 3,
    }


def test_N23_rows_of_related_tables() -> None:
    rows = tables(
        [
            lead(contact_id="c", account_id="a"),
            lead("bob", contact_id="e", merged_into_lead_id="ann"),
            lead("later", "04-02", contact_id="g", account_id="g"),
            # of old versions no link is left
            lead("cy", contact_id="h", account_id="h", **valid("01-01")),
            lead("cy", **valid("01-10")),
        ],
        [event("1", "01-10", contact_id="f")],
        contacts=[contact("d", account_id="b"), contact("i", **valid("04-02"))],
        accounts=[account("x", parent_account_id="y")],
        tickets=[
            {"lead_id": one, "opened_at": at and t(at)}
            for one, at in (
                *(("ann", "01-10"), ("ann", "01-10"), ("bob", "01-10"), ("cy", "04-01")),
                *(("ann", "04-02"), (" ", "04-02"), (" ", "01-10"), (None, None)),
                *(("ann", None), ("nobody", None), ("nobody", "01-10"), ("later", "01-10")),
                ("ann ", "01-10"),
            )
        ],
        # of contacts: the leads' own, one with a row; and those that only an interaction, a later
        # lead, an old version or a later row name
        badges=[{"contact_id": one} for one in (*"cde", *"fghi", " ", None)],
        # of accounts: a lead's, a contact's, one with a row; and those that only an account, a
        # later lead or an old version name
        orders=[{"account_id": one, "ordered_at": t("01-10")} for one in (*"abx", *"ygh")],
    )
    assert _quality(rows, "tickets") == {
        "after_as_of": 2,
        "missing_id": 2,
        "missing_time": 2,
        "unknown_subject": 3,
        "counted": 4,
    }
    assert _quality(rows, "badges") == {
        "after_as_of": 0,
        "missing_id": 2,
        "unknown_subject": 4,
        "counted": 3,
    }
    assert _quality(rows, "orders") == {
        "after_as_of": 0,
        "missing_id": 0,
        "missing_time": 0,
        "unknown_subject": 3,
        "counted": 3,
    }
    assert _quality(rows, "contracts") == {
        "after_as_of": 0,
        "missing_id": 0,
        "unknown_subject": 0,
        "counted": 0,
    }
