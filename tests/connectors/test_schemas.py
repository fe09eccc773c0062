"""The mapped names are those that Microsoft publishes. Skips where its schemas are absent."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from connectors.macros import dynamics365_interactions
from connectors.sources import CONNECTORS
from workspace import PROJECT

SCHEMAS = PROJECT / ".." / "shared" / "data" / "schemas"
SOURCE = CONNECTORS / "dynamics365" / "source" / "Customer Insights Journeys"
# told apart from tables that a marketer scores on by the beginning of their names
NOT_SCORED = (
    *("Action", "Activity", "Confirm", "ContactDeleted", "Conversion", "Create", "CustomNotSent"),
    *("CustomerJourney", "CustomerVoiceQuestion", "Domain", "EmailBlocked", "EmailBounceCache"),
    *("EmailCcSent", "EmailContains", "EmailSendingFailed", "EmailSubscription", "EntityDeleted"),
    *(
        "Experimentation",
        "FormSubmissionConfirmed",
        "FormSubmissionExpired",
        "FormsProSurveyOpened",
    ),
    *("FormsProSurveyQuestion", "GoalEvent", "Invalid", "JourneyEvent", "LeadScoreBoost"),
    *("MissingData", "Optimization", "OutOfEmail", "PassThrough", "PushNotificationNotSent"),
    *("Scheduler", "Segment", "SessionRegistration", "SmsNotSent", "Splitter", "Trigger"),
)


@pytest.fixture(scope="module")
def schema() -> dict[str, set[str]]:
    """The columns of each interaction table, of both versions together."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, table, column in (
        ("journeys_interactions_v1_1.csv", "table", "column"),
        ("journeys_interactions.csv", "entity", "attribute"),
    ):
        path = (SCHEMAS / name).resolve()
        if not path.is_file():
            pytest.skip(f"no schema at {path}")
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[row[table]].add(row[column])
    return found


def test_each_mapped_column_is_there(schema: dict[str, set[str]]) -> None:
    for table, one in dynamics365_interactions().items():
        columns = {one["asset_id"], one.get("id"), one.get("asset_name"), *one.get("url", [])}
        assert columns - {None} <= schema[table], table


def test_each_table_is_mapped_or_left_out_on_purpose(schema: dict[str, set[str]]) -> None:
    mapping = dynamics365_interactions()
    left = [table for table in schema if table not in mapping and not table.startswith(NOT_SCORED)]
    assert left == []


def test_each_column_of_the_fixture_is_there(schema: dict[str, set[str]]) -> None:
    for path in SOURCE.iterdir():
        assert set(_heading(path)) <= schema[path.stem], path.stem


def _heading(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return next(csv.reader(file))
