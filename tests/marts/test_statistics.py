"""AUC, rates and intervals of random panels against scikit-learn and scipy, and those without."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from inputs.sources import execute, load_as_text
from marts.measures import (
    Lead,
    agree,
    auc,
    auc_difference_interval,
    mql_rate,
    mql_rate_difference_interval,
)
from marts.panel import Observed, threshold_analysis
from workspace import Workspace

# (newer, replaced): pairs enough for all panels of a test
PAIRS = [(f"newer_{number}", f"older_{number}") for number in range(8)]
# of the first pair's newer model; the others have one
GROUPS = 8
DATE = "2026-03-01"
PANEL = "scoring.int_score_outcomes"
# now, and at the evaluation date
POINTS = ("scoring.int_group_points", "scoring.int_evaluated_group_points")
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
    for newer, older in PAIRS:
        its_groups = groups if newer == PAIRS[0][0] else groups[:1]
        workspace.write_spec(newer, {"name": newer, "replaces": older, "groups": its_groups})
        workspace.write_spec(older, {"name": older, "groups": groups[:1]})
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
    select = ["+model_comparison", "+threshold_analysis", "+rule_impact"]
    workspace.build("warehouse", None, "2026-07-01", select, engine)
    return Built(workspace, engine)


def insert(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> str:
    values = ", ".join("(" + ", ".join(_literal(value) for value in row) + ")" for row in rows)
    return f"insert into {table} ({columns}) values {values}"


def _literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def judge(built: Built, panels: list[Panel]) -> None:
    """Gives each pair of models a panel, and builds the marts of them."""
    rows = [
        (lead_key, model, "won", score, is_mql, True, lead.is_converted)
        for models, panel in zip(PAIRS, panels, strict=False)
        for lead_key, lead in enumerate(panel)
        for model, score, is_mql in zip(models, lead.scores, lead.is_mql, strict=True)
    ]
    models = [model for pair in PAIRS for model in pair]
    columns = (
        "evaluated_at, model_status, lead_key, scoring_model, outcome, score, is_above_threshold,"
        " is_matured, is_converted"
    )
    dates = "scoring.int_evaluation_dates"
    built.execute(
        *(f"delete from {table}" for table in (PANEL, dates, *POINTS)),
        insert(
            dates,
            "evaluated_at, horizon_ends_at, is_matured, is_pooled",
            [
                ("2026-02-01", "2026-05-02", True, False),
                (DATE, "2026-05-30", True, True),
                ("2026-05-01", "2026-07-30", False, False),
            ],
        ),
        # older dates and those to come count nothing
        insert(
            PANEL,
            columns,
            (("2026-02-01", "draft", 0, model, "won", 1, True, True, True) for model in models),
        ),
        f"insert into {PANEL} ({columns}) select '2026-05-01', 'draft', lead_key, scoring_model,"
        f" outcome, 9, true, false, null from {PANEL}",
        insert(PANEL, columns, ((DATE, "draft", *row) for row in rows)),
        # all points come from the first group
        *(
            f"insert into {table} (scoring_model, lead_key, group_number, points)"
            f" select scoring_model, lead_key, 1, score from {PANEL}"
            f" where evaluated_at = '{DATE}' and score <> 0"
            for table in POINTS
        ),
    )
    built.run(
        *("int_compared_scores", "int_conversions_by_score", "int_newest_matured_outcomes"),
        *("int_group_auc", "int_redundant_groups"),
        *("model_comparison", "threshold_analysis", "rule_impact"),
    )


def assert_marts_agree(built: Built, panels: list[Panel]) -> None:
    """What the marts say of the panels is what the libraries do."""
    comparison = {row["scoring_model"]: row for row in built.rows("model_comparison")}
    rules = {row["scoring_model"]: row for row in built.rows("rule_impact")}
    thresholds = sorted(built.rows("threshold_analysis"), key=lambda row: row["threshold"])
    for models, panel in zip(PAIRS, panels, strict=False):
        agree(comparison[models[0]], **comparison_of(panel))
        for number, model in enumerate(models):
            scores = [lead.scores[number] for lead in panel]
            is_converted = [lead.is_converted for lead in panel]
            agree(rules[model], auc=auc(scores, is_converted))
            pooled = [
                Observed("", Decimal(score), None, datetime.fromisoformat(DATE), won)
                for score, won in zip(scores, is_converted, strict=True)
            ]
            its_thresholds = [row for row in thresholds if row["scoring_model"] == model]
            for row, expected in zip(its_thresholds, threshold_analysis(pooled), strict=True):
                agree(row, **expected)


def random_panel(dice: random.Random, size: int, spread: int) -> Panel:
    panel = []
    for _ in range(size):
        scores = (dice.randint(0, spread) / 4, dice.randint(0, spread) / 4)
        is_converted = dice.random() < 0.1 + 0.4 * scores[0] / (spread / 4)
        is_mql = (scores[0] >= spread / 8, scores[1] >= spread / 6)
        panel.append(Lead(scores, is_mql, is_converted))
    return panel


def comparison_of(panel: Panel) -> dict[str, Any]:
    is_converted = [lead.is_converted for lead in panel]
    areas = [auc([lead.scores[m] for lead in panel], is_converted) for m in (0, 1)]
    rates = [mql_rate(panel, 0), mql_rate(panel, 1)]
    auc_interval = auc_difference_interval(panel)
    rate_interval = mql_rate_difference_interval(panel)
    return {
        "leads": len(panel),
        "conversions": sum(is_converted),
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
        "evaluated_at": datetime.fromisoformat(DATE),
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


def test_random_panels(built: Built) -> None:
    """Of few leads and of many, of few scores, which tie, and of more than there are thresholds."""
    dice = random.Random(5)
    panels = [
        random_panel(dice, size, spread)
        for size, spread in [
            *((2, 4), (12, 8), (40, 3), (60, 400)),
            *((150, 40), (300, 1), (400, 1000), (5000, 2000)),
        ]
    ]
    judge(built, panels)
    assert_marts_agree(built, panels)


def test_panels_of_few_leads(built: Built) -> None:
    judge(built, list(EDGES.values()))
    assert_marts_agree(built, list(EDGES.values()))
    comparison = {row["scoring_model"]: row for row in built.rows("model_comparison")}
    found = {name: comparison[newer] for name, (newer, _) in zip(EDGES, PAIRS, strict=False)}
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
        *(f"delete from {table}" for table in POINTS),
        "delete from scoring.int_newest_matured_outcomes",
        *(
            insert(
                table,
                "scoring_model, lead_key, group_number, points",
                (
                    (PAIRS[0][0], lead_key, number, given)
                    for lead_key, groups in points.items()
                    for number, given in enumerate(groups, start=1)
                    if given
                ),
            )
            for table in POINTS
        ),
        insert(
            "scoring.int_newest_matured_outcomes",
            "scoring_model, outcome, evaluated_at, lead_key, score, conversions, others",
            (
                (PAIRS[0][0], "won", DATE, lead_key, 0, int(won), int(not won))
                for lead_key, won in is_converted.items()
            ),
        ),
    )
    built.run("int_group_auc", "int_redundant_groups", "rule_impact")
    found = {
        row["group_name"]: row
        for row in built.rows("rule_impact")
        if row["scoring_model"] == PAIRS[0][0]
    }

    def area(scores: dict[int, float]) -> float | None:
        return auc(
            [scores[lead_key] for lead_key in leads], [is_converted[lead_key] for lead_key in leads]
        )

    sums = {lead_key: sum(points[lead_key]) for lead_key in leads}
    for number in range(GROUPS):
        row = found[f"group_{number + 1}"]
        without = {lead_key: sums[lead_key] - points[lead_key][number] for lead_key in leads}
        agree(row, auc=area(sums), auc_without_group=area(without))
    redundant = {
        name: row["redundant_with"] for name, row in found.items() if row["redundant_with"]
    }
    assert redundant == {"group_4": "group_5", "group_5": "group_4"}
