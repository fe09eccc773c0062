"""The benchmark, on tiny data: reproducible, a case for each rule, and both sides score alike."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from workspace import Workspace

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
AS_OF = "2026-06-30 00:00:00"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 3,000 leads and 30,000 interactions."""
    folder = tmp_path_factory.mktemp("benchmark") / "data"
    make_data(folder, seed=1, leads=3_000)
    return folder


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("stages")


def make_data(folder: Path, seed: int, leads: int) -> None:
    run("make_data.py", folder, "--leads", leads, "--interactions", leads * 10, "--seed", seed)


def run(script: str, *arguments: object) -> str:
    """What a script of the benchmark prints."""
    return subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def rows(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def count(data: Path, table: str, where: str) -> int:
    return int(rows(f"select count(*) from '{data / table}.parquet' where {where}")[0][0])


def test_a_seed_draws_the_same_data_again_and_another_seed_draws_others(tmp_path: Path) -> None:
    for folder, seed in (("first", 7), ("again", 7), ("other", 8)):
        make_data(tmp_path / folder, seed, leads=200)
    files = {path.name for path in (tmp_path / "first").iterdir()}
    assert files == {
        f"{table}.parquet"
        for table in ("leads", "contacts", "accounts", "interactions", "outcomes")
    }
    for file in files:
        first, again, other = (
            rows(f"from '{tmp_path / folder / file}'") for folder in ("first", "again", "other")
        )
        assert first == again
        assert first != other


@pytest.mark.parametrize(
    ("table", "where", "least", "most"),
    [
        ("leads", "contact_id is not null", 0.17, 0.23),
        ("leads", "closed_at is not null", 0.3, 0.4),
        ("leads", "closed_at <= created_at", 0.0005, 0.01),
        ("leads", "merged_into_lead_id is not null", 0.001, 0.006),
        ("interactions", "lead_id is null and contact_id is not null", 0.03, 0.1),
        ("interactions", "lead_id is not null and contact_id is not null", 0.04, 0.1),
        ("interactions", "lead_id is null and contact_id is null", 0, 0),
        ("interactions", "is_bot", 0.001, 0.01),
        ("interactions", "is_test", 0.001, 0.005),
        ("interactions", f"occurred_at > '{AS_OF}'", 0.0005, 0.005),
        ("interactions", "occurred_at > loaded_at + interval 1 day", 0.0001, 0.001),
        ("interactions", "interaction_type = 'email_sent' and hour(occurred_at) = 0", 0.001, 0.02),
    ],
)
def test_the_data_have_a_realistic_share_of_each_case(
    data: Path, table: str, where: str, least: float, most: float
) -> None:
    assert least <= count(data, table, where) / count(data, table, "true") <= most


def test_one_interaction_in_a_thousand_has_a_copy(data: Path) -> None:
    assert 10 <= count(data, "interactions", "true") - 30_000 <= 60
    distinct = "count(distinct interaction_id), count(distinct interaction_type)"
    assert rows(f"select {distinct} from '{data}/interactions.parquet'") == [(30_000, 15)]


def test_the_as_of_query_gives_the_built_scores_and_each_group_earns_points(
    data: Path, workspace: Workspace, tmp_path: Path
) -> None:
    spec = (BENCHMARKS / "forty_groups.yml").read_text(encoding="utf-8")
    workspace.write_spec("forty_groups", spec)
    selected = ["+lead_scores", "+lead_score_history", "+lead_score_contributions"]
    workspace.build("files", data, AS_OF, select=selected)
    run("score_as_of.py", data, AS_OF, "--output", tmp_path / "scores.parquet")

    queried = rows(f"select lead_id, score from '{tmp_path}/scores.parquet' order by lead_id")
    built = workspace.rows("marts.lead_scores", order_by="lead_id")
    assert len(queried) > 1_000
    assert queried == [(row["lead_id"], row["score"]) for row in built]
    contributions = workspace.rows("marts.lead_score_contributions")
    assert len({row["group_name"] for row in contributions}) == 40


def test_the_seconds_of_stages_add_up_and_shared_instants_are_shared(stages: ModuleType) -> None:
    start = datetime(2026, 1, 1)

    def node(name: str, stage: str, begin: float, end: float) -> object:
        instants = (start + timedelta(seconds=second) for second in (begin, end))
        return stages.NodeRun(name, stage, *instants)

    seconds = stages.seconds_of_stages(
        [
            node("stg_leads", "staging", 0, 2),
            node("int_leads", "intermediate", 1, 4),
            node("int_model__ledger", "ledger", 6, 7),
        ],
        wall_seconds=10,
    )
    assert sum(seconds.values()) == 10
    assert {stage: part for stage, part in seconds.items() if part} == {
        "start": 5,
        "staging": 1.5,
        "intermediate": 2.5,
        "ledger": 1,
    }
