"""What differs between two meanings of a model, in the words of its spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from lead_scoring.spec.errors import LONGEST_QUOTE, Place

PLAIN = re.compile(r"[a-z_]([a-z0-9_(), ]*[a-z0-9_)])?")


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Each key that changed, as `groups.reads.points: 10 → 20`; empty if and only if none did."""
    return list(_compare(_spoken(old), _spoken(new), Place()))


def _spoken(value: Any) -> Any:
    """Meaning as it is written in a spec: things by name, trees and frequencies by their key.

    It knows the shapes by sight, so that a lock of another release is told about as well.
    """
    match value:
        case {"kind": "at_least", "count": int(count)}:
            return {"at_least": count}
        case {"kind": str(kind)}:
            return kind
        case {"subject": str(subject), "source": source}:
            # the field of an attribute's predicate is its path, the source
            keys = value | (value.get("predicate") or {})
            said_already = ("subject", "source", "predicate", "field")
            return {subject: source} | _spoken(_but_for(keys, *said_already))
        case {"match": str(match), "items": [*items]}:
            return {match: [_spoken(item) for item in items]}
        case {"tree": tree}:
            return _spoken(_but_for(value, "tree")) | {"match": _tree_text(_spoken(tree))}
        case dict():
            return {key: _spoken(item) for key, item in value.items()}
        case [{"name": str()}, *_] if all(isinstance(item, dict) for item in value):
            return {item.get("name"): _spoken(_but_for(item, "name")) for item in value}
        case []:
            return None
        case list():
            return [_spoken(item) for item in value]
    return value


def _but_for(mapping: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in mapping.items() if key not in keys}


def _tree_text(tree: Any) -> str:
    if not isinstance(tree, dict):
        return str(tree)
    return ", ".join(
        f"{match}({', '.join(map(_tree_text, items))})" for match, items in tree.items()
    )


def _compare(old: Any, new: Any, place: Place) -> Iterator[str]:
    if old == new and type(old) is type(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old | new:
            yield from _compare(old.get(key), new.get(key), place.key(str(key), 1))
    elif _has_parts(old) and _has_parts(new):
        # the items of a tree have no order, so an index would say nothing
        gone = [item for item in old if item not in new]
        come = [item for item in new if item not in old]
        for was, now in zip_longest(gone, come):
            yield from _compare(was, now, _place_of_part(was or now, place))
        if not gone and not come:
            # one of them stands there twice
            yield f"{place.path}: {len(old)} → {len(new)} items"
    elif isinstance(new, dict) and old is None:
        yield f"{place.path}: added"
    elif isinstance(old, dict) and new is None:
        yield f"{place.path}: removed"
    else:
        yield f"{place.path}: {_change(old, new)}"


def _has_parts(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _place_of_part(part: Any, place: Place) -> Place:
    field = part.get("field") if isinstance(part, dict) else None
    return Place(1, f"{place.path}[{field}]") if field else place


def _change(old: Any, new: Any) -> str:
    before, after = _text(old), _text(new)
    short = (_shortened(before), _shortened(after))
    # two long texts may differ behind where they are cut
    return " → ".join(short if short[0] != short[1] else (before, after))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _text(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case str():
            return value if PLAIN.fullmatch(value) else repr(value)
        case list():
            return f"[{', '.join(map(_text, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_text(item)}' for key, item in value.items())}}}"
    return str(value)
