"""The built project against the reference scorer on 50,000 worlds, for `make test-deep`."""

from collections.abc import Callable
from time import monotonic

import pytest

from workspace import Workspace
from worlds.batch import random_batch
from worlds.building import build, disagreements, marts
from worlds.comparison import told
from worlds.expected import expected_of

BATCHES = range(100, 150)
WORLDS, MODELS = 1000, 10


@pytest.mark.deep
@pytest.mark.parametrize("number", BATCHES)
def test_worlds(
    number: int, workspace: Workspace, record_property: Callable[[str, object], None]
) -> None:
    begins = monotonic()
    batch = random_batch(number, WORLDS, MODELS)
    expected = expected_of(batch)
    build(batch, "duckdb", workspace)
    built = marts("duckdb", workspace)
    reports = disagreements(expected, built)
    record_property("worlds", len(batch.worlds))
    record_property("models", len(batch.models))
    record_property("leads scored by a model", len(expected.histories))
    record_property("history rows compared", expected.count_history_rows)
    others = [len(rows) for mart, rows in built.items() if mart != "lead_score_history"]
    record_property("rows of other marts compared", sum(others))
    record_property("seconds of all workers", monotonic() - begins)
    assert reports == [], told(reports)
