"""Attribute history that the project records itself (var keep_attribute_history), run by run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb
import pytest

from inputs.sources import execute, load_as_text
from workspace import BuildFailedError, Row, Workspace

Cell = dict[str, str | None]
Tables = dict[str, list[Cell]]

FIRST = "2026-03-01"
SECOND = "2026-04-01 12:00:00.000001"
THIRD = "2026-05-01"
INSTANTS = {
    None: "-",
    datetime.fromisoformat(FIRST): "first",
    datetime.fromisoformat(SECOND): "second",
    datetime.fromisoformat(THIRD): "third",
}
STAGED = ["+stg_leads", "+stg_contacts", "+stg_accounts"]
SNAPSHOTTED = ("leads", "contacts", "accounts")


def _leads(**countries: str | None) -> list[Cell]:
    return [
        {
            "lead_id": lead_id.replace("_", " "),
            "created_at": "2026-01-01",
            "closed_at": None,
            "country": country,
            "plan": None,
        }
        for lead_id, country in countries.items()
    ]


def _group(name: str, points: int, attribute: str, equals: str) -> Row:
    condition = {
        "name": f"{name}_now",
        "attribute": attribute,
        "operator": "equals",
        "value": equals,
    }
    return {"name": name, "points": points, "conditions": [condition]}


def _build(
    workspace: Workspace,
    target: str,
    as_of: str,
    tables: Tables,
    select: Sequence[str] = tuple(STAGED),
    keep: bool = True,
) -> str:
    """Replaces all input tables and builds."""
    execute(workspace, target, "drop schema if exists raw cascade")
    interactions: list[Cell] = [
        dict.fromkeys(("interaction_id", "interaction_type", "occurred_at", "lead_id"))
    ]
    load_as_text(workspace, target, "raw", {"interactions": interactions} | tables)
    return workspace.build(
        "warehouse", None, as_of, select, target=target, keep_attribute_history=keep
    )


def _versions(
    workspace: Workspace, target: str, table: str, *columns: str
) -> list[tuple[str, ...]]:
    """The staged rows as text: what the columns say, then between which runs the version holds."""
    return sorted(
        (
            *(str(row[column]) for column in columns),
            *(INSTANTS[row[end]] for end in ("valid_from", "valid_to")),
        )
        for row in workspace.rows(f"staging.{table}", target)
    )


def _recorded(workspace: Workspace) -> list[list[Row]]:
    return [workspace.rows(f"snapshots.{table}_snapshot") for table in SNAPSHOTTED]


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_versions_are_recorded_run_by_run(on_engine: Workspace, target: str) -> None:
    on_engine.write_spec("_inputs", "columns: {leads: {plan: text}}\n")
    contact: Cell = {"contact_id": "c", "job_title": "CTO", "allows_email": "yes"}
    account: Cell = {"account_id": "a", "employee_count": "9", "annual_revenue": "1.5"}

    first = _leads(
        stays="FR",
        changes="FR",
        goes_back="FR",
        loses=" FR ",
        gains=" ",
        deleted="FR",
        returns="FR",
    )
    first += [lead | {"plan": "free"} for lead in _leads(plan="FR", closes="FR")]
    _build(on_engine, target, FIRST, {"leads": first, "contacts": [contact], "accounts": [account]})

    second = _leads(stays="FR", changes="US", goes_back="US", loses=None, gains="FR", new="FR")
    second += [lead | {"plan": "paid"} for lead in _leads(plan="FR")]
    closed: Cell = {"plan": "free", "closed_at": "2026-03-15"}
    second += [lead | closed for lead in _leads(closes="FR")]
    _build(
        on_engine,
        target,
        SECOND,
        {
            "leads": second,
            "contacts": [contact | {"allows_email": "no"}],
            "accounts": [account | {"employee_count": "10", "annual_revenue": "1.50"}],
        },
    )

    third = _leads(stays="FR", changes="US", goes_back="FR", loses=None, new="FR", returns="FR")
    third += [lead | closed for lead in _leads(closes="FR")]
    others = [contact | {"contact_id": "other"}]
    _build(on_engine, target, THIRD, {"leads": third, "contacts": others, "accounts": [account]})

    assert _versions(on_engine, target, "stg_leads", "lead_id", "country", "plan") == [
        ("changes", "FR", "None", "-", "second"),
        ("changes", "US", "None", "second", "-"),
        ("closes", "FR", "free", "-", "second"),
        ("closes", "FR", "free", "second", "-"),
        ("deleted", "FR", "None", "-", "second"),
        ("gains", "FR", "None", "second", "third"),
        ("gains", "None", "None", "-", "second"),
        ("goes back", "FR", "None", "-", "second"),
        ("goes back", "FR", "None", "third", "-"),
        ("goes back", "US", "None", "second", "third"),
        ("loses", " FR ", "None", "-", "second"),
        ("loses", "None", "None", "second", "-"),
        ("new", "FR", "None", "-", "-"),
        ("plan", "FR", "free", "-", "second"),
        ("plan", "FR", "paid", "second", "third"),
        ("returns", "FR", "None", "-", "second"),
        ("returns", "FR", "None", "third", "-"),
        ("stays", "FR", "None", "-", "-"),
    ]
    assert {
        (row["valid_from"], row["closed_at"])
        for row in on_engine.rows("staging.stg_leads", target)
        if row["lead_id"] == "closes"
    } == {(None, None), (datetime.fromisoformat(SECOND), datetime(2026, 3, 15))}
    assert _versions(on_engine, target, "stg_contacts", "contact_id", "allows_email") == [
        ("c", "False", "second", "third"),
        ("c", "True", "-", "second"),
        ("other", "True", "-", "-"),
    ]
    assert _versions(on_engine, target, "stg_accounts", "account_id", "employee_count") == [
        ("a", "10", "second", "third"),
        ("a", "9", "-", "second"),
        ("a", "9", "third", "-"),
    ]


def test_scores_follow_the_recorded_history(workspace: Workspace) -> None:
    workspace.write_spec(
        "located",
        {
            "name": "located",
            "label": "Located",
            "status": "draft",
            "groups": [
                _group("in_the_us", 10, attribute="country", equals="US"),
                _group("knows_the_chief", 5, attribute="contact.job_title", equals="CEO"),
            ],
        },
    )
    linked: Cell = {"contact_id": "c"}
    closed: Cell = linked | {"closed_at": "2026-03-15"}
    for as_of, leads, job_title in (
        (FIRST, _leads(moves="FR", closes="US", goes="US"), "CTO"),
        (SECOND, _leads(moves="US", closes="US", goes="US", comes="US"), "CTO"),
        (THIRD, _leads(moves="US", closes="US", comes="US"), "CEO"),
    ):
        found = [
            lead | (closed if lead["lead_id"] == "closes" and as_of != FIRST else linked)
            for lead in leads
        ]
        contacts: list[Cell] = [{"contact_id": "c", "job_title": job_title}]
        _build(
            workspace,
            "duckdb",
            as_of,
            {"leads": found, "contacts": contacts},
            ["+scoring_model_history"],
        )
    created, second, third = (
        datetime(2026, 1, 1),
        datetime.fromisoformat(SECOND),
        datetime.fromisoformat(THIRD),
    )
    ids = {row["lead_key"]: row["lead_id"] for row in workspace.rows("scoring.int_lead_keys")}
    assert {
        (ids[row["lead_key"]], row["score"], row["valid_from"], row["valid_to"])
        for row in workspace.rows("scoring.scoring_model_history")
    } == {
        ("moves", 0, created, second),
        ("moves", 10, second, third),
        ("moves", 15, third, None),
        ("closes", 10, created, datetime(2026, 3, 15)),
        # a deleted lead is still scored: its country is no longer known, its link to the contact is
        ("goes", 10, created, third),
        ("goes", 5, third, None),
        ("comes", 10, created, third),
        ("comes", 15, third, None),
    }


def test_copies_and_rows_without_a_key_stay_to_be_counted(workspace: Workspace) -> None:
    none: Cell = {"lead_id": " "}
    (lower, greater, changed) = _leads(a="DE") + _leads(a="FR") + _leads(a="AT")
    _build(workspace, "duckdb", FIRST, {"leads": [lower, greater, greater, none | lower | none]})
    staged = [
        ("None", "DE", "-", "-"),
        ("a", "DE", "-", "-"),
        ("a", "FR", "-", "-"),
        ("a", "FR", "-", "-"),
    ]
    assert _versions(workspace, "duckdb", "stg_leads", "lead_id", "country") == staged
    recorded = _recorded(workspace)
    assert [row["country"] for row in recorded[0]] == ["FR"]

    # only a copy that loses changes
    _build(workspace, "duckdb", SECOND, {"leads": [greater, changed, none | changed | none]})
    assert _recorded(workspace) == recorded

    # the greatest copy leaves: the others are copies of the version that follows
    leads = [changed, lower, none | changed | none]
    _build(workspace, "duckdb", THIRD, {"leads": leads}, ["+input_quality"])
    assert _versions(workspace, "duckdb", "stg_leads", "lead_id", "country") == [
        ("None", "AT", "-", "-"),
        ("a", "AT", "third", "-"),
        ("a", "DE", "third", "-"),
        ("a", "FR", "-", "third"),
    ]
    counted = {
        row["rule"]: row["count_rows"]
        for row in workspace.rows("marts.input_quality")
        if row["input_table"] == "leads" and row["count_rows"]
    }
    assert counted == {"rows_in": 4, "missing_id": 1, "duplicate": 1, "counted": 2}


def test_the_same_instant_again_replaces_what_it_recorded(workspace: Workspace) -> None:
    _build(workspace, "duckdb", FIRST, {"leads": _leads(a="FR", b="FR")})
    _build(workspace, "duckdb", SECOND, {"leads": _leads(a="US", b="FR", c="FR")})
    recorded = _recorded(workspace)
    _build(workspace, "duckdb", SECOND, {"leads": _leads(a="US", b="FR", c="FR")})
    assert _recorded(workspace) == recorded

    _build(workspace, "duckdb", SECOND, {"leads": _leads(a="AT", c="US")})
    assert _versions(workspace, "duckdb", "stg_leads", "lead_id", "country") == [
        ("a", "AT", "second", "-"),
        ("a", "FR", "-", "second"),
        ("b", "FR", "-", "second"),
        ("c", "US", "-", "-"),
    ]


def test_history_is_not_recorded_backwards(workspace: Workspace) -> None:
    _build(workspace, "duckdb", FIRST, {"leads": _leads(a="FR")})
    # what was recorded last is an end
    _build(workspace, "duckdb", THIRD, {"leads": _leads(b="FR")})
    execute(workspace, "duckdb", "delete from snapshots.leads_snapshot where lead_id = 'b'")
    recorded = _recorded(workspace)

    changed: Tables = {"leads": _leads(a="AT", b="AT")}
    with pytest.raises(BuildFailedError) as refused:
        _build(workspace, "duckdb", SECOND, changed)
    said = str(refused.value)
    assert said.count("attribute history is recorded up to 2026-05-01 00:00:00") == 1
    assert "as_of is 2026-04-01 12:00:00.000001" in said
    assert "'keep_attribute_history' to false for this run" in said
    assert _recorded(workspace) == recorded

    _build(workspace, "duckdb", SECOND, changed, keep=False)
    assert _versions(workspace, "duckdb", "stg_leads", "lead_id", "country") == [
        ("a", "AT", "-", "-"),
        ("b", "AT", "-", "-"),
    ]
    assert _recorded(workspace) == recorded


@pytest.mark.parametrize("target", ["duckdb", "postgres"])
def test_the_first_value_of_a_column_declared_later_reaches_back(
    on_engine: Workspace, target: str
) -> None:
    planned = [lead | {"plan": "free"} for lead in _leads(a="FR")]
    _build(on_engine, target, FIRST, {"leads": planned + _leads(gone="FR")})
    _build(on_engine, target, SECOND, {"leads": [lead | {"country": "US"} for lead in planned]})
    on_engine.write_spec("_inputs", "columns: {leads: {plan: text, seats: integer}}\n")
    seats: Cell = {"country": "US", "seats": "7"}
    _build(on_engine, target, THIRD, {"leads": [lead | seats for lead in planned]})
    assert _versions(on_engine, target, "stg_leads", "lead_id", "country", "plan", "seats") == [
        ("a", "FR", "free", "7", "-", "second"),
        ("a", "US", "free", "7", "second", "-"),
        ("gone", "FR", "None", "None", "-", "second"),
    ]


@pytest.mark.parametrize("column", ["valid_from", "valid_to"])
def test_tables_with_versions_of_their_own_are_refused(workspace: Workspace, column: str) -> None:
    contacts: list[Cell] = [{"contact_id": "c", column: None}, {"contact_id": "c", column: FIRST}]
    tables: Tables = {"leads": _leads(a="FR"), "contacts": contacts}
    with pytest.raises(BuildFailedError, match="input table 'contacts' has versions of its own"):
        _build(workspace, "duckdb", SECOND, tables)
    with pytest.raises(duckdb.CatalogException):
        workspace.rows("snapshots.contacts_snapshot")


def test_nothing_is_recorded_unless_asked_for(workspace: Workspace) -> None:
    workspace.compile()
    listed = workspace.dbt("ls", "--output", "name", "--quiet").split()
    assert "stg_leads" in listed
    assert [name for name in listed if "snapshot" in name or "rec" in name.split("_")] == []
