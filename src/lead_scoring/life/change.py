"""A change of specs and locks: tried on a copy, then written, each file whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from lead_scoring.spec import Project, ScoringModel, SpecErrors, load_scoring_models


class LifeError(Exception):
    """A step in a model's life can't be taken."""


@dataclass(frozen=True)
class Change:
    """A step in a model's life.

    `files` maps paths beneath the folder of the specs to their new content, in the order in which
    they are written; it is empty where everything is as it should be. `model` is what the spec
    means afterwards, None where any sound spec will do. `said` tells people what happened.
    """

    name: str
    said: str
    files: Mapping[str, str] = field(default_factory=dict)
    model: ScoringModel | None = None


def apply(change: Change, specs: Path) -> None:
    """Writes the change. Raises `LifeError` if the project were not sound with it."""
    if change.files:
        _try(change, specs)
    for file, text in change.files.items():
        _write(specs / file, text)


def _try(change: Change, specs: Path) -> None:
    try:
        project = _project_with(change, specs)
    except SpecErrors as errors:
        raise LifeError(f"nothing was written, since these faults would arise:\n{errors}") from None
    found = next((model for model in project.models if model.name == change.name), None)
    if change.model is not None and found != change.model:
        raise LifeError(
            f"nothing was written, since {specs.name}/{change.name}.yml is laid out in a way that "
            "can't be edited safely: write each key of the model into a line of its own"
        )


def _project_with(change: Change, specs: Path) -> Project:
    with TemporaryDirectory() as folder:
        # its name stands in the messages
        copy = Path(folder) / specs.name
        copy.mkdir()
        for path in specs.iterdir():
            if path.suffix.lower() in (".yml", ".yaml") and path.is_file():
                shutil.copyfile(path, copy / path.name)
        for file, text in change.files.items():
            (copy / file).parent.mkdir(exist_ok=True)
            (copy / file).write_bytes(text.encode())
        return load_scoring_models(copy)


def _write(path: Path, text: str) -> None:
    """Puts the file there in one step, so that nobody ever reads half of it."""
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(text.encode())
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise LifeError(f"can't write {path.parent.name}/{path.name}: {error.strerror}") from None
