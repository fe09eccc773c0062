"""Each key of the format, by name: a spec with it loads, and its meaning is carried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from specs import load

from lead_scoring.spec import (
    Decay,
    DeclaredInputs,
    Filter,
    Frequency,
    Grade,
    RelatedTable,
    ScoreRange,
    ScoringModel,
    Segment,
    Targets,
    ThresholdObjective,
    Tree,
    grammar,
)

INPUTS = """\
interaction_types: [webinar_attended]
columns: {leads: {plan: text}}
related: {orders: {key: account, time: paid_at, columns: {total: number}}}
pii: {leads: [plan]}
"""
COUNTRY = "{attribute: country, operator: equals, value: US}"
FIELD = "{field: channel, operator: equals, value: web}"


def text(field: str, value: str, *, exact: bool = False) -> Filter:
    return Filter(field=field, operator="equals", value=value, case_sensitive=exact, type="text")


US, WEB = text("country", "US"), text("channel", "web")
# key, how it is written with all that it needs beside it, what it means
MODEL: list[tuple[str, str, object]] = [
    ("label", "label: Inbound", "Inbound"),
    ("description", "description: Who reads.", "Who reads."),
    ("owner", "owner: growth", "growth"),
    ("status", "status: draft", "draft"),
    ("stopped_at", "status: stopped\nstopped_at: 2025-01-31", datetime(2025, 1, 31)),
    ("replaces", "replaces: other", "other"),
    ("target", "target: account", "account"),
    ("count_parent_contact_interactions", "count_parent_contact_interactions: true", True),
    ("business_unit", "business_unit: emea", "emea"),
    ("audience", f"audience: [{COUNTRY}]", Tree(match="all", items=(US,))),
    ("score_closed_leads", "score_closed_leads: true", True),
    ("profile", "profile: dynamics", "dynamics"),
    ("score_range", "score_range: {min: 0, max: 100}", ScoreRange(min=0, max=100)),
    (
        "grades",
        "grades: [{name: Hot, operator: greater_or_equal, value: 0}]",
        (Grade(name="Hot", operator="greater_or_equal", value=0),),
    ),
    (
        "hot_grades",
        "grades: [{name: Hot, operator: greater_or_equal, value: 0}]\nhot_grades: [Hot]",
        ("Hot",),
    ),
    ("sales_ready_score", "sales_ready_score: 40", 40),
    (
        "segments",
        "segments: [{name: warm, score: {between: [13, 19]}}]",
        (Segment(name="warm", operator="between", value=(13, 19)),),
    ),
    ("distribution_bands", "distribution_bands: [0, 26]", (0, 26)),
    ("outcome", "outcome: won", "won"),
    ("threshold_objective", "threshold_objective: f1", ThresholdObjective(name="f1")),
    (
        "threshold_objective",
        "threshold_objective: {precision_at_least: 0.15}",
        ThresholdObjective(name="precision_at_least", precision=Decimal("0.15")),
    ),
    (
        "threshold_objective",
        "threshold_objective: {capacity_per_week: 50}",
        ThresholdObjective(name="capacity_per_week", capacity_per_week=Decimal(50)),
    ),
    (
        "threshold_objective",
        "threshold_objective: {cost: {win_value: 5000, contact_cost: 2.5}}",
        ThresholdObjective(name="cost", win_value=Decimal(5000), contact_cost=Decimal("2.5")),
    ),
    (
        "targets",
        "targets: {precision: 0.60, recall: 0.7, lead_velocity: 0.1, mql_to_sql: 0.4, "
        "average_score: [35, 45], hot_share: [0.05, 0.15]}",
        Targets(
            precision=Decimal("0.6"),
            recall=Decimal("0.7"),
            lead_velocity=Decimal("0.1"),
            mql_to_sql=Decimal("0.4"),
            average_score=(Decimal(35), Decimal(45)),
            hot_share=(Decimal("0.05"), Decimal("0.15")),
        ),
    ),
]
GROUP: list[tuple[str, str, dict[str, object]]] = [
    ("label", "label: Reads", {"label": "Reads"}),
    ("category", "category: intent/demo", {"category": "intent", "subcategory": "demo"}),
    ("points", "points: -15", {"points": -15}),
    ("max_points", "max_points: 30", {"max_points": 30}),
    ("match", "match: any", {"tree": Tree(match="any", items=("opened",))}),
]
EACH = "interaction: email_opened, frequency: each"
PLAN = "attribute: plan, operator: equals, value: free"
CONDITION: list[tuple[str, str, dict[str, object]]] = [
    ("attribute", COUNTRY.strip("{}"), {"subject": "attribute", "source": "country"}),
    ("operator", PLAN, {"predicate": text("plan", "free")}),
    ("value", PLAN, {"predicate": text("plan", "free")}),
    (
        "case_sensitive",
        f"{PLAN}, case_sensitive: true",
        {"predicate": text("plan", "free", exact=True)},
    ),
    (
        "interaction",
        "interaction: webinar_attended",
        {"subject": "interaction", "source": "webinar_attended"},
    ),
    ("related", "related: orders", {"subject": "related", "source": "orders"}),
    ("frequency", EACH, {"frequency": Frequency(kind="each")}),
    ("within_days", "interaction: email_opened, within_days: 28", {"within_days": 28}),
    ("since", "related: orders, since: 2025-01-31", {"since": datetime(2025, 1, 31)}),
    (
        "min_age_days",
        "interaction: email_opened, frequency: none, min_age_days: 30",
        {"min_age_days": 30},
    ),
    (
        "where",
        f"interaction: email_opened, where: [{FIELD}]",
        {"where": Tree(match="all", items=(WEB,))},
    ),
    (
        "decay",
        f"{EACH}, decay: {{every_days: 30, percent: 25, shape: linear}}",
        {"decay": Decay(every_days=30, percent=Decimal(25), shape="linear")},
    ),
]


def loaded(folder: Path, keys: str = "", group: str = "", condition: str = "") -> ScoringModel:
    """The model with the keys at its end, in its only group and in its only condition."""

    def spec(name: str) -> str:
        of_group = group if group.startswith("points:") else f"points: 10, {group}".rstrip(", ")
        of_condition = condition or "interaction: email_opened"
        return (
            f"name: {name}\ngroups:\n"
            f"  - {{name: reads, {of_group}, conditions: [{{name: opened, {of_condition}}}]}}\n"
        )

    project = load(folder, one=f"{spec('one')}{keys}\n", other=spec("other"), _inputs=INPUTS)
    return next(model for model in project.models if model.name == "one")


@pytest.mark.parametrize(("key", "written", "meaning"), MODEL, ids=[key for key, *_ in MODEL])
def test_a_key_of_a_model(tmp_path: Path, key: str, written: str, meaning: object) -> None:
    assert getattr(loaded(tmp_path, keys=written), key) == meaning


@pytest.mark.parametrize(
    ("written", "meaning"), [row[1:] for row in GROUP], ids=[key for key, *_ in GROUP]
)
def test_a_key_of_a_group(tmp_path: Path, written: str, meaning: dict[str, object]) -> None:
    group = loaded(tmp_path, group=written).groups[0]
    assert {name: getattr(group, name) for name in meaning} == meaning


@pytest.mark.parametrize(
    ("written", "meaning"), [row[1:] for row in CONDITION], ids=[key for key, *_ in CONDITION]
)
def test_a_key_of_a_condition(tmp_path: Path, written: str, meaning: dict[str, object]) -> None:
    condition = loaded(tmp_path, condition=written).groups[0].conditions[0]
    assert {name: getattr(condition, name) for name in meaning} == meaning


def test_keys_of_trees(tmp_path: Path) -> None:
    nested = f"audience: {{any: [{COUNTRY}, {{all: [{COUNTRY}, {COUNTRY}]}}]}}"
    inner = Tree(match="all", items=(US, US))
    assert loaded(tmp_path, keys=nested).audience == Tree(match="any", items=(US, inner))
    where = f"interaction: email_opened, where: {{all: [{FIELD}, {{any: [{FIELD}, {FIELD}]}}]}}"
    found = loaded(tmp_path, condition=where).groups[0].conditions[0].where
    assert found == Tree(match="all", items=(WEB, Tree(match="any", items=(WEB, WEB))))


def test_keys_of_the_declared_inputs(tmp_path: Path) -> None:
    assert load(tmp_path, _inputs=INPUTS).inputs == DeclaredInputs(
        interaction_types=("webinar_attended",),
        columns={"leads": {"plan": "text"}},
        related={
            "orders": RelatedTable(key="account", time="paid_at", columns={"total": "number"})
        },
        pii={"leads": ("plan",)},
    )


def test_no_key_is_left_out() -> None:
    def keys(rows: Sequence[tuple[str, str, object]], *others: str) -> set[str]:
        return {key for key, *_ in rows} | set(others)

    assert keys(MODEL, "name", "groups") == set(grammar.Model.model_fields)
    assert keys(GROUP, "name", "conditions") == set(grammar.Group.model_fields)
    assert keys(CONDITION, "name") == set(grammar.Condition.model_fields)
