"""What specs may name: canonical and declared columns, interaction types and related tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lead_scoring.spec import grammar
from lead_scoring.spec.catalog import catalog
from lead_scoring.spec.errors import Place, Problems, nearest, quoted
from lead_scoring.spec.reserved import is_reserved, is_reserved_in_related
from lead_scoring.spec.types import ColumnType, DeclaredInputs, DeclaredType, RelatedTable

MOST_HOPS = 5
HOPS = {
    "leads": {"contact": "contacts", "account": "accounts"},
    "contacts": {"account": "accounts"},
    "accounts": {"parent_account": "accounts"},
    "interactions": {"contact": "contacts", "account": "accounts"},
}


@dataclass(frozen=True)
class Unknown:
    """Why a name leads to no column."""

    code: str
    message: str
    hint: str


class KnownInputs:
    """The canonical inputs and the declared ones together."""

    def __init__(self, declared: DeclaredInputs) -> None:
        self.declared = declared
        self.interaction_types = (*catalog().interaction_types, *declared.interaction_types)
        self.columns: dict[str, dict[str, ColumnType]] = {
            name: {
                **{column.name: column.type for column in table.columns},
                **_resolved(declared.columns.get(name, {})),
            }
            for name, table in catalog().tables.items()
        }

    def column(self, table: str, path: str) -> ColumnType | Unknown:
        """The type of the column at the end of the path, walked from a row of the table."""
        *hops, column = path.split(".")
        if len(hops) > MOST_HOPS:
            message = f"the path has {len(hops)} hops, allowed are {MOST_HOPS}"
            return Unknown("LS029", message, "")
        for hop in hops:
            if hop not in HOPS[table]:
                allowed = f"from {table} one gets to {', '.join(HOPS[table])}"
                hint = nearest(hop, HOPS[table]) or allowed
                return Unknown("LS029", f"unknown hop {quoted(hop)}", hint)
            table = HOPS[table][hop]
        return _look_up(column, self.columns[table], table)

    def related_column(self, table: str, column: str) -> ColumnType | Unknown:
        """The type of a column of a declared related table, its key and time included."""
        if "." in column:
            hint = "filters of a related table look at its own columns"
            return Unknown("LS029", f"no path leads on from {table}", hint)
        declared = self.declared.related[table]
        columns: dict[str, ColumnType] = {
            key_column(declared.key): "id",
            **_resolved(declared.columns),
        }
        if declared.time:
            columns[declared.time] = "timestamp"
        return _look_up(column, columns, table)


def _look_up(column: str, columns: dict[str, ColumnType], table: str) -> ColumnType | Unknown:
    if column in columns:
        return columns[column]
    declare = "declare it in _inputs.yml if your data has it"
    hint = nearest(column, columns) or declare
    return Unknown("LS027", f"unknown column {quoted(column)} of {table}", hint)


def _resolved(columns: dict[str, DeclaredType]) -> dict[str, ColumnType]:
    return {name: "timestamp" if type == "date" else type for name, type in columns.items()}


def declared_inputs(written: grammar.Inputs, problems: Problems) -> DeclaredInputs:
    """The declarations of `_inputs.yml`, faulty ones left out and noted."""
    columns, related = _columns(written, problems), _related(written, problems)
    return DeclaredInputs(
        interaction_types=_interaction_types(written, problems),
        columns=columns,
        related=related,
        pii=_pii(
            written, columns | {name: table.columns for name, table in related.items()}, problems
        ),
    )


def _interaction_types(written: grammar.Inputs, problems: Problems) -> tuple[str, ...]:
    found: list[str] = []
    for index, name in enumerate(written.interaction_types or []):
        place = written.place("interaction_types", index)
        if name is None:
            continue
        if name in catalog().interaction_types:
            message = f"{quoted(name)} is a standard interaction type"
            problems.add("LS045", place, message, "remove it")
        elif name in found:
            problems.add("LS045", place, f"{quoted(name)} is declared twice", "remove it")
        else:
            found.append(name)
    return tuple(found)


def _columns(written: grammar.Inputs, problems: Problems) -> dict[str, dict[str, DeclaredType]]:
    found: dict[str, dict[str, DeclaredType]] = {}
    if written.columns is None:
        return found
    for table, canonical in catalog().tables.items():
        declared: dict[str, DeclaredType] = getattr(written.columns, table) or {}
        standard = {column.name for column in canonical.columns}
        for column in sorted(standard & declared.keys()):
            message = f"{quoted(column)} is a canonical column of {table}"
            problems.add("LS045", written.columns.place(table, column), message, "remove it")
        for column in declared:
            if is_reserved(column, table):
                _refuse_name(column, written.columns.place(table, column), problems)
        own = {name: type for name, type in declared.items() if name not in standard}
        if own:
            found[table] = own
    return found


def _pii(
    written: grammar.Inputs, declared: Mapping[str, Mapping[str, DeclaredType]], problems: Problems
) -> dict[str, tuple[str, ...]]:
    found = {}
    for table, names in (written.pii or {}).items():
        columns = declared.get(table, {})
        for index, name in enumerate(names or []):
            if name is not None and name not in columns:
                message = f"{quoted(name)} is no declared column of {table}"
                hint = nearest(name, columns) or "declare it under columns or related"
                problems.add("LS052", written.place("pii", table, index), message, hint)
        found[table] = tuple(name for name in names or [] if name in columns)
    return found


def _refuse_name(column: str, place: Place, problems: Problems) -> None:
    message = f"{quoted(column)} has a meaning of its own in SQL or in this project"
    problems.add("LS025", place, message, "rename the column in the input")


def key_column(key: str) -> str:
    """The id column of a related table with that key."""
    return f"{key}_id"


def _related(written: grammar.Inputs, problems: Problems) -> dict[str, RelatedTable]:
    found = {}
    for name, table in (written.related or {}).items():
        if name in catalog().tables:
            message = f"{quoted(name)} is a canonical table"
            problems.add("LS045", written.place("related", name), message, "choose another name")
        _check_columns_of_related(table, problems)
        _check_time(table, problems)
        if table.key:
            found[name] = RelatedTable(key=table.key, time=table.time, columns=table.columns or {})
    return found


def _check_columns_of_related(table: grammar.RelatedTable, problems: Problems) -> None:
    for column in table.columns or {}:
        place = table.place("columns", column)
        if table.key and column == key_column(table.key):
            message = f"{quoted(column)} is the key column, which is there already"
            problems.add("LS045", place, message, "remove it")
        elif column != table.time and is_reserved_in_related(column):
            _refuse_name(column, place, problems)


def _check_time(table: grammar.RelatedTable, problems: Problems) -> None:
    if table.time is None:
        return
    place = table.place("time")
    declared = (table.columns or {}).get(table.time, "timestamp")
    if table.key and table.time == key_column(table.key):
        problems.add("LS045", place, f"{quoted(table.time)} is the key column", "name another")
    elif declared not in ("date", "timestamp"):
        message = f"the time column is declared as {declared}"
        problems.add("LS032", place, message, "declare it as timestamp or date")
    elif table.time != "occurred_at" and is_reserved_in_related(table.time):
        _refuse_name(table.time, place, problems)
