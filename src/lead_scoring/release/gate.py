"""Builds a candidate, audits it, and publishes it whole, or leaves what is served as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lead_scoring.build import BuildError, Candidate
from lead_scoring.quality import AuditResult
from lead_scoring.release.record import Release, Status, new_run_id, utc_now
from lead_scoring.release.store import ReleaseError, Store
from lead_scoring.warehouse import Warehouse
from lead_scoring.whole_file import FileError

RUN_ID_VARIABLE = "LEAD_SCORING_RUN_ID"
# a month of nightly runs; what a record tells of audits stays for good
KEPT_RESULTS = 30
# of the candidate, beside what is published, with results written into a folder
Audit = Callable[[Warehouse, Warehouse | None, Path], list[AuditResult]]


class NotReleasedError(Exception):
    """A candidate was refused; what was served before is served still.

    `release` is what is known of it, its audits too.
    """

    def __init__(self, said: str, release: Release) -> None:
        super().__init__(said)
        self.release = release


@dataclass(frozen=True)
class Published:
    """A release that was published, and what there is to warn of."""

    release: Release
    warnings: list[str]


def publish_release(
    store: Store,
    build: Callable[[Candidate], list[str]],
    audit: Audit,
    wait: float,
    keep: int,
) -> Published:
    """Has a candidate built, by a function that returns warnings, audits it and publishes it.

    Raises `NotReleasedError` with each critical audit that failed, `ReleaseError`, and what `build`
    raises; then nothing was published.
    """
    with store.lock(wait) as inherited:
        begun = Release(new_run_id(), Status.BUILDING, utc_now())
        with _ending_recorded(store, begun):
            store.record(begun)
            store.begin_candidate()
            environment = {**store.environment, RUN_ID_VARIABLE: begun.run_id}
            warnings = build(Candidate(environment, store.dbt_vars, inherited))
            with store.open_candidate() as candidate, store.open_published() as published:
                audits = audit(candidate, published, store.folder / begun.run_id / "audits")
                audited = _facts(begun, candidate, audits)
            failed = [audit for audit in audits if not audit.passed]
            critical = [audit for audit in failed if audit.severity == "critical"]
            if critical:
                results = store.folder / begun.run_id / "audits"
                raise NotReleasedError(_refusal(critical, results), audited)
            release = replace(audited, status=Status.PUBLISHED, ended_at=utc_now())
            store.publish(release, keep)
            _drop_old_results(store.folder)
        return Published(release, [*warnings, *(audit.said for audit in failed)])


@contextmanager
def _ending_recorded(store: Store, begun: Release) -> Iterator[None]:
    """Where a build ends early, leaves nothing of it but the record why."""
    try:
        yield
    except BaseException as error:
        is_refused = isinstance(error, NotReleasedError) or (
            isinstance(error, BuildError) and error.is_of_tests
        )
        status = Status.REFUSED if is_refused else Status.FAILED
        reason = str(error) or type(error).__name__
        known = error.release if isinstance(error, NotReleasedError) else begun
        # a full disk, say, has no room for it either; the error itself is what the user has to see
        with suppress(FileError, ReleaseError):
            store.record(replace(known, status=status, ended_at=utc_now(), reason=reason))
        with suppress(ReleaseError):
            store.discard_candidate()
        raise


def _drop_old_results(folder: Path) -> None:
    """Removes pages of audits but for those of the newest runs."""
    results = sorted(folder.glob("*/audits"), reverse=True)
    for old in results[KEPT_RESULTS:]:
        shutil.rmtree(old, ignore_errors=True)
        # unless the release itself is kept there
        with suppress(OSError):
            old.parent.rmdir()


def _facts(release: Release, candidate: Warehouse, audits: Sequence[AuditResult]) -> Release:
    """What is recorded of a candidate that was built."""
    (run,) = candidate.rows("scoring.int_as_of")
    if run["run_id"] != release.run_id:
        raise ReleaseError(f"the candidate is of run {run['run_id']}: dbt has built something else")
    return replace(
        release,
        as_of=run["as_of"],
        spec_hashes={
            row["scoring_model"]: row["spec_hash"]
            for row in candidate.rows("scoring.scoring_models")
        },
        input_counts={
            row["input_table"]: row["count_rows"]
            for row in candidate.rows("marts.input_quality", rule="rows_in")
        },
        audits=[asdict(audit) for audit in audits],
    )


def _refusal(critical: Sequence[AuditResult], results: Path) -> str:
    """What failed, with how many rows; the page that tells more."""
    failed = "\n".join(f"{audit.audit} on {audit.relation}: {audit.said}" for audit in critical)
    return f"not published, {len(critical)} audits failed\n{failed}\nAll audits: {results}"
