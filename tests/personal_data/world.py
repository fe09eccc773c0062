"""A world in which each value of personal data can be told wherever it turns up."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from inputs.sources import write_csv
from lead_scoring.spec import catalog
from warm_dbt import call_dbt
from workspace import Row, Workspace

AS_OF = "2026-06-10"
CANARY = "cAnArY"
# table -> the columns marked as personal data
PERSONAL = {
    name: [column.name for column in table.columns if column.pii]
    for name, table in catalog().tables.items()
}
DECLARED = {"leads": {"phone": "text", "nickname": "text"}}
PEOPLE: Row = {
    "name": "people",
    "status": "live",
    "groups": [
        {
            "name": "can_be_reached",
            "label": "Has an address",
            "points": 10,
            "conditions": [
                {
                    "name": "at_example",
                    "attribute": "email",
                    "operator": "ends_with",
                    "value": "@example.com",
                },
                {"name": "named", "attribute": "contact.contact_name", "operator": "is_set"},
            ],
        },
        {
            "name": "of_a_company",
            "points": 5,
            "conditions": [
                {
                    "name": "account_named",
                    "attribute": "account.account_name",
                    "operator": "contains",
                    "value": "example",
                },
            ],
        },
        {
            "name": "visits",
            "points": 20,
            "conditions": [
                {
                    "name": "visited",
                    "interaction": "website_visited",
                    "frequency": "each",
                    "where": [
                        {"field": "url", "operator": "contains", "value": "example"},
                        {"field": "contact.email", "operator": "is_set"},
                    ],
                },
            ],
        },
    ],
    "grades": [
        {"name": "Hot", "operator": "greater_or_equal", "value": 15},
        {"name": "Cold", "operator": "less_than", "value": 15},
    ],
    "hot_grades": ["Hot"],
    "sales_ready_score": 15,
}


@dataclass(frozen=True)
class Built:
    """A built world, and all that dbt printed."""

    workspace: Workspace
    inputs: Path
    printed: str

    def dbt(self, *arguments: str, **dbt_vars: object) -> str:
        """Runs dbt on the inputs with the fullest log, and returns what it printed."""
        given = {"connector": "files", "input_path": str(self.inputs)} | dbt_vars
        folder = self.workspace.path
        code, printed = call_dbt(
            ["--log-level-file", "debug", *arguments, "--vars", json.dumps(given)],
            folder,
            os.environ
            | {
                "DBT_PROFILES_DIR": str(folder),
                "LEAD_SCORING_WAREHOUSE": str(self.workspace.warehouse),
                "LEAD_SCORING_AS_OF": AS_OF,
            },
        )
        assert code == 0, printed
        return printed


def canary(table: str, column: str, row: str) -> str:
    """The one value of a column of personal data in a row."""
    return f"{CANARY}.{table}.{column}.{row}@example.com"


def build_world(folder: Path) -> Built:
    """Builds it on DuckDB."""
    inputs = folder / "inputs"
    rows: dict[str, list[tuple[str, dict[str, str | None]]]] = {
        "leads": [
            ("L1", {"lead_id": "L1", "created_at": "2026-05-01", "contact_id": "C1"}),
            ("L2", {"lead_id": "L2", "created_at": "2026-05-01", "account_id": "A2"}),
            ("L3.old", {"lead_id": "L3", "created_at": "2026-05-01", "valid_to": "2026-05-20"}),
            ("L3.new", {"lead_id": "L3", "created_at": "2026-05-01", "valid_from": "2026-05-20"}),
            ("L4", {"lead_id": "L4", "created_at": "2026-05-01", "closed_at": "2026-05-01"}),
            ("L5", {"lead_id": "L5", "created_at": "2026-05-01", "contact_id": "nobody"}),
        ],
        "contacts": [("C1", {"contact_id": "C1", "account_id": "A1"})],
        "accounts": [("A1", {"account_id": "A1"}), ("A2", {"account_id": "A2"})],
        "interactions": [
            (
                f"I{day}",
                {
                    "interaction_id": f"I{day}",
                    "interaction_type": "website_visited",
                    "occurred_at": f"2026-06-0{day}",
                    "lead_id": "L1",
                    "contact_id": "C1",
                },
            )
            for day in (1, 2, 3, 4, 4)
        ],
        "outcomes": [("L1", {"lead_id": "L1", "outcome": "won", "occurred_at": "2026-06-09"})],
    }
    for table, named in rows.items():
        write_csv(
            inputs / f"{table}.csv",
            [
                row
                | {
                    column: canary(table, column, name)
                    for column in [*PERSONAL[table], *DECLARED.get(table, {})]
                }
                for name, row in named
            ],
        )
    workspace = Workspace(folder / "project", keeps_artifacts=True)
    workspace.write_spec("_inputs", {"columns": DECLARED, "pii": {"leads": ["phone"]}})
    workspace.write_spec("people", PEOPLE)
    workspace.compile()
    built = Built(workspace, inputs, "")
    return Built(workspace, inputs, built.dbt("build"))
