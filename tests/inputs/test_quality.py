"""I6 and I8: which copy of a row wins, which rule sets rows aside, what input_quality counts."""

from __future__ import annotations

import pytest

from inputs.sources import load_as_text
from workspace import Workspace

AS_OF = "2026-06-01"
Cell = dict[str, str | None]


def _interaction(interaction_id: str | None, url: str, **cells: str | None) -> Cell:
    """An interaction of a known lead; its url says what must become of it, and so names the row."""
    return {
        "interaction_id": interaction_id,
        "occurred_at": "2026-05-01",
        "lead_id": "007",
        "contact_id": None,
        "interaction_type": "email_opened",
        "loaded_at": "2026-05-02",
        "is_bot": None,
        "is_test": "no",
        "asset_id": None,
        "asset_name": None,
        "duration_seconds": None,
        "url": url,
    } | cells


LATER = "2026-06-01 00:00:00.000001"
INTERACTIONS = [
    _interaction("1", "counted"),
    # the rules hold in this order
    _interaction(None, "after_as_of: before all others", occurred_at=LATER, is_bot="yes"),
    _interaction(None, "missing_id: before missing_time", occurred_at=None),
    _interaction(" ", "missing_id: blank"),
    _interaction("2", "missing_time: before bot", occurred_at=None, is_bot="yes"),
    _interaction("3", "duplicate: a bot's copy was loaded later", loaded_at="2026-05-02"),
    _interaction("3", "bot: after duplicates", loaded_at="2026-05-03", is_bot="yes"),
    _interaction("4", "counted: the later copy is not known yet"),
    _interaction("4", "after_as_of: before duplicates", occurred_at=LATER, loaded_at=LATER),
    _interaction("5", "bot: before test", is_bot="yes", is_test="yes", lead_id="nobody"),
    _interaction("6", "test_send: before quarantine", is_test="yes", lead_id="nobody"),
    _interaction(
        "7",
        "late_clock: before unknown_subject",
        occurred_at="2026-05-03 00:00:00.000001",
        lead_id="nobody",
    ),
    _interaction("8", "counted: a day after its load", occurred_at="2026-05-03"),
    _interaction("9", "unknown_subject: before missing_type", lead_id="?", interaction_type=None),
    _interaction("10", "missing_type", interaction_type=" "),
    # who is known
    _interaction("11", "counted: a contact", lead_id=None, contact_id="c1"),
    _interaction("12", "counted: a lead's parent contact", lead_id="nobody", contact_id="c2"),
    _interaction("13", "counted: a merged lead", lead_id="merged"),
    _interaction("14", "unknown_subject: a lead of tomorrow", lead_id="tomorrow"),
    _interaction("15", "unknown_subject: nobody", lead_id=None),
    _interaction("16", "unknown_subject: not as text", lead_id="7"),
    # which copy wins: the latest load, NULL lowest; then columns by name, as bytes of text
    _interaction("17", "duplicate: never loaded", loaded_at=None, asset_id="z"),
    _interaction("17", "counted: loaded"),
    _interaction("18", "counted: asset_id", asset_id="b", asset_name="a"),
    _interaction("18", "duplicate: asset_id", asset_id="a", asset_name="z"),
    _interaction("19", "duplicate: capitals are lower", asset_id="Z"),
    _interaction("19", "counted: capitals are lower", asset_id="a"),
    _interaction("20", "duplicate: NULL is lowest", asset_id=None),
    _interaction("20", "counted: NULL is lowest", asset_id="-"),
    _interaction("21", "counted: numbers as text", duration_seconds="9"),
    _interaction("21", "duplicate: numbers as text", duration_seconds="10"),
    _interaction("22", "duplicate: blanks and signs", asset_id="a b"),
    _interaction("22", "duplicate: blanks and signs", asset_id="a-b"),
    _interaction("22", "counted: blanks and signs", asset_id="ab"),
]
RULES = {
    "after_as_of": 2,
    "missing_id": 2,
    "missing_time": 1,
    "duplicate": 8,
    "bot": 2,
    "test_send": 1,
    "late_clock": 1,
    "unknown_subject": 4,
    "missing_type": 1,
    "counted": 12,
}
TABLES: dict[str, list[Cell]] = {
    "leads": [
        {
            "lead_id": lead_id,
            "created_at": created_at,
            "closed_at": closed_at,
            "contact_id": contact_id,
            "merged_into_lead_id": merged_into,
        }
        for lead_id, created_at, closed_at, contact_id, merged_into in (
            ("007", "2026-01-01", None, "c2", None),
            ("007", "2026-01-01", None, "c2", None),
            ("merged", "2026-01-01", "2026-01-01", None, "middle"),
            ("middle", "2026-01-01", None, None, "007"),
            ("into nobody", "2026-01-01", None, None, "nobody"),
            ("never", "2026-01-02", "2026-01-01", None, None),
            ("at once", "2026-01-02", "2026-01-02", None, None),
            ("tomorrow", "2026-06-02", None, None, None),
            (None, "2026-06-02", None, None, None),
            (" ", "2026-01-02", None, None, None),
            ("when", None, None, None, None),
        )
    ],
    "contacts": [
        {"contact_id": "c1", "country": "FR", "valid_from": None},
        {"contact_id": "c1", "country": "FR", "valid_from": None},
        {"contact_id": None, "country": "FR", "valid_from": None},
        {"contact_id": "c3", "country": "FR", "valid_from": "2026-06-02"},
    ],
    "interactions": INTERACTIONS,
    "outcomes": [
        {"lead_id": lead_id, "outcome": outcome, "occurred_at": occurred_at}
        for lead_id, outcome, occurred_at in (
            ("007", "won", "2026-05-01"),
            ("007", "won", "2026-05-01"),
            ("007", "won", "2026-05-02"),
            ("007", "lost", "2026-06-02"),
            ("nobody", "won", "2026-05-01"),
            ("007", None, "2026-05-01"),
            ("007", "won", None),
        )
    ],
}
QUALITY = {
    "leads": {
        "rows_in": 11,
        "counted": 6,
        "after_as_of": 2,
        "missing_id": 1,
        "missing_time": 1,
        "duplicate": 1,
        "merged": 2,
        "merged_into_unknown": 1,
        "never_scored": 2,
    },
    "contacts": {"rows_in": 4, "counted": 1, "after_as_of": 1, "missing_id": 1, "duplicate": 1},
    "accounts": {"rows_in": 0, "counted": 0, "after_as_of": 0, "missing_id": 0, "duplicate": 0},
    "interactions": {"rows_in": 34} | RULES,
    "outcomes": {
        "rows_in": 7,
        "counted": 2,
        "after_as_of": 1,
        "missing_id": 1,
        "missing_time": 1,
        "duplicate": 1,
        "unknown_subject": 1,
    },
}


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_I6_I8_each_row_falls_to_its_rule(on_engine: Workspace, target: str) -> None:
    assert (len(INTERACTIONS), sum(RULES.values())) == (34, 34)
    load_as_text(on_engine, target, "raw", TABLES)
    on_engine.build("warehouse", None, AS_OF, ["+input_quality"], target)
    judged = on_engine.rows("scoring.int_interactions_judged", target)
    fell = {row["url"]: row["rejected_by"] or "counted" for row in judged}
    assert fell == {row["url"]: (row["url"] or "").split(":")[0] for row in INTERACTIONS}

    quality: dict[str, dict[str, int]] = {}
    for row in on_engine.rows("marts.input_quality", target):
        quality.setdefault(row["input_table"], {})[row["rule"]] = row["count_rows"]
        if row["rule"] in ("late_clock", "unknown_subject", "missing_type"):
            assert row["fate"] == "quarantined"
    assert quality == QUALITY
    for table, counts in quality.items():
        noted = ("merged", "merged_into_unknown", "never_scored")
        out = sum(count for rule, count in counts.items() if rule not in ("rows_in", *noted))
        assert counts["rows_in"] == out == len(TABLES.get(table, []))

    on_engine.build(
        "warehouse",
        None,
        AS_OF,
        ["int_interactions_judged"],
        target,
        count_bots=True,
        count_tests=True,
    )
    judged = on_engine.rows("scoring.int_interactions_judged", target)
    rules = [row["rejected_by"] or "counted" for row in judged]
    assert {rule: rules.count(rule) for rule in {*rules}} == {
        rule: count for rule, count in RULES.items() if rule not in ("bot", "test_send")
    } | {"counted": 13, "unknown_subject": 6}
