"""Figures that no model of the project can measure: of all marts together, and of two releases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

from lead_scoring.quality.figures import Figure
from lead_scoring.warehouse import (
    PostgresWarehouse,
    Row,
    Warehouse,
    WarehouseError,
    quoted_name,
)

MARTS = "marts"
ATTACHED = "last_release"


def run_figures(candidate: Warehouse) -> list[Figure]:
    """From how many runs the marts' rows come; nothing where no mart says from which it does."""
    marts = candidate.rows(
        "information_schema.columns",
        table_schema=MARTS + candidate.schema_suffix,
        column_name="run_id",
    )
    if not marts:
        return []
    runs = " union ".join(
        f"select distinct run_id from {candidate.relation(MARTS, mart['table_name'])}"
        for mart in marts
    )
    (found,) = _rows(candidate, f"select count(*) as runs from ({runs}) as runs")
    return [Figure("runs", MARTS, figure=float(found["runs"]))]


def past_score_figures(candidate: Warehouse, published: Warehouse) -> list[Figure]:
    """How many scores of the last release have since become others, by scoring model."""
    text = files("lead_scoring.quality").joinpath("past_scores.sql").read_text(encoding="utf-8")
    with _side_by_side(candidate, published) as prefix:
        rows = _rows(
            candidate,
            text.format(
                lead_score_history=candidate.relation(MARTS, "lead_score_history"),
                last_lead_scores=prefix + published.relation(MARTS, "lead_scores"),
            ),
        )
    return [
        Figure(measure, "lead_score_history", row["scoring_model"], "", row["spec_hash"], row[name])
        for row in rows
        for measure, name in (("past_leads", "leads"), ("past_leads_changed", "changed_leads"))
    ]


@contextmanager
def _side_by_side(candidate: Warehouse, published: Warehouse) -> Iterator[str]:
    """Lets the candidate's connection read the published release; what goes before its schemas."""
    if isinstance(candidate, PostgresWarehouse):
        yield ""
        return
    (file,) = _rows(
        published,
        "select path from duckdb_databases() where database_name = current_database()",
    )
    path = str(file["path"]).replace("'", "''")
    _run(candidate, f"attach '{path}' as {ATTACHED} (read_only)")
    try:
        yield f"{quoted_name(ATTACHED)}."
    finally:
        _run(candidate, f"detach {ATTACHED}")


def _rows(warehouse: Warehouse, sql: str) -> list[Row]:
    cursor = _run(warehouse, sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _run(warehouse: Warehouse, sql: str):  # type: ignore[no-untyped-def]
    cursor = warehouse.connection.cursor()
    try:
        cursor.execute(sql)
    except Exception as error:
        said = str(error).splitlines()[0]
        raise WarehouseError(f"can't compare with the last release: {said}") from error
    return cursor
