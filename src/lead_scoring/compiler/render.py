"""From scoring models to the text of every generated file; reads no file but its templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from pathlib import PurePosixPath
from typing import Any

import jinja2

from lead_scoring.compiler.decay import worth_changes
from lead_scoring.compiler.inert import jinja_literal, yaml_text
from lead_scoring.compiler.known import AS_OF, Known, closure, dbt_model, known
from lead_scoring.compiler.meaning import spec_hash
from lead_scoring.compiler.used import (
    read_by_conditions,
    relations_of_audience,
    relations_of_condition,
    used,
)
from lead_scoring.spec import (
    Condition,
    DeclaredInputs,
    Experiment,
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
    "scoring_model_segments": "The segments of every scoring model. One row per model and segment.",
    "scoring_model_intervals": "When leads are scored. One row per model, lead and interval.",
    "scoring_model_ledger": "All ledgers. One row per model, lead, group and instant of change.",
    "scoring_model_history": "All score histories. One row per model, lead and valid_from.",
    "scoring_experiment_arms": "The split experiments. One row per experiment and arm.",
}
# how many values a lead's hash can have (macros/engines/hash_number.sql)
HASHES = 2**32


def render(project: Project) -> dict[PurePosixPath, str]:
    """The generated files: path within the project to text. The same specs give the same bytes."""
    inputs = project.inputs
    files = {
        MACROS / "_inputs.sql": _fill(
            "inputs.sql",
            columns=_input_columns(inputs),
            interaction_types=[*catalog().interaction_types, *inputs.interaction_types],
            related={
                f"related__{name}": {"key": table.key, "time": table.time}
                for name, table in sorted(inputs.related.items())
            },
            used=used(project),
        ),
        MODELS / "_inputs/_inputs.yml": _fill(
            "inputs.yml", tables=_described_tables(inputs), sql_types=SQL_TYPES
        ),
        MODELS / "_doors/_doors.yml": _fill("doors.yml", doors=DOORS),
    }
    for name in inputs.related:
        files[MODELS / f"_inputs/stg_related__{name}.sql"] = _fill("related.sql", name=name)
    arms = [arm for experiment in project.experiments for arm in _arms(experiment)]
    for door in DOORS:
        files[MODELS / f"_doors/{door}.sql"] = _fill(
            f"{door}.sql", models=project.models, arms=arms
        )
    files |= _known_files(MODELS / "_known", known(inputs))
    for model in project.models:
        files |= _model_files(model, inputs)
    _refuse_colliding_names(files)
    return files


def _known_files(
    folder: PurePosixPath, relations: Mapping[str, Known], model: ScoringModel | None = None
) -> dict[PurePosixPath, str]:
    """What is known at `as_of`, or when the model was stopped."""
    described = [
        {
            "name": dbt_model(role, model),
            "description": relation.description,
            "materialized": relation.materialized,
            "fingerprints": relation.fingerprints and dbt_model(relation.fingerprints, model),
            "pre_hook": relation.pre_hook
            and relation.pre_hook % {role: dbt_model(role, model) for role in relation.reads},
        }
        for role, relation in relations.items()
    ]
    origin = model.path if model else "scoring_models/"
    files = {folder / "_known.yml": _fill("known.yml", origin=origin, relations=described)}
    for role, relation in relations.items():
        files[folder / f"{dbt_model(role, model)}.sql"] = _fill(
            "known.sql",
            origin=origin,
            macro=relation.macro,
            relations={read: dbt_model(read, model) for read in relation.reads},
            arguments=relation.arguments,
        )
    return files


def _model_files(model: ScoringModel, inputs: DeclaredInputs) -> dict[PurePosixPath, str]:
    folder = MODELS / model.name
    conditions = [condition for group in model.groups for condition in group.conditions]
    read = {condition.name: relations_of_condition(condition) for condition in conditions}
    read_by_intervals = ("leads", *relations_of_audience(model))
    read_by_ledger = tuple(dict.fromkeys(role for roles in read.values() for role in roles))

    # ledgers hold numbers: in another order of the spec a group keeps its own
    numbers = {name: n for n, name in enumerate(sorted(group.name for group in model.groups), 1)}

    def models_of(roles: Iterable[str]) -> dict[str, str]:
        return {role: dbt_model(role, model) for role in dict.fromkeys(roles)}

    facts: dict[str, Any] = {
        "model": model,
        "inputs": inputs,
        "about": _about(model),
        "groups": [
            {
                "group_name": group.name,
                "group_number": numbers[group.name],
                "label": group.label,
                "category": group.category,
                "subcategory": group.subcategory,
                "points": group.points,
            }
            for group in model.groups
        ],
        "numbers": numbers,
        "reads": read_by_conditions(model),
        "roles_of_intervals": {role: role for role in dict.fromkeys(read_by_intervals)},
        "roles_of_ledger": {role: role for role in read_by_ledger},
        "grades": _grades(model),
        "audience": _audience(model),
        "spec_hash": spec_hash(model, inputs),
    }
    files = {
        MACROS / f"{model.name}.sql": _fill("model.sql", **facts),
        folder / f"_{model.name}.yml": _fill("model.yml", **facts),
        folder / f"int_{model.name}__scored_intervals.sql": _fill(
            "scored_intervals.sql", relations=models_of(read_by_intervals), **facts
        ),
        folder / f"int_{model.name}__fingerprints.sql": _fill(
            "fingerprints.sql", relations=models_of(("leads", *read_by_ledger)), **facts
        ),
        folder / f"int_{model.name}__ledger.sql": _fill(
            "ledger.sql", relations=models_of(read_by_ledger), **facts
        ),
        folder / f"int_{model.name}__score_history.sql": _fill("score_history.sql", **facts),
    }
    for condition in conditions:
        path = folder / f"stg_{model.name}__{condition.name}.sql"
        files[path] = _fill(
            "condition.sql",
            condition=condition,
            relations=models_of(read[condition.name]),
            **facts,
        )
    if model.stopped_at:
        roles = closure((*read_by_intervals, *read_by_ledger), inputs)
        files |= _known_files(folder, {role: known(inputs)[role] for role in roles}, model)
        files[folder / f"{dbt_model(AS_OF, model)}.sql"] = _fill(
            "known.sql",
            origin=model.path,
            macro="stopped_as_of",
            relations={AS_OF: dbt_model(AS_OF)},
            arguments={"stopped_at": model.stopped_at},
        )
    return files


def _condition_arguments(
    condition: Condition, model: ScoringModel, inputs: DeclaredInputs, points: int
) -> dict[str, object]:
    """The literal arguments of the fat macro behind a condition, those left out being none."""
    if condition.predicate:
        return {"filter": _filter(condition.predicate)}
    arguments: dict[str, object] = {"target": model.target}
    if condition.subject == "interaction":
        arguments |= {
            "interaction_type": condition.source,
            "count_parent_contact_interactions": model.count_parent_contact_interactions,
        }
    else:
        arguments |= {"table": condition.source, "key": inputs.related[condition.source].key}
    arguments |= {
        "frequency": _frequency(condition.frequency),
        "where": _tree(condition.where) if condition.where else None,
        "within_days": condition.within_days,
        "since": condition.since,
        "min_age_days": condition.min_age_days,
        "decay": worth_changes(condition.decay, points, condition.within_days)
        if condition.decay
        else None,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def _audience(model: ScoringModel) -> dict[str, object] | None:
    """The audience as a tree of leaf names, and the filter behind each."""
    if model.audience is None:
        return None
    filters: dict[str, object] = {}

    def named(tree: Tree) -> dict[str, object]:
        items: list[object] = []
        for item in tree.items:
            if isinstance(item, Tree):
                items.append(named(item))
            elif isinstance(item, Filter):
                name = f"audience_{len(filters) + 1}"
                filters[name] = _filter(item)
                items.append(name)
        return {tree.match: items}

    return {"match": named(model.audience), "filters": filters}


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
    objective, targets = model.threshold_objective, model.targets
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
        "outcome": model.outcome,
        "threshold_objective": objective and objective.name,
        "threshold_precision": objective and objective.precision,
        "threshold_capacity_per_week": objective and objective.capacity_per_week,
        "threshold_win_value": objective and objective.win_value,
        "threshold_contact_cost": objective and objective.contact_cost,
        "target_precision": targets and targets.precision,
        "target_recall": targets and targets.recall,
        "target_lead_velocity": targets and targets.lead_velocity,
        "target_mql_to_sql": targets and targets.mql_to_sql,
        "target_average_score_from": average_score[0],
        "target_average_score_to": average_score[1],
        "target_hot_share_from": hot_share[0],
        "target_hot_share_to": hot_share[1],
        "distribution_bands": list(model.distribution_bands or ()),
        "segments": [
            {"segment": segment.name, "score_from": segment.lower, "score_to": segment.upper}
            for segment in model.segments
        ],
    }


def _arms(experiment: Experiment) -> Iterator[dict[str, object]]:
    """The experiment's arms, each with the hashes of its leads: from hash_from, below hash_to."""
    first_of_control = ceil(Fraction(experiment.share) * HASHES)
    arms = {
        "control": (experiment.control, 1 - experiment.share, first_of_control, HASHES),
        "challenger": (experiment.challenger, experiment.share, 0, first_of_control),
    }
    for arm, (model, share, hash_from, hash_to) in arms.items():
        yield {
            "experiment": experiment.name,
            "label": experiment.label,
            "arm": arm,
            "scoring_model": model,
            "planned_share": share,
            "hash_from": hash_from,
            "hash_to": hash_to,
            "outcome": experiment.outcome,
            "horizon_days": experiment.horizon_days,
            "starts_at": experiment.start,
            "ends_at": experiment.end,
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
            "is_related": table not in catalog().tables,
            "description": (
                catalog().tables[table].description
                if table in catalog().tables
                else "Declared in scoring_models/_inputs.yml. One row per source row."
            ),
            "columns": [{"name": name, **facts} for name, facts, _ in columns],
        }
        for table, columns in _columns(inputs).items()
    ]


def _columns(inputs: DeclaredInputs) -> dict[str, list[tuple[str, dict[str, Any], bool]]]:
    """Of every input table its columns, then the declared ones, as (name, facts, declared)."""
    canonical = {
        table: [
            (
                column.name,
                {
                    "type": column.type,
                    "required": column.required,
                    "description": column.description,
                    "pii": column.pii,
                },
                False,
            )
            for column in content.columns
        ]
        + _declared(inputs.columns.get(table, {}), inputs.pii.get(table, ()))
        for table, content in catalog().tables.items()
    }
    related = {
        f"related__{name}": _declared(
            {f"{table.key}_id": "id"}
            | ({table.time: "timestamp"} if table.time else {})
            | dict(sorted(table.columns.items())),
            inputs.pii.get(name, ()),
        )
        for name, table in sorted(inputs.related.items())
    }
    return canonical | related


def _declared(
    columns: Mapping[str, str], pii: Collection[str]
) -> list[tuple[str, dict[str, Any], bool]]:
    return [
        (
            name,
            {
                # a date is a timestamp at 00:00:00
                "type": "timestamp" if declared_type == "date" else declared_type,
                "required": False,
                "description": "Declared in scoring_models/_inputs.yml.",
                "pii": name in pii,
            },
            True,
        )
        for name, declared_type in columns.items()
    ]


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
        "arguments": _condition_arguments,
        "match": _tree,
    }
    return environment


ENVIRONMENT = _environment()


def _fill(template: str, **facts: object) -> str:
    return ENVIRONMENT.get_template(template).render(**facts)
