"""Builds that are killed at any point: what is run next ends as if nothing had happened.

Of one small input there are two loads, A and B. A warehouse with A in it is made B's in a build
that is killed; then B is built, or A again.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import duckdb
import pytest

from workspace import BuildFailedError, Workspace
from worlds.batch import SEED, Batch
from worlds.building import dbt_call, disagreements, hashes, marts, prepare, run
from worlds.comparison import told
from worlds.expected import expected_of
from worlds.loads import random_loads

# of so many points one after the other, in one workspace
POINTS = 5
# the nodes that are kept by lead
KEPT = ("int_lead_interactions", "__ledger", "__score_history")


@dataclass(frozen=True)
class Ends:
    """What a build ends with: its marts, all relations, and the files beside the warehouse."""

    marts: dict[str, str]
    relations: list[tuple[str, str, str]]
    files: list[str]


def ends(workspace: Workspace) -> Ends:
    """What a build has ended with."""
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        relations = connection.execute(
            "select 'table', schema_name, table_name from duckdb_tables() union all "
            "select 'view', schema_name, view_name from duckdb_views() where not internal "
            "order by all"
        ).fetchall()
    files = [
        str(file.relative_to(workspace.path))
        for file in workspace.path.rglob("*")
        if file.is_file() and "target" not in file.relative_to(workspace.path).parts
    ]
    return Ends(hashes(marts("duckdb", workspace)), relations, sorted(files))


def run_until(workspace: Workspace, batch: Batch, count: int, delay: float) -> list[str]:
    """Runs dbt and kills it `delay` seconds after so many nodes have finished.

    Returns the nodes that had finished; with a count of more than there are, nobody is killed.
    """
    arguments, environment = dbt_call(batch, "duckdb", workspace, "run")
    running = workspace.start_dbt("--log-format", "json", *arguments, **environment)
    assert running.stdout
    finished, said = [], []
    try:
        for line in running.stdout:
            said.append(line)
            event = json.loads(line) if line.startswith("{") else {"info": {"name": None}}
            if event["info"]["name"] == "LogModelResult":
                finished.append(event["data"]["node_info"]["node_name"])
                if len(finished) == count:
                    time.sleep(delay)
                    break
    finally:
        if running.poll() is None and len(finished) == count:
            os.killpg(running.pid, signal.SIGKILL)
        running.stdout.close()
        code = running.wait()
    assert code in (0, -signal.SIGKILL), "".join(said)
    return finished


def built(batch: Batch, workspace: Workspace) -> tuple[Ends, list[str]]:
    """Builds a load undisturbed and sees that it is right; also the nodes as they finished."""
    prepare(batch, "duckdb", workspace)
    nodes = run_until(workspace, batch, count=10**6, delay=0)
    reports = disagreements(expected_of(batch), marts("duckdb", workspace))
    assert reports == [], told(reports)
    return ends(workspace), nodes


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(one, marks=pytest.mark.deep) for one in range(POINTS, 55, POINTS))]
)
def test_killed_and_run_again(first: int, workspace: Workspace, tmp_path: Path) -> None:
    """The same rows, the same relations, and no file that isn't there otherwise."""
    a, b = random_loads(300 + first, count_worlds=40, count_models=2, count_loads=2)
    ends_of_a, _ = built(a, workspace)
    kept = tmp_path / "a.duckdb"
    shutil.copy(workspace.warehouse, kept)
    ends_of_b, nodes = built(b, workspace)
    before_kept = [number for number, node in enumerate(nodes) if number and node.endswith(KEPT)]

    for point in range(first, first + POINTS):
        random = Random(f"{SEED} kill {point}")
        count, delay = random.randint(1, len(nodes) - 1), random.uniform(0, 0.03)
        if point % 2:
            # while a node that is kept is compiled or made, which takes some tenths of a second
            count, delay = random.choice(before_kept), random.uniform(0, 0.4)
        shutil.copy(kept, workspace.warehouse)
        prepare(b, "duckdb", workspace)
        finished = run_until(workspace, b, count, delay)
        place = f"point {point}: killed {delay * 1000:.1f} ms after {finished[-1]}, the {count}th"
        goes_back = point % 3 == 2
        last = a if goes_back else b
        if goes_back:
            prepare(a, "duckdb", workspace)
        run(last, "duckdb", workspace, "run")
        reports = disagreements(expected_of(last), marts("duckdb", workspace))
        assert reports == [], f"{place}\n{told(reports)}"
        assert ends(workspace) == (ends_of_a if goes_back else ends_of_b), place


def test_rows_and_their_fingerprints_change_together(workspace: Workspace) -> None:
    """A table that fails after both were written has neither."""
    a, b = random_loads(299, count_worlds=20, count_models=1, count_loads=2)
    prepare(a, "duckdb", workspace)
    run(a, "duckdb", workspace, "run")
    before = interactions_and_fingerprints(workspace)

    macro = workspace.path / "macros/kept/kept_by_lead.sql"
    done = "{%- call statement('done') -%}"
    broken = "{%- call statement('broken') -%} select error('no further') {%- endcall -%}"
    sound = macro.read_text(encoding="utf-8")
    assert sound.count(done) == 1
    macro.write_text(sound.replace(done, broken + done), encoding="utf-8")
    prepare(b, "duckdb", workspace)
    with pytest.raises(BuildFailedError, match="no further"):
        run(b, "duckdb", workspace, "run")
    assert interactions_and_fingerprints(workspace) == before


def interactions_and_fingerprints(workspace: Workspace) -> list[tuple[int, int]]:
    """Of the first table that is kept, and of what is kept beside it: how many rows, and a hash."""
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        return [
            connection.execute(
                f"select count(*), sum(hash(made)) from scoring.{name} as made"
            ).fetchall()[0]
            for name in ("int_lead_interactions", "int_lead_interactions__kept")
        ]
