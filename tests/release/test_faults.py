"""Kills, builds at once, a reader that never stops, a full disk: what is served is always whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from lead_scoring.release import ReleaseError, Status
from lead_scoring.release.duckdb_file import DuckDbStore
from release import small_releases
from release.small_releases import release_small, run_ids

SEED = 20260201
PATHS = f"{Path(__file__).parents[1]}{os.pathsep}{Path(__file__).parents[2] / 'src'}"


def start(warehouse: Path, *arguments: str) -> subprocess.Popen[str]:
    """Builds a release, or reads, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, small_releases.__file__, str(warehouse), *arguments],
        env=os.environ | {"PYTHONPATH": PATHS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextmanager
def reader(warehouse: Path) -> Iterator[Counter[str]]:
    """Reads what is served again and again, in a process of its own; what it saw is there at the
    end.

    Not in this one: a process that has a file open gets what it was, by whatever connection.
    """
    seen: Counter[str] = Counter()
    reading = start(warehouse, "--read")
    try:
        yield seen
    finally:
        time.sleep(0.5)
        reading.terminate()
        said, _ = reading.communicate()
        lines = said.splitlines()
    assert all(line.startswith("read ") for line in lines), said
    seen.update(line.removeprefix("read ") for line in lines)
    assert seen


def kill_at_random(warehouse: Path, count: int) -> Counter[str]:
    """Kills so many releases, anywhere; what was served whenever one was."""
    random = Random(SEED)
    started = time.monotonic()
    start(warehouse).wait()
    longest = time.monotonic() - started
    ends: Counter[str] = Counter()
    for _ in range(count):
        (before,) = run_ids(warehouse)
        running = start(warehouse)
        # some get through, too
        time.sleep(random.uniform(0, 1.5 * longest))
        with_kill = running.poll() is None
        if with_kill:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        (after,) = run_ids(warehouse)
        ends["published" if after != before else "as before"] += 1
        ends["killed"] += with_kill
    release = release_small(warehouse).release
    assert run_ids(warehouse) == {release.run_id}
    folder = DuckDbStore(warehouse).folder
    kept = [path.parent.name for path in folder.glob("*/*.duckdb")]
    assert len(kept) == 1 and not (folder / "candidate").exists()
    told = Counter(one.status for one in DuckDbStore(warehouse).releases())
    assert told[Status.PUBLISHED] == 1 and told[Status.BUILDING] == 0
    return ends


def test_killed_anywhere_what_is_served_is_whole(tmp_path: Path) -> None:
    with_reader = tmp_path / "small.duckdb"
    release_small(with_reader)
    with reader(with_reader):
        ends = kill_at_random(with_reader, count=8)
    assert ends["killed"] > 0 and ends["as before"] > 0


@pytest.mark.deep
def test_a_hundred_kills(tmp_path: Path) -> None:
    warehouse = tmp_path / "small.duckdb"
    release_small(warehouse)
    with reader(warehouse) as seen:
        ends = kill_at_random(warehouse, count=100)
    print(f"\n100 kills: {dict(ends)}; the reader read {seen.total()} times, {len(seen)} releases")
    assert ends["killed"] > 50 and ends["published"] > 5


def build_in_pairs(warehouse: Path, count: int) -> int:
    """Two builds at once, so many times: the second waits, or is told. How many waited."""
    waited = 0
    for number in range(count):
        wait = "30" if number % 2 else "0"
        pair = [start(warehouse, wait), start(warehouse, wait)]
        said = [one.communicate()[0] for one in pair]
        codes = sorted(one.returncode for one in pair)
        if wait == "30":
            assert codes == [0, 0], said
            waited += 1
        elif codes == [0, 1]:
            assert any("another build is at work here: process" in one for one in said), said
        else:
            # the first was over before the second began
            assert codes == [0, 0], said
        assert run_ids(warehouse) < {one.split()[0] for one in said} | {""}
    return waited


def test_two_builds_at_once(tmp_path: Path) -> None:
    warehouse = tmp_path / "small.duckdb"
    release_small(warehouse)
    with reader(warehouse):
        assert build_in_pairs(warehouse, count=2) == 1


@pytest.mark.deep
def test_twenty_pairs_of_builds(tmp_path: Path) -> None:
    warehouse = tmp_path / "small.duckdb"
    release_small(warehouse)
    with reader(warehouse) as seen:
        waited = build_in_pairs(warehouse, count=20)
    print(
        f"\n20 pairs, {waited} waited; the reader read {seen.total()} times, {len(seen)} releases"
    )


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of this size, where one may be mounted."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount")
def test_a_full_disk_keeps_what_is_served(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size="32m") as disk:
        warehouse = disk / "small.duckdb"
        served = release_small(warehouse).release
        (disk / "others").write_bytes(b"0" * (shutil.disk_usage(disk).free - 200_000))
        with pytest.raises((ReleaseError, Exception)) as failed:
            release_small(warehouse)
        assert "No space left" in str(failed.value) or "not enough space" in str(failed.value)
        assert run_ids(warehouse) == {served.run_id}
        (disk / "others").unlink()
        release = release_small(warehouse).release
        assert run_ids(warehouse) == {release.run_id}
        assert not (DuckDbStore(warehouse).folder / "candidate").exists()
