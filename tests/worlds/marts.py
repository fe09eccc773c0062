"""The marts beside the history, each against the reference scorer."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from reference.records import Row
from reference.scorer import (
    HistoryRow,
    Model,
    contributions_of_records,
    ledger_of_records,
)
from worlds.batch import Batch
from worlds.comparison import expected_histories, lead_ids


def ledger_disagreements(batch: Batch, built_rows: Iterable[Row]) -> list[str]:
    """S7, T7: rows of `lead_score_changes` that are missing or too many."""
    columns = (
        *("scoring_model", "lead_id", "group_name", "changed_at", "points_change"),
        *("is_opening", "is_scheduled"),
    )
    expected = Counter(
        (
            *(model["name"], row.lead_id, row.group, row.changed_at, row.points_change),
            *(row.is_opening, row.changed_at > batch.as_of),
        )
        for world, records in batch.records
        for model in world.models
        for row in ledger_of_records(model, records)
    )
    return _differences(batch, expected, built_rows, *columns)


def contribution_disagreements(batch: Batch, built_rows: Iterable[Row]) -> list[str]:
    """S2: rows of `lead_score_contributions` that are missing or too many."""
    expected = Counter(
        (model["name"], lead_id, group, points)
        for world, records in batch.records
        for model in world.models
        for lead_id, parts in contributions_of_records(model, records, batch.as_of).items()
        for group, points in parts.items()
        if points
    )
    columns = ("scoring_model", "lead_id", "group_name", "points")
    return _differences(batch, expected, built_rows, *columns)


def current_disagreements(batch: Batch, built_rows: Iterable[Row]) -> list[str]:
    """S4, T7: rows of `lead_scores` that are missing or too many."""
    columns = (
        *("scoring_model", "lead_id", "score", "grade", "last_changed_at", "next_change_at"),
        *("next_score", "is_above_threshold", "is_sales_ready", "sales_ready_at"),
    )
    expected = Counter(
        _current_row(batch.as_of, model, history)
        for _, model, by_lead in expected_histories(batch)
        for history in by_lead.values()
    )
    del expected[()]
    return _differences(batch, expected, built_rows, *columns)


def _current_row(as_of: datetime, model: Model, history: list[HistoryRow]) -> tuple[Any, ...]:
    """What is known at `as_of` of a lead with this history; nothing if it isn't scored then."""
    begun = [row for row in history if row.valid_from <= as_of]
    coming = [row for row in history if row.valid_from > as_of]
    row = begun[-1]
    if row.valid_to is not None and row.valid_to <= as_of:
        return ()
    threshold = model.get("sales_ready_score")
    met = [one for one in begun if threshold is not None and one.score >= threshold]
    return (
        *(model["name"], row.lead_id, row.score, row.grade, row.valid_from),
        *((coming[0].valid_from, coming[0].score) if coming else (None, None)),
        *(row in met, bool(met), met[0].valid_from if met else None),
    )


def quality_disagreements(batch: Batch, built_rows: Iterable[Row]) -> list[str]:
    """I8: rules of `input_quality` whose count of interactions is not the expected one."""
    expected: Counter[tuple[str, str]] = Counter()
    for _, records in batch.records:
        expected.update(records.quality)
    found = {
        row["rule"]: row["count_rows"] for row in built_rows if row["input_table"] == "interactions"
    }
    return [
        f"{batch.name}: {rule} is {found.get(rule, 0)}, expected {count}"
        for (_, rule), count in expected.items()
        if found.get(rule, 0) != count
    ]


def _differences(
    batch: Batch, expected: Counter[tuple[Any, ...]], built_rows: Iterable[Row], *columns: str
) -> list[str]:
    """Rows that differ; of models that are not a world's own only the world's are looked at."""
    own = {
        (model["name"], lead_id)
        for world in batch.worlds
        for model in world.models
        for lead_id in lead_ids(world)
    }
    found = Counter(
        tuple(row[column] for column in columns)
        for row in built_rows
        if (row["scoring_model"], row["lead_id"]) in own
    )

    def line(kind: str, row: tuple[Any, ...]) -> str:
        return f"{batch.name}: {kind} {dict(zip(columns, map(str, row), strict=True))}"

    missing = [line("missing", row) for row in (expected - found).elements()]
    return missing + [line("too many", row) for row in (found - expected).elements()]
