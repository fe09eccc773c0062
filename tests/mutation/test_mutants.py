"""Mutants of the SQL: the list is sound (quickly), and the worlds kill what is on it (deep)."""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from mutation.mutants import PROJECT, Mutant, mutants
from once import once
from workspace import BuildFailedError, Workspace
from worlds.batch import random_batch
from worlds.building import disagreements, marts, prepare, run
from worlds.expected import Expected, expected_of

# those that survive a batch meet the next one
BATCHES = (1001, 1002, 1003, 1004)
WORLDS, MODELS = 150, 14


def test_there_are_many_mutants_and_nearly_all_must_die() -> None:
    assert len(mutants()) >= 60
    assert len(set(mutants())) == len(mutants())
    survivors = [mutant for mutant in mutants() if mutant.survives is not None]
    assert len(survivors) <= len(mutants()) * 0.05


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_mutant_changes_one_place(mutant: Mutant) -> None:
    text = (PROJECT / mutant.file).read_text(encoding="utf-8")
    assert mutant.applied_to(text) != text


class Trial:
    """A batch of worlds in a workspace of its own, before which mutants come one by one."""

    def __init__(self, expected: Expected, workspace: Workspace) -> None:
        self.expected = expected
        self.workspace = workspace
        prepare(expected.batch, "duckdb", workspace)

    def agrees(self) -> bool:
        """Whether the marts come out as they should."""
        try:
            run(self.expected.batch, "duckdb", self.workspace, "run", "--fail-fast")
        except BuildFailedError as failed:
            # a mutant fails at the data, if at all: what no engine takes is none
            assert not re.search("Compilation Error|Parser Error|Binder Error", str(failed)), failed
            return False
        return not disagreements(self.expected, marts("duckdb", self.workspace))

    def kills(self, mutant: Mutant) -> bool:
        """Whether the marts of the project with this fault are not what they should be."""
        file = self.workspace.path / mutant.file
        sound = file.read_text(encoding="utf-8")
        file.write_text(mutant.applied_to(sound), encoding="utf-8")
        try:
            return not self.agrees()
        finally:
            file.write_text(sound, encoding="utf-8")


@pytest.fixture(scope="session")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Trial]:
    """Trials by number, each made once; what is expected of it, once for all workers."""

    def expected(number: int, folder: Path) -> Expected:
        return expected_of(random_batch(number, WORLDS, MODELS))

    @cache
    def trial(number: int) -> Trial:
        folder = tmp_path_factory.mktemp("trial")
        found = once(tmp_path_factory, f"expected{number}", partial(expected, number))
        return Trial(found, Workspace(folder / "project"))

    return trial


@pytest.mark.deep
@pytest.mark.parametrize("number", BATCHES)
def test_sound_project_agrees(number: int, trials: Callable[[int], Trial]) -> None:
    assert trials(number).agrees()


@pytest.mark.deep
@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_mutant_dies(mutant: Mutant, trials: Callable[[int], Trial]) -> None:
    died = any(trials(number).kills(mutant) for number in BATCHES)
    assert died == (mutant.survives is None), mutant
