"""dbt in new processes that have it loaded already.

To import dbt, and what it makes once in a process, take half of a small build's processor time. So
a server loads it once for each test worker and parses the project; each call is a fork of it.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn


def call_dbt(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> tuple[int, str]:
    """Runs dbt in a folder; returns its exit code, and what it printed and said of errors."""
    server = _server()
    assert server.stdin
    assert server.stdout
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as printed:
        call = [printed.name, str(folder), dict(environment), list(arguments)]
        server.stdin.write(json.dumps(call) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline()), printed.read()


class WarmDbt:
    """In the place of `subprocess.Popen` where the command is dbt; made, it has ended."""

    def __init__(
        self, command: Sequence[str], cwd: Path, env: Mapping[str, str], **_: object
    ) -> None:
        assert Path(command[0]).name == "dbt", command
        self.returncode, printed = call_dbt(command[1:], cwd, env)
        self.stdout = io.StringIO(printed)

    def __enter__(self) -> WarmDbt:
        return self

    def __exit__(self, *_: object) -> None:
        pass


# in the place of the module subprocess
WARM_DBT = SimpleNamespace(**vars(subprocess) | {"Popen": WarmDbt})


@cache
def _server() -> subprocess.Popen[str]:
    # it ends when its standard input does, which is when this process does
    return subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _serve() -> None:
    """Answers each line, a call, with a line, its exit code."""
    from dbt.cli.main import cli  # noqa: PLC0415

    answers = os.fdopen(os.dup(1), "w")
    with tempfile.NamedTemporaryFile() as printed:
        _redirect(printed.name)
        _load_all_of_dbt()
        gc.freeze()
    for line in sys.stdin:
        file, folder, environment, arguments = json.loads(line)
        child = os.fork()
        if not child:
            # it ends soon, and to look for garbage takes a seventh of its time
            gc.disable()
            _redirect(file)
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            try:
                cli(arguments)
            except SystemExit as ended:
                _leave(int(ended.code or 0))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _leave(code: int) -> NoReturn:
    """Ends this process, but for what Python takes apart, where DuckDB would miss the frozen."""
    atexit._run_exitfuncs()  # dbt's adapters close their connections
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _load_all_of_dbt() -> None:
    """Parses the project, whereby dbt imports and makes what any call needs."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415
    from dbt_common.tests import enable_test_caching  # noqa: PLC0415

    from workspace import Workspace  # noqa: PLC0415

    # dbt's own, for its own tests: a text that was parsed once as Jinja isn't parsed again
    enable_test_caching()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "project")
        workspace.compile()
        os.chdir(workspace.path)
        # the static parser starts threads, which a fork would wait for in vain
        dbtRunner().invoke(["--log-level-file", "none", "--no-static-parser", "parse"])


def _redirect(file: str) -> None:
    """Lets this process print to a file."""
    descriptor = os.open(file, os.O_WRONLY | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)


if __name__ == "__main__":
    _serve()
