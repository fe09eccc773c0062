"""The small world, built once per engine for all test workers."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marts.built import build_marts
from workspace import Workspace


@pytest.fixture(params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each test runs on each."""
    name: str = request.param
    return name


@pytest.fixture
def marts(engine: str, marts_on: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """Mart -> its rows."""
    return marts_on(engine)


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture
def marts_on(request: pytest.FixtureRequest, shared: Path) -> Callable[[str], dict[str, Any]]:
    """The marts that an engine builds; the first worker that asks builds, others wait for it."""

    def get(engine: str) -> dict[str, Any]:
        kept = shared / f"marts_{engine}.pickle"
        with (shared / f"marts_{engine}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                if engine == "duckdb":
                    workspace = Workspace(shared / "world")
                else:
                    workspace = request.getfixturevalue("postgres_workspace")
                kept.write_bytes(pickle.dumps(build_marts(workspace, engine)))
        found: dict[str, Any] = pickle.loads(kept.read_bytes())
        return found

    return get
