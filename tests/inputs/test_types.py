"""T1 and C8's ids: what the cells of CSV, Parquet and warehouse tables become."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from inputs.sources import (
    AS_OF,
    FALSE_WORDS,
    ODD_IDS,
    TIMES,
    TRUE_WORDS,
    execute,
    load_as_text,
    write_csv,
    write_parquet,
)
from workspace import BuildFailedError, Row, Workspace

engines = pytest.mark.parametrize("target", ["duckdb", "postgres"])


def _text_tables() -> dict[str, list[dict[str, str | None]]]:
    """Leads with odd ids; interactions with every spelling of a time and a boolean."""
    interactions: list[dict[str, str | None]] = [
        {"occurred_at": "2026-01-01", "is_bot": word} for word in (*TRUE_WORDS, *FALSE_WORDS, " ")
    ]
    interactions += [{"occurred_at": text} for text in TIMES]
    for number, row in enumerate(interactions):
        row |= {"interaction_id": f"{number:03}", "interaction_type": "x", "lead_id": "007"}
    return {
        "leads": [
            {
                "lead_id": lead_id,
                "created_at": "2025-01-01",
                "merged_into_lead_id": "  ",
                "country": "",
                "employee_count": "1e5",
                "annual_revenue": " 12.50 ",
            }
            for lead_id in ODD_IDS
        ],
        "interactions": interactions,
    }


def _check_text_tables(leads: list[Row], interactions: list[Row]) -> None:
    assert {row["lead_id"] for row in leads} == set(ODD_IDS)
    for row in leads:
        assert row["merged_into_lead_id"] is None
        assert row["country"] is None
        assert row["employee_count"] == 100_000
        assert row["annual_revenue"] == Decimal("12.5")
    found = [row for _, row in sorted((row["interaction_id"], row) for row in interactions)]
    words = len(TRUE_WORDS) + len(FALSE_WORDS) + 1
    assert [row["is_bot"] for row in found[:words]] == [
        *[True] * len(TRUE_WORDS),
        *[False] * len(FALSE_WORDS),
        None,
    ]
    times = {text: row["occurred_at"] for text, row in zip(TIMES, found[words:], strict=True)}
    assert times == TIMES


def _times(leads: list[Row]) -> set[tuple[datetime, ...]]:
    """The staging models are views; a table holds what dbt's own session made of them."""
    return {(row["created_at"], row["closed_at"]) for row in leads}


@pytest.fixture(autouse=True)
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """No result may depend on the time zone of the session."""
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("PGTZ", "America/New_York")


def test_T1_C8_text_of_csv_files(workspace: Workspace, folder: Path) -> None:
    for table, rows in _text_tables().items():
        write_csv(folder / f"{table}.csv", rows)
    workspace.build("files", folder, AS_OF, ["+int_leads", "+int_interactions_judged"])
    _check_text_tables(
        workspace.rows("staging.stg_leads"), workspace.rows("staging.stg_interactions")
    )


@engines
def test_T1_C8_text_of_warehouse_tables(on_engine: Workspace, target: str) -> None:
    load_as_text(on_engine, target, "raw", _text_tables())
    on_engine.build(
        "warehouse", None, AS_OF, ["+int_leads", "+int_interactions_judged"], target=target
    )
    _check_text_tables(
        on_engine.rows("staging.stg_leads", target),
        on_engine.rows("staging.stg_interactions", target),
    )


def test_T1_C8_types_of_parquet_files(workspace: Workspace, folder: Path) -> None:
    write_parquet(
        folder / "leads" / "numbers.parquet",
        """
        select
            42 as lead_id,
            timestamp_ns '2026-03-01 10:00:00.123456999' as created_at,
            timestamptz '2026-03-01 10:00:00.123456+02:00' as closed_at,
            date '2026-02-01' as valid_from,
            7::smallint as employee_count,
            12.5::double as annual_revenue
        """,
    )
    write_parquet(
        folder / "leads" / "texts.parquet",
        """
        select
            date '1999-01-01' as extra,
            '0042' as lead_id,
            timestamp_ns '1969-12-31 23:59:59.999999999' as created_at
        """,
    )
    write_parquet(
        folder / "interactions.parquet",
        """
        select
            9007199254740993 as interaction_id,
            'x' as interaction_type,
            42::bigint as lead_id,
            timestamptz_ns '2026-03-01 10:00:00.123456999+02' as occurred_at,
            timestamp_s '2026-03-01 10:00:00' as loaded_at,
            true as is_bot,
            0::tinyint as is_test
        """,
    )
    workspace.build("files", folder, AS_OF, ["+int_leads", "+int_interactions_judged"])
    text, number = workspace.rows("staging.stg_leads")
    assert (number["lead_id"], text["lead_id"]) == ("42", "0042")
    assert number["created_at"] == datetime(2026, 3, 1, 10, 0, 0, 123456)
    assert number["closed_at"] == datetime(2026, 3, 1, 8, 0, 0, 123456)
    assert number["valid_from"] == datetime(2026, 2, 1)
    assert (number["employee_count"], number["annual_revenue"]) == (7, Decimal("12.5"))
    assert text["created_at"] == datetime(1969, 12, 31, 23, 59, 59, 999999)
    assert _times(workspace.rows("scoring.int_leads")) == _times([text, number])
    (interaction,) = workspace.rows("staging.stg_interactions")
    assert (interaction["interaction_id"], interaction["lead_id"]) == ("9007199254740993", "42")
    assert interaction["occurred_at"] == datetime(2026, 3, 1, 8, 0, 0, 123456)
    assert interaction["loaded_at"] == datetime(2026, 3, 1, 10)
    assert (interaction["is_bot"], interaction["is_test"]) == (True, False)


@engines
def test_T1_C8_types_of_warehouse_tables(on_engine: Workspace, target: str) -> None:
    execute(
        on_engine,
        target,
        "create schema landing",
        """
        create table landing.leads (
            "LEAD_ID" integer, "Created_At" timestamp with time zone, closed_at date,
            employee_count numeric(10, 2), annual_revenue double precision, is_odd boolean
        )
        """,
        """
        insert into landing.leads
        values (42, '2026-03-01 10:00:00.123456+02:00', '2026-05-01', 7, 12.5, true)
        """,
        """
        create table landing.interactions (
            interaction_id bigint, interaction_type varchar(40), occurred_at timestamp,
            lead_id smallint, loaded_at timestamp with time zone, is_bot boolean, is_test integer
        )
        """,
        """
        insert into landing.interactions
        values (9007199254740993, 'x', '2026-03-08 02:30:00', 42, null, true, 0)
        """,
    )
    on_engine.build(
        "warehouse",
        None,
        AS_OF,
        ["+int_leads", "+int_interactions_judged"],
        target,
        input_schema="landing",
    )
    (lead,) = on_engine.rows("staging.stg_leads", target)
    assert lead["lead_id"] == "42"
    assert lead["created_at"] == datetime(2026, 3, 1, 8, 0, 0, 123456)
    assert lead["closed_at"] == datetime(2026, 5, 1)
    assert _times(on_engine.rows("scoring.int_leads", target)) == _times([lead])
    assert (lead["employee_count"], lead["annual_revenue"]) == (7, Decimal("12.5"))
    (interaction,) = on_engine.rows("staging.stg_interactions", target)
    assert (interaction["interaction_id"], interaction["lead_id"]) == ("9007199254740993", "42")
    assert interaction["occurred_at"] == datetime(2026, 3, 8, 2, 30)
    assert interaction["loaded_at"] is None
    assert (interaction["is_bot"], interaction["is_test"]) == (True, False)


GARBAGE = {
    "leads": {
        "created_at": "soon",
        "closed_at": "2026-02-30",
        "employee_count": "many",
        "annual_revenue": "1,000",
    },
    "interactions": {
        "occurred_at": "03/01/2026",
        "loaded_at": "2026-03-01 10:00:00 Nowhere",
        "duration_seconds": "long",
        "is_bot": "perhaps",
        "is_test": "2",
    },
}


def test_garbage_in_a_cell_is_an_error(workspace: Workspace, folder: Path) -> None:
    good: dict[str, dict[str, str | None]] = {
        "leads": {
            "lead_id": "7",
            "created_at": "2026-01-01",
            "closed_at": "2026-02-01",
            "employee_count": "1",
            "annual_revenue": "2",
        },
        "interactions": {
            "interaction_id": "1",
            "interaction_type": "x",
            "occurred_at": "2026-01-02",
            "lead_id": "7",
            "loaded_at": "2026-01-02",
            "duration_seconds": "3",
            "is_bot": "no",
            "is_test": "no",
        },
    }
    for table, row in good.items():
        write_csv(folder / f"{table}.csv", [row])
    workspace.build("files", folder, AS_OF, ["stg_leads", "stg_interactions"])
    for table, columns in GARBAGE.items():
        for column, garbage in columns.items():
            # the staging models are views of the file
            write_csv(folder / f"{table}.csv", [good[table] | {column: garbage}])
            with pytest.raises(duckdb.Error, match=garbage.removeprefix("2026-03-01 10:00:00 ")):
                workspace.rows(f"staging.stg_{table}")
            write_csv(folder / f"{table}.csv", [good[table]])
    for word in ("now", "epoch", "infinity", "03/04/2026"):
        write_csv(folder / "leads.csv", [good["leads"] | {"created_at": word}])
        with pytest.raises(duckdb.Error, match=f"no ISO time: {word}"):
            workspace.rows("staging.stg_leads")
    write_csv(folder / "leads.csv", [good["leads"]])
    write_csv(folder / "interactions.csv", [good["interactions"] | {"is_bot": "perhaps"}])
    with pytest.raises(BuildFailedError, match="perhaps"):
        workspace.build("files", folder, AS_OF, ["+int_lead_interactions"])


@pytest.mark.parametrize(
    ("garbage", "message"),
    [
        ({"is_test": "perhaps"}, "perhaps"),
        ({"loaded_at": "now"}, "no ISO time: now"),
        ({"loaded_at": "03/04/2026"}, "no ISO time: 03/04/2026"),
    ],
)
def test_garbage_in_a_cell_is_an_error_on_postgres(
    postgres_workspace: Workspace, garbage: dict[str, str | None], message: str
) -> None:
    load_as_text(
        postgres_workspace,
        "postgres",
        "raw",
        {
            "leads": [{"lead_id": "7", "created_at": "2026-01-01"}],
            "interactions": [
                {
                    "interaction_id": "1",
                    "interaction_type": "x",
                    "occurred_at": "2026-01-02",
                    "lead_id": "7",
                }
                | garbage
            ],
        },
    )
    with pytest.raises(BuildFailedError, match=message):
        postgres_workspace.build(
            "warehouse", None, AS_OF, ["+int_lead_interactions"], target="postgres"
        )
