"""Runs `lead-scoring` as a user does, and looks at what they see."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from lead_scoring.cli import app
from warm_dbt import WARM_DBT

OF_THE_PROJECT = ("LEAD_SCORING_WAREHOUSE", "LEAD_SCORING_AS_OF", "LEAD_SCORING_TARGET")


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def in_process(*arguments: str | Path, **environment: str) -> Said:
    """Runs the command in this process, and dbt as the other tests do instead of loading it."""
    own = {name: value for name, value in os.environ.items() if name not in OF_THE_PROJECT}
    with (
        patch.dict(os.environ, own | environment, clear=True),
        patch("lead_scoring.dbt.subprocess", WARM_DBT),
    ):
        result = CliRunner().invoke(
            app, [str(argument) for argument in arguments], prog_name="lead-scoring"
        )
    # anything but an exit is a bug that the user would see as a traceback
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


def in_a_shell(
    folder: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None
) -> Said:
    """Runs the installed command in a folder."""
    command: Sequence[str] = [
        str(Path(sys.executable).with_name("lead-scoring")),
        *map(str, arguments),
    ]
    own = {name: value for name, value in os.environ.items() if name not in OF_THE_PROJECT}
    finished = subprocess.run(
        command,
        cwd=folder,
        env=own | dict(environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in finished.stdout + finished.stderr
    return Said(finished.returncode, finished.stdout, finished.stderr)
