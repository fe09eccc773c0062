"""The canonical input tables and interaction types, read from `canonical.yml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from lead_scoring.spec.types import ColumnType, Frozen


class Column(Frozen):
    """A canonical column; `description` gives its meaning and, for quantities, its unit.

    `pii` marks personal data: what names a person, or may.
    """

    name: str
    type: ColumnType
    description: str
    required: bool = False
    pii: bool = False


class Table(Frozen):
    """A canonical table; `columns` stand in their canonical order, key first."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


class Catalog(Frozen):
    """Everything canonical: tables by name, and interaction types with their descriptions."""

    tables: dict[str, Table]
    interaction_types: dict[str, str]


@cache
def catalog() -> Catalog:
    """The canonical tables and the standard interaction types."""
    text = files("lead_scoring.spec").joinpath("canonical.yml").read_text(encoding="utf-8")
    canonical = yaml.safe_load(text)
    return Catalog(
        tables={
            table: Table(
                name=table,
                description=content["description"],
                key=tuple(content["key"]),
                columns=tuple(
                    Column(name=column, **facts) for column, facts in content["columns"].items()
                ),
            )
            for table, content in canonical["tables"].items()
        },
        interaction_types=canonical["interaction_types"],
    )
