"""Runs the hand-written as-of queries, each in a process of its own, and compares scores."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

from processes import measure
from results import Comparison, Query

BENCHMARKS = Path(__file__).parent
DUCKDB = "score_as_of.py"
POLARS = "score_as_of_polars.py"


def as_of_query(engine: str, data: Path, as_of: datetime, output: Path | None = None) -> Query:
    """Scores the data as of an instant with `DUCKDB` or `POLARS`; `output` gets the scores."""
    command = [sys.executable, str(BENCHMARKS / engine), str(data), as_of.isoformat(sep=" ")]
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        command += ["--output", str(output)]
    run = measure(command)
    return Query(
        net_seconds=float(run.printed),
        gross_seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        peak_bytes=run.peak_bytes,
    )


def compared(what: str, left: Path, right: Path) -> Comparison:
    """How the scores of two warehouses or Parquet files differ."""
    script = str(BENCHMARKS / "compare_scores.py")
    counts = json.loads(measure([sys.executable, script, str(left), str(right)]).printed)
    return Comparison(what, counts["equal"], counts["different"])
