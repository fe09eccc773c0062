"""Many worlds in one build.

All worlds of a batch share one `as_of` and are scored by every model of the batch. The ids of a
world begin with its number (`w017_007`), but for those of world 0, which stay as they were drawn.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import yaml

from reference.cases import CASES, Case
from reference.columns import COLUMNS
from reference.records import STANDARD, Options, Tables, is_blank
from reference.scorer import Model
from worlds.random_models import random_model
from worlds.random_worlds import random_world
from worlds.values import LINKS

SEED = int(os.environ.get("LEAD_SCORING_SEED", "20260401"))

# a plain midnight, odd microseconds, the hour that Europe skips, a leap day
AS_OF = (
    datetime(2026, 4, 1),
    datetime(2025, 12, 31, 23, 59, 59, 999999),
    datetime(2026, 3, 29, 2, 30, 0, 1),
    datetime(2024, 2, 29, 12, 34, 56, 789012),
)


@dataclass(frozen=True)
class World:
    """A small input of its own, its ids with their prefix, and the models that it is about."""

    name: str
    tables: Tables
    models: list[Model]


@dataclass(frozen=True)
class Batch:
    """Worlds that are built together; every model of any of them scores all of them."""

    name: str
    as_of: datetime
    worlds: list[World]
    options: Options = field(default=STANDARD)

    @property
    def models(self) -> list[Model]:
        """All models, each once."""
        by_name = {model["name"]: model for world in self.worlds for model in world.models}
        return list(by_name.values())

    def tables(self) -> Tables:
        """The tables of all worlds, rows in an order of their own (T5)."""
        merged: Tables = {
            table: [row for world in self.worlds for row in world.tables.get(table, [])]
            for table in COLUMNS
        }
        for rows in merged.values():
            Random(self.name).shuffle(rows)
        return merged


def random_batch(
    number: int, count_worlds: int, count_models: int, count_groups: int | None = None
) -> Batch:
    """The batch of this number: always the same one for a seed; each model of so many groups."""
    as_of = AS_OF[number % len(AS_OF)]
    random = Random(f"{SEED} {number}")
    models = [
        {"name": f"m{number}_{index}", **random_model(random, as_of, count_groups)}
        for index in range(count_models)
    ]
    worlds = [
        World(f"world {index}", prefixed(index, random_world(random, as_of)), models)
        for index in range(count_worlds)
    ]
    return Batch(f"LEAD_SCORING_SEED={SEED} batch {number}", as_of, worlds)


def case_batches() -> list[tuple[Batch, list[Case]]]:
    """The hand-computed cases, those with the same clock and switches in one batch."""
    grouped: dict[tuple[datetime, Options], list[Case]] = {}
    for case in CASES:
        grouped.setdefault((case.as_of, case.options), []).append(case)
    batches = []
    for (as_of, options), cases in grouped.items():
        names: dict[str, str] = {}
        worlds = []
        for number, case in enumerate(cases, start=1):
            # equal models are built once
            name = names.setdefault(spec_yaml(case.model), f"k{len(names)}")
            model = {**case.model, "name": name}
            worlds.append(World(case.name, prefixed(number, case.tables), [model]))
        switches = [switch for switch, is_on in asdict(options).items() if is_on]
        name_of_batch = ", ".join([f"cases at {as_of}", *switches])
        batches.append((Batch(name_of_batch, as_of, worlds, options), cases))
    return batches


def prefixed(number: int, tables: Tables) -> Tables:
    """The tables with all ids of their own: prefixes are alike in length, so order stays."""
    prefix = f"w{number:04d}_" if number else ""

    def value_of(column: str, value: Any) -> Any:
        is_id = column in LINKS and value is not None and not is_blank(value)
        return f"{prefix}{value}" if is_id else value

    return {
        table: [{column: value_of(column, row[column]) for column in row} for row in rows]
        for table, rows in tables.items()
    }


def spec_yaml(model: Model) -> str:
    """A spec file with this model: JSON, which is YAML 1.2 too, so that no text turns number."""
    return json.dumps(model, ensure_ascii=False, indent=2, default=_plain) + "\n"


def readable(thing: Any) -> str:
    """The same for eyes, and in the shape in which specs are written."""
    plain = json.loads(json.dumps(thing, default=_plain))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    assert isinstance(value, date), value
    return str(value)
