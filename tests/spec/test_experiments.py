"""Experiments: what they mean, what they get wrong, and that their reference says it all."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from specs import SMALLEST

from lead_scoring.spec import Experiment, Project, SpecErrors, grammar, load_scoring_models
from lead_scoring.spec.codes import CODES

FOLDER = Path(__file__).parent
INVALID = sorted((FOLDER / "invalid_experiments").glob("*.yml"))
EXPECTED: dict[str, str] = yaml.safe_load((FOLDER / "expected_experiments.yml").read_text())
REFERENCE = (FOLDER.parents[1] / "docs" / "experiments.md").read_text(encoding="utf-8")
# the last two are those of the reference
STATUSES = {
    "old": "status: live",
    "new": "status: stopped\nstopped_at: 2026-06-01",
    "sketch": "status: draft",
    "inbound_engagement": "status: live",
    "product_interest": "status: live",
}
TRIAL = """\
name: trial
control: old
challenger: new
share: 0.50
start: 2026-01-01
outcome: won
horizon_days: 30
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with scoring models and no experiments."""
    (tmp_path / "experiments").mkdir()
    (tmp_path / "scoring_models").mkdir()
    for name, status in STATUSES.items():
        text = f"{SMALLEST.replace('smallest', name)}{status}\n"
        (tmp_path / f"scoring_models/{name}.yml").write_text(text)
    return tmp_path


def load(folder: Path, name: str, text: str) -> Project:
    (folder / f"experiments/{name}.yml").write_text(text)
    return load_scoring_models(folder / "scoring_models", folder / "experiments")


def errors(folder: Path) -> list[str]:
    with pytest.raises(SpecErrors) as caught:
        load_scoring_models(folder / "scoring_models", folder / "experiments")
    assert all(error.code in CODES for error in caught.value.errors)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_experiment_has_just_its_error(path: Path, folder: Path) -> None:
    shutil.copy(path, folder / "experiments")
    assert errors(folder) == [f"experiments/{path.name}:{EXPECTED[path.stem]}"]


def test_each_expectation_has_its_file() -> None:
    assert sorted(EXPECTED) == [path.stem for path in INVALID]


def test_what_an_experiment_means(folder: Path) -> None:
    assert load(folder, "trial", TRIAL).experiments == (
        Experiment(
            name="trial",
            control="old",
            challenger="new",
            share=Decimal("0.5"),
            start=datetime(2026, 1, 1),
            outcome="won",
            horizon_days=30,
        ),
    )
    more = "label: Old or new\ndescription: Which is better?\nend: 2026-03-01T00:30:00+01:00\n"
    (found,) = load(folder, "trial", TRIAL + more).experiments
    assert (found.label, found.description) == ("Old or new", "Which is better?")
    assert found.end == datetime(2026, 2, 28, 23, 30)


def test_what_concerns_models_alone_reads_no_experiments(folder: Path) -> None:
    """Else a draft that an experiment names already could not be published."""
    shutil.copy(FOLDER / "invalid_experiments/challenger_is_draft.yml", folder / "experiments")
    assert load_scoring_models(folder / "scoring_models").experiments == ()
    assert load_scoring_models(folder / "scoring_models", folder / "none").experiments == ()


def test_errors_of_models_and_experiments_come_at_once(folder: Path) -> None:
    (folder / "scoring_models/old.yml").write_text("name: old\nstatus: live\n")
    (folder / "experiments/other.yaml").write_text(TRIAL)
    (folder / "experiments/_notes.yml").write_text("free text")
    (folder / "experiments/trial.yml").write_text(TRIAL.replace("0.50", "5"))
    # a faulty model is there nevertheless
    assert [error.split(": ")[:2] for error in errors(folder)] == [
        ["experiments/other.yaml:1", "LS002"],
        ["experiments/trial.yml:4", "LS017 share"],
        ["scoring_models/old.yml:1", "LS013"],
    ]


def test_the_example_of_the_reference_loads(folder: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)
    assert load(folder, "product_interest_in_emea", example).experiments


def test_the_reference_has_each_key() -> None:
    keys = re.findall(r"^\| `(\w+)` \|", REFERENCE.partition("\n## ")[0], re.MULTILINE)
    assert keys == list(grammar.Experiment.model_fields)
