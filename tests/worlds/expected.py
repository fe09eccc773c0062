"""What the reference scorer says of a batch: each lead is scored once, all marts follow from it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reference.records import Records, read
from reference.scorer import HistoryRow, LeadUnderModel, Model, scored_leads
from worlds.batch import Batch, World

Key = tuple[str, str]  # scoring model, lead
Counted = Counter[tuple[Any, ...]]


@dataclass
class Expected:
    """The marts as they should be, as counted rows; `lead_score_history` by model and lead."""

    batch: Batch
    histories: dict[Key, list[HistoryRow]] = field(default_factory=dict)
    lead_score_changes: Counted = field(default_factory=Counter)
    lead_score_contributions: Counted = field(default_factory=Counter)
    lead_scores: Counted = field(default_factory=Counter)
    input_quality: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def count_history_rows(self) -> int:
        """All rows of the history."""
        return sum(map(len, self.histories.values()))

    def leads(self) -> Iterator[tuple[World, Model, str]]:
        """Each lead of each world, scored or not, under each model that the world is about."""
        for world in self.batch.worlds:
            for lead_id in lead_ids(world):
                for model in world.models:
                    yield world, model, lead_id


def lead_ids(world: World) -> list[str]:
    """The leads of a world, whether they are scored or not."""
    return sorted({row["lead_id"] for row in world.tables["leads"]} - {None})


def expected_of(batch: Batch) -> Expected:
    """Scores every world of the batch under every model of its own; drafts reach no mart (L1)."""
    expected = Expected(batch)
    for world in batch.worlds:
        records = read(world.tables, batch.as_of, batch.options)
        expected.input_quality.update(records.quality)
        for model in world.models:
            if model.get("status", "draft") != "draft":
                for lead in scored_leads(model, records):
                    _add(expected, records, model, lead)
    return expected


def _add(expected: Expected, records: Records, model: Model, lead: LeadUnderModel) -> None:
    name, as_of = model["name"], records.as_of
    history = list(lead.history())
    if history:
        expected.histories[name, lead.lead_id] = history
    for row in lead.ledger():
        change = (row.group, row.changed_at, row.points_change, row.is_opening)
        expected.lead_score_changes[name, row.lead_id, *change, row.changed_at > as_of] += 1
    if model["status"] == "live" and lead.is_scored(as_of):
        expected.lead_scores[_current_row(expected, model, history)] += 1
        for group, points in lead.contributions(as_of).items():
            if points:
                expected.lead_score_contributions[name, lead.lead_id, group, points] += 1


def _current_row(expected: Expected, model: Model, history: list[HistoryRow]) -> tuple[Any, ...]:
    """What is known at `as_of` of a lead that is scored then (S4, T7)."""
    as_of = expected.batch.as_of
    begun = [row for row in history if row.valid_from <= as_of]
    now = begun[-1]
    threshold = model.get("sales_ready_score")
    met = [row for row in begun if threshold is not None and row.score >= threshold]
    # what follows a gap is no next score: there is none when the lead isn't scored
    coming = [row for row in history if row.valid_from == now.valid_to]
    return (
        *(model["name"], now.lead_id, now.score, now.grade, now.valid_from),
        *((coming[0].valid_from, coming[0].score) if coming else (None, None)),
        *(now in met, bool(met), met[0].valid_from if met else None),
    )
