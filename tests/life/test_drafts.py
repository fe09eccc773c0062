"""`lead-scoring copy` and `lead-scoring new`: drafts, never over what is there."""

from __future__ import annotations

import json

import pytest

from life.folders import DRAFT, GROUPS, Folder

COPIES: dict[str, tuple[str, str]] = {
    "live": (
        f"# top\nname: one # mine\nlabel: One\nstatus: live # yes\n# below\n{GROUPS}\n",
        "# top\nname: two # mine\nlabel: One\nstatus: draft # yes\nreplaces: one\n# below\n"
        f"{GROUPS}\n",
    ),
    "draft without a status": (
        f"name: one\r\n{GROUPS}",
        f"name: two\r\nstatus: draft\r\nreplaces: one\r\n{GROUPS}",
    ),
    "stopped": (
        f"name: one\nstatus: stopped\nstopped_at: 2026-01-01\n# kept\n{GROUPS}\n",
        f"name: two\nstatus: draft\nreplaces: one\n# kept\n{GROUPS}\n",
    ),
    "stopped_at last": (
        f"{GROUPS}\nname: one\nstatus: stopped\nstopped_at: 2026-01-01",
        f"{GROUPS}\nname: two\nstatus: draft\nreplaces: one",
    ),
    "one that replaces another": (
        f"replaces: 'zero' # old\nname: one\nstatus: draft\n{GROUPS}\n",
        f"replaces: 'one' # old\nname: two\nstatus: draft\n{GROUPS}\n",
    ),
    "flow": (
        f"{{name: one, status: stopped, stopped_at: '2026-01-01', {GROUPS}}}",
        f"{{name: two, status: draft, replaces: one, {GROUPS}}}",
    ),
}


@pytest.mark.parametrize(("before", "after"), COPIES.values(), ids=COPIES)
def test_a_copy(before: str, after: str, folder: Folder) -> None:
    folder.write("zero", DRAFT.replace("one", "zero"))
    folder.write("one", before)
    files = folder.files()
    said = folder.done("copy", "one", "two")
    assert said.startswith("scoring_models/two.yml is a draft that replaces one\n")
    assert "`lead-scoring publish two`" in said
    assert folder.files() == files | {"scoring_models/two.yml": after.encode()}


def test_a_new_model_is_a_sound_draft(folder: Folder) -> None:
    said = folder.done("new", "first")
    assert said.startswith("scoring_models/first.yml is a draft to begin with\n")
    folder.done("validate")
    shown = json.loads(folder.done("show", "first", "--json"))
    assert (shown["name"], shown["status"]) == ("first", "draft")
    assert len(shown["groups"]) >= 2 and shown["sales_ready_score"]
    folder.done("compile")
    folder.done("publish", "first")
    assert b"status: live " in folder.read("first")


def test_as_json(folder: Folder) -> None:
    assert json.loads(folder.done("new", "one", "--json"))["changed"] == ["scoring_models/one.yml"]
    assert json.loads(folder.done("copy", "one", "two", "--json"))["scoring_model"] == "two"


def test_nothing_is_overwritten(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.write("two", DRAFT.replace("one", "two"))
    for command in (["copy", "one", "two"], ["copy", "one", "one"], ["new", "two"]):
        assert folder.refused(*command) == (
            f"scoring_models/{command[-1]}.yml exists and is not overwritten: choose another name"
        )


def test_a_name_that_was_published_is_not_given_again(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.done("publish", "one")
    (folder.specs / "one.yml").unlink()
    assert "scoring_models/locks/one.json exists" in folder.refused("new", "one")


@pytest.mark.parametrize(
    "name", ["../two", "/tmp/two", "Two", "_two", "2nd", "t" * 31, "two.yml", "tw o", "", "two\n"]
)
def test_what_is_no_name(name: str, folder: Folder) -> None:
    folder.write("one", DRAFT)
    for command in (["new"], ["copy", "one"]):
        assert "is no name for a scoring model" in folder.refused(*command, name, code=2)


def test_a_name_that_would_be_faulty(folder: Folder) -> None:
    long_name = DRAFT.replace("name: opened", f"name: {'x' * 30}")
    folder.write("one", long_name)
    said = folder.refused("copy", "one", "t" * 30)
    assert said.startswith("nothing was written, since these faults would arise:")
    assert "LS026" in said
    assert "LS025" in folder.refused("new", "postgres")
