"""Figures and bounds as people read them."""

from __future__ import annotations

import pytest

from lead_scoring.quality.results import Bound
from lead_scoring.quality.units import bound_text, figure_text


@pytest.mark.parametrize(
    ("figure", "unit", "text"),
    [
        (None, "share", "–"),
        (0.0, "share", "0 %"),
        (1.0, "share", "100 %"),
        (0.1234, "share", "12.3 %"),
        (0.001, "share", "0.1 %"),
        (0.00046, "share", "0.05 %"),
        (0.0000012, "share", "0.0001 %"),
        (-0.05, "share", "-5 %"),
        (12345.0, "rows", "12,345"),
        (30.0, "days", "30 days"),
        (0.25, "days", "0.2 days"),
        (0.5, "times", "0.5 times"),
        (1000.0, "times", "1,000 times"),
        (0.25, "index", "0.25"),
    ],
)
def test_figures(figure: float | None, unit: str, text: str) -> None:
    assert figure_text(figure, unit) == text


def test_bounds() -> None:
    assert bound_text(Bound(at_most=0.05), "share") == "at most 5 %"
    assert bound_text(Bound(0.5, 5), "times") == "at least 0.5 times, at most 5 times"
