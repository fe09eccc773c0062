"""The project as a user has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workspace import PROJECT, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """All of it: warnings of parts that aren't there would be taken for its own."""
    connectors = [path.name for path in (PROJECT / "macros" / "connectors").iterdir()]
    return Workspace(tmp_path / "project", connectors=connectors)
