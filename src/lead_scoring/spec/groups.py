"""Groups: their conditions, how these join, and where `each` may stand."""

from __future__ import annotations

from collections.abc import Iterator

from lead_scoring.spec import grammar
from lead_scoring.spec.conditions import condition, tree
from lead_scoring.spec.errors import Problems, nearest, quoted
from lead_scoring.spec.grammar import CATEGORIES
from lead_scoring.spec.inputs import KnownInputs
from lead_scoring.spec.types import Category, Condition, Group

RESERVED_GROUP_NAMES = ("score_range",)


def written_conditions(
    items: list[grammar.Condition | grammar.ConditionBranch] | None,
) -> Iterator[grammar.Condition]:
    """The conditions of a group in the order of the file, however deep they are nested."""
    for item in items or []:
        if isinstance(item, grammar.Condition):
            yield item
        elif isinstance(item, grammar.ConditionBranch):
            yield from written_conditions(item.all)
            yield from written_conditions(item.any)


def group(written: grammar.Group, known: KnownInputs, problems: Problems) -> Group | None:
    """The group; None if it is faulty, which is noted."""
    if written.points == 0:
        problems.add("LS017", written.place("points"), "points must not be 0")
    if written.name in RESERVED_GROUP_NAMES:
        message = f"the group name {quoted(written.name)} is reserved"
        problems.add("LS025", written.place("name"), message, "choose another")
    category, subcategory = _category(written, problems)
    _check_each(written, problems)
    conditions: list[Condition] = []

    def leaf(item: grammar.Condition) -> str | None:
        found = condition(item, known, problems)
        if found is None:
            return None
        conditions.append(found)
        return found.name

    if written.conditions is None:
        return None
    joined = tree(written.conditions, leaf, problems, written.match or "all")
    if joined is None or written.name is None or written.points is None:
        return None
    return Group(
        name=written.name,
        label=written.label,
        category=category,
        subcategory=subcategory,
        points=written.points,
        max_points=written.max_points,
        tree=joined,
        conditions=tuple(conditions),
    )


def _category(written: grammar.Group, problems: Problems) -> tuple[Category | None, str | None]:
    if written.category is None:
        return None, None
    place = written.place("category")
    first, slash, rest = written.category.partition("/")
    category = next((word for word in CATEGORIES if word == first), None)
    if category is None:
        message = f"must begin with {', '.join(CATEGORIES)}, found {quoted(first)}"
        problems.add("LS016", place, message, nearest(first, CATEGORIES))
    elif slash and not rest.strip():
        problems.add("LS019", place, "the subcategory is blank", "name it or remove the slash")
    return category, rest.strip() or None


def _check_each(written: grammar.Group, problems: Problems) -> None:
    """`each` counts, so it can't be one of several ways to earn the points."""
    top = written.conditions or []
    each = [item for item in written_conditions(top) if item.frequency == "each"]
    for item in each[1:]:
        message = (
            "a second condition with each: the group would not know which one multiplies its points"
        )
        problems.add("LS036", item.place("frequency"), message, "put it into a group of its own")
    for item in each[:1]:
        place = item.place("frequency")
        if not any(item is other for other in top):
            message = "each stands inside a nested all or any, where it could not multiply points"
            problems.add("LS036", place, message, "move it to the top level of the group")
        elif written.match == "any":
            message = "each under match: any: it would not say how often the points are earned"
            problems.add("LS036", place, message, "use match: all or a group of its own")
