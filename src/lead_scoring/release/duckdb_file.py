"""Releases as DuckDB files: the one that readers open is replaced whole, by a rename.

Beside `lead_scoring.duckdb` stands the folder `lead_scoring.releases`:

    candidate/lead_scoring.duckdb   what is being built, begun as a copy of what is served
    <run_id>/lead_scoring.duckdb    an earlier release that is kept
    <run_id>.json                   what is known of a run, for good
    lock                            held by who builds

All files have one name, since it is the name of the database, by which views find their tables.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from lead_scoring.release.file_lock import file_lock, is_locked
from lead_scoring.release.record import RECORD, Release, told_status
from lead_scoring.release.store import ReleaseError
from lead_scoring.release.table import write_releases
from lead_scoring.release.writable import WritableRelease
from lead_scoring.warehouse import Warehouse, quoted_name
from lead_scoring.whole_file import FileError, whole_file

CANDIDATE = "candidate"


class DuckDbStore:
    """The releases of a DuckDB file, of which `published` is the one that readers open."""

    dbt_vars: Mapping[str, str] = {}

    def __init__(self, published: Path, config: Mapping[str, Any] | None = None) -> None:
        self.published = published
        # how dbt opens it, such as the version of DuckDB for which files are written
        self.config = dict(config or {})
        self.folder = published.with_name(f"{published.stem}.releases")
        self.candidate = self.folder / CANDIDATE / published.name
        self.environment: Mapping[str, str] = {"LEAD_SCORING_WAREHOUSE": str(self.candidate)}

    @contextmanager
    def lock(self, wait: float) -> Iterator[Sequence[int]]:
        """Also keeps others from writing to what is served, since that would be lost."""
        with _told(f"can't build in {self.folder.parent}"):
            self.folder.mkdir(parents=True, exist_ok=True)
        with file_lock(self.folder / "lock", wait) as descriptor, self._kept_from_writers():
            yield [descriptor]

    def begin_candidate(self) -> None:
        with _told(f"can't begin a candidate in {self.folder}"):
            self.discard_candidate()
            self.candidate.parent.mkdir()
            if self.published.exists():
                _copy(self.published, self.candidate)

    @contextmanager
    def open_candidate(self) -> Iterator[Warehouse]:
        with _connected(self.candidate, read_only=True) as connection:
            yield Warehouse(connection)

    @contextmanager
    def open_published(self) -> Iterator[Warehouse | None]:
        if not self.published.exists():
            yield None
            return
        with _connected(self.published, read_only=True) as connection:
            yield Warehouse(connection)

    def publish(self, release: Release, keep: int) -> None:
        with _told(f"can't publish {self.published}"):
            with _connected(self.candidate) as connection:
                others = [one for one in self._records() if one.run_id != release.run_id]
                told = told_status([release, *others], release.run_id, is_building=False)
                write_releases(connection, "?", told)
                connection.execute("checkpoint")
            _reach_disk(self.candidate)
            before = self._served()
            if before:
                self._keep(before)
                shutil.copymode(self.published, self.candidate)
            self.candidate.replace(self.published)
            _reach_disk(self.published.parent)
        # published is published: what goes wrong from here on is mended by the next run
        with suppress(OSError, FileError):
            self.record(release)
            self.discard_candidate()
            self._prune([before] if before else [], keep)

    def discard_candidate(self) -> None:
        shutil.rmtree(self.candidate.parent, ignore_errors=True)

    def record(self, release: Release) -> None:
        with whole_file(self.folder / f"{release.run_id}.json") as unfinished:
            unfinished.write_bytes(RECORD.dump_json(release, indent=2))

    def releases(self) -> list[Release]:
        return told_status(self._records(), self._served(), is_locked(self.folder / "lock"))

    def roll_back(self) -> str:
        served = self._served()
        if served is None:
            raise ReleaseError(f"there is no release at {self.published}")
        earlier = [run_id for run_id in self._kept() if run_id < served]
        if not earlier:
            raise ReleaseError(f"no release before {served} is kept")
        newest = max(earlier)
        with _told(f"can't roll back {self.published}"):
            self._keep(served)
            self._kept()[newest].replace(self.published)
            _reach_disk(self.published.parent)
            shutil.rmtree(self.folder / newest, ignore_errors=True)
        return newest

    def rewrite(self, change: Callable[[WritableRelease], None]) -> int:
        with _told(f"can't rewrite the releases in {self.folder}"):
            rewritten = {file: self._rewritten(file, change) for file in self.files()}
            for file, new in rewritten.items():
                shutil.copymode(file, new)
                new.replace(file)
                _reach_disk(file.parent)
        self.discard_candidate()
        return len(rewritten)

    def read_all(self, look: Callable[[WritableRelease], None]) -> None:
        for file in self.files():
            # by another name: by its own, this process may still have it open as it was
            link = self.folder / CANDIDATE / str(file.stat().st_ino) / file.name
            link.parent.mkdir(parents=True)
            link.hardlink_to(file)
            with _connected(link, read_only=True) as connection:
                look(WritableRelease(connection, "?"))
        self.discard_candidate()

    def files(self) -> list[Path]:
        published = [self.published] if self.published.exists() else []
        return [*published, *self._kept().values()]

    def _rewritten(self, file: Path, change: Callable[[WritableRelease], None]) -> Path:
        """A changed copy of a file, written anew: rows that are deleted leave their bytes."""
        folder = self.folder / CANDIDATE / file.parent.name
        changed, rewritten = folder / "changed" / file.name, folder / "rewritten" / file.name
        for made in (changed, rewritten):
            made.parent.mkdir(parents=True)
        _copy(file, changed)
        with _connected(changed, config=self.config) as connection:
            change(WritableRelease(connection, "?"))
            connection.execute(f"attach {_text(str(rewritten))} as rewritten")
            connection.execute(f"copy from database {quoted_name(file.stem)} to rewritten")
            connection.execute("detach rewritten")
        _reach_disk(rewritten)
        return rewritten

    def _records(self) -> list[Release]:
        return [RECORD.validate_json(path.read_bytes()) for path in self.folder.glob("*.json")]

    def _served(self) -> str | None:
        """The run that made what is served; of one without a name, when the file was written."""
        if not self.published.exists():
            return None
        with suppress(duckdb.CatalogException, duckdb.BinderException):
            with _connected(self.published, read_only=True) as connection:
                rows = connection.execute("select run_id from scoring.int_as_of").fetchall()
            if rows:
                return str(rows[0][0])
        written = datetime.fromtimestamp(self.published.stat().st_mtime, UTC)
        return f"{written:%Y%m%dt%H%M%S}000_unnamed"

    def _kept(self) -> dict[str, Path]:
        """The earlier releases that could be served again."""
        files = self.folder.glob(f"*/{self.published.name}")
        return {file.parent.name: file for file in files if file.parent.name != CANDIDATE}

    def _keep(self, run_id: str) -> None:
        """Keeps what is served under its own name, too; both names are one file."""
        kept = self.folder / run_id / self.published.name
        kept.parent.mkdir(exist_ok=True)
        kept.unlink(missing_ok=True)
        kept.hardlink_to(self.published)

    def _prune(self, first: Sequence[str], keep: int) -> None:
        """Of the earlier releases, keeps those named first and then the newest."""
        kept = sorted(self._kept(), key=lambda run_id: (run_id in first, run_id), reverse=True)
        for run_id in kept[keep - 1 :]:
            shutil.rmtree(self.folder / run_id, ignore_errors=True)

    @contextmanager
    def _kept_from_writers(self) -> Iterator[None]:
        if not self.published.exists():
            yield
            return
        if self.published.with_name(f"{self.published.name}.wal").exists():
            # a killed writer's last changes belong to the file before it is copied or replaced
            with _connected(self.published) as connection:
                connection.execute("checkpoint")
        with _connected(self.published, read_only=True):
            yield


@contextmanager
def _connected(
    path: Path, read_only: bool = False, config: Mapping[str, Any] | None = None
) -> Iterator[Any]:
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=dict(config or {}))
    except duckdb.Error as error:
        raise ReleaseError(f"can't open {path}: {str(error).splitlines()[0]}") from error
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _told(doing: str) -> Iterator[None]:
    """Says of what the system or the warehouse refuses what was being done."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        said = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]
        raise ReleaseError(f"{doing}: {said or error}") from error


def _copy(source: Path, copy: Path) -> None:
    """Copies in a process of its own: closed in this one, the file would lose DuckDB's lock."""
    copying = subprocess.run(
        ["cp", str(source), str(copy)], capture_output=True, encoding="utf-8", check=False
    )
    if copying.returncode:
        raise ReleaseError(f"can't copy {source}: {copying.stderr.strip()}")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _reach_disk(path: Path) -> None:
    """Returns once a file's bytes, or a folder's names, would survive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
