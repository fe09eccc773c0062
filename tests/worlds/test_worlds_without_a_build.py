"""What can be said of worlds, models and the reference scorer before anything is built."""

from dataclasses import asdict, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference.columns import COLUMNS, RELATED
from reference.records import NOTED, Records, Row, read
from reference.scorer import Model, contributions_of_records, history_of_records
from worlds.batch import AS_OF, Batch, case_batches, random_batch, spec_yaml
from worlds.comparison import broken_histories, history_disagreements, told
from worlds.constructs import OF_MODELS, OF_TABLES
from worlds.expected import Expected, expected_of
from worlds.random_models import random_model
from worlds.random_worlds import random_world
from worlds.tables import write_parquet

# what Hypothesis steers it also makes small when something fails
a_world = st.randoms(use_true_random=False).map(lambda random: random_world(random, AS_OF[0]))
a_model = st.randoms(use_true_random=False).map(lambda random: random_model(random, AS_OF[0]))
quickly = settings(
    max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def as_built(expected: Expected) -> list[Row]:
    """The expected history as rows of the mart."""
    return [
        {"scoring_model": name, **asdict(row)}
        for (name, _), history in expected.histories.items()
        for row in history
    ]


@quickly
@given(a_world, a_model)
def test_S2_contributions_of_any_world_sum_to_its_history(tables: Any, model: Model) -> None:
    records = read(tables, AS_OF[0])
    for row in history_of_records(model, records):
        parts = contributions_of_records(model, records, row.valid_from)
        assert sum(parts[row.lead_id].values(), Decimal(0)) == row.score


@quickly
@given(a_world)
def test_I8_no_row_of_any_world_vanishes(tables: Any) -> None:
    quality = read(tables, AS_OF[0]).quality
    for table, rows in tables.items():
        counts = [n for (one, rule), n in quality.items() if one == table and rule not in NOTED]
        assert sum(counts) == len(rows)


@quickly
@given(a_world, a_model, st.randoms(use_true_random=False))
def test_T5_row_order_of_any_world_changes_nothing(
    tables: Any, model: Model, random: Random
) -> None:
    before = history_of_records(model, read(tables, AS_OF[0]))
    for rows in tables.values():
        random.shuffle(rows)
    assert history_of_records(model, read(tables, AS_OF[0])) == before


@quickly
@given(a_world, a_model)
def test_S5_any_history_is_whole(tables: Any, model: Model) -> None:
    history = history_of_records(model, read(tables, AS_OF[0]))
    assert broken_histories({"scoring_model": "m", **asdict(row)} for row in history) == []


WORLDS_OF_A_CONSTRUCT = 20
MODELS_OF_A_CONSTRUCT = 16
# so many of these models score at least one of these worlds otherwise without the construct
LEAST_EFFECTIVE = 3


@cache
def some_worlds() -> list[Any]:
    random = Random("worlds of constructs")
    return [random_world(random, AS_OF[0]) for _ in range(WORLDS_OF_A_CONSTRUCT)]


@cache
def some_records() -> list[Records]:
    return [read(tables, AS_OF[0]) for tables in some_worlds()]


@cache
def some_models() -> list[Model]:
    random = Random("models of constructs")
    return [{"name": "m", **random_model(random, AS_OF[0], 5)} for _ in range(1200)]


@pytest.mark.parametrize("construct", OF_MODELS)
def test_random_models_exercise(construct: str) -> None:
    without = OF_MODELS[construct]
    pairs = [(model, other) for model in some_models() if (other := without(model)) is not None]
    assert len(pairs) >= MODELS_OF_A_CONSTRUCT
    effective = sum(
        any(
            history_of_records(model, records) != history_of_records(other, records)
            for records in some_records()
        )
        for model, other in pairs[:MODELS_OF_A_CONSTRUCT]
    )
    print(f"{construct}: in {len(pairs)} models, {effective} of {MODELS_OF_A_CONSTRUCT} effective")
    assert effective >= LEAST_EFFECTIVE


@pytest.mark.parametrize("construct", OF_TABLES)
def test_random_worlds_exercise(construct: str) -> None:
    without = [read(OF_TABLES[construct](tables), AS_OF[0]) for tables in some_worlds()]
    effective = sum(
        any(
            history_of_records(model, records) != history_of_records(model, other)
            for records, other in zip(some_records(), without, strict=True)
        )
        for model in some_models()[:MODELS_OF_A_CONSTRUCT]
    )
    print(f"{construct}: {effective} of {MODELS_OF_A_CONSTRUCT} effective")
    assert effective >= LEAST_EFFECTIVE


@pytest.fixture(scope="module")
def small_batch() -> Batch:
    return random_batch(0, 60, 12)


@pytest.fixture(scope="module")
def small_expected(small_batch: Batch) -> Expected:
    return expected_of(small_batch)


def test_random_worlds_are_worth_scoring() -> None:
    expected = expected_of(random_batch(0, 200, 12))
    lengths = [len(history) for history in expected.histories.values()]
    assert sum(length > 1 for length in lengths) > len(lengths) / 4
    timeless = {name for name, table in RELATED.items() if table.time is None}
    for (table, rule), count in expected.input_quality.items():
        is_asked = table != "outcomes" and not (table in timeless and rule == "after_as_of")
        assert not is_asked or count > 2, (table, rule, count)
    for table in COLUMNS.keys() - {"outcomes"}:
        rows = sum(n for (one, _), n in expected.input_quality.items() if one == table)
        assert expected.input_quality[table, "counted"] > rows / 3, table


def test_worlds_of_a_batch_do_not_meet(small_batch: Batch) -> None:
    for batch in (small_batch, *case_batches()):
        together = read(batch.tables(), batch.as_of, batch.options)
        apart = [read(world.tables, batch.as_of, batch.options) for world in batch.worlds]
        assert together.survivor == {k: v for records in apart for k, v in records.survivor.items()}
        for table in ("interactions", *RELATED):
            counted = [records.quality[table, "counted"] for records in apart]
            assert together.quality[table, "counted"] == sum(counted)


def test_the_comparison_finds_nothing_in_what_is_expected(small_batch: Batch) -> None:
    for batch in (small_batch, *case_batches()):
        expected = expected_of(batch)
        assert history_disagreements(expected, as_built(expected)) == []
        assert broken_histories(as_built(expected)) == []


def test_the_comparison_notices_each_change(small_expected: Expected) -> None:
    built = as_built(small_expected)
    some = next(row for row in built if row["valid_to"] is not None)
    for changed in (
        {"score": some["score"] + 1},
        {"grade": "Other"},
        {"previous_score": Decimal(12345)},
        {"valid_to": some["valid_to"] + timedelta(microseconds=1)},
        {"valid_from": some["valid_from"] - timedelta(microseconds=1)},
    ):
        wrong = [{**row, **changed} if row is some else row for row in built]
        reports = history_disagreements(small_expected, wrong)
        assert len(reports) == 1
        assert some["lead_id"] in told(reports)
    fewer = [row for row in built if row is not some]
    assert len(history_disagreements(small_expected, fewer)) == 1
    assert len(history_disagreements(small_expected, [*built, some])) == 1
    strange = {**some, "lead_id": "stranger"}
    assert history_disagreements(small_expected, [*built, strange]) == [
        f"{some['scoring_model']}: unknown lead 'stranger'"
    ]


def test_the_comparison_notices_a_draft_in_a_mart(small_batch: Batch) -> None:
    model = {**small_batch.models[0], "status": "draft"}
    world = replace(small_batch.worlds[0], models=[model])
    expected = expected_of(replace(small_batch, worlds=[world]))
    row = {"scoring_model": model["name"], "lead_id": world.tables["leads"][0]["lead_id"]}
    cells = dict.fromkeys(("valid_from", "valid_to", "score", "grade", "previous_score"))
    assert len(history_disagreements(expected, [row | cells])) == 2


def test_parquet_files_hold_the_tables(small_batch: Batch, tmp_path: Path) -> None:
    tables = small_batch.tables()
    write_parquet(tables, tmp_path)
    for table in ("leads", "contacts", "accounts", "interactions", *RELATED):
        file = tmp_path / ("related" if table in RELATED else "") / f"{table}.parquet"
        with duckdb.connect() as connection:
            found = connection.execute(f"select * from '{file}'")
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert rows == [{name: row.get(name) for name in names} for row in tables[table]]


def test_spec_files_keep_text_as_text() -> None:
    assert spec_yaml({"value": ["007", "NO", 7, Decimal("1000.5"), Decimal("5.0000"), "é"]}) == (
        '{\n  "value": [\n    "007",\n    "NO",\n    7,\n    1000.5,\n    5,\n    "é"\n  ]\n}\n'
    )
