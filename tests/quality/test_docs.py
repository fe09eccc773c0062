"""docs/quality.md says what the audits and their thresholds are."""

from __future__ import annotations

import re
from pathlib import Path

from lead_scoring.quality import read_thresholds
from lead_scoring.quality.audits import AUDITS
from lead_scoring.quality.results import SEVERITIES, Bound

PROJECT = Path(__file__).parents[2]
# the name, how many rows are needed, figure, unit, warning, critical
ROW = re.compile(r"^\| `(\w+)`( \*{1,2})? \| .* \| (\w+) \|([^|]*)\|([^|]*)\|$", re.MULTILINE)
STARS = {"": 0, " *": 100, " **": 200}


def test_the_tables_list_each_audit_as_it_is() -> None:
    thresholds = read_thresholds(PROJECT)
    text = (PROJECT / "docs" / "quality.md").read_text(encoding="utf-8")
    told = {row[0]: row[1:] for row in ROW.findall(text)}
    assert list(told) == list(AUDITS)
    for name, (stars, unit, warning, critical) in told.items():
        assert unit == AUDITS[name].unit, name
        assert thresholds[name].from_rows == STARS[stars], name
        bounds = dict(zip(SEVERITIES, map(bound, (critical, warning)), strict=True))
        limits = thresholds[name].limits
        assert {level: one for level, one in bounds.items() if one != Bound()} == limits, name


def bound(cell: str) -> Bound:
    """What a cell says before its exceptions."""
    cell = re.sub(r", [a-z].*", "", cell)
    least, most = (re.search(rf"{sign} ([0-9.]+)", cell) for sign in "<>")
    return Bound(least and float(least[1]), most and float(most[1]))
