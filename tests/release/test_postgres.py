"""Releases on PostgreSQL: schemas are swapped in one step, with privileges; strangers stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from lead_scoring.build import Candidate
from lead_scoring.release import NotReleasedError, ReleaseError, Status
from lead_scoring.release.postgres_schemas import PostgresStore
from release import small_postgres
from release.small_postgres import ROWS, WAIT_SECONDS, Database
from release.small_releases import MARTS, failing

SEED = 20260401
PATHS = f"{Path(__file__).parents[1]}{os.pathsep}{Path(__file__).parents[2] / 'src'}"


@pytest.fixture
def database(
    postgres_server: dict[str, str], new_database: Callable[[], str], tmp_path: Path
) -> Database:
    return Database(
        postgres_server["PGHOST"], postgres_server["PGUSER"], new_database(), tmp_path / "releases"
    )


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


@contextmanager
def readers_of(database: Database) -> Iterator[Counter[str]]:
    """Two that read all marts again and again; which releases they saw is there at the end."""
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
        yield seen
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    assert failures == []


def test_readers_never_see_two_releases_and_wait_for_nobody(database: Database) -> None:
    database.release()
    with readers_of(database) as seen:
        runs = {database.release().release.run_id for _ in range(3)}
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


def kill_at_random(database: Database, count: int) -> Counter[str]:
    """Kills so many releases, anywhere; what was served whenever one was."""
    command = [sys.executable, small_postgres.__file__, *database.arguments]
    environment = os.environ | {"PYTHONPATH": PATHS}
    random, ends = Random(SEED), Counter[str]()
    started = time.monotonic()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    longest = time.monotonic() - started
    for _ in range(count):
        (before,) = database.run_ids()
        running = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
        )
        # some get through, too
        time.sleep(random.uniform(0, 1.5 * longest))
        with_kill = running.poll() is None
        if with_kill:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        (after,) = database.run_ids()
        ends["published" if after != before else "as before"] += 1
        ends["killed"] += with_kill
    (before,) = database.run_ids()
    assert database.run("select count(*) from marts.grade_volume") == [(ROWS,)]
    release = database.release(wait=WAIT_SECONDS).release
    assert database.run_ids() == {release.run_id}
    assert database.schemas() == {
        *("marts", "scoring", "releases", f"marts__{before}", f"scoring__{before}")
    }
    # each published run has added one row to what is kept, and no other run has
    kept = {run_id for (run_id,) in database.run("select run_id from scoring.int_kept")}
    published = {
        one.run_id
        for one in database.store.releases()
        if one.status in (Status.PUBLISHED, Status.SUPERSEDED)
    }
    assert kept == published
    return ends


def test_killed_anywhere_what_is_served_is_whole(database: Database) -> None:
    database.release()
    with readers_of(database):
        ends = kill_at_random(database, count=8)
    assert ends["killed"] > 0 and ends["as before"] > 0


@pytest.mark.deep
def test_a_hundred_kills(database: Database) -> None:
    database.release()
    with readers_of(database) as seen:
        ends = kill_at_random(database, count=100)
    print(f"\n100 kills: {dict(ends)}; readers read {seen.total()} times, {len(seen)} releases")
    assert ends["killed"] > 50 and ends["published"] > 5
