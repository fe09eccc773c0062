"""Many worlds in one build.

All worlds of a batch share one `as_of` and are scored by every model of the batch. The ids of a
world begin with its number (`w017_007`), but for those of world 0, which stay as they were drawn.
"""

import json
import os
import random
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

import yaml

from reference.cases import CASES, Case
from reference.columns import COLUMNS
from reference.records import STANDARD, Options, Records, Tables, is_blank, read
from reference.scorer import Model
from worlds.strategies import drawn, models, worlds

SEED = int(os.environ.get("LEAD_SCORING_SEED", "20260401"))
BATCHES = 4
WORLDS_OF_A_BATCH = 500
MODELS_OF_A_BATCH = 10

# a plain midnight, odd microseconds, the hour that Europe skips, a leap day
AS_OF = (
    datetime(2026, 4, 1),
    datetime(2025, 12, 31, 23, 59, 59, 999999),
    datetime(2026, 3, 29, 2, 30, 0, 1),
    datetime(2024, 2, 29, 12, 34, 56, 789012),
)

_LINKS = (
    *("lead_id", "contact_id", "account_id", "parent_account_id"),
    *("merged_into_lead_id", "interaction_id"),
)


@dataclass(frozen=True)
class World:
    """A small input of its own, its ids with their prefix, and the models that it is about."""

    name: str
    prefix: str
    tables: Tables
    models: list[Model]


@dataclass(frozen=True)
class Batch:
    """Worlds that are built together; every model of any of them scores all of them."""

    name: str
    as_of: datetime
    worlds: list[World]
    options: Options = STANDARD

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
            random.Random(self.name).shuffle(rows)
        return merged

    @cached_property
    def records(self) -> list[tuple[World, Records]]:
        """What can be read of each world."""
        return [(world, read(world.tables, self.as_of, self.options)) for world in self.worlds]


@cache
def random_batch(number: int) -> Batch:
    """The batch of this number: always the same one for a seed."""
    as_of = AS_OF[number % len(AS_OF)]
    models_of_batch = [
        {"name": f"m{number}_{index}", **model}
        for index, model in enumerate(drawn(models(as_of), MODELS_OF_A_BATCH, SEED + 1000 + number))
    ]
    drawn_worlds = drawn(worlds(as_of), WORLDS_OF_A_BATCH, SEED + number)
    return Batch(
        f"LEAD_SCORING_SEED={SEED} batch {number}",
        as_of,
        [
            _world(f"world {index}", index, tables, models_of_batch)
            for index, tables in enumerate(drawn_worlds)
        ],
    )


def case_batches() -> list[tuple[Batch, list[Case]]]:
    """The hand-computed cases, those with the same clock and switches in one batch."""
    grouped: dict[tuple[datetime, Options], list[Case]] = {}
    for case in CASES:
        grouped.setdefault((case.as_of, case.options), []).append(case)
    batches = []
    for (as_of, options), cases in grouped.items():
        names: dict[str, str] = {}
        made = []
        for number, case in enumerate(cases, start=1):
            # equal models are built once
            name = names.setdefault(spec_yaml(case.model), f"k{len(names)}")
            made.append(_world(case.name, number, case.tables, [{**case.model, "name": name}]))
        switches = [switch for switch, is_on in asdict(options).items() if is_on]
        batch_name = ", ".join(["cases", *switches])
        batches.append((Batch(batch_name, as_of, made, options), cases))
    return batches


def _world(name: str, number: int, tables: Tables, models_of_world: list[Model]) -> World:
    prefix = f"w{number:03d}_" if number else ""

    def prefixed(column: str, value: Any) -> Any:
        links = column in _LINKS and value is not None and not is_blank(value)
        return f"{prefix}{value}" if links else value

    return World(
        name,
        prefix,
        {
            table: [{column: prefixed(column, row[column]) for column in row} for row in rows]
            for table, rows in tables.items()
        },
        models_of_world,
    )


def spec_yaml(model: Model) -> str:
    """A spec file with this model: JSON, which is YAML 1.2 too, so that no text turns number."""
    return json.dumps(model, ensure_ascii=False, indent=2, default=_plain_number) + "\n"


def readable(thing: Any) -> str:
    """The same for eyes, and in the shape in which specs are written."""
    plain = json.loads(json.dumps(thing, default=_plain_number))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


def _plain_number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
