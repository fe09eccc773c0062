"""A person who is erased: nothing is left of them, nobody else's score moves, and they stay out.

Ada Lovelace is contact c-lovelace, lead a-lovelace-1, and lead a-lovelace-2, which was merged
into that. Bob's lead b-babbage-1 was once reached by an interaction that names Ada's contact, too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg2
import pytest

from cli.commands import in_process
from erase.erasing import erase, texts
from inputs.sources import execute, load_as_text
from lead_scoring.release import Release, Status
from lead_scoring.release.duckdb_file import DuckDbStore
from lead_scoring.release.postgres_schemas import PostgresStore
from lead_scoring.release.store import Store
from workspace import Row, Workspace

AS_OF = "2026-03-01"
LATER = "2026-03-02"
PERSONAL = (
    *("a-lovelace-1", "a-lovelace-2", "c-lovelace"),
    *("Ada Lovelace", "ada.lovelace@example.org", "Countess of Lovelace"),
)
SPEC: Row = {
    "name": "engaged",
    "status": "live",
    "count_parent_contact_interactions": True,
    "groups": [
        {
            "name": "visits",
            "points": 5,
            "conditions": [
                {"name": "each_visit", "interaction": "website_visited", "frequency": "each"}
            ],
        },
        {
            "name": "registered",
            "points": 3,
            "conditions": [{"name": "registered_once", "related": "registrations"}],
        },
        {
            "name": "is_reachable",
            "points": 7,
            "conditions": [{"name": "has_mail", "attribute": "email", "operator": "is_set"}],
        },
    ],
    "sales_ready_score": 5,
}
LEADS = [
    ("a-lovelace-1", "c-lovelace", None, "Ada Lovelace", "ada.lovelace@example.org"),
    ("a-lovelace-2", None, "a-lovelace-1", "Countess of Lovelace", None),
    ("b-babbage-1", "c-babbage", None, "Bob Babbage", "bob@example.org"),
    ("d-other-1", None, None, "Dora Other", None),
]
INTERACTIONS = [
    ("i1", "a-lovelace-1", None),
    ("i2", "a-lovelace-2", None),
    ("i3", None, "c-lovelace"),
    ("i4", "b-babbage-1", "c-lovelace"),
    ("i5", None, "c-babbage"),
    ("i6", "d-other-1", None),
]


def load(workspace: Workspace, target: str) -> None:
    """Loads the source's tables, in which everybody is."""
    workspace.write_spec(
        "_inputs", "related: {registrations: {key: contact, columns: {event_name: text}}}\n"
    )
    workspace.write_spec("engaged", SPEC)
    execute(workspace, target, "drop schema if exists raw cascade")
    load_as_text(
        workspace,
        target,
        "raw",
        {
            "leads": [
                {
                    "lead_id": lead,
                    "created_at": "2026-01-01",
                    "contact_id": contact,
                    "merged_into_lead_id": merged,
                    "lead_name": name,
                    "email": email,
                }
                for lead, contact, merged, name, email in LEADS
            ],
            "contacts": [
                {"contact_id": "c-lovelace", "contact_name": "Ada Lovelace"},
                {"contact_id": "c-babbage", "contact_name": "Bob Babbage"},
            ],
            "interactions": [
                {
                    "interaction_id": interaction,
                    "interaction_type": "website_visited",
                    "occurred_at": "2026-02-01",
                    "lead_id": lead,
                    "contact_id": contact,
                }
                for interaction, lead, contact in INTERACTIONS
            ],
            "outcomes": [
                {"lead_id": "a-lovelace-1", "outcome": "won", "occurred_at": "2026-02-20"},
                {"lead_id": "b-babbage-1", "outcome": "won", "occurred_at": "2026-02-20"},
            ],
            "registrations": [
                {"contact_id": "c-lovelace", "event_name": "Fair"},
                {"contact_id": "c-babbage", "event_name": "Fair"},
            ],
        },
    )


def build(workspace: Workspace, target: str, as_of: str) -> None:
    workspace.build("warehouse", None, as_of, target=target, keep_attribute_history=True)


@contextmanager
def store_of(workspace: Workspace, target: str) -> Iterator[Store]:
    """The releases of its warehouse, locked."""
    store: Store = DuckDbStore(workspace.warehouse)
    if target == "postgres":
        store = PostgresStore(
            lambda: psycopg2.connect(
                host=workspace.postgres["PGHOST"],
                user=workspace.postgres["PGUSER"],
                dbname=workspace.postgres["PGDATABASE"],
            ),
            workspace.path / "releases",
        )
    with store.lock(0):
        yield store


def scores(workspace: Workspace, target: str) -> dict[str, Any]:
    return {row["lead_id"]: row["score"] for row in workspace.rows("marts.lead_scores", target)}


def history(workspace: Workspace, target: str) -> list[tuple[Any, ...]]:
    """All that ever was of the leads that are not Ada's."""
    return sorted(
        (row["lead_id"], str(row["valid_from"]), row["score"])
        for row in workspace.rows("marts.lead_score_history", target)
        if "lovelace" not in row["lead_id"]
    )


@pytest.fixture(params=["duckdb", "postgres"])
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def built(target: str, request: pytest.FixtureRequest) -> Workspace:
    """Everybody, scored."""
    fixture = "workspace" if target == "duckdb" else "postgres_workspace"
    workspace: Workspace = request.getfixturevalue(fixture)
    load(workspace, target)
    build(workspace, target, AS_OF)
    assert scores(workspace, target) == {"a-lovelace-1": 30, "b-babbage-1": 20, "d-other-1": 5}
    return workspace


def test_a_person_is_erased_and_stays_out(built: Workspace, target: str) -> None:
    store = DuckDbStore(built.warehouse)
    if target == "duckdb":
        kept = store.folder / "20260101t000000000_0000" / built.warehouse.name
        kept.parent.mkdir(parents=True)
        shutil.copy(built.warehouse, kept)
    before = history(built, target)
    for value in PERSONAL:
        assert value in texts(built, target)
    # a run that stopped at a cell of Ada's row has told it
    failed = Release(
        "20260102t000000000_0000", Status.FAILED, datetime(2026, 1, 2), reason=f"'{PERSONAL[4]}'?"
    )
    with store_of(built, target) as releases:
        releases.record(failed)

    said = erase(built, target, "a-lovelace-2")
    assert said.code == 0, said.err
    assert "contact c-lovelace" in said.out and "lead a-lovelace-1" in said.out

    everything = texts(built, target)
    with store_of(built, target) as releases:
        (reason,) = [one.reason for one in releases.releases() if one.run_id == failed.run_id]
    assert "erased" in reason
    for value in PERSONAL:
        assert value not in everything
        for file in store.files() if target == "duckdb" else ():
            assert value.encode() not in file.read_bytes()
    if target == "duckdb":
        assert len(store.files()) == 2
        assert not (store.folder / "candidate").exists()
    assert scores(built, target) == {"b-babbage-1": 20, "d-other-1": 5}
    assert history(built, target) == before

    # the source knows nothing of it, and sends everybody again
    load(built, target)
    build(built, target, LATER)
    staged = texts(built, target, "raw")
    for value in PERSONAL:
        assert value not in staged
    assert scores(built, target) == {"b-babbage-1": 20, "d-other-1": 5}
    assert history(built, target) == before


def test_whom_an_id_stands_for(workspace: Workspace) -> None:
    load(workspace, "duckdb")
    workspace.build("warehouse", None, AS_OF, select=["+lead_scores"])

    command = ("erase", "d-other-1", "--project-dir", workspace.path)
    unasked = in_process(*command, LEAD_SCORING_WAREHOUSE=str(workspace.warehouse))
    assert unasked.code == 1 and "Erase lead d-other-1, with all history" in unasked.err
    assert "d-other-1" in scores(workspace, "duckdb")

    unknown = erase(workspace, "duckdb", "nobody")
    assert unknown.code == 1 and "no lead and no contact 'nobody'" in unknown.err
    # kept from coming in, though nobody has it yet
    assert erase(workspace, "duckdb", "late", "--as", "contact").code == 0

    by_contact = erase(workspace, "duckdb", "c-babbage")
    assert by_contact.code == 0 and "lead b-babbage-1" in by_contact.out
    assert erase(workspace, "duckdb", "c-babbage").code == 1
    assert set(scores(workspace, "duckdb")) == {"a-lovelace-1", "d-other-1"}
