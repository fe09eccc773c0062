"""A scoring model as the rest of the project sees it: checked, resolved and immutable.

These types hold what a spec *means*: defaults are filled in, columns are resolved to their types
and values to the type of their column. How a spec is *written* is `grammar.py`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Scalar = str | Decimal | int | bool | datetime
ColumnType = Literal["text", "integer", "number", "boolean", "timestamp", "id"]
DeclaredType = Literal["text", "integer", "number", "boolean", "date", "timestamp"]
Match = Literal["all", "any"]
Subject = Literal["attribute", "interaction", "related"]
Category = Literal["behavioral", "demographic", "intent"]
Objective = Literal["f1", "precision_at_least", "capacity_per_week", "cost"]
Comparison = Literal["less_than", "less_or_equal", "greater_than", "greater_or_equal", "between"]


class Frozen(BaseModel):
    """A value object: no unknown keys, no conversion, no change after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Filter(Frozen):
    """A predicate over one column.

    `value` has the Python type of the column: text and id `str`, integer `int`, number `Decimal`,
    timestamp a naive UTC `datetime`. It is a tuple for `in` and `not_in` (one value or more) and
    for `between` (low, high; both included), a number of days (`int`) for `within_last_days` and
    `older_than_days`, and None for operators that take no value.
    `case_sensitive` is always true for ids and says something for text and ids only.
    """

    field: str
    operator: str
    value: Scalar | tuple[Scalar, ...] | None
    case_sensitive: bool
    type: ColumnType


class Tree(Frozen):
    """`all` or `any` of its items, nested at will.

    The leaves are Filters, but for the tree of a group, where they are names of its conditions.
    """

    match: Match
    items: tuple[Tree | Filter | str, ...]

    def leaves(self) -> tuple[Filter | str, ...]:
        """The leaves in the order of the file."""
        found: list[Filter | str] = []
        for item in self.items:
            found.extend(item.leaves() if isinstance(item, Tree) else [item])
        return tuple(found)


class Frequency(Frozen):
    """How many records a condition asks for; `count` is set for `at_least` only."""

    kind: Literal["at_least", "each", "none"]
    count: int | None = None


class Decay(Frozen):
    """Each record loses `percent` (0 to 100] of its points every `every_days` x 24 hours."""

    every_days: int
    percent: Decimal
    shape: Literal["linear", "compound"]


class Condition(Frozen):
    """One condition of a group.

    `source` is the attribute's path, the interaction type or the related table. Attribute
    conditions have a `predicate` and nothing else; the others have a `frequency` and no predicate.
    """

    name: str
    subject: Subject
    source: str
    predicate: Filter | None = None
    frequency: Frequency | None = None
    within_days: int | None = None
    since: datetime | None = None
    min_age_days: int | None = None
    where: Tree | None = None
    decay: Decay | None = None


class Group(Frozen):
    """Points, and the tree of conditions that earns them; `conditions` is flat, in file order."""

    name: str
    label: str | None = None
    category: Category | None = None
    subcategory: str | None = None
    points: int
    max_points: int | None = None
    tree: Tree
    conditions: tuple[Condition, ...]


class ScoreBand(Frozen):
    """A comparison of floor(score) with an integer, or with two for `between`."""

    name: str
    operator: Comparison
    value: int | tuple[int, int]

    @property
    def lower(self) -> int | None:
        """The least integer inside, None where there is no lower end."""
        match self.operator, self.value:
            case "greater_than", int(value):
                return value + 1
            case "greater_or_equal", int(value):
                return value
            case "between", (low, _):
                return low
        return None

    @property
    def upper(self) -> int | None:
        """The greatest integer inside, None where there is no upper end."""
        match self.operator, self.value:
            case "less_than", int(value):
                return value - 1
            case "less_or_equal", int(value):
                return value
            case "between", (_, high):
                return high
        return None


class Grade(ScoreBand):
    """A named band of scores; grades of a model never overlap."""


class Segment(ScoreBand):
    """A named slice of leads by score; segments may overlap."""


class ThresholdObjective(Frozen):
    """What a threshold is recommended by, with the figures that it needs, all above 0.

    `precision` is a share; `win_value` and `contact_cost` are in one currency.
    """

    name: Objective
    precision: Decimal | None = None
    capacity_per_week: Decimal | None = None
    win_value: Decimal | None = None
    contact_cost: Decimal | None = None


class Targets(Frozen):
    """Values a model should reach, fractions of one but for `average_score` (points)."""

    precision: Decimal | None = None
    recall: Decimal | None = None
    lead_velocity: Decimal | None = None
    mql_to_sql: Decimal | None = None
    average_score: tuple[Decimal, Decimal] | None = None
    hot_share: tuple[Decimal, Decimal] | None = None


class ScoreRange(Frozen):
    """Bounds of the score in points, both included; None where there is no bound."""

    min: int | None = None
    max: int | None = None


class ScoringModel(Frozen):
    """One scoring model. `path` is the file it came from, as `scoring_models/<name>.yml`."""

    name: str
    label: str | None = None
    description: str | None = None
    owner: str | None = None
    status: Literal["draft", "live", "stopped"] = "draft"
    stopped_at: datetime | None = None
    replaces: str | None = None
    target: Literal["lead", "contact", "account"] = "lead"
    count_parent_contact_interactions: bool = False
    business_unit: str | None = None
    audience: Tree | None = None
    score_closed_leads: bool = False
    profile: Literal["dynamics"] | None = None
    groups: tuple[Group, ...]
    score_range: ScoreRange | None = None
    grades: tuple[Grade, ...] = ()
    hot_grades: tuple[str, ...] = ()
    sales_ready_score: int | None = None
    segments: tuple[Segment, ...] = ()
    distribution_bands: tuple[int, ...] | None = None
    outcome: str | None = None
    threshold_objective: ThresholdObjective | None = None
    targets: Targets | None = None
    path: str


class RelatedTable(Frozen):
    """A declared to-many table: `key` says whose id it carries, `time` names its time column."""

    key: Literal["lead", "contact", "account"]
    time: str | None = None
    columns: dict[str, DeclaredType]


class DeclaredInputs(Frozen):
    """What the user's data has beyond the canonical tables; types stand as declared.

    `columns` maps a canonical table to its extra columns, `pii` a table to those of its declared
    columns that are personal data.
    """

    interaction_types: tuple[str, ...] = ()
    columns: dict[str, dict[str, DeclaredType]] = {}
    related: dict[str, RelatedTable] = {}
    pii: dict[str, tuple[str, ...]] = {}


class Experiment(Frozen):
    """A split experiment: `share` of the leads created from `start` on go to the challenger.

    Leads take part until `end`, which may be open. `share` is above 0 and below 1.
    """

    name: str
    label: str | None = None
    description: str | None = None
    control: str
    challenger: str
    share: Decimal
    start: datetime
    end: datetime | None = None
    outcome: str
    horizon_days: int


class Project(Frozen):
    """All scoring models and experiments of a project, by name, and the declared inputs.

    `warnings` are printable lines; they never stop a build.
    """

    models: tuple[ScoringModel, ...]
    experiments: tuple[Experiment, ...] = ()
    inputs: DeclaredInputs
    warnings: tuple[str, ...] = ()
