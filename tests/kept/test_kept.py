"""What builds promise that keep the scores of leads of which nothing else is known.

Two stories of a small input are built run by run, once for all tests of a module: in one the data
change, in the other the models do. After each run all marts are what the reference scorer says.
Canaries tell who was scored again: rows that no score depends on, one for each lead in each table
that is kept. Where a lead is made again its canary is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kept.changes import (
    AS_OF,
    CHANGES,
    DAY,
    IN_US,
    MODELS,
    OPENED,
    batch_of,
    first_load,
    lead,
    model,
    opened,
    second_load,
    third_load,
    where,
)
from once import once
from reference.records import STANDARD, Options, Tables
from reference.scorer import Model
from workspace import GENERATED, Workspace
from worlds.building import SELECTED, disagreements, marts, prepare, run
from worlds.comparison import told
from worlds.expected import expected_of

NEVER = datetime(1900, 1, 1)
# in each kind of table that is kept: its name begins or ends so, and a row that changes no score
CANARIES: dict[str, dict[str, str]] = {
    "int_lead_interactions": {
        "interaction_type": "'canary'",
        "is_own": "false",
        "is_of_parent_contact": "false",
        "is_of_account": "false",
        "occurred_at": f"timestamp '{NEVER}'",
    },
    "__ledger": {
        "group_number": "99",
        "points_change": "0",
        "changed_at": f"timestamp '{NEVER}'",
    },
    "__score_history": {
        "grade": "'canary'",
        "score": "-100000",
        "scored_from": f"timestamp '{NEVER}'",
        "valid_from": f"timestamp '{NEVER}'",
        "valid_to": f"timestamp '{NEVER}'",
    },
}
IS_CANARY = {
    "int_lead_interactions": "interaction_type = 'canary'",
    "__ledger": "group_number = 99",
    "__score_history": "grade = 'canary'",
}


@dataclass(frozen=True)
class Outcome:
    """What a run has come to."""

    reports: list[str]
    # of each kept table: the leads that were made again, and those that might have been
    again: dict[str, set[str]]
    before: dict[str, set[str]]
    relations: set[str]


@dataclass
class Story:
    """A workspace in which one run follows another."""

    workspace: Workspace
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def tell(
        self,
        name: str,
        tables: Tables,
        models: Sequence[Model],
        as_of: datetime = AS_OF,
        options: Options = STANDARD,
        select: Sequence[str] = SELECTED,
        has_canaries: bool = True,
    ) -> None:
        """Runs over these tables and models, and looks at what it came to."""
        batch = batch_of(tables, models, name, as_of, options)
        before = self.place_canaries() if has_canaries else {}
        prepare(batch, "duckdb", self.workspace)
        run(batch, "duckdb", self.workspace, "run", select=select)
        standing = self.take_canaries()
        built = marts("duckdb", self.workspace)
        history = [row for row in built["lead_score_history"] if row["valid_from"] != NEVER]
        self.outcomes[name] = Outcome(
            disagreements(expected_of(batch), {**built, "lead_score_history": history}),
            {table: before[table] - standing.get(table, set()) for table in before},
            before,
            set(self.relations()),
        )

    def relations(self) -> list[str]:
        """All tables and views, with their schemas."""
        found = self.execute(
            "select schema_name || '.' || table_name from duckdb_tables() union all "
            "select schema_name || '.' || view_name from duckdb_views() where not internal"
        )
        return [name for (name,) in found]

    def kept(self) -> Iterator[tuple[str, str]]:
        """The tables that are kept, and of which kind each is."""
        for relation in self.relations() if self.workspace.warehouse.exists() else []:
            for kind in CANARIES:
                if relation.removeprefix("scoring.").endswith(kind):
                    yield relation, kind

    def place_canaries(self) -> dict[str, set[str]]:
        """One for each lead in each kept table; returns the leads."""
        for relation, kind in self.kept():
            columns = {row[0] for row in self.execute(f"describe {relation}")}
            values = ", ".join(
                f"{value} as {column}"
                for column, value in CANARIES[kind].items()
                if column in columns
            )
            self.execute(
                f"insert into {relation} by name select distinct lead_key, {values} from {relation}"
            )
        return self.canaries()

    def canaries(self) -> dict[str, set[str]]:
        """Of each kept table the leads whose canaries stand."""
        return {
            relation: {
                lead_id
                for (lead_id,) in self.execute(
                    f"select lead_id from {relation} inner join scoring.int_lead_keys "
                    f"using (lead_key) where {IS_CANARY[kind]}"
                )
            }
            for relation, kind in self.kept()
        }

    def take_canaries(self) -> dict[str, set[str]]:
        """Removes those that stand; returns of whom they are."""
        standing = self.canaries()
        for relation, kind in self.kept():
            self.execute(f"delete from {relation} where {IS_CANARY[kind]}")
        return standing

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        """Runs SQL in the warehouse."""
        with duckdb.connect(str(self.workspace.warehouse)) as connection:
            return connection.execute(sql).fetchall()


def ledger(name: str) -> str:
    return f"scoring.int_{name}__ledger"


def history(name: str) -> str:
    return f"scoring.int_{name}__score_history"


INTERACTIONS = "scoring.int_lead_interactions"


def tell_of_data(folder: Path) -> dict[str, Outcome]:
    story = Story(Workspace(folder / "project", selected=SELECTED))
    later = AS_OF + 2 * DAY
    story.tell("first", first_load(), MODELS)
    story.tell("second", second_load(), MODELS)
    story.tell("third", third_load(), MODELS, as_of=later)
    story.tell("nothing", third_load(), MODELS, as_of=later)
    story.execute("drop table scoring.int_lead_keys")
    story.tell("other keys", third_load(), MODELS, as_of=later, has_canaries=False)
    return story.outcomes


@pytest.fixture(scope="module")
def of_data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    return once(tmp_path_factory, "kept_data", tell_of_data)


@pytest.mark.parametrize("name", ["first", "second", "third", "nothing", "other keys"])
def test_T5_scores_are_right_after_each_load(name: str, of_data: dict[str, Outcome]) -> None:
    assert of_data[name].reports == [], told(of_data[name].reports)


# who matters to a model that looks at its audience and an account's industry alone
OF_AUDIENCE = {"merged", "gone", "country", "began", "ended", "created", "closed"}
OF_ACCOUNT = {
    *("industry", "industry_began", "industry_ended", "other_contact", "account_of_contact"),
}
# without a row before, or whose interactions and links are the same
NO_INTERACTION = {
    *("late", "unmerged", "country", "began", "ended", "created", "closed"),
    *("ticket", "urgent", "opened_later"),
}


# whose interactions, links, versions or related rows are others in the second load
@pytest.mark.parametrize(
    ("table", "again"),
    [
        # those without a row before had no canary that could be gone
        (ledger("own"), set(CHANGES) - {"unmerged", "other_account"}),
        (history("own"), set(CHANGES) - {"unmerged", "other_account"}),
        # the account of a contact is no matter to a model that doesn't look at it
        (ledger("by_contact"), {"other_contact"}),
        (history("by_contact"), {"other_contact", "contact_to_account"}),
        (ledger("by_account"), {"other_account"}),
        (history("by_account"), {"other_account"}),
        (history("in_us"), OF_AUDIENCE | OF_ACCOUNT),
        (INTERACTIONS, set(CHANGES) - NO_INTERACTION),
    ],
)
def test_T5_only_leads_that_something_changed_for_are_made_again(
    table: str, again: set[str], of_data: dict[str, Outcome]
) -> None:
    assert of_data["second"].again[table] == again
    assert of_data["second"].before[table] - again, "there was none to keep"


def test_T6_a_record_that_as_of_has_passed_changes_its_lead_alone(
    of_data: dict[str, Outcome],
) -> None:
    again = of_data["third"].again
    assert again.pop(ledger("own")) == {"to_come"}
    assert again.pop(history("own")) == {"to_come"}
    assert again.pop(INTERACTIONS) == {"to_come"}
    assert not any(again.values()), again


def test_a_lead_that_was_gone_is_back(of_data: dict[str, Outcome]) -> None:
    for table in (ledger("own"), history("own"), INTERACTIONS):
        assert "gone" in of_data["second"].again[table]
        assert "gone" not in of_data["third"].before[table]
        assert "gone" in of_data["nothing"].before[table]


def test_a_run_without_a_change_makes_nothing_again(of_data: dict[str, Outcome]) -> None:
    nothing = of_data["nothing"]
    assert len(nothing.before) == 9 and all(nothing.before.values())
    assert not any(nothing.again.values()), nothing.again


# ------------------------------------------------------------------------------------------------
# The models change.

PLAIN = model("plain", OPENED)
PLAIN_ON_X = model("plain", {**OPENED, "where": where("asset_name", "x")})
OTHER = model("other", IN_US)
EDITED = model("other", IN_US, {"attribute": "city", "operator": "is_not_set"})
ON_URL = [{"field": "url", "operator": "is_set"}]
THIRD = model("third", {**OPENED, "where": ON_URL})
# its name begins as the other's
THIRD_B = model("third__b", {**OPENED, "where": ON_URL})
EVERYTHING_GENERATED = (*SELECTED, GENERATED)
OWN_RELATIONS = ("scoring.notes", "scoring.int_own__notes")
FEW, MANY = 4, 11


def leads_and_interactions(count: int) -> Tables:
    """Leads with one interaction each, that of the first one a robot's."""
    leads = [lead(f"L{number:02}", country="US") for number in range(count)]
    interactions = [
        opened(f"of_{one['lead_id']}", one["lead_id"], asset_name="x", url="/", is_bot=number == 0)
        for number, one in enumerate(leads)
    ]
    return {"leads": leads, "interactions": interactions}


def tell_of_models(folder: Path) -> dict[str, Outcome]:
    workspace = Workspace(folder / "project", selected=EVERYTHING_GENERATED)
    story = Story(workspace)
    few, many = leads_and_interactions(FEW), leads_and_interactions(MANY)
    none = {**few, "interactions": []}
    story.tell("first", none, [PLAIN, OTHER])
    story.tell("another column", none, [PLAIN_ON_X, OTHER])
    story.tell("many come", many, [PLAIN_ON_X, OTHER])
    story.tell("edited", many, [PLAIN_ON_X, EDITED, THIRD, THIRD_B], select=EVERYTHING_GENERATED)
    for relation in OWN_RELATIONS:
        story.execute(f"create table {relation} as select 1 as note")
    story.tell("removed", many, [PLAIN_ON_X, EDITED, THIRD_B], select=EVERYTHING_GENERATED)
    macro = workspace.path / "macros/conditions/attribute_value_changes.sql"
    text = macro.read_text(encoding="utf-8")
    assert text.count("select\n") >= 1
    macro.write_text(text.replace("select\n", "select -- all the same\n"), encoding="utf-8")
    story.tell("another macro", many, [PLAIN_ON_X, EDITED, THIRD_B])
    bots = Options(count_bots=True)
    story.tell("many go, bots count", few, [PLAIN_ON_X, EDITED, THIRD_B], options=bots)
    return story.outcomes


@pytest.fixture(scope="module")
def of_models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    return once(tmp_path_factory, "kept_models", tell_of_models)


@pytest.mark.parametrize(
    "name",
    [
        "first",
        # no interaction reaches any lead, and a spec comes to look at one more of their columns
        "another column",
        # more leads are new than had been kept
        "many come",
        "edited",
        "removed",
        "another macro",
        "many go, bots count",
    ],
)
def test_scores_are_right_whatever_changes(name: str, of_models: dict[str, Outcome]) -> None:
    assert of_models[name].reports == [], told(of_models[name].reports)


@pytest.mark.parametrize("name", ["another column", "many come"])
def test_nothing_else_is_made_again(name: str, of_models: dict[str, Outcome]) -> None:
    """Where one model is edited, and where most leads are new."""
    outcome = of_models[name]
    for table in (ledger("other"), history("other")):
        assert len(outcome.before[table]) == FEW
        assert outcome.again[table] == set()


def test_an_edited_model_is_made_again_alone(of_models: dict[str, Outcome]) -> None:
    """While others are added, which look at a column that no spec looked at before."""
    edited = of_models["edited"]
    assert not edited.again[ledger("plain")] and not edited.again[history("plain")]
    assert len(edited.before[ledger("plain")]) == MANY - 1
    assert len(edited.again[ledger("other")]) == len(edited.again[history("other")]) == MANY


def test_no_model_is_made_again_because_another_is_removed(of_models: dict[str, Outcome]) -> None:
    removed = of_models["removed"]
    for name in ("plain", "other", "third__b"):
        for table in (ledger(name), history(name)):
            assert removed.before[table] and not removed.again[table]


def relations_of(name: str, outcome: Outcome) -> set[str]:
    """All relations whose names begin as those of a model."""
    begins = (f"scoring.int_{name}__", f"staging.stg_{name}__")
    return {relation for relation in outcome.relations if relation.startswith(begins)}


def test_a_removed_model_is_dropped(of_models: dict[str, Outcome]) -> None:
    """It alone: not the model whose name begins as its own, nor what no model has made."""
    before, after = of_models["edited"], of_models["removed"]
    of_third_b = relations_of("third__b", before)
    assert {
        *("scoring.int_third__b__ledger", "scoring.int_third__b__ledger__kept"),
        "staging.stg_third__b__c0",
    } <= of_third_b
    of_third = relations_of("third", before) - of_third_b
    assert {
        *("scoring.int_third__ledger", "scoring.int_third__ledger__kept"),
        *("scoring.int_third__score_history", "staging.stg_third__c0"),
    } <= of_third
    assert after.relations == before.relations - of_third | set(OWN_RELATIONS)


def test_another_macro_makes_again_all_leads_of_the_models_that_call_it(
    of_models: dict[str, Outcome],
) -> None:
    outcome = of_models["another macro"]
    assert len(outcome.again[ledger("other")]) == len(outcome.again[history("other")]) == MANY
    for name in ("plain", "third__b"):
        for table in (ledger(name), history(name)):
            assert outcome.before[table] and not outcome.again[table]


def test_another_var_makes_no_model_again_that_it_does_not_concern(
    of_models: dict[str, Outcome],
) -> None:
    """Interactions of bots come to count; a model without any isn't concerned, but for who goes."""
    outcome = of_models["many go, bots count"]
    assert len(outcome.again[ledger("other")]) == MANY - FEW


# ------------------------------------------------------------------------------------------------


def test_a_declared_column_changes_its_type(workspace: Workspace) -> None:
    """A whole number becomes one with decimals, of a lead whose score is the same for both."""
    folder = workspace.path / "input"
    folder.mkdir()
    for type_, weight, at_least, score in (("integer", "3", 2, 1), ("number", "2.6", 3, 0)):
        with duckdb.connect() as connection:
            connection.sql(
                "select 'one' as lead_id, timestamp '2026-01-01' as created_at"
            ).write_parquet(str(folder / "leads.parquet"))
            connection.sql(
                f"select 'i' as interaction_id, 'email_opened' as interaction_type, "
                f"timestamp '2026-02-01' as occurred_at, 'one' as lead_id, "
                f"cast(null as text) as contact_id, {weight} as weight"
            ).write_parquet(str(folder / "interactions.parquet"))
        workspace.write_spec("_inputs", {"columns": {"interactions": {"weight": type_}}})
        heavy = [{"field": "weight", "operator": "greater_or_equal", "value": at_least}]
        workspace.write_spec("m", model("m", {**OPENED, "where": heavy}))
        workspace.compile()
        workspace.dbt(
            *("run", "--select", "+lead_score_history"),
            *("--vars", json.dumps({"connector": "files", "input_path": str(folder)})),
            LEAD_SCORING_AS_OF=str(AS_OF),
        )
        rows = workspace.rows("marts.lead_score_history", order_by="valid_from")
        assert rows[-1]["score"] == score, rows
        (row,) = workspace.rows(INTERACTIONS)
        assert str(row["weight"]).rstrip("0") == weight, row
