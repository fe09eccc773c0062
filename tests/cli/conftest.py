"""The world of the exports and reports, built once for reading."""

from __future__ import annotations

import pytest

from cli.reported_world import in_folder
from once import once
from workspace import Workspace


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The world on DuckDB."""
    return once(tmp_path_factory, "reported_world", in_folder)
