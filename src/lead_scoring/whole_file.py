"""Files for people, each written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FileError(Exception):
    """A file can't be written there."""


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """The path to write to, which becomes `out` at the end; after an exception `out` is as it was.

    Raises `FileError`.
    """
    # where it is a link, the file that it leads to
    path = out.resolve()
    if path.exists() and not path.is_file():
        raise FileError(f"{out} is no file: name one that may be replaced, or a new one")
    if not path.parent.is_dir():
        raise FileError(f"there is no folder {path.parent}: make it, or name another")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
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
