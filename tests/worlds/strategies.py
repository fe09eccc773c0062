"""Hypothesis strategies for worlds (small inputs) and for models of what the compiler knows.

Pools are small, so that values meet, and times lie on a lattice around `as_of` whose steps are the
windows of the models, so that events fall exactly on the ends of windows, or one tick beside them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reference.columns import BOOLEAN, COLUMNS, ID, INTEGER, NUMBER, TEXT, TIMESTAMP
from reference.records import DAY, Row, Tables
from reference.scorer import Model

TICK = timedelta(microseconds=1)
WINDOWS = (1, 2, 7, 30)
INTERACTION_TYPES = ("email_opened", "form_submitted", "website_visited")

# what each column may hold; NULL, blank, or a value that models ask for or nearly ask for.
# Neither İ nor sigma: engines need not agree on them (C8)
COLUMN_VALUES: dict[str, tuple[Any, ...]] = {
    "country": ("US", "us", " US ", "Us", "CA", "ca ", "U_", "%", "", "  ", None),
    "job_title": (
        *("Director", "Vice DIRECTOR", "director of IT", "dir_ctor", "100% director", "Boss"),
        *("a\\b", "a%b", "O'Neil", '"x"', "", None),
    ),
    "city": (
        *("Genève", "GENÈVE", "Geneve", "Straße", "STRASSE", "日本", "Ж", "ж", "US\u00a0", "\tUS"),
        *("US\n", "😀 us", "e\u0301", "é", "US\nb", None),
    ),
    "industry": ("{{ 1 }}", "{% raw %}", "a; --", "NULL", "null", "007", "7", " ", None),
    "status": ("open", "Open", "qualified", None),
    "business_unit": ("EMEA", "emea", "EMEA ", "007", "7", "", None),
    "employee_count": (0, 1, 3, 5, 50, 51, -1, 3_000_000_000, None),
    "annual_revenue": (
        *(Decimal(0), Decimal("0.0001"), Decimal("1000.5"), Decimal("1000.4999"), Decimal(1000)),
        *(Decimal("-2.5"), Decimal("99999999.99"), None),
    ),
    "interaction_id": (
        *(str(number) for number in range(40)),
        *("007", "07", "x ", "x", None, "", " "),
    ),
    "interaction_type": (
        *("email_opened",) * 14,
        *("form_submitted", "website_visited") * 6,
        *("Email_opened", "email_opened ", None, " ", "not_declared"),
    ),
    "asset_name": ("News 1", "news 1 ", "NEWS 10", "Demo", "demo%", "d_mo", "O'Neil", "", None),
    "url": ("/pricing?a=%25_", "/PRICING", "\\pricing", "/", " ", None),
    "channel": ("email", "Email", "web", None),
    "asset_id": ("A1", "a1", "007", "7", None),
    "duration_seconds": (
        *(Decimal(0), Decimal(29), Decimal(30), Decimal("30.5"), Decimal(-1), None),
    ),
    "is_bot": (*(None, False) * 8, True),
    "is_test": (*(None, False) * 8, True),
}
# asked for beside the columns' own values: parts of them, and plain characters that SQL knows
TEXT_PARTS = (
    "u",
    "S",
    "di",
    "Of",
    "%",
    "_",
    "\\",
    "'",
    '"',
    "news",
    "0",
    "è",
    "{{",
    "a%b",
    "a\\%b",
)

LEAD_ATTRIBUTES = (
    *("country", "job_title", "city", "industry", "status", "business_unit"),
    *("employee_count", "annual_revenue", "created_at", "closed_at", "valid_from"),
    *("contact_id", "merged_into_lead_id"),
)
FILTER_FIELDS = (
    *("asset_name", "url", "channel", "asset_id", "business_unit", "duration_seconds"),
    *("is_bot", "is_test", "loaded_at", "occurred_at", "lead_id", "contact_id"),
)
# ids get a prefix in a batch, so that models only ask whether there is one
_LINKS = ("lead_id", "contact_id", "merged_into_lead_id")

_LEAD_IDS = ("007", "7", "Ann", "ann", "ann ", "ü%_\\'", "NULL")
_CONTACT_IDS = ("007", "7", "c", "C", "c ")


def drawn(strategy: st.SearchStrategy[Any], count: int, seed_of_draw: int) -> list[Any]:
    """`count` examples of a strategy, always the same ones for a seed.

    Drawn ten at a time: from the eleventh on Hypothesis mutates earlier examples, which helps to
    find one failure but makes a batch of near-copies. The first of ten is always the simplest one.
    """
    found: list[Any] = []

    def collect(example: Any) -> None:
        examples.append(example)

    collecting = settings(
        max_examples=10,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(strategy)(collect))
    chunk = 0
    while len(found) < count:
        examples: list[Any] = []
        seed(seed_of_draw * 1_000_000 + chunk)(collecting)()
        found += examples if chunk == 0 else examples[1:]
        chunk += 1
    return found[:count]


def lattice(as_of: datetime, days: tuple[int, ...]) -> tuple[datetime, ...]:
    """Instants that lie whole windows before `as_of`, some a tick or some hours beside."""
    return tuple(
        as_of - day * DAY + beside
        for day in days
        for beside in (
            *(timedelta(0),) * 4,
            *(-TICK, TICK, -timedelta(hours=5), -timedelta(hours=13, minutes=7, microseconds=-500)),
        )
    )


_EVENT_DAYS = (-1, 0, 0, 0, 1, 1, 2, 3, 5, 7, 8, 9, 14, 30, 31, 32, 37, 60)
_CREATION_DAYS = (-1, 0, 1, 2, 7, 8, 9, 30, 31, 32, 37, *(60, 61, 90) * 4)


_COUNTS_OF_INTERACTIONS = st.sampled_from((0, 1, 2, 3, *range(4, 13), *range(6, 13)))


@cache
def _event_times(as_of: datetime) -> st.SearchStrategy[datetime]:
    return st.sampled_from(lattice(as_of, _EVENT_DAYS))


@cache
def _creation_times(as_of: datetime) -> st.SearchStrategy[datetime]:
    return st.sampled_from(lattice(as_of, _CREATION_DAYS))


@cache
def _sometimes(as_of: datetime, nulls: int) -> st.SearchStrategy[datetime | None]:
    return st.sampled_from((*(None,) * nulls, *lattice(as_of, _EVENT_DAYS)))


@cache
def _one_of(*options: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


_ONE_IN_FOUR = st.sampled_from((False, False, False, True))
_ONE_IN_EIGHT = st.sampled_from((*(False,) * 7, True))
_ONE_IN_TWENTY = st.sampled_from((*(False,) * 19, True))


@st.composite
def worlds(draw: st.DrawFn, as_of: datetime) -> Tables:
    """One to four leads, up to three contacts and twelve interactions, and their troubles."""
    lead_ids = draw(st.lists(st.sampled_from(_LEAD_IDS), min_size=1, max_size=4, unique=True))
    contact_ids = draw(st.lists(st.sampled_from(_CONTACT_IDS), max_size=3, unique=True))
    leads = [
        row
        for number, lead_id in enumerate(lead_ids)
        for row in draw(_copies_of_lead(as_of, lead_id, lead_ids[:number], contact_ids))
    ]
    contacts = [
        {
            "contact_id": contact_id,
            "account_id": draw(st.sampled_from(("a", "b", None))),
            "created_at": as_of - draw(st.sampled_from((0, 1, 30))) * DAY,
        }
        for contact_id in contact_ids
    ]
    interactions: list[Row] = []
    for _ in range(draw(_COUNTS_OF_INTERACTIONS)):
        interactions.append(draw(_interaction(as_of, leads, contact_ids, interactions)))
    accounts = [{"account_id": "a", "industry": "Retail"}]
    return {
        "leads": leads,
        "contacts": contacts,
        "accounts": accounts,
        "interactions": interactions,
    }


def _rows_of_values(*together: str) -> st.SearchStrategy[Row]:
    """Columns with values of their pools; those named in one string are one draw, for speed."""
    return st.tuples(
        *(
            st.sampled_from(list(product(*(COLUMN_VALUES[column] for column in columns.split()))))
            for columns in together
        )
    ).map(
        lambda drawn_values: {
            column: value
            for columns, values in zip(together, drawn_values, strict=True)
            for column, value in zip(columns.split(), values, strict=True)
        }
    )


_LEAD_VALUES = _rows_of_values(
    "country business_unit employee_count", "job_title annual_revenue status", "city industry"
)


@st.composite
def _lead(
    draw: st.DrawFn, as_of: datetime, lead_id: str, earlier: list[str], contact_ids: list[str]
) -> Row:
    # merges point to earlier leads only, so they never run in a cycle
    survivors = (*(None,) * 3 * (1 + len(earlier)), *earlier, *earlier, "nobody", " ")
    return {
        "lead_id": lead_id,
        "created_at": draw(_creation_times(as_of)),
        "closed_at": draw(_sometimes(as_of, 300)),
        "contact_id": draw(_one_of(*contact_ids, *contact_ids, None, "c9", "")),
        "account_id": draw(_one_of("a", None)),
        "merged_into_lead_id": draw(_one_of(*survivors)),
        **draw(_LEAD_VALUES),
    }


@st.composite
def _copies_of_lead(
    draw: st.DrawFn, as_of: datetime, lead_id: str, earlier: list[str], contact_ids: list[str]
) -> list[Row]:
    """One row without a version, or with one, or several copies without any."""
    one = draw(_lead(as_of, lead_id, earlier, contact_ids))
    kind = draw(_one_of(*("plain",) * 6, "version", "version", "copy", "differing"))
    if kind == "version":
        times = _sometimes(as_of, 30)
        return [{**one, "valid_from": draw(times), "valid_to": draw(times)}]
    if kind == "copy":
        return [one, dict(one)]
    if kind == "differing":
        other = draw(_lead(as_of, lead_id, earlier, contact_ids))
        changed = {draw(_one_of(*one)) for _ in range(draw(st.integers(1, 4)))}
        return [one, {column: (other if column in changed else one)[column] for column in one}]
    return [one]


_INTERACTION_VALUES = _rows_of_values(
    "interaction_id interaction_type",
    "asset_name business_unit channel",
    "url duration_seconds asset_id",
    "is_bot is_test",
)


_LOADINGS = st.sampled_from(
    # NULL, all alike, or beside the interaction: at and past the edge of a late clock
    (*(None,) * 6, "as_of", timedelta(0), TICK, -DAY, -DAY - TICK, 2 * DAY, 7 * DAY)
)


@st.composite
def _interaction(
    draw: st.DrawFn,
    as_of: datetime,
    leads: list[Row],
    contact_ids: list[str],
    earlier: list[Row],
) -> Row:
    lead_ids = tuple(row["lead_id"] for row in leads)
    bounds = tuple(row[end] for row in leads for end in ("created_at", "closed_at") if row[end])
    occurred_at = None
    if not draw(_ONE_IN_TWENTY):
        at_a_bound = draw(_ONE_IN_FOUR)
        occurred_at = draw(_one_of(*bounds) if at_a_bound else _event_times(as_of))
    loading = draw(_LOADINGS)
    loaded_at = as_of if loading == "as_of" else None
    if isinstance(loading, timedelta) and occurred_at is not None:
        loaded_at = occurred_at + loading
    row: Row = {
        "occurred_at": occurred_at,
        "loaded_at": loaded_at,
        "lead_id": draw(_one_of(*lead_ids * 6, *lead_ids[:1] * 8, None, None, "nobody", "")),
        "contact_id": draw(_one_of(*contact_ids * 2, None, None, "c9", "nobody", " ")),
        **draw(_INTERACTION_VALUES),
    }
    is_copy: bool = draw(_ONE_IN_EIGHT)
    if is_copy and earlier:
        # a copy of an earlier row that differs in a few columns, or in none
        changed = {draw(_one_of(*row)) for _ in range(draw(st.integers(0, 3)))}
        copied = draw(st.integers(0, len(earlier) - 1))
        row = {column: (row if column in changed else earlier[copied])[column] for column in row}
    return row


@st.composite
def models(draw: st.DrawFn, as_of: datetime) -> Model:
    """A model of one to five groups, valid under the spec's grammar; the caller names it."""
    conditions = _Conditions(draw, as_of)
    model: Model = {
        "status": "live",
        "groups": [conditions.group(number) for number in range(1, draw(st.integers(1, 5)) + 1)],
    }
    for switch in ("count_parent_contact_interactions", "score_closed_leads"):
        asked = draw(st.sampled_from((None, True, True, False)))
        if asked is not None:
            model[switch] = asked
    bounds = draw(
        st.sampled_from(
            (
                *(None,) * 3,
                {"min": 0, "max": 100},
                {"min": -10, "max": 10},
                {"min": 1, "max": 30},
                {"min": -1000, "max": -1},
                {"max": 15},
                {"min": 0},
            )
        )
    )
    if bounds:
        model["score_range"] = bounds
    if draw(st.booleans()):
        model["grades"] = draw(_grades())
    if draw(st.booleans()):
        model["sales_ready_score"] = draw(st.sampled_from((-5, 0, 1, 10, 20)))
    return model


@st.composite
def _grades(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Grades that cover all scores, or leave a gap in the middle or at the ends."""
    low = draw(st.sampled_from((-10, 0, 1, 5)))
    high = low + draw(st.sampled_from((1, 2, 10)))
    grades: list[dict[str, Any]] = [
        draw(
            st.sampled_from(
                (
                    {"operator": "less_than", "value": low},
                    {"operator": "less_or_equal", "value": low - 1},
                )
            )
        ),
        {"operator": "between", "value": [low, high - 1]},
        draw(
            st.sampled_from(
                (
                    {"operator": "greater_or_equal", "value": high},
                    {"operator": "greater_than", "value": high - 1},
                )
            )
        ),
    ]
    names = draw(st.sampled_from((("Cold", "Warm", "Hot"), ("A%", "B'b", "Ü {{ x }}"))))
    named = [{"name": name, **grade} for name, grade in zip(names, grades, strict=True)]
    gap = draw(st.sampled_from((None, None, 0, 1, 2)))
    return [grade for number, grade in enumerate(named) if number != gap]


class _Conditions:
    """Draws the groups of one model; numbers its conditions."""

    def __init__(self, draw: st.DrawFn, as_of: datetime) -> None:
        self.draw = draw
        self.times = lattice(as_of, _EVENT_DAYS)
        self.days_before = tuple(as_of - day * DAY for day in (1, 7, 30))
        self.count = 0

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def group(self, number: int) -> dict[str, Any]:
        match = self.pick(None, "all", "any", "any")
        conditions = [self.node(depth=1) for _ in range(self.pick(1, 1, 1, 2, 2, 3))]
        if match != "any" and self.pick(False, False, True):
            conditions.insert(self.pick(0, 0, 1), self.interaction(each=True))
            # `each` alone, or beside few others, so that it is often true
            conditions = conditions[:2] if any(_is_each(one) for one in conditions[:2]) else []
            conditions = conditions or [self.interaction(each=True)]
        group = {
            "name": f"g{number}",
            "points": self.pick(1, 5, 10, 10, 20, 1000, -1, -10, -15),
            "conditions": conditions,
        }
        bound = self.pick(None, None, None, 1, 10, 15, 30)
        if bound is not None:
            group["max_points"] = bound
        return group if match is None else {**group, "match": match}

    def node(self, depth: int) -> dict[str, Any]:
        if depth < 3 and self.pick(False, False, False, True):
            branch = self.pick("all", "any")
            return {branch: [self.node(depth + 1) for _ in range(self.pick(1, 2, 2, 3))]}
        return self.attribute() if self.pick(False, False, False, True) else self.interaction()

    def named(self, condition: dict[str, Any]) -> dict[str, Any]:
        self.count += 1
        return {"name": f"c{self.count}", **condition}

    def attribute(self) -> dict[str, Any]:
        column = self.pick(*LEAD_ATTRIBUTES)
        return self.named({"attribute": column, **self.predicate("leads", column)})

    def interaction(self, each: bool = False) -> dict[str, Any]:
        condition: dict[str, Any] = {
            "interaction": self.pick(*INTERACTION_TYPES, INTERACTION_TYPES[0])
        }
        if each:
            condition["frequency"] = "each"
        else:
            frequency = self.pick(
                None, {"at_least": 1}, {"at_least": 2}, {"at_least": 2}, {"at_least": 3}, "none"
            )
            if frequency is not None:
                condition["frequency"] = frequency
        if self.pick(False, True, True):
            condition["within_days"] = self.pick(*WINDOWS)
        if self.pick(*(False,) * 4, True):
            condition["since"] = self.time()
        if self.pick(False, False, False, True):
            condition["where"] = [self.filter_node(1) for _ in range(self.pick(1, 1, 2))]
        return self.named(condition)

    def filter_node(self, depth: int) -> dict[str, Any]:
        if depth < 3 and self.pick(*(False,) * 4, True):
            branch = self.pick("all", "any")
            return {branch: [self.filter_node(depth + 1) for _ in range(self.pick(1, 2))]}
        column = self.pick(*FILTER_FIELDS)
        return {"field": column, **self.predicate("interactions", column)}

    def time(self) -> str:
        # often one of few instants, so that interactions are likely at the very same
        at: datetime = self.pick(self.pick(*self.times), *self.days_before)
        midnight = datetime(at.year, at.month, at.day)
        if at == midnight:
            return str(self.pick(f"{at:%Y-%m-%d}", f"{at:%Y-%m-%d %H:%M:%S}"))
        return at.isoformat(sep=" ")

    def predicate(self, table: str, column: str) -> dict[str, Any]:
        column_type = COLUMNS[table][column]
        operator = self.pick(*(_SET if column in _LINKS else _OPERATORS[column_type]))
        if operator.startswith("is_"):
            return {"operator": operator}
        if operator in ("within_last_days", "older_than_days"):
            return {"operator": operator, "value": self.pick(*WINDOWS)}
        one: Callable[[], Any] = (
            self.time
            if column_type == TIMESTAMP
            else lambda: self.pick(*_askable(column, column_type, operator))
        )
        if operator in ("in", "not_in"):
            values = [one() for _ in range(self.pick(1, 2, 3))]
            value: Any = list(dict.fromkeys(values))
        elif operator == "between":
            value = sorted((one(), one()))
        else:
            value = one()
        predicate = {"operator": operator, "value": value}
        if column_type == TEXT and self.pick(*(False,) * 4, True):
            predicate["case_sensitive"] = True
        return predicate


_SET = ("is_set", "is_not_set")
_TEXT_OPERATORS = (
    *("equals", "equals", "not_equals", "in", "not_in", "contains", "contains", "not_contains"),
    *("begins_with", "ends_with", *_SET),
)
_ORDER_OPERATORS = (
    *("equals", "not_equals", "in", "not_in", "greater_than", "greater_or_equal"),
    *("less_than", "less_or_equal", "between", *_SET),
)
_OPERATORS = {
    TEXT: _TEXT_OPERATORS,
    ID: _TEXT_OPERATORS,
    INTEGER: _ORDER_OPERATORS,
    NUMBER: _ORDER_OPERATORS,
    BOOLEAN: ("is_true", "is_false", *_SET),
    TIMESTAMP: (*_ORDER_OPERATORS, *("within_last_days", "older_than_days") * 4),
}


def _askable(column: str, column_type: str, operator: str) -> tuple[Any, ...]:
    values = [
        value
        for value in COLUMN_VALUES[column]
        if value is not None and not (isinstance(value, str) and value.strip() == "")
    ]
    if column_type in (TEXT, ID) and operator not in ("equals", "not_equals", "in", "not_in"):
        values += TEXT_PARTS
    return tuple(values)


def _is_each(node: dict[str, Any]) -> bool:
    return node.get("frequency") == "each"
