"""`lead-scoring publish` (semantics L2): the status line and the lock, and not a byte more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from life.folders import DRAFT, GROUPS, Folder

UGLY: dict[str, tuple[str, str]] = {
    "a comment behind": (
        f"name: one\nstatus:   draft   # not yet\n\n\n{GROUPS}\n",
        f"name: one\nstatus:   live   # not yet\n\n\n{GROUPS}\n",
    ),
    "status first and odd order": (
        f"# top\nstatus: draft\n\n{GROUPS} # end\nname: one # mine\n",
        f"# top\nstatus: live\n\n{GROUPS} # end\nname: one # mine\n",
    ),
    "no status": (
        f"# top\nname: one  # mine\nlabel: 'One'\n{GROUPS}\n",
        f"# top\nname: one  # mine\nstatus: live\nlabel: 'One'\n{GROUPS}\n",
    ),
    "no status, Windows line ends": (
        f"name: one\r\n{GROUPS}\r\n",
        f"name: one\r\nstatus: live\r\n{GROUPS}\r\n",
    ),
    "mixed line ends": (
        f"owner: x\r\nname: one\nstatus: draft\r\n{GROUPS}\n\r\n",
        f"owner: x\r\nname: one\nstatus: live\r\n{GROUPS}\n\r\n",
    ),
    "old Macintosh line ends": (
        f"name: one\r{GROUPS}\r",
        f"name: one\rstatus: live\r{GROUPS}\r",
    ),
    "status last, no final line end": (
        f"{GROUPS}\nname: one\nstatus: draft",
        f"{GROUPS}\nname: one\nstatus: live",
    ),
    "no status, name last, no final line end": (
        f"{GROUPS}\r\nname: one",
        f"{GROUPS}\r\nname: one\r\nstatus: live",
    ),
    "trailing blanks and blank lines": (
        f"name: one   \nstatus: draft  \n{GROUPS}   \n\n \n",
        f"name: one   \nstatus: live  \n{GROUPS}   \n\n \n",
    ),
    "byte order mark": (
        f"\ufeffname: one\nstatus: draft\n{GROUPS}\n",
        f"\ufeffname: one\nstatus: live\n{GROUPS}\n",
    ),
    "byte order mark, no status": (
        f"\ufeffname: one\n{GROUPS}\n",
        f"\ufeffname: one\nstatus: live\n{GROUPS}\n",
    ),
    "text beyond the basic plane": (
        f"label: '🏔️ \U0001f9ea ü'\nname: one\nstatus: draft # 🏔️\n{GROUPS}\n",
        f"label: '🏔️ \U0001f9ea ü'\nname: one\nstatus: live # 🏔️\n{GROUPS}\n",
    ),
    "quotes": (
        f"'name': \"one\"\n\"status\" : 'draft'\n{GROUPS}\n",
        f"'name': \"one\"\n\"status\" : 'live'\n{GROUPS}\n",
    ),
    "an escape in the word": (
        f'name: one\nstatus: "dr\\x61ft"\n{GROUPS}\n',
        f'name: one\nstatus: "live"\n{GROUPS}\n',
    ),
    "a folded block": (
        f"name: >-  # draft of a comment\n  one\n\nstatus: |- # draft\n   draft\n\n# c\n{GROUPS}\n",
        f"name: >-  # draft of a comment\n  one\n\nstatus: |- # draft\n   live\n\n# c\n{GROUPS}\n",
    ),
    "a folded name, no status": (
        f"name: >-\n  one\n{GROUPS}\n",
        f"name: >-\n  one\nstatus: live\n{GROUPS}\n",
    ),
    "explicit keys": (
        f"? name\n: one\n? status\n: draft\n? label\n: One\n{GROUPS}\n",
        f"? name\n: one\n? status\n: live\n? label\n: One\n{GROUPS}\n",
    ),
    "document marks": (
        f"# top\n---\nname: one\n{GROUPS}\n...\n# bottom\n",
        f"# top\n---\nname: one\nstatus: live\n{GROUPS}\n...\n# bottom\n",
    ),
    "all indented": (
        f"   name: one\n   {GROUPS}\n",
        f"   name: one\n   status: live\n   {GROUPS}\n",
    ),
    "the words elsewhere": (
        "# status: draft\ndescription: |\n  name: one\n  status: draft\nlabel: 'status: draft'\n"
        f"name: one\nstatus: draft\n{GROUPS}\n",
        "# status: draft\ndescription: |\n  name: one\n  status: draft\nlabel: 'status: draft'\n"
        f"name: one\nstatus: live\n{GROUPS}\n",
    ),
    "one flow mapping": (
        f"{{name: one, {GROUPS}}}\n",
        f"{{name: one, status: live, {GROUPS}}}\n",
    ),
    "a flow mapping with comments": (
        f"{{\n  {GROUPS}, # g\n  name: one # n\n  , status: draft, # s\n}}",
        f"{{\n  {GROUPS}, # g\n  name: one # n\n  , status: live, # s\n}}",
    ),
}
JSON_BEFORE = {
    "name": "one",
    "groups": [
        {
            "name": "reads",
            "points": 10,
            "conditions": [{"name": "opened", "interaction": "email_opened"}],
        }
    ],
}


@pytest.mark.parametrize(("before", "after"), UGLY.values(), ids=UGLY)
def test_only_the_status_changes(before: str, after: str, folder: Folder) -> None:
    folder.write("one", before)
    folder.done("publish", "one")
    assert folder.read("one") == after.encode()


@pytest.mark.parametrize(("before", "after"), UGLY.values(), ids=UGLY)
def test_stopped_and_published_again_it_is_the_same_file(
    before: str, after: str, folder: Folder
) -> None:
    folder.write("one", before)
    folder.done("publish", "one")
    lock = folder.lock("one").read_bytes()
    folder.done("stop", "one")
    assert b"stopped_at" in folder.read("one")
    assert "is live again" in folder.done("publish", "one")
    assert folder.read("one") == after.encode()
    assert folder.lock("one").read_bytes() == lock


def test_a_spec_in_json_stays_json(folder: Folder) -> None:
    folder.write("one", json.dumps(JSON_BEFORE, indent=2))
    folder.done("publish", "one")
    assert json.loads(folder.read("one")) == JSON_BEFORE | {"status": "live"}


def test_the_comments_around_a_stopped_at_stay(folder: Folder) -> None:
    folder.write(
        "one",
        "name: one\n# above\nstopped_at: 2026-01-01 # behind\n# below\nstatus: stopped\n"
        f"{GROUPS}\n",
    )
    folder.done("publish", "one")
    assert folder.read("one").decode() == (f"name: one\n# above\n# below\nstatus: live\n{GROUPS}\n")


def test_nothing_but_spec_lock_and_generated_files_is_written(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.write("two", DRAFT.replace("one", "two"))
    folder.done("compile")
    before = folder.files()
    said = folder.done("publish", "one")
    assert said.startswith("one is live; its meaning is locked in scoring_models/locks/one.json\n")
    after = folder.files()
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path for path in changed if "generated" not in path} == {
        "scoring_models/one.yml",
        "scoring_models/locks/one.json",
    }
    assert "generated files, " in said
    folder.done("compile", "--check")


def test_the_lock_is_readable(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.done("publish", "one")
    lock: dict[str, Any] = json.loads(folder.lock("one").read_text())
    assert list(lock) == ["scoring_model", "spec_hash", "meaning"]
    assert lock["scoring_model"] == "one"
    assert lock["meaning"]["groups"][0]["points"] == 10
    assert lock["spec_hash"] in (folder.path / "macros/generated/one.sql").read_text()
    assert '        "points": 10,\n' in folder.lock("one").read_text()


def test_live_without_a_lock_gets_one_and_live_with_one_stays(folder: Folder) -> None:
    folder.write("one", DRAFT.replace("draft", "live"))
    assert "LS048" in folder.refused("compile")
    said = folder.done("publish", "one")
    assert said.startswith("one was live already; its meaning is locked now")
    before = folder.files()
    said = folder.done("publish", "one")
    assert said.startswith("one is live and locked already, with the same meaning\n")
    assert folder.files() == before


def test_as_json(folder: Folder) -> None:
    folder.write("one", DRAFT)
    said = json.loads(folder.done("publish", "one", "--json"))
    assert said["scoring_model"] == "one"
    assert said["changed"][:2] == ["scoring_models/one.yml", "scoring_models/locks/one.json"]
    assert "macros/generated/one.sql" in said["changed"]
    assert json.loads(folder.done("publish", "one", "--json"))["changed"] == []


@pytest.mark.parametrize("status", ["live", "draft"])
def test_another_meaning_is_refused_whatever_the_status(status: str, folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.done("publish", "one")
    folder.edit("one", "points: 10", "points: 20")
    folder.edit("one", "status: live", f"status: {status}")
    said = folder.refused("publish", "one")
    assert said == (
        "scoring_models/one.yml:2: LS049 status: the model is published, and since then its "
        "meaning changed: groups.reads.points: 10 → 20 … to keep the change, "
        "`lead-scoring copy one NEW`, which gives NEW `replaces: one`; then undo it here"
    )


def test_the_whole_way_to_a_new_version(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.done("publish", "one")
    published = folder.read("one")
    folder.edit("one", "points: 10", "points: 20")
    assert "groups.reads.points: 10 → 20" in folder.refused("compile")
    folder.done("copy", "one", "two")
    assert "LS049" in folder.refused("compile")
    folder.write("one", published)
    folder.done("compile")
    said = folder.done("publish", "two")
    assert "one, which it replaces, is live, too" in said
    assert "`lead-scoring stop one`" in said
    folder.done("stop", "one")
    folder.done("compile", "--check")
    assert b"points: 20" in folder.read("two")


def test_an_unknown_model(folder: Folder) -> None:
    folder.write("one", DRAFT)
    for command in ("publish", "stop"):
        assert "no scoring model 'on'; there are: one" in folder.refused(command, "on", code=2)
    assert "there are: one" in folder.refused("copy", "on", "two", code=2)


def test_a_faulty_project_is_refused(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.write("two", "name: two\n")
    for command in (["publish", "one"], ["stop", "one"], ["copy", "one", "x"], ["new", "x"]):
        assert folder.refused(*command).startswith("scoring_models/two.yml:1: LS013")


def test_other_models_without_locks_leave_the_project_uncompiled(folder: Folder) -> None:
    """Else a project that comes without locks could never be given any, one by one."""
    folder.write("one", DRAFT)
    folder.write("two", f"name: two\nstatus: live\n{GROUPS}\n")
    said = folder.run("publish", "one")
    assert said.code == 0
    assert "one is live" in said.out
    assert said.err.startswith("warning: not compiled, since other specs stand in the way:\n")
    assert "two.yml:2: LS048" in said.err and "`lead-scoring publish two`" in said.err
    assert not (folder.path / "macros/generated").exists()
    folder.done("publish", "two")
    assert (folder.path / "macros/generated/one.sql").exists()


def test_a_draft_that_an_experiment_names_is_published(folder: Folder) -> None:
    folder.write("one", DRAFT)
    folder.write("two", f"name: two\nstatus: draft\n{GROUPS}\n")
    folder.done("publish", "two")
    experiments = folder.path / "experiments"
    experiments.mkdir()
    (experiments / "trial.yml").write_text(
        "{name: trial, control: two, challenger: one, share: 0.5, start: 2026-01-01, "
        "outcome: won, horizon_days: 30}\n"
    )
    for command in ("compile", "validate"):
        assert "LS051 challenger: 'one' is a draft" in folder.refused(command)
    folder.done("publish", "one")
    folder.done("compile", "--check")
    assert folder.done("validate") == "2 scoring models, 1 experiment, no errors\n"
    door = folder.path / "models/generated/_doors/scoring_experiment_arms.sql"
    assert "'experiment': 'trial'" in door.read_text()


def test_a_foreign_generated_file_stops_it_before_it_begins(folder: Folder) -> None:
    folder.write("one", DRAFT)
    mine = folder.path / "models/generated/mine.sql"
    mine.parent.mkdir(parents=True)
    mine.write_text("select 1")
    assert "was not written by the compiler" in folder.refused("publish", "one")


def test_a_full_disk_leaves_the_spec_whole(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("one", DRAFT)

    def full(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", _only_unfinished(full, Path.write_bytes))
    said = folder.refused("publish", "one")
    assert said == "can't write scoring_models/one.yml: No space left on device"


def _only_unfinished(broken: Any, whole: Any) -> Any:
    def write_bytes(path: Path, data: bytes) -> Any:
        return (broken if path.name.endswith(".unfinished") else whole)(path, data)

    return write_bytes


def test_the_mode_of_the_file_stays_and_a_link_stays_a_link(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kept.yml"
    elsewhere.write_text(DRAFT)
    elsewhere.chmod(0o640)
    (folder.specs / "one.yml").symlink_to(elsewhere)
    folder.done("publish", "one")
    assert (folder.specs / "one.yml").is_symlink()
    assert elsewhere.read_text() == DRAFT.replace("draft", "live")
    assert elsewhere.stat().st_mode & 0o777 == 0o640
