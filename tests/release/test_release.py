"""Releases of a small warehouse on DuckDB: published whole, refused, kept, rolled back."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from lead_scoring.build import BuildError, Candidate
from lead_scoring.quality import AuditResult
from lead_scoring.release import NotReleasedError, Release, ReleaseError, Status, gate
from lead_scoring.release.duckdb_file import DuckDbStore
from lead_scoring.whole_file import FileError
from release.small_releases import build_small, failing, release_small, run_ids


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "small.duckdb"


def statuses(warehouse: Path) -> list[tuple[str, Status]]:
    return [(one.run_id, one.status) for one in DuckDbStore(warehouse).releases()]


def files(warehouse: Path) -> set[str]:
    """All that stands in the folder of releases, without records and pages of audits."""
    folder = DuckDbStore(warehouse).folder
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".json"
    }


def test_a_release_is_published_and_the_one_before_is_kept(warehouse: Path) -> None:
    first = release_small(warehouse).release
    assert run_ids(warehouse) == {first.run_id}
    assert files(warehouse) == {"lock"}
    second = release_small(warehouse).release
    third = release_small(warehouse).release
    assert run_ids(warehouse) == {third.run_id}
    assert first.run_id < second.run_id < third.run_id
    assert files(warehouse) == {"lock", f"{second.run_id}/small.duckdb"}
    assert statuses(warehouse) == [
        (third.run_id, Status.PUBLISHED),
        (second.run_id, Status.SUPERSEDED),
        (first.run_id, Status.SUPERSEDED),
    ]
    assert third.input_counts == {"leads": 7}
    assert third.spec_hashes == {"small": "abc"}


def test_pages_of_audits_are_kept_for_the_newest_runs(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "KEPT_RESULTS", 2)

    def write_page(*given: object) -> list[AuditResult]:
        page = Path(str(given[-1])) / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("")
        return []

    runs = [release_small(warehouse, write_page).release.run_id for _ in range(4)]
    assert files(warehouse) == {
        "lock",
        f"{runs[2]}/audits/index.html",
        f"{runs[2]}/small.duckdb",
        f"{runs[3]}/audits/index.html",
    }
    assert len(statuses(warehouse)) == 4


def test_the_table_of_releases_tells_of_all_runs(warehouse: Path) -> None:
    first = release_small(warehouse).release
    with pytest.raises(NotReleasedError):
        release_small(warehouse, failing)
    third = release_small(warehouse).release
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select run_id, status, input_counts from releases.releases order by run_id"
        ).fetchall()
    assert [row[0] for row in rows][::2] == [first.run_id, third.run_id]
    assert [row[1] for row in rows] == ["superseded", "refused", "published"]
    assert rows[-1][2] == '{"leads": 7}'


def test_a_critical_audit_keeps_what_is_served(warehouse: Path) -> None:
    served = release_small(warehouse).release
    before = warehouse.read_bytes()
    with pytest.raises(NotReleasedError) as refused:
        release_small(warehouse, failing)
    said = str(refused.value)
    assert "volume on leads: 3 leads, not 10" in said and "9 days" not in said
    assert warehouse.read_bytes() == before
    assert files(warehouse) == {"lock"}
    (newest, *_) = DuckDbStore(warehouse).releases()
    assert newest.status is Status.REFUSED and "3 leads" in newest.reason
    assert [audit["audit"] for audit in newest.audits] == ["volume", "freshness"]
    assert statuses(warehouse)[1] == (served.run_id, Status.PUBLISHED)


def test_a_warning_is_told_and_the_release_is_published(warehouse: Path) -> None:
    published = release_small(warehouse, lambda *_: failing()[1:])
    assert published.warnings == ["9 days old"]
    assert run_ids(warehouse) == {published.release.run_id}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BuildError("dbt said no"), Status.FAILED),
        (BuildError("a test failed", is_of_tests=True), Status.REFUSED),
        (KeyboardInterrupt(), Status.FAILED),
        (OSError(errno.ENOSPC, "No space left on device"), Status.FAILED),
    ],
)
def test_a_build_that_ends_early_leaves_only_its_record(
    warehouse: Path, error: BaseException, status: Status
) -> None:
    served = release_small(warehouse).release

    def build(candidate: Candidate) -> list[str]:
        build_small(candidate)
        raise error

    with pytest.raises(type(error)):
        release_small(warehouse, build=build)
    assert run_ids(warehouse) == {served.run_id}
    assert files(warehouse) == {"lock"}
    assert [one[1] for one in statuses(warehouse)] == [status, Status.PUBLISHED]


def test_a_rollback_serves_the_one_before_and_the_next_build_goes_on_from_it(
    warehouse: Path,
) -> None:
    first, second = release_small(warehouse).release, release_small(warehouse).release
    store = DuckDbStore(warehouse)
    with store.lock(0):
        assert store.roll_back() == first.run_id
    assert run_ids(warehouse) == {first.run_id}
    assert dict(statuses(warehouse)) == {
        second.run_id: Status.SUPERSEDED,
        first.run_id: Status.PUBLISHED,
    }
    with store.lock(0), pytest.raises(ReleaseError, match="no release before"):
        store.roll_back()
    third = release_small(warehouse).release
    assert files(warehouse) == {"lock", f"{first.run_id}/small.duckdb"}
    with store.lock(0):
        assert store.roll_back() == first.run_id
    assert run_ids(warehouse) == {first.run_id} and third.run_id > second.run_id


def test_more_releases_are_kept_if_told(warehouse: Path) -> None:
    runs = [release_small(warehouse, keep=3).release.run_id for _ in range(4)]
    assert files(warehouse) == {"lock", *(f"{run}/small.duckdb" for run in runs[1:3])}
    release_small(warehouse, keep=1)
    assert files(warehouse) == {"lock"}


def test_who_comes_second_is_told_who_is_at_work(warehouse: Path) -> None:
    release_small(warehouse)
    store = DuckDbStore(warehouse)
    with store.lock(0), pytest.raises(ReleaseError) as told:
        release_small(warehouse)
    assert f"process {os.getpid()} since" in str(told.value) and "--wait" in str(told.value)


def test_a_child_that_outlives_its_caller_holds_the_lock(warehouse: Path) -> None:
    store = DuckDbStore(warehouse)
    with store.lock(0) as inherited:
        child = subprocess.Popen(["sleep", "30"], pass_fds=inherited)
    try:
        with pytest.raises(ReleaseError, match="another build"):
            release_small(warehouse)
    finally:
        child.kill()
        child.wait()
    release_small(warehouse)


def test_who_writes_to_what_is_served_would_lose_it_and_is_kept_from_it(warehouse: Path) -> None:
    release_small(warehouse)
    write = (
        "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('create table loaded (id int)')"
    )
    command = [sys.executable, "-c", write, str(warehouse)]
    said = []

    def build(candidate: Candidate) -> list[str]:
        said.append(subprocess.run(command, capture_output=True, text=True, check=False).stderr)
        return build_small(candidate)

    release_small(warehouse, build=build)
    assert "Could not set lock" in said[0]
    assert subprocess.run(command, check=False).returncode == 0
    release_small(warehouse)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from loaded").fetchone() == (0,)


def test_what_a_killed_writer_left_in_the_log_is_published_with_the_next_release(
    warehouse: Path,
) -> None:
    release_small(warehouse)
    write = (
        "import duckdb, os, sys; connection = duckdb.connect(sys.argv[1]);"
        "connection.execute('create table loaded as select 1 as id'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", write, str(warehouse)], check=False)
    assert warehouse.with_name("small.duckdb.wal").exists()
    release = release_small(warehouse).release
    assert not warehouse.with_name("small.duckdb.wal").exists()
    assert run_ids(warehouse) == {release.run_id}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select id from loaded").fetchone() == (1,)


def test_a_warehouse_of_before_releases_is_kept_too(warehouse: Path) -> None:
    warehouse.parent.mkdir()
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table scores as select 1 as id")
    release = release_small(warehouse).release
    assert [one[0] for one in statuses(warehouse)] == [release.run_id]
    store = DuckDbStore(warehouse)
    with store.lock(0):
        assert store.roll_back().endswith("_unnamed")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("select id from scores").fetchone() == (1,)


def test_a_file_that_is_no_warehouse(warehouse: Path) -> None:
    warehouse.parent.mkdir()
    warehouse.write_text("no database")
    with pytest.raises(ReleaseError, match=r"can't open .*small\.duckdb"):
        release_small(warehouse)
    assert warehouse.read_text() == "no database"


def test_what_is_published_is_published_though_its_record_can_t_be_written(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = DuckDbStore.record

    def record_but_no_end(self: DuckDbStore, release: Release) -> None:
        if release.status is Status.PUBLISHED:
            raise FileError("can't write the record: No space left on device")
        record(self, release)

    monkeypatch.setattr(DuckDbStore, "record", record_but_no_end)
    release = release_small(warehouse).release
    assert run_ids(warehouse) == {release.run_id}
    assert statuses(warehouse) == [(release.run_id, Status.PUBLISHED)]


def test_a_folder_that_can_t_be_written(warehouse: Path) -> None:
    warehouse.parent.mkdir()
    DuckDbStore(warehouse).folder.write_text("in the way")
    with pytest.raises(ReleaseError, match="can't build in"):
        release_small(warehouse)
