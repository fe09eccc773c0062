"""Worlds that arrive in loads: what the source tables say of each of them, time after time.

Of each world several are drawn under the same ids. What is told of one lead, or one row that has no
versions, comes from any of them, is mixed of two, or is not there; from load to load some of it is
told anew. So records come late, are corrected, deleted and come back, leads are merged and get
other parents, versions begin, end and vanish, and now and then a whole world is what it was before.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from reference.columns import COLUMNS, RELATED
from reference.records import DAY, Row, Tables
from reference.scorer import Model
from worlds.batch import AS_OF, SEED, Batch, World, prefixed
from worlds.chance import TICK
from worlds.random_models import random_model
from worlds.random_worlds import random_world

Thing = tuple[str, str | int | None]  # a table and an id in it, or a position
Told = dict[Thing, list[Row]]

_VERSIONED = {"leads": "lead_id", "contacts": "contact_id", "accounts": "account_id"}
# what bears on whole leads, or decides whether and when something counts
_HEAVY = (
    *("contact_id", "account_id", "parent_account_id", "merged_into_lead_id", "business_unit"),
    *("created_at", "closed_at", "valid_from", "valid_to"),
    *("lead_id", "interaction_type", "occurred_at", "loaded_at", "is_bot"),
)
_STEPS = (timedelta(0), timedelta(0), DAY, DAY, TICK, timedelta(hours=5), 7 * DAY)
# in how many worlds a load changes anything: the most, or few
_CHANGING = (0.8, 0.2, 0.5)
# of a world that changes, how much is told anew; 0 is a single thing, so that it shows by itself
_SHARES = (0.0, 0.0, 0.0, 0.0, 0.05, 0.2, 1.0)
# the table of a single thing
_SINGLED_OUT = (*("interactions",) * 6, *("leads", "contacts", "accounts") * 2, *RELATED)


def random_loads(
    number: int, count_worlds: int, count_models: int, count_loads: int
) -> list[Batch]:
    """The batch of this number in loads: each is the whole input as it is then.

    `as_of` stays or moves on. From the third load on models are edited, added and removed, too.
    """
    random = Random(f"{SEED} loads {number}")
    clocks = [AS_OF[number % len(AS_OF)]]
    while len(clocks) < count_loads:
        clocks.insert(0, clocks[0] - random.choice(_STEPS))
    worlds = [list(_World(random, clocks).loads()) for _ in range(count_worlds)]
    return [
        Batch(
            f"LEAD_SCORING_SEED={SEED} loads {number}, load {load + 1} of {count_loads}",
            clocks[load],
            [
                World(f"world {index}", prefixed(index, loads[load]), models)
                for index, loads in enumerate(worlds)
            ],
        )
        for load, models in enumerate(_models(random, number, clocks, count_models))
    ]


def _models(
    random: Random, number: int, clocks: list[datetime], count: int
) -> Iterator[list[Model]]:
    """The models at each load."""

    def drawn(name: str) -> Model:
        return {"name": name, **random_model(random, clocks[-1])}

    models = [drawn(f"m{number}_{index}") for index in range(count)]
    for load in range(len(clocks)):
        if load >= 2:
            random.shuffle(models)
            edited = drawn(models[0]["name"])
            models = [edited, *models[1:-1], drawn(f"m{number}_{count + load}")]
        yield list(models)


class _World:
    """What is told of one world, from load to load."""

    def __init__(self, random: Random, clocks: list[datetime]) -> None:
        self.random = random
        self.clocks = clocks
        drawn = [random_world(random, clocks[-1]) for _ in range(3)]
        self.drawn = [_renamed(tables, drawn[0]) for tables in drawn]
        self.rows = {
            table: [row for tables in self.drawn for row in tables.get(table, [])]
            for table in COLUMNS
        }
        self.things: dict[Thing, list[list[Row]]] = {}
        for tables in self.drawn:
            found: Told = {}
            for table, rows in tables.items():
                for position, row in enumerate(rows):
                    key = row[_VERSIONED[table]] if table in _VERSIONED else position
                    found.setdefault((table, key), []).append(row)
            for thing, rows in found.items():
                self.things.setdefault(thing, []).append(rows)

    def loads(self) -> Iterator[Tables]:
        """The tables at each load."""
        random = self.random
        absent: Told = {}
        told = [absent if random.random() < 0.15 else self.first()]
        for load in range(1, len(self.clocks)):
            if random.random() >= _CHANGING[(load - 1) % len(_CHANGING)]:
                told.append(told[-1])
            elif random.random() < 0.15:
                # all is what it was before, or as if nothing had ever been told
                told.append(random.choice([*told, absent]))
            else:
                told.append(self.anew(told[-1], random.choice(_SHARES)))
        for things in told:
            yield self.tables(things)

    def first(self) -> Told:
        """Mostly the first of the worlds drawn, some of which is still to come."""
        return {
            thing: rows[0] for thing, rows in self.things.items() if self.random.random() < 0.75
        }

    def anew(self, told: Told, share: float) -> Told:
        """The same, but for a share of all things."""
        things = list(self.things)
        if share:
            chosen = {thing for thing in things if self.random.random() < share}
        else:
            table = self.random.choice(_SINGLED_OUT)
            of_table = [thing for thing in things if thing[0] == table]
            there = [thing for thing in of_table if told.get(thing)]
            chosen = {self.random.choice(there or of_table or things)}
        return {
            thing: self.one(thing, told.get(thing, []), drawn)
            if thing in chosen
            else told.get(thing, [])
            for thing, drawn in self.things.items()
        }

    def one(self, thing: Thing, now: list[Row], drawn: list[list[Row]]) -> list[Row]:
        """What is told of one thing next: nothing, something else, or a little otherwise."""
        random = self.random
        if not now or random.random() < 0.25:
            return random.choice([[], *drawn])
        *earlier, row = now
        if thing[0] in _VERSIONED and random.random() < 0.2:
            # a version more, or one less
            return earlier or [row, random.choice(random.choice(drawn))]
        heavy = [column for column in _HEAVY if column in row]
        columns = heavy if heavy and random.random() < 0.6 else list(row)
        changing = random.sample(columns, min(len(columns), random.choice((1, 1, 1, 2, 3))))
        fixed = ("interaction_id", _VERSIONED.get(thing[0]))
        otherwise = {
            **row,
            **{
                column: random.choice(self.rows[thing[0]]).get(column)
                for column in changing
                if column not in fixed
            },
        }
        is_copy = thing[0] not in _VERSIONED and random.random() < 0.2
        return [*now, otherwise] if is_copy else [*earlier, otherwise]

    def tables(self, told: Told) -> Tables:
        """The rows of all things."""
        tables: Tables = {table: [] for table in COLUMNS}
        for (table, _), rows in told.items():
            tables[table] += rows
        order = _ids(self.drawn, "leads")
        tables["leads"] = [self.unless_circular(row, order) for row in tables["leads"]]
        return tables

    def unless_circular(self, row: Row, order: list[str]) -> Row:
        """A lead that is merged into an earlier one only, so that merges never run in a circle."""
        into, lead_id = row["merged_into_lead_id"], row["lead_id"]
        if into in order and lead_id in order and order.index(into) >= order.index(lead_id):
            return {**row, "merged_into_lead_id": None}
        return row


def _renamed(tables: Tables, like: Tables) -> Tables:
    """A world whose first lead, contact and account have the ids of the other's, and so on."""
    names = {}
    for table, key in _VERSIONED.items():
        own, others = _ids([tables], table), _ids([like], table)
        # one to one: each list goes on with what only the other one has
        own_first = dict.fromkeys([*own, *others])
        names[key] = dict(zip(own_first, dict.fromkeys([*others, *own]), strict=True))
    names["merged_into_lead_id"] = names["lead_id"]
    names["parent_account_id"] = names["account_id"]
    return {
        table: [
            {column: names.get(column, {}).get(value, value) for column, value in row.items()}
            for row in rows
        ]
        for table, rows in tables.items()
    }


def _ids(worlds: list[Tables], table: str) -> list[str]:
    """The ids of a table, in the order in which they were drawn."""
    key = _VERSIONED[table]
    found = [row[key] for tables in worlds for row in tables[table]]
    return list(dict.fromkeys(one for one in found if one is not None and one.strip(" ")))
