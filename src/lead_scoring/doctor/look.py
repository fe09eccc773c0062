"""Looks at the inputs through dbt, as a build reads them, in a schema of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from lead_scoring.build import Source
from lead_scoring.dbt import run_dbt
from lead_scoring.doctor.report import BusinessUnit, InteractionType, Report, Table
from lead_scoring.project import ProjectFolder

STAGED = ("+stg_leads", "+stg_contacts", "+stg_interactions")
# beside what is built, which stays as it is
OWN_VARS = {"schema_suffix": "__doctor", "keep_attribute_history": False}


class DoctorError(Exception):
    """dbt could not read the inputs; the message is what it said."""


def examine(
    folder: ProjectFolder,
    source: Source,
    target: str | None,
    profiles_dir: Path | None,
    console: Console,
) -> Report:
    """What the inputs are like. Nothing that is built is changed. Raises `DoctorError`."""
    folder.warehouse.parent.mkdir(exist_ok=True)
    looked_at = source.as_of or datetime.now(UTC).replace(tzinfo=None)

    def dbt(*command: str) -> list[str]:
        arguments = [
            *command,
            *("--profiles-dir", str(profiles_dir or folder.path)),
            *("--target-path", str(folder.path / "target" / "doctor")),
            *("--vars", json.dumps(OWN_VARS | source.dbt_vars())),
        ]
        if target:
            arguments += ["--target", target]
        instant = {"LEAD_SCORING_AS_OF": looked_at.isoformat(sep=" ")}
        run = run_dbt(arguments, folder.path, instant, console)
        if run.exit_code:
            raise DoctorError("\n".join(run.errors) or f"dbt ended with exit code {run.exit_code}")
        return run.told

    found = _told(dbt("run-operation", "report_inputs"))
    connector, place = _origin(folder.dbt_vars() | source.dbt_vars())
    report = Report(
        connector=connector,
        place=place,
        looked_at=looked_at,
        missing=tuple(found["missing"]),
        tables=tuple(Table(**table | _span(table)) for table in found["tables"]),
    )
    if report.missing:
        return report
    tests = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    dbt("build", *tests, "--select", *STAGED)
    staged = _told(dbt("run-operation", "report_staged_inputs"))
    return replace(
        report,
        types=tuple(InteractionType(**one | _span(one)) for one in staged["types"]),
        subjects=staged["rows"],
        business_units=tuple(BusinessUnit(**unit) for unit in staged["business_units"]),
    )


def _told(told: list[str]) -> dict[str, Any]:
    """The JSON text among what the macros logged."""
    for text in reversed(told):
        if text.startswith("{"):
            found: dict[str, Any] = json.loads(text)
            return found
    raise DoctorError("dbt told nothing of the inputs")


def _origin(dbt_vars: dict[str, Any]) -> tuple[str, str]:
    connector, folder = dbt_vars["connector"], dbt_vars["input_path"]
    if connector == "demo":
        return connector, "the project's seeds"
    if connector == "files" or (folder and connector != "warehouse"):
        return connector, f"folder {folder}"
    return connector, f"schema {dbt_vars['input_schema']}"


def _span(told: dict[str, Any]) -> dict[str, datetime | None]:
    return {
        name: datetime.fromisoformat(told[name]) if told[name] else None
        for name in ("first_at", "last_at")
    }
