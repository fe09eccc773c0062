"""Built marts beside what the reference scorer says; each disagreement told readably."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from reference.records import Row
from reference.scorer import HistoryRow, Model
from worlds.batch import World, readable
from worlds.expected import Counted, Expected, Key, lead_ids

_COLUMNS = {
    "lead_score_changes": (
        *("scoring_model", "lead_id", "group_name", "changed_at", "points_change"),
        *("is_opening", "is_scheduled"),
    ),
    "lead_score_contributions": ("scoring_model", "lead_id", "group_name", "points"),
    "lead_scores": (
        *("scoring_model", "lead_id", "score", "grade", "last_changed_at", "next_change_at"),
        *("next_score", "is_above_threshold", "is_sales_ready", "sales_ready_at"),
    ),
}


def built_histories(rows: Iterable[Row]) -> dict[Key, list[HistoryRow]]:
    """Rows of `lead_score_history` by model and lead, sorted by time."""
    built: dict[Key, list[HistoryRow]] = {}
    for row in rows:
        built.setdefault((row["scoring_model"], row["lead_id"]), []).append(
            HistoryRow(
                *(row["lead_id"], row["valid_from"], row["valid_to"]),
                *(row["score"], row["grade"], row["previous_score"]),
            )
        )
    for history in built.values():
        history.sort(key=lambda row: (row.valid_from, row.score))
    return built


def history_disagreements(expected: Expected, rows: Iterable[Row]) -> list[str]:
    """A readable report for each lead whose built history is not the expected one."""
    built = built_histories(rows)
    reports = [
        _report(expected, world, model, expected.histories.get(key), built.get(key))
        for world, model, lead_id in expected.leads()
        if expected.histories.get(key := (model["name"], lead_id)) != built.get(key)
    ]
    known = {lead_id for world in expected.batch.worlds for lead_id in lead_ids(world)}
    reports += [f"{name}: unknown lead {one!r}" for name, one in built if one not in known]
    reports += [f"draft {one['name']} has a history" for one in _drafts_with_rows(expected, built)]
    names = {model["name"] for model in expected.batch.models}
    reports += [f"unknown model {one}" for one in {name for name, _ in built} - names]
    return reports


def _drafts_with_rows(expected: Expected, built: Iterable[Key]) -> Iterator[Model]:
    names = {name for name, _ in built}
    for model in expected.batch.models:
        if model.get("status", "draft") == "draft" and model["name"] in names:
            yield model


def change_disagreements(expected: Expected, rows: Iterable[Row]) -> list[str]:
    """S7, T7: rows of `lead_score_changes` that are missing or too many."""
    return _differences(expected, "lead_score_changes", expected.lead_score_changes, rows)


def contribution_disagreements(expected: Expected, rows: Iterable[Row]) -> list[str]:
    """S2: rows of `lead_score_contributions` that are missing or too many."""
    counted = expected.lead_score_contributions
    return _differences(expected, "lead_score_contributions", counted, rows)


def current_disagreements(expected: Expected, rows: Iterable[Row]) -> list[str]:
    """S4, T7: rows of `lead_scores` that are missing or too many."""
    return _differences(expected, "lead_scores", expected.lead_scores, rows)


def quality_disagreements(expected: Expected, rows: Iterable[Row]) -> list[str]:
    """I8, N23: rules of `input_quality` whose count of rows is not the expected one."""
    found = {(row["input_table"], row["rule"]): row["count_rows"] for row in rows}
    return [
        f"{expected.batch.name}: {rule} of {table} is {found.get((table, rule))}, expected {count}"
        for (table, rule), count in expected.input_quality.items()
        if found.get((table, rule), 0) != count
    ]


CHECKS: dict[str, Callable[[Expected, Iterable[Row]], list[str]]] = {
    "input_quality": quality_disagreements,
    "lead_score_history": history_disagreements,
    "lead_score_changes": change_disagreements,
    "lead_score_contributions": contribution_disagreements,
    "lead_scores": current_disagreements,
}


def told(reports: list[str], at_most: int = 3) -> str:
    """The first reports, and how many there are."""
    return "\n".join([f"{len(reports)} disagreements", *reports[:at_most]])


def broken_histories(rows: Iterable[Row]) -> list[str]:
    """S5, N28: overlaps, gaps, empty intervals, equal neighbours, whatever the reference says.

    A row without a previous score begins a scored interval: that is the only gap there may be.
    """
    broken = []
    for (name, lead_id), history in built_histories(rows).items():
        place = f"{name}, {lead_id!r}"
        for row in history:
            if row.valid_to is not None and row.valid_to <= row.valid_from:
                broken.append(f"{place}: empty interval {row}")
        for before, after in pairwise(history):
            if before.valid_to is None or before.valid_to > after.valid_from:
                broken.append(f"{place}: overlap at {after.valid_from}")
            elif (before.valid_to == after.valid_from) == (after.previous_score is None):
                broken.append(f"{place}: gap, or a new interval without one, at {after.valid_from}")
            elif after.previous_score is not None:
                if (before.score, before.grade) == (after.score, after.grade):
                    broken.append(f"{place}: equal neighbours at {after.valid_from}")
                if after.previous_score != before.score:
                    broken.append(f"{place}: previous_score at {after.valid_from}")
        if history[0].previous_score is not None:
            broken.append(f"{place}: previous_score of the first row")
    return broken


def _differences(
    expected: Expected, mart: str, counted: Counted, built_rows: Iterable[Row]
) -> list[str]:
    """Rows that differ. What a model says of a world that it is not about is not looked at."""
    columns = _COLUMNS[mart]
    own = {(model["name"], lead_id) for _, model, lead_id in expected.leads()}
    others = {
        (model["name"], lead_id)
        for model in expected.batch.models
        for world in expected.batch.worlds
        for lead_id in lead_ids(world)
    } - own
    found = Counted(
        tuple(row[column] for column in columns)
        for row in built_rows
        if (row["scoring_model"], row["lead_id"]) not in others
    )

    def line(kind: str, row: tuple[object, ...]) -> str:
        cells = dict(zip(columns, map(str, row), strict=True))
        return f"{expected.batch.name}, {mart}: {kind} {cells}"

    missing = [line("missing", row) for row in (counted - found).elements()]
    return missing + [line("too many", row) for row in (found - counted).elements()]


def _report(
    expected: Expected,
    world: World,
    model: Model,
    expected_rows: list[HistoryRow] | None,
    built_rows: list[HistoryRow] | None,
) -> str:
    lead_id = (expected_rows or built_rows or [])[0].lead_id
    lines = [
        f"=== {expected.batch.name}, as_of {expected.batch.as_of}: {world.name}, model "
        f"{model['name']}, lead {lead_id!r}",
        "expected:",
        *_history_lines(expected_rows),
        "built:",
        *_history_lines(built_rows),
        "input:",
    ]
    for table, rows in world.tables.items():
        lines.append(f"  {table}:")
        lines += [f"    {_without_nulls(row)}" for row in rows]
    lines += ["model:", readable(model)]
    return "\n".join(lines)


def _history_lines(history: list[HistoryRow] | None) -> list[str]:
    return [
        f"  {row.valid_from} .. {row.valid_to}: {row.score} {row.grade} (was {row.previous_score})"
        for row in history or []
    ] or ["  no rows"]


def _without_nulls(row: Row) -> str:
    return ", ".join(
        f"{column}={str(value) if isinstance(value, datetime | Decimal) else repr(value)}"
        for column, value in row.items()
        if value is not None
    )
