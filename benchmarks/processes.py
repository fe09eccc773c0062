"""Runs a command and measures it: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2) counts bytes there, KiB here


class CommandFailedError(Exception):
    """A measured command ended with an error; it has told why on stderr."""


@dataclass(frozen=True)
class Measured:
    """Wall and processor time in seconds, peak memory in bytes, and what the command printed.

    Processor time is that of the command and its descendants, on all processors. The peak is the
    resident memory of the largest process among them, as the kernel counts it. The work happens in
    one of them, the others wait.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    printed: str


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Measured:
    """Runs the command; stderr goes to the terminal. Raises `CommandFailedError`.

    `environment` is added to this process's own. The caller should be small: a child's peak begins
    with the size of who started it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        started_at = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            env=os.environ | (environment or {}),
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started_at
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        if process.returncode:
            raise CommandFailedError(
                f"{printed.read()}exit code {process.returncode}: {' '.join(command)}"
            )
        return Measured(
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak_bytes=usage.ru_maxrss * MAXRSS_UNIT,
            printed=printed.read(),
        )
