"""5,000 worlds in up to eight loads, for `make test-deep`; a full refresh after each load."""

from collections.abc import Callable
from time import monotonic

import pytest

from workspace import Workspace
from worlds.test_loads import Size, check

# three batches in eight loads, the others in fewer
COUNT_LOADS = (8, 2, 5, 3, 8, 4, 6, 2, 7, 8)
WORLDS, MODELS = 500, 6


@pytest.mark.deep
@pytest.mark.parametrize("number", range(200, 200 + len(COUNT_LOADS)))
def test_loads(
    number: int, workspace: Workspace, record_property: Callable[[str, object], None]
) -> None:
    begins = monotonic()
    size = Size(WORLDS, MODELS, COUNT_LOADS[number - 200])
    expected = check(number, size, "duckdb", workspace, refreshes=True)
    record_property("worlds in loads", size.worlds)
    record_property("loads", size.loads)
    record_property("history rows of last loads", expected.count_history_rows)
    record_property("seconds of all workers", monotonic() - begins)
    # so that the next batch finds room
    workspace.warehouse.unlink()
