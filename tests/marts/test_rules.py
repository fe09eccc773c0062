"""Rules, findings and a comparison of a world whose figures are worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from inputs.sources import load_as_text
from marts.measures import (
    Lead,
    auc_difference_interval,
    mql_rate_difference_interval,
    wilson,
)
from once import once
from workspace import Workspace

AS_OF = "2026-07-01"
# the newest first of a month that is at least 90 days ago
EVALUATED_AT = "2026-04-01"
MARTS = ("rule_impact", "model_comparison", "optimization_findings")
Rows = dict[str, list[dict[str, Any]]]


def group(name: str, points: int, category: str | None = None, **condition: Any) -> dict[str, Any]:
    carried = {"category": category} if category else {}
    return {
        "name": name,
        "points": points,
        **carried,
        "conditions": [{"name": f"is_{name}", **condition}],
    }


def spec(audience: str, *groups: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "status": "live",
        "outcome": "won",
        "audience": {"attribute": "state", "operator": "equals", "value": audience},
        "groups": list(groups),
        **more,
    }


US = group("us", 20, "demographic/fit", attribute="country", operator="equals", value="US")
GRADES = {
    "grades": [
        {"name": "Cold", "operator": "less_than", "value": 30},
        {"name": "Hot", "operator": "greater_or_equal", "value": 30},
    ],
    "hot_grades": ["Hot"],
}
SPECS = {
    "main": spec(
        "main",
        group("demo", 40, "intent/demos", interaction="demo_requested", within_days=60),
        group("price", 10, "intent/prices", interaction="pricing_viewed"),
        group("twin", 5, "behavioral/web", interaction="website_visited"),
        US,
        group("student", -30, attribute="job_title", operator="contains", value="student"),
        group("dead", 5, interaction="sms_replied"),
        group("everyone", 1, "demographic/fit", attribute="state", operator="is_set"),
        score_range={"min": 0, "max": 50},
        sales_ready_score=36,
        targets={"hot_share": [0, 0.1]},
        **GRADES,
    ),
    "newer": spec(
        "main",
        group("demo", 30, interaction="demo_requested", within_days=60),
        group("us", 5, attribute="country", operator="equals", value="US"),
        sales_ready_score=5,
        **GRADES,
    )
    | {"status": "draft", "replaces": "main"},
    # nobody, one lead, the same score for all, no conversions, all converted
    "nobody": spec("nobody", US),
    "one": spec("one", US),
    "equal": spec("equal", US),
    "none_won": spec("none_won", US),
    "all_won": spec("all_won", US),
    "back": spec("back", US),
}

# lead, state, country, job title, created, closed, won
LEADS = """
a     main     US -       2026-01-10 -          2026-05-01
b     main     US -       2026-01-10 -          2026-06-01
c     main     FR -       2026-01-10 -          -
d     main     FR -       2026-01-10 -          -
e     main     US student 2026-01-10 -          -
f     main     FR -       2026-01-10 -          -
g     main     FR student 2026-01-10 -          2026-04-20
h     main     US -       2026-01-10 2026-06-01 -
late  main     FR -       2026-05-01 -          -
early main     FR -       2026-01-10 -          2026-03-01
o1    one      US -       2026-01-10 -          -
q1    equal    US -       2026-01-10 -          2026-05-01
q2    equal    US -       2026-01-10 -          -
q3    equal    US -       2026-01-10 -          -
n1    none_won US -       2026-01-10 -          -
n2    none_won FR -       2026-01-10 -          -
w1    all_won  US -       2026-01-10 -          2026-05-01
w2    all_won  FR -       2026-01-10 -          2026-05-01
"""
INTERACTIONS = """
demo_requested  a     2026-03-20
demo_requested  c     2026-03-25
demo_requested  f     2026-04-15
demo_requested  late  2026-06-20
pricing_viewed  b     2026-02-01
pricing_viewed  d     2026-02-01
pricing_viewed  early 2026-02-01
website_visited b     2026-02-02
website_visited d     2026-02-02
website_visited early 2026-02-02
"""


def table(text: str, *names: str) -> list[dict[str, str | None]]:
    return [
        {
            name: None if cell == "-" else cell
            for name, cell in zip(names, line.split(), strict=True)
        }
        for line in text.strip().split("\n")
    ]


def inputs() -> dict[str, list[dict[str, str | None]]]:
    leads = table(
        LEADS, "lead_id", "state", "country", "job_title", "created_at", "closed_at", "won_at"
    )
    won = [
        {"lead_id": lead["lead_id"], "outcome": "won", "occurred_at": won_at}
        for lead in leads
        if (won_at := lead.pop("won_at"))
    ]
    # has left the audience and come back, which begins its points anew
    back: dict[str, str | None] = {"lead_id": "back", "country": "US", "created_at": "2026-01-10"}
    leads += [
        back | {"state": "back", "valid_to": "2026-04-10"},
        back | {"valid_from": "2026-04-10", "valid_to": "2026-05-10"},
        back | {"state": "back", "valid_from": "2026-05-10"},
    ]
    interactions = table(INTERACTIONS, "interaction_type", "lead_id", "occurred_at")
    for number, row in enumerate(interactions):
        row["interaction_id"] = str(number)
    return {"leads": leads, "outcomes": won, "interactions": interactions}


def build(
    tables: dict[str, list[dict[str, Any]]],
    engine: str,
    connection: Callable[[], dict[str, str]],
    folder: Path,
) -> Rows:
    """Builds the specs over the tables; mart -> its rows."""
    selected = [f"+{mart}" for mart in MARTS]
    workspace = Workspace(folder / "project", connection(), selected)
    for name, written in SPECS.items():
        workspace.write_spec(name, {"name": name, **written})
    load_as_text(workspace, engine, "raw", tables)
    workspace.build("warehouse", None, AS_OF, target=engine)
    return {mart: workspace.rows(f"marts.{mart}", engine) for mart in MARTS}


@pytest.fixture
def connection(engine: str, request: pytest.FixtureRequest) -> Callable[[], dict[str, str]]:
    """What connects to an empty database of its own, if the engine has a server."""

    def connect() -> dict[str, str]:
        if engine == "duckdb":
            return {}
        server: dict[str, str] = request.getfixturevalue("postgres_server")
        return server | {"PGDATABASE": request.getfixturevalue("new_database")()}

    return connect


@pytest.fixture
def rows(
    engine: str,
    connection: Callable[[], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Rows:
    """Mart -> its rows."""
    return once(tmp_path_factory, f"rules_{engine}", partial(build, inputs(), engine, connection))


def of(rows: list[dict[str, Any]], model: str, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows if row["scoring_model"] == model}


# of main's groups now: points, share, of the subcategory, of the category, leads with points
GIVEN = {
    "demo": (40, 40 / 154, 40 / 154, 70 / 154, 1),
    "price": (30, 30 / 154, 30 / 154, 70 / 154, 3),
    "twin": (15, 15 / 154, 15 / 154, 15 / 154, 3),
    "us": (60, 60 / 154, 69 / 154, 69 / 154, 3),
    "everyone": (9, 9 / 154, 69 / 154, 69 / 154, 9),
    "dead": (0, 0, 0, 0, 0),
    "student": (-60, 0, 0, 0, 2),
}


def test_points_now(rows: Rows) -> None:
    found = of(rows["rule_impact"], "main", "group_name")
    assert found.keys() == GIVEN.keys()
    for name, row in found.items():
        points, share, subcategory, category, leads = GIVEN[name]
        assert row["points"] == points
        assert row["positive_points_share"] == pytest.approx(share)
        assert row["subcategory_positive_points_share"] == pytest.approx(subcategory)
        assert row["category_positive_points_share"] == pytest.approx(category)
        assert row["negative_points_share"] == (name == "student")
        # both have neither a category nor a subcategory
        assert row["category_negative_points_share"] == (name in {"student", "dead"})
        assert row["subcategory_negative_points_share"] == (name in {"student", "dead"})
        assert (row["leads_scored"], row["leads_with_points"]) == (9, leads)
        assert row["coverage"] == pytest.approx(leads / 9)


# on the evaluation date: leads it fired for, of these converted, AUC without it, in pairs won of 15
EVALUATED = {
    "demo": (2, 1, 9.5),
    "price": (2, 1, 9),
    "twin": (2, 1, 9),
    "us": (4, 2, 8.5),
    "everyone": (8, 3, 9),
    "dead": (0, 0, 9),
    "student": (2, 1, 9.5),
}


def test_what_rules_did_before_the_outcome(rows: Rows) -> None:
    for name, row in of(rows["rule_impact"], "main", "group_name").items():
        fired, conversions, pairs_won = EVALUATED[name]
        assert str(row["evaluated_at"]) == f"{EVALUATED_AT} 00:00:00"
        assert row["outcome"] == "won"
        assert (row["leads_evaluated"], row["leads_fired"]) == (8, fired)
        assert row["evaluated_coverage"] == pytest.approx(fired / 8)
        assert row["conversions_fired"] == conversions
        # the score range makes it 9.5 of 15, which is not looked at here
        assert row["auc"] == pytest.approx(9 / 15)
        assert row["auc_without_group"] == pytest.approx(pairs_won / 15)
        assert row["auc_change"] == pytest.approx((pairs_won - 9) / 15)
        rates = ("conversion_rate", "conversion_rate_lower", "conversion_rate_upper", "lift")
        if fired:
            rate = conversions / fired
            expected = [rate, *wilson(conversions, fired), rate / (3 / 8)]
            assert [row[key] for key in rates] == pytest.approx(expected, abs=1e-9)
        else:
            assert [row[key] for key in rates] == [None] * 4


def test_dead_rules(rows: Rows) -> None:
    found = of(rows["rule_impact"], "main", "group_name")
    flags = {
        flag: {name: row[flag] for name, row in found.items() if row[flag] is not False}
        for flag in ("never_fires", "always_fires", "no_lift")
    }
    assert flags == {
        "never_fires": {"dead": True},
        "always_fires": {"everyone": True},
        # everyone's lift is 1; students convert as often as others do and lose points
        "no_lift": {"everyone": True, "student": True, "dead": None},
    }
    redundant = {name: row["redundant_with"] for name, row in found.items()}
    assert redundant == dict.fromkeys(GIVEN) | {"price": "twin", "twin": "price"}


EDGES = (
    *("leads_scored", "leads_with_points", "leads_evaluated", "leads_fired", "conversions_fired"),
    *("conversion_rate", "lift", "auc", "auc_without_group"),
    *("never_fires", "always_fires", "no_lift"),
)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("nobody", [0, 0, *[None] * 10]),
        ("one", [1, 1, 1, 1, 0, 0, None, None, None, False, True, None]),
        ("equal", [3, 3, 3, 3, 1, 1 / 3, 1, 0.5, 0.5, False, True, True]),
        ("none_won", [2, 1, 2, 1, 0, 0, None, None, None, False, False, None]),
        ("all_won", [2, 1, 2, 1, 1, 1, 1, None, None, False, False, True]),
        ("back", [1, 1, 1, 1, 0, 0, None, None, None, False, True, None]),
    ],
)
def test_rules_of_few_leads(rows: Rows, model: str, expected: list[Any]) -> None:
    (row,) = [row for row in rows["rule_impact"] if row["scoring_model"] == model]
    assert [row[key] for key in EDGES] == expected
    assert row["points"] == {"nobody": 0, "equal": 60}.get(model, 20)
    assert row["positive_points_share"] == (None if model == "nobody" else 1)
    assert row["negative_points_share"] is None


FINDINGS = (
    "conversion_does_not_follow_score",
    "too_many_or_too_few_hot_leads",
    "scores_cluster_in_one_range",
    "high_decay",
)
# figure and is_found of each finding
FOUND: dict[str, list[tuple[float | None, bool | None]]] = {
    "main": [(9.5 / 15, False), (2 / 9, True), (4 / 9, False), (40 / 194, False)],
    # 0.6 is not below 0.6
    "newer": [(9 / 15, False), (1 / 9, False), (8 / 9, True), (30 / 75, False)],
    "nobody": [(None, None)] * 4,
    "one": [(None, None), (None, None), (1, True), (0, False)],
    "equal": [(0.5, True), (None, None), (1, True), (0, False)],
    "none_won": [(None, None), (None, None), (0.5, False), (0, False)],
    "all_won": [(None, None), (None, None), (0.5, False), (0, False)],
    "back": [(None, None), (None, None), (1, True), (0, False)],
}


@pytest.mark.parametrize("model", FOUND)
def test_findings(rows: Rows, model: str) -> None:
    found = of(rows["optimization_findings"], model, "finding")
    assert sorted(found) == sorted(FINDINGS)
    for finding, (figure, is_found) in zip(FINDINGS, FOUND[model], strict=True):
        row = found[finding]
        assert row["figure"] == (None if figure is None else pytest.approx(figure))
        assert row["is_found"] is is_found
        has_date = finding == FINDINGS[0] and model != "nobody"
        assert (row["evaluated_at"] is not None) == has_date
        assert (row["outcome"] == "won") == has_date


def test_sentences_of_findings(rows: Rows) -> None:
    sentences = {
        (row["scoring_model"], row["finding"]): row["sentence"]
        for row in rows["optimization_findings"]
    }
    assert [sentences["main", finding] for finding in FINDINGS] == [
        "main: a lead that converted had the higher score in 63.3 % of its pairs with leads that"
        " did not (should be at least 60.0 %).",
        "main: 22.2 % of the leads are hot (should be 0.0 % to 10.0 %).",
        "main: 44.4 % of the leads have their score in one band (should be at most 70.0 %).",
        "main: in 30 days leads lost 20.6 % of the positive points that they had or got"
        " (should be at most 50.0 %).",
    ]
    assert [sentences["nobody", finding] for finding in FINDINGS] == [
        "nobody: there are not yet both leads that converted and leads that did not.",
        "nobody: there are no grades or no leads.",
        "nobody: there are no leads.",
        "nobody: no lead has or lost positive points.",
    ]
    assert sentences["newer", FINDINGS[1]].endswith("(should be 5.0 % to 20.0 %).")


# newer's and main's scores on the evaluation date, whether they reach 5 and 36, and conversion
COMPARED = [
    Lead((35, 50), (True, True), is_converted=True),
    Lead((5, 36), (True, True), is_converted=True),
    Lead((30, 41), (True, True), is_converted=False),
    Lead((0, 16), (False, False), is_converted=False),
    Lead((5, 0), (True, False), is_converted=False),
    Lead((0, 1), (False, False), is_converted=False),
    Lead((0, 0), (False, False), is_converted=True),
    Lead((5, 21), (True, False), is_converted=False),
]


def test_comparison(rows: Rows) -> None:
    (row,) = rows["model_comparison"]
    assert (row["scoring_model"], row["model_status"]) == ("newer", "draft")
    assert (row["replaced_model"], row["replaced_model_status"]) == ("main", "live")
    assert (row["leads"], row["conversions"], row["outcome"]) == (8, 3, "won")
    assert row["auc"] == pytest.approx(9 / 15)
    assert row["replaced_auc"] == pytest.approx(9.5 / 15)
    assert row["auc_difference"] == pytest.approx(-0.5 / 15)
    assert (row["mqls"], row["replaced_mqls"]) == (5, 3)
    assert row["mql_conversion_rate"] == pytest.approx(2 / 5)
    assert row["replaced_mql_conversion_rate"] == pytest.approx(2 / 3)
    assert row["mql_conversion_rate_difference"] == pytest.approx(2 / 5 - 2 / 3)
    for name, interval in {
        "auc_difference": auc_difference_interval(COMPARED),
        "mql_conversion_rate_difference": mql_rate_difference_interval(COMPARED),
    }.items():
        found = (row[f"{name}_lower"], row[f"{name}_upper"])
        assert found == pytest.approx(interval, abs=1e-9)
    assert (row["leads_scored_by_both"], row["leads_changing_grade"]) == (9, 1)
    assert row["leads_changing_grade_share"] == pytest.approx(1 / 9)
    assert str(row["evaluated_at"]) == f"{EVALUATED_AT} 00:00:00"


@pytest.mark.parametrize("engine", ["duckdb"])
def test_no_leads_at_all(
    connection: Callable[[], dict[str, str]], engine: str, tmp_path: Path
) -> None:
    empty = {name: [dict.fromkeys(rows[0])] for name, rows in inputs().items()}
    rows = build(empty, engine, connection, tmp_path)
    assert {row["leads_scored"] for row in rows["rule_impact"]} == {0}
    assert {row["is_found"] for row in rows["optimization_findings"]} == {None}
    (row,) = rows["model_comparison"]
    assert (row["leads"], row["conversions"], row["auc"]) == (0, 0, None)
    assert (row["leads_scored_by_both"], row["evaluated_at"]) == (None, None)
