"""Many worlds in one build.

All worlds of a batch share one `as_of` and are scored by every model of the batch. The ids of a
world begin with its number (`w017_007`), but for those of world 0, which stay as they were drawn.
"""

import json
import os
from collections.abc import Iterator, Sequence
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

MODELS_OF_CASES = 65
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


def case_batches(some: Sequence[Case] = CASES) -> list[Batch]:
    """Hand-computed cases: those with the same clock and switches together, in batches of so
    many models that two workers share them well.
    """
    grouped: dict[tuple[datetime, Options], dict[str, list[Case]]] = {}
    for case in some:
        # equal models are built once
        by_spec = grouped.setdefault((case.as_of, case.options), {})
        by_spec.setdefault(spec_yaml(case.model), []).append(case)
    batches = []
    for (as_of, options), by_spec in grouped.items():
        switches = [switch for switch, is_on in asdict(options).items() if is_on]
        cases_of_models = list(by_spec.values())
        for first in range(0, len(cases_of_models), MODELS_OF_CASES):
            chunk = cases_of_models[first : first + MODELS_OF_CASES]
            name = " ".join([f"cases at {as_of:%Y-%m-%d}", *switches, f"from {first}"])
            batches.append(Batch(name, as_of, list(_case_worlds(chunk)), options))
    return batches


def _case_worlds(cases_of_models: list[list[Case]]) -> Iterator[World]:
    number = 0
    for index, cases in enumerate(cases_of_models):
        for case in cases:
            number += 1
            model = {**case.model, "name": f"k{index}"}
            yield World(case.name, prefixed(number, case.tables), [model])


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
