"""From the tree of a YAML file to the types of the grammar: keys, kinds, words and ranges.

Each fault gives one error, and what is sound is kept, so that its meaning can be checked although
its neighbour is faulty.
"""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import TypeAdapter, ValidationError

from lead_scoring.spec.errors import Place, Problems, nearest, quoted
from lead_scoring.spec.grammar import Written
from lead_scoring.spec.yaml_reader import (
    BrokenNode,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
)

W = TypeVar("W", bound=Written)

BROKEN = object()
# instead of the regular expression, which few people like to read
PATTERNS = {
    r"^[a-z][a-z0-9_]{0,29}$": "must be a lower-case letter and then up to 29 lower-case letters, "
    "digits or underscores",
    r"^[a-z_][a-z0-9_]{0,62}$": "must be a lower-case letter or underscore and then up to 62 "
    "lower-case letters, digits or underscores",
}


def read_mapping(node: Node, kind: type[W], problems: Problems) -> W | None:
    """The file's content as `kind`, None if it is no mapping; faults are noted in `problems`."""
    if isinstance(node, BrokenNode):
        return None
    if isinstance(node, ScalarNode) and node.value is None:
        if not kind.required:
            return kind.model_construct()
        problems.add("LS011", node.place, "the file is empty")
        return None
    if not isinstance(node, MappingNode):
        problems.add("LS015", node.place, f"the file must hold a mapping, found {_kind(node)}")
        return None
    return _Reader(problems).mapping(node, node.place, kind)


@dataclass(frozen=True)
class _Spot:
    """Where a value is written: its place, and its path beneath the nearest mapping."""

    place: Place
    step: str
    places: dict[str, Place]

    def at(self, step: str, place: Place) -> _Spot:
        """The spot beneath, which is noted among the mapping's places."""
        below = f"{self.step}{step}"
        self.places[below] = place
        return _Spot(place, below, self.places)


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def mapping(self, node: MappingNode, place: Place, kind: type[W]) -> W:
        written: dict[str, Any] = {}
        places: dict[str, Place] = {}
        hints: list[str] = []
        for key, key_place in node.keys.items():
            field = kind.model_fields.get(key)
            if field is None:
                allowed = f"allowed are {', '.join(kind.model_fields)}"
                hint = nearest(key, kind.model_fields) or allowed
                self.problems.add("LS012", key_place, f"unknown key {quoted(key)}", hint)
                hints.append(hint)
                continue
            spot = _Spot(place, "", places).at(f".{key}", key_place)
            if key in node.entries:
                value = self.value(node.entries[key], spot, field.annotation, field.metadata)
                if value is not BROKEN:
                    written[key] = value
        missing = [
            key
            for key in kind.required
            # a required key that is misspelt has its error already
            if f".{key}" not in places and nearest(key, [key]) not in hints
        ]
        if missing:
            self.problems.add("LS013", place, f"missing {', '.join(missing)}")
        result = kind.model_construct(**written)
        result._place, result._places = place, places
        return result

    def value(self, node: Node, spot: _Spot, annotation: Any, metadata: Sequence[Any] = ()) -> Any:
        """The node as the annotation wants it, else BROKEN with the fault noted."""
        if isinstance(node, BrokenNode):
            return BROKEN
        if isinstance(node, ScalarNode) and node.value is None:
            self.problems.add("LS011", spot.place, "has no value", "give it one or remove it")
            return BROKEN
        chosen, limits = _choose(node, annotation)
        limits = [*limits, *metadata]
        match node, get_origin(chosen) or chosen:
            case _, typing.Any:
                return self.anything(node, spot)
            case MappingNode(), builtins.dict:
                return self.dictionary(node, spot, chosen)
            case MappingNode(), type():
                return self.mapping(node, spot.place, chosen)
            case ListNode(), builtins.list:
                return self.items(node, spot, get_args(chosen)[0], limits)
            case ScalarNode(), kind if kind is not None:
                return self.leaf(node, spot.place, annotation, _adapter(chosen, tuple(limits)))
        message = f"must be {_wanted(annotation)}, found {_kind(node)}"
        self.problems.add("LS015", spot.place, message)
        return BROKEN

    def items(self, node: ListNode, spot: _Spot, annotation: Any, limits: list[Any]) -> Any:
        least = next((limit.min_length for limit in limits if isinstance(limit, MinLen)), 0)
        most = next((limit.max_length for limit in limits if isinstance(limit, MaxLen)), None)
        if len(node.items) < least:
            message = "the list is empty"
            self.problems.add("LS022", spot.place, message, "give it an item or remove it")
            return BROKEN
        if most is not None and len(node.items) > most:
            message = f"the list has {len(node.items)} items, allowed are {most}"
            self.problems.add("LS022", spot.place, message)
        found = [
            self.value(item, spot.at(f"[{index}]", item.place), annotation)
            for index, item in enumerate(node.items)
        ]
        # a gap where the faulty item stood, so that the others keep their numbers
        return [None if value is BROKEN else value for value in found]

    def dictionary(self, node: MappingNode, spot: _Spot, annotation: Any) -> dict[str, Any]:
        of_key, of_value = get_args(annotation)
        found = {}
        for key, key_place in node.keys.items():
            below = spot.at(f".{key}", key_place)
            named = self.value(ScalarNode(key_place, key), below, of_key)
            if key not in node.entries:
                continue
            value = self.value(node.entries[key], below, of_value)
            if value is not BROKEN and named is not BROKEN:
                found[key] = value
        return found

    def anything(self, node: Node, spot: _Spot) -> Any:
        """A scalar or a list of scalars, whose types are checked later."""
        if not isinstance(node, ListNode):
            return self.scalar(node, spot.place, "a value or a list")
        found = [
            self.scalar(item, spot.at(f"[{index}]", item.place).place, "a value")
            for index, item in enumerate(node.items)
        ]
        return BROKEN if BROKEN in found else found

    def scalar(self, node: Node, place: Place, wanted: str) -> Any:
        if isinstance(node, ScalarNode) and node.value is not None:
            return node.value
        if isinstance(node, ScalarNode):
            self.problems.add("LS011", place, "has no value", "give it one or remove it")
        elif not isinstance(node, BrokenNode):
            self.problems.add("LS015", place, f"must be {wanted}, found {_kind(node)}")
        return BROKEN

    def leaf(self, node: ScalarNode, place: Place, annotation: Any, kind: TypeAdapter[Any]) -> Any:
        try:
            value = kind.validate_python(node.value, strict=True)
        except ValidationError as error:
            self._note(node, place, annotation, error)
            return BROKEN
        if isinstance(value, str) and not value.strip():
            self.problems.add("LS019", place, "is blank", "give it a text or remove it")
            return BROKEN
        return value

    def _note(
        self, node: ScalarNode, place: Place, annotation: Any, error: ValidationError
    ) -> None:
        fault = error.errors(include_url=False)[0]
        limits = fault.get("ctx", {})
        found = quoted(node.value)
        match fault["type"]:
            case "string_too_short":
                self.problems.add("LS019", place, "is blank", "give it a text or remove it")
            case "string_too_long":
                message = f"is longer than {limits['max_length']:,} characters"
                self.problems.add("LS020", place, message)
            case "string_pattern_mismatch":
                message = f"{PATTERNS[limits['pattern']]}, found {found}"
                self.problems.add("LS018", place, message)
            case "greater_than_equal":
                message = f"must be at least {limits['ge']:,}, found {found}"
                self.problems.add("LS017", place, message)
            case "less_than_equal":
                message = f"must be at most {limits['le']:,}, found {found}"
                self.problems.add("LS017", place, message)
            case "literal_error" if isinstance(node.value, str):
                message = f"must be {_wanted(annotation)}, found {found}"
                self.problems.add("LS016", place, message, nearest(node.value, _words(annotation)))
            case other:
                message = f"must be {_wanted(annotation)}, found {found}"
                hint = "put it in quotes" if other == "string_type" else ""
                self.problems.add("LS015", place, message, hint)


@cache
def _adapter(annotation: Any, metadata: tuple[Any, ...]) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[annotation, *metadata] if metadata else annotation)


def _members(annotation: Any) -> list[tuple[Any, list[Any]]]:
    """The alternatives of an annotation, None left out, each with its own limits."""
    if get_origin(annotation) is Annotated:
        inner, *limits = get_args(annotation)
        return [(kind, [*more, *limits]) for kind, more in _members(inner)]
    if get_origin(annotation) in (Union, types.UnionType):
        return [
            member
            for part in get_args(annotation)
            if part is not types.NoneType
            for member in _members(part)
        ]
    return [(annotation, [])]


def _is_mapping(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Written)


def _choose(node: Node, annotation: Any) -> tuple[Any, list[Any]]:
    """The one alternative that the node means to be, so that a fault gives one error."""
    members = _members(annotation)
    if isinstance(node, MappingNode):
        kinds = [member for member in members if _is_mapping(member[0])]
        if kinds:
            return max(kinds, key=lambda kind: len(node.keys & kind[0].model_fields.keys()))
        fitting = [member for member in members if get_origin(member[0]) is dict]
    elif isinstance(node, ListNode):
        fitting = [member for member in members if get_origin(member[0]) is list]
    else:
        fitting = [
            member
            for member in members
            if not _is_mapping(member[0]) and get_origin(member[0]) not in (list, dict)
        ]
    loose = [member for member in members if member[0] is Any]
    return (fitting or loose or [(None, [])])[0]


def _words(annotation: Any) -> list[str]:
    return [
        word
        for kind, _ in _members(annotation)
        if get_origin(kind) is Literal
        for word in get_args(kind)
    ]


def _wanted(annotation: Any) -> str:
    """What may stand there, in words."""
    names: dict[Any, str] = {
        str: "text",
        int: "an integer",
        bool: "true or false",
        Decimal: "a number",
        Any: "a value",
        list: "a list",
        dict: "a mapping",
    }
    wanted: list[str] = []
    for kind, _ in _members(annotation):
        if _is_mapping(kind):
            keys = ", ".join(kind.required or kind.model_fields)
            wanted.append(f"a mapping with {keys}")
        elif get_origin(kind) is Literal:
            wanted.extend(get_args(kind))
        else:
            wanted.append(names[get_origin(kind) or kind])
    *first, last = dict.fromkeys(wanted)
    return f"{', '.join(first)} or {last}" if first else last


def _kind(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return quoted(node.value)
    return "a list" if isinstance(node, ListNode) else "a mapping"
