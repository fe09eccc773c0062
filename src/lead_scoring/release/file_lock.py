"""A lock that ends with the processes that hold it, however they end."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from lead_scoring.release.store import ReleaseError

PAUSE_SECONDS = 0.2


@contextmanager
def file_lock(path: Path, wait: float) -> Iterator[int]:
    """Holds the lock, whose file descriptor a child may inherit; waits so many seconds for it.

    Raises `ReleaseError`, which names who holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(descriptor, time.monotonic() + wait)
        os.truncate(descriptor, 0)
        since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        os.pwrite(descriptor, f"process {os.getpid()} since {since} UTC".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def is_locked(path: Path) -> bool:
    """Whether anybody holds the lock."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        return not _takes(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _take(descriptor: int, until: float) -> None:
    while not _takes(descriptor, fcntl.LOCK_EX):
        if time.monotonic() >= until:
            holder = _holder(descriptor) or "another process"
            raise ReleaseError(
                f"another build is at work here: {holder}; let this one wait with --wait SECONDS"
            )
        time.sleep(PAUSE_SECONDS)


def _holder(descriptor: int) -> str:
    """Who holds the lock; whoever has just taken it may not have said so yet."""
    for _ in range(5):
        if said := os.pread(descriptor, 200, 0).decode(errors="replace"):
            return said
        time.sleep(PAUSE_SECONDS)
    return ""


def _takes(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
