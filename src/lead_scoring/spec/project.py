"""Checks across the models of a project: replacements, and names that would collide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from lead_scoring.spec import grammar
from lead_scoring.spec.errors import Place, Problems, nearest, quoted
from lead_scoring.spec.groups import written_conditions
from lead_scoring.spec.structure import W
from lead_scoring.spec.types import DeclaredInputs

LONGEST_RELATION = 63


@dataclass(frozen=True)
class WrittenSpec(Generic[W]):
    """A spec's file: what is written in it, if it could be read, and its faults."""

    stem: str
    written: W | None
    problems: Problems


WrittenModel = WrittenSpec[grammar.Model]


def check_across(models: Mapping[str, WrittenModel], declared: DeclaredInputs) -> None:
    """Notes faults that show only when all models are known; the keys are the files' stems."""
    for model in models.values():
        _check_replaces(model, models)
    _check_circles(models)
    _check_generated_names(models, declared)


def _check_replaces(model: WrittenModel, models: Mapping[str, WrittenModel]) -> None:
    replaces = model.written.replaces if model.written else None
    if model.written is None or replaces is None:
        return
    place = model.written.place("replaces")
    if replaces == model.stem:
        model.problems.add("LS041", place, "a model can't replace itself", "name another")
    elif replaces not in models:
        hint = nearest(replaces, models.keys() - {model.stem})
        message = f"there is no model {quoted(replaces)}"
        model.problems.add("LS041", place, message, hint)


def _check_circles(models: Mapping[str, WrittenModel]) -> None:
    """One error a circle, at its first model by name."""
    replaces = {
        stem: model.written.replaces
        for stem, model in models.items()
        if model.written and model.written.replaces in models and model.written.replaces != stem
    }
    settled: set[str] = set()
    for start in sorted(replaces):
        chain: list[str] = []
        model: str | None = start
        while model in replaces and model not in settled and model not in chain:
            chain.append(model)
            model = replaces[model]
        settled.update(chain)
        if model in chain:
            _note_circle(chain[chain.index(model) :], models)


def _note_circle(circle: list[str], models: Mapping[str, WrittenModel]) -> None:
    first = circle.index(min(circle))
    ordered = [*circle[first:], *circle[:first], circle[first]]
    model = models[ordered[0]]
    assert model.written is not None
    message = f"the models replace each other in a circle: {' → '.join(ordered)}"
    model.problems.add("LS042", model.written.place("replaces"), message)


def _check_generated_names(models: Mapping[str, WrittenModel], declared: DeclaredInputs) -> None:
    """`a` with the condition `b__c` and `a__b` with `c` would both give `stg_a__b__c`."""
    first = {
        name: f"the related table {quoted(table)}"
        for table in declared.related
        for name in (
            f"stg_related__{table}",
            f"int_related__{table}_judged",
            f"int_lead_related__{table}",
        )
    }
    for stem, model in sorted(models.items()):
        noted: set[Place] = set()
        for name, place in _generated_names(stem, model):
            if len(name) > LONGEST_RELATION and place not in noted:
                noted.add(place)
                message = (
                    f"{quoted(name)} would be generated, of {len(name)} characters, "
                    f"and PostgreSQL knows {LONGEST_RELATION}"
                )
                model.problems.add("LS026", place, message, "shorten it or the model's name")
            owner = first.setdefault(name, f"the model {quoted(stem)}")
            if owner != f"the model {quoted(stem)}":
                message = f"{quoted(name)} is generated for {owner}, too"
                model.problems.add("LS026", place, message, "rename one of the two")


def _generated_names(stem: str, model: WrittenModel) -> Iterator[tuple[str, Place]]:
    """The relations of a model, and those that it needs once it is stopped: it can always be."""
    if model.written is None:
        return
    for kind in ("scored_intervals", "fingerprints", "ledger", "score_history"):
        yield f"int_{stem}__{kind}", model.written.place("name")
    for group in model.written.groups or []:
        for condition in written_conditions(group.conditions if group is not None else None):
            if condition.name is not None:
                yield f"stg_{stem}__{condition.name}", condition.place("name")
            if condition.related is not None:
                place = condition.place("related")
                yield f"int_{stem}__lead_related__{condition.related}", place
                yield f"int_{stem}__related__{condition.related}_judged", place
