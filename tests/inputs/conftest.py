"""Fixtures of the tests of inputs.

A test worker uses one project and one folder of files again and again: dbt rarely parses it anew,
and most runs take half the time.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from workspace import Workspace

# what tells how inputs were read; nothing that is measured on scores
SELECTED = ("+lead_scores", "+input_quality")


@pytest.fixture(autouse=True)
def cautious_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of models that a test did not select are left out."""
    monkeypatch.setenv("DBT_INDIRECT_SELECTION", "cautious")


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    """The worker's project of each engine."""
    return {
        engine: Workspace(tmp_path_factory.mktemp(engine) / "project", selected=SELECTED)
        for engine in ("duckdb", "postgres")
    }


def _cleared(workspace: Workspace) -> Workspace:
    workspace.warehouse.unlink(missing_ok=True)
    for spec in (workspace.path / "scoring_models").iterdir():
        shutil.rmtree(spec) if spec.is_dir() else spec.unlink()
    return workspace


@pytest.fixture
def workspace(projects: dict[str, Workspace]) -> Workspace:
    """A project without scoring models and without a warehouse, for DuckDB."""
    return _cleared(projects["duckdb"])


@pytest.fixture
def postgres_workspace(
    projects: dict[str, Workspace],
    postgres_server: dict[str, str],
    new_database: Callable[[], str],
) -> Workspace:
    """A project without scoring models, for an empty PostgreSQL database of its own."""
    found = _cleared(projects["postgres"])
    found.postgres = postgres_server | {"PGDATABASE": new_database()}
    return found


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for input files, with a name that needs quoting."""
    path = tmp_path_factory.getbasetemp() / "Kate's files"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


@pytest.fixture
def on_engine(request: pytest.FixtureRequest, target: str) -> Workspace:
    """The project for the test's `target`."""
    name = {"duckdb": "workspace", "postgres": "postgres_workspace"}[target]
    found: Workspace = request.getfixturevalue(name)
    return found
