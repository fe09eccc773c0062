"""AUC and intervals of random panels against brute force, and the panels that have none."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from inputs.sources import execute, load_as_text
from marts.brute_force import (
    Lead,
    auc,
    auc_difference_interval,
    mql_rate,
    mql_rate_difference_interval,
)
from workspace import Workspace

# each replaces the one before: pairs enough for all panels of a test
MODELS = [f"model_{number}" for number in range(7)]
GROUPS = 8
PANEL = "scoring.int_score_outcomes"
Panel = list[Lead]


class Built(NamedTuple):
    """A warehouse that was built."""

    workspace: Workspace
    engine: str

    def execute(self, *statements: str) -> None:
        execute(self.workspace, self.engine, *statements)

    def run(self, *models: str) -> None:
        arguments = ("run", "--vars", "{connector: warehouse}", "--select", *models)
        self.workspace.dbt(*arguments, target=self.engine, LEAD_SCORING_AS_OF="2026-07-01")

    def rows(self, mart: str) -> list[dict[str, Any]]:
        return self.workspace.rows(f"marts.{mart}", self.engine)


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The marts of models without leads, whose inputs a test replaces."""
    engine: str = request.param
    server: dict[str, str] = {}
    if engine == "postgres":
        server = request.getfixturevalue("postgres_server")
        server = server | {"PGDATABASE": request.getfixturevalue("new_database")()}
    workspace = Workspace(tmp_path_factory.mktemp("statistics") / "project", server)
    groups = [
        {
            "name": f"group_{number}",
            "points": 1,
            "conditions": [{"name": f"is_{number}", "interaction": "email_opened"}],
        }
        for number in range(1, GROUPS + 1)
    ]
    for number, model in enumerate(MODELS):
        replaces = {"replaces": MODELS[number - 1]} if number else {}
        spec = {"name": model, "status": "draft", "sales_ready_score": 5, "groups": groups}
        workspace.write_spec(model, spec | replaces)
    load_as_text(
        workspace,
        engine,
        "raw",
        {
            "leads": [{"lead_id": None, "created_at": None}],
            "interactions": [
                dict.fromkeys(["interaction_id", "interaction_type", "occurred_at", "lead_id"])
            ],
        },
    )
    select = ["+model_comparison", "+rule_impact"]
    workspace.build("warehouse", None, "2026-07-01", select, engine)
    return Built(workspace, engine)


def insert(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> str:
    values = ", ".join("(" + ", ".join(_literal(value) for value in row) + ")" for row in rows)
    return f"insert into {table} ({columns}) values {values}"


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def compare(built: Built, panels: list[Panel]) -> list[dict[str, Any]]:
    """model_comparison of panels, in their order; each pair of models has leads of its own."""
    rows = [
        (lead_key, MODELS[number + offset], "won", score, is_mql, True, lead.is_converted)
        for number, panel in enumerate(panels)
        for lead_key, lead in enumerate(panel, start=1000 * number)
        for offset, score, is_mql in zip((1, 0), lead.scores, lead.is_mql, strict=True)
    ]
    columns = (
        "evaluated_at, model_status, lead_key, scoring_model, outcome, score, is_above_threshold,"
        " is_matured, is_converted"
    )
    # older dates and those to come count nothing
    dates = [
        insert(
            PANEL,
            columns,
            (
                ("2026-02-01", "draft", 0, MODELS[number], "won", 1, True, True, True)
                for number in range(len(MODELS))
            ),
        ),
        f"insert into {PANEL} ({columns}) select '2026-05-01', 'draft', lead_key, scoring_model,"
        f" outcome, 9, true, false, null from {PANEL}",
        insert(PANEL, columns, (("2026-03-01", "draft", *row) for row in rows)),
    ]
    built.execute(f"delete from {PANEL}", *dates)
    built.run("int_compared_scores", "model_comparison")
    found = {row["scoring_model"]: row for row in built.rows("model_comparison")}
    return [found[MODELS[number + 1]] for number in range(len(panels))]


def random_panel(dice: random.Random, size: int, spread: int) -> Panel:
    panel = []
    for _ in range(size):
        scores = (dice.randint(0, spread) / 4, dice.randint(0, spread) / 4)
        is_converted = dice.random() < 0.1 + 0.4 * scores[0] / (spread / 4)
        is_mql = (scores[0] >= spread / 8, scores[1] >= spread / 6)
        panel.append(Lead(scores, is_mql, is_converted))
    return panel


def expected_of(panel: Panel) -> dict[str, Any]:
    converted = [lead for lead in panel if lead.is_converted]
    others = [lead for lead in panel if not lead.is_converted]
    areas = [
        auc([lead.scores[m] for lead in converted], [lead.scores[m] for lead in others])
        for m in (0, 1)
    ]
    rates = [mql_rate(panel, 0), mql_rate(panel, 1)]
    auc_interval = auc_difference_interval(panel) or (None, None)
    rate_interval = mql_rate_difference_interval(panel) or (None, None)
    return {
        "leads": len(panel),
        "conversions": len(converted),
        "auc": areas[0],
        "replaced_auc": areas[1],
        "auc_difference": _difference(areas),
        "auc_difference_lower": auc_interval[0],
        "auc_difference_upper": auc_interval[1],
        "mqls": sum(lead.is_mql[0] for lead in panel),
        "replaced_mqls": sum(lead.is_mql[1] for lead in panel),
        "mql_conversion_rate": rates[0],
        "replaced_mql_conversion_rate": rates[1],
        "mql_conversion_rate_difference": _difference(rates),
        "mql_conversion_rate_difference_lower": rate_interval[0],
        "mql_conversion_rate_difference_upper": rate_interval[1],
    }


def _difference(values: list[float | None]) -> float | None:
    one, two = values
    return None if one is None or two is None else one - two


def lead(one: float, two: float, is_converted: bool) -> Lead:
    return Lead((one, two), (one >= 5, two >= 5), is_converted)


EDGES: dict[str, Panel] = {
    "one lead": [lead(8, 3, is_converted=True)],
    "no conversions": [lead(number, 9 - number, is_converted=False) for number in range(9)],
    "all converted": [lead(number, 9 - number, is_converted=True) for number in range(9)],
    "all equal": [lead(5, 5, is_converted=number < 3) for number in range(9)],
    "one conversion": [lead(number, 9 - number, is_converted=number == 7) for number in range(9)],
    "the same model": [lead(number, number, is_converted=number % 3 == 0) for number in range(9)],
}


def test_comparison_of_random_panels(built: Built) -> None:
    dice = random.Random(5)
    panels = [
        random_panel(dice, size, spread)
        for size, spread in [(12, 8), (40, 3), (60, 400), (150, 40), (300, 10), (400, 1000)]
    ]
    for panel, row in zip(panels, compare(built, panels), strict=True):
        expected = expected_of(panel)
        assert {key: row[key] for key in expected} == pytest.approx(expected, abs=1e-9)
        assert str(row["evaluated_at"]).startswith("2026-03-01")


def test_comparison_of_few_leads(built: Built) -> None:
    found = dict(zip(EDGES, compare(built, list(EDGES.values())), strict=True))
    for name, panel in EDGES.items():
        expected = expected_of(panel)
        assert {key: found[name][key] for key in expected} == pytest.approx(expected, abs=1e-9)
    undefined = {
        name: [row[key] is None for key in ("auc", "auc_difference_lower")]
        for name, row in found.items()
    }
    assert undefined == {
        "one lead": [True, True],
        "no conversions": [True, True],
        "all converted": [True, True],
        "all equal": [False, False],
        "one conversion": [False, True],
        "the same model": [False, False],
    }
    same = found["the same model"]
    assert same["auc_difference_lower"] == same["auc_difference_upper"] == 0


def test_auc_without_each_group(built: Built) -> None:
    """Random points; two groups fire for 95 % the same leads, two for 94 %, and one for nobody."""
    dice = random.Random(11)
    worth = (5, -3, 0.75)
    ranges = {3: range(100), 4: range(5, 100), 5: range(100, 200), 6: range(106, 200)}
    leads = range(250)
    points = {
        lead_key: [value * dice.randint(0, 2) for value in worth]
        + [2 * (lead_key in ranges.get(number, ())) for number in range(len(worth), GROUPS)]
        for lead_key in leads
    }
    is_converted = {lead_key: dice.random() < 0.3 for lead_key in leads}
    built.execute(
        "delete from scoring.int_group_points",
        "delete from scoring.int_newest_matured_outcomes",
        insert(
            "scoring.int_group_points",
            "scoring_model, lead_key, group_number, points, points_evaluated, points_lost_30_days",
            (
                (MODELS[0], lead_key, number, given, given, 0)
                for lead_key, groups in points.items()
                for number, given in enumerate(groups, start=1)
                if given
            ),
        ),
        insert(
            "scoring.int_newest_matured_outcomes",
            "scoring_model, outcome, evaluated_at, lead_key, score, conversions, others",
            (
                (MODELS[0], "won", "2026-03-01", lead_key, 0, int(won), int(not won))
                for lead_key, won in is_converted.items()
            ),
        ),
    )
    built.run("int_group_auc", "int_redundant_groups", "rule_impact")
    found = {
        row["group_name"]: row
        for row in built.rows("rule_impact")
        if row["scoring_model"] == MODELS[0]
    }

    def area(scores: dict[int, float]) -> float | None:
        return auc(
            [scores[lead_key] for lead_key in leads if is_converted[lead_key]],
            [scores[lead_key] for lead_key in leads if not is_converted[lead_key]],
        )

    sums = {lead_key: sum(points[lead_key]) for lead_key in leads}
    for number in range(GROUPS):
        row = found[f"group_{number + 1}"]
        without = {lead_key: sums[lead_key] - points[lead_key][number] for lead_key in leads}
        assert row["auc"] == pytest.approx(area(sums), abs=1e-9)
        assert row["auc_without_group"] == pytest.approx(area(without), abs=1e-9)
    redundant = {
        name: row["redundant_with"] for name, row in found.items() if row["redundant_with"]
    }
    assert redundant == {"group_4": "group_5", "group_5": "group_4"}
