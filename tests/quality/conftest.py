"""Judging without Great Expectations, which takes seconds to load."""

from __future__ import annotations

import pytest

from lead_scoring.quality import release
from lead_scoring.quality.judge import Question


@pytest.fixture
def plain_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations judges likewise: that has a test, and builds are judged by it."""
    monkeypatch.setattr(release, "require_great_expectations", lambda: None)
    monkeypatch.setattr(release, "broken", lambda asked: {one for one in asked if outside(one)})


def outside(question: Question) -> bool:
    """Whether the figure lies outside of the bound."""
    least, most = question.bound.at_least, question.bound.at_most
    return (least is not None and question.figure < least) or (
        most is not None and question.figure > most
    )
