"""A whole model: what it means, and the checks that look at more than one of its groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from lead_scoring.spec import grammar
from lead_scoring.spec.conditions import attribute_tree
from lead_scoring.spec.errors import Place, Problems, quoted
from lead_scoring.spec.grades import grades, segments, warn_of_gaps
from lead_scoring.spec.groups import group, written_conditions
from lead_scoring.spec.inputs import KnownInputs
from lead_scoring.spec.predicates import moment, number
from lead_scoring.spec.types import ScoreRange, ScoringModel, Targets, ThresholdObjective

# dbt takes a macro `default__x` or `duckdb__x` for its own version of the macro `x`;
# staging models of source systems are called like conditions of models
RESERVED_MODEL_NAMES = (
    "athena",
    "bigquery",
    "clickhouse",
    "databricks",
    "default",
    "duckdb",
    "dynamics365",
    "fabric",
    "hubspot",
    "postgres",
    "redshift",
    "salesforce",
    "snowflake",
    "spark",
    "sqlserver",
    "test",
    "trino",
)
LARGEST_FIGURE = 1_000_000_000
FRACTIONS = ("precision", "recall", "mql_to_sql")


def scoring_model(
    written: grammar.Model, stem: str, path: str, known: KnownInputs, problems: Problems
) -> ScoringModel | None:
    """The model; None if it is faulty. All its faults are noted either way."""
    check_stem(written, stem, problems)
    _check_name(written, problems)
    _check_unique_names(written, problems)
    found = [group(item, known, problems) for item in written.groups or [] if item is not None]
    groups = tuple(item for item in found if item is not None)
    score_range = _score_range(written, problems)
    graded = grades(written, problems)
    sliced = segments(written, problems)
    stopped_at = _stopped_at(written, problems)
    audience = None
    if written.audience is not None:
        audience = attribute_tree(written.audience, known, problems)
    threshold_objective = _threshold_objective(written.threshold_objective, problems)
    targets = _targets(written.targets, problems) if written.targets else None
    _check_bands(written, problems)
    _check_target(written, known, problems)
    if problems.errors or written.name is None:
        return None
    if graded:
        warn_of_gaps(graded, groups, score_range, written.place("grades"), problems)
    return ScoringModel(
        name=written.name,
        label=written.label,
        description=written.description,
        owner=written.owner,
        status=written.status or "draft",
        stopped_at=stopped_at,
        replaces=written.replaces,
        target=written.target or "lead",
        count_parent_contact_interactions=bool(written.count_parent_contact_interactions),
        business_unit=written.business_unit,
        audience=audience,
        score_closed_leads=bool(written.score_closed_leads),
        profile=written.profile,
        groups=groups,
        score_range=score_range,
        grades=graded,
        hot_grades=tuple(written.hot_grades or ()),
        sales_ready_score=written.sales_ready_score,
        segments=sliced,
        distribution_bands=_tuple(written.distribution_bands),
        outcome=written.outcome,
        threshold_objective=threshold_objective,
        targets=targets,
        path=path,
    )


def _tuple(values: list[int] | None) -> tuple[int, ...] | None:
    return None if values is None else tuple(values)


def check_stem(written: grammar.Model | grammar.Experiment, stem: str, problems: Problems) -> None:
    """Notes a name that is not the stem of the file."""
    if written.name is not None and written.name != stem:
        message = f"the name {quoted(written.name)} is not the stem of the file, {quoted(stem)}"
        problems.add("LS023", written.place("name"), message, "rename one of them")


def _check_name(written: grammar.Model, problems: Problems) -> None:
    if written.name in RESERVED_MODEL_NAMES:
        message = f"the model name {quoted(written.name)} is reserved for dbt"
        problems.add("LS025", written.place("name"), message, "choose another")


def _check_unique_names(written: grammar.Model, problems: Problems) -> None:
    groups = [item for item in written.groups or [] if item is not None]
    conditions = [item for one in groups for item in written_conditions(one.conditions)]
    named: dict[str, list[tuple[str | None, Place]]] = {
        "group": [(item.name, item.place("name")) for item in groups],
        "condition": [(item.name, item.place("name")) for item in conditions],
        "grade": [(item.name, item.place("name")) for item in written.grades or [] if item],
        "segment": [(item.name, item.place("name")) for item in written.segments or [] if item],
        "hot grade": [
            (name, written.place("hot_grades", index))
            for index, name in enumerate(written.hot_grades or [])
        ],
    }
    for kind, names in named.items():
        _check_unique(kind, names, problems)


def _check_unique(kind: str, names: Iterable[tuple[str | None, Place]], problems: Problems) -> None:
    """Grades are text that people read, so case and outer blanks don't tell them apart."""
    first: dict[str, Place] = {}
    for name, place in names:
        if name is None:
            continue
        key = name.strip().lower()
        if key in first:
            message = f"the {kind} {quoted(name)} is there twice, first in line {first[key].line}"
            problems.add("LS024", place, message)
        first.setdefault(key, place)


def _score_range(written: grammar.Model, problems: Problems) -> ScoreRange | None:
    bounds = written.score_range
    if bounds is None:
        return None
    if not bounds.wrote("min", "max"):
        problems.add("LS013", bounds.place(), "missing min or max")
    if bounds.min is not None and bounds.max is not None and bounds.min >= bounds.max:
        message = f"min {bounds.min} is not below max {bounds.max}"
        problems.add("LS033", bounds.place(), message)
    return ScoreRange(min=bounds.min, max=bounds.max)


def _stopped_at(written: grammar.Model, problems: Problems) -> datetime | None:
    if written.status == "stopped" and not written.wrote("stopped_at"):
        problems.add("LS043", written.place("status"), "a stopped model needs stopped_at")
    # a faulty status has its own error and may have been meant to be stopped
    runs = written.status in ("draft", "live") or not written.wrote("status")
    if written.wrote("stopped_at") and runs:
        message = "stopped_at goes with status: stopped only"
        problems.add("LS043", written.place("stopped_at"), message)
    if written.stopped_at is None:
        return None
    return moment(written.stopped_at, written.place("stopped_at"), problems)


def _check_bands(written: grammar.Model, problems: Problems) -> None:
    bands = written.distribution_bands or []
    for index in range(1, len(bands)):
        low, high = bands[index - 1], bands[index]
        if low is not None and high is not None and low >= high:
            message = f"{high} does not ascend from {low}"
            problems.add("LS040", written.place("distribution_bands", index), message)
            return


def _check_target(written: grammar.Model, known: KnownInputs, problems: Problems) -> None:
    """What makes sense for leads only."""
    if written.target in (None, "lead"):
        return
    if written.count_parent_contact_interactions:
        key = "count_parent_contact_interactions"
        problems.add("LS034", written.place(key), f"{key} goes with target: lead only")
    for one in written.groups or []:
        for item in written_conditions(one.conditions if one is not None else None):
            table = known.declared.related.get(item.related or "")
            if table is not None and table.key == "lead":
                message = (
                    f"{quoted(item.related)} has the key lead, which goes with target: lead only"
                )
                problems.add("LS034", item.place("related"), message)


def _threshold_objective(
    written: grammar.ThresholdObjective | str | None, problems: Problems
) -> ThresholdObjective | None:
    if written is None:
        return None
    if isinstance(written, str):
        return ThresholdObjective(name="f1")
    chosen = written.wrote(*grammar.ThresholdObjective.model_fields)
    if len(chosen) != 1:
        allowed = ", ".join(grammar.ThresholdObjective.model_fields)
        message = f"needs one of {allowed}, found {' and '.join(chosen) or 'none'}"
        problems.add("LS034", written.place(), message)
        return None
    if written.wrote("precision_at_least"):
        precision = _above_zero(written, "precision_at_least", 1, problems)
        return ThresholdObjective(name="precision_at_least", precision=precision)
    if written.wrote("capacity_per_week"):
        capacity = _above_zero(written, "capacity_per_week", LARGEST_FIGURE, problems)
        return ThresholdObjective(name="capacity_per_week", capacity_per_week=capacity)
    if written.cost is None:
        return None
    return ThresholdObjective(
        name="cost",
        win_value=_above_zero(written.cost, "win_value", LARGEST_FIGURE, problems),
        contact_cost=_above_zero(written.cost, "contact_cost", LARGEST_FIGURE, problems),
    )


def _above_zero(
    written: grammar.Written, key: str, most: int, problems: Problems
) -> Decimal | None:
    found, place = getattr(written, key), written.place(key)
    if found is None:
        return None
    value = _single_number(found, place, problems)
    if value is None or 0 < value <= most:
        return value
    hint = "write 60 % as 0.60" if most == 1 and value > 1 else ""
    message = f"must be above 0, up to {most:,}, found {quoted(value)}"
    problems.add("LS017", place, message, hint)
    return None


def _single_number(value: object, place: Place, problems: Problems) -> Decimal | None:
    if isinstance(value, list):
        problems.add("LS015", place, "must be a number, found a list")
        return None
    return number(value, place, problems)


def _targets(written: grammar.Targets, problems: Problems) -> Targets:
    found: dict[str, Decimal | tuple[Decimal, Decimal] | None] = {}
    for key in written.wrote(*Targets.model_fields):
        value, place = getattr(written, key), written.place(key)
        if value is None:
            continue
        if key in ("average_score", "hot_share"):
            found[key] = _range_target(value, key, written, problems)
        else:
            found[key] = _fraction(_single_number(value, place, problems), key, place, problems)
    return Targets.model_validate(found)


def _range_target(
    value: object, key: str, written: grammar.Targets, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    place = written.place(key)
    if not isinstance(value, list) or len(value) != 2:
        found = f"a list of {len(value)}" if isinstance(value, list) else quoted(value)
        problems.add("LS015", place, f"must be [low, high], found {found}")
        return None
    low, high = (_fraction(number(end, place, problems), key, place, problems) for end in value)
    if low is None or high is None:
        return None
    if low > high:
        problems.add("LS033", place, f"low {low} is above high {high}", "turn them round")
    return low, high


def _fraction(value: Decimal | None, key: str, place: Place, problems: Problems) -> Decimal | None:
    """The value, if it is from 0 to 1 where the target is a share."""
    if value is not None and key in (*FRACTIONS, "hot_share") and not 0 <= value <= 1:
        message = f"must be from 0 to 1, found {quoted(value)}"
        problems.add("LS017", place, message, "write 60 % as 0.60")
        return None
    return value
