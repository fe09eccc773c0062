"""Reads the folders of specs: every file, every fault, or the whole project."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from lead_scoring.spec import grammar
from lead_scoring.spec.dynamics import check_dynamics
from lead_scoring.spec.errors import Place, Problems, SpecErrors, Unreadable, quoted
from lead_scoring.spec.experiments import experiment
from lead_scoring.spec.inputs import KnownInputs, declared_inputs
from lead_scoring.spec.model import scoring_model
from lead_scoring.spec.project import WrittenModel, WrittenSpec, check_across
from lead_scoring.spec.structure import W, read_mapping
from lead_scoring.spec.types import DeclaredInputs, Experiment, Project, ScoringModel
from lead_scoring.spec.yaml_reader import LARGEST_FILE, read_yaml
from lead_scoring.visible import in_one_line

DECLARED_INPUTS = "_inputs.yml"
UNKNOWN_INPUTS = ("LS014", "LS027", "LS028")


def load_scoring_models(folder: Path, experiments: Path | None = None) -> Project:
    """The scoring models and declared inputs of the folder, its warnings included.

    `experiments` is the folder of the experiments, which need not exist.
    Raises `SpecErrors` with all faults of all files. A folder without specs gives no models.
    """
    inputs_problems = Problems(f"{folder.name}/{DECLARED_INPUTS}")
    declared = _declared(folder / DECLARED_INPUTS, inputs_problems)
    known = KnownInputs(declared)
    noted = [inputs_problems]
    models = _written(folder, grammar.Model, noted)
    found = [_meaning(model, known) for model in models.values()]
    with suppress(Unreadable):
        check_across(models, declared)
    tried: list[Experiment | None] = []
    if experiments is not None and experiments.exists():
        written = _written(experiments, grammar.Experiment, noted)
        tried = [experiment(spec, models) for spec in written.values()]
    errors = [error for problems in noted for error in problems.errors]
    if inputs_problems.errors:
        # what a model names may stand in a faulty declaration
        errors = [error for error in errors if error.code not in UNKNOWN_INPUTS]
    if errors:
        raise SpecErrors(errors)
    warnings = sorted(warning for problems in noted for warning in problems.warnings)
    return Project(
        models=tuple(sorted((model for model in found if model), key=lambda model: model.name)),
        experiments=tuple(sorted((one for one in tried if one), key=lambda one: one.name)),
        inputs=declared,
        warnings=tuple(map(str, warnings)),
    )


def _written(folder: Path, kind: type[W], noted: list[Problems]) -> dict[str, WrittenSpec[W]]:
    """What is written in the specs of the folder, by the stems of their files."""
    found = {}
    for path in _files(folder):
        problems = Problems(f"{folder.name}/{in_one_line(path.name)}")
        noted.append(problems)
        if path.suffix != ".yml":
            hint = f"rename it to {quoted(path.stem + '.yml')}"
            problems.add("LS002", Place(), "the file's name must end in .yml", hint)
        elif not path.name.startswith("_"):
            found[path.stem] = WrittenSpec(path.stem, _read(path, kind, problems), problems)
    return found


def _files(folder: Path) -> list[Path]:
    """The YAML files of the folder, by name."""
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in (".yml", ".yaml") and path.is_file()
        )
    except OSError as error:
        problems = Problems(folder.name)
        problems.add("LS001", Place(), f"the folder can't be read: {error.strerror}")
        raise SpecErrors(problems.errors) from None


def _read(path: Path, kind: type[W], problems: Problems) -> W | None:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        return read_mapping(read_yaml(data, problems), kind, problems)
    except OSError as error:
        problems.errors.clear()
        problems.add("LS001", Place(), f"the file can't be read: {error.strerror}")
    except Unreadable:
        pass
    return None


def _declared(path: Path, problems: Problems) -> DeclaredInputs:
    """The declared inputs; nothing is declared where there is no file, or an empty one."""
    if not path.exists():
        return DeclaredInputs()
    written = _read(path, grammar.Inputs, problems)
    if written is None:
        return DeclaredInputs()
    try:
        return declared_inputs(written, problems)
    except Unreadable:
        return DeclaredInputs()


def _meaning(model: WrittenModel, known: KnownInputs) -> ScoringModel | None:
    if model.written is None:
        return None
    try:
        found = scoring_model(model.written, model.stem, model.problems.file, known, model.problems)
        check_dynamics(model.written, model.problems)
    except Unreadable:
        return None
    return found
