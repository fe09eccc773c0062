"""Write the benchmark's input tables some hours later: a share of the leads did something.

    python benchmarks/touch_data.py DATA_FOLDER FOLDER "2026-06-30 00:00:00" --share 0.01

What happens to these leads stands in touch_data.sql.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from make_data import TABLES

SQL = Path(__file__).with_name("touch_data.sql")


def touch_data(
    data: Annotated[Path, typer.Argument(help="The folder that make_data.py wrote.")],
    folder: Annotated[Path, typer.Argument(help="Where the files go; made if absent.")],
    as_of: Annotated[datetime, typer.Argument(help="The instant of before, UTC.")],
    share: Annotated[
        float, typer.Option(help="Which share of the leads is touched.", min=0, max=1)
    ] = 0.01,
) -> None:
    """Write new, late, corrected and without the deleted interactions; copy the other tables."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    for table in ("leads", "interactions"):
        connection.read_parquet(str(data / f"{table}.parquet")).create_view(table)
    connection.execute(f"set variable as_of = timestamp '{as_of}'")
    connection.execute(f"set variable share = {share!r}::double")
    connection.execute(SQL.read_text(encoding="utf-8"))
    for table in TABLES:
        # under its own name only when it is whole
        unfinished = folder / f"{table}.unfinished"
        if table == "interactions":
            touched = connection.table("touched_interactions")
            touched.write_parquet(str(unfinished), compression="zstd")
        else:
            shutil.copyfile(data / f"{table}.parquet", unfinished)
        unfinished.rename(folder / f"{table}.parquet")


if __name__ == "__main__":
    typer.run(touch_data)
