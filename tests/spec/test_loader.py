"""Whole projects: what valid specs mean, and all errors of all files at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from specs import SMALLEST, errors, load, load_one

from lead_scoring.spec import Filter, Frequency, SpecErrors, Tree, load_scoring_models
from lead_scoring.spec.codes import CODES

EXAMPLE = Path(__file__).parent / "example"


def test_defaults(tmp_path: Path) -> None:
    (model,) = load(tmp_path, smallest=SMALLEST).models
    assert (model.status, model.target, model.path) == (
        "draft",
        "lead",
        "scoring_models/smallest.yml",
    )
    assert model.grades == () and model.hot_grades == () and model.groups[0].tree.match == "all"
    assert model.groups[0].conditions[0].frequency == Frequency(kind="at_least", count=1)


def test_no_specs_no_models(tmp_path: Path) -> None:
    assert load(tmp_path).models == ()
    assert load(tmp_path, _inputs="").models == ()


def test_values_have_the_type_of_their_column(tmp_path: Path) -> None:
    model = load_one(
        tmp_path,
        """\
name: one
groups:
  - name: fits
    points: -5
    match: any
    conditions:
      - {name: revenue, attribute: annual_revenue, operator: in, value: [1.50, 2]}
      - {name: people, attribute: employee_count, operator: between, value: [5, 10]}
      - {name: country, attribute: country, operator: equals, value: NO, case_sensitive: true}
      - {name: unit, attribute: business_unit, operator: in, value: ["007"]}
      - name: trial
        attribute: trial_ends_on
        operator: less_than
        value: 2025-01-31 12:30:00.1234567+02:00
      - {name: recent, attribute: created_at, operator: within_last_days, value: 30}
      - all:
          - name: opened
            interaction: webinar_attended
            since: 2025-01-31
            where: {any: [{field: is_bot, operator: is_false}, {field: url, operator: is_set}]}
""",
        "interaction_types: [webinar_attended]\ncolumns: {leads: {trial_ends_on: date}}\n",
    )
    conditions = {condition.name: condition for condition in model.groups[0].conditions}
    predicates = {name: one.predicate for name, one in conditions.items() if one.predicate}
    assert {name: one.value for name, one in predicates.items()} == {
        "revenue": (Decimal("1.5"), Decimal(2)),
        "people": (5, 10),
        "country": "NO",
        "unit": ("007",),
        "trial": datetime(2025, 1, 31, 10, 30, 0, 123456),
        "recent": 30,
    }
    assert [one.type for one in predicates.values()] == [
        "number", "integer", "text", "id", "timestamp", "timestamp",
    ]  # fmt: skip
    assert predicates["unit"].case_sensitive
    assert conditions["opened"].since == datetime(2025, 1, 31)
    false = Filter(
        field="is_bot", operator="is_false", value=None, case_sensitive=False, type="boolean"
    )
    seen = Filter(field="url", operator="is_set", value=None, case_sensitive=False, type="text")
    assert conditions["opened"].where == Tree(match="any", items=(false, seen))
    assert model.groups[0].tree.items[-1] == Tree(match="all", items=("opened",))
    assert model.groups[0].tree.leaves() == tuple(conditions)


def test_the_full_example_loads_without_a_warning() -> None:
    project = load_scoring_models(EXAMPLE)
    assert [model.name for model in project.models] == ["inbound_2025", "inbound_engagement"]
    assert project.warnings == ()


def test_all_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    one = """\
name: one
lable: A typo
groups:
  - name: reads
    points: many
    conditions:
      - {name: opened, interaction: email_open, within_days: 0}
      - {name: fits, attribute: job_titel, operator: is_set}
"""
    assert errors(tmp_path, one=one, smallest=SMALLEST.replace("10", "0")) == [
        "scoring_models/one.yml:2: LS012 lable: unknown key 'lable' … did you mean 'label'?",
        "scoring_models/one.yml:5: LS015 groups[0].points: must be an integer, found 'many'",
        "scoring_models/one.yml:7: LS014 groups[0].conditions[0].interaction: "
        "unknown interaction 'email_open' … did you mean 'email_opened'?",
        "scoring_models/one.yml:7: LS017 groups[0].conditions[0].within_days: "
        "must be at least 1, found 0",
        "scoring_models/one.yml:8: LS027 groups[0].conditions[1].attribute: "
        "unknown column 'job_titel' of leads … did you mean 'job_title'?",
        "scoring_models/smallest.yml:3: LS017 groups[0].points: points must not be 0",
    ]


def test_a_gap_between_grades_is_a_warning(tmp_path: Path) -> None:
    grades = """\
grades:
  - {name: Cold, operator: less_than, value: 5}
  - {name: Hot, operator: between, value: [7, 9]}
"""
    assert load(tmp_path, smallest=SMALLEST + grades).warnings == (
        "scoring_models/smallest.yml:4: LS101 grades: scores above 9 have no grade",
        "scoring_models/smallest.yml:4: LS101 grades: "
        "scores of 5 to 6, between 'Cold' and 'Hot', have no grade",
    )


def test_an_open_end_is_no_gap_even_where_points_have_no_bound(tmp_path: Path) -> None:
    opened = "interaction: email_opened"
    spec = SMALLEST.replace(opened, f"{opened}, frequency: each")
    grades = "grades: [{name: Any, operator: greater_or_equal, value: 0}]\n"
    assert load(tmp_path, smallest=spec + grades).warnings == ()


def test_names_that_would_collide(tmp_path: Path) -> None:
    a = SMALLEST.replace("smallest", "a").replace("opened,", "b__c,")
    b = SMALLEST.replace("smallest", "a__b").replace("opened,", "c,")
    assert errors(tmp_path, a=a, a__b=b) == [
        "scoring_models/a__b.yml:3: LS026 groups[0].conditions[0].name: "
        "'stg_a__b__c' is generated for the model 'a', too … rename one of the two"
    ]


def test_a_name_too_long_for_postgres(tmp_path: Path) -> None:
    model, condition = "m" * 28, "c" * 30
    spec = SMALLEST.replace("smallest", model).replace("opened,", f"{condition},")
    assert errors(tmp_path, **{model: spec}) == [
        f"scoring_models/{model}.yml:3: LS026 groups[0].conditions[0].name: "
        f"'stg_{model}__{'c' * 24}… would be generated, of 64 characters, "
        "and PostgreSQL knows 63 … shorten it or the model's name"
    ]


def test_names_that_collide_with_those_of_a_related_table(tmp_path: Path) -> None:
    spec = SMALLEST.replace("smallest", "related").replace("opened,", "orders,")
    inputs = "related: {orders: {key: lead, columns: {total: number}}}"
    assert errors(tmp_path, related=spec, _inputs=inputs) == [
        "scoring_models/related.yml:3: LS026 groups[0].conditions[0].name: "
        "'stg_related__orders' is generated for the related table 'orders', too … "
        "rename one of the two"
    ]


def test_names_of_related_tables_fit_also_once_the_model_is_stopped(tmp_path: Path) -> None:
    table = "t" * 30
    inputs = f"related: {{{table}: {{key: lead, columns: {{total: number}}}}}}"

    def spec(model: str) -> str:
        related = SMALLEST.replace("interaction: email_opened", f"related: {table}")
        return related.replace("smallest", model)

    fits, too_long = "m" * 11, "m" * 12
    assert load(tmp_path, **{fits: spec(fits), "_inputs": inputs}).models
    assert errors(tmp_path, **{too_long: spec(too_long)}) == [
        f"scoring_models/{too_long}.yml:3: LS026 groups[0].conditions[0].related: "
        f"'int_{too_long}__related__{'t' * 30}_… would be generated, of 64 characters, "
        "and PostgreSQL knows 63 … shorten it or the model's name"
    ]


def test_a_related_table_has_its_key_and_its_time_beside_the_declared_columns(
    tmp_path: Path,
) -> None:
    model = load_one(
        tmp_path,
        """\
name: one
groups:
  - name: orders
    points: 5
    conditions:
      - name: ordered
        related: orders
        where:
          - {field: account_id, operator: equals, value: "007"}
          - {field: occurred_at, operator: within_last_days, value: 30}
""",
        "related: {orders: {key: account, time: occurred_at, columns: {}}}\n",
    )
    where = model.groups[0].conditions[0].where
    assert where is not None
    assert [
        (leaf.type, leaf.case_sensitive) for leaf in where.items if isinstance(leaf, Filter)
    ] == [
        ("id", True),
        ("timestamp", False),
    ]


PATHS = {
    "attribute": [
        "contact.job_title",
        "account.industry",
        "contact.account.employee_count",
        "account.parent_account.annual_revenue",
        "contact.account.parent_account.parent_account.parent_account.industry",
    ],
    "field": [
        "contact.allows_email",
        "account.country",
        "contact.account.country",
        "account.parent_account.parent_account.parent_account.parent_account.country",
    ],
}


@pytest.mark.parametrize("path", PATHS["attribute"])
def test_paths_from_the_lead(tmp_path: Path, path: str) -> None:
    condition = f"attribute: {path}, operator: is_set"
    spec = SMALLEST.replace("interaction: email_opened", condition)
    audience = f"audience: {{attribute: {path}, operator: is_not_set}}\n"
    (model,) = load(tmp_path, smallest=spec + audience).models
    assert model.groups[0].conditions[0].source == path
    assert model.audience is not None
    assert [leaf.field for leaf in model.audience.leaves() if isinstance(leaf, Filter)] == [path]


@pytest.mark.parametrize("path", PATHS["field"])
def test_paths_from_an_interaction(tmp_path: Path, path: str) -> None:
    opened = "interaction: email_opened"
    spec = SMALLEST.replace(opened, f"{opened}, where: {{field: {path}, operator: is_set}}")
    (model,) = load(tmp_path, smallest=spec).models
    where = model.groups[0].conditions[0].where
    assert where is not None
    assert [leaf.field for leaf in where.leaves() if isinstance(leaf, Filter)] == [path]


def test_a_circle_of_replacements_is_one_error(tmp_path: Path) -> None:
    chain = {"a": "b", "b": "c", "c": "a", "d": "a"}
    specs = {
        name: SMALLEST.replace("smallest", name) + f"replaces: {other}\n"
        for name, other in chain.items()
    }
    assert errors(tmp_path, **specs) == [
        "scoring_models/a.yml:4: LS042 replaces: "
        "the models replace each other in a circle: a → b → c → a"
    ]


def test_files_with_another_ending(tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / "scoring_models" / "one.yaml").write_text(SMALLEST)
    (tmp_path / "scoring_models" / "README.md").write_text("not a spec")
    (tmp_path / "scoring_models" / "_other.yml").write_text("neither: a spec")
    assert errors(tmp_path) == [
        "scoring_models/one.yaml:1: LS002: the file's name must end in .yml … "
        "rename it to 'one.yml'"
    ]


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SpecErrors, match="LS001: the folder can't be read"):
        load_scoring_models(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ("interaction_types: [email_opened]", "LS045 interaction_types[0]"),
        ("interaction_types: [a, a]", "LS045 interaction_types[1]"),
        ("columns: {leads: {order: text}}", "LS025 columns.leads.order"),
        ("columns: {leads: {country: text}}", "LS045 columns.leads.country"),
        ("columns: {lead: {plan: text}}", "LS012 columns.lead"),
        ("columns: {leads: {plan: string}}", "LS016 columns.leads.plan"),
        ("columns: {leads: {Plan: text}}", "LS018 columns.leads.Plan"),
        ("related: {orders: {key: lead}}", "LS013 related.orders"),
        (
            "related: {orders: {key: lead, time: at, columns: {at: text}}}",
            "LS032 related.orders.time",
        ),
        ("columns: {leads: {begins_at: timestamp}}", "LS025 columns.leads.begins_at"),
        (
            "columns: {interactions: {contact__tier: text}}",
            "LS025 columns.interactions.contact__tier",
        ),
        ("columns: {outcomes: {account__tier: text}}", "LS025 columns.outcomes.account__tier"),
        ("related: {leads: {key: lead, columns: {at: date}}}", "LS045 related.leads"),
        (
            "related: {orders: {key: contact, columns: {contact_id: text}}}",
            "LS045 related.orders.columns.contact_id",
        ),
        (
            "related: {orders: {key: account, columns: {lead_id: text}}}",
            "LS025 related.orders.columns.lead_id",
        ),
        (
            "related: {orders: {key: lead, time: at, columns: {occurred_at: timestamp}}}",
            "LS025 related.orders.columns.occurred_at",
        ),
        (
            "related: {orders: {key: lead, columns: {is_of_account: boolean}}}",
            "LS025 related.orders.columns.is_of_account",
        ),
        (
            "related: {orders: {key: lead, columns: {order: text}}}",
            "LS025 related.orders.columns.order",
        ),
        (
            "related: {orders: {key: lead, columns: {of__two: text}}}",
            "LS025 related.orders.columns.of__two",
        ),
        (
            "related: {orders: {key: lead, time: when, columns: {a: text}}}",
            "LS025 related.orders.time",
        ),
        (
            "related: {orders: {key: lead, time: lead_id, columns: {a: text}}}",
            "LS045 related.orders.time",
        ),
        (
            "related: {orders: {key: order, columns: {a: text}}}",
            "LS016 related.orders.key",
        ),
        (
            "related: {a_name_of_thirty_one_characters: {key: lead, columns: {a: text}}}",
            "LS018 related.a_name_of_thirty_one_characters",
        ),
        ("pii: {leads: [phone]}", "LS052 pii.leads[0]"),
        ("pii: {leads: [email]}", "LS052 pii.leads[0]"),
        ("pii: {orders: [badge]}", "LS052 pii.orders[0]"),
    ],
)
def test_a_faulty_declaration_is_one_error(tmp_path: Path, inputs: str, error: str) -> None:
    """What a model names may be what the faulty line meant to declare, so it is no error yet."""
    model = SMALLEST.replace("email_opened", "perhaps_declared")
    (found,) = errors(tmp_path, _inputs=inputs, smallest=model)
    assert found.startswith(f"scoring_models/_inputs.yml:1: {error}: ")


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ("score_range: {min: 0}", "Dynamics 365 has no score_range"),
        ("score_closed_leads: true", "Dynamics 365 has no score_closed_leads"),
        (
            "sales_ready_score: 5\nbusiness_unit: emea",
            "sales_ready_score belongs to outbound models of Dynamics 365, but business_unit in "
            "line 5 to real-time ones",
        ),
    ],
)
def test_profile_dynamics(tmp_path: Path, keys: str, error: str) -> None:
    found = errors(tmp_path, smallest=f"{SMALLEST}{keys}\nprofile: dynamics\n")
    assert [line for line in found if "LS044" in line and error in line]


REAL_TIME = """\
name: smallest
profile: dynamics
business_unit: emea
count_parent_contact_interactions: true
groups:
  - name: reads
    points: 10
    match: any
    conditions:
      - name: opened
        interaction: email_opened
        frequency: {at_least: 5}
        within_days: 28
        where: [{field: asset_name, operator: contains, value: spring}]
      - all:
          - {name: registered, related: registrations, within_days: 180}
          - {name: works, attribute: job_title, operator: is_set}
grades:
  - {name: Cold, operator: less_than, value: 5}
  - {name: Hot, operator: greater_or_equal, value: 5}
hot_grades: [Hot]
"""
OUTBOUND = """\
name: smallest
profile: dynamics
target: contact
count_parent_contact_interactions: false
groups:
  - name: reads
    points: 10
    conditions:
      - {name: opened, interaction: email_opened, frequency: each}
      - {name: quiet, interaction: email_bounced, frequency: none}
      - {name: fits, attribute: contact.account.industry, operator: is_set}
sales_ready_score: 40
"""


@pytest.mark.parametrize("spec", [REAL_TIME, OUTBOUND], ids=["real-time", "outbound"])
def test_what_dynamics_can_express_loads(tmp_path: Path, spec: str) -> None:
    registrations = "related: {registrations: {key: contact, time: at, columns: {}}}"
    assert load(tmp_path, smallest=spec, _inputs=registrations).models[0].profile == "dynamics"


WHOLE = (EXAMPLE / "inbound_engagement.yml").read_bytes()


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cut=st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 60)),
    put=st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [b"[", b"{", b": ", b"- ", b"\n", b"~", b"5.0", b"&a ", b"*a", b"{}", b"[]", b"'"]
        ),
    ),
)
def test_a_mutated_spec_raises_nothing_but_spec_errors(
    tmp_path: Path, cut: tuple[int, int], put: bytes
) -> None:
    start, length = cut
    mutated = WHOLE[:start] + put + WHOLE[start + length :]
    with pytest.raises(SpecErrors) as caught:
        load(tmp_path, inbound_engagement=mutated)
    assert all(error.code in CODES for error in caught.value.errors)
