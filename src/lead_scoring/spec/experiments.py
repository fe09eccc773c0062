"""A split experiment: what it means, and the checks against the models that it compares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lead_scoring.spec import grammar
from lead_scoring.spec.errors import Problems, Unreadable, nearest, quoted
from lead_scoring.spec.model import check_stem
from lead_scoring.spec.predicates import moment, number
from lead_scoring.spec.project import WrittenModel, WrittenSpec
from lead_scoring.spec.types import Experiment


def experiment(
    spec: WrittenSpec[grammar.Experiment], models: Mapping[str, WrittenModel]
) -> Experiment | None:
    """The experiment; None if it is faulty. All its faults are noted either way."""
    written, problems = spec.written, spec.problems
    if written is None:
        return None
    try:
        return _experiment(written, spec.stem, models, problems)
    except Unreadable:
        return None


def _experiment(
    written: grammar.Experiment,
    stem: str,
    models: Mapping[str, WrittenModel],
    problems: Problems,
) -> Experiment | None:
    check_stem(written, stem, problems)
    _check_models(written, models, problems)
    share = _share(written, problems)
    start = moment(written.start, written.place("start"), problems) if written.start else None
    end = moment(written.end, written.place("end"), problems) if written.end else None
    if start and end and start >= end:
        message = f"the end {quoted(written.end)} is not after the start {quoted(written.start)}"
        problems.add("LS033", written.place("end"), message)
    if problems.errors:
        return None
    # strict types refuse what is missing, but nothing is without an error
    return Experiment.model_validate(
        written.model_dump() | {"share": share, "start": start, "end": end}
    )


def _check_models(
    written: grammar.Experiment, models: Mapping[str, WrittenModel], problems: Problems
) -> None:
    for key in ("control", "challenger"):
        name: str | None = getattr(written, key)
        if name is None:
            continue
        if name not in models:
            message, hint = f"there is no model {quoted(name)}", nearest(name, models)
            problems.add("LS051", written.place(key), message, hint)
            continue
        model = models[name].written
        if model and (model.status == "draft" or not model.wrote("status")):
            message = f"{quoted(name)} is a draft, whose meaning may change"
            hint = f"run `lead-scoring publish {name}` first"
            problems.add("LS051", written.place(key), message, hint)
    if written.control is not None and written.control == written.challenger:
        message = f"{quoted(written.control)} can't be compared with itself"
        problems.add("LS051", written.place("challenger"), message, "name another")


def _share(written: grammar.Experiment, problems: Problems) -> Decimal | None:
    """The challenger's share, if each arm has one."""
    if written.share is None:
        return None
    place = written.place("share")
    if isinstance(written.share, list):
        problems.add("LS015", place, "must be a number, found a list")
        return None
    share = number(written.share, place, problems)
    if share is not None and not 0 < share < 1:
        message = f"must be above 0 and below 1, found {quoted(share)}"
        problems.add("LS017", place, message, "write 50 % as 0.5")
    return share
