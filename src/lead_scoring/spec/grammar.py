"""How scoring models and experiments are written: the keys of the YAML files, key by key.

These types drive the reading of a file (`structure.py`) and the JSON schema (`schema.py`), so their
descriptions are what an editor shows. After reading, any key may be None: it was not written, or it
was faulty and its fault is noted. `required` says which keys must be written and
`one_key` that just one of them is.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, WithJsonSchema

from lead_scoring.spec.errors import Place
from lead_scoring.spec.types import Category, Comparison, DeclaredType, Match

LARGEST_SCORE = 1_000_000_000
MOST_DAYS = 36_500
CATEGORIES: tuple[Category, ...] = ("behavioral", "demographic", "intent")

PAIR_OF_INTEGERS = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
PAIR_OF_NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]{0,62}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Moment = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    WithJsonSchema({"type": "string", "examples": ["2025-01-31", "2025-01-31T12:30:00Z"]}),
]
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Score = Annotated[int, Field(ge=-LARGEST_SCORE, le=LARGEST_SCORE)]
# checked against the column or the operator later
Value = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1},
            ]
        }
    ),
]
Number = Annotated[Any, WithJsonSchema({"type": "number"})]
NumberRange = Annotated[
    Any,
    WithJsonSchema(PAIR_OF_NUMBERS),
]
Bounds = Annotated[
    Any,
    WithJsonSchema(PAIR_OF_INTEGERS),
]


class Written(BaseModel):
    """A mapping of a spec, with the places of what is written in it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    required: ClassVar[tuple[str, ...]] = ()
    one_key: ClassVar[bool] = False
    _place: Place = PrivateAttr(default_factory=Place)
    _places: dict[str, Place] = PrivateAttr(default_factory=dict)

    def place(self, *steps: str | int) -> Place:
        """Where the key, or the item beneath it, is written; the mapping where it is not."""
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        return self._places.get(path, self._place)

    def wrote(self, *keys: str) -> list[str]:
        """Those of the keys that are written, faulty ones included."""
        return [key for key in keys if f".{key}" in self._places]


Operator = Literal[
    "equals",
    "not_equals",
    "in",
    "not_in",
    "contains",
    "not_contains",
    "begins_with",
    "ends_with",
    "greater_than",
    "greater_or_equal",
    "less_than",
    "less_or_equal",
    "between",
    "is_true",
    "is_false",
    "is_set",
    "is_not_set",
    "within_last_days",
    "older_than_days",
]


class Predicate(Written):
    """What filters and attribute conditions share."""

    operator: Operator | None = Field(
        None, description="How the column is compared; it must fit the column's type."
    )
    value: Value = Field(
        None,
        description="What the column is compared with: one value, a list for in and not_in, "
        "[low, high] for between, a number of days for within_last_days and older_than_days, "
        "nothing for is_set, is_not_set, is_true and is_false.",
        examples=["director", 50, ["US", "CA"]],
    )
    case_sensitive: bool | None = Field(
        None, description="Compare text exactly; without it, case and outer blanks are ignored."
    )


class FieldFilter(Predicate):
    """A predicate over a column of the interaction or related row."""

    required = ("field", "operator")
    field: Path | None = Field(
        None,
        description="A column of the row, or contact.… or account.… of an interaction.",
        examples=["asset_name", "contact.job_title"],
    )


class FieldBranch(Written):
    """`all` or `any` of several filters."""

    one_key = True
    all: list[FieldFilter | FieldBranch] | None = Field(
        None, min_length=1, description="True while each item is."
    )
    any: list[FieldFilter | FieldBranch] | None = Field(
        None, min_length=1, description="True while at least one item is."
    )


class AttributeFilter(Predicate):
    """A predicate over an attribute of the lead."""

    required = ("attribute", "operator")
    attribute: Path | None = Field(
        None,
        description="A column of the lead, or the path to one by contact, account and "
        "parent_account.",
        examples=["country", "contact.account.employee_count"],
    )


class AttributeBranch(Written):
    """`all` or `any` of several attribute predicates."""

    one_key = True
    all: list[AttributeFilter | AttributeBranch] | None = Field(
        None, min_length=1, description="True while each item is."
    )
    any: list[AttributeFilter | AttributeBranch] | None = Field(
        None, min_length=1, description="True while at least one item is."
    )


class AtLeast(Written):
    """At least so many records."""

    required = ("at_least",)
    at_least: Annotated[int, Field(ge=1, le=1_000_000)] | None = Field(
        None, description="The least number of records.", examples=[5]
    )


class Decay(Written):
    """Each record loses points with age."""

    required = ("every_days", "percent", "shape")
    every_days: Days | None = Field(
        None, description="After how many days, 24 hours each, the next loss comes."
    )
    percent: Number = Field(None, description="The loss in percent, above 0 and at most 100.")
    shape: Literal["linear", "compound"] | None = Field(
        None, description="linear: percent of the first points; compound: of what is left."
    )


class Condition(Predicate):
    """A condition: over an attribute, over interactions or over rows of a related table."""

    required = ("name",)
    name: Name | None = Field(
        None, description="Unique in the model; names the generated staging model."
    )
    attribute: Path | None = Field(
        None,
        description="A column of the lead, or the path to one by contact, account and "
        "parent_account.",
        examples=["country", "contact.job_title"],
    )
    interaction: ShortText | None = Field(
        None, description="The type of the interactions that count.", examples=["email_opened"]
    )
    related: Name | None = Field(
        None, description="The declared related table.", examples=["event_registrations"]
    )
    frequency: AtLeast | Literal["each", "none"] | None = Field(
        None, description="How many records it takes; {at_least: 1} unless given."
    )
    within_days: Days | None = Field(
        None, description="A record counts for so many days, 24 hours each."
    )
    since: Moment | None = Field(None, description="Only records from this instant on count (UTC).")
    min_age_days: Days | None = Field(
        None, description="With none: the lead is at least so many days old."
    )
    where: list[FieldFilter | FieldBranch] | FieldFilter | FieldBranch | None = Field(
        None, min_length=1, description="Which records count; a list means all of them."
    )
    decay: Decay | None = Field(None, description="With each: records lose points with age.")


class ConditionBranch(Written):
    """`all` or `any` of several conditions."""

    one_key = True
    all: list[Condition | ConditionBranch] | None = Field(
        None, min_length=1, description="True while each item is."
    )
    any: list[Condition | ConditionBranch] | None = Field(
        None, min_length=1, description="True while at least one item is."
    )


class Group(Written):
    """Points, and the conditions that earn them."""

    required = ("name", "points", "conditions")
    name: Name | None = Field(None, description="Unique in the model.")
    label: Text | None = Field(None, description="The name that people read.")
    category: ShortText | None = Field(
        None,
        json_schema_extra={"pattern": r"^(behavioral|demographic|intent)(/.+)?$"},
        description="behavioral, demographic or intent, then a free subcategory.",
        examples=["behavioral/email_engagement"],
    )
    points: Annotated[int, Field(ge=-1000, le=1000)] | None = Field(
        None, description="What the group is worth, not 0.", json_schema_extra={"not": {"const": 0}}
    )
    max_points: Annotated[int, Field(ge=1, le=LARGEST_SCORE)] | None = Field(
        None, description="The group is worth at most so many points, and no less than minus that."
    )
    match: Match | None = Field(None, description="How the conditions join; all unless given.")
    conditions: list[Condition | ConditionBranch] | None = Field(
        None, min_length=1, description="The conditions, nested by all and any at will."
    )


class ScoreRange(Written):
    """Bounds of the score."""

    min: Score | None = Field(None, description="The score is never below it.")
    max: Score | None = Field(None, description="The score is never above it.")


class Grade(Written):
    """A named band of scores, decided on the score rounded down."""

    required = ("name", "operator", "value")
    name: ShortText | None = Field(None, description="Unique in the model.", examples=["Hot"])
    operator: Comparison | None = Field(
        None, description="How the score is compared; between includes both ends."
    )
    value: Annotated[Any, WithJsonSchema({"anyOf": [{"type": "integer"}, PAIR_OF_INTEGERS]})] = (
        Field(None, description="An integer, or [low, high] for between.")
    )


class ScoreComparison(Written):
    """One comparison of the score with an integer, or with two."""

    one_key = True
    less_than: Score | None = Field(None, description="The score is below it.")
    less_or_equal: Score | None = Field(None, description="The score is at most this.")
    greater_than: Score | None = Field(None, description="The score is above it.")
    greater_or_equal: Score | None = Field(None, description="The score is at least this.")
    between: Bounds = Field(None, description="[low, high], both included.")


class Segment(Written):
    """A named slice of leads by score."""

    required = ("name", "score")
    name: Name | None = Field(None, description="Unique in the model.")
    score: ScoreComparison | None = Field(
        None, description="Which scores are inside.", examples=[{"between": [13, 19]}]
    )


class Targets(Written):
    """Values the model should reach, shown beside the measured ones."""

    precision: Number = Field(None, description="From 0 to 1.")
    recall: Number = Field(None, description="From 0 to 1.")
    lead_velocity: Number = Field(None, description="Growth of new MQLs a month, 0.1 for 10 %.")
    mql_to_sql: Number = Field(None, description="From 0 to 1.")
    average_score: NumberRange = Field(None, description="[low, high] in points.")
    hot_share: NumberRange = Field(None, description="[low, high], each from 0 to 1.")


class Cost(Written):
    """What a conversion brings and a contact costs, in one currency."""

    required = ("win_value", "contact_cost")
    win_value: Number = Field(None, description="What a conversion brings, above 0.")
    contact_cost: Number = Field(None, description="What it costs to contact a lead, above 0.")


class ThresholdObjective(Written):
    """What else than F1 a recommended threshold is chosen by."""

    one_key = True
    precision_at_least: Number = Field(
        None, description="The share of flagged leads that has to convert, above 0, up to 1."
    )
    capacity_per_week: Number = Field(
        None, description="How many new leads sales can take on in a week, above 0."
    )
    cost: Cost | None = Field(None, description="What wins bring less what contacts cost.")


class Model(Written):
    """A scoring model: which leads it scores, and for what."""

    required = ("name", "groups")
    name: Name | None = Field(None, description="Equals the file's name without .yml.")
    label: Text | None = Field(None, description="The name that people read.")
    description: Text | None = Field(None, description="What the model is for.")
    owner: ShortText | None = Field(None, description="Who answers for the model.")
    status: Literal["draft", "live", "stopped"] | None = Field(
        None, description="draft unless given; `lead-scoring publish` sets live."
    )
    stopped_at: Moment | None = Field(None, description="When a stopped model was stopped (UTC).")
    replaces: Name | None = Field(None, description="The model this one is a new version of.")
    target: Literal["lead", "contact", "account"] | None = Field(
        None, description="Whose interactions count; lead unless given."
    )
    count_parent_contact_interactions: bool | None = Field(
        None, description="Count the interactions of the lead's parent contact, too."
    )
    business_unit: ShortText | None = Field(
        None, description="Score the leads of this business unit only, compared exactly."
    )
    audience: list[AttributeFilter | AttributeBranch] | AttributeFilter | AttributeBranch | None = (
        Field(None, min_length=1, description="Which leads are scored; a list means all of them.")
    )
    score_closed_leads: bool | None = Field(
        None, description="Score leads on after they are closed."
    )
    profile: Literal["dynamics"] | None = Field(
        None, description="dynamics: allow only what Dynamics 365 can express."
    )
    groups: list[Group] | None = Field(
        None, min_length=1, max_length=200, description="The score is the sum of the groups."
    )
    score_range: ScoreRange | None = Field(None, description="Bounds of the score.")
    grades: list[Grade] | None = Field(
        None, min_length=1, max_length=100, description="Named bands of scores."
    )
    hot_grades: list[ShortText] | None = Field(
        None, min_length=1, max_length=100, description="What trends and reports count as hot."
    )
    sales_ready_score: Score | None = Field(
        None, description="From this score on a lead is ready for sales."
    )
    segments: list[Segment] | None = Field(
        None, min_length=1, max_length=100, description="Named slices of leads by score."
    )
    distribution_bands: list[Score] | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="Lower edges of the bands of the score distribution, ascending.",
        examples=[[0, 26, 51, 76]],
    )
    outcome: ShortText | None = Field(
        None, description="The outcome that counts as this model's conversion.", examples=["won"]
    )
    threshold_objective: ThresholdObjective | Literal["f1"] | None = Field(
        None,
        description="What threshold_analysis recommends a threshold by; the project's vars "
        "unless given.",
        examples=[{"precision_at_least": 0.15}],
    )
    targets: Targets | None = Field(None, description="Values the model should reach.")


class Experiment(Written):
    """A split experiment: some of the new leads go by another scoring model."""

    required = ("name", "control", "challenger", "share", "start", "outcome", "horizon_days")
    name: Name | None = Field(
        None, description="Equals the file's name without .yml; decides the arms, so keep it."
    )
    label: Text | None = Field(None, description="The name that people read.")
    description: Text | None = Field(None, description="What is to be found out.")
    control: Name | None = Field(None, description="The published model that leads go by.")
    challenger: Name | None = Field(None, description="The published model that is tried.")
    share: Number = Field(
        None,
        description="The share of leads that goes to the challenger, above 0 and below 1.",
        examples=[0.5],
    )
    start: Moment | None = Field(
        None, description="Leads created from this instant on take part (UTC)."
    )
    end: Moment | None = Field(
        None, description="Leads take part that enter before this instant (UTC)."
    )
    outcome: ShortText | None = Field(
        None, description="The outcome that counts as a conversion.", examples=["won"]
    )
    horizon_days: Days | None = Field(
        None, description="Within how many days, 24 hours each, a lead has to convert."
    )


class RelatedTable(Written):
    """A to-many table of yours, such as event registrations or orders."""

    required = ("key", "columns")
    key: Literal["lead", "contact", "account"] | None = Field(
        None, description="Whose id the table carries: lead_id, contact_id or account_id."
    )
    time: ColumnName | None = Field(None, description="The column with the row's time.")
    columns: dict[ColumnName, DeclaredType] | None = Field(
        None, description="The columns that specs may use, with their types."
    )


class Columns(Written):
    """Columns of yours in the canonical tables, with their types."""

    leads: dict[ColumnName, DeclaredType] | None = Field(None, description="Of leads.")
    contacts: dict[ColumnName, DeclaredType] | None = Field(None, description="Of contacts.")
    accounts: dict[ColumnName, DeclaredType] | None = Field(None, description="Of accounts.")
    interactions: dict[ColumnName, DeclaredType] | None = Field(
        None, description="Of interactions."
    )
    outcomes: dict[ColumnName, DeclaredType] | None = Field(None, description="Of outcomes.")


class Inputs(Written):
    """`_inputs.yml`: what your data has beyond the canonical tables."""

    interaction_types: list[ShortText] | None = Field(
        None, description="Types beside the standard ones."
    )
    columns: Columns | None = Field(None, description="Columns beside the canonical ones.")
    related: dict[Name, RelatedTable] | None = Field(None, description="To-many tables.")
    pii: dict[Name, list[ColumnName]] | None = Field(
        None, description="Which of these columns are personal data, by table."
    )
