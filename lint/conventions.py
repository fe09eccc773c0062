"""Checks what no linter knows of: what is documented, what is tested, where links lead.

Prints a line a fault, and exits with 1 if there is any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

KEY_TESTS = ("unique_key", "unique")
DIRECTORY = "lead_directory"
CHECK_OF_VARS = "check_project_vars"
MACRO = re.compile(
    r"(?:\{#-?(?P<comment>(?:(?!#\}).)*)#\}\s*)?"
    r"\{%-? *(?P<kind>macro|test|materialization) +(?P<name>\w+)(?:\((?P<arguments>[^%]*)\))?",
    re.DOTALL,
)
# a line of a comment that begins with names is about arguments: `points, max_points: the group's`
ARGUMENTS_OF_COMMENT = re.compile(r"^ *([a-z]\w*(?:, [a-z]\w*)*):(?: |$)", re.MULTILINE)
VAR = re.compile(r"(?<!\w)var\('(\w+)'")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MENTIONED_DOC = re.compile(r"(?<![\w/.])docs/[\w/-]+\.md\b")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
PATH_OF_A_MACHINE = re.compile(r"(?<![\w.~*}])/(?:home|root|Users|work|private|mnt)/|\b[A-Z]:\\\w")


@dataclass(frozen=True)
class Project:
    """The project's files, named by their paths within it."""

    root: Path
    paths: tuple[PurePosixPath, ...]

    def under(self, folder: str, *suffixes: str) -> list[PurePosixPath]:
        """Those in a folder, or below, with one of the suffixes; nothing that is generated."""
        return [
            path
            for path in self.paths
            if path.suffix in suffixes
            and path.is_relative_to(folder)
            and "generated" not in path.parts
        ]

    def text(self, path: PurePosixPath | str) -> str:
        """What stands in a file; nothing, if it holds no text."""
        return (self.root / path).read_text(encoding="utf-8", errors="ignore")

    def described(self, folder: str) -> dict[str, dict[str, Any]]:
        """What the YAML files of a folder say of each model."""
        return {
            model["name"]: model
            for path in self.under(folder, ".yml")
            for model in (yaml.safe_load(self.text(path)) or {}).get("models") or []
        }


def marts_are_documented(project: Project) -> Iterator[str]:
    """Each mart and column has a description; a contract sees to it that no column is left out."""
    described = project.described("models/marts")
    contracted = re.search(
        r"^    marts:\n(?: {6}.*\n)*? {6}\+contract: \{enforced: true\}$",
        project.text("dbt_project.yml"),
        re.MULTILINE,
    )
    if not contracted:
        yield "dbt_project.yml: the marts have no enforced contract"
    for path in project.under("models/marts", ".sql"):
        mart = described.get(path.stem, {})
        if not mart.get("description"):
            yield f"{path}: the mart has no description"
        if not mart.get("columns"):
            yield f"{path}: the mart's columns are not described"
        for column in mart.get("columns") or []:
            if not column.get("description"):
                yield f"{path}: the column {column['name']} has no description"


def marts_have_keys(project: Project) -> Iterator[str]:
    """Each mart has a test of its key."""
    described = project.described("models/marts")
    for path in project.under("models/marts", ".sql"):
        mart = described.get(path.stem, {})
        tests = list(mart.get("data_tests") or [])
        for column in mart.get("columns") or []:
            tests += column.get("data_tests") or []
        names = {test if isinstance(test, str) else next(iter(test)) for test in tests}
        if names.isdisjoint(KEY_TESTS):
            yield f"{path}: no test of the mart's key ({', '.join(KEY_TESTS)})"


def personal_data_is_in_the_directory(project: Project) -> Iterator[str]:
    """No mart but the directory has a column of personal data, or one named like it."""
    canonical = yaml.safe_load(project.text("src/lead_scoring/spec/canonical.yml"))
    personal = {
        name
        for table in canonical["tables"].values()
        for name, column in table["columns"].items()
        if column.get("pii")
    }
    for mart, description in project.described("models/marts").items():
        for column in description.get("columns") or []:
            marked = column.get("config", {}).get("meta", {}).get("pii")
            if mart != DIRECTORY and (marked or column["name"] in personal):
                yield f"models/marts: {mart}.{column['name']} belongs to {DIRECTORY}"
            is_name = column["data_type"] == "text" and not column["name"].endswith("_id")
            if mart == DIRECTORY and is_name and not marked:
                yield f"models/marts: {mart}.{column['name']} is not marked as personal data"


def macros_are_documented(project: Project) -> Iterator[str]:
    """Each macro has a comment above it, which names its arguments and no others.

    What a macro dispatches to is documented with it.
    """
    for path in project.under("macros", ".sql") + project.under("tests/data/generic", ".sql"):
        for macro in MACRO.finditer(project.text(path)):
            if "__" in macro["name"]:
                continue
            if macro["comment"] is None:
                yield f"{path}: {macro['name']} has no comment"
                continue
            arguments = re.findall(r"(?:^|,)\s*(\w+)", macro["arguments"] or "")
            if macro["kind"] == "test":
                arguments.remove("model")
            elif macro["kind"] == "materialization":
                arguments = []
            for argument in arguments:
                if not re.search(rf"(?<![\w.]){argument}(?:, \w+)*:", macro["comment"]):
                    yield f"{path}: the comment of {macro['name']} does not tell of {argument}"
            for line in ARGUMENTS_OF_COMMENT.finditer(macro["comment"]):
                for name in line[1].split(", "):
                    if name not in arguments:
                        yield f"{path}: {macro['name']} has no argument {name}, as its comment says"


def vars_are_declared(project: Project) -> Iterator[str]:
    """Each var is declared under a comment, checked when a run starts, and read somewhere."""
    block = re.search(r"^vars:\n((?:  .*\n|\n)*)", project.text("dbt_project.yml"), re.MULTILINE)
    lines = block[1].splitlines() if block else []
    declared = set()
    above = ""
    for line in lines:
        if found := re.match(r"  (\w+):", line):
            declared.add(found[1])
            if not above.startswith("  #"):
                yield f"dbt_project.yml: no comment on the var {found[1]}"
        above = line
    macros = {path.stem: project.text(path) for path in project.under("macros", ".sql")}
    check = macros.get(CHECK_OF_VARS, "")
    check += "".join(text for name, text in macros.items() if f"{name}(" in check)
    for name in sorted(declared):
        if f"'{name}'" not in check:
            yield f"dbt_project.yml: {CHECK_OF_VARS} does not check the var {name}"
    for folder in ("macros", "models", "snapshots", "analyses", "tests/data"):
        for path in project.under(folder, ".sql"):
            for name in sorted(set(VAR.findall(project.text(path))) - declared):
                yield f"{path}: the var {name} is not declared in dbt_project.yml"


def links_lead_somewhere(project: Project) -> Iterator[str]:
    """Links between documents lead to a file, or a heading, that is there."""
    known = {*project.paths, *(parent for path in project.paths for parent in path.parents)}
    for path in project.under(".", ".md"):
        for link in LINK.findall(CODE_BLOCK.sub("", project.text(path))):
            if re.match(r"\w+:", link):
                continue
            file, _, heading = link.partition("#")
            target = _resolved(path.parent / file) if file else path
            if target not in known:
                yield f"{path}: {link} is not there"
            elif heading and heading not in _headings(project.text(target)):
                yield f"{path}: {link} leads to no heading"
    for path in project.paths:
        for mentioned in MENTIONED_DOC.findall(project.text(path)):
            if PurePosixPath(mentioned) not in known:
                yield f"{path}: {mentioned} is not there"


def _resolved(path: PurePosixPath) -> PurePosixPath:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def _headings(text: str) -> set[str]:
    """The anchors of a document's headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(CODE_BLOCK.sub("", text))
    }


def no_path_of_a_machine(project: Project) -> Iterator[str]:
    """Nothing names a place that is on one person's machine only."""
    for path in project.paths:
        for number, line in enumerate(project.text(path).splitlines(), 1):
            if found := PATH_OF_A_MACHINE.search(line):
                yield f"{path}:{number}: {found[0]} is a path of one machine"


RULES = (
    marts_are_documented,
    marts_have_keys,
    personal_data_is_in_the_directory,
    macros_are_documented,
    vars_are_declared,
    links_lead_somewhere,
    no_path_of_a_machine,
)


def read_project(root: Path) -> Project:
    """The files that git knows, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted(PurePosixPath(line) for line in listed.stdout.splitlines())
    return Project(root, tuple(path for path in paths if (root / path).is_file()))


def main() -> int:
    project = read_project(Path(__file__).parents[1])
    faults = [fault for rule in RULES for fault in rule(project)]
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
