"""Reads what macros declare, without dbt."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from workspace import PROJECT


def dynamics365_interactions() -> dict[str, dict[str, Any]]:
    """The mapping of interaction tables, as dbt has it."""
    mapping: dict[str, dict[str, Any]] = _returned("dynamics365", "dynamics365_interactions")
    return mapping


def salesforce_interactions() -> dict[str, list[dict[str, Any]]]:
    """The rules by which rows of each table are interactions, as dbt has them."""
    rules: dict[str, list[dict[str, Any]]] = _returned("salesforce", "salesforce_interactions")
    return rules


def _returned(connector: str, macro: str) -> Any:
    """What a connector's macro returns, which stands in a file of its name."""
    returned: list[Any] = []

    def keep(value: Any) -> str:
        returned.append(value)
        return ""

    jinja = Environment(extensions=["jinja2.ext.do"])
    jinja.globals["return"] = keep
    path = PROJECT / "macros" / "connectors" / connector / f"{macro}.sql"
    jinja.from_string(path.read_text("utf-8") + f"{{{{ {macro}() }}}}").render()
    return returned[0]
