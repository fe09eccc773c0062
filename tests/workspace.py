"""A copy of the dbt project in which a test compiles its own specs and builds its own warehouse."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psycopg2
import yaml

from lead_scoring.compiler import render, write
from lead_scoring.life import lock_path, lock_text
from lead_scoring.spec import Project, load_scoring_models
from warm_dbt import call_dbt

PROJECT = Path(__file__).parent.parent
COPIED = (
    *("dbt_project.yml", "profiles.yml", "macros", "models", "snapshots", "seeds", "analyses"),
    *("tests/data", "quality"),
)
# what a build selects that makes the views of conditions, too, which no other model reads
GENERATED = "path:models/generated"
Row = dict[str, Any]


class BuildFailedError(AssertionError):
    """dbt ended with an error; the message is what it printed."""


def _refs(path: Path) -> set[str]:
    return set(re.findall(r"\bref\('(\w+)'\)", path.read_text(encoding="utf-8")))


def _tell_only_of(models: set[str], path: Path) -> None:
    """Takes the other models out of a file that describes some."""
    text = path.read_text(encoding="utf-8")
    told = yaml.load(text, yaml.CSafeLoader)
    told["models"] = [one for one in told["models"] if one["name"] in models]
    # the first line of a generated file says whose it is
    head = text.partition("\n")[0] + "\n" if text.startswith("#") else ""
    rest = yaml.dump(told, Dumper=yaml.CSafeDumper, sort_keys=False)
    path.write_text(head + rest, encoding="utf-8")


@dataclass
class Workspace:
    """The project without its scoring models, in a folder of its own.

    `postgres` holds the connection variables (PGHOST, …) for builds with target postgres;
    `selected` is what builds make that don't say, none for all of it; marts and the like that it
    doesn't need aren't there. `connectors` are the source systems that can be read.
    `keeps_artifacts` has dbt write its manifest and results, which takes it a second and few read.
    """

    path: Path
    postgres: dict[str, str] = field(default_factory=dict)
    selected: Sequence[str] = ()
    connectors: Sequence[str] = ()
    keeps_artifacts: bool = False

    def __post_init__(self) -> None:
        for name in COPIED:
            source, copy = PROJECT / name, self.path / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("generated"))
            else:
                shutil.copy(source, copy)
        (self.path / "scoring_models").mkdir()
        self._leave_out_what_no_build_needs()

    def _leave_out_what_no_build_needs(self) -> None:
        """Removes what dbt would parse in vain: in tests, parsing takes most of its time."""
        for connector in (self.path / "macros/connectors").iterdir():
            if connector.name not in self.connectors:
                shutil.rmtree(connector)
                shutil.rmtree(self.path / "models/staging" / connector.name)
        if not self.selected:
            return
        files = {
            path.stem: path
            for folder in ("models/marts/*", "models/quality")
            for path in self.path.glob(f"{folder}/*.sql")
        }
        needed = {name.lstrip("+") for name in self.selected}
        for others in ("macros/**", "models/intermediate", "tests/data/**"):
            for path in self.path.glob(f"{others}/*.sql"):
                needed |= _refs(path)
        while more := set().union(*(_refs(files[name]) for name in needed & files.keys())) - needed:
            needed |= more
        for name, path in files.items():
            if name not in needed:
                path.unlink()
        for path in self.path.glob("models/[mq]*/**/_*.yml"):
            _tell_only_of(needed, path)

    def _leave_out_views_of_conditions(self) -> None:
        for told in self.path.glob("models/generated/[!_]*/_*.yml"):
            for view in told.parent.glob("stg_*.sql"):
                view.unlink()
            _tell_only_of({path.stem for path in told.parent.glob("*.sql")}, told)

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse.duckdb"

    def write_spec(self, name: str, spec: Row | str) -> None:
        """Writes scoring_models/<name>.yml from a mapping or from YAML text."""
        text = spec if isinstance(spec, str) else yaml.safe_dump(spec, sort_keys=False)
        (self.path / "scoring_models" / f"{name}.yml").write_text(text, encoding="utf-8")

    def write_experiment(self, spec: Row) -> None:
        """Writes experiments/<its name>.yml."""
        folder = self.path / "experiments"
        folder.mkdir(exist_ok=True)
        text = yaml.safe_dump(spec, sort_keys=False)
        (folder / f"{spec['name']}.yml").write_text(text, encoding="utf-8")

    def compile(self) -> None:
        """Compiles the specs as they stand; what they mean now is locked anew."""
        write(self.path, render(self.lock()))
        if self.selected and GENERATED not in self.selected:
            self._leave_out_views_of_conditions()

    def lock(self) -> Project:
        """Locks what each live spec means now, as if it had just been published."""
        specs = self.path / "scoring_models"
        project = load_scoring_models(specs, self.path / "experiments")
        for model in project.models:
            if model.status == "live":
                path = lock_path(specs, model.name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(lock_text(model, project.inputs), encoding="utf-8")
        return project

    def dbt(self, *arguments: str, target: str = "duckdb", **environment: str) -> str:
        """Runs dbt and returns what it printed. Raises `BuildFailedError`."""
        given, variables = self._dbt_call(arguments, target, environment)
        code, printed = call_dbt(given, self.path, variables)
        if code:
            raise BuildFailedError(printed)
        return printed

    def start_dbt(
        self, *arguments: str, target: str = "duckdb", **environment: str
    ) -> subprocess.Popen[str]:
        """Starts dbt in a process group of its own, whose output is read line by line."""
        given, variables = self._dbt_call(arguments, target, environment)
        return subprocess.Popen(
            [str(Path(sys.executable).with_name("dbt")), *given],
            cwd=self.path,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def _dbt_call(
        self, arguments: Sequence[str], target: str, environment: dict[str, str]
    ) -> tuple[list[str], dict[str, str]]:
        """What dbt is called with: arguments and all variables."""
        given = [
            *("--log-level-file", "none", "--no-use-colors"),
            *arguments,
            *("--profiles-dir", str(self.path), "--target", target),
        ]
        # one name for all runs, so that their marts can be compared
        own = {
            "LEAD_SCORING_WAREHOUSE": str(self.warehouse),
            "LEAD_SCORING_RUN_ID": "tested",
            "DBT_WRITE_JSON": str(self.keeps_artifacts),
        }
        return given, os.environ | self.postgres | own | environment

    def build(
        self,
        connector: str = "demo",
        input_path: Path | None = None,
        as_of: str | None = None,
        select: Sequence[str] = (),
        target: str = "duckdb",
        **dbt_vars: Any,
    ) -> str:
        """Compiles the specs and builds. `as_of` is UTC text, `dbt_vars` are other vars."""
        self.compile()
        given = {"connector": connector} | dbt_vars
        if input_path:
            given["input_path"] = str(input_path)
        arguments = ["build", "--vars", yaml.safe_dump(given, default_flow_style=True, width=10**6)]
        if chosen := select or self.selected:
            arguments += ["--select", *chosen]
        environment = {"LEAD_SCORING_AS_OF": as_of} if as_of else {}
        return self.dbt(*arguments, target=target, **environment)

    def rows(self, relation: str, target: str = "duckdb", order_by: str = "all") -> list[Row]:
        """All rows of a relation, `schema.name`."""
        if target == "duckdb":
            with duckdb.connect(str(self.warehouse), read_only=True) as connection:
                cursor = connection.execute(f"select * from {relation} order by {order_by}")
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        with (
            psycopg2.connect(
                host=self.postgres["PGHOST"],
                user=self.postgres["PGUSER"],
                dbname=self.postgres["PGDATABASE"],
            ) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(f"select * from {relation}")
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
