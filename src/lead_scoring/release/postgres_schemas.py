"""Releases as schemas of a PostgreSQL database, renamed in one transaction.

A schema that readers know, such as `marts`, has beside it `marts__candidate`, which is being
built, and
`marts__<run_id>` for each earlier release that is kept. The schema `releases` is no part of a
release: its tables tell what is known of the runs, and which relations are theirs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.errors import LockNotAvailable

from lead_scoring.release.file_lock import file_lock
from lead_scoring.release.record import Release, told_status
from lead_scoring.release.store import ReleaseError
from lead_scoring.release.table import read_releases, tell_served, write_releases
from lead_scoring.release.writable import SCHEMAS, WritableRelease
from lead_scoring.warehouse import PostgresWarehouse, Warehouse, quoted_name

CANDIDATE = "__candidate"
# of these a run keeps rows of the one before
KEPT_SCHEMAS = ["scoring", "snapshots"]
UNNAMED = "unnamed"
# any number that no one else takes for an advisory lock
LOCK_KEY = 6_137_482_901
PAUSE_SECONDS = 0.2
# less than deadlock_timeout, so that it is the release that gives way to a reader, never the
# reverse
LOCK_TIMEOUT = "500ms"
ATTEMPTS = 240
QUERIES = Path(__file__).parent / "postgres"


class PostgresStore:
    """The releases of a PostgreSQL database.

    `connect` opens a connection to it; `folder` is on this machine.
    """

    environment: Mapping[str, str] = {}
    dbt_vars: Mapping[str, str] = {"schema_suffix": CANDIDATE}

    def __init__(self, connect: Callable[[], Any], folder: Path) -> None:
        self.folder = folder
        self._connect = connect

    @contextmanager
    def lock(self, wait: float) -> Iterator[Sequence[int]]:
        """Of this machine, which a dbt that outlives its caller holds, too, and of the database."""
        until = time.monotonic() + wait
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReleaseError(f"can't make {self.folder}: {error.strerror}") from error
        with file_lock(self.folder / "lock", wait) as descriptor, self._connected() as connection:
            connection.autocommit = True
            while not _rows(connection, "select pg_try_advisory_lock(%s)", [LOCK_KEY])[0][0]:
                if time.monotonic() >= until:
                    holders = _rows(connection, _query("lock_holder"), {"key": LOCK_KEY})
                    holder = holders[0][0] if holders else "another process"
                    raise ReleaseError(
                        f"another build is at work here: {holder}; "
                        "let this one wait with --wait SECONDS"
                    )
                time.sleep(PAUSE_SECONDS)
            _rows(connection, _query("create_tables"))
            yield [descriptor]

    def begin_candidate(self) -> None:
        self.discard_candidate()
        with self._connected() as connection:
            schemas = {"suffix": CANDIDATE, "schemas": SCHEMAS, "kept_schemas": KEPT_SCHEMAS}
            self._carry_out(connection, "begin_candidate", schemas)
            connection.commit()

    @contextmanager
    def open_candidate(self) -> Iterator[Warehouse]:
        with self._connected() as connection:
            yield PostgresWarehouse(connection, CANDIDATE)

    @contextmanager
    def open_published(self) -> Iterator[Warehouse | None]:
        with self._connected() as connection:
            yield PostgresWarehouse(connection) if _served(connection) else None

    def publish(self, release: Release, keep: int) -> None:
        with self._connected() as connection:
            served = _served(connection) or UNNAMED
            made = {"run_id": release.run_id, "schemas": SCHEMAS}

            def swap() -> None:
                self._swap(connection, CANDIDATE, served)
                _rows(connection, _query("record_relations"), made)
                self._carry_out(connection, "strangers", {"served": served})
                write_releases(connection, "%s", [release])
                tell_served(connection, "%s", release.run_id)

            _in_one_transaction(connection, swap)
        # published is published: what goes wrong from here on is mended by the next run
        with suppress(ReleaseError):
            self._prune([served], keep)

    def discard_candidate(self) -> None:
        self._drop(CANDIDATE)

    def record(self, release: Release) -> None:
        with self._connected() as connection:
            write_releases(connection, "%s", [release])
            connection.commit()

    def releases(self) -> list[Release]:
        with self._connected() as connection:
            if not _rows(connection, "select to_regclass('releases.releases')")[0][0]:
                return []
            is_building = bool(_rows(connection, _query("lock_holder"), {"key": LOCK_KEY}))
            return told_status(read_releases(connection), _served(connection), is_building)

    def roll_back(self) -> str:
        with self._connected() as connection:
            served = _served(connection)
            if served is None:
                raise ReleaseError("there is no release in this database")
            earlier = [run_id for run_id in self._kept() if run_id < served]
            if not earlier:
                raise ReleaseError(f"no release before {served} is kept")
            newest = max(earlier)

            def swap() -> None:
                self._swap(connection, f"__{newest}", served)
                self._carry_out(connection, "strangers", {"served": served})
                tell_served(connection, "%s", newest)

            _in_one_transaction(connection, swap)
        return newest

    def _swap(self, connection: Any, suffix: str, served: str) -> None:
        """Gives the schemas of this suffix the names, and the privileges, that readers know."""
        names = {"suffix": suffix, "served": served}
        for step in ("lock_relations", "grants", "swap"):
            self._carry_out(connection, step, names)

    def rewrite(self, change: Callable[[WritableRelease], None]) -> int:
        with self._connected() as connection:
            releases = self._writable(connection)
            for release in releases:
                change(release)
            connection.commit()
            # rows that are deleted leave their bytes
            tables = [table.name for release in releases for table in release.tables()]
            connection.commit()
            connection.autocommit = True
            for table in tables:
                _rows(connection, f"vacuum (full) {table}")
        return len(releases)

    def read_all(self, look: Callable[[WritableRelease], None]) -> None:
        with self._connected() as connection:
            for release in self._writable(connection):
                look(release)

    def files(self) -> list[Path]:
        return []

    def _writable(self, connection: Any) -> list[WritableRelease]:
        """What is served, with canonical input that may be changed, and the releases kept.

        Other schemas of the database are someone else's: a loader's, an application's.
        """
        inputs = {schema for (schema,) in _rows(connection, _query("canonical_inputs"))}
        kept = [{f"{schema}__{run_id}" for schema in SCHEMAS} for run_id in self._kept()]
        return [
            WritableRelease(connection, "%s", schemas.__contains__)
            for schemas in ({*SCHEMAS, *inputs}, *kept)
        ]

    def _kept(self) -> list[str]:
        """The earlier releases that could be served again."""
        with self._connected() as connection:
            return [run_id for (run_id,) in _rows(connection, _query("kept"))]

    def _prune(self, first: Sequence[str], keep: int) -> None:
        """Of the earlier releases, keeps those named first and then the newest."""
        kept = sorted(self._kept(), key=lambda run_id: (run_id in first, run_id), reverse=True)
        for run_id in kept[keep - 1 :]:
            self._drop(f"__{run_id}")
            with self._connected() as connection:
                _rows(connection, _query("forget_relations"), {"run_id": run_id})
                connection.commit()

    def _drop(self, suffix: str) -> None:
        with self._connected() as connection:

            def drop() -> None:
                for (schema,) in _rows(connection, _query("schemas"), {"suffix": suffix}):
                    _rows(connection, f"drop schema {quoted_name(schema)} cascade")

            _in_one_transaction(connection, drop)

    def _carry_out(self, connection: Any, name: str, values: Mapping[str, object]) -> None:
        """Runs a query whose rows are statements, and then these."""
        for (statement,) in _rows(connection, _query(name), values):
            _rows(connection, statement)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        try:
            connection = self._connect()
        except psycopg2.OperationalError as error:
            raise ReleaseError(
                "can't reach PostgreSQL as the dbt profile says, the project's own by PGHOST, "
                f"PGPORT, PGUSER, PGPASSWORD and PGDATABASE: {str(error).strip()}"
            ) from error
        try:
            yield connection
        except psycopg2.Error as error:
            raise ReleaseError(f"PostgreSQL refused: {str(error).strip()}") from error
        finally:
            connection.close()


def _served(connection: Any) -> str | None:
    """The run that made what is served."""
    if not _rows(connection, _query("served_run")):
        return None
    return str(_rows(connection, "select run_id from scoring.int_as_of")[0][0])


def _rows(connection: Any, query: str, values: Any = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall()) if cursor.description else []


@cache
def _query(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _in_one_transaction(connection: Any, do: Callable[[], None]) -> None:
    """Does it as soon as no reader is in the way; readers wait for half a second at most."""
    for attempt in range(ATTEMPTS):
        try:
            _rows(connection, f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            do()
            connection.commit()
            return
        except LockNotAvailable as error:
            connection.rollback()
            if attempt == ATTEMPTS - 1:
                raise ReleaseError(
                    "readers held what is served for too long: end their transactions, build again"
                ) from error
            time.sleep(PAUSE_SECONDS)
