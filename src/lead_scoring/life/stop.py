"""Stopping: the model scores no more, and keeps its history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lead_scoring.instants import instant_text
from lead_scoring.life.change import Change, LifeError
from lead_scoring.life.locks import lock_error
from lead_scoring.life.spec_text import with_value
from lead_scoring.spec import Project, ScoringModel, SpecErrors


def stop(model: ScoringModel, project: Project, specs: Path, at: datetime | None) -> Change:
    """Stops a live model at an instant, naive UTC, by default now, in whole seconds.

    Raises `LifeError` for a draft, for an instant to come, and for a model that was stopped at
    another instant; `SpecErrors` if a live model does not mean what was published.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    if model.status == "draft":
        raise LifeError(f"{model.name} is a draft, which never counted: delete its file instead")
    if model.status == "stopped":
        if at not in (None, model.stopped_at):
            raise LifeError(
                f"{model.name} was stopped at {instant_text(model.stopped_at)} UTC already: "
                f"edit stopped_at in {model.path} if that is wrong"
            )
        return Change(
            model.name, f"{model.name} is stopped already, at {instant_text(model.stopped_at)} UTC"
        )
    if error := lock_error(model, project.inputs, specs):
        raise SpecErrors([error])
    instant = at or now
    if instant > now:
        raise LifeError(f"{instant_text(instant)} UTC is still to come: stop the model then")
    text = (specs / f"{model.name}.yml").read_bytes().decode("utf-8")
    text = with_value(text, "status", "stopped", after="name")
    text = with_value(text, "stopped_at", f"{instant.isoformat()}Z", after="status")
    return Change(
        name=model.name,
        said=f"{model.name} is stopped at {instant_text(instant)} UTC and keeps its history",
        files={f"{model.name}.yml": text},
        model=model.model_copy(update={"status": "stopped", "stopped_at": instant}),
    )
