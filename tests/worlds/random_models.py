"""Random models of everything that the compiler knows."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from reference.columns import (
    BOOLEAN,
    COLUMNS,
    ID,
    INTEGER,
    NUMBER,
    RELATED,
    TEXT,
    TIMESTAMP,
)
from reference.predicates import as_instant
from reference.scorer import Model
from worlds.chance import WINDOWS, Chance, lattice
from worlds.values import LINKS, askable

Node = dict[str, Any]

_INTERACTION_TYPES = (*("email_opened",) * 5, *("form_submitted",) * 2, "website_visited")

_OF_LEADS = (
    *("country", "job_title", "city", "industry", "status", "business_unit", "employee_count"),
    *("annual_revenue", "created_at", "closed_at", "trial_ends_at", "valid_from", "valid_to"),
    *("contact_id", "account_id", "merged_into_lead_id"),
)
_OF_CONTACTS = (
    *("country", "job_title", "department", "city", *("allows_email",) * 3, "seniority"),
    *("created_at", "account_id", "valid_from", "valid_to"),
)
_OF_ACCOUNTS = (
    *("industry", "country", "city", "employee_count", "annual_revenue", "renews_at"),
    *("parent_account_id", "valid_from", "valid_to"),
)
_OF_INTERACTIONS = (
    *("asset_name", "url", "channel", "asset_id", "business_unit", "duration_seconds"),
    *("product_area", "is_bot", "is_test", "loaded_at", "occurred_at", "lead_id", "contact_id"),
)
_PARENTS = tuple("parent_account." * count for count in range(5))
_PATHS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "leads": (
        *(("", "leads", _OF_LEADS),) * 6,
        *(("contact.", "contacts", _OF_CONTACTS),) * 4,
        *(("account.", "accounts", _OF_ACCOUNTS),) * 3,
        *(("contact.account.", "accounts", _OF_ACCOUNTS),) * 2,
        *(("account." + parents, "accounts", _OF_ACCOUNTS) for parents in _PARENTS[1:]),
        *(("contact.account." + parents, "accounts", _OF_ACCOUNTS) for parents in _PARENTS[1:4]),
    ),
    "interactions": (
        *(("", "interactions", _OF_INTERACTIONS),) * 6,
        *(("contact.", "contacts", _OF_CONTACTS),) * 3,
        *(("account.", "accounts", _OF_ACCOUNTS),) * 2,
        ("contact.account.", "accounts", _OF_ACCOUNTS),
        *(("account." + parents, "accounts", _OF_ACCOUNTS) for parents in _PARENTS[1:]),
    ),
    **{
        name: (("", name, (*filter(None, [table.time]), *table.columns)),)
        for name, table in RELATED.items()
    },
}

_SET = ("is_set", "is_not_set")
_TEXT_OPERATORS = (
    *("equals", "equals", "not_equals", "in", "not_in", "contains", "contains", "not_contains"),
    *("begins_with", "ends_with", *_SET),
)
_ORDER_OPERATORS = (
    *("equals", "not_equals", "in", "not_in", "greater_than", "greater_or_equal"),
    *("less_than", "less_or_equal", "between", *_SET),
)
_RELATIVE = ("within_last_days", "older_than_days")
OPERATORS = {
    TEXT: _TEXT_OPERATORS,
    ID: _TEXT_OPERATORS,
    INTEGER: _ORDER_OPERATORS,
    NUMBER: _ORDER_OPERATORS,
    BOOLEAN: ("is_true", "is_false", *_SET),
    TIMESTAMP: (*_ORDER_OPERATORS, *_RELATIVE * 4),
}
_PERCENTS = (10, 25, 50, 100, Decimal("33.3333"), Decimal("12.5"), Decimal("0.5"), Decimal("99.99"))
_SCORE_RANGES = (
    *({"min": 0, "max": 100}, {"min": -10, "max": 10}, {"min": 1, "max": 30}),
    *({"min": -1000, "max": -1}, {"max": 15}, {"min": 0}),
)


def random_model(random: Random, as_of: datetime, count_groups: int | None = None) -> Model:
    """A model that the compiler takes, of a few groups or of so many; the caller names it."""
    return _Model(Chance(random), as_of).model(count_groups)


class _Model:
    """Draws one model; numbers its conditions."""

    def __init__(self, chance: Chance, as_of: datetime) -> None:
        self.chance = chance
        self.as_of = as_of
        self.count = 0
        self.target = chance.pick("lead", "lead", "lead", "contact", "account")

    def model(self, count_groups: int | None) -> Model:
        chance = self.chance
        model: Model = {"status": chance.pick(*("live",) * 12, "draft", "stopped", "stopped")}
        if model["status"] == "stopped":
            model["stopped_at"] = self.time()
        if self.target != "lead" or chance.one_in(2):
            model["target"] = self.target
        if self.target == "lead" and chance.one_in(2):
            model["count_parent_contact_interactions"] = chance.pick(True, True, False)
        if chance.one_in(3):
            model["score_closed_leads"] = chance.pick(True, True, False)
        if chance.one_in(8):
            model["business_unit"] = chance.pick("EMEA", "EMEA", "007")
        if chance.one_in(3):
            model["audience"] = self.tree("leads", "attribute")
        count = count_groups or chance.pick(2, 3, 4, 5)
        model["groups"] = [self.group(number) for number in range(1, count + 1)]
        if chance.one_in(3):
            model["score_range"] = chance.one_of(_SCORE_RANGES)
        if chance.one_in(2):
            model["grades"] = self.grades()
        if chance.one_in(2):
            model["sales_ready_score"] = chance.pick(-5, 0, 1, 10, 20)
        return model

    def grades(self) -> list[Node]:
        """Grades that cover all scores, or leave a gap in the middle or at the ends."""
        low = self.chance.pick(-10, 0, 1, 5)
        high = low + self.chance.pick(1, 2, 10)
        lowest = {"operator": "less_than", "value": low}
        highest = {"operator": "greater_or_equal", "value": high}
        grades: list[Node] = [
            self.chance.pick(lowest, {"operator": "less_or_equal", "value": low - 1}),
            {"operator": "between", "value": [low, high - 1]},
            self.chance.pick(highest, {"operator": "greater_than", "value": high - 1}),
        ]
        names = self.chance.pick(("Cold", "Warm", "Hot"), ("A%", "B'b", "Ü {{ x }}"))
        named = [{"name": name, **grade} for name, grade in zip(names, grades, strict=True)]
        gap = self.chance.pick(None, None, 0, 1, 2)
        return [grade for number, grade in enumerate(named) if number != gap]

    def group(self, number: int) -> Node:
        chance = self.chance
        match = chance.pick(None, "all", "any", "any")
        if match != "any" and chance.one_in(2):
            # `each` alone, or beside one other, so that it is often true
            beside = [self.node(depth=1)] if chance.one_in(3) else []
            conditions = [*beside, self.records(each=True)]
            if chance.one_in(2):
                conditions.reverse()
        else:
            conditions = [self.node(depth=1) for _ in range(chance.pick(1, 1, 1, 2, 2, 3))]
        group: Node = {
            "name": f"g{number}",
            "points": chance.pick(1, 5, 10, 10, 20, 1000, -1, -10, -15),
            "conditions": conditions,
        }
        if chance.one_in(3):
            group["max_points"] = chance.pick(1, 10, 15, 30)
        return group if match is None else {**group, "match": match}

    def node(self, depth: int) -> Node:
        """A condition, or a branch of some."""
        if depth < 4 and self.chance.one_in(4):
            branch = self.chance.pick("all", "any")
            return {branch: [self.node(depth + 1) for _ in range(self.chance.pick(1, 2, 2, 3))]}
        return (
            self.attribute()
            if self.chance.pick(False, False, False, True, True)
            else self.records()
        )

    def named(self, condition: Node) -> Node:
        self.count += 1
        return {"name": f"c{self.count}", **condition}

    def attribute(self) -> Node:
        return self.named(self.leaf("leads", "attribute"))

    def records(self, each: bool = False) -> Node:
        """A condition over interactions, or over rows of a related table."""
        chance = self.chance
        tables = [
            name for name, table in RELATED.items() if table.key != "lead" or self.target == "lead"
        ]
        related = chance.one_of(tables) if chance.one_in(3) else None
        has_time = related is None or RELATED[related].time is not None
        condition: Node = (
            {"interaction": chance.one_of(_INTERACTION_TYPES)}
            if related is None
            else {"related": related}
        )
        frequency = (
            "each"
            if each
            else chance.pick(None, None, "none", *({"at_least": n} for n in (1, 2, 2, 3)))
        )
        if frequency is not None:
            condition["frequency"] = frequency
        if frequency == "none" and chance.one_in(3):
            condition["min_age_days"] = chance.one_of(WINDOWS)
        if has_time and not chance.one_in(3):
            condition["within_days"] = chance.one_of(WINDOWS)
        if has_time and chance.one_in(5):
            condition["since"] = self.time()
        if chance.one_in(4):
            condition["where"] = self.tree(related or "interactions", "field")
        if each and has_time and chance.one_in(2):
            condition["decay"] = self.decay()
            if chance.one_in(2):
                condition.pop("within_days", None)
        return self.named(condition)

    def decay(self) -> Node:
        return {
            "every_days": self.chance.pick(1, 2, 7, 30),
            "percent": self.chance.one_of(_PERCENTS),
            "shape": self.chance.pick("linear", "compound"),
        }

    def tree(self, table: str, key: str) -> Any:
        """Predicates: one, a branch, or a list that means all."""
        if self.chance.one_in(6):
            return self.predicate_node(table, key, depth=1)
        return [self.predicate_node(table, key, depth=1) for _ in range(self.chance.pick(1, 1, 2))]

    def predicate_node(self, table: str, key: str, depth: int) -> Node:
        if depth < 4 and self.chance.one_in(4):
            branch = self.chance.pick("all", "any", "any")
            items = range(self.chance.pick(1, 2, 2, 3))
            return {branch: [self.predicate_node(table, key, depth + 1) for _ in items]}
        return self.leaf(table, key)

    def leaf(self, table: str, key: str) -> Node:
        hops, end, columns = self.chance.one_of(_PATHS[table])
        column = self.chance.one_of(columns)
        is_timed = table not in RELATED or RELATED[table].time is not None
        return {key: hops + column, **self.predicate(end, column, is_timed)}

    def predicate(self, table: str, column: str, is_timed: bool) -> Node:
        column_type = COLUMNS[table][column]
        operators = _SET if column in LINKS else OPERATORS[column_type]
        if not is_timed:
            operators = tuple(one for one in operators if one not in _RELATIVE)
        operator = self.chance.one_of(operators)
        if operator.startswith("is_"):
            return {"operator": operator}
        if operator in _RELATIVE:
            return {"operator": operator, "value": self.chance.one_of(WINDOWS)}
        one: Callable[[], Any] = (
            self.time
            if column_type == TIMESTAMP
            else lambda: self.chance.one_of(askable(column, column_type, operator))
        )
        if operator in ("in", "not_in"):
            value: Any = list(dict.fromkeys(one() for _ in range(self.chance.pick(1, 2, 3))))
        elif operator == "between":
            ends = (one(), one())
            value = sorted(ends, key=as_instant if column_type == TIMESTAMP else None)
        else:
            value = one()
        predicate = {"operator": operator, "value": value}
        if column_type == TEXT and self.chance.one_in(5):
            predicate["case_sensitive"] = True
        return predicate

    def time(self) -> str:
        """An instant of the lattice, written in one of the ways in which one may."""
        at: datetime = self.chance.one_of(lattice(self.as_of))
        if at == datetime(at.year, at.month, at.day) and self.chance.one_in(2):
            return f"{at:%Y-%m-%d}"
        text = at.isoformat(sep=self.chance.pick(" ", "T"))
        return text + "Z" if self.chance.one_in(3) else text
