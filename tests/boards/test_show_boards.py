"""What `make boards` and `make site` call: boards of the warehouse as it is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from boards.test_boards import marks, texts
from boards.world import SHOW, Site, write_site


@contextmanager
def served(warehouse: Path) -> Iterator[str]:
    """The address at which the boards of a warehouse are served meanwhile."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    server = subprocess.Popen(
        [sys.executable, str(SHOW), "serve"],
        env=os.environ | {"LEAD_SCORING_WAREHOUSE": str(warehouse), "DCT_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address, timeout=60).close()
                break
            except OSError:
                assert server.poll() is None, "the server has ended"
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_served_boards_show_each_build_and_do_not_hinder_it(
    page: Page, site: Site, tmp_path: Path
) -> None:
    warehouse = Path(shutil.copy(site.warehouse, tmp_path / "warehouse.duckdb"))
    with served(warehouse) as address:
        page.goto(f"{address}/overview/?scoring_model=sought")
        assert "sought" in texts(page, "which_model")
        before = marks(page, "distribution")
        # a writer gets the file though the boards are served
        with duckdb.connect(str(warehouse)) as writer:
            writer.execute("update marts.score_distribution set leads = leads + 1")
            writer.execute("delete from marts.experiment_results")
        page.reload()
        assert before
        assert marks(page, "distribution") == [
            f"{band}: {int(leads) + 1}"
            for band, _, leads in (said.rpartition(": ") for said in before)
        ]
        page.goto(f"{address}/models/")
        assert "There is no experiment." in texts(page, "missing")
        page.goto(f"{address}/lead/?scoring_model=sought&lead=nobody")
        assert "The scoring model scores no such lead now." in texts(page, "missing")


def test_without_a_warehouse_one_line_says_what_to_do(tmp_path: Path) -> None:
    for command in ("serve", "site"):
        ended = subprocess.run(
            [sys.executable, str(SHOW), command],
            env=os.environ | {"LEAD_SCORING_WAREHOUSE": str(tmp_path / "none.duckdb")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = f"there is no warehouse at {tmp_path}/none.duckdb: run `make build`\n"
        assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", said)


def test_a_lead_without_a_score_gets_no_page(site: Site, tmp_path: Path) -> None:
    ended = write_site(site.warehouse, tmp_path / "site", "--lead", "nobody")
    said = "no live scoring model scores a lead nobody now\n"
    assert (ended.returncode, ended.stderr) == (1, said)
    assert not (tmp_path / "site").exists()


def test_a_folder_of_other_files_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("a page of mine")
    ended = write_site(site.warehouse, tmp_path)
    said = f"{tmp_path} holds something else than a site: name another folder\n"
    assert (ended.returncode, ended.stderr) == (1, said)
    assert (tmp_path / "index.html").read_text() == "a page of mine"
    # a site may be replaced, but isn't as long as the new one can't be drawn
    earlier = Path(shutil.copytree(site.folder, tmp_path / "site"))
    ended = write_site(site.warehouse, earlier, "--lead", "nobody")
    assert ended.stderr == "no live scoring model scores a lead nobody now\n"
    assert sum(1 for _ in earlier.rglob("*")) == sum(1 for _ in site.folder.rglob("*"))
