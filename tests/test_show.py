"""`show` says everything that a model holds, and nothing in it can hide."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

from lead_scoring.show import as_json, show
from lead_scoring.spec import (
    Condition,
    Decay,
    Filter,
    Frequency,
    Grade,
    Group,
    ScoreRange,
    ScoringModel,
    Segment,
    Targets,
    Tree,
)


def text(field: str, operator: str, value: str | tuple[str, ...]) -> Filter:
    return Filter(field=field, operator=operator, value=value, case_sensitive=False, type="text")


EMPLOYEES = Filter(
    field="account.employee_count",
    operator="between",
    value=(50, 500),
    case_sensitive=False,
    type="integer",
)
REVENUE = Filter(
    field="annual_revenue",
    operator="greater_or_equal",
    value=Decimal("1.5"),
    case_sensitive=False,
    type="number",
)
WHOLE = ScoringModel(
    name="whole",
    label="The whole grammar",
    description="Two\nlines.\n",
    owner="growth",
    status="stopped",
    stopped_at=datetime(2025, 1, 31, 12),
    replaces="older",
    target="contact",
    count_parent_contact_interactions=True,
    business_unit="007",
    audience=Tree(
        match="all",
        items=(text("country", "in", ("US", "CA")), Tree(match="any", items=(EMPLOYEES, REVENUE))),
    ),
    score_closed_leads=True,
    profile="dynamics",
    groups=(
        Group(
            name="reads",
            label="Reads",
            category="behavioral",
            subcategory="email",
            points=10,
            max_points=30,
            tree=Tree(match="all", items=("opened", Tree(match="any", items=("quiet", "fits")))),
            conditions=(
                Condition(
                    name="opened",
                    subject="interaction",
                    source="email_opened",
                    frequency=Frequency(kind="each"),
                    within_days=28,
                    since=datetime(2025, 1, 1),
                    where=Tree(
                        match="all",
                        items=(
                            text("asset_name", "equals", "It's\t{{ odd }}"),
                            Tree(match="any", items=(EMPLOYEES, REVENUE)),
                        ),
                    ),
                    decay=Decay(every_days=1, percent=Decimal("12.5"), shape="compound"),
                ),
                Condition(
                    name="quiet",
                    subject="related",
                    source="orders",
                    frequency=Frequency(kind="none"),
                    min_age_days=30,
                ),
                Condition(
                    name="fits",
                    subject="attribute",
                    source="job_title",
                    predicate=Filter(
                        field="job_title",
                        operator="is_set",
                        value=None,
                        case_sensitive=True,
                        type="text",
                    ),
                ),
            ),
        ),
    ),
    score_range=ScoreRange(min=0, max=100),
    grades=(
        Grade(name="Cold", operator="less_than", value=13),
        Grade(name="Hot", operator="greater_or_equal", value=13),
    ),
    hot_grades=("Hot",),
    sales_ready_score=40,
    segments=(Segment(name="nearly_hot", operator="between", value=(10, 12)),),
    distribution_bands=(0, 26),
    outcome="won",
    targets=Targets(recall=Decimal("0.7"), hot_share=(Decimal("0.05"), Decimal("0.15"))),
    path="scoring_models/whole.yml",
)

SHOWN = """\
whole  The whole grammar
  Two
  lines.
  from scoring_models/whole.yml
  status stopped at 2025-01-31 12:00:00
  owner 'growth'
  replaces older
  only what dynamics can express
  scores leads with a parent contact by the contact's interactions, of business unit '007', \
even after they are closed
  counts the interactions of the lead's parent contact, too
  audience all of:
    country in ('US', 'CA')
    any of:
      account.employee_count between 50 and 500
      annual_revenue greater than or equal to 1.5

+10 reads  Reads
  category behavioral/email
  bounded to -30 … 30 points
  when all of:
    opened: for each email_opened within 28 days since 2025-01-01 00:00:00 \
where asset_name equals 'It\\'s\\t{{ odd }}' and \
(account.employee_count between 50 and 500 or annual_revenue greater than or equal to 1.5) \
losing 12.5 % of its points every 1 day, compound
    any of:
      quiet: no related orders once the lead is 30 days old
      fits: job_title is set (exact case)

score from 0 up to 100
sales ready from 40
grade 'Cold' when the score is less than 13
grade 'Hot' when the score is greater than or equal to 13  (hot)
segment nearly_hot when the score is between 10 and 12
distribution bands from 0, 26
conversion is the outcome 'won'
target recall 0.7
target hot_share 0.05 to 0.15
"""


def test_everything_is_shown() -> None:
    assert show(WHOLE) == SHOWN


def test_json_is_exact() -> None:
    found = json.loads(json.dumps(as_json(WHOLE)))
    assert found["targets"]["recall"] == "0.7"
    assert found["stopped_at"] == "2025-01-31T12:00:00"
    assert found["groups"][0]["tree"]["items"] == [
        "opened",
        {"match": "any", "items": ["quiet", "fits"]},
    ]


def test_what_can_not_be_seen_is_quoted() -> None:
    model = WHOLE.model_copy(update={"label": "a\u202eb"})
    assert show(model).startswith("whole  'a\\u202eb'\n")


def test_bounds_of_grades() -> None:
    def bounds(grade: Grade) -> tuple[int | None, int | None]:
        return grade.lower, grade.upper

    assert bounds(Grade(name="a", operator="less_than", value=13)) == (None, 12)
    assert bounds(Grade(name="a", operator="less_or_equal", value=13)) == (None, 13)
    assert bounds(Grade(name="a", operator="greater_than", value=13)) == (14, None)
    assert bounds(Grade(name="a", operator="greater_or_equal", value=13)) == (13, None)
    assert bounds(Grade(name="a", operator="between", value=(1, 3))) == (1, 3)
