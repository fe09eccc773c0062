"""Releases on PostgreSQL: schemas are swapped in one step, with privileges; strangers stay."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from lead_scoring.build import Candidate
from lead_scoring.release import NotReleasedError, Published, ReleaseError, Status
from lead_scoring.release.gate import Audit, publish_release
from lead_scoring.release.postgres_schemas import PostgresStore
from release.small_releases import MARTS, failing, passing

ROWS = 500


class Database:
    """An empty database with the store of its releases."""

    def __init__(self, server: dict[str, str], name: str, folder: Path) -> None:
        self.connect: Callable[[], Any] = lambda: psycopg2.connect(
            host=server["PGHOST"], user=server["PGUSER"], dbname=name
        )
        self.store = PostgresStore(self.connect, folder)

    def run(self, *statements: str) -> list[Any]:
        """Runs statements, and returns the rows of the last one."""
        connection = self.connect()
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            rows = list(cursor.fetchall()) if cursor.description else []
        connection.close()
        return rows

    def build(self, candidate: Candidate) -> list[str]:
        """What dbt would do: makes the marts one by one, and adds to what is kept."""
        suffix = candidate.dbt_vars["schema_suffix"]
        run_id = candidate.environment["LEAD_SCORING_RUN_ID"]
        scoring, marts = f"scoring{suffix}", f"marts{suffix}"
        self.run(
            f"create schema if not exists {scoring}",
            f"create schema if not exists {marts}",
            f"drop table if exists {scoring}.int_as_of",
            f"create table {scoring}.int_as_of as "
            f"select '{run_id}' as run_id, timestamp '2026-01-01' as as_of",
            f"create table if not exists {scoring}.int_kept (run_id text)",
            f"insert into {scoring}.int_kept values ('{run_id}')",
            f"drop table if exists {scoring}.scoring_models",
            f"create table {scoring}.scoring_models as "
            "select 'small' as scoring_model, 'abc' as spec_hash",
            f"create table {marts}.input_quality as "
            "select 'leads' as input_table, 'rows_in' as rule, "
            f"7 as count_rows, '{run_id}' as run_id",
        )
        for mart in MARTS[1:]:
            self.run(
                f"create table {marts}.{mart} as select lead, '{run_id}' as run_id "
                f"from generate_series(1, {ROWS}) as leads (lead)"
            )
        self.run(
            f"create view {marts}.{MARTS[0]} as "
            f"select 1 as lead, int_as_of.run_id from {scoring}.int_as_of as int_as_of"
        )
        return []

    def release(self, audit: Audit = passing, keep: int = 2) -> Published:
        return publish_release(self.store, self.build, audit, 0, keep)

    def run_ids(self) -> set[str]:
        """The runs of all marts, each read by a statement of its own in one transaction."""
        connection = self.connect()
        found = set()
        with connection, connection.cursor() as cursor:
            for mart in (*MARTS, "input_quality"):
                cursor.execute(f"select distinct run_id from marts.{mart}")
                found |= {row[0] for row in cursor.fetchall()}
        connection.close()
        return found

    def schemas(self) -> set[str]:
        rows = self.run("select nspname from pg_namespace where nspname !~ '^pg_'")
        return {name for (name,) in rows} - {"information_schema", "public"}


@pytest.fixture
def database(
    postgres_server: dict[str, str], new_database: Callable[[], str], tmp_path: Path
) -> Database:
    return Database(postgres_server, new_database(), tmp_path / "releases")


def test_a_release_is_published_kept_and_rolled_back(database: Database) -> None:
    first = database.release().release.run_id
    assert database.run_ids() == {first}
    assert database.schemas() == {"marts", "scoring", "releases"}
    second = database.release().release.run_id
    third = database.release().release.run_id
    assert database.run_ids() == {third}
    kept = {f"marts__{second}", f"scoring__{second}"}
    assert database.schemas() == {"marts", "scoring", "releases"} | kept
    assert database.run("select count(*) from scoring.int_kept") == [(3,)]
    with database.store.lock(0):
        assert database.store.roll_back() == second
        with pytest.raises(ReleaseError, match="no release before"):
            database.store.roll_back()
    assert database.run_ids() == {second}
    told = {one.run_id: one.status for one in database.store.releases()}
    assert told[second] is Status.PUBLISHED and told[third] is Status.SUPERSEDED
    # the next one goes on from what is served
    fourth = database.release().release.run_id
    assert database.run_ids() == {fourth}
    assert database.run("select count(*) from scoring.int_kept") == [(3,)]


def test_what_is_refused_leaves_nothing(database: Database) -> None:
    served = database.release().release.run_id
    schemas = database.schemas()
    with pytest.raises(NotReleasedError, match="3 leads, not 10"):
        database.release(failing)
    assert database.run_ids() == {served} and database.schemas() == schemas
    assert [one.status for one in database.store.releases()] == [Status.REFUSED, Status.PUBLISHED]


def test_privileges_are_kept(database: Database) -> None:
    database.release()
    role = f"reader_{database.run('select current_database()')[0][0]}"
    mart = MARTS[1]
    database.run(
        f"create role {role}",
        f"grant usage on schema marts to {role}",
        f"grant select on marts.{mart} to {role}",
        f"grant select (run_id) on marts.{MARTS[2]} to {role}",
        f"alter default privileges in schema marts grant select on tables to {role}",
    )
    for _ in range(2):
        database.release()
        (told,) = database.run(
            f"select has_schema_privilege('{role}', 'marts', 'usage'), "
            f"has_table_privilege('{role}', 'marts.{mart}', 'select'), "
            f"has_column_privilege('{role}', 'marts.{MARTS[2]}', 'run_id', 'select'), "
            f"has_table_privilege('{role}', 'marts.{mart}', 'insert')"
        )
        assert told == (True, True, True, False)
    # new in a later release, and readable as the defaults of the schema say
    assert database.run(
        f"select has_table_privilege('{role}', 'marts.grade_volume', 'select')"
    ) == [(True,)]
    database.run(f"drop owned by {role}", f"drop role {role}")


def test_what_others_put_beside_marts_stays(database: Database) -> None:
    database.release()
    database.run(
        "create table marts.my_targets as select 42 as target",
        "create view marts.my_view as select target from marts.my_targets",
    )
    for _ in range(3):
        database.release()
        assert database.run("select target from marts.my_view") == [(42,)]


def test_a_mart_that_is_no_more_goes_with_its_release(database: Database) -> None:
    database.release()
    database.run("create table scoring.int_late as select 1 as one")
    database.store._connect = database.connect
    database.run(
        "insert into releases.relations select run_id, 'scoring', 'int_late' from scoring.int_as_of"
    )
    build = database.build

    def build_without(candidate: Candidate) -> list[str]:
        suffix = candidate.dbt_vars["schema_suffix"]
        database.run(f"drop table scoring{suffix}.int_late")
        return build(candidate)

    database.build = build_without  # type: ignore[method-assign]
    database.release()
    assert database.run("select to_regclass('scoring.int_late')") == [(None,)]


def test_readers_never_see_two_releases_and_wait_for_nobody(database: Database) -> None:
    database.release()
    seen: Counter[str] = Counter()
    failures: list[BaseException] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                (run_id,) = database.run_ids()
                seen[run_id] += 1
            except BaseException as error:
                failures.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        runs = {database.release().release.run_id for _ in range(3)}
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert len(runs & seen.keys()) > 1


def test_a_reader_that_holds_on_is_waited_for(database: Database) -> None:
    database.release()
    connection = database.connect()
    with connection.cursor() as cursor:
        cursor.execute(f"select run_id from marts.{MARTS[1]} limit 1")
        (before,) = cursor.fetchone()
        timer = threading.Timer(2, connection.rollback)
        timer.start()
        after = database.release().release.run_id
    timer.join()
    connection.close()
    assert before != after and database.run_ids() == {after}


def test_one_build_at_a_time_in_a_database(database: Database, tmp_path: Path) -> None:
    database.release()
    elsewhere = PostgresStore(database.connect, tmp_path / "of_another_machine")
    with (
        elsewhere.lock(0),
        pytest.raises(ReleaseError, match=r"another build is at work here: process \d+ of"),
    ):
        database.release()
    database.release()
