"""Copies of the dbt project to measure in, with scoring models of the benchmark or of the demo."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lead_scoring.life import lock_path, lock_text
from lead_scoring.spec import load_scoring_models

BENCHMARKS = Path(__file__).parent
PROJECT = BENCHMARKS.parent
MODEL = "forty_groups"
COPIED = (
    *("dbt_project.yml", "profiles.yml", "macros", "models", "snapshots", "seeds", "analyses"),
    *("quality/audits.yml", "tests/data"),
)


def benchmark_project(folder: Path, models: int = 1) -> Path:
    """The project with the benchmark's scoring model, or so many copies of it, and no other."""
    copy_project(folder)
    specs = folder / "scoring_models"
    specs.mkdir()
    spec = (BENCHMARKS / f"{MODEL}.yml").read_text(encoding="utf-8")
    for number in range(1, models + 1):
        name = MODEL if models == 1 else f"{MODEL}_{number:02}"
        text = spec.replace(f"name: {MODEL}\n", f"name: {name}\n", 1)
        (specs / f"{name}.yml").write_text(text, encoding="utf-8")
    project = load_scoring_models(specs)
    for model in project.models:
        path = lock_path(specs, model.name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(lock_text(model, project.inputs), encoding="utf-8")
    return folder


def demo_project(folder: Path) -> Path:
    """The project as it is, with the scoring models of the demo."""
    copy_project(folder)
    shutil.copytree(PROJECT / "scoring_models", folder / "scoring_models")
    return folder


def copy_project(folder: Path) -> None:
    """All but the scoring models and what is generated from them."""
    for name in COPIED:
        source, copy = PROJECT / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("generated", "*.py"))
        elif source.exists():
            shutil.copy(source, copy)


def command(name: str) -> str:
    """The path of a command that is installed beside Python: lead-scoring, dbt."""
    return str(Path(sys.executable).with_name(name))
