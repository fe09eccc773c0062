"""Builds and tests the warehouse with dbt."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.console import Console

from lead_scoring.dbt import run_dbt
from lead_scoring.project import ProjectFolder
from lead_scoring.spec.errors import quoted


class BuildError(Exception):
    """dbt could not build the warehouse, or, if `is_of_tests`, only tests of it failed."""

    def __init__(self, said: str, is_of_tests: bool = False) -> None:
        super().__init__(said)
        self.is_of_tests = is_of_tests


@dataclass(frozen=True)
class Candidate:
    """Where a build goes: what dbt is told besides.

    `inherited` are open files that dbt has to inherit, whose lock then lasts as long as it runs.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    dbt_vars: Mapping[str, str] = field(default_factory=dict)
    inherited: Sequence[int] = ()


@dataclass(frozen=True)
class Source:
    """Where the leads come from and the instant to score at; None leaves it to the dbt vars."""

    connector: str | None = None
    input_path: Path | None = None
    as_of: datetime | None = None

    def dbt_vars(self) -> dict[str, str]:
        """The dbt vars that differ from the project's."""
        found = {
            "connector": self.connector,
            "input_path": str(self.input_path) if self.input_path else None,
        }
        return {name: value for name, value in found.items() if value is not None}


def build_warehouse(
    folder: ProjectFolder,
    source: Source,
    target: str | None,
    profiles_dir: Path | None,
    console: Console,
    candidate: Candidate,
    full_refresh: bool = False,
) -> list[str]:
    """Builds a candidate with dbt and returns dbt's warnings. Raises `BuildError` with what dbt
    said.

    With `full_refresh` every lead is scored again, not only those of which something else is known.
    """
    if source.input_path:
        refuse_overlooked_files(source.input_path)
    arguments = ["build", "--profiles-dir", str(profiles_dir or folder.path)]
    if full_refresh:
        arguments += ["--full-refresh"]
    if target:
        arguments += ["--target", target]
    dbt_vars = {**source.dbt_vars(), **candidate.dbt_vars}
    if dbt_vars:
        arguments += ["--vars", json.dumps(dbt_vars)]
    environment = dict(candidate.environment)
    if source.as_of:
        environment["LEAD_SCORING_AS_OF"] = source.as_of.isoformat(sep=" ")
    run = run_dbt(arguments, folder.path, environment, console, candidate.inherited)
    if run.exit_code:
        said = "\n".join(run.errors) or _how_it_ended(run.exit_code)
        raise BuildError(f"the build failed\n{said}", is_of_tests=run.only_tests_failed)
    return run.warnings


def _how_it_ended(exit_code: int) -> str:
    if exit_code == -signal.SIGKILL:
        return "dbt was killed, as a system does that runs out of memory (see LEAD_SCORING_MEMORY)"
    return f"dbt ended with exit code {exit_code}"


def refuse_overlooked_files(folder: Path) -> None:
    """Raises `BuildError` for input files that DuckDB's `*` would pass over without a word."""
    for path in sorted(path for path in folder.rglob("*") if "\\" in path.name):
        raise BuildError(
            f"the name {quoted(path.name)} in {folder} holds a backslash, and DuckDB would "
            "overlook the file: rename it"
        )
