"""Write the benchmark's input tables as Parquet: the same rows for the same seed and sizes.

    python benchmarks/make_data.py FOLDER --leads 10000 --interactions 100000

What the data look like stands in make_data.sql.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer

SQL = Path(__file__).with_name("make_data.sql")
TABLES = ("leads", "contacts", "accounts", "interactions", "outcomes")


def make_data(
    folder: Annotated[Path, typer.Argument(help="Where the files go; made if absent.")],
    leads: Annotated[int, typer.Option(help="How many leads.", min=1)] = 10_000,
    interactions: Annotated[
        int, typer.Option(help="How many interactions; one in a thousand arrives twice.", min=1)
    ] = 100_000,
    seed: Annotated[int, typer.Option(help="Another seed draws other data.")] = 1,
) -> None:
    """Write leads, contacts, accounts, interactions and outcomes as Parquet files."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    sizes = {"seed": seed, "count_leads": leads, "count_interactions": interactions}
    for name, value in sizes.items():
        connection.execute(f"set variable {name} = {value}")
    connection.execute(SQL.read_text(encoding="utf-8"))
    for table in TABLES:
        # under its own name only when it is whole
        unfinished = folder / f"{table}.unfinished"
        connection.table(table).write_parquet(str(unfinished), compression="zstd")
        unfinished.rename(folder / f"{table}.parquet")


if __name__ == "__main__":
    typer.run(make_data)
