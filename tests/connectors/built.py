"""What came of a connector's fixture, beside what its expected.yml says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workspace import Row, Workspace

Cell = Callable[[Any], str | None]


@dataclass(frozen=True)
class Built:
    """A fixture that was built: `form` is how its tables were read, `folder` where their files are,
    `said` what dbt said.

    `cell` writes a value as expected.yml does.
    """

    workspace: Workspace
    connector: str
    form: str
    said: str
    cell: Cell
    folder: Path | None = None

    def rows(self, relation: str) -> list[Row]:
        """All rows of a relation."""
        return self.workspace.rows(relation, "postgres" if self.form == "postgres" else "duckdb")

    def records(self, table: str) -> list[dict[str, str]]:
        """The records of a canonical table, without empty cells."""
        return [
            {name: cell for name, value in row.items() if (cell := self.cell(value)) is not None}
            for row in self.rows(f"staging.stg_{table}")
        ]

    def assert_interactions(self, expected: Iterable[str], told: Callable[[Row], str]) -> None:
        """Those that count are these, each told by a line that ends in `<column>=<cell>`."""
        found = {told(row): row for row in self._judged() if row["rejected_by"] is None}
        cells = {}
        for line in expected:
            head, _, cell = line.rpartition("=")
            head, _, column = head.rpartition(" ")
            cells[head] = (column, cell)
        assert found.keys() == cells.keys()
        for head, (column, cell) in cells.items():
            assert self.cell(found[head][column]) == cell, head

    def set_aside(self, name: Callable[[Row], str]) -> list[str]:
        """The interactions that don't count, each after the rule that says so."""
        return sorted(
            f"{row['rejected_by']} {name(row)}"
            for row in self._judged()
            if row["rejected_by"] is not None
        )

    def scores(self, model: str = "demo_model") -> dict[str | None, str | None]:
        """The score of each lead by a model."""
        return {
            self.cell(row["lead_id"]): self.cell(row["score"])
            for row in self.rows("marts.lead_scores")
            if row["scoring_model"] == model
        }

    def _judged(self) -> list[Row]:
        return self.rows("scoring.int_interactions_judged")


def in_order(records: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The records in an order that is the same for the same ones."""
    return sorted(records, key=lambda record: str(sorted(record.items())))
