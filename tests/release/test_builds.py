"""Whole builds by the command, with dbt and all audits, killed anywhere (`make test-deep`)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import duckdb
import pytest

from cli.commands import in_a_shell
from cli.small_world import AS_OF, new_workspace, write_input
from lead_scoring.release.duckdb_file import DuckDbStore

SEED = 20260301
KILLS = 100


def whole_release(warehouse: Path) -> str:
    """The one run of all marts of what is served, whose contributions sum to its scores."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        marts = connection.execute(
            "select table_name from information_schema.columns "
            "where table_schema = 'marts' and column_name = 'run_id'"
        ).fetchall()
        assert len(marts) > 25
        runs = {
            str(run_id)
            for (mart,) in marts
            for (run_id,) in connection.execute(
                f"select distinct run_id from marts.{mart}"
            ).fetchall()
        }
        wrong = connection.execute(
            "select lead_id, scoring_model from marts.lead_scores as scores "
            "full outer join (select lead_id, scoring_model, sum(points) as points "
            "from marts.lead_score_contributions group by all) as sums "
            "using (lead_id, scoring_model) where score <> coalesce(points, 0) or score is null"
        ).fetchall()
    assert wrong == []
    (run_id,) = runs
    return run_id


@pytest.mark.deep
def test_builds_that_are_killed_anywhere(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "project").path
    inputs = write_input(tmp_path / "input")
    warehouse = tmp_path / "small.duckdb"
    build = (
        *("build", "--as-of", AS_OF, "--warehouse", warehouse, "--wait", "60"),
        *("--connector", "files", "--input-path", inputs),
    )
    first = in_a_shell(path, *build)
    assert first.code == 0, first.err
    begins = time.monotonic()
    assert in_a_shell(path, *build).code == 0
    longest = time.monotonic() - begins
    random, ends = Random(SEED), Counter[str]()
    command = [str(Path(sys.executable).with_name("lead-scoring")), *map(str, build)]
    for _ in range(KILLS):
        before = whole_release(warehouse)
        # now and then only the command itself, so that its dbt goes on without it
        whole_group = random.random() < 0.8
        running = subprocess.Popen(
            command,
            cwd=path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(random.uniform(0, longest * 1.1))
        if running.poll() is None:
            (os.killpg if whole_group else os.kill)(running.pid, signal.SIGKILL)
            ends["killed" if whole_group else "killed without its dbt"] += 1
        running.wait()
        ends["published" if whole_release(warehouse) != before else "as before"] += 1
    again = in_a_shell(path, *build)
    assert again.code == 0, again.err
    assert again.out.splitlines()[:-1] == first.out.splitlines()[:-1]
    folder = DuckDbStore(warehouse).folder
    assert not (folder / "candidate").exists()
    assert len(list(folder.glob("*/*.duckdb"))) == 1
    print(f"\n{KILLS} builds: {dict(ends)}; an undisturbed one takes {longest:.0f} s")
