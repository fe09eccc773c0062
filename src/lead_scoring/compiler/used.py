"""What of the inputs the specs look at, and which relations a condition reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lead_scoring.spec import Condition, Filter, Project, ScoringModel
from lead_scoring.spec.inputs import HOPS


def used(project: Project) -> dict[str, object]:
    """The columns, paths from interactions, and targets that some spec uses.

    Only these columns go through the scoring: writing the others costs more than all the rest.
    """
    columns: dict[str, set[str]] = {
        table: set() for table in ("leads", "contacts", "accounts", "interactions")
    }
    columns |= {f"related__{name}": set() for name in project.inputs.related}
    paths: dict[str, set[str]] = defaultdict(set)
    for model in project.models:
        for predicate in _of_attributes(model):
            *hops, column = predicate.field.split(".")
            columns[_table_at_end("leads", hops)].add(column)
        for condition in _conditions(model):
            for predicate in _filters(condition):
                *hops, column = predicate.field.split(".")
                if condition.subject == "related":
                    columns[f"related__{condition.source}"].add(column)
                else:
                    columns[_table_at_end("interactions", hops)].add(column)
                    if hops:
                        paths[".".join(hops)].add(column)
    return {
        "columns": {table: sorted(names) for table, names in columns.items()},
        "paths": {path: sorted(names) for path, names in sorted(paths.items())},
        "targets": sorted({model.target for model in project.models}),
    }


def read_by_conditions(model: ScoringModel) -> dict[str, object]:
    """The columns that a model's conditions look at, by where they stand.

    Of the interactions, None without any, and beyond them by path; of the lead by path,
    "" being the lead itself; of related tables by table.
    """
    conditions = list(_conditions(model))
    columns: set[str] = set()
    paths: dict[str, set[str]] = defaultdict(set)
    attributes: dict[str, set[str]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    for condition in conditions:
        if condition.predicate:
            path, _, column = condition.predicate.field.rpartition(".")
            attributes[path].add(column)
        elif condition.subject == "related":
            related[condition.source] |= {one.field for one in _filters(condition)}
        else:
            for one in _filters(condition):
                path, _, column = one.field.rpartition(".")
                (paths[path] if path else columns).add(column)

    def sorted_by_key(found: dict[str, set[str]]) -> dict[str, list[str]]:
        return {key: sorted(names) for key, names in sorted(found.items())}

    return {
        "interactions": {"columns": sorted(columns), "paths": sorted_by_key(paths)}
        if any(condition.subject == "interaction" for condition in conditions)
        else None,
        "attributes": sorted_by_key(attributes),
        "related": sorted_by_key(related),
    }


def relations_of_condition(condition: Condition) -> tuple[str, ...]:
    """The roles of the relations that a condition reads."""
    if condition.predicate:
        return _relations_of_attribute(condition.predicate)
    records = (
        "lead_interactions"
        if condition.subject == "interaction"
        else f"lead_related__{condition.source}"
    )
    is_none = condition.frequency is not None and condition.frequency.kind == "none"
    return (records, "leads") if is_none else (records,)


def relations_of_audience(model: ScoringModel) -> tuple[str, ...]:
    """The roles of the relations that the filters of an audience read."""
    leaves = model.audience.leaves() if model.audience else ()
    return tuple(
        role
        for leaf in leaves
        if isinstance(leaf, Filter)
        for role in _relations_of_attribute(leaf)
    )


def _relations_of_attribute(predicate: Filter) -> tuple[str, ...]:
    *hops, _ = predicate.field.split(".")
    complement = ("leads",) if predicate.operator == "is_not_set" else ()
    if not hops:
        return ("lead_versions", *complement)
    passed = tuple(_table_at_end("leads", hops[:count]) for count in range(1, len(hops)))
    versions = {"contacts": "contact_versions", "accounts": "account_versions"}
    return ("leads", *passed, versions[_table_at_end("leads", hops)])


def _table_at_end(table: str, hops: list[str]) -> str:
    for hop in hops:
        table = HOPS[table][hop]
    return table


def _of_attributes(model: ScoringModel) -> Iterator[Filter]:
    for leaf in model.audience.leaves() if model.audience else ():
        if isinstance(leaf, Filter):
            yield leaf
    for condition in _conditions(model):
        if condition.predicate:
            yield condition.predicate


def _conditions(model: ScoringModel) -> Iterator[Condition]:
    for group in model.groups:
        yield from group.conditions


def _filters(condition: Condition) -> Iterator[Filter]:
    for leaf in condition.where.leaves() if condition.where else ():
        if isinstance(leaf, Filter):
            yield leaf
