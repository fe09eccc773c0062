"""Lints the SQL that macros give, once dbt has put it together, as each engine reads it.

dbt compiles the project for DuckDB and for PostgreSQL, without a warehouse. What is alike but for
names and values is looked at once. Prints a line a fault, and exits with 1 if there is any.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from sqlfluff.core import FluffConfig, Linter

PROJECT = Path(__file__).parents[1]
COMPILED = PROJECT / "target" / "lint"
TARGETS = ("duckdb", "postgres")
# dialect -> the dbt target whose SQL is read in it
DIALECTS = {"duckdb": "duckdb", "postgres": "postgres", "sparksql": "duckdb"}
RULES = ("aliasing.unique", "references.from", "structure.unused_cte")
# a ledger puts the SQL of its model's conditions together, which is looked at by itself
MOST_LEDGERS = 2
VALUES_AND_NAMES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\b\d+\b|--.*")


@dataclass(frozen=True)
class Query:
    """A compiled query, the file that it comes from, and the dialect to read it in."""

    path: PurePosixPath
    dialect: str
    sql: str


def compile_project() -> None:
    """Lets dbt compile for each target, at the same time. Raises `CalledProcessError`."""
    running = []
    for target in TARGETS:
        shutil.rmtree(COMPILED / target / "compiled", ignore_errors=True)
        command = [
            str(Path(sys.executable).with_name("dbt")),
            *("--quiet", "--log-level-file", "none", "compile", "--no-populate-cache"),
            *("--target", target, "--target-path", str(COMPILED / target)),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        ]
        in_memory = {"LEAD_SCORING_WAREHOUSE": ":memory:"}
        running.append(subprocess.Popen(command, env=os.environ | in_memory))
    for process in running:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)


def compiled_queries() -> Iterator[Query]:
    """What dbt has compiled, in each dialect."""
    for dialect, target in DIALECTS.items():
        folder = COMPILED / target / "compiled" / "lead_scoring"
        for path in sorted(folder.rglob("*.sql")):
            sql = path.read_text(encoding="utf-8")
            if dialect == "sparksql":
                # dbt quotes names as the target does
                sql = sql.replace('"', "`")
            yield Query(PurePosixPath(path.relative_to(folder)), dialect, sql)


def sample(queries: Iterable[Query]) -> list[Query]:
    """One of those alike, the longest first."""
    found: dict[tuple[str, str], Query] = {}
    ledgers: dict[str, list[Query]] = {}
    for query in sorted(queries, key=lambda query: (len(query.sql), query.path)):
        alike = " ".join(VALUES_AND_NAMES.sub("?", query.sql).split())
        if query.path.stem.endswith("__ledger"):
            ledgers.setdefault(query.dialect, []).append(query)
        else:
            found.setdefault((query.dialect, alike), query)
    for of_dialect in ledgers.values():
        found |= {(query.dialect, query.sql): query for query in of_dialect[:MOST_LEDGERS]}
    return sorted(found.values(), key=lambda query: -len(query.sql))


def faults(query: Query) -> list[str]:
    """What is wrong with a query, a line each."""
    linted = _linter(query.dialect).lint_string(query.sql)
    return [
        f"{query.path}:{each.line_no}: {query.dialect}: {each.rule_code()} {each.desc()}"
        for each in linted.get_violations()
    ]


@cache
def _linter(dialect: str) -> Linter:
    settings: Mapping[str, object] = {
        "dialect": dialect,
        "templater": "raw",
        "rules": ",".join(RULES),
        "large_file_skip_byte_limit": 0,
    }
    return Linter(config=FluffConfig(overrides=dict(settings)))


def main() -> int:
    compile_project()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = [line for lines in pool.map(faults, sample(compiled_queries())) for line in lines]
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
