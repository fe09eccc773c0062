"""Where the dbt project is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class ProjectNotFoundError(Exception):
    """No dbt project here or above."""


@dataclass(frozen=True)
class ProjectFolder:
    """The folder that holds dbt_project.yml, and the places in it that the command knows."""

    path: Path

    @property
    def scoring_models(self) -> Path:
        """The folder of the specs."""
        return self.path / "scoring_models"

    @property
    def experiments(self) -> Path:
        """The folder of the experiments, which need not exist."""
        return self.path / "experiments"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, unless another is named."""
        return self.path / "warehouse" / "lead_scoring.duckdb"

    def dbt_vars(self) -> dict[str, Any]:
        """The vars of dbt_project.yml."""
        text = (self.path / "dbt_project.yml").read_text(encoding="utf-8")
        found: dict[str, Any] = yaml.safe_load(text)["vars"]
        return found


def find_project(start: Path) -> ProjectFolder:
    """The nearest project at or above a folder. Raises `ProjectNotFoundError` if there is none."""
    for folder in (start, *start.parents):
        if (folder / "dbt_project.yml").is_file() and (folder / "scoring_models").is_dir():
            return ProjectFolder(folder)
    raise ProjectNotFoundError(
        f"no lead_scoring project at {start} or above: go to the folder that holds "
        "dbt_project.yml, or name it with --project-dir"
    )
