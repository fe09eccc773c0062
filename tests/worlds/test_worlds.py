"""The built project against the reference scorer: 2,000 random worlds and every hand-made case.

Four builds an engine, each of 500 worlds under ten models. The seed stands in every report;
`LEAD_SCORING_SEED=7` in the environment draws other worlds. A disagreement that was a bug becomes a
named case in `reference/cases.py`.
"""

from collections.abc import Callable, Iterable

import psycopg2
import pytest

from reference.records import Row
from workspace import Workspace
from worlds.batch import BATCHES, Batch, case_batches, random_batch, spec_yaml
from worlds.comparison import broken_histories, disagreements, told
from worlds.marts import (
    contribution_disagreements,
    current_disagreements,
    ledger_disagreements,
    quality_disagreements,
)
from worlds.tables import write_parquet, write_postgres

CHECKS: dict[str, Callable[[Batch, Iterable[Row]], list[str]]] = {
    "lead_score_history": disagreements,
    "lead_score_changes": ledger_disagreements,
    "lead_score_contributions": contribution_disagreements,
    "lead_scores": current_disagreements,
    "input_quality": quality_disagreements,
}

engines = pytest.mark.parametrize("engine", ["duckdb", "postgres"])


@pytest.fixture
def workspace_of_engine(engine: str, request: pytest.FixtureRequest) -> Workspace:
    """A project without scoring models for the engine under test."""
    name = "workspace" if engine == "duckdb" else "postgres_workspace"
    found: Workspace = request.getfixturevalue(name)
    return found


def build(batch: Batch, engine: str, workspace: Workspace) -> None:
    """Builds the marts that are compared, for all worlds and models of a batch."""
    for model in batch.models:
        workspace.write_spec(model["name"], spec_yaml(model))
    connector, input_path = "warehouse", None
    if engine == "duckdb":
        connector, input_path = "files", workspace.path / "input"
        write_parquet(batch.tables(), input_path)
    else:
        connection = psycopg2.connect(
            host=workspace.postgres["PGHOST"],
            user=workspace.postgres["PGUSER"],
            dbname=workspace.postgres["PGDATABASE"],
        )
        write_postgres(batch.tables(), connection, "raw")
        connection.close()
    workspace.build(
        connector=connector,
        input_path=input_path,
        as_of=batch.as_of.isoformat(sep=" "),
        select=[f"+{mart}" for mart in CHECKS],
        target=engine,
        count_bots=batch.options.count_bots,
        count_tests=batch.options.count_tests,
    )


def check(batch: Batch, engine: str, workspace: Workspace) -> None:
    """Compares every mart with what the reference scorer says."""
    for mart, disagreements_of_mart in CHECKS.items():
        reports = disagreements_of_mart(batch, workspace.rows(f"marts.{mart}", target=engine))
        assert reports == [], told(reports)
    broken = broken_histories(workspace.rows("marts.lead_score_history", target=engine))
    assert broken == [], told(broken)


@pytest.mark.parametrize("number", range(BATCHES), ids=lambda number: f"batch{number}")
@engines
def test_worlds(engine: str, number: int, workspace_of_engine: Workspace) -> None:
    batch = random_batch(number)
    build(batch, engine, workspace_of_engine)
    check(batch, engine, workspace_of_engine)


@pytest.mark.parametrize(
    "batch", [batch for batch, _ in case_batches()], ids=lambda batch: batch.name
)
@engines
def test_build_agrees_with_hand_computed_cases(
    engine: str, batch: Batch, workspace_of_engine: Workspace
) -> None:
    build(batch, engine, workspace_of_engine)
    check(batch, engine, workspace_of_engine)
