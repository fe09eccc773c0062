"""What stops a build, and what only looks like it: merge cycles, copies, vars of no known value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inputs.sources import AS_OF, write_csv
from workspace import BuildFailedError, Workspace

Cell = dict[str, str | None]
NO_INTERACTIONS = "interaction_id,interaction_type,occurred_at,lead_id\n"


def _write_leads(folder: Path, rows: list[Cell]) -> None:
    write_csv(folder / "leads.csv", [{"created_at": "2026-01-01"} | row for row in rows])
    (folder / "interactions.csv").write_text(NO_INTERACTIONS)


def test_P5_merge_cycles_are_refused_by_name(workspace: Workspace, folder: Path) -> None:
    _write_leads(
        folder,
        [
            {"lead_id": "a", "merged_into_lead_id": "b"},
            {"lead_id": "b", "merged_into_lead_id": "c"},
            {"lead_id": "c", "merged_into_lead_id": "a"},
            {"lead_id": "tail", "merged_into_lead_id": "a"},
            {"lead_id": "itself", "merged_into_lead_id": "itself"},
            {"lead_id": "fine", "merged_into_lead_id": "other"},
            {"lead_id": "other", "merged_into_lead_id": "unknown"},
        ],
    )
    with pytest.raises(BuildFailedError, match="one of: a, b, c, itself\n"):
        workspace.build("files", folder, AS_OF, ["+int_leads"])


def test_I6_exact_copies_without_versions_are_fine(workspace: Workspace, folder: Path) -> None:
    _write_leads(
        folder,
        [
            {"lead_id": "copies", "country": "FR"},
            {"lead_id": "copies", "country": "FR"},
            # no copies, and told apart by no time: the greatest text wins
            {"lead_id": "differ", "country": "FR", "city": "Z"},
            {"lead_id": "differ", "country": "US", "city": "A"},
            {"lead_id": "later", "valid_from": "2026-02-01"},
            {"lead_id": "later", "valid_from": "2026-12-01", "country": "US"},
        ],
    )
    # columns that no spec looks at are left behind
    conditions = [
        {"name": f"knows_{name}", "attribute": name, "operator": "is_set"}
        for name in ("country", "city")
    ]
    located = {"name": "located", "points": 1, "conditions": conditions}
    workspace.write_spec("located", {"name": "located", "groups": [located]})
    workspace.build("files", folder, AS_OF, ["+int_leads"])
    assert [
        (row["lead_id"], row["country"], row["city"])
        for row in workspace.rows("scoring.int_leads_judged")
        if row["rejected_by"] is None
    ] == [("copies", "FR", None), ("differ", "FR", "Z"), ("later", None, None)]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"connector": "file"}, "var 'connector' is 'file', and may be: demo, files, warehouse"),
        ({"qualification": "some"}, "var 'qualification' is 'some', and may be: any, all"),
        ({"count_bots": "perhaps"}, "var 'count_bots' is 'perhaps', and may be: True, False"),
        ({"count_tests": "yes"}, "var 'count_tests' is 'yes', and may be: True, False"),
        (
            {"keep_attribute_history": "perhaps"},
            "var 'keep_attribute_history' is 'perhaps', and may be: True, False",
        ),
        ({"reporting_timezone": "UTC+3"}, "var 'reporting_timezone' is 'UTC+3', and may be"),
        ({"connector": "files"}, "connector 'files' needs the var 'input_path'"),
        ({"lead_directory": "off"}, "var 'lead_directory' is 'off', and may be: True, False"),
        ({"input_schema": " "}, "var 'input_schema' has to be the name of a schema"),
        ({"as_of": "yesterday"}, "var 'as_of' is 'yesterday', and may be an ISO time"),
        ({"conversion_outcome": " "}, "var 'conversion_outcome' has to be the name of an outcome"),
        ({"outcome_horizon_days": 0}, "'0', and has to be an integer from 1 to 36500"),
        ({"outcome_horizon_days": "90"}, "'90', and has to be an integer from 1 to 36500"),
        ({"threshold_objective": "f2"}, "may be: f1, precision_at_least, capacity_per_week, cost"),
        (
            {"threshold_objective": "precision_at_least", "threshold_precision": 15},
            "needs the var 'threshold_precision', a number above 0, up to 1; it is '15'",
        ),
        (
            {"threshold_objective": "capacity_per_week"},
            "needs the var 'threshold_capacity_per_week'",
        ),
        (
            {"threshold_objective": "cost", "threshold_win_value": 100},
            "needs the var 'threshold_contact_cost', a number above 0",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else "_".join(value),
)
def test_unknown_values_of_vars_are_an_error(
    workspace: Workspace, given: dict[str, object], message: str
) -> None:
    workspace.compile()
    given = {"connector": "demo"} | given
    with pytest.raises(BuildFailedError) as error:
        workspace.dbt("build", "--select", "int_as_of", "--vars", json.dumps(given))
    assert message in str(error.value)


def test_files_on_postgres_are_refused(postgres_workspace: Workspace, folder: Path) -> None:
    _write_leads(folder, [])
    with pytest.raises(BuildFailedError, match="use connector 'warehouse'"):
        postgres_workspace.build("files", folder, AS_OF, target="postgres")
