"""The project's own data tests fail when what they watch over is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inputs.sources import execute
from marts.built import AS_OF, WORLD, use_specs
from workspace import BuildFailedError, Workspace

HISTORY = "scoring.int_engaged__score_history"


def of(lead: str) -> str:
    """What restricts a history to a lead."""
    return f"lead_key = (select lead_key from scoring.int_lead_keys where lead_id = '{lead}')"


# data test -> the breaks, each of which it must find as one row
BREAKS = {
    "contiguous_history_lead_score_history_": [
        # an overlap, a gap, a score repeated, a wrong previous score, an end missing, an empty row
        f"update {HISTORY} set valid_to = '2026-06-11' where {of('007')} and score = 20"
        " and previous_score is null",
        f"update {HISTORY} set valid_to = '2026-05-01 06:00' where {of('sticky')}"
        " and previous_score is null",
        f"update {HISTORY} set score = 0 where {of('1e5')} and score = 40",
        f"update {HISTORY} set previous_score = 49 where {of('0042')} and score = 30",
        f"update {HISTORY} set valid_to = null where {of('gap')} and score = 10",
        f"update {HISTORY} set valid_to = valid_from where {of('open')}",
    ],
    "current_row_of_history_lead_scores_": [
        # the empty row above is no current one; another score, another grade, a lead too many
        "select 1",
        f"update {HISTORY} set score = 1 where {of('2026-01-01')}",
        f"update {HISTORY} set grade = 'Warm' where {of('sticky')} and valid_to is null",
        "insert into scoring.int_lead_keys (lead_id, lead_key) values ('ghost', 0);"
        "insert into scoring.int_visits__score_history (lead_key, score, valid_from)"
        " values (0, 0, '2026-06-01')",
    ],
    "sums_to_score_lead_score_contributions_": [
        "update marts.lead_score_contributions set points = 21"
        " where lead_id = '007' and group_name = 'fit'",
        "delete from marts.lead_score_contributions where lead_id = 'gap'",
        "insert into marts.lead_score_contributions (lead_id, scoring_model, group_name, points)"
        " values ('1e5', 'engaged', 'demo', 40)",
    ],
    "unique_key_lead_scores_lead_id__scoring_model": [
        "insert into marts.lead_scores select * from marts.lead_scores"
        " where lead_id = 'open' and scoring_model = 'visits'",
    ],
    "unique_key_grade_volume_scoring_model__grade_order": [
        "update marts.grade_volume set grade_order = null where grade = 'Low'",
    ],
    "unique_key_sales_ready_leads_lead_id": [
        "insert into marts.sales_ready_leads select * from marts.sales_ready_leads"
        " where lead_id = 'open'",
    ],
    "adds_up_to_rows_in_input_quality_": [
        "update marts.input_quality set count_rows = count_rows + 1"
        " where input_table = 'leads' and rule = 'counted'",
        "delete from marts.input_quality where input_table = 'interactions' and rule = 'bot'",
    ],
}


def test_each_data_test_finds_what_is_broken(
    workspace: Workspace,
    shared: Path,
    marts_on: Callable[[str], dict[str, Any]],
) -> None:
    marts_on("duckdb")
    shutil.copy(shared / "world" / "warehouse.duckdb", workspace.warehouse)
    use_specs(workspace)
    workspace.compile()
    workspace.keeps_artifacts = True
    execute(workspace, "duckdb", *(statement for item in BREAKS.values() for statement in item))
    given = json.dumps({"connector": "files", "input_path": str(WORLD / "inputs")})
    with pytest.raises(BuildFailedError):
        workspace.dbt("test", "--vars", given, LEAD_SCORING_AS_OF=AS_OF)
    results = json.loads((workspace.path / "target" / "run_results.json").read_text())["results"]
    failures = {
        result["unique_id"].split(".")[2]: result["failures"]
        for result in results
        if result["status"] == "fail"
    }
    assert failures == {name: len(statements) for name, statements in BREAKS.items()}
