"""Every mart of the small world against rows worked out by hand."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marts.built import (
    AS_OF,
    MARTS,
    UNDER_ALL,
    WORLD,
    build_marts,
    cells,
    expected_cells,
    text_rows,
)
from workspace import Workspace

DRAFTS = {"newer", "flat"}
STATUSES = {"newer": "draft", "flat": "draft", "retired": "stopped"}
# L1: where drafts may be; L4: what a row with a score carries
WITH_DRAFTS = {
    *("scoring_insights", "score_distribution", "grade_volume"),
    *("score_outcomes", "threshold_analysis"),
    *("rule_impact", "optimization_findings", "model_comparison"),
}
WITH_STOPPED = {
    *("lead_score_history", "lead_score_changes", "sales_ready_transitions", "score_outcomes"),
}
WITHOUT_HASH = {"sales_ready_leads", UNDER_ALL, "input_quality", "lead_directory"}
WITHOUT_AS_OF = {
    *("lead_score_history", "lead_score_changes", "sales_ready_transitions", "score_outcomes"),
}


@pytest.mark.parametrize("mart", [*MARTS, UNDER_ALL])
def test_mart_equals_hand_computed_rows(mart: str, marts: dict[str, Any]) -> None:
    expected = expected_cells(mart)
    assert cells(marts[mart], list(expected[0])) == expected
    # only what is the same in every row is not written down
    assert marts[mart][0].keys() - expected[0].keys() <= {
        *("spec_hash", "replaced_spec_hash", "as_of", "run_id")
    }


def test_T5_engines_agree_row_for_row(marts_on: Callable[[str], dict[str, Any]]) -> None:
    duckdb, postgres = marts_on("duckdb"), marts_on("postgres")
    for mart, rows in duckdb.items():
        assert rows[0].keys() == postgres[mart][0].keys()
        assert cells(rows, list(rows[0])) == cells(postgres[mart], list(rows[0]))


def test_L1_L4_what_rows_carry(marts: dict[str, Any]) -> None:
    hashes: dict[str, set[str]] = {}
    for mart, rows in marts.items():
        models = {row["scoring_model"] for row in rows if "scoring_model" in row}
        assert bool(models & DRAFTS) == (mart in WITH_DRAFTS)
        assert {row["run_id"] for row in rows} == {"tested"}
        for row in rows:
            assert (mart in WITHOUT_AS_OF) != ("as_of" in row)
            assert (mart in WITHOUT_HASH) != ("spec_hash" in row)
            assert str(row.get("as_of", AS_OF)).startswith(AS_OF)
            if "spec_hash" in row:
                hashes.setdefault(row["scoring_model"], set()).add(row["spec_hash"])
            # L3: the model that was stopped
            assert row.get("scoring_model") != "retired" or mart in WITH_STOPPED
            if mart in WITH_DRAFTS:
                assert row["model_status"] == STATUSES.get(row["scoring_model"], "live")
    assert [len(found) for found in hashes.values()] == [1, 1, 1, 1, 1]
    assert len(set.union(*hashes.values())) == 5


def test_T5_order_of_rows_split_of_files_and_copies_change_nothing(
    workspace: Workspace, tmp_path: Path, marts_on: Callable[[str], dict[str, Any]]
) -> None:
    """The input, in another order and in files of a few rows, each row twice."""
    folder = tmp_path / "inputs"
    for path in (WORLD / "inputs").iterdir():
        rows = text_rows(path) * 2
        random.Random(7).shuffle(rows)
        (folder / path.stem).mkdir(parents=True)
        for number in range(3):
            names = list(rows[0])
            random.Random(number).shuffle(names)
            with (folder / path.stem / f"{number}.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(rows[number::3])
    found = build_marts(workspace, "duckdb", folder)
    expected = marts_on("duckdb")
    for mart in expected.keys() - {"input_quality"}:
        columns = list(expected[mart][0])
        assert cells(found[mart], columns) == cells(expected[mart], columns)
    shutil.rmtree(workspace.path)
