"""Built marts beside what the reference scorer says; each disagreement told readably."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from reference.records import Row
from reference.scorer import HistoryRow, Model, history_of_records
from worlds.batch import Batch, World, readable

History = dict[str, list[HistoryRow]]


def expected_histories(batch: Batch) -> Iterator[tuple[World, Model, History]]:
    """What the reference scorer says, lead by lead, for each world and each model of its own."""
    for world, records in batch.records:
        for model in world.models:
            history: History = {}
            for row in history_of_records(model, records):
                history.setdefault(row.lead_id, []).append(row)
            yield world, model, history


def built_history(rows: Iterable[Row]) -> dict[str, dict[str, list[HistoryRow]]]:
    """Rows of `lead_score_history` by model and lead, sorted by time."""
    built: dict[str, dict[str, list[HistoryRow]]] = {}
    for row in rows:
        history = built.setdefault(row["scoring_model"], {}).setdefault(row["lead_id"], [])
        history.append(
            HistoryRow(
                row["lead_id"],
                row["valid_from"],
                row["valid_to"],
                row["score"],
                row["grade"],
                row["previous_score"],
            )
        )
    for by_lead in built.values():
        for history in by_lead.values():
            history.sort(key=lambda row: (row.valid_from, row.score))
    return built


def disagreements(batch: Batch, built_rows: Iterable[Row]) -> list[str]:
    """A readable report for each lead whose built history is not the expected one."""
    built = built_history(built_rows)
    reports = []
    for world, model, expected in expected_histories(batch):
        found = built.get(model["name"], {})
        for lead_id in lead_ids(world):
            if expected.get(lead_id, []) != found.get(lead_id, []):
                reports.append(
                    _report(batch, world, model, lead_id, expected=expected, found=found)
                )
    known = {lead_id for world in batch.worlds for lead_id in lead_ids(world)}
    for name, by_lead in built.items():
        reports += [f"{name}: unknown lead {one!r}" for one in by_lead if one not in known]
    return reports


def told(reports: list[str], at_most: int = 3) -> str:
    """The first reports, and how many there are."""
    return "\n".join([f"{len(reports)} disagreements", *reports[:at_most]])


def lead_ids(world: World) -> list[str]:
    """The leads of a world, whether they are scored or not."""
    return sorted({row["lead_id"] for row in world.tables["leads"]} - {None})


def broken_histories(built_rows: Iterable[Row]) -> list[str]:
    """S5: overlaps, gaps, empty intervals and equal neighbours, whatever the reference says."""
    broken = []
    for name, by_lead in built_history(built_rows).items():
        for lead_id, history in by_lead.items():
            for row in history:
                if row.valid_to is not None and row.valid_to <= row.valid_from:
                    broken.append(f"{name}, {lead_id!r}: empty interval {row}")
            for before, after in pairwise(history):
                if before.valid_to != after.valid_from:
                    broken.append(f"{name}, {lead_id!r}: overlap or gap at {after.valid_from}")
                if (before.score, before.grade) == (after.score, after.grade):
                    broken.append(f"{name}, {lead_id!r}: equal neighbours at {after.valid_from}")
                if after.previous_score != before.score:
                    broken.append(f"{name}, {lead_id!r}: previous_score at {after.valid_from}")
            if history[0].previous_score is not None:
                broken.append(f"{name}, {lead_id!r}: previous_score of the first row")
    return broken


def _report(
    batch: Batch,
    world: World,
    model: Model,
    lead_id: str,
    *,
    expected: History,
    found: History,
) -> str:
    lines = [
        f"=== {batch.name}, as_of {batch.as_of}: {world.name}, model {model['name']}, "
        f"lead {lead_id!r}",
        "expected:",
        *_history_lines(expected.get(lead_id)),
        "built:",
        *_history_lines(found.get(lead_id)),
        "input:",
    ]
    for table, rows in world.tables.items():
        lines.append(f"  {table}:")
        lines += [f"    {_without_nulls(row)}" for row in rows]
    lines += ["model:", readable(model)]
    return "\n".join(lines)


def _history_lines(history: list[HistoryRow] | None) -> list[str]:
    return [
        f"  {row.valid_from} .. {row.valid_to}: {row.score} {row.grade} (was {row.previous_score})"
        for row in history or []
    ] or ["  no rows"]


def _without_nulls(row: Row) -> str:
    return ", ".join(
        f"{column}={str(value) if isinstance(value, datetime | Decimal) else repr(value)}"
        for column, value in row.items()
        if value is not None
    )
