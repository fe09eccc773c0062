"""New drafts: a copy that replaces a model, or a small spec to begin with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from lead_scoring.life.change import Change, LifeError
from lead_scoring.life.locks import lock_path
from lead_scoring.life.spec_text import with_value, without
from lead_scoring.spec import ScoringModel


def copy(model: ScoringModel, name: str, specs: Path) -> Change:
    """A draft with the model's spec, comments included, that says which model it replaces.

    Raises `LifeError` if the name is or was taken.
    """
    _refuse_taken(name, specs)
    text = (specs / f"{model.name}.yml").read_bytes().decode("utf-8")
    text = with_value(text, "name", name, after="name")
    text = with_value(text, "status", "draft", after="name")
    text = with_value(text, "replaces", model.name, after="status")
    file = f"{name}.yml"
    return Change(
        name=name,
        said=f"{specs.name}/{file} is a draft that replaces {model.name}",
        files={file: without(text, "stopped_at")},
        model=model.model_copy(
            update={
                "name": name,
                "status": "draft",
                "stopped_at": None,
                "replaces": model.name,
                "path": f"{specs.name}/{file}",
            }
        ),
    )


def new(name: str, specs: Path) -> Change:
    """A small, commented draft to edit. Raises `LifeError` if the name is or was taken."""
    _refuse_taken(name, specs)
    starter = (files("lead_scoring.life") / "starter.yml").read_text(encoding="utf-8")
    file = f"{name}.yml"
    return Change(
        name=name,
        said=f"{specs.name}/{file} is a draft to begin with",
        files={file: with_value(starter, "name", name, after="name")},
    )


def _refuse_taken(name: str, specs: Path) -> None:
    """A name may be taken by a spec, or by the lock of one that is gone."""
    for path in (specs / f"{name}.yml", specs / f"{name}.yaml", lock_path(specs, name)):
        if path.exists() or path.is_symlink():
            shown = f"{specs.name}/{path.relative_to(specs).as_posix()}"
            raise LifeError(f"{shown} exists and is not overwritten: choose another name")
