"""Builds and tests the warehouse with dbt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from lead_scoring.dbt import run_dbt
from lead_scoring.project import ProjectFolder
from lead_scoring.spec.errors import quoted


class BuildError(Exception):
    """dbt could not build the warehouse, or a test of it failed."""


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
    full_refresh: bool = False,
) -> list[str]:
    """Runs `dbt build` and returns its warnings. Raises `BuildError` with what dbt said.

    With `full_refresh` every lead is scored again, not only those of which something else is known.
    """
    if source.input_path:
        refuse_overlooked_files(source.input_path)
    folder.warehouse.parent.mkdir(exist_ok=True)
    arguments = ["build", "--profiles-dir", str(profiles_dir or folder.path)]
    if full_refresh:
        arguments += ["--full-refresh"]
    if target:
        arguments += ["--target", target]
    if source.dbt_vars():
        arguments += ["--vars", json.dumps(source.dbt_vars())]
    environment = {"LEAD_SCORING_AS_OF": source.as_of.isoformat(sep=" ")} if source.as_of else {}
    run = run_dbt(arguments, folder.path, environment, console)
    if run.exit_code:
        said = "\n".join(run.errors) or f"dbt ended with exit code {run.exit_code}"
        raise BuildError(f"the build failed\n{said}")
    return run.warnings


def refuse_overlooked_files(folder: Path) -> None:
    """Raises `BuildError` for input files that DuckDB's `*` would pass over without a word."""
    for path in sorted(path for path in folder.rglob("*") if "\\" in path.name):
        raise BuildError(
            f"the name {quoted(path.name)} in {folder} holds a backslash, and DuckDB would "
            "overlook the file: rename it"
        )
