"""The site that a browser opens."""

from __future__ import annotations

import pytest

from boards.world import Site, build_site
from once import once


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The boards of a small world as pages."""
    return once(tmp_path_factory, "boards", build_site)
