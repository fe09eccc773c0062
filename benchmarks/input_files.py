"""The folders of input files, in benchmarks/data: made once, and anew when their recipe changed."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from make_data import TABLES
from processes import measure
from sizes import Size

BENCHMARKS = Path(__file__).parent
DATA = BENCHMARKS / "data"
AS_OF = "2026-06-30 00:00:00"
SEED = 1


def base_inputs(size: Size) -> Path:
    """The folder of a size's inputs."""
    recipe = fingerprint("make_data.sql")
    folder = DATA / f"{size.leads}-{size.interactions}-{SEED}-{recipe}"
    if not is_whole(folder):
        measure(
            [
                *(sys.executable, str(BENCHMARKS / "make_data.py"), str(folder)),
                *("--leads", str(size.leads), "--interactions", str(size.interactions)),
                *("--seed", str(SEED)),
            ]
        )
    return folder


def touched_inputs(base: Path, share: float) -> Path:
    """The folder of the inputs some hours later, when a share of the leads did something."""
    folder = base.with_name(f"{base.name}-touched-{share}-{fingerprint('touch_data.sql')}")
    if not is_whole(folder):
        measure(
            [
                *(sys.executable, str(BENCHMARKS / "touch_data.py"), str(base), str(folder)),
                *(AS_OF, "--share", str(share)),
            ]
        )
    return folder


def fingerprint(recipe: str) -> str:
    return sha256((BENCHMARKS / recipe).read_bytes()).hexdigest()[:8]


def is_whole(folder: Path) -> bool:
    return all((folder / f"{table}.parquet").is_file() for table in TABLES)
