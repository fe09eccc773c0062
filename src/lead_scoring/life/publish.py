"""Publishing: the model goes live, and its meaning is locked."""

from __future__ import annotations

from pathlib import Path

from lead_scoring.life.change import Change
from lead_scoring.life.locks import LOCKS, changed_meaning, lock_text, locked_meaning
from lead_scoring.life.spec_text import with_value, without
from lead_scoring.spec import Project, ScoringModel, SpecErrors


def publish(model: ScoringModel, project: Project, specs: Path) -> Change:
    """Makes a draft or a stopped model live, and locks what has no lock.

    Raises `SpecErrors` if the model was published before with another meaning, whatever its status
    is now: its history is out in the world under that name.
    """
    locked = locked_meaning(model.name, specs)
    if locked is not None:
        error = changed_meaning(model, project.inputs, specs, locked)
        if error:
            raise SpecErrors([error])
    lock = f"{LOCKS}/{model.name}.json"
    files: dict[str, str] = {}
    # the spec comes first: a live model without a lock is refused until it is published again,
    # while a draft with a lock could go unnoticed
    if model.status != "live":
        text = (specs / f"{model.name}.yml").read_bytes().decode("utf-8")
        text = without(text, "stopped_at")
        files[f"{model.name}.yml"] = with_value(text, "status", "live", after="name")
    if locked is None:
        files[lock] = lock_text(model, project.inputs)
    told = {
        (True, True): f"is live; its meaning is locked in {specs.name}/{lock}",
        (True, False): f"is live again; its meaning is the one in {specs.name}/{lock}",
        (False, True): f"was live already; its meaning is locked now in {specs.name}/{lock}",
        (False, False): "is live and locked already, with the same meaning",
    }
    return Change(
        name=model.name,
        said=f"{model.name} {told[model.status != 'live', locked is None]}",
        files=files,
        model=model.model_copy(update={"status": "live", "stopped_at": None}),
    )
