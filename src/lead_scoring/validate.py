"""Checks scoring models against a built warehouse."""

from __future__ import annotations

from lead_scoring.spec import Project
from lead_scoring.warehouse import Warehouse


def unmatched_conditions(project: Project, warehouse: Warehouse) -> list[str]:
    """A warning for each condition that no row of the built warehouse ever matches.

    Conditions with the frequency `none` hold from the start, so for them it is one that never stops
    to hold that is looked for.
    """
    warnings = []
    for model in project.models:
        for group in model.groups:
            for condition in group.conditions:
                view = f"staging.stg_{model.name}__{condition.name}"
                is_none = condition.frequency is not None and condition.frequency.kind == "none"
                if not warehouse.has_rows(view, value_change=-1 if is_none else 1):
                    warnings.append(
                        f"{model.path}: no row of the build matches condition {condition.name!r}"
                    )
    return warnings
