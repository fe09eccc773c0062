"""Runs dbt in a process of its own and tells how far it is.

A process of its own, because an in-process run keeps the DuckDB file locked for whoever reads next.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

RESULTS = {
    "LogModelResult",
    "LogTestResult",
    "LogSeedResult",
    "LogSnapshotResult",
    "SkippingDetails",
}
# of dbt's own code, behind an error that tells the same, as where the warehouse can't be opened
STACK_TRACE = "MainStackTrace"
# of a test that warned, behind the event that names it: "Got 1 result, configured to warn if != 0"
WARNED_TEST = "RunResultWarningMessage"
# what a macro of this project refuses, between where dbt says it came up
REFUSED = re.compile(
    r"\A(?:Encountered an error[^\n]*:\s+)?Compilation Error(?: in (?:operation|macro) [^\n]*)?\n"
    r"(?P<said>.*?)\n\s*> in macro (?:check_|refuse_|default__input_|duckdb__input_).*\Z",
    re.DOTALL,
)
# what DuckDB tells of a faulty CSV file is a whole row, which may name a person
SOURCE_LINE = re.compile(
    r"Original Line: .*?(?=\n *(?:Expected|Possible|Value|file)\b|\Z)", re.DOTALL
)


@dataclass
class DbtRun:
    """What came of a run: its exit code, and what was said, in order.

    `told` is what macros logged for the user to see, `failed` the kinds of results that failed.
    """

    exit_code: int = 0
    told: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    @property
    def only_tests_failed(self) -> bool:
        """Whether all else succeeded."""
        return self.failed == {"LogTestResult"}


def run_dbt(
    arguments: Sequence[str],
    project_dir: Path,
    environment: Mapping[str, str],
    console: Console,
    inherited: Sequence[int] = (),
) -> DbtRun:
    """Runs `dbt <arguments>` with a progress bar on the console.

    `environment` is added to the process's own; `inherited` are open files that dbt keeps open.
    """
    command = [
        str(Path(sys.executable).with_name("dbt")),
        *("--log-format", "json", "--log-level", "info", "--log-level-file", "none"),
        "--no-use-colors",
        *arguments,
    ]
    run = DbtRun()
    with (
        subprocess.Popen(
            command,
            cwd=project_dir,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=inherited,
        ) as process,
        _progress_bar(console) as progress,
    ):
        task = progress.add_task("starting dbt", total=None)
        for name, level, message, data in _events(process):
            if name == "LogStartLine":
                progress.update(
                    task, total=data["total"], description=data["node_info"]["node_name"]
                )
            elif name in RESULTS:
                progress.update(task, completed=data["index"])
                if level == "error":
                    run.failed.add(name)
            elif name == "JinjaLogInfo":
                run.told.append(message)
            elif level == "warn" and name != WARNED_TEST:
                run.warnings.append(message)
            elif level == "error" and name != STACK_TRACE:
                run.errors.append(without_source_lines(without_places(message)))
        progress.update(task, description="built")
    run.exit_code = process.returncode
    return run


def without_places(message: str) -> str:
    """What a macro of this project refuses, without the places in its code; else the message."""
    refused = REFUSED.match(message)
    return refused["said"].strip() if refused else message


def without_source_lines(message: str) -> str:
    """An error of dbt without the row of the input that it is about."""
    return SOURCE_LINE.sub("Original Line: not shown, since it may name a person", message)


def _events(process: subprocess.Popen[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """dbt's log as (name, level, message, data); what is no event counts as an error's text."""
    assert process.stdout is not None
    for line in process.stdout:
        try:
            event = json.loads(line)
            yield event["info"]["name"], event["info"]["level"], event["info"]["msg"], event["data"]
        except (ValueError, KeyError, TypeError):
            if line.strip():
                yield "", "error", line.rstrip(), {}


def _progress_bar(console: Console) -> Progress:
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
