"""Runs a command and measures it: wall time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2) counts bytes there, KiB here


class CommandFailedError(Exception):
    """A measured command ended with an error; it has told why on stderr."""


@dataclass(frozen=True)
class Measured:
    """Wall time in seconds, peak memory in bytes, and what the command printed.

    The peak is the resident memory of the largest process among the command and its descendants, as
    the kernel counts it. The work happens in one of them, the others wait.
    """

    seconds: float
    peak_bytes: int
    printed: str


def measure(command: Sequence[str]) -> Measured:
    """Runs the command; stderr goes to the terminal. Raises `CommandFailedError`.

    The caller should be small: a child's peak begins with the size of who started it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        started_at = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=printed)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started_at
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise CommandFailedError(f"exit code {process.returncode}: {' '.join(command)}")
        printed.seek(0)
        return Measured(seconds, usage.ru_maxrss * MAXRSS_UNIT, printed.read())
