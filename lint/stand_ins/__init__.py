"""What sqlfluff puts for dbt and the project's macros when it lints SQL that people write.

A macro stands as a call of a function of its name, with its arguments: so each column that it reads
is still there to be looked at. What macros really give is linted once they have (compiled_sql.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

_PROJECT = Path(__file__).resolve().parents[2]
_VARS = yaml.safe_load((_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


def _expression(name: str) -> Callable[..., str]:
    """A macro that gives an SQL expression."""

    def call(*arguments: object, **named: object) -> str:
        return f"{name}({', '.join(str(each) for each in (*arguments, *named.values()))})"

    return call


def _query(name: str) -> Callable[..., str]:
    """A macro that gives a whole query, of the relation that it is told first."""

    def call(relation: object = name, *_arguments: object, **_named: object) -> str:
        return f"select * from {relation if isinstance(relation, str) else name}"

    return call


class _Dbt:
    """dbt's own macros, which are told a part of a date by its name."""

    def dateadd(self, _part: str, interval: int, instant: str) -> str:
        return f"dateadd({interval}, {instant})"

    def date_trunc(self, _part: str, instant: str) -> str:
        return f"date_trunc({instant})"

    def listagg(self, measure: str, delimiter_text: str, order_by_clause: str) -> str:
        return f"string_agg({measure}, {delimiter_text} {order_by_clause})"


def var(name: str) -> Any:
    """The value in dbt_project.yml."""
    return _VARS[name]


def env_var(_name: str, default: str) -> str:
    """As if nothing were set."""
    return default


def input_tables() -> list[str]:
    """The names among the inputs."""
    return ["leads", "interactions"]


def input_columns(_table: str) -> list[str]:
    """The names of a table's columns."""
    return ["lead_id", "occurred_at"]


def input_name(table: str) -> str:
    """The name as people say it."""
    return table


def input_rules() -> list[object]:
    """No rules, which only become literals."""
    return []


def dated_columns(_table: str) -> list[str]:
    """The names of its columns that tell how fresh it is."""
    return ["occurred_at"]


dbt = _Dbt()
invocation_id = "run"
run_started_at = datetime.now(UTC)
globals().update(
    {
        path.stem: _expression(path.stem)
        for path in (_PROJECT / "macros").rglob("*.sql")
        if path.stem not in globals()
    }
)
globals().update(
    {
        name: _query(name)
        for name in (
            *("counted_interactions", "input_figures"),
            *("auc", "judged_accounts", "judged_contacts", "judged_leads", "judged_rows"),
            *("literal_rows", "newest_versions"),
        )
    }
)
wilson_lower, wilson_upper = _expression("wilson_lower"), _expression("wilson_upper")
