"""Gives a workspace the tables of a source system: as a folder of files, or in a schema."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from inputs.sources import execute, load_as_text
from marts.built import text_rows
from workspace import Workspace

CONNECTORS = Path(__file__).parent
AS_OF = "2026-06-01"
# what tells how a source was read, and the scores that come of it
SELECTED = ("+lead_scores", "+input_quality")


def use_specs(workspace: Workspace, connector: str) -> None:
    """Gives the workspace the model of all connectors, and the models and inputs of one."""
    specs = workspace.path / "scoring_models"
    for folder in (CONNECTORS / "scoring_models", CONNECTORS / connector / "scoring_models"):
        if folder.is_dir():
            shutil.copytree(folder, specs, dirs_exist_ok=True)
    shutil.copy(CONNECTORS / connector / "_inputs.yml", specs)


def build_fixture(
    workspace: Workspace,
    connector: str,
    folder: Path | None,
    typed: tuple[str, ...] = (),
    statements: tuple[str, ...] = (),
) -> str:
    """Builds a connector's fixture as it lies in a folder or, without one, in the schema raw.

    `typed` are the tables whose files have types of their own; `statements` change the tables of
    PostgreSQL first. Returns what dbt said.
    """
    source = CONNECTORS / connector / "source"
    target = "postgres" if workspace.postgres else "duckdb"
    if folder:
        typed_folder(source, folder, typed)
    elif target == "duckdb":
        load_typed(workspace, source)
    else:
        load_texts(workspace, source, *statements)
    # without the tests of what isn't selected, too
    with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
        return workspace.build(connector, folder, AS_OF, target=target)


def typed_folder(source: Path, folder: Path, typed: tuple[str, ...]) -> None:
    """A copy of the files in which some tables are folders of Parquet, in types of their own."""
    shutil.copytree(source, folder)
    for path in folder.rglob("*.csv"):
        if path.stem in typed:
            parts = path.with_suffix("")
            parts.mkdir()
            with duckdb.connect() as connection:
                connection.execute("set TimeZone = 'UTC'")
                connection.read_csv(str(path)).write_parquet(str(parts / "part-0.parquet"))
            path.unlink()


def load_typed(workspace: Workspace, source: Path) -> None:
    """Makes the schema raw of a DuckDB warehouse, its columns in the types that DuckDB guesses."""
    files = sorted(source.rglob("*.csv"))
    tables = [
        f"create table raw.\"{path.stem}\" as from read_csv('{path}', header = true)"
        for path in files
    ]
    execute(workspace, "duckdb", "set TimeZone = 'UTC'", "create schema raw", *tables)


def load_texts(workspace: Workspace, source: Path, *statements: str) -> None:
    """Makes the schema raw of a PostgreSQL warehouse: small letters, columns of text."""
    tables: dict[str, Any] = {
        path.stem: [
            {f'"{name.lower()}"': value for name, value in row.items()} for row in text_rows(path)
        ]
        for path in source.rglob("*.csv")
    }
    load_as_text(workspace, "postgres", "raw", tables)
    execute(workspace, "postgres", *statements)
