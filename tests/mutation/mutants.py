"""The list of mutants in `mutants.yml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """A fault: one text in one file of the project replaced by another."""

    file: str
    old: str
    new: str
    why: str
    # whether it shows only where a load follows another, not where all is scored at once
    in_loads: bool = False
    # why no world can notice it; None for those that must die
    survives: str | None = None

    @property
    def name(self) -> str:
        """Short, for reports."""
        return f"{Path(self.file).stem}: {self.why}"

    def applied_to(self, text: str) -> str:
        """The file's text with the fault in it."""
        assert text.count(self.old) == 1, f"{self.name}: occurs {text.count(self.old)} times"
        return text.replace(self.old, self.new)


@cache
def mutants() -> list[Mutant]:
    """All of them, in the order of the file."""
    entries = yaml.safe_load(Path(__file__).with_name("mutants.yml").read_text(encoding="utf-8"))
    return [Mutant(**entry) for entry in entries]
