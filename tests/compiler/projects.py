"""Projects made of specs that are written as Python mappings, for the tests beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from lead_scoring.spec import Project, load_scoring_models

Spec = dict[str, Any]


def small(name: str) -> Spec:
    """The smallest spec."""
    return {
        "name": name,
        "groups": [
            {
                "name": "reads",
                "points": 10,
                "conditions": [{"name": "opened", "interaction": "email_opened"}],
            }
        ],
    }


def large(name: str) -> Spec:
    """A spec that uses what the compiler knows."""
    return {
        "name": name,
        "label": "Large",
        "description": "All there is.",
        "owner": "growth",
        "status": "live",
        "count_parent_contact_interactions": True,
        "score_closed_leads": True,
        "groups": [
            {
                "name": "reads",
                "label": "Reads our mail",
                "category": "behavioral/email",
                "points": 10,
                "match": "any",
                "conditions": [
                    {
                        "name": "opened_five",
                        "interaction": "email_opened",
                        "frequency": {"at_least": 5},
                        "within_days": 28,
                        "since": "2026-01-01",
                        "where": [
                            {"field": "asset_name", "operator": "equals", "value": "Spring news"},
                            {"any": [{"field": "is_bot", "operator": "is_false"}]},
                        ],
                    },
                    {
                        "all": [
                            {"name": "in_us", "attribute": "country", **IN_NORTH_AMERICA},
                            {"name": "big", "attribute": "annual_revenue", **ABOVE_A_MILLION},
                        ]
                    },
                ],
            },
            {
                "name": "asks",
                "category": "intent/demo",
                "points": 20,
                "conditions": [
                    {"name": "each_demo", "interaction": "demo_requested", "frequency": "each"}
                ],
            },
            {
                "name": "quiet",
                "points": -15,
                "conditions": [
                    {
                        "name": "no_visit",
                        "interaction": "website_visited",
                        "frequency": "none",
                        "within_days": 60,
                    }
                ],
            },
        ],
        "score_range": {"min": 0, "max": 100},
        "grades": [
            {"name": "Cold", "operator": "less_than", "value": 10},
            {"name": "Hot", "operator": "greater_or_equal", "value": 10},
        ],
        "hot_grades": ["Hot"],
        "sales_ready_score": 20,
        "distribution_bands": [0, 10, 20],
        "targets": {"average_score": [5, 10], "hot_share": [0.05, 0.15]},
    }


IN_NORTH_AMERICA = {"operator": "in", "value": ["US", "CA"], "case_sensitive": True}
ABOVE_A_MILLION = {"operator": "greater_than", "value": 1_000_000}


def write_specs(folder: Path, *specs: Spec, inputs: Mapping[str, Any] | None = None) -> Path:
    """Writes the specs, in that order, to the folder's scoring_models/, which is returned."""
    models = folder / "scoring_models"
    models.mkdir(parents=True, exist_ok=True)
    if inputs is not None:
        (models / "_inputs.yml").write_text(yaml.safe_dump(dict(inputs)), encoding="utf-8")
    for spec in specs:
        text = yaml.safe_dump(spec, sort_keys=False)
        (models / f"{spec['name']}.yml").write_text(text, encoding="utf-8")
    return models


def write_experiments(folder: Path, *specs: Spec) -> Path:
    """Writes the experiments to the folder's experiments/, which is returned."""
    experiments = folder / "experiments"
    experiments.mkdir(parents=True, exist_ok=True)
    for spec in specs:
        text = yaml.safe_dump(spec, sort_keys=False)
        (experiments / f"{spec['name']}.yml").write_text(text, encoding="utf-8")
    return experiments


def project(folder: Path, *specs: Spec, inputs: Mapping[str, Any] | None = None) -> Project:
    """The loaded project of the specs."""
    return load_scoring_models(write_specs(folder, *specs, inputs=inputs))
