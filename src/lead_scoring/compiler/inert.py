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
PLAIN = frozenset(" _-.,:;/@+=()!?&")


def timestamp_text(instant: datetime) -> str:
    """A UTC instant as the engines read it, microseconds where there are any."""
    return instant.isoformat(sep=" ")


def jinja_literal(value: object, indent: int = 0) -> str:
    """The value as a Jinja literal that evaluates to it, numbers and instants as text.

    `indent` is the column at which the literal's line begins; long collections are broken.
    """
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
            return f"'{''.join(map(_escaped, value))}'"
        case Mapping():
            items = [(f"{jinja_literal(key)}: ", item_value) for key, item_value in value.items()]
            return _collection("{", items, "}", indent)
        case Sequence():
            return _collection("[", [("", item) for item in value], "]", indent)
    raise TypeError(f"no literal for {type(value).__name__}")


def _escaped(character: str) -> str:
    if character.isalnum() or character in PLAIN:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _collection(opening: str, items: list[tuple[str, object]], closing: str, indent: int) -> str:
    flat = ", ".join(prefix + jinja_literal(item) for prefix, item in items)
    if indent + len(flat) <= LINE and "\n" not in flat:
        return opening + flat + closing
    inner = indent + 4
    lines = [f"{' ' * inner}{prefix}{jinja_literal(item, inner)}," for prefix, item in items]
    return "\n".join([opening, *lines, " " * indent + closing])


def yaml_text(text: str) -> str:
    """Text as a double-quoted YAML scalar in which no template can begin."""
    inert = re.sub(r"\{(?=[{%#])", "{ ", text)
    return f'"{"".join(map(_yaml_escaped, inert))}"'


def _yaml_escaped(character: str) -> str:
    """As JSON escapes it, but for what JSON spells as two surrogates, which YAML does not join."""
    code = ord(character)
    return json.dumps(character)[1:-1] if code < 0x10000 else f"\\U{code:08x}"
