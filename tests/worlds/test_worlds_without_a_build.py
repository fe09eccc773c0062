"""What can be said of worlds, models and the reference scorer before anything is built."""

from collections import Counter
from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference.records import Row, Tables, read
from reference.scorer import Model, contributions, history_of_records, input_quality
from worlds.batch import AS_OF, Batch, case_batches, random_batch, spec_yaml
from worlds.comparison import broken_histories, disagreements, expected_histories, told
from worlds.strategies import models, worlds
from worlds.tables import write_parquet

a_world = worlds(AS_OF[0])
a_model = models(AS_OF[0])
quickly = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def as_built(batch: Batch) -> list[Row]:
    """The expected history as rows of the mart."""
    return [
        {"scoring_model": model["name"], **asdict(row)}
        for _, model, expected in expected_histories(batch)
        for history in expected.values()
        for row in history
    ]


@quickly
@given(a_world, a_model)
def test_S2_contributions_of_any_world_sum_to_its_history(tables: Tables, model: Model) -> None:
    for row in history_of_records(model, read(tables, AS_OF[0])):
        parts = contributions(model, tables, AS_OF[0], row.valid_from)
        assert sum(parts[row.lead_id].values(), Decimal(0)) == row.score


@quickly
@given(a_world)
def test_I8_no_interaction_of_any_world_vanishes(tables: Tables) -> None:
    assert sum(input_quality(tables, AS_OF[0]).values()) == len(tables["interactions"])


@quickly
@given(a_world, a_model, st.randoms(use_true_random=False))
def test_T5_row_order_of_any_world_changes_nothing(
    tables: Tables, model: Model, random: Any
) -> None:
    before = history_of_records(model, read(tables, AS_OF[0]))
    for rows in tables.values():
        random.shuffle(rows)
    assert history_of_records(model, read(tables, AS_OF[0])) == before


@quickly
@given(a_world, a_model)
def test_S5_any_history_is_whole(tables: Tables, model: Model) -> None:
    history = history_of_records(model, read(tables, AS_OF[0]))
    assert broken_histories({"scoring_model": "m", **asdict(row)} for row in history) == []


def test_random_worlds_are_worth_scoring() -> None:
    batch = random_batch(0)
    lengths = Counter(
        len(history)
        for _, _, expected in expected_histories(batch)
        for history in expected.values()
    )
    changing = sum(count for length, count in lengths.items() if length > 1)
    assert changing > lengths.total() / 4, lengths
    counted = Counter(rule for _, records in batch.records for rule in records.quality.elements())
    assert counted["interactions", "counted"] > counted.total() / 4, counted
    assert min(counted.values()) > 10, counted


def test_worlds_of_a_batch_do_not_meet() -> None:
    for batch in (random_batch(0), *(batch for batch, _ in case_batches())):
        together = read(batch.tables(), batch.as_of, batch.options)
        apart = [records for _, records in batch.records]
        assert together.survivor == {k: v for records in apart for k, v in records.survivor.items()}
        assert len(together.interactions) == sum(len(records.interactions) for records in apart)


def test_the_comparison_finds_nothing_in_what_is_expected() -> None:
    for batch in (random_batch(0), *(batch for batch, _ in case_batches())):
        built = as_built(batch)
        assert disagreements(batch, built) == []
        assert broken_histories(built) == []


def test_the_comparison_notices_each_change() -> None:
    batch = random_batch(0)
    batch = replace(batch, worlds=batch.worlds[:20])
    built = as_built(batch)
    some = next(row for row in built if row["valid_to"] is not None)
    for changed in (
        {"score": some["score"] + 1},
        {"grade": "Other"},
        {"previous_score": Decimal(12345)},
        {"valid_to": some["valid_to"] + timedelta(microseconds=1)},
        {"valid_from": some["valid_from"] - timedelta(microseconds=1)},
    ):
        wrong = [{**row, **changed} if row is some else row for row in built]
        reports = disagreements(batch, wrong)
        assert len(reports) == 1
        assert some["lead_id"] in told(reports)
    assert len(disagreements(batch, [row for row in built if row is not some])) == 1
    assert len(disagreements(batch, [*built, some])) == 1
    strange = {**some, "lead_id": "stranger"}
    assert disagreements(batch, [*built, strange]) == [
        f"{some['scoring_model']}: unknown lead 'stranger'"
    ]


def test_parquet_files_hold_the_tables(tmp_path: Path) -> None:
    batch = random_batch(0)
    tables = batch.tables()
    write_parquet(tables, tmp_path)
    for table in ("leads", "contacts", "accounts", "interactions"):
        file = tmp_path / f"{table}.parquet"
        with duckdb.connect() as connection:
            found = connection.execute(f"select * from '{file}'")
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert rows == [{name: row.get(name) for name in names} for row in tables[table]]


def test_spec_files_keep_text_as_text() -> None:
    assert spec_yaml({"value": ["007", "NO", 7, Decimal("1000.5"), Decimal("5.0000"), "é"]}) == (
        '{\n  "value": [\n    "007",\n    "NO",\n    7,\n    1000.5,\n    5,\n    "é"\n  ]\n}\n'
    )
