"""What a report means for the scoring models: what is wrong or odd, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from lead_scoring.doctor.report import Report
from lead_scoring.spec import Project, ScoringModel
from lead_scoring.spec.types import Condition

FRESH = timedelta(days=30)
# below it, most of what people did counts for nobody
FEW_RESOLVED = 0.5


@dataclass(frozen=True)
class Finding:
    """Something to know, and what to do about it."""

    said: str
    next_step: str


def findings(report: Report, project: Project) -> list[Finding]:
    """The most serious first; none if all is well."""
    if report.missing:
        return [
            Finding(
                f"missing in {report.place}: {one}",
                "load it there, or say where it is: --input-path FOLDER, or the var input_schema",
            )
            for one in report.missing
        ]
    if not report.types:
        return [Finding("there are no interactions", "look at whether their tables have rows")]
    return [
        *_unresolved(report),
        *_old(report),
        *_short(report, project),
        *_waiting(report, project),
    ]


def _unresolved(report: Report) -> Iterator[Finding]:
    rows = sum(report.subjects.values())
    resolved = report.subjects.get("lead", 0)
    if rows and resolved / rows < FEW_RESOLVED:
        yield Finding(
            f"only {resolved / rows:.0%} of the interactions are of a lead",
            "see that leads and their parent contacts are complete; for those of contacts, models "
            "need target: contact or account, or count_parent_contact_interactions: true",
        )


def _old(report: Report) -> Iterator[Finding]:
    if report.last_at and report.last_at + FRESH < report.looked_at:
        days = (report.looked_at - report.last_at).days
        yield Finding(
            f"the newest interaction is {days} days old",
            "see that the tables are still loaded, or score the past with --as-of",
        )


def _short(report: Report, project: Project) -> Iterator[Finding]:
    windows = [
        (condition.within_days, model.name, condition.name)
        for model, condition in _conditions(project)
        if condition.subject == "interaction" and condition.within_days
    ]
    if windows and report.first_at:
        longest, model, condition = max(windows)
        days = (report.looked_at - report.first_at).days
        if days < longest:
            yield Finding(
                f"interactions go back {days} days, and condition {condition!r} of {model} looks "
                f"back {longest}",
                "keep interactions longer than the longest window; until then scores are too low",
            )


def _waiting(report: Report, project: Project) -> Iterator[Finding]:
    present = {one.name for one in report.types}
    waiting: dict[str, list[str]] = {}
    for model, condition in _conditions(project):
        if condition.subject == "interaction" and condition.source not in present:
            waiting.setdefault(condition.source, []).append(model.name)
    for name, models in sorted(waiting.items()):
        asking = list(dict.fromkeys(models))
        yield Finding(
            f"there is no interaction {name}, which {', '.join(asking)} "
            f"{'ask' if len(asking) > 1 else 'asks'} for",
            "nothing, if it never happened; else see that its table is among those above",
        )


def _conditions(project: Project) -> Iterator[tuple[ScoringModel, Condition]]:
    for model in project.models:
        if model.status != "stopped":
            for group in model.groups:
                for condition in group.conditions:
                    yield model, condition
