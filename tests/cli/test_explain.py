"""Each construct in plain words, and why a lead is not scored."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from cli.commands import in_process
from cli.explained_world import MODELS, build_world
from lead_scoring.explain import explain_lead
from lead_scoring.explain.reasons import Change, View, reasons
from lead_scoring.spec import (
    Condition,
    Decay,
    DeclaredInputs,
    Frequency,
    Group,
    Tree,
    load_scoring_models,
)
from lead_scoring.warehouse import open_warehouse
from once import once
from workspace import Workspace

LEADS = ("L1", "L2", "L3", "L4", "L5", "L6", "L7")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The world, built once, for reading."""
    return once(tmp_path_factory, "explained_world", build_world)


def explain(world: Workspace, *arguments: str, project: Path | None = None) -> str:
    """What the command prints."""
    said = in_process(
        *("explain", "--warehouse", world.warehouse, "--project-dir", project or world.path),
        *arguments,
    )
    assert (said.code, said.err) == (0, "")
    return said.out


def lines(world: Workspace, lead: str, model: str, at: str = "2026-06-10") -> list[str]:
    """The lines below the heading."""
    return explain(world, lead, "--model", model, "--at", at).splitlines()[1:]


def test_every_construct(world: Workspace) -> None:
    assert explain(world, "L1", "--model", "whole").splitlines()[:41] == [
        "lead L1, whole, at 2026-06-10 00:00 UTC",
        "  score 100, since 2026-06-05 00:00",
        "  sales-ready score 60: reached",
        "       +70  Wants a demo, since 2026-06-05 00:00",
        "            form submitted (asset name contains 'demo'): 2, worth 40 each at first, "
        "losing 25 % of that every 30 days",
        "              on 2026-06-05 00:00: worth 40, 30 from 2026-07-05 00:00",
        "              on 2026-05-01 00:00: worth 30 since 2026-05-31 00:00, "
        "20 from 2026-06-30 00:00",
        "       +30  reads, since 2026-05-25 00:00",
        "            email opened: 5 in the last 28 days and since 2026-01-15 00:00, "
        "the last on 2026-06-09 00:00, worth 10 each; "
        "the first stops counting on 2026-06-12 00:00",
        "            capped at 30 (would be 50)",
        "       -20  bounces, since 2026-06-03 10:30",
        "            email bounced: 2, the last on 2026-06-03 10:30, worth -15 each",
        "            capped at -20 (would be -30)",
        "        +8  fits, since 2026-03-01 00:00",
        "            contact's account's employee count is from 50 to 500; "
        "true since the lead was created",
        "        +7  visits, since 2026-06-04 00:00",
        "            website visited: at least 2 in the last 14 days; "
        "true since 2026-06-04 00:00 until 2026-06-15 00:00 if nothing else happens",
        "        +6  badges, since 2026-03-01 00:00",
        "            badges (kind is 'gold'): 2, worth 3 each",
        "        +5  buys, since 2026-06-05 00:00",
        "            orders (amount is at least 99.5): 1, worth 20 at first, "
        "losing 50 % of what is left every 10 days",
        "              on 2026-05-16 00:00: worth 5 since 2026-06-05 00:00, "
        "2.5 from 2026-06-15 00:00",
        "        +5  steady, since 2026-04-01 00:00",
        "            country is one of 'US', 'CA'; true since 2026-04-01 00:00",
        "            email unsubscribed: none once the lead is 30 days old; "
        "true since 2026-03-31 00:00",
        "        +2  tries, since 2026-06-01 00:00",
        "            trial began at is less than 30 days ago; "
        "true since 2026-06-01 00:00 until 2026-07-01 00:00 if nothing else happens",
        "        -1  silent, since 2026-05-21 00:00",
        "            website clicked: none in the last 20 days; true since 2026-05-21 00:00",
        "       -12  Cut to the score range",
        "            112 cut to 100",
        "  if nothing else happens:",
        "    2026-06-22 00:00  92.5  (reads -10)",
        "    2026-06-25 00:00  91.25  (buys -1.25)",
        "    2026-06-29 00:00  81.25  (reads -10)",
        "    2026-06-30 00:00  71.25  (wants_a_demo -10)",
        "    2026-07-01 00:00  69.25  (tries -2)",
        "    2026-07-05 00:00  58.625  (buys -0.625, wants_a_demo -10)",
        "    2026-07-07 00:00  48.625  (reads -10)",
        "    2026-07-15 00:00  48.3125  (buys -0.3125)",
        "    2026-07-25 00:00  48.1563  (buys -0.1562)",
    ]


def test_what_held_for_a_time_in_the_past(world: Workspace) -> None:
    found = lines(world, "L1", "whole", "2026-04-15")
    assert (
        "            website clicked: none in the last 20 days; true since the lead was created "
        "until 2026-05-01 00:00" in found
    )


def test_a_score_that_is_raised(world: Workspace) -> None:
    assert lines(world, "L4", "whole") == [
        "  score 0, since 2026-05-15 00:00",
        "  sales-ready score 60: not reached",
        "        -1  silent, since 2026-05-15 00:00",
        "            website clicked: none in the last 20 days; true since the lead was created",
        "        +1  Raised to the score range",
        "            -1 raised to 0",
    ]


@pytest.mark.parametrize(
    ("lead", "model", "at", "expected"),
    [
        ("L1", "whole", "2026-02-28", "the lead was not there until 2026-03-01 00:00"),
        ("L5", "whole", "2026-04-15", "the lead was closed at 2026-04-15 00:00"),
        ("L6", "whole", "2026-06-10", "the lead was merged into 'L1', which is scored instead"),
        (
            "L7",
            "whole",
            "2026-06-10",
            "the lead was closed at 2026-04-02 00:00, not after it was created at 2026-04-02 00:00",
        ),
        (
            "L2",
            "members",
            "2026-04-10",
            "the lead is outside the model's audience (country is 'US')",
        ),
        (
            "L1",
            "on_trial",
            "2026-07-01",
            "the lead is outside the model's audience (trial began at is less than 30 days ago)",
        ),
        ("L2", "unit", "2026-06-10", "the lead is not of business unit 'emea'"),
        (
            "L2",
            "people",
            "2026-06-10",
            "the lead has no parent contact, by whose interactions the model scores",
        ),
        (
            "L2",
            "firms",
            "2026-06-10",
            "the lead has no parent account, by whose interactions the model scores",
        ),
        (
            "L1",
            "firms",
            "2026-06-10",
            "the lead has a parent contact, and the model scores leads that have none",
        ),
        ("L1", "old", "2026-05-01", "the model was stopped at 2026-05-01 00:00"),
        (
            "L4",
            "old",
            "2026-06-10",
            "the model was stopped at 2026-05-01 00:00, before it knew the lead",
        ),
    ],
)
def test_why_a_lead_is_not_scored(
    lead: str, model: str, at: str, expected: str, world: Workspace
) -> None:
    assert lines(world, lead, model, at)[0] == f"  not scored then: {expected}"


def test_each_interval_is_summed_alone(world: Workspace) -> None:
    """Opened with 20, left, opened anew with the 30 of three views, and one more."""
    assert lines(world, "L2", "members", "2026-04-09")[0] == "  score 20, since 2026-04-05 00:00"
    assert lines(world, "L2", "members", "2026-04-20")[1:] == [
        "  scored from 2026-04-01 00:00 to 2026-04-10 00:00",
        "  scored from 2026-05-10 00:00 on",
    ]
    assert lines(world, "L2", "members", "2026-05-10")[:2] == [
        "  score 30, since 2026-05-10 00:00",
        "       +30  prices, since 2026-05-10 00:00",
    ]
    (found,) = json.loads(explain(world, "L2", "--model", "members", "--json"))
    assert Decimal(found["score"]) == 40
    assert found["scored_from"] == "2026-05-10 00:00:00"
    assert [Decimal(group["points"]) for group in found["groups"]] == [40]


def test_a_scored_interval_that_will_end(world: Workspace) -> None:
    assert lines(world, "L1", "on_trial")[-2:] == [
        "  if nothing else happens:",
        "    2026-07-01 00:00  no longer scored",
    ]


def test_a_stopped_model_while_it_scored(world: Workspace) -> None:
    heading = explain(world, "L5", "--model", "old", "--at", "2026-04-30").splitlines()[0]
    assert heading == "lead L5, old (stopped), at 2026-04-30 00:00 UTC"
    assert lines(world, "L5", "old", "2026-04-30")[0] == "  score 10, since 2026-04-05 00:00"


def test_only_live_models_without_asking(world: Workspace) -> None:
    found = json.loads(explain(world, "L1", "--json"))
    live = sorted(model["name"] for model in MODELS if model["status"] == "live")
    assert [one["scoring_model"] for one in found] == live


def test_reasons_are_there_and_sum_to_the_score_at_every_instant(
    world: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = load_scoring_models(world.path / "scoring_models")
    instants = sorted({row["changed_at"] for row in world.rows("scoring.scoring_model_ledger")})
    assert len(instants) > 40
    scored = 0
    monkeypatch.setenv("LEAD_SCORING_WAREHOUSE", str(world.warehouse))
    with open_warehouse(world.path, None, None) as warehouse:
        for lead, model in product(LEADS, (model["name"] for model in MODELS)):
            seen = instants if (lead, model) == ("L1", "whole") else instants[::9]
            for at, offset in product(seen, (timedelta(0), timedelta(microseconds=-1))):
                (found,) = explain_lead(warehouse, project, lead, model, at + offset)
                if found["score"] is None:
                    assert found["why_not_scored"]
                    continue
                scored += 1
                assert sum(group["points"] for group in found["groups"]) == found["score"]
                assert all(group["reasons"] for group in found["groups"])
    assert scored > 100


def test_a_spec_that_was_changed_after_the_build(world: Workspace, tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("dbt_project.yml", "profiles.yml"):
        project.mkdir(exist_ok=True)
        shutil.copy(world.path / name, project)
    shutil.copytree(world.path / "scoring_models", project / "scoring_models")
    spec = project / "scoring_models/on_trial.yml"
    spec.write_text(spec.read_text().replace("points: 10", "points: 20"))
    found = explain(world, "L1", "--model", "on_trial", project=project).splitlines()
    assert found[2] == "       +10  prices, since 2026-06-01 00:00"
    assert found[3] == "  if nothing else happens:"
    assert found[-1] == (
        "  the scoring model has changed since the build: for reasons, `lead-scoring build`"
    )
    spec.unlink()
    (same,) = json.loads(explain(world, "L1", "--model", "on_trial", "--json", project=project))
    assert Decimal(same["score"]) == 10
    assert not same["is_spec_as_built"]
    assert [group["reasons"] for group in same["groups"]] == [[]]


def fading(changes: list[Change], points: Decimal) -> list[str]:
    """The reasons of a group of 8 points that loses half of them after a day, all after two."""
    condition = Condition(
        name="asked",
        subject="interaction",
        source="demo_requested",
        frequency=Frequency(kind="each"),
        decay=Decay(every_days=1, percent=Decimal(50), shape="linear"),
    )
    group = Group(
        name="asks", points=8, tree=Tree(match="all", items=("asked",)), conditions=(condition,)
    )
    now = datetime(2026, 6, 10)
    view = View(at=now, as_of=now, created_at=now - timedelta(days=9), scored_to=None)
    return reasons(group, points, {"asked": changes}, view, DeclaredInputs())


def test_many_records_are_put_together() -> None:
    day, now = timedelta(days=1), datetime(2026, 6, 10)
    times = [now - timedelta(hours=hour) for hour in range(26)]
    changes: list[Any] = []
    for time in times:
        changes += [Change(time, Decimal(8)), Change(time + day, Decimal(-4))]
        changes.append(Change(time + 2 * day, Decimal(-4)))
    # 24 are worth 8; those of 24 and 25 hours ago are worth 4
    found = fading(changes, Decimal(200))
    assert found[0] == "demo requested: 26, worth 8 each at first, losing 50 % of that every 1 day"
    assert found[1] == "  on 2026-06-10 00:00: worth 8, 4 from 2026-06-11 00:00"
    assert found[11] == "  on 2026-06-09 14:00: worth 8, 4 from 2026-06-10 14:00"
    assert found[12:] == ["  15 earlier ones: worth 112 together"]


def test_what_does_not_come_to_the_points_is_not_said() -> None:
    change = Change(datetime(2026, 6, 10), Decimal(8))
    assert fading([change], Decimal(8)) != []
    assert fading([change], Decimal(7)) == []
