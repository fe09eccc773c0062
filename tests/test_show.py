"""`show` says everything that a model holds, in words to read aloud, and nothing in it can hide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lead_scoring.show import as_json, show
from lead_scoring.spec import Grade, ScoringModel, load_scoring_models

INPUTS = r"""
interaction_types: [Webinar attended]
related:
  orders: {key: account, columns: {total: number, is_paid: boolean}}
"""
WHOLE = r"""
name: whole
label: The whole grammar
description: |
  Two
  lines.
owner: growth
status: stopped
stopped_at: 2025-01-31T13:00:00+01:00
replaces: older
count_parent_contact_interactions: true
business_unit: "007"
audience:
  - {attribute: country, operator: in, value: [US, CA]}
  - any:
      - {attribute: account.employee_count, operator: between, value: [50, 500]}
      - all:
          - {attribute: contact.account.parent_account.city, operator: not_equals, value: Bonn}
          - {attribute: annual_revenue, operator: greater_or_equal, value: 1.50}
score_closed_leads: true
groups:
  - name: reads
    label: Reads
    category: behavioral/email
    points: 10
    max_points: 30
    conditions:
      - name: opened
        interaction: email_opened
        frequency: each
        within_days: 28
        since: 2025-01-01
        where:
          - {field: asset_name, operator: equals, value: "It's\t{{ odd }}"}
          - any:
              - {field: contact.job_title, operator: contains, value: VP, case_sensitive: true}
              - {field: duration_seconds, operator: less_than, value: 1.5}
        decay: {every_days: 7, percent: 25, shape: linear}
      - any:
          - {name: fits, attribute: job_title, operator: is_set}
          - {name: no_order, related: orders, frequency: none, min_age_days: 30}
          - all:
              - {name: paid, related: orders, frequency: {at_least: 2},
                 where: {any: [{field: is_paid, operator: is_true},
                               {field: total, operator: greater_than, value: 0.5}]}}
              - {name: attended, interaction: Webinar attended}
  - name: annoyed
    category: intent
    points: -5
    max_points: 15
    match: any
    conditions:
      - {name: came_lately, attribute: created_at, operator: within_last_days, value: 1}
      - {name: came_early, attribute: created_at, operator: less_than, value: 2025-01-01 12:30:00}
      - {name: waits, attribute: created_at, operator: older_than_days, value: 90}
  - name: orders
    points: 1
    conditions:
      - {name: each_order, related: orders, frequency: each}
score_range: {min: 0, max: 100}
grades:
  - {name: Cold, operator: less_than, value: 13}
  - {name: Warm, operator: between, value: [13, 29]}
  - {name: Hot, operator: greater_or_equal, value: 30}
hot_grades: [Hot]
sales_ready_score: 40
segments:
  - {name: nearly_hot, score: {between: [25, 29]}}
  - {name: lukewarm, score: {less_or_equal: 12}}
  - {name: burning, score: {greater_than: 90}}
distribution_bands: [0, 26]
outcome: won
threshold_objective: {precision_at_least: 0.125}
targets:
  precision: 0.60
  recall: 0.7
  lead_velocity: 0.125
  mql_to_sql: 0.4
  average_score: [35, 45.5]
  hot_share: [0.05, 0.15]
"""
SHOWN = r"""
whole  The whole grammar
  Two
  lines.
  from scoring_models/whole.yml
  status stopped at 2025-01-31 12:00:00 UTC
  owner 'growth'
  replaces older
  scores leads of business unit '007', even after they are closed
  counts what the lead's parent contact did, too
  only while all of:
    country is one of 'US', 'CA'
    any of:
      employee_count of the lead's account is from 50 to 500
      all of:
        city of the lead's contact's account's parent account does not equal 'Bonn'
        annual_revenue is at least 1.5

+10 reads  Reads
  category behavioral/email
  at most 30 points in all
  when all of:
    opened: for each email_opened within 28 days since 2025-01-01, \
worth 10, 7.5, 5, 2.5, then nothing, stepping down every 7 days by 25 % of the first worth
      where all of:
        asset_name equals 'It\'s\t{{ odd }}'
        any of:
          job_title of the interaction's contact contains 'VP' (exact case)
          duration_seconds is below 1.5
    any of:
      fits: job_title is set
      no_order: no row of orders once the lead is 30 days old
      all of:
        paid: at least 2 rows of orders where is_paid is true or total is above 0.5
        attended: at least 1 'Webinar attended'

-5 annoyed
  category intent
  no less than -15 points in all
  when any of:
    came_lately: created_at was within the last 1 day
    came_early: created_at is before 2025-01-01 12:30:00 UTC
    waits: created_at was at least 90 days ago

+1 orders
  when each_order: for each row of orders

score from 0 up to 100
sales ready from 40
grade 'Cold' when the score is below 13
grade 'Warm' when the score is from 13 to 29
grade 'Hot' when the score is at least 30  (hot)
segment nearly_hot when the score is from 25 to 29
segment lukewarm when the score is at most 12
segment burning when the score is above 90
grades and segments look at the score rounded down
distribution bands from 0, 26
conversion is the outcome 'won'
thresholds are recommended by the greatest recall at a precision of at least 12.5 %
target: a precision of 60 %
target: a recall of 70 %
target: 12.5 % more MQLs every month
target: 40 % of the MQLs accepted by sales
target: an average score from 35 to 45.5
target: a share of hot leads from 5 % to 15 %
"""
SMALLEST = """\
name: {name}
groups:
  - {{name: reads, points: 10, conditions: [{{name: opened, interaction: email_opened{more}}}]}}
"""


def loaded(folder: Path, name: str, spec: str) -> ScoringModel:
    """The model, loaded beside the declared inputs and a model called `older`."""
    specs = folder / "scoring_models"
    specs.mkdir()
    (specs / "_inputs.yml").write_text(INPUTS)
    (specs / "older.yml").write_text(SMALLEST.format(name="older", more=""))
    (specs / f"{name}.yml").write_text(spec)
    return next(one for one in load_scoring_models(specs).models if one.name == name)


def shown_of(folder: Path, more: str = "", keys: str = "") -> list[str]:
    """What is shown of the smallest model with these additions."""
    return show(loaded(folder, "one", SMALLEST.format(name="one", more=more) + keys)).splitlines()


@pytest.fixture
def whole(tmp_path: Path) -> ScoringModel:
    return loaded(tmp_path, "whole", WHOLE)


def test_everything_is_shown(whole: ScoringModel) -> None:
    assert show(whole) == SHOWN.replace("\\\n", "").lstrip("\n")


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (
            "target: contact",
            "  scores leads with a parent contact, by what that contact did, until they are closed",
        ),
        (
            "target: account\nbusiness_unit: emea",
            "  scores leads of business unit 'emea' with a parent account and no parent contact, "
            "by what the account's contacts did, until they are closed",
        ),
        ("profile: dynamics", "  only what Dynamics 365 can express"),
        ("status: live", "  status live"),
        (
            "audience: {attribute: industry, operator: is_not_set}",
            "  only while industry is not set",
        ),
        ("score_range: {min: -5}", "score from -5"),
    ],
)
def test_what_one_model_cannot_say_at_once(tmp_path: Path, keys: str, line: str) -> None:
    assert line in shown_of(tmp_path, keys=f"{keys}\n")


@pytest.mark.parametrize(
    ("decay", "words"),
    [
        (
            "{every_days: 30, percent: 50, shape: compound}",
            # 10 * 0.5^17 is the last that does not round to 0.0000
            "worth 10, 5, 2.5, 1.25, …, 0.0001 (18 steps), then nothing, "
            "stepping down every 30 days by 50 % of what is left",
        ),
        (
            "{every_days: 1, percent: 99.9, shape: linear}",
            "worth 10, 0.01, then nothing, stepping down every day by 99.9 % of the first worth",
        ),
        (
            "{every_days: 30, percent: 10, shape: linear}, within_days: 61",
            "worth 10, 9, 8, then nothing, stepping down every 30 days by 10 % of the first worth",
        ),
        (
            "{every_days: 30, percent: 10, shape: linear}, within_days: 60",
            "worth 10, 9, then nothing, stepping down every 30 days by 10 % of the first worth",
        ),
    ],
)
def test_the_steps_of_a_decay(tmp_path: Path, decay: str, words: str) -> None:
    (line,) = [
        line
        for line in shown_of(tmp_path, f", frequency: each, decay: {decay}")
        if "opened: for each" in line
    ]
    assert line.endswith(f", {words}")


def test_json_is_exact(whole: ScoringModel) -> None:
    found = json.loads(json.dumps(as_json(whole)))
    assert found["targets"]["recall"] == "0.7"
    assert found["stopped_at"] == "2025-01-31T12:00:00"
    assert found["groups"][0]["tree"]["items"] == [
        "opened",
        {
            "match": "any",
            "items": ["fits", "no_order", {"match": "all", "items": ["paid", "attended"]}],
        },
    ]


def test_what_can_not_be_seen_is_quoted(whole: ScoringModel) -> None:
    model = whole.model_copy(update={"label": "a\u202eb"})
    assert show(model).startswith("whole  'a\\u202eb'\n")


def test_bounds_of_grades() -> None:
    def bounds(grade: Grade) -> tuple[int | None, int | None]:
        return grade.lower, grade.upper

    assert bounds(Grade(name="a", operator="less_than", value=13)) == (None, 12)
    assert bounds(Grade(name="a", operator="less_or_equal", value=13)) == (None, 13)
    assert bounds(Grade(name="a", operator="greater_than", value=13)) == (14, None)
    assert bounds(Grade(name="a", operator="greater_or_equal", value=13)) == (13, None)
    assert bounds(Grade(name="a", operator="between", value=(1, 3))) == (1, 3)
