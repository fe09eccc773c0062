"""Runs `lead-scoring build` on a folder of real data, and asks what came out."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from reference.columns import COLUMNS
from reference.records import read
from reference.scorer import history_of_records
from workspace import PROJECT, Row, Workspace

DATA = PROJECT / ".." / "shared" / "data"
SPECS = Path(__file__).parent
SAMPLE = 200


def data_folder(name: str) -> Path:
    """A folder of data that is no part of the project. Skips the test where it is absent."""
    folder = (DATA / name).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}")
    return folder


def build(workspace: Workspace, name: str, as_of: datetime, warnings: tuple[str, ...] = ()) -> str:
    """Builds by the command line with the specs beside the tests; returns what it printed.

    Its audits have to give these warnings and no other, and nothing else may be told.
    """
    shutil.copytree(SPECS / name, workspace.path / "scoring_models", dirs_exist_ok=True)
    workspace.lock()
    finished = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("lead-scoring")), "build"),
            *("--connector", "files", "--input-path", str(data_folder(name))),
            *("--as-of", as_of.isoformat(), "--warehouse", str(workspace.warehouse)),
        ],
        cwd=workspace.path,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    told = finished.stderr.splitlines()
    assert told == [f"warning: {one}" for one in warnings], told
    print(finished.stdout)
    return finished.stdout


def query(workspace: Workspace, sql: str, **folders: Path) -> list[tuple[Any, ...]]:
    """Asks the warehouse and the files; `{name}` in the SQL is a folder."""
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(sql.format(**folders)).fetchall()
    return rows


def assert_sample_is_exact(workspace: Workspace, name: str, model: str, as_of: datetime) -> None:
    """The histories of 200 leads, drawn at random, are those of the reference scorer."""
    folder = data_folder(name)
    spec = yaml.safe_load((SPECS / name / f"{model}.yml").read_text())
    leads = sorted(_rows(folder, "leads"), key=lambda row: str(row["lead_id"]))
    sample = random.Random(42).sample(leads, SAMPLE)
    lead_ids = {row["lead_id"] for row in sample}
    contact_ids = {row.get("contact_id") for row in sample} - {None}
    interactions = [
        row
        for row in _rows(folder, "interactions")
        if row["lead_id"] in lead_ids or row.get("contact_id") in contact_ids
    ]
    records = read({"leads": sample, "interactions": interactions}, as_of)
    expected = [asdict(row) for row in history_of_records(spec, records)]
    assert len({row["lead_id"] for row in expected}) == SAMPLE
    assert len(expected) > SAMPLE
    found = [
        {name: row[name] for name in expected[0]}
        for row in workspace.rows("marts.lead_score_history", order_by="lead_id, valid_from")
        if row["lead_id"] in lead_ids
    ]
    assert found == expected


def _rows(folder: Path, table: str) -> list[Row]:
    with duckdb.connect() as connection:
        cursor = connection.execute(f"from '{folder / table}.parquet'")
        names = [column[0] for column in cursor.description or ()]
        return [
            {name: value for name, value in zip(names, row, strict=True) if name in COLUMNS[table]}
            for row in cursor.fetchall()
        ]
