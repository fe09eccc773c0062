"""SQL that got in nevertheless reaches no file, network, extension or setting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from inputs.sources import AS_OF, write_csv
from lead_scoring.warehouse import keep_to_files
from workspace import Workspace

# {folder} holds secret.csv, and the input folder, in which link.csv leads to it
QUERIES = {
    "text": "select content as one from read_text('{folder}/secret.csv')",
    "blob": "select 1 as one from read_blob('/etc/passwd')",
    "csv": "select * from read_csv('{folder}/secret.csv')",
    "name_of_a_file": "select * from '{folder}/secret.csv'",
    "glob": "select file as one from glob('{folder}/*')",
    "above": "select * from read_csv('{folder}/input/../secret.csv')",
    "beside": "select * from read_csv('{folder}/input_of_others/secret.csv')",
    "link": "select * from read_csv('{folder}/input/link.csv')",
    "relative": "select * from read_csv('secret.csv')",
    "proc": "select content as one from read_text('/proc/self/environ')",
    "web": "select * from read_csv('http://127.0.0.1:9/secret.csv')",
    "bucket": "select * from read_parquet('s3://secret/secret.parquet')",
    "environment": "select getenv('CANARY') as one",
}
STATEMENTS = {
    "copy": "copy (select 1 as one) to '{folder}/out.csv'",
    "copy_beside_the_warehouse": "copy (select 1 as one) to 'out.csv'",
    "export": "export database '{folder}/out'",
    "attach": "attach '{folder}/out.duckdb' as out",
    "attach_beside_the_warehouse": "attach 'out.duckdb' as out",
    "install": "install httpfs",
    "load": "load httpfs",
    "load_file": "load '{folder}/out.duckdb_extension'",
    "open_up": "set enable_external_access = true",
    "let_in": "set allowed_directories = ['/']",
    "unlock": "reset lock_configuration",
    "pragma": "pragma memory_limit = '1TB'",
    "spill_elsewhere": "set temp_directory = '{folder}'",
    "log": "pragma profiling_output = '{folder}/out.json'",
    "secret": "create persistent secret out (type s3)",
}
# those that are tried in a build, too
IN_A_BUILD = {"text", "beside", "link", "copy", "attach_beside_the_warehouse", "load", "unlock"}
REFUSALS = (
    "Permission Error",
    "configuration has been locked",
    "Catalog Error",
    "is not allowed",
    "Missing Extension",
)
TWO_RUNS = """
import json, sys
from dbt.cli.main import dbtRunner
options = sys.argv[1:5]
manifest = dbtRunner().invoke(["parse", *options]).result
for _ in range(2):
    run = dbtRunner(manifest).invoke(["run", *sys.argv[5:], *options])
    assert run.exception is None, run.exception
    models = [one for one in run.result if one.node.resource_type == "model"]
    print("RUN", json.dumps({one.node.name: [one.status, one.message] for one in models}))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a secret beside the input folder."""
    folder = tmp_path / "folder"
    secret = [{"one": "secret"}]
    write_csv(folder / "secret.csv", secret)
    write_csv(folder / "input_of_others" / "secret.csv", secret)
    lead = {"lead_id": "1", "created_at": "2026-01-01"}
    write_csv(folder / "input" / "leads.csv", [lead])
    visit = {"interaction_id": "1", "interaction_type": "x", "occurred_at": "2026-01-01"}
    write_csv(folder / "input" / "interactions" / "a.csv", [visit | {"lead_id": "1"}])
    (folder / "input" / "link.csv").symlink_to(folder / "secret.csv")
    return folder


def test_a_build_reaches_nothing_but_its_inputs(folder: Path) -> None:
    """Also where its paths are relative, and in a second run of the same process."""
    workspace = Workspace(folder)
    probes = folder / "models" / "probes"
    probes.mkdir()
    for name in IN_A_BUILD & QUERIES.keys():
        (probes / f"{name}.sql").write_text(QUERIES[name].format(folder=folder))
    for name in IN_A_BUILD & STATEMENTS.keys():
        statement = STATEMENTS[name].format(folder=folder).replace('"', '\\"')
        config = f'{{{{ config(pre_hook = "{statement}") }}}}'
        (probes / f"{name}.sql").write_text(f"{config} select 1 as one")
    (probes / "allowed.sql").write_text("select lead_id from {{ ref('stg_leads') }}")
    workspace.compile()
    given = json.dumps({"connector": "files", "input_path": "input"})
    finished = subprocess.run(
        [
            *(sys.executable, "-c", TWO_RUNS, "--vars", given, "--profiles-dir", "."),
            *("--select", "+allowed", "path:models/probes"),
        ],
        cwd=folder,
        env=os.environ
        | {"LEAD_SCORING_WAREHOUSE": "warehouse.duckdb", "LEAD_SCORING_AS_OF": AS_OF}
        | {"CANARY": "canary"},
        capture_output=True,
        text=True,
        check=False,
    )
    runs = [line[4:] for line in finished.stdout.splitlines() if line.startswith("RUN ")]
    assert len(runs) == 2, finished.stdout + finished.stderr
    for run in map(json.loads, runs):
        refused = {name: said for name, (status, said) in run.items() if status == "error"}
        assert run.keys() - refused.keys() == {"allowed", "stg_leads"}
        assert refused.keys() == IN_A_BUILD
        assert [said for said in refused.values() if not is_refusal(said)] == []
    assert workspace.rows("main.allowed") == [{"lead_id": "1"}]
    assert not list(folder.glob("out*"))


def is_refusal(said: str) -> bool:
    return any(refusal in said for refusal in REFUSALS)


@pytest.fixture
def locked(folder: Path) -> Any:
    """A connection as the commands have it, which may write one file."""
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute("set memory_limit = '40MB'; set threads = 1")
        keep_to_files(connection, [folder / "report's.csv"])
        yield connection


@pytest.mark.parametrize("name", [*QUERIES, *STATEMENTS])
def test_a_command_reaches_nothing(name: str, locked: Any, folder: Path) -> None:
    sql = (QUERIES | STATEMENTS)[name].format(folder=folder)
    with pytest.raises(duckdb.Error) as refused:
        locked.execute(sql).fetchall()
    assert is_refusal(f"{type(refused.value).__name__} {refused.value}")
    assert not list(folder.glob("out*"))


def test_a_command_reaches_its_own_files(locked: Any, folder: Path) -> None:
    locked.execute("copy (select 1 as one) to ?", [str(folder / "report's.csv")])
    assert (folder / "report's.csv").read_text() == "one\n1\n"
    # what is too much for the memory goes to disk still
    (rows,) = locked.execute(
        "select count(*) from (select range as number, range::text || repeat('x', 50) as text"
        " from range(1000000) order by hash(range))"
        " where number >= 0 and text <> ''"
    ).fetchone()
    assert rows == 1_000_000


def test_a_command_reaches_no_variable_of_python(locked: Any) -> None:
    secret = duckdb.sql("select 1 as one")
    assert secret is not None
    with pytest.raises(duckdb.Error):
        locked.execute("select * from secret").fetchall()
    assert secret.fetchall() == [(1,)]
