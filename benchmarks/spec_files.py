"""Measure how long scoring models take to be read, checked and compiled, hostile files among them.

    python benchmarks/spec_files.py

Prints a table: of each case the processor seconds and the peak memory of a process of its own.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from processes import measure

PROJECT = Path(__file__).parent.parent
INVALID_SPECS = PROJECT / "tests" / "spec" / "invalid"
LARGEST_FILE = 1024 * 1024
HEAD = "name: measured\ngroups:\n"
CONDITION = "{{name: {name}, interaction: email_opened, within_days: 28{more}}}"


def group(number: int, conditions: str) -> str:
    """One group in a line of its own."""
    return f"  - {{name: group_{number}, points: 1, conditions: [{conditions}]}}\n"


def five_hops() -> str:
    """One condition at the end of the longest path."""
    path = "contact.account.parent_account.parent_account.parent_account.industry"
    return HEAD + group(1, f"{{name: industry, attribute: {path}, operator: is_set}}")


def groups_of(conditions_each: int, more: str = "") -> str:
    """The most groups that a model may have, with so many conditions each."""
    return HEAD + "".join(
        group(
            number,
            ", ".join(
                CONDITION.format(name=f"c_{number}_{index}", more=more)
                for index in range(conditions_each)
            ),
        )
        for number in range(200)
    )


def filled(spec: str) -> str:
    """The spec, with a comment that makes it as large as a file may be."""
    return spec + "#" * (LARGEST_FILE - len(spec))


def long_values() -> str:
    """As large as a file may be: lists of a thousand long texts."""
    values = ", ".join(f"'{number:04}{'{' * 96}'" for number in range(1000))
    where = f", where: {{field: asset_name, operator: in, value: [{values}]}}"
    conditions = [CONDITION.format(name=f"c_{index}", more=where) for index in range(9)]
    return filled(HEAD + "".join(group(number, one) for number, one in enumerate(conditions)))


def deep_filters() -> str:
    """Filters in as many branches as YAML may be nested."""
    leaf = "{field: asset_name, operator: equals, value: Spring newsletter}"
    where = leaf
    for match in ("all", "any") * 10:
        where = f"{{{match}: [{leaf}, {where}]}}"
    return HEAD + group(1, CONDITION.format(name="deep", more=f", where: {where}"))


def anchors() -> str:
    """The bomb that would unfold to 10^9 words."""
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 10))
    return f"name: measured\nl0: &l0 [{', '.join(['ha'] * 10)}]\n{levels}groups: *l9\n"


def many(line: str) -> str:
    """As many of the line as fit into a file."""
    return HEAD + line * ((LARGEST_FILE - len(HEAD)) // len(line))


SPECS: dict[str, Callable[[], str]] = {
    "path of five hops": five_hops,
    "200 groups": lambda: groups_of(1),
    "filters nested 20 times": deep_filters,
    "1 MiB: 5,000 conditions": lambda: filled(groups_of(25)),
    "1 MiB: 9,000 long values": long_values,
    "nested anchors": anchors,
    "1 MiB of anchors": lambda: many("  - &a {name: x}\n"),
    "1 MiB of aliases": lambda: many("  - *a\n"),
    "1 MiB of tags": lambda: many("  - !!python/object:os.system x\n"),
    "10,000 lists deep": lambda: HEAD + "[" * 10_000 + "]" * 10_000,
    "10,000 mappings deep": lambda: HEAD + "{a: " * 10_000 + "}" * 10_000,
    "10,000 lines deep": lambda: HEAD + "- " * 10_000 + "x",
    "1 MiB of brackets": lambda: "[" * LARGEST_FILE,
    "1 MiB of unknown keys": lambda: "".join(f"k{number}: 1\n" for number in range(93_000)),
}


def read_and_compile(folder: Path) -> dict[str, float | int]:
    """What the folder costs: processor seconds to load and to compile, and errors found."""
    # not by the parent: a child's peak begins with the size of who started it
    from lead_scoring.compiler import render  # noqa: PLC0415
    from lead_scoring.spec import SpecErrors, load_scoring_models  # noqa: PLC0415

    began = time.process_time()
    try:
        project = load_scoring_models(folder)
    except SpecErrors as found:
        return {"load": time.process_time() - began, "errors": len(found.errors)}
    loaded = time.process_time()
    render(project)
    return {"load": loaded - began, "compile": time.process_time() - loaded, "errors": 0}


def measured(name: str, folder: Path) -> str:
    """A line of the table: the folder, read in a fresh process."""
    found = measure([sys.executable, __file__, str(folder)])
    costs = json.loads(found.printed)
    compiled = f"{costs['compile']:8.2f} s" if "compile" in costs else f"{'refused':>10}"
    megabytes = found.peak_bytes / 1024**2
    return f"{name:28}{costs['load']:8.2f} s{compiled}{megabytes:8.0f} MB{costs['errors']:8}"


def main() -> None:
    """Prints the table; with a folder as argument, what that folder costs."""
    if len(sys.argv) > 1:
        print(json.dumps(read_and_compile(Path(sys.argv[1]))))
        return
    print(f"{'':28}{'load':>10}{'compile':>10}{'peak':>11}{'errors':>8}")
    with tempfile.TemporaryDirectory() as temporary:
        for name, spec in SPECS.items():
            folder = Path(temporary, name, "scoring_models")
            folder.mkdir(parents=True)
            (folder / "measured.yml").write_text(spec(), encoding="utf-8")
            print(measured(name, folder))
            shutil.rmtree(folder)
        print(
            measured(f"{len(list(INVALID_SPECS.glob('*.yml'))) - 1} invalid specs", INVALID_SPECS)
        )


if __name__ == "__main__":
    main()
