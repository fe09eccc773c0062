"""Writes specs into a folder and loads them, for the tests beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lead_scoring.spec import Project, ScoringModel, SpecErrors, load_scoring_models

SMALLEST = """\
name: smallest
groups:
  - {name: reads, points: 10, conditions: [{name: opened, interaction: email_opened}]}
"""


def load(folder: Path, **files: str | bytes) -> Project:
    """Loads `scoring_models/<name>.yml` files with the given contents."""
    specs = folder / "scoring_models"
    specs.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (specs / f"{name}.yml").write_bytes(data)
    return load_scoring_models(specs)


def load_one(folder: Path, content: str, inputs: str = "") -> ScoringModel:
    """Loads one model, which must be called `one`."""
    return load(folder, one=content, _inputs=inputs).models[0]


def errors(folder: Path, **files: str | bytes) -> list[str]:
    """The errors as printed."""
    with pytest.raises(SpecErrors) as caught:
        load(folder, **files)
    return str(caught.value).splitlines()
