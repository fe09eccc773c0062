"""Each file in `invalid/` has one fault, after which it is named; `expected.yml` has its error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from lead_scoring.spec import SpecErrors, load_scoring_models
from lead_scoring.spec.codes import CODES

INVALID = Path(__file__).parent / "invalid"
FILES = sorted(path for path in INVALID.glob("*.yml") if path.name[0] != "_")
EXPECTED: dict[str, str] = yaml.safe_load((Path(__file__).parent / "expected.yml").read_text())


def errors_of(path: Path, folder: Path) -> list[str]:
    """The errors of one spec beside the declared inputs, without the file's name."""
    shutil.copy(INVALID / "_inputs.yml", folder)
    shutil.copy(path, folder)
    with pytest.raises(SpecErrors) as caught:
        load_scoring_models(folder)
    assert all(error.code in CODES for error in caught.value.errors)
    assert all(error.file == f"{folder.name}/{path.name}" for error in caught.value.errors)
    return [str(error).removeprefix(f"{error.file}:") for error in caught.value.errors]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_invalid_spec_has_just_its_error(path: Path, tmp_path: Path) -> None:
    assert errors_of(path, tmp_path) == [EXPECTED[path.stem]]


def test_each_expectation_has_its_file() -> None:
    assert sorted(EXPECTED) == [path.stem for path in FILES]
    assert len(FILES) >= 150
