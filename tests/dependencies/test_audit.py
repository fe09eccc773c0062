"""What `make audit` says of licences, of holes, and where nobody can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workspace import PROJECT

sys.path.insert(0, str(PROJECT / "dependencies"))
import audit

SOUND = {"name": "typer", "version": "1.0", "vulns": []}
HOLE = {"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"], "aliases": [], "description": ""}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock of one package that is installed, and one that isn't."""
    path = tmp_path / "requirements.lock"
    path.write_text(
        "typer==1.0 \\\n    --hash=sha256:0\nno-such-package==2 ; python_version < '3'\n"
    )
    return path


def audited(monkeypatch: pytest.MonkeyPatch, lock: Path, stdout: str, stderr: str = "") -> int:
    """The exit code when pip-audit answers so."""

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        assert command[1:3] == ["-m", "pip_audit"] and str(lock) in command
        return subprocess.CompletedProcess(command, 1, stdout, stderr)

    monkeypatch.setattr(subprocess, "run", run)
    return audit.main([lock])


def answer(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_licences_and_no_hole(
    monkeypatch: pytest.MonkeyPatch, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audited(monkeypatch, lock, answer(SOUND)) == 0
    said = capsys.readouterr()
    assert "MIT" in said.out.splitlines()[0] and said.out.splitlines()[0].endswith(": typer")
    assert "not installed here: no-such-package" in said.out
    assert said.out.endswith(f"No hole is known in the 2 packages of {lock}.\n")


def test_holes_and_what_nobody_knows(
    monkeypatch: pytest.MonkeyPatch, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = {"name": "no-such-package", "skip_reason": "not found"}
    assert audited(monkeypatch, lock, answer(SOUND | {"vulns": [HOLE]}, skipped)) == 1
    assert capsys.readouterr().err == (
        "typer 1.0: PYSEC-1, mended in 1.1 or 2.0\nno-such-package: not found\n"
    )
    assert audited(monkeypatch, lock, answer(SOUND, skipped)) == 1


def test_nobody_can_be_asked(
    monkeypatch: pytest.MonkeyPatch, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audited(monkeypatch, lock, "", "Traceback\nConnectionError: no route to host\n") == 2
    assert capsys.readouterr().err == (
        "\nNot audited: the advisory database could not be asked "
        "(ConnectionError: no route to host). Whether there are known holes is open.\n"
    )


def test_a_mirror_without_advisories(
    monkeypatch: pytest.MonkeyPatch, lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = {"name": "typer", "skip_reason": "Dependency not found on PyPI"}
    assert audited(monkeypatch, lock, answer(skipped)) == 2
    said = capsys.readouterr().err
    assert "the advisory database knows none of the packages. Whether there are known" in said


def test_pip_audit_without_a_network(tmp_path: Path) -> None:
    """The real one, behind a proxy that isn't there."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"typer==0.20.0 --hash=sha256:{'0' * 64}\n")
    nowhere = "http://127.0.0.1:9"
    ended = subprocess.run(
        [sys.executable, PROJECT / "dependencies" / "audit.py", lock],
        env={"HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Not audited" in ended.stderr and "No hole" not in ended.stdout
