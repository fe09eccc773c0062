"""Which store the dbt profile leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lead_scoring.release.duckdb_file import DuckDbStore
from lead_scoring.release.store import ReleaseError, Store
from lead_scoring.warehouse import connect_postgres, profile_credentials


def open_store(project_dir: Path, profiles_dir: Path | None, target: str | None) -> Store:
    """The releases of the warehouse that the profile names.

    Raises `ReleaseError` where releases can't be, and `WarehouseError` where the profile can't be
    read.
    """
    credentials = profile_credentials(project_dir, profiles_dir, target)
    if credentials.type == "postgres":
        from lead_scoring.release.postgres_schemas import PostgresStore  # noqa: PLC0415

        folder = project_dir / "warehouse" / f"{credentials.database}.releases"
        return PostgresStore(lambda: connect_postgres(credentials), folder)
    if credentials.type != "duckdb":
        raise ReleaseError(
            f"releases are for duckdb and postgres; build on {credentials.type} with `dbt build`"
        )
    # as dbt sees it, which is run in the project's folder
    store = DuckDbStore(project_dir / credentials.path, credentials.config_options)
    with _environment(store.environment):
        candidate = profile_credentials(project_dir, profiles_dir, target).path
    if project_dir / candidate != store.candidate:
        raise ReleaseError(
            "this dbt profile leads to one file, but a release is built in another: write "
            "path: \"{{ env_var('LEAD_SCORING_WAREHOUSE', '<your file>') }}\" in its profiles.yml, "
            "or build with `dbt build`"
        )
    return store


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
