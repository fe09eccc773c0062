"""What a place for releases can do; a DuckDB file and a PostgreSQL database are two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from lead_scoring.release.record import Release
from lead_scoring.release.writable import WritableRelease
from lead_scoring.warehouse import Warehouse


class ReleaseError(Exception):
    """A release can't be begun, published or rolled back; nothing was changed."""


class Store(Protocol):
    """Where the release that readers see stands, the earlier ones that are kept, and a candidate.

    All methods but `releases` are called while the lock is held. They raise `ReleaseError`.
    """

    # what dbt is told so that it builds the candidate
    environment: Mapping[str, str]
    dbt_vars: Mapping[str, str]
    # where results of audits are written
    folder: Path

    def lock(self, wait: float) -> AbstractContextManager[Sequence[int]]:
        """Holds the only right to change anything here; waits so many seconds for it.

        Gives the open files that a child process has to inherit, so that the lock is held until
        that has ended, too.
        """

    def begin_candidate(self) -> None:
        """Removes what killed runs left, and begins a candidate as a copy of what is served."""

    def open_candidate(self) -> AbstractContextManager[Warehouse]:
        """The candidate, to be read."""

    def open_published(self) -> AbstractContextManager[Warehouse | None]:
        """What is served, to be read; None before the first release."""

    def publish(self, release: Release, keep: int) -> None:
        """Serves the candidate, in one step; keeps so many releases, itself included."""

    def discard_candidate(self) -> None:
        """Leaves nothing of a candidate."""

    def record(self, release: Release) -> None:
        """Writes down what is known of a release."""

    def releases(self) -> list[Release]:
        """All releases that were ever recorded, newest first."""

    def rewrite(self, change: Callable[[WritableRelease], None]) -> int:
        """Changes what is served and each release that is kept, and returns how many they are.

        Of what was changed no bytes are left, as far as that is in the store's hands.
        """

    def read_all(self, look: Callable[[WritableRelease], None]) -> None:
        """Has each release looked at that can be served."""

    def files(self) -> list[Path]:
        """The files that hold releases, where they are files."""

    def roll_back(self) -> str:
        """Serves the kept release before the one that is served, and returns its run_id."""
