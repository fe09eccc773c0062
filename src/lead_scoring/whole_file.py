"""Files for people, each written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileError(Exception):
    """A file can't be written there."""


def unfinished_file(out: Path) -> Path:
    """What is written to before it becomes `out`; where that is a link, the file it leads to."""
    path = out.resolve()
    return path.with_name(f".{path.name}.{os.getpid()}.unfinished")


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """The path to write to, which becomes `out` at the end; after an exception `out` is as it was.

    Raises `FileError`.
    """
    path, unfinished = out.resolve(), unfinished_file(out)
    if path.exists() and not path.is_file():
        raise FileError(f"{out} is no file: name one that may be replaced, or a new one")
    if not path.parent.is_dir():
        raise FileError(f"there is no folder {path.parent}: make it, or name another")
    try:
        # of files that can't be written one learns before anything is computed
        unfinished.touch()
        yield unfinished
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise FileError(f"can't write {out}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
