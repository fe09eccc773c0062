"""The command `lead-scoring`: reads the arguments, calls the part that does the job, prints."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console

from lead_scoring import __version__, life
from lead_scoring.build import BuildError, Candidate, Source, build_warehouse
from lead_scoring.compiler import GeneratedFilesError, render, stale_files, write
from lead_scoring.doctor import DoctorError, examine, findings, report_text
from lead_scoring.erase import EraseError, erase_person, find_person
from lead_scoring.erase import Kind as ErasedKind
from lead_scoring.explain import ExplainError, explain_lead, explanation_text
from lead_scoring.export import FORMATS, ExportError, Format, export_mart
from lead_scoring.instants import parse_instant
from lead_scoring.project import ProjectFolder, ProjectNotFoundError, find_project
from lead_scoring.quality import AuditResult, QualityError, audit_release, read_thresholds
from lead_scoring.release import (
    RECORD,
    NotReleasedError,
    ReleaseError,
    open_store,
    publish_release,
    releases_table,
)
from lead_scoring.reports import REPORT_FORMATS, REPORTS, ReportName, report_page
from lead_scoring.show import as_json, show
from lead_scoring.spec import Project, ScoringModel, SpecErrors, load_scoring_models
from lead_scoring.spec.grammar import Name
from lead_scoring.summary import read_summaries, summary_table
from lead_scoring.validate import unmatched_conditions
from lead_scoring.visible import visible
from lead_scoring.warehouse import Warehouse, WarehouseError, open_warehouse
from lead_scoring.whole_file import FileError, whole_file

T = TypeVar("T", bound=str)
EXPECTED_ERRORS = (
    SpecErrors,
    GeneratedFilesError,
    ProjectNotFoundError,
    BuildError,
    DoctorError,
    WarehouseError,
    ExplainError,
    ExportError,
    FileError,
    NotReleasedError,
    ReleaseError,
    QualityError,
    EraseError,
    life.LifeError,
)
# the connectors that have no use for a folder
READING_NO_FILES = ("demo", "warehouse")
WAREHOUSE_VARIABLE = "LEAD_SCORING_WAREHOUSE"
# emoji: a label that holds :warning: is not to be changed
out = Console(soft_wrap=True, emoji=False)
err = Console(stderr=True, soft_wrap=True, emoji=False)


class OneClearError(typer.core.TyperGroup):
    """Turns the errors that a user can mend into a message and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except EXPECTED_ERRORS as error:
            _say(err, str(error), "red")
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=OneClearError,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Lead scoring models as YAML files, compiled to a dbt project and built into a warehouse.",
)

ProjectDir = Annotated[
    Path | None,
    typer.Option(help="The folder that holds dbt_project.yml.  [default: here or above]"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Connector = Annotated[
    str | None,
    typer.Option(
        help="Where the leads come from: demo, files, warehouse, dynamics365, hubspot, salesforce."
    ),
]
InputPath = Annotated[
    Path | None,
    typer.Option(
        help="The folder of the input files; the connector is files, unless one is named that "
        "reads a folder, here or in dbt_project.yml."
    ),
]
ProfilesDir = Annotated[
    Path | None,
    typer.Option(help="The folder of a profiles.yml of your own.  [default: the project's]"),
]
Target = Annotated[str | None, typer.Option(help="The dbt target: duckdb, postgres, or your own.")]
ModelName = Annotated[str, typer.Argument(help="The scoring model's name.")]
NewName = Annotated[str, typer.Argument(help="A name that no scoring model has or had.")]
WarehouseFile = Annotated[
    Path | None,
    typer.Option(help="The DuckDB file.  [default: warehouse/lead_scoring.duckdb]"),
]
Wait = Annotated[float, typer.Option(min=0, help="Seconds to wait for another build to end.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        out.print(f"lead-scoring {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    pass


@app.command("compile")
def compile_command(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a file is stale.")
    ] = False,
    project_dir: ProjectDir = None,
) -> None:
    """Turn the scoring models and experiments into the generated part of the dbt project."""
    folder = _folder(project_dir)
    files = render(_load_published(folder))
    if not check:
        changed = write(folder.path, files)
        out.print(f"{len(files)} generated files, {len(changed)} changed", highlight=False)
        return
    stale = stale_files(folder.path, files)
    for path in stale:
        _say(err, f"stale: {path}", "red")
    if stale:
        err.print("Run `lead-scoring compile` and commit what it writes.")
        raise typer.Exit(1)
    out.print(f"{len(files)} generated files, all up to date", highlight=False)


@app.command()
def validate(
    against_warehouse: Annotated[
        bool,
        typer.Option(
            "--warehouse", help="Look for conditions that match no row of the build, too."
        ),
    ] = False,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Check every scoring model and experiment, and tell all errors at once."""
    folder = _folder(project_dir)
    try:
        project = load_scoring_models(folder.scoring_models, folder.experiments)
        leftovers = life.check_locks(project, folder.scoring_models)
    except SpecErrors as errors:
        if not json_output:
            raise
        _print_json({"errors": [vars(error) for error in errors.errors], "warnings": []})
        raise typer.Exit(1) from errors
    warnings = [*project.warnings, *leftovers]
    if against_warehouse:
        _use_warehouse(folder, None, profiles_dir)
        with open_warehouse(folder.path, profiles_dir, target) as built:
            warnings += unmatched_conditions(project, built)
    if json_output:
        _print_json({"errors": [], "warnings": warnings})
        return
    _warn(warnings)
    count = len(project.experiments)
    experiments = f", {count} experiment{'s' if count > 1 else ''}" if count else ""
    out.print(f"{len(project.models)} scoring models{experiments}, no errors", highlight=False)


@app.command("show")
def show_command(
    model: ModelName,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Print a scoring model as readable text, all conditions at once."""
    found = _model(_load(_folder(project_dir)), model)
    if json_output:
        _print_json(as_json(found))
    else:
        _say(out, show(found))


@app.command()
def publish(model: ModelName, json_output: Json = False, project_dir: ProjectDir = None) -> None:
    """Make a scoring model live, lock its meaning, and compile.

    Writes the status line of the spec and the lock, nothing else of the two. A model that was
    published before is published again only with the same meaning.
    """
    folder = _folder(project_dir)
    project = load_scoring_models(folder.scoring_models)
    found = _model(project, model)
    specs = folder.scoring_models
    _take(life.publish(found, project, specs), folder, json_output, compiles=True)
    replaced = [one.name for one in project.models if one.name == found.replaces]
    if replaced and _model(project, replaced[0]).status == "live" and not json_output:
        out.print(
            f"{replaced[0]}, which it replaces, is live, too, until you run "
            f"`lead-scoring stop {replaced[0]}`",
            highlight=False,
        )


@app.command()
def stop(
    model: ModelName,
    at: Annotated[
        str | None, typer.Option(help="The instant, UTC unless it has an offset.  [default: now]")
    ] = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Stop a live scoring model, which keeps its history, and compile."""
    folder = _folder(project_dir)
    instant = _instant(at, "--at")
    project = load_scoring_models(folder.scoring_models)
    change = life.stop(_model(project, model), project, folder.scoring_models, instant)
    _take(change, folder, json_output, compiles=True)


@app.command("copy")
def copy_command(
    old: Annotated[str, typer.Argument(help="The scoring model to copy.")],
    new: NewName,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Copy a scoring model, comments included, to a draft that replaces it."""
    folder = _folder(project_dir)
    name = _new_name(new)
    found = _model(load_scoring_models(folder.scoring_models), old)
    change = life.copy(found, name, folder.scoring_models)
    _take(change, folder, json_output, compiles=False)


@app.command("new")
def new_command(model: NewName, json_output: Json = False, project_dir: ProjectDir = None) -> None:
    """Write a small, commented draft of a scoring model to begin with."""
    folder = _folder(project_dir)
    name = _new_name(model)
    load_scoring_models(folder.scoring_models)  # other faults would be taken for the new model's
    change = life.new(name, folder.scoring_models)
    _take(change, folder, json_output, compiles=False)


@app.command()
def build(
    connector: Connector = None,
    input_path: InputPath = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="The instant to score at, UTC unless it has an offset.  [default: now]"),
    ] = None,
    full_refresh: Annotated[
        bool,
        typer.Option(
            "--full-refresh",
            help="Score all leads again, not only those of which something else is known.",
        ),
    ] = False,
    keep: Annotated[
        int, typer.Option(min=1, help="How many releases to keep, with the new one.")
    ] = 2,
    wait: Wait = 0,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Compile, build, audit and publish a release, and print what came out.

    It is published whole, or not at all: if anything fails, what was published before stays.
    """
    folder = _folder(project_dir)
    project = _load_published(folder)
    source = _source(folder, connector, input_path, as_of)
    _use_warehouse(folder, warehouse, profiles_dir)

    def build_candidate(candidate: Candidate) -> list[str]:
        write(folder.path, render(project))
        return build_warehouse(folder, source, target, profiles_dir, err, candidate, full_refresh)

    def audit_candidate(
        candidate: Warehouse, published: Warehouse | None, results: Path
    ) -> list[AuditResult]:
        return audit_release(candidate, published, folder.path, results)

    # what is wrong with its file is told at once, not after the build
    read_thresholds(folder.path)
    store = open_store(folder.path, profiles_dir, target)
    published = publish_release(store, build_candidate, audit_candidate, wait, keep)
    _warn(published.warnings)
    with open_warehouse(folder.path, profiles_dir, target) as built:
        summaries = read_summaries(built)
    if json_output:
        _print_json(summaries)
    else:
        out.print(summary_table(summaries))
        out.print(f"published as release {published.release.run_id}", highlight=False)


@app.command()
def releases(
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """List what was published, refused and why, newest first."""
    folder = _folder(project_dir)
    _use_warehouse(folder, warehouse, profiles_dir)
    found = open_store(folder.path, profiles_dir, target).releases()
    if json_output:
        _print_json([RECORD.dump_python(release, mode="json") for release in found])
    else:
        out.print(releases_table(found))


@app.command()
def rollback(
    wait: Wait = 0,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    project_dir: ProjectDir = None,
) -> None:
    """Serve the release before the one that is served, at once."""
    folder = _folder(project_dir)
    _use_warehouse(folder, warehouse, profiles_dir)
    store = open_store(folder.path, profiles_dir, target)
    with store.lock(wait):
        run_id = store.roll_back()
    out.print(f"release {run_id} is served", highlight=False)


@app.command()
def erase(
    person: Annotated[str, typer.Argument(metavar="LEAD|CONTACT", help="The id of one of them.")],
    kind: Annotated[
        ErasedKind | None,
        typer.Option("--as", help="Which it is, where both have the id, or nobody has it yet."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    wait: Wait = 0,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Erase a person from every table and release, for good, and keep them from coming in again.

    A contact and its leads are one person, and so are leads that were merged. Others keep their
    scores; totals change with the next build. Source systems, exports and published pages are
    yours to clean.
    """
    folder = _folder(project_dir)
    _use_warehouse(folder, warehouse, profiles_dir)
    store = open_store(folder.path, profiles_dir, target)
    with store.lock(wait):
        with store.open_published() as published:
            if published is None:
                raise EraseError("there is no release to erase anybody from")
            found = find_person(published, person, kind)
        if not yes:
            typer.confirm(f"Erase {found}, with all history, for good?", abort=True, err=True)
        erased = erase_person(store, found)
    if json_output:
        _print_json(erased.told())
    else:
        out.print(str(erased), markup=False, highlight=False)


@app.command()
def doctor(
    connector: Connector = None,
    input_path: InputPath = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="The instant to look at, UTC unless it has an offset.  [default: now]"),
    ] = None,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Look at the inputs before they are scored: what is there, what is missing, what to do.

    Exits with 1 if something is missing without which there is no build.
    """
    folder = _folder(project_dir)
    project = _load_published(folder)
    write(folder.path, render(project))
    _use_warehouse(folder, warehouse, profiles_dir)
    source = _source(folder, connector, input_path, as_of)
    report = examine(folder, source, target, profiles_dir, err)
    found = findings(report, project)
    if json_output:
        _print_json(asdict(report) | {"findings": [asdict(finding) for finding in found]})
    else:
        out.print(report_text(report, found), markup=False, highlight=False)
    if report.missing:
        raise typer.Exit(1)


@app.command()
def explain(
    lead: Annotated[str, typer.Argument(help="The lead's id.")],
    model: Annotated[
        str | None, typer.Option(help="One scoring model.  [default: all live ones]")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(help="The instant, UTC unless it has an offset.  [default: of the build]"),
    ] = None,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    json_output: Json = False,
    project_dir: ProjectDir = None,
) -> None:
    """Tell why a lead has its score: each group's points, the reasons, and what will change."""
    folder = _folder(project_dir)
    instant = _instant(at, "--at")
    project = load_scoring_models(folder.scoring_models)
    _use_warehouse(folder, warehouse, profiles_dir)
    with open_warehouse(folder.path, profiles_dir, target) as built:
        explanations = explain_lead(built, project, lead, model, instant)
    if json_output:
        _print_json(explanations)
    else:
        _say(out, explanation_text(explanations))


@app.command()
def export(
    mart: Annotated[
        str, typer.Argument(help="scores, history, contributions, or the name of any mart.")
    ],
    file: Annotated[Path, typer.Option("--out", help="The file to write, or to replace.")],
    file_format: Annotated[
        Format | None, typer.Option("--format", help="The kind of file.  [default: --out's ending]")
    ] = None,
    lead: Annotated[str | None, typer.Option(help="Only the rows of one lead, by its id.")] = None,
    model: Annotated[str | None, typer.Option(help="Only the rows of one scoring model.")] = None,
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    project_dir: ProjectDir = None,
) -> None:
    """Write a mart to a file, safe to open in a spreadsheet.

    In csv and xlsx an apostrophe goes before text that a spreadsheet would take for a formula.
    """
    chosen = file_format or _ending(file, FORMATS)
    folder = _folder(project_dir)
    _use_warehouse(folder, warehouse, profiles_dir)
    with open_warehouse(folder.path, profiles_dir, target, file) as built:
        count = export_mart(built, mart, file, chosen, lead, model)
    _tell_rows(count, file)


@app.command()
def report(
    name: Annotated[
        ReportName,
        typer.Argument(
            help="daily: new hot leads. weekly: score movement. monthly: model performance."
        ),
    ],
    file: Annotated[
        Path, typer.Option("--out", help="The .html, .csv or .xlsx file to write, or to replace.")
    ],
    warehouse: WarehouseFile = None,
    target: Target = None,
    profiles_dir: ProfilesDir = None,
    project_dir: ProjectDir = None,
) -> None:
    """Write the report of the last complete day, week or months, fit to be sent."""
    ending = _ending(file, REPORT_FORMATS)
    folder = _folder(project_dir)
    _use_warehouse(folder, warehouse, profiles_dir)
    with open_warehouse(folder.path, profiles_dir, target, file) as built:
        if ending != "html":
            _tell_rows(export_mart(built, REPORTS[name], file, ending), file)
            return
        with whole_file(file) as unfinished:
            unfinished.write_text(report_page(built, name), encoding="utf-8", newline="\n")
    _say(out, f"wrote {file}")


def _folder(project_dir: Path | None) -> ProjectFolder:
    return find_project((project_dir or Path.cwd()).resolve())


def _source(
    folder: ProjectFolder, connector: str | None, input_path: Path | None, as_of: str | None
) -> Source:
    if input_path and not connector and folder.dbt_vars()["connector"] in READING_NO_FILES:
        connector = "files"
    return Source(
        connector=connector,
        input_path=input_path.resolve() if input_path else None,
        as_of=_instant(as_of, "--as-of"),
    )


def _use_warehouse(folder: ProjectFolder, file: Path | None, profiles_dir: Path | None) -> None:
    """Tells the project's own profile, for dbt and for reading alike, which file it is."""
    if file and profiles_dir:
        raise typer.BadParameter("--warehouse is for the project's own profile; drop one")
    if file:
        os.environ[WAREHOUSE_VARIABLE] = str(file.resolve())
    else:
        os.environ.setdefault(WAREHOUSE_VARIABLE, str(folder.warehouse))


def _load(folder: ProjectFolder) -> Project:
    project = load_scoring_models(folder.scoring_models, folder.experiments)
    _warn(project.warnings)
    return project


def _load_published(folder: ProjectFolder) -> Project:
    """The project, if each live model means what was published."""
    project = _load(folder)
    _warn(life.check_locks(project, folder.scoring_models))
    return project


def _take(change: life.Change, folder: ProjectFolder, json_output: bool, compiles: bool) -> None:
    """Writes a step in a model's life, compiles if it concerns live models, and tells."""
    if compiles:
        # a foreign file in a generated folder stops the step before it begins
        stale_files(folder.path, {})
    life.apply(change, folder.scoring_models)
    specs = folder.scoring_models.name
    changed = [f"{specs}/{file}" for file in change.files]
    count = 0
    if compiles:
        try:
            files = render(_load_published(folder))
        except SpecErrors as errors:
            _warn([f"not compiled, since other specs stand in the way:\n{errors}"])
        else:
            count = len(files)
            changed += map(str, write(folder.path, files))
    if json_output:
        _print_json({"scoring_model": change.name, "said": change.said, "changed": changed})
        return
    _say(out, change.said)
    if count:
        generated = len(changed) - len(change.files)
        out.print(f"{count} generated files, {generated} changed", highlight=False)
    elif not compiles:
        out.print(
            f"Edit it; `lead-scoring build` scores it beside the others, "
            f"`lead-scoring publish {change.name}` makes it live.",
            highlight=False,
        )


def _new_name(name: str) -> str:
    try:
        return TypeAdapter(Name).validate_python(name)
    except ValidationError:
        raise typer.BadParameter(
            f"{name!r} is no name for a scoring model: write a lower-case letter and then up to 29 "
            "lower-case letters, digits or underscores"
        ) from None


def _model(project: Project, name: str) -> ScoringModel:
    for model in project.models:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in project.models) or "none"
    raise typer.BadParameter(f"no scoring model {name!r}; there are: {names}")


def _instant(text: str | None, option: str) -> Any:
    try:
        return parse_instant(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{option}: {error}") from error


def _ending(file: Path, endings: Sequence[T]) -> T:
    """What the name of a file ends with."""
    for ending in endings:
        if file.suffix.lower() == f".{ending}":
            return ending
    raise typer.BadParameter(
        f"--out: {file.name!r} ends with none of {', '.join(f'.{one}' for one in endings)}"
    )


def _tell_rows(count: int, file: Path) -> None:
    _say(out, f"wrote {count:,} {'row' if count == 1 else 'rows'} to {file}")


def _warn(warnings: Any) -> None:
    for warning in warnings:
        _say(err, f"warning: {warning}", "yellow")


def _say(console: Console, text: str, style: str | None = None) -> None:
    """Prints text in which nothing is markup, nor a command to the terminal."""
    console.print(visible(text), style=style, markup=False, highlight=False)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))
