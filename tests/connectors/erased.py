"""Erases people from the warehouse of a connector's fixture, and builds it once more."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2

from connectors.built import Built
from connectors.sources import AS_OF
from erase.erasing import erase, texts
from lead_scoring.release.writable import SCHEMAS

MADE = (*SCHEMAS, "privacy", "releases")


def assert_stay_out(built: Built, people: dict[str, str], gone: Sequence[str]) -> None:
    """They are in no table and no file, after the next build of the same source neither.

    `people` maps what the command is given to what it has to name, and `gone` is what told of them.
    Who is left has the scores of before, in past and future.
    """
    target = "postgres" if built.form == "postgres" else "duckdb"
    with copied(built):
        before = texts(built.workspace, target, "raw")
        assert [value for value in gone if value not in before] == []
        history = _history(built)
        loaded = texts(built.workspace, target, *MADE) if target == "postgres" else ""
        for person, told in people.items():
            said = erase(built.workspace, target, *person.split())
            assert said.code == 0, said.err
            assert told in said.out
        _assert_without(built, target, gone)
        # another tool's tables are left alone
        assert target != "postgres" or texts(built.workspace, target, *MADE) == loaded != ""
        left = {row[0] for row in _history(built)}
        assert _history(built) == [row for row in history if row[0] in left] != history
        with patch.dict(os.environ, DBT_INDIRECT_SELECTION="cautious"):
            built.workspace.build(built.connector, built.folder, AS_OF, target=target)
        _assert_without(built, target, gone)
        assert _history(built) == [row for row in history if row[0] in left]


def _assert_without(built: Built, target: str, gone: Sequence[str]) -> None:
    after = texts(built.workspace, target, "raw")
    assert [value for value in gone if value in after] == []
    if target == "duckdb":
        content = built.workspace.warehouse.read_bytes()
        assert [value for value in gone if value.encode() in content] == []


def _history(built: Built) -> list[tuple[str, str, str, str]]:
    """All that ever was and will be of each lead's scores."""
    leads = {row["lead_key"]: row["lead_id"] for row in built.rows("scoring.int_lead_keys")}
    return sorted(
        (leads[row["lead_key"]], row["scoring_model"], str(row["valid_from"]), str(row["score"]))
        for row in built.rows("scoring.scoring_model_history")
    )


@contextmanager
def copied(built: Built) -> Iterator[None]:
    """Leaves the warehouse to other tests as it was."""
    workspace = built.workspace
    if built.form != "postgres":
        kept = workspace.warehouse.with_suffix(".kept")
        shutil.copy(workspace.warehouse, kept)
        try:
            yield
        finally:
            shutil.move(kept, workspace.warehouse)
        return
    own = workspace.postgres
    copy = f"{own['PGDATABASE']}_copy"
    connection = psycopg2.connect(host=own["PGHOST"], user=own["PGUSER"], dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"create database {copy} template {own['PGDATABASE']}")
    connection.close()
    workspace.postgres = own | {"PGDATABASE": copy}
    try:
        yield
    finally:
        workspace.postgres = own
