"""Values of a spec in forms that no template engine runs.

A generated file is itself a template that dbt renders, so a correctly quoted `{{ … }}` in it would
run. In SQL files every character that could mean something is therefore escaped; in descriptions,
where escapes are undone before dbt renders, braces are pulled apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

LINE = 88
# beside letters and digits: punctuation that begins and ends nothing
PLAIN = " _-.,:;/@+=()!?&"
ODD_IN_JINJA = re.compile(rf"[^\w{re.escape(PLAIN)}]")
ODD_IN_YAML = re.compile(r"[^ !#-\[\]-~]")


def timestamp_text(instant: datetime) -> str:
    """A UTC instant as the engines read it, microseconds where there are any."""
    return instant.isoformat(sep=" ")


def jinja_literal(value: object, indent: int = 0) -> str:
    """The value as a Jinja literal that evaluates to it, numbers and instants as text.

    `indent` is the column at which the literal's line begins; long collections are broken.
    """
    flat = _flat(value, room=LINE - indent)
    if flat is not None:
        return flat
    opening, items, closing = _parts(value)
    inner = indent + 4
    lines = [f"{' ' * inner}{prefix}{jinja_literal(item, inner)}," for prefix, item in items]
    return "\n".join([opening, *lines, " " * indent + closing])


def _flat(value: object, room: int) -> str | None:
    """The literal in one line; None for a collection that takes more than `room` in brackets.

    It gives up at the first item too many, so that deep nesting costs no more than wide.
    """
    if isinstance(value, str) or not isinstance(value, Mapping | Sequence):
        return _scalar(value)
    opening, items, closing = _parts(value)
    found = ""
    for prefix, item in items:
        literal = _flat(item, room - len(found))
        if literal is None:
            return None
        found += (", " if found else "") + prefix + literal
        if len(found) > room:
            return None
    return opening + found + closing


def _parts(value: object) -> tuple[str, list[tuple[str, object]], str]:
    """A collection's brackets and items, each item with what stands before it."""
    if isinstance(value, Mapping):
        return "{", [(f"{_scalar(key)}: ", item) for key, item in value.items()], "}"
    assert isinstance(value, Sequence)
    return "[", [("", item) for item in value], "]"


def _scalar(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"'{value:f}'"
        case datetime():
            return f"'{timestamp_text(value)}'"
        case str():
            return f"'{ODD_IN_JINJA.sub(_escaped, value)}'"
    raise TypeError(f"no literal for {type(value).__name__}")


def _escaped(odd: re.Match[str]) -> str:
    code = ord(odd[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def yaml_text(text: str) -> str:
    """Text as a double-quoted YAML scalar in which no template can begin."""
    inert = re.sub(r"\{(?=[{%#])", "{ ", text)
    return f'"{ODD_IN_YAML.sub(_yaml_escaped, inert)}"'


def _yaml_escaped(odd: re.Match[str]) -> str:
    """As JSON escapes it, but for what JSON spells as two surrogates, which YAML does not join."""
    code = ord(odd[0])
    return json.dumps(odd[0])[1:-1] if code < 0x10000 else f"\\U{code:08x}"
