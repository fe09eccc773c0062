"""Reads what macros declare, without dbt."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from workspace import PROJECT


def dynamics365_interactions() -> dict[str, dict[str, Any]]:
    """The mapping of interaction tables, as dbt has it."""
    returned: list[dict[str, dict[str, Any]]] = []

    def keep(value: dict[str, dict[str, Any]]) -> str:
        returned.append(value)
        return ""

    jinja = Environment()
    jinja.globals["return"] = keep
    path = PROJECT / "macros/connectors/dynamics365/dynamics365_interactions.sql"
    jinja.from_string(path.read_text("utf-8") + "{{ dynamics365_interactions() }}").render()
    return returned[0]
