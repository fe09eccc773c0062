"""Run score_as_of.sql in plain DuckDB, in a process of its own, and print the seconds it took.

python benchmarks/score_as_of.py DATA_FOLDER "2026-06-30 00:00:00" [--output scores.parquet]
"""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

SQL = Path(__file__).with_name("score_as_of.sql")


def score_as_of(
    data: Annotated[Path, typer.Argument(help="The folder that make_data.py wrote.")],
    as_of: Annotated[datetime, typer.Argument(help="The instant to score at, UTC.")],
    output: Annotated[
        Path | None, typer.Option(help="Write lead_id and score there, as Parquet; not timed.")
    ] = None,
) -> None:
    """Score every open lead as of one instant and print the seconds it took."""
    query = SQL.read_text(encoding="utf-8")
    connection = duckdb.connect()
    for table in ("leads", "interactions"):
        connection.read_parquet(str(data / f"{table}.parquet")).create_view(table)
    connection.execute(f"set variable as_of = timestamp '{as_of}'")
    started_at = time.perf_counter()
    connection.execute(f"create table scores as {query}")
    print(time.perf_counter() - started_at)
    if output:
        connection.table("scores").write_parquet(str(output))


if __name__ == "__main__":
    typer.run(score_as_of)
