"""Audits a candidate of a release, beside the last release where there is one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from lead_scoring.quality.across import past_score_figures, run_figures
from lead_scoring.quality.audits import AUDITS, Audit
from lead_scoring.quality.figures import Figures, full_name, last_figures, read_figures
from lead_scoring.quality.judge import Question, broken, require_great_expectations
from lead_scoring.quality.observation import Compared, Observation
from lead_scoring.quality.page import audit_page
from lead_scoring.quality.results import SEVERITIES, AuditResult, Bound, Severity
from lead_scoring.quality.thresholds import FILE, Thresholds, read_thresholds
from lead_scoring.quality.units import bound_text
from lead_scoring.warehouse import Warehouse
from lead_scoring.whole_file import whole_file

PAGE, RESULTS = "index.html", "results.json"


def audit_release(
    candidate: Warehouse, published: Warehouse | None, project_dir: Path, results_dir: Path
) -> list[AuditResult]:
    """Judges the candidate, broken critical bounds first, and writes what came out for people.

    `results_dir` is made if needed; it gets a page, index.html, and results.json. Both hold figures
    and names of the project, no value of any row. Without a published release, what would be
    compared with it passes. Raises `QualityError`, `WarehouseError` and `FileError`.
    """
    thresholds = read_thresholds(project_dir)
    require_great_expectations()
    now = read_figures(candidate).with_more(run_figures(candidate))
    last = last_figures(published) if published else None
    why_not = why_not_compared(now, last, has_release=published is not None)
    if published and last and not why_not:
        now = now.with_more(past_score_figures(candidate, published))
    results = judge(now, last, thresholds, why_not)
    results_dir.mkdir(parents=True, exist_ok=True)
    about = {"as_of": now.as_of, "last_as_of": last.as_of if last else None, "why_not": why_not}
    with whole_file(results_dir / RESULTS) as path:
        found = {**about, "results": [asdict(result) for result in results]}
        path.write_text(json.dumps(found, indent=2, default=str) + "\n", encoding="utf-8")
    with whole_file(results_dir / PAGE) as path:
        path.write_text(audit_page(results, about), encoding="utf-8")
    return results


def why_not_compared(now: Figures, last: Figures | None, has_release: bool) -> str:
    """Empty where the releases can be compared."""
    if last is None:
        return "the last release has no figures" if has_release else "no release to compare with"
    if now.as_of is not None and last.as_of is not None and now.as_of < last.as_of:
        return "the last release was scored at a later instant"
    return ""


def judge(
    now: Figures, last: Figures | None, thresholds: Mapping[str, Thresholds], why_not: str = ""
) -> list[AuditResult]:
    """What the audits say of the figures; where `why_not` says something, nothing is compared."""
    observed = [
        (name, one)
        for name in AUDITS
        if thresholds[name].limits or thresholds[name].exceptions
        for one in _observe(name, now, last, thresholds[name], why_not)
    ]
    questions = [
        question for name, one in observed for question in _questions(name, one, thresholds[name])
    ]
    outside = broken(questions)
    results = [
        _result(name, one, limits, outside)
        for name, one in observed
        if (limits := thresholds[name].of(one.relation, one.subject))
    ]
    results += _pointless_exceptions(now, thresholds)
    order = {name: number for number, name in enumerate(AUDITS)}
    return sorted(
        results,
        key=lambda one: (
            one.passed,
            SEVERITIES.index(one.severity) if not one.passed else 0,
            order.get(one.audit, -1),
            one.relation,
            one.subject,
        ),
    )


def _observe(
    name: str, now: Figures, last: Figures | None, thresholds: Thresholds, why_not: str
) -> Iterator[Observation]:
    audit = AUDITS[name]
    if isinstance(audit, Audit):
        before = {(one.relation, one.subject): one for one in audit.observe(last or Figures([]))}
        for one in audit.observe(now):
            found = before.get((one.relation, one.subject))
            yield replace(one, last=found.observed if found else None)
    elif last is None or why_not:
        yield Observation("", why_not)
    else:
        yield from audit.observe(Compared(now, last, thresholds.from_rows))


def _questions(name: str, one: Observation, thresholds: Thresholds) -> Iterator[Question]:
    if one.observed is None:
        return
    for severity, bound in thresholds.of(one.relation, one.subject).items():
        yield Question(one.relation, _question(name, one), severity, one.observed, bound)


def _question(name: str, one: Observation) -> str:
    return full_name(name, one.subject)


def _result(
    name: str,
    one: Observation,
    limits: Mapping[Severity, Bound],
    outside: set[Question],
) -> AuditResult:
    severity = next(iter(limits))
    passed = True
    if one.observed is not None:
        for level, bound in limits.items():
            if Question(one.relation, _question(name, one), level, one.observed, bound) in outside:
                severity, passed = level, False
                break
    return AuditResult(
        audit=name,
        severity=severity,
        relation=one.relation,
        passed=passed,
        observed=one.observed,
        expected=bound_text(limits[severity], AUDITS[name].unit),
        failing_rows=one.failing_rows,
        said=one.said,
        subject=one.subject,
        last=one.last,
    )


def _pointless_exceptions(
    now: Figures, thresholds: Mapping[str, Thresholds]
) -> Iterator[AuditResult]:
    """Exceptions for what isn't there, misspelt ones among them: they would change nothing."""
    names = now.names()
    for audit, of_audit in thresholds.items():
        for name in of_audit.exceptions:
            if name not in names:
                yield AuditResult(
                    audit=audit,
                    severity="warning",
                    relation="",
                    passed=False,
                    observed=None,
                    expected="an input table or mart, or a column, rule or scoring model of it",
                    failing_rows=None,
                    said=f"{FILE} has an exception of {audit} for {name}, which isn't there",
                )
