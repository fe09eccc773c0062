from __future__ import annotations

from pathlib import Path

import pytest

from life.folders import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A project without models."""
    return Folder(tmp_path / "project")
