"""From scoring models to the text of every generated file; reads no file but its templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import jinja2

from lead_scoring.compiler.inert import jinja_literal, yaml_text
from lead_scoring.compiler.meaning import spec_hash
from lead_scoring.spec import (
    Condition,
    DeclaredInputs,
    Filter,
    Frequency,
    Grade,
    Project,
    ScoringModel,
    Tree,
    catalog,
)

MACROS = PurePosixPath("macros/generated")
MODELS = PurePosixPath("models/generated")
SQL_TYPES = {
    "id": "text",
    "text": "text",
    "integer": "bigint",
    "number": "decimal(28, 10)",
    "boolean": "boolean",
    "timestamp": "timestamp",
}
DOORS = {
    "scoring_models": "Every scoring model. One row per scoring model.",
    "scoring_model_groups": "The groups of every scoring model. One row per model and group.",
    "scoring_model_grades": "The grades of every scoring model. One row per model and grade.",
    "scoring_model_bands": "The distribution bands that specs name. One row per model and band.",
    "scoring_model_ledger": "All ledgers. One row per model, lead, group and instant of change.",
    "scoring_model_history": "All score histories. One row per model, lead and valid_from.",
}


def render(project: Project) -> dict[PurePosixPath, str]:
    """The generated files: path within the project to text. The same specs give the same bytes."""
    files = {
        MACROS / "_inputs.sql": _fill(
            "inputs.sql", columns=_input_columns(project.inputs), used=_used_columns(project)
        ),
        MODELS / "_inputs/_inputs.yml": _fill(
            "inputs.yml", tables=_described_tables(project.inputs), sql_types=SQL_TYPES
        ),
        MODELS / "_doors/_doors.yml": _fill("doors.yml", doors=DOORS),
    }
    for door in DOORS:
        files[MODELS / f"_doors/{door}.sql"] = _fill(f"{door}.sql", models=project.models)
    for model in project.models:
        files |= _model_files(model, project.inputs)
    _refuse_colliding_names(files)
    return files


def _model_files(model: ScoringModel, inputs: DeclaredInputs) -> dict[PurePosixPath, str]:
    folder = MODELS / model.name
    facts: dict[str, Any] = {
        "model": model,
        "about": _about(model),
        "groups": [
            {
                "group_name": group.name,
                "label": group.label,
                "category": group.category,
                "subcategory": group.subcategory,
                "points": group.points,
            }
            for group in model.groups
        ],
        "grades": _grades(model),
        "spec_hash": spec_hash(model, inputs),
    }
    files = {
        MACROS / f"{model.name}.sql": _fill("model.sql", **facts),
        folder / f"_{model.name}.yml": _fill("model.yml", **facts),
        folder / f"int_{model.name}__ledger.sql": _fill("ledger.sql", **facts),
        folder / f"int_{model.name}__score_history.sql": _fill("score_history.sql", **facts),
    }
    for group in model.groups:
        for condition in group.conditions:
            path = folder / f"stg_{model.name}__{condition.name}.sql"
            files[path] = _fill("condition.sql", condition=condition, **facts)
    return files


def _relations(condition: Condition) -> dict[str, str]:
    """What a condition reads: the argument of its macro to the model behind it."""
    if condition.subject == "attribute":
        return {"lead_versions": "int_lead_versions"}
    if condition.frequency and condition.frequency.kind == "none":
        return {"interactions": "int_lead_interactions", "leads": "int_leads"}
    return {"interactions": "int_lead_interactions"}


def _condition_arguments(condition: Condition, model: ScoringModel) -> dict[str, object]:
    """The literal arguments of the fat macro behind a condition, those left out being none."""
    if condition.predicate:
        return {"filter": _filter(condition.predicate)}
    arguments = {
        "interaction_type": condition.source,
        "frequency": _frequency(condition.frequency),
        "count_parent_contact_interactions": model.count_parent_contact_interactions,
        "where": _tree(condition.where) if condition.where else None,
        "within_days": condition.within_days,
        "since": condition.since,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def _frequency(frequency: Frequency | None) -> object:
    if frequency is None or frequency.kind == "at_least":
        return {"at_least": frequency.count if frequency else 1}
    return frequency.kind


def _filter(predicate: Filter) -> dict[str, object]:
    found: dict[str, object] = {
        "field": predicate.field,
        "operator": predicate.operator,
        "value": predicate.value,
        "type": predicate.type,
        "case_sensitive": (predicate.type == "text" and predicate.case_sensitive) or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _tree(tree: Tree) -> dict[str, object]:
    def branch(item: Tree | Filter | str) -> object:
        match item:
            case Tree():
                return _tree(item)
            case Filter():
                return _filter(item)
            case _:
                return item

    return {tree.match: [branch(item) for item in tree.items]}


def _about(model: ScoringModel) -> dict[str, object]:
    targets = model.targets
    average_score = targets.average_score if targets and targets.average_score else (None, None)
    hot_share = targets.hot_share if targets and targets.hot_share else (None, None)
    return {
        "scoring_model": model.name,
        "label": model.label,
        "owner": model.owner,
        "model_status": model.status,
        "replaces": model.replaces,
        "sales_ready_score": model.sales_ready_score,
        "score_min": model.score_range.min if model.score_range else None,
        "score_max": model.score_range.max if model.score_range else None,
        "target_average_score_from": average_score[0],
        "target_average_score_to": average_score[1],
        "target_hot_share_from": hot_share[0],
        "target_hot_share_to": hot_share[1],
        "distribution_bands": list(model.distribution_bands or ()),
    }


def _grades(model: ScoringModel) -> list[dict[str, object]]:
    """The grades from the lowest scores to the highest."""

    def lowest_first(grade: Grade) -> tuple[bool, int]:
        return (grade.lower is not None, grade.lower or 0)

    return [
        {
            "name": grade.name,
            "lower": grade.lower,
            "upper": grade.upper,
            "is_hot": grade.name in model.hot_grades,
        }
        for grade in sorted(model.grades, key=lowest_first)
    ]


def _used_columns(project: Project) -> dict[str, list[str]]:
    """The columns that some condition looks at; only these go through the scoring."""
    used: dict[str, set[str]] = {"leads": set(), "interactions": set()}
    for model in project.models:
        for group in model.groups:
            for condition in group.conditions:
                if condition.predicate:
                    used["leads"].add(condition.predicate.field)
                leaves = condition.where.leaves() if condition.where else ()
                used["interactions"] |= {leaf.field for leaf in leaves if isinstance(leaf, Filter)}
    return {table: sorted(names) for table, names in used.items()}


def _input_columns(inputs: DeclaredInputs) -> dict[str, dict[str, dict[str, object]]]:
    return {
        table: {
            name: {"type": facts["type"], "required": facts["required"], "declared": declared}
            for name, facts, declared in columns
        }
        for table, columns in _columns(inputs).items()
    }


def _described_tables(inputs: DeclaredInputs) -> list[dict[str, object]]:
    return [
        {
            "name": table,
            "description": catalog().tables[table].description,
            "columns": [{"name": name, **facts} for name, facts, _ in columns],
        }
        for table, columns in _columns(inputs).items()
    ]


def _columns(inputs: DeclaredInputs) -> dict[str, list[tuple[str, dict[str, Any], bool]]]:
    """Of every canonical table its columns, then the declared ones, as (name, facts, declared)."""
    return {
        table: [
            (
                column.name,
                {
                    "type": column.type,
                    "required": column.required,
                    "description": column.description,
                },
                False,
            )
            for column in content.columns
        ]
        + [
            (
                name,
                {
                    # a date is a timestamp at 00:00:00
                    "type": "timestamp" if declared_type == "date" else declared_type,
                    "required": False,
                    "description": "Declared in scoring_models/_inputs.yml.",
                },
                True,
            )
            for name, declared_type in sorted(inputs.columns.get(table, {}).items())
        ]
        for table, content in catalog().tables.items()
    }


def _refuse_colliding_names(files: Mapping[PurePosixPath, str]) -> None:
    """dbt knows models by their file names alone, so two of one name would shadow each other."""
    names = Counter(path.stem for path in files if path.suffix == ".sql" and MODELS in path.parents)
    colliding = sorted(name for name, count in names.items() if count > 1)
    if colliding:
        raise ValueError(f"several generated models would be named {', '.join(colliding)}")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lead_scoring.compiler"),
        undefined=jinja2.StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # what comes out is SQL and YAML, each value in its inert form
    )
    environment.filters |= {
        "literal": jinja_literal,
        "yaml_text": yaml_text,
        "relations": _relations,
        "arguments": _condition_arguments,
        "match": _tree,
    }
    return environment


ENVIRONMENT = _environment()


def _fill(template: str, **facts: object) -> str:
    return ENVIRONMENT.get_template(template).render(**facts)
