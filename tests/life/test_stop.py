"""`lead-scoring stop` (semantics L1, L3): a live model ends, now or in the past."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from life.folders import DRAFT, GROUPS, Folder


@pytest.fixture
def published(folder: Folder) -> Folder:
    """A project with the live model `one`."""
    folder.write("one", f"name: one # mine\r\nstatus: draft # s\r\n{GROUPS}")
    folder.done("publish", "one")
    return folder


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("2026-01-31T12:30+02:00", "2026-01-31T10:30:00Z"),
        ("2026-01-31 10:11:12.000345", "2026-01-31T10:11:12.000345Z"),
    ],
)
def test_at_an_instant(at: str, written: str, published: Folder) -> None:
    published.done("stop", "one", "--at", at)
    assert published.read("one").decode() == (
        f"name: one # mine\r\nstatus: stopped # s\r\nstopped_at: {written}\r\n{GROUPS}"
    )
    published.done("validate")


def test_now_in_whole_seconds(published: Folder) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    said = published.done("stop", "one")
    assert said.startswith("one is stopped at ") and "generated files" in said
    line = published.read("one").decode().splitlines()[2]
    instant = datetime.fromisoformat(line.removeprefix("stopped_at: "))
    assert before <= instant <= datetime.now(UTC)
    assert instant.microsecond == 0
    published.done("compile", "--check")


def test_again(published: Folder) -> None:
    published.done("stop", "one", "--at", "2026-01-31")
    files = published.files()
    for again in (["stop", "one"], ["stop", "one", "--at", "2026-01-31T01:00+01:00"]):
        assert "one is stopped already, at 2026-01-31 00:00 UTC" in published.done(*again)
    assert published.files() == files
    said = published.refused("stop", "one", "--at", "2026-02-01")
    assert said == (
        "one was stopped at 2026-01-31 00:00 UTC already: "
        "edit stopped_at in scoring_models/one.yml if that is wrong"
    )


def test_an_instant_to_come(published: Folder) -> None:
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert "is still to come" in published.refused("stop", "one", "--at", later)


def test_what_is_no_instant(published: Folder) -> None:
    assert "is no instant" in published.refused("stop", "one", "--at", "soon", code=2)


def test_a_draft(folder: Folder) -> None:
    folder.write("one", DRAFT)
    assert "one is a draft, which never counted" in folder.refused("stop", "one")


def test_a_live_model_that_was_edited_or_never_published(published: Folder) -> None:
    published.edit("one", "points: 10", "points: 11")
    assert "LS049" in published.refused("stop", "one")
    published.edit("one", "points: 11", "points: 10")
    published.lock("one").unlink()
    assert "LS048" in published.refused("stop", "one")


def test_what_is_stopped_keeps_its_meaning(published: Folder) -> None:
    published.done("stop", "one")
    published.edit("one", "points: 10", "points: 11")
    assert "groups.reads.points: 10 → 11" in published.refused("compile")
    assert "groups.reads.points: 10 → 11" in published.refused("publish", "one")


def test_what_was_stopped_without_a_lock_compiles(published: Folder) -> None:
    published.done("stop", "one")
    published.lock("one").unlink()
    published.done("compile")


def test_as_json(published: Folder) -> None:
    said = json.loads(published.done("stop", "one", "--json", "--at", "2026-01-31"))
    assert said["scoring_model"] == "one"
    assert said["changed"][0] == "scoring_models/one.yml"
    assert "scoring_models/locks/one.json" not in said["changed"]
