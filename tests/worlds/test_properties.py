"""What must be true of scores whatever they are, told by the built project alone.

Two builds hold all of it: variants of the same worlds stand side by side, and the second one has a
later clock. The reference scorer has no say here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from once import once
from reference.records import Row, Tables
from reference.scorer import HistoryRow, Model, leaves
from workspace import Workspace
from worlds.batch import AS_OF, SEED, Batch, World, prefixed
from worlds.building import SELECTED, build, marts
from worlds.comparison import broken_histories, built_histories
from worlds.expected import lead_ids
from worlds.random_models import random_model
from worlds.random_worlds import random_world
from worlds.variants import (
    duplicated,
    relabelled,
    settled,
    shifted,
    tidy,
    with_another_lead,
    without_ends,
    without_some_records,
)

WORLDS = 80
NOW = AS_OF[0]
LATER_BY = timedelta(days=2, hours=5, microseconds=7)
History = list[HistoryRow]

random = Random(f"properties {SEED}")
base = [random_world(random, NOW) for _ in range(WORLDS)]
still = [settled(tables, NOW) for tables in base]
neat = [tidy(tables) for tables in base]
flagged_and_absent = [without_some_records(tables, random) for tables in base]
another = [with_another_lead(tables, random, NOW) for tables in base]
relabelled_neat = [relabelled(tables) for tables in neat]

# every variant of a world has a number of its own, which begins its ids
VARIANTS: dict[str, list[Tables]] = {
    "base": base,
    # the rows of a batch are shuffled, so that no copy of a world has the order of another
    "shuffled": base,
    "duplicated": [duplicated(tables, random) for tables in base],
    "flagged": [flagged for flagged, _ in flagged_and_absent],
    "absent": [absent for _, absent in flagged_and_absent],
    "another lead": [tables for tables, _ in another],
    "still": still,
    "neat": neat,
    "relabelled": [tables for tables, _ in relabelled_neat],
}
VARIANTS_LATER: dict[str, list[Tables]] = {
    "still": still,
    "shifted": [shifted(tables, LATER_BY) for tables in base],
}


def _a_model() -> Model:
    """No draft, as marts don't show them."""
    model = without_ends(random_model(random, NOW))
    return {**model, "status": "live"} if model["status"] == "draft" else model


def _renamed(groups: list[Row], prefix: str) -> list[Row]:
    def renamed(node: Row) -> Row:
        for branch in ("all", "any"):
            if branch in node:
                return {branch: [renamed(item) for item in node[branch]]}
        return {**node, "name": prefix + node["name"]}

    return [
        {
            **group,
            "name": prefix + group["name"],
            "conditions": [renamed(node) for node in group["conditions"]],
        }
        for group in groups
    ]


def _population(model: Model) -> Model:
    """What a model says of whom it scores, and when; of all business units, so that it's many."""
    others = ("business_unit", "groups", "score_range", "grades", "sales_ready_score")
    return {key: value for key, value in model.items() if key not in others}


def _one_two_and_both() -> list[Model]:
    one, two = _a_model(), _a_model()
    while one.get("target", "lead") != two.get("target", "lead"):
        two = _a_model()
    first, second = _renamed(one["groups"], "a"), _renamed(two["groups"], "b")
    return [{**_population(one), "groups": groups} for groups in (first, second, first + second)]


def _always() -> Model:
    """Groups in pairs: something happened at least once, or it did not happen."""
    found: list[Row] = []
    model = _a_model()
    while len(found) < 2:
        model = _a_model()
        nodes = [node for group in model["groups"] for node in group["conditions"]]
        found = [leaf for leaf in leaves(nodes) if "attribute" not in leaf]
    groups = []
    for leaf in found:
        kept = {k: v for k, v in leaf.items() if k not in ("frequency", "min_age_days", "decay")}
        for name, frequency in (("some", {"at_least": 1}), ("no", "none")):
            condition = {**kept, "name": f"{name}_{leaf['name']}", "frequency": frequency}
            groups.append({"name": condition["name"], "points": 10, "conditions": [condition]})
    return {**_population(model), "groups": groups}


def _named(models: list[Model], prefix: str) -> list[Model]:
    return [{**model, "name": f"{prefix}{number}"} for number, model in enumerate(models)]


SOME = _named([_a_model() for _ in range(6)], "some")
SUMS = [_named(_one_two_and_both(), f"sum{number}_") for number in range(2)]
ALWAYS = _named([_always() for _ in range(2)], "always")
SHIFTED = [{**shifted(model, LATER_BY), "name": f"later_{model['name']}"} for model in SOME]


def batch_of(variants: dict[str, list[Tables]], models: list[Model]) -> Batch:
    worlds = [
        World(f"{name} {number}", prefixed(_number(variants, name, number), tables), models)
        for name, worlds_of_variant in variants.items()
        for number, tables in enumerate(worlds_of_variant)
    ]
    return Batch(f"properties {SEED}", NOW, worlds)


def _number(variants: dict[str, list[Tables]], name: str, number: int) -> int:
    return 1 + list(variants).index(name) * WORLDS + number


@dataclass(frozen=True)
class Built:
    """A built batch: its variants, its marts, and its histories by model and lead."""

    variants: dict[str, list[Tables]]
    marts: dict[str, list[Row]]
    histories: dict[tuple[str, str], History]

    def history(self, model: Model, variant: str, number: int, lead_id: str) -> History:
        """The history of a lead of a world, its id without the prefix."""
        key = f"w{_number(self.variants, variant, number):04d}_{lead_id}"
        return [
            replace(row, lead_id=lead_id) for row in self.histories.get((model["name"], key), [])
        ]


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    now = batch_of(VARIANTS, [*SOME, *(model for models in SUMS for model in models), *ALWAYS])
    later = replace(batch_of(VARIANTS_LATER, [*SOME, *SHIFTED]), as_of=NOW + LATER_BY)

    def make(folder: Path) -> list[dict[str, list[Row]]]:
        workspace = Workspace(folder / "project", selected=SELECTED)
        found = []
        for batch in (now, later):
            build(batch, "duckdb", workspace)
            found.append(marts("duckdb", workspace))
        return found

    first, second = once(tmp_path_factory, "properties", make)
    return (
        Built(VARIANTS, first, built_histories(first["lead_score_history"])),
        Built(VARIANTS_LATER, second, built_histories(second["lead_score_history"])),
    )


@pytest.fixture(scope="module")
def built(built_twice: tuple[Built, Built]) -> Built:
    return built_twice[0]


@pytest.fixture(scope="module")
def built_later(built_twice: tuple[Built, Built]) -> Built:
    return built_twice[1]


def every_lead(worlds: list[Tables]) -> Iterator[tuple[Model, int, str]]:
    """Each of some models, with each lead of each world."""
    for number, tables in enumerate(worlds):
        for lead_id in lead_ids(World("", tables, [])):
            if lead_id.strip():
                for model in SOME:
                    yield model, number, lead_id


def assert_same(pairs: Iterator[tuple[Any, History, History]]) -> None:
    """That both histories of each pair are the same, and that many of them say something."""
    lengths = []
    for what, one, other in pairs:
        assert one == other, what
        lengths.append(len(one))
    assert sum(length > 1 for length in lengths) > 50


def test_T5_order_of_rows_does_not_matter(built: Built) -> None:
    assert_same(
        (what, built.history(*what_of(what, "base")), built.history(*what_of(what, "shuffled")))
        for what in every_lead(base)
    )


def what_of(what: tuple[Model, int, str], variant: str) -> tuple[Model, str, int, str]:
    model, number, lead_id = what
    return model, variant, number, lead_id


def test_I6_duplicates_do_not_matter(built: Built) -> None:
    assert_same(
        (what, built.history(*what_of(what, "base")), built.history(*what_of(what, "duplicated")))
        for what in every_lead(base)
    )


def test_I8_what_does_not_count_is_as_if_it_had_never_been(built: Built) -> None:
    assert_same(
        (what, built.history(*what_of(what, "flagged")), built.history(*what_of(what, "absent")))
        for what in every_lead(base)
    )
    # and it would have counted
    assert any(
        built.history(*what_of(what, "base")) != built.history(*what_of(what, "absent"))
        for what in every_lead(base)
    )


def test_S6_changing_one_lead_changes_no_other(built: Built) -> None:
    changed = [lead_id for _, lead_id in another]
    assert_same(
        (what, built.history(*what_of(what, "base")), built.history(*what_of(what, "another lead")))
        for what in every_lead(base)
        if what[2] != changed[what[1]]
    )
    assert any(
        built.history(*what_of(what, "base")) != built.history(*what_of(what, "another lead"))
        for what in every_lead(base)
        if what[2] == changed[what[1]]
    )


def test_T6_history_up_to_now_is_the_same_for_a_later_as_of(
    built: Built, built_later: Built
) -> None:
    def known(history: History) -> History:
        return [
            replace(row, valid_to=row.valid_to if row.valid_to and row.valid_to <= NOW else None)
            for row in history
            if row.valid_from <= NOW
        ]

    assert_same(
        (
            what,
            known(built.history(*what_of(what, "still"))),
            known(built_later.history(*what_of(what, "still"))),
        )
        for what in every_lead(still)
    )
    # and something was learned in between
    assert any(
        built.history(*what_of(what, "still")) != built_later.history(*what_of(what, "still"))
        for what in every_lead(still)
    )


def test_T1_shifting_all_times_shifts_the_history(built: Built, built_later: Built) -> None:
    later = {model["name"]: other for model, other in zip(SOME, SHIFTED, strict=True)}

    def moved(history: History) -> History:
        return [
            replace(
                row,
                valid_from=row.valid_from + LATER_BY,
                valid_to=row.valid_to and row.valid_to + LATER_BY,
            )
            for row in history
        ]

    assert_same(
        (
            what,
            moved(built.history(*what_of(what, "base"))),
            built_later.history(later[what[0]["name"]], "shifted", *what[1:]),
        )
        for what in every_lead(base)
    )


def test_T5_other_ids_give_the_same_scores(built: Built) -> None:
    assert_same(
        (
            what,
            built.history(*what_of(what, "neat")),
            [
                replace(row, lead_id=what[2])
                for row in built.history(
                    what[0], "relabelled", what[1], relabelled_neat[what[1]][1](what[2])
                )
            ],
        )
        for what in every_lead(neat)
    )


def steps(changes: Iterator[tuple[Any, Decimal]]) -> list[tuple[Any, Decimal]]:
    """A step function without the steps that are none."""
    found: list[tuple[Any, Decimal]] = []
    for at, value in changes:
        if not found or found[-1][1] != value:
            found.append((at, value))
    return found


def test_S2_contributions_sum_to_the_score_at_every_instant(built: Built) -> None:
    bounds = {model["name"]: model.get("score_range", {}) for model in SOME}
    changes: dict[tuple[Any, ...], dict[Any, Decimal]] = {}
    for row in built.marts["lead_score_history"]:
        interval = (row["scoring_model"], row["lead_id"], row["scored_from"])
        changes.setdefault(interval, {row["scored_from"]: Decimal(0)})
    for row in built.marts["lead_score_changes"]:
        interval = (row["scoring_model"], row["lead_id"], row["scored_from"])
        by_instant = changes[interval]
        by_instant.setdefault(row["changed_at"], Decimal(0))
        by_instant[row["changed_at"]] += row["points_change"]

    def scores(interval: tuple[Any, ...]) -> Iterator[tuple[Any, Decimal]]:
        bound, total = bounds.get(interval[0], {}), Decimal(0)
        for at, change in sorted(changes[interval].items()):
            total += change
            below = min(bound.get("max", total), total)
            yield at, max(bound.get("min", below), below)

    history: dict[tuple[Any, ...], list[tuple[Any, Decimal]]] = {}
    for row in built.marts["lead_score_history"]:
        interval = (row["scoring_model"], row["lead_id"], row["scored_from"])
        history.setdefault(interval, []).append((row["valid_from"], row["score"]))
    assert {interval: steps(scores(interval)) for interval in changes} == {
        interval: sorted(rows) for interval, rows in history.items()
    }


def test_S5_no_overlap_no_gap_no_equal_neighbours(built: Built, built_later: Built) -> None:
    for one in (built, built_later):
        assert broken_histories(one.marts["lead_score_history"]) == []


@pytest.mark.parametrize("models", SUMS, ids=["first", "second"])
def test_S1_models_together_are_the_sum_of_both(built: Built, models: list[Model]) -> None:
    one, two, both = (
        {
            lead_id: rows
            for (name, lead_id), rows in built.histories.items()
            if name == model["name"]
        }
        for model in models
    )
    assert one.keys() == two.keys() == both.keys()

    def at(history: History, instant: Any) -> Decimal:
        return next(
            row.score
            for row in history
            if row.valid_from <= instant and (row.valid_to is None or instant < row.valid_to)
        )

    changing = 0
    for lead_id, history in both.items():
        instants = {row.valid_from for row in (*history, *one[lead_id], *two[lead_id])}
        for instant in instants:
            total = at(one[lead_id], instant) + at(two[lead_id], instant)
            assert at(history, instant) == total, (lead_id, instant)
        changing += len(instants) > 1
    assert changing > 20


@pytest.mark.parametrize("model", ALWAYS, ids=lambda model: str(model["name"]))
def test_C5_at_least_one_and_none_is_always(built: Built, model: Model) -> None:
    total = Decimal(10 * len(model["groups"]) // 2)
    histories = [rows for (name, _), rows in built.histories.items() if name == model["name"]]
    assert len(histories) > 50
    for history in histories:
        for row in history:
            assert row.score == total and row.previous_score is None
