"""Conditions and trees: from what is written to what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from lead_scoring.spec import grammar
from lead_scoring.spec.errors import Place, Problems, nearest, quoted
from lead_scoring.spec.inputs import KnownInputs, Unknown
from lead_scoring.spec.predicates import RELATIVE, moment, number, predicate
from lead_scoring.spec.types import (
    ColumnType,
    Condition,
    Decay,
    Filter,
    Frequency,
    Match,
    Subject,
    Tree,
)

OF_ATTRIBUTES = ("operator", "value", "case_sensitive")
OF_RECORDS = ("frequency", "within_days", "since", "min_age_days", "where", "decay")
SUBJECTS: tuple[Subject, ...] = ("attribute", "interaction", "related")

Branch = grammar.FieldBranch | grammar.AttributeBranch | grammar.ConditionBranch
Leaf = TypeVar("Leaf", bound=grammar.Written)


def tree(
    written: Sequence[Leaf | Branch | None] | Leaf | Branch,
    leaf: Callable[[Leaf], Filter | str | None],
    problems: Problems,
    match: Match = "all",
) -> Tree | None:
    """The tree of what is written; None if a part of it is faulty, which is noted."""
    if isinstance(written, Branch):
        return _branch(written, leaf, problems)
    items = [written] if isinstance(written, grammar.Written) else written
    found: list[Tree | Filter | str | None] = []
    for item in items:
        if isinstance(item, Branch):
            found.append(_branch(item, leaf, problems))
        else:
            found.append(None if item is None else leaf(item))
    sound = tuple(item for item in found if item is not None)
    return Tree(match=match, items=sound) if len(sound) == len(found) else None


def _branch(
    branch: Branch, leaf: Callable[[Leaf], Filter | str | None], problems: Problems
) -> Tree | None:
    if len(branch.wrote("all", "any")) < 2:
        match: Match = "any" if branch.wrote("any") else "all"
        items = branch.any if match == "any" else branch.all
        return None if items is None else tree(items, leaf, problems, match)  # type: ignore[arg-type]
    problems.add(
        "LS034", branch.place("any"), "all and any stand in one mapping", "nest one in the other"
    )
    return None


def attribute_tree(
    written: Sequence[grammar.AttributeFilter | grammar.AttributeBranch]
    | grammar.AttributeFilter
    | grammar.AttributeBranch,
    known: KnownInputs,
    problems: Problems,
) -> Tree | None:
    """A tree over attributes of the lead, as an audience is."""

    def leaf(item: grammar.AttributeFilter) -> Filter | None:
        return _predicate(item, "attribute", known.column, "leads", problems)

    return tree(written, leaf, problems)


def condition(
    written: grammar.Condition, known: KnownInputs, problems: Problems
) -> Condition | None:
    """The condition; None if it is faulty, which is noted."""
    subjects = written.wrote(*SUBJECTS)
    if len(subjects) != 1:
        found = " and ".join(subjects) or "none"
        message = f"needs one of {', '.join(SUBJECTS)}, found {found}"
        problems.add("LS035", written.place(subjects[1] if subjects else "name"), message)
        return None
    if subjects == ["attribute"]:
        return _attribute_condition(written, known, problems)
    return _record_condition(written, known, problems)


def _attribute_condition(
    written: grammar.Condition, known: KnownInputs, problems: Problems
) -> Condition | None:
    for key in written.wrote(*OF_RECORDS):
        problems.add("LS034", written.place(key), f"{key} does not go with attribute")
    if not written.wrote("operator"):
        problems.add("LS013", written.place(), "missing operator")
    found = _predicate(written, "attribute", known.column, "leads", problems)
    if found is None or written.name is None:
        return None
    return Condition(name=written.name, subject="attribute", source=found.field, predicate=found)


def _predicate(
    written: grammar.AttributeFilter | grammar.FieldFilter | grammar.Condition,
    key: str,
    look_up: Callable[[str, str], ColumnType | Unknown],
    table: str,
    problems: Problems,
) -> Filter | None:
    """A predicate over the column that `key` names, looked up from a row of the table."""
    path: str | None = getattr(written, key)
    if path is None:
        return None
    column = look_up(table, path)
    if isinstance(column, Unknown):
        problems.add(column.code, written.place(key), column.message, column.hint)
        return None
    return predicate(written, path, column, problems)


def _record_condition(
    written: grammar.Condition, known: KnownInputs, problems: Problems
) -> Condition | None:
    subject: Subject = "interaction" if written.wrote("interaction") else "related"
    for key in written.wrote(*OF_ATTRIBUTES):
        hint = "put it into a filter under where"
        problems.add("LS034", written.place(key), f"{key} does not go with {subject}", hint)
    source = _source(written, known, problems)
    since = moment(written.since, written.place("since"), problems) if written.since else None
    decay = _decay(written.decay, problems) if written.decay else None
    _check_company(written, known, problems)
    where = None
    if written.where is not None and source is not None:
        where = _where(written.where, subject, source, known, problems)
        if where is None:
            return None
    if source is None or written.name is None:
        return None
    return Condition(
        name=written.name,
        subject=subject,
        source=source,
        frequency=frequency(written),
        within_days=written.within_days,
        since=since,
        min_age_days=written.min_age_days,
        where=where,
        decay=decay,
    )


def frequency(written: grammar.Condition) -> Frequency:
    """At least one, unless something else is written."""
    match written.frequency:
        case "each":
            return Frequency(kind="each")
        case "none":
            return Frequency(kind="none")
        case grammar.AtLeast(at_least=int(count)):
            return Frequency(kind="at_least", count=count)
    return Frequency(kind="at_least", count=1)


def _source(written: grammar.Condition, known: KnownInputs, problems: Problems) -> str | None:
    if (interaction := written.interaction) is not None:
        if interaction in known.interaction_types:
            return interaction
        declare = "declare it in _inputs.yml if your data has it"
        hint = nearest(interaction, known.interaction_types) or declare
        message = f"unknown interaction {quoted(interaction)}"
        problems.add("LS014", written.place("interaction"), message, hint)
    if (related := written.related) is not None:
        if related in known.declared.related:
            return related
        hint = nearest(related, known.declared.related) or "declare it in _inputs.yml"
        message = f"unknown related table {quoted(related)}"
        problems.add("LS028", written.place("related"), message, hint)
    return None


def _where(
    written: Sequence[grammar.FieldFilter | grammar.FieldBranch]
    | grammar.FieldFilter
    | grammar.FieldBranch,
    subject: Subject,
    source: str,
    known: KnownInputs,
    problems: Problems,
) -> Tree | None:
    def leaf(item: grammar.FieldFilter) -> Filter | None:
        if subject == "interaction":
            return _predicate(item, "field", known.column, "interactions", problems)
        found = _predicate(item, "field", known.related_column, source, problems)
        if found and found.operator in RELATIVE and known.declared.related[source].time is None:
            _refuse_without_time(found.operator, source, item.place("operator"), problems)
            return None
        return found

    return tree(written, leaf, problems)


def _refuse_without_time(key: str, table: str, place: Place, problems: Problems) -> None:
    message = f"{key} needs a time, and {table} has no time column"
    problems.add("LS034", place, message, "declare its time in _inputs.yml")


def _check_company(written: grammar.Condition, known: KnownInputs, problems: Problems) -> None:
    """Keys that make sense only in the company of another."""
    kind = frequency(written).kind
    # a faulty frequency has its own error and may have been meant to fit
    is_sound = not written.wrote("frequency") or written.frequency is not None
    for key, wanted in (("min_age_days", "none"), ("decay", "each")):
        if written.wrote(key) and kind != wanted and is_sound:
            message = f"{key} goes with frequency: {wanted} only"
            problems.add("LS034", written.place(key), message)
    table = known.declared.related.get(written.related or "")
    if table is not None and table.time is None:
        for key in written.wrote("within_days", "since", "decay"):
            _refuse_without_time(key, str(written.related), written.place(key), problems)


def _decay(written: grammar.Decay, problems: Problems) -> Decay | None:
    if written.percent is None:
        return None
    place = written.place("percent")
    percent = number(written.percent, place, problems)
    if percent is not None and not 0 < percent <= Decimal(100):
        message = f"must be above 0 and at most 100, found {quoted(written.percent)}"
        problems.add("LS017", place, message)
        return None
    if written.every_days is None or percent is None or written.shape is None:
        return None
    return Decay(every_days=written.every_days, percent=percent, shape=written.shape)
