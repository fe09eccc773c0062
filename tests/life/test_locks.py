"""Locks (semantics L2): what they refuse, what they let pass, and what becomes of damaged ones."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from compiler.projects import large, project
from compiler.test_meaning import MEANING, edited
from lead_scoring.compiler import meaning
from lead_scoring.life.differences import differences
from life.folders import DRAFT, Folder


@pytest.fixture
def published(folder: Folder) -> Folder:
    """A project with a published model that uses what the compiler knows."""
    folder.write("one", yaml.safe_dump(large("one"), sort_keys=False))
    folder.done("publish", "one")
    return folder


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Large", "label: '{{ larger }}'"),
        ("label: Reads our mail", "label: Reads"),
        ("category: behavioral/email", "category: intent"),
        ("owner: growth", "owner: sales"),
        ("hot_grades:\n- Hot", "hot_grades:\n- Hot\n- Cold"),
        ("- 0.05", "- 0.06"),
        ("distribution_bands:\n- 0", "distribution_bands:\n- 1"),
        ("name: one", "name: 'one' # a comment"),
        ("match: any", "match: 'any'"),
    ],
)
def test_labels_and_the_like_are_free(old: str, new: str, published: Folder) -> None:
    lock = published.lock("one").read_bytes()
    published.edit("one", old, new)
    published.done("compile")
    assert "same meaning" in published.done("publish", "one")
    assert published.lock("one").read_bytes() == lock


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("points: 10", "points: 20", "groups.reads.points: 10 → 20"),
        ("points: 10", "points: 10\n  max_points: 9", "groups.reads.max_points: none → 9"),
        (
            "match: any",
            "match: all",
            "groups.reads.match: any(opened_five, all(big, in_us)) → "
            "all(opened_five, all(big, in_us))",
        ),
        (
            "within_days: 28",
            "within_days: 29",
            "groups.reads.conditions.opened_five.within_days: 28 → 29",
        ),
        (
            "at_least: 5",
            "at_least: 6",
            "groups.reads.conditions.opened_five.frequency.at_least: 5 → 6",
        ),
        (
            "frequency: each",
            "frequency: none",
            "groups.asks.conditions.each_demo.frequency: each → none",
        ),
        (
            "interaction: demo_requested",
            "interaction: email_clicked",
            "groups.asks.conditions.each_demo.interaction: demo_requested → email_clicked",
        ),
        (
            "value: Spring news",
            "value: Autumn news",
            "groups.reads.conditions.opened_five.where.all[asset_name].value: "
            "'Spring news' → 'Autumn news'",
        ),
        (
            "operator: is_false",
            "operator: is_true",
            "groups.reads.conditions.opened_five.where.all.any[is_bot].operator: "
            "is_false → is_true",
        ),
        ("- US\n", "- UK\n", "groups.reads.conditions.in_us.value: ['US', 'CA'] → ['UK', 'CA']"),
        ("attribute: country", "attribute: state", "attribute: country → state"),
        ("value: 1000000", "value: 1000001", "conditions.big.value: '1000000' → '1000001'"),
        ("name: Hot", "name: Warm or so", "grades.Hot: removed"),
        ("max: 100", "max: 90", "score_range.max: 100 → 90"),
        ("sales_ready_score: 20\n", "", "sales_ready_score: 20 → none"),
        (
            "score_closed_leads: true",
            "score_closed_leads: false",
            "score_closed_leads: true → false",
        ),
    ],
)
def test_what_changed_is_said_in_the_words_of_the_spec(
    old: str, new: str, change: str, published: Folder
) -> None:
    if "Hot" in old:
        published.edit("one", "hot_grades:\n- Hot\n", "")
    published.edit("one", old, new)
    said = published.refused("compile")
    assert said.startswith("scoring_models/one.yml:5: LS049 status: ")
    assert change in said
    assert (
        f"; {change}" in said or f": {change}" in said or "attribute" in change or "big" in change
    )
    assert "`lead-scoring copy one NEW`" in said


@pytest.mark.parametrize("edit", MEANING)
def test_no_change_of_meaning_goes_unsaid(edit: str, tmp_path: Path) -> None:
    before = project(tmp_path, large("one"))
    locked = meaning(before.models[0], before.inputs)
    after = meaning(edited(tmp_path, MEANING[edit]), before.inputs)
    assert differences(locked, after)
    assert differences(after, locked)
    assert not differences(locked, json.loads(json.dumps(locked)))


def test_a_filter_that_stands_there_twice_is_a_change(published: Folder) -> None:
    spring = "    - field: asset_name\n      operator: equals\n      value: Spring news\n"
    published.edit("one", spring, spring + spring)
    said = published.refused("compile")
    assert "groups.reads.conditions.opened_five.where.all: 2 → 3 items" in said


def test_many_changes_are_counted_and_long_ones_cut(folder: Folder) -> None:
    groups = [
        {
            "name": f"g{number}",
            "points": 1,
            "conditions": [
                {
                    "name": f"c{number}",
                    "attribute": "country",
                    "operator": "equals",
                    "value": "a" * 900,
                }
            ],
        }
        for number in range(60)
    ]
    text = yaml.safe_dump({"name": "one", "status": "live", "groups": groups})
    folder.write("one", text)
    folder.done("publish", "one")
    folder.write("one", text.replace("points: 1\n", "points: 2\n"))
    assert "and 40 more" in folder.refused("compile")
    folder.write("one", text.replace("a" * 900, "b" + "a" * 899))
    assert len(folder.refused("compile")) < 5000


def test_the_type_of_a_declared_column_is_locked(folder: Folder) -> None:
    folder.write("_inputs", "columns: {leads: {seats: integer, other: integer}}")
    folder.write(
        "one",
        "name: one\nstatus: draft\ngroups:\n- name: big\n  points: 1\n  conditions:\n"
        "  - {name: has_seats, attribute: seats, operator: greater_than, value: 5}\n",
    )
    folder.done("publish", "one")
    folder.edit("_inputs", "other: integer", "other: text")
    folder.done("compile")
    folder.edit("_inputs", "seats: integer", "seats: number")
    said = folder.refused("compile")
    assert "groups.big.conditions.has_seats.type: integer → number" in said


def test_every_command_that_compiles_or_validates_refuses(published: Folder) -> None:
    published.edit("one", "points: 10", "points: 20")
    for command in (["compile"], ["compile", "--check"], ["validate"], ["build"]):
        assert "LS049" in published.refused(*command)
    said = published.run("validate", "--json")
    error = json.loads(said.out)["errors"][0]
    assert said.code == 1
    assert (error["file"], error["line"], error["code"], error["path"]) == (
        *("scoring_models/one.yml", 5, "LS049"),
        "status",
    )
    assert "+20 reads" in published.done("show", "one")


def test_all_models_are_told_about_at_once(folder: Folder) -> None:
    for name in ("one", "two", "three"):
        folder.write(name, DRAFT.replace("one", name))
        folder.done("publish", name)
    folder.edit("one", "points: 10", "points: 20")
    folder.lock("two").unlink()
    folder.lock("three").write_text("{}")
    said = folder.refused("validate")
    assert all(code in said for code in ("LS048", "LS049", "LS050"))


def test_a_draft_is_free_although_it_has_a_lock(published: Folder) -> None:
    published.edit("one", "status: live", "status: draft")
    published.edit("one", "points: 10", "points: 20")
    published.lock("one").write_text("{}")
    published.done("compile")


def test_a_lock_without_a_model_is_a_warning(published: Folder) -> None:
    (published.specs / "one.yml").unlink()
    said = published.run("compile")
    assert said.code == 0
    assert said.err.startswith(
        "warning: scoring_models/locks/one.json:1: LS102: there is no model 'one' … restore"
    )
    assert len(json.loads(published.run("validate", "--json").out)["warnings"]) == 1


DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "json:1: LS050: not valid JSON"),
    "half": (b'{\n  "scoring_model": "one",\n  "spec_h', "json:3: LS050: not valid JSON"),
    "not text": (b"\xff\xfe", "the lock is not UTF-8 text"),
    "a list": (b"[]", "was changed after `lead-scoring publish` wrote it"),
    "keys missing": (b"{}", "was changed after"),
    "deep": (b"[" * 100_000, "not valid JSON"),
    "huge number": (b'{"spec_hash": ' + b"9" * 5000 + b"}", "not valid JSON"),
}


@pytest.mark.parametrize(("damaged", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_lock(damaged: bytes, message: str, published: Folder) -> None:
    published.lock("one").write_bytes(damaged)
    for command in (["compile"], ["publish", "one"], ["stop", "one"]):
        said = published.refused(*command)
        assert said.startswith("scoring_models/locks/one.json:")
        assert message in said
        assert "`git checkout -- scoring_models/locks/one.json`" in said


@pytest.mark.parametrize(
    ("old", "new"), [('"points": 10', '"points": 20'), ('"spec_hash": "', '"spec_hash": "0')]
)
def test_a_lock_that_was_edited(old: str, new: str, published: Folder) -> None:
    """Also where the spec was edited alike: the way to another meaning is another name."""
    lock = published.lock("one")
    lock.write_text(lock.read_text().replace(old, new, 1))
    published.edit("one", "points: 10", "points: 20")
    assert "the lock was changed after" in published.refused("compile")


def test_the_lock_of_another_model(published: Folder) -> None:
    published.done("copy", "one", "two")
    published.done("publish", "two")
    published.lock("two").replace(published.lock("one"))
    assert "this is the lock of the model 'two'" in published.refused("compile")


def test_a_folder_instead_of_a_lock(published: Folder) -> None:
    published.lock("one").unlink()
    published.lock("one").mkdir()
    assert "the lock can't be read: Is a directory" in published.refused("compile")


def test_two_engineers_publish_different_meanings(folder: Folder, tmp_path: Path) -> None:
    locks = []
    for points in (20, 30):
        folder.write("one", DRAFT.replace("10", str(points)))
        folder.done("publish", "one")
        locks.append(folder.lock("one").rename(tmp_path / f"{points}.json"))
    base = tmp_path / "base.json"
    base.touch()
    merged = subprocess.run(
        ["git", "merge-file", "-p", locks[0], base, locks[1]],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    # what git shows is what differs, and it can be read
    ours = merged.split("<<<<<<< ")[-1].split("=======")[0]
    assert ours.splitlines()[1:] == ['        "points": 20,']
    folder.lock("one").write_text(merged)
    said = folder.refused("compile")
    assert said.startswith(
        "scoring_models/locks/one.json:3: LS050: the lock holds a merge conflict"
    )
    assert "keep one side in the lock and in scoring_models/one.yml" in said
