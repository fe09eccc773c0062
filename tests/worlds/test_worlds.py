"""The built project against the reference scorer: random worlds, and every hand-made case.

The seed stands in every report; `LEAD_SCORING_SEED=7` in the environment draws other worlds. A
disagreement that was a bug becomes a named case in `reference/cases`.
"""

import pytest

from reference.cases import CASES
from workspace import Workspace
from worlds.batch import Batch, case_batches, random_batch
from worlds.building import build, disagreements, marts
from worlds.comparison import told
from worlds.expected import expected_of

# how many worlds, and how many models score each of them
DUCKDB_BATCHES = dict.fromkeys(range(4), (750, 12))
POSTGRES_BATCHES = dict.fromkeys((4, 5), (250, 12))


def check(batch: Batch, engine: str, workspace: Workspace) -> None:
    """Builds a batch and compares every mart with what the reference scorer says."""
    build(batch, engine, workspace)
    reports = disagreements(expected_of(batch), marts(engine, workspace))
    assert reports == [], told(reports)


@pytest.mark.parametrize("number", DUCKDB_BATCHES, ids=lambda number: f"batch{number}")
def test_worlds_on_duckdb(number: int, workspace: Workspace) -> None:
    check(random_batch(number, *DUCKDB_BATCHES[number]), "duckdb", workspace)


@pytest.mark.parametrize("number", POSTGRES_BATCHES, ids=lambda number: f"batch{number}")
def test_worlds_on_postgres(number: int, postgres_workspace: Workspace) -> None:
    check(random_batch(number, *POSTGRES_BATCHES[number]), "postgres", postgres_workspace)


# of what text, numbers, times and their order are, each engine has its own idea
RULES_OF_ENGINES = ("C1", "C8", "C9", "G4", "I6", "N1", "N3", "T1")


@pytest.mark.parametrize("batch", case_batches(), ids=lambda batch: batch.name)
def test_duckdb_agrees_with_hand_computed_cases(batch: Batch, workspace: Workspace) -> None:
    check(batch, "duckdb", workspace)


def test_postgres_agrees_with_hand_computed_cases(postgres_workspace: Workspace) -> None:
    cases = [case for case in CASES if case.name.split("_")[0] in RULES_OF_ENGINES]
    assert len(cases) > 100
    for batch in case_batches(cases):
        check(batch, "postgres", postgres_workspace)
