"""Compare scores row by row, in a process of its own, and print the counts as JSON.

python benchmarks/compare_scores.py LEFT RIGHT

Each side is a built warehouse (*.duckdb), of which the mart lead_scores is taken, or a Parquet file
of lead_id and score.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import duckdb
import typer


def compare_scores(
    left: Annotated[Path, typer.Argument(help="A warehouse or a Parquet file.")],
    right: Annotated[Path, typer.Argument(help="The other one.")],
) -> None:
    """Print how many leads have equal scores, and how many have not or stand on one side only."""
    connection = duckdb.connect()
    for side, file in (("left", left), ("right", right)):
        source = f"'{file}'"
        if file.suffix == ".duckdb":
            connection.execute(f"attach '{file}' as {side}_warehouse (read_only)")
            source = f"{side}_warehouse.marts.lead_scores"
        connection.execute(f"create view {side}_scores as select lead_id, score from {source}")
    equal, different = connection.execute(
        """
        select
            count(*) filter (left_scores.score is not distinct from right_scores.score),
            count(*) filter (left_scores.score is distinct from right_scores.score)
        from left_scores
        full join right_scores on left_scores.lead_id = right_scores.lead_id
        """
    ).fetchall()[0]
    print(json.dumps({"equal": equal, "different": different}))


if __name__ == "__main__":
    typer.run(compare_scores)
