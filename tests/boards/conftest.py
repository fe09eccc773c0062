"""A real browser, and the site that it opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from boards.world import Site, build_site
from conftest import NO_BROWSER
from once import once

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The boards of a small world as pages."""
    return once(tmp_path_factory, "boards", build_site)


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
