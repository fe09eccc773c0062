"""What runs are built for."""

from collections.abc import Sequence

import pytest

from worlds.building import SELECTED


@pytest.fixture
def selected() -> Sequence[str]:
    """The marts that are compared."""
    return SELECTED
