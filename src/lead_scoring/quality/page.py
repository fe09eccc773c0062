"""What the audits found as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jinja2

from lead_scoring.quality.audits import AUDITS
from lead_scoring.quality.figures import full_name
from lead_scoring.quality.results import AuditResult
from lead_scoring.quality.units import figure_text
from lead_scoring.reports.figures import FIGURES


def audit_page(results: Sequence[AuditResult], about: dict[str, Any]) -> str:
    """The page: what failed first, then everything, by input table and mart."""
    failed = [result for result in results if not result.passed]
    relations = sorted({result.relation for result in results if result.relation})
    facts = {
        "as_of": about["as_of"],
        "last_as_of": about["last_as_of"],
        "why_not": about["why_not"],
        "failed": failed,
        "critical": [result for result in failed if result.severity == "critical"],
        "judged": [one for one in results if one.passed and one.observed is not None],
        "skipped": [one for one in results if one.passed and one.observed is None],
        "relations": {name: [one for one in results if one.relation == name] for name in relations},
    }
    return _environment().get_template("audits.html").render(facts)


def _figure(result: AuditResult, name: str = "observed") -> str:
    return figure_text(getattr(result, name), AUDITS[result.audit].unit)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.PackageLoader("lead_scoring.quality"),
                # the frame of all pages
                jinja2.PackageLoader("lead_scoring.reports"),
            ]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FIGURES | {"figure": _figure}
    environment.globals["full_name"] = full_name
    return environment
