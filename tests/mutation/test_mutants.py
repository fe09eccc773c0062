"""Mutants of the SQL: the list is sound (quickly), and the worlds kill what is on it (deep).

What decides which leads are scored again shows only from load to load: small ones in which each
lead changes in another way.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from kept import changes
from mutation.mutants import PROJECT, Mutant, mutants
from once import once
from workspace import BuildFailedError, Workspace
from worlds.batch import Batch, random_batch
from worlds.building import disagreements, marts, prepare, run
from worlds.expected import Expected, expected_of

# those that survive a batch meet the next one; few models of many groups are built fastest
BATCHES = (1001, 1002, 1003, 1004)
WORLDS, MODELS, GROUPS = 150, 9, 12
# the number of the trial in loads
LOADS = 0


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
    """Loads of worlds in a workspace of its own, before which mutants come one by one."""

    def __init__(self, loads: list[Expected], workspace: Workspace) -> None:
        self.loads = loads
        self.workspace = workspace
        self.prepared: Expected | None = None

    def agrees(self) -> bool:
        """Whether the marts come out as they should after each load."""
        if len(self.loads) > 1:
            # of what another fault has made nothing is kept
            self.workspace.warehouse.unlink(missing_ok=True)
        return all(map(self.comes_out, self.loads))

    def comes_out(self, load: Expected) -> bool:
        """Whether the marts are what is expected of a load."""
        if load is not self.prepared:
            prepare(load.batch, "duckdb", self.workspace)
            self.prepared = load
        try:
            run(load.batch, "duckdb", self.workspace, "run", "--fail-fast")
        except BuildFailedError as failed:
            # a mutant fails at the data, if at all: what no engine takes is none
            assert not re.search("Compilation Error|Parser Error|Binder Error", str(failed)), failed
            return False
        return not disagreements(load, marts("duckdb", self.workspace))

    def kills(self, mutant: Mutant) -> bool:
        """Whether the marts of the project with this fault are not what they should be."""
        file = self.workspace.path / mutant.file
        sound = file.read_text(encoding="utf-8")
        file.write_text(mutant.applied_to(sound), encoding="utf-8")
        try:
            return not self.agrees()
        finally:
            file.write_text(sound, encoding="utf-8")


def loads() -> list[Batch]:
    """Leads are told otherwise, and more of them come than there were."""
    tables = (changes.first_load(), changes.second_load(), changes.load_of_many())
    return [
        changes.batch_of(load, changes.MODELS, f"load {number}")
        for number, load in enumerate(tables, 1)
    ]


@pytest.fixture(scope="session")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Trial]:
    """Trials by number, each made once; what is expected of it, once for all workers."""

    def expected(number: int, folder: Path) -> list[Expected]:
        if number == LOADS:
            return [expected_of(load) for load in loads()]
        return [expected_of(random_batch(number, WORLDS, MODELS, GROUPS))]

    @cache
    def trial(number: int) -> Trial:
        folder = tmp_path_factory.mktemp("trial")
        found = once(tmp_path_factory, f"expected{number}", partial(expected, number))
        return Trial(found, Workspace(folder / "project"))

    return trial


@pytest.mark.deep
@pytest.mark.parametrize("number", [*BATCHES, LOADS])
def test_sound_project_agrees(number: int, trials: Callable[[int], Trial]) -> None:
    assert trials(number).agrees()


@pytest.mark.deep
@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_mutant_dies(mutant: Mutant, trials: Callable[[int], Trial]) -> None:
    numbers = (LOADS,) if mutant.in_loads else BATCHES
    died = any(trials(number).kills(mutant) for number in numbers)
    assert died == (mutant.survives is None), mutant
