"""What worlds are built for, and what the deep tests did, in figures."""

from collections import Counter
from collections.abc import Sequence

import pytest

from worlds.building import SELECTED


@pytest.fixture
def selected() -> Sequence[str]:
    """The marts that are compared."""
    return SELECTED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Adds up what each deep test has recorded: worlds, leads, rows, seconds."""
    figures: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call":
            for name, value in report.user_properties:
                figures[name] += value
    if figures:
        terminalreporter.section("figures")
        for name, value in figures.items():
            terminalreporter.write_line(f"{name}: {value:,.0f}")
