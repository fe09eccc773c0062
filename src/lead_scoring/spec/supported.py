"""What the grammar has and this release can't compute yet.

Such keys are refused, never ignored. To support one, delete its line here.
"""

from __future__ import annotations

from collections.abc import Iterator

from lead_scoring.spec import grammar
from lead_scoring.spec.dynamics import filters
from lead_scoring.spec.errors import Place, Problems
from lead_scoring.spec.groups import written_conditions

MODEL_KEYS: tuple[str, ...] = ()
MODEL_VALUES: tuple[tuple[str, str], ...] = ()
TARGET_KEYS: tuple[str, ...] = ()
CONDITION_KEYS: tuple[str, ...] = ()
FIELD_HOPS: tuple[str, ...] = ()
ATTRIBUTE_HOPS = False


def refuse_unsupported(written: grammar.Model, problems: Problems) -> None:
    """Notes each key that is not supported yet, unless it is faulty anyway."""
    for place, what in _unsupported(written):
        if not problems.any_at(place):
            problems.add("LS047", place, f"{what} is not supported yet")


def _unsupported(written: grammar.Model) -> Iterator[tuple[Place, str]]:
    for key in written.wrote(*MODEL_KEYS):
        yield written.place(key), key
    for key, value in MODEL_VALUES:
        if getattr(written, key) == value:
            yield written.place(key), f"{key}: {value}"
    if written.targets is not None:
        for key in written.targets.wrote(*TARGET_KEYS):
            yield written.targets.place(key), f"the target {key}"
    for group in written.groups or []:
        if group is not None:
            yield from _unsupported_in_group(group)


def _unsupported_in_group(group: grammar.Group) -> Iterator[tuple[Place, str]]:
    for condition in written_conditions(group.conditions):
        for key in condition.wrote(*CONDITION_KEYS):
            yield condition.place(key), key
        if ATTRIBUTE_HOPS and "." in (condition.attribute or ""):
            yield condition.place("attribute"), "attribute with a path through other tables"
        if condition.wrote("interaction"):
            for item in filters(condition.where):
                if (item.field or "").startswith(FIELD_HOPS):
                    yield item.place("field"), "field with a path through other tables"
