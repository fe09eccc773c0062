"""Reads what macros declare, without dbt."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from workspace import PROJECT


def dynamics365_interactions() -> dict[str, dict[str, Any]]:
    """The mapping of interaction tables, as dbt has it."""
    mapping: dict[str, dict[str, Any]] = returned("dynamics365", "dynamics365_interactions")
    return mapping


def salesforce_interactions() -> dict[str, list[dict[str, Any]]]:
    """The rules by which rows of each table are interactions, as dbt has them."""
    rules: dict[str, list[dict[str, Any]]] = returned("salesforce", "salesforce_interactions")
    return rules


def returned(connector: str, macro: str) -> Any:
    """What a macro without arguments returns, as dbt has it; it stands in a file of its name."""
    values: list[Any] = []

    def keep(value: Any) -> str:
        values.append(value)
        return ""

    jinja = Environment(extensions=["jinja2.ext.do"])
    jinja.globals["return"] = keep
    path = PROJECT / "macros" / "connectors" / connector / f"{macro}.sql"
    jinja.from_string(path.read_text("utf-8") + f"{{{{ {macro}() }}}}").render()
    return values[0]
