"""What a scoring model can get wrong: the errors and the one exception that carries them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MOST_ERRORS_OF_A_FILE = 100
LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class SpecError:
    """One fault. `line` counts from 1; `path` is the place in the spec, as `groups[0].points`.

    `hint` says what to do instead and may be empty.
    """

    file: str
    line: int
    code: str
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f" {self.path}" if self.path else ""
        hint = f" … {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}: {self.code}{place}: {self.message}{hint}"


class SpecErrors(Exception):
    """All faults of all scoring models, sorted by file and line."""

    def __init__(self, errors: Iterable[SpecError]) -> None:
        self.errors: tuple[SpecError, ...] = tuple(sorted(set(errors)))
        super().__init__("\n".join(map(str, self.errors)))


@dataclass(frozen=True)
class Place:
    """A place in a file: its line, counted from 1, and its path in the spec."""

    line: int = 1
    path: str = ""

    def key(self, name: str, line: int) -> Place:
        """The place of a key beneath this one."""
        if not (name.isidentifier() and name.isascii() and len(name) <= LONGEST_QUOTE):
            return Place(line, f"{self.path}[{quoted(name)}]")
        return Place(line, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int, line: int) -> Place:
        """The place of a list's item beneath this one."""
        return Place(line, f"{self.path}[{index}]")


class Unreadable(Exception):
    """Raised inside the reader where the rest of a file can't be read; never leaves the loader."""


class Problems:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[SpecError] = []
        self.warnings: list[SpecError] = []

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Notes an error; raises `Unreadable` after the hundredth, to stay quick and legible."""
        if len(self.errors) > MOST_ERRORS_OF_A_FILE:
            raise Unreadable
        if len(self.errors) == MOST_ERRORS_OF_A_FILE:
            message = f"there are more than {MOST_ERRORS_OF_A_FILE} errors"
            self.errors.append(SpecError(self.file, place.line, "LS046", "", message))
            raise Unreadable
        self.errors.append(SpecError(self.file, place.line, code, place.path, message, hint))

    def stop(self, code: str, place: Place, message: str, hint: str = "") -> Unreadable:
        """Notes an error after which the file can't be read on; the caller raises the result."""
        self.add(code, place, message, hint)
        return Unreadable()

    def warn(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Notes a warning, which stops nothing."""
        self.warnings.append(SpecError(self.file, place.line, code, place.path, message, hint))


def quoted(value: object) -> str:
    """The value as it may stand in a message: one line, visible, not too long."""
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value[:1000]) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def nearest(word: str, allowed: Iterable[str]) -> str:
    """`did you mean 'x'?` for the nearest allowed word, else empty."""
    found = difflib.get_close_matches(word[:100], list(allowed), n=1)
    return f"did you mean {found[0]!r}?" if found else ""
