"""The benchmark, on tiny data: reproducible, a case for each rule, and all sides score alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from projects import benchmark_project

from lead_scoring.quality.thresholds import read_thresholds
from workspace import Workspace

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"
AS_OF = "2026-06-30 00:00:00"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 3,000 leads and 30,000 interactions."""
    folder = tmp_path_factory.mktemp("benchmark") / "data"
    make_data(folder, seed=1, leads=3_000)
    return folder


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


def test_both_as_of_queries_give_the_built_scores_and_each_group_earns_points(
    data: Path, workspace: Workspace, tmp_path: Path
) -> None:
    spec = (BENCHMARKS / "forty_groups.yml").read_text(encoding="utf-8")
    workspace.write_spec("forty_groups", spec)
    selected = ["+lead_scores", "+lead_score_history", "+lead_score_contributions"]
    workspace.build("files", data, AS_OF, select=selected)
    built = workspace.rows("marts.lead_scores", order_by="lead_id")
    assert len(built) > 1_000
    for script in ("score_as_of.py", "score_as_of_polars.py"):
        run(script, data, AS_OF, "--output", tmp_path / "scores.parquet")
        queried = rows(f"select lead_id, score from '{tmp_path}/scores.parquet' order by lead_id")
        assert queried == [(row["lead_id"], row["score"]) for row in built], script

    contributions = workspace.rows("marts.lead_score_contributions")
    assert len({row["group_name"] for row in contributions}) == 40
    decayed = {row["points"] for row in contributions if row["group_name"] == "every_click"}
    assert any(points % 1 for points in decayed)


def test_what_is_measured_is_audited_as_the_project_is(tmp_path: Path) -> None:
    """A copy without the bounds of the audits would not build."""
    assert read_thresholds(benchmark_project(tmp_path / "project")) == read_thresholds(ROOT)


def test_comparing_scores_counts_who_differs_or_is_missing(tmp_path: Path) -> None:
    left, right = tmp_path / "left.parquet", tmp_path / "right.parquet"
    for file, scores in (
        (left, "('same', 1.5), ('other', 2), ('left', 3)"),
        (right, "('same', 1.5), ('other', 9), ('right', 4)"),
    ):
        rows(f"copy (from (values {scores}) as scores (lead_id, score)) to '{file}'")
    assert json.loads(run("compare_scores.py", left, right)) == {"equal": 1, "different": 3}
