"""quality/audits.yml: what it may say, and what is told of its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from lead_scoring.quality import QualityError, read_thresholds
from lead_scoring.quality.audits import AUDITS
from lead_scoring.quality.results import Bound

PROJECT = Path(__file__).parents[2]
WRITTEN = (PROJECT / "quality" / "audits.yml").read_text(encoding="utf-8")


def write(folder: Path, old: str = "", new: str = "") -> Path:
    """The project's file, with a text in it replaced."""
    assert WRITTEN.count(old) == 1 or not old
    path = folder / "quality" / "audits.yml"
    path.parent.mkdir()
    path.write_text(WRITTEN.replace(old, new) if old else WRITTEN, encoding="utf-8")
    return folder


def test_the_project_s_own_file_names_every_audit() -> None:
    assert list(read_thresholds(PROJECT)) == list(AUDITS)


def test_bounds_and_exceptions() -> None:
    volume, freshness = (read_thresholds(PROJECT)[name] for name in ("volume", "freshness"))
    assert volume.of("leads", "") == {"critical": Bound(0.5, 5), "warning": Bound(0.9, 2)}
    assert list(volume.of("leads", "")) == ["critical", "warning"], "the strictest first"
    assert volume.from_rows == 100
    assert freshness.of("leads", "created_at") == {"warning": Bound(at_most=30)}
    assert freshness.of("outcomes", "occurred_at") == {"warning": Bound(at_most=90)}


def test_what_is_off_has_no_bounds(tmp_path: Path) -> None:
    folder = write(tmp_path, "one_run:\n  critical: {at_most: 1}", "one_run: off")
    assert read_thresholds(folder)["one_run"].of("marts", "") == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("emptied:", "emtied:", "unknown key 'emtied'"),
        ("one_run:\n  critical: {at_most: 1}", "", "missing one_run"),
        ("one_run:\n  critical: {at_most: 1}", "one_run: of", "one_run: must be"),
        ("one_run:\n  critical: {at_most: 1}", "one_run:", "one_run: has no value"),
        ("one_run:\n  critical: {at_most: 1}", "one_run: {}", "neither warning nor critical"),
        ("critical: {at_most: 1}", "critical: {}", "neither at_least nor at_most"),
        ("critical: {at_most: 1}", "critical: {most: 1}", "unknown key 'most'"),
        ("critical: {at_most: 1}", "error: {at_most: 1}", "unknown key 'error'"),
        ("critical: {at_most: 1}", "critical: {at_most: many}", "must be a number, found 'many'"),
        ("critical: {at_most: 1}", "critical: {at_most: yes}", "must be a number, found 'yes'"),
        ("critical: {at_most: 1}", "critical: {at_most: [1]}", "must be a number, found a list"),
        ("critical: {at_most: 1}", "critical: {at_most: -1}", "must be at least 0"),
        ("critical: {at_most: 1}", "critical: {at_least: 3, at_most: 1}", "at_least 3 is above"),
        ("critical: {at_most: 1}", "critical: {at_most: 1}\n  from_rows: 9", "compares no numbers"),
        ("5}\n  from_rows: 100\n\n# Share of rows without", "5}\n\n# Share", "missing from_rows"),
        ("outcomes: {warning: {at_most: 90}}", "outcomes: {warning: 90}", "must be a mapping"),
        ("outcomes: {warning: {at_most: 90}}", "outcomes: no", "must be"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = write(tmp_path, old, new)
    with pytest.raises(QualityError) as error:
        read_thresholds(folder)
    text = str(error.value)
    assert said in text
    assert text.startswith("quality/audits.yml:")


def test_all_faults_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, "emptied:", "emtied:")
    path = folder / "quality" / "audits.yml"
    path.write_text(path.read_text().replace("at_most: 0.001", "at_most: x"), encoding="utf-8")
    with pytest.raises(QualityError) as error:
        read_thresholds(folder)
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize("data", [b"", b"- one", b"\xff", b"a: [", b"a: 1\na: 2"])
def test_what_is_no_such_file_is_no_crash(tmp_path: Path, data: bytes) -> None:
    folder = write(tmp_path)
    (folder / "quality" / "audits.yml").write_bytes(data)
    with pytest.raises(QualityError, match=r"^quality/audits\.yml:1: "):
        read_thresholds(folder)


def test_without_the_file_the_remedy_is_named(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match=r"can't read quality/audits\.yml.*restore it"):
        read_thresholds(tmp_path)
