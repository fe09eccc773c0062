"""Takes a person out of all releases, and proves that nothing is left."""

from __future__ import annotations

import mmap
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from lead_scoring.erase.person import EraseError, Person
from lead_scoring.erase.reasons import forget_reasons, forget_recorded_reasons
from lead_scoring.erase.rows import delete_person
from lead_scoring.erase.tombstones import leave_tombstones, new_salt
from lead_scoring.release.store import Store
from lead_scoring.release.writable import WritableRelease

# fewer bytes are found in any file by chance
SHORTEST_SEARCHED = 5
# an id of digits alone may be that of a deal, too; in these columns it is a person's
OF_PEOPLE = re.compile("lead|contact|merged|surviving|told")


@dataclass(frozen=True)
class Erased:
    """What was erased, and what the proof rests on."""

    person: Person
    releases: int
    files: list[Path]
    # which could not be told apart from others in the bytes of files, but in no table are left
    only_asked: list[str]

    def __str__(self) -> str:
        searched = f", nor in the bytes of {len(self.files)} files" if self.files else ""
        doubt = (
            f"\n{len(self.only_asked)} values are too short, or part of other people's, to be told "
            "apart in the bytes of files; no table has them"
            if self.only_asked and self.files
            else ""
        )
        return (
            f"erased {self.person} from {self.releases} releases; no table has them"
            f"{searched}{doubt}\nTotals change with the next build."
        )

    def told(self) -> dict[str, object]:
        """The same for machines."""
        return {
            "leads": sorted(self.person.leads),
            "contacts": sorted(self.person.contacts),
            "releases": self.releases,
            "files_searched": [str(file) for file in self.files],
            "values_not_searched_in_bytes": len(self.only_asked),
        }


def erase_person(store: Store, person: Person) -> Erased:
    """Erases a person from what is served, what is kept, and what was left unfinished.

    Is called while the store's lock is held. Raises `EraseError` if anything of the person is
    left, and `ReleaseError` if a release can't be rewritten.
    """
    values: set[str] = set()
    salt = new_salt()

    def take_out(release: WritableRelease) -> None:
        values.update(delete_person(release, person))
        leave_tombstones(release, person, salt)
        forget_reasons(release, values)

    store.discard_candidate()
    count = store.rewrite(take_out)
    forget_recorded_reasons(store, values)
    left: dict[str, set[str]] = {}
    # addresses in what was loaded: another person's may be the same in what is made of it
    loaded: set[str] = set()
    containing: set[str] = set()
    files = store.files()
    in_bytes = {value for file in files for value in values if _is_in(file, value)}

    def look(release: WritableRelease) -> None:
        for table in release.tables():
            for column in table.texts:
                for value in values:
                    if value.isdigit() and not OF_PEOPLE.search(column):
                        continue
                    if release.run(
                        f"select 1 from {table.name} where {column} = ? limit 1", [value]
                    ):
                        left.setdefault(value, set()).add(table.name)
                        if not table.is_made and "@" in value:
                            loaded.add(value)
                for value in in_bytes - containing:
                    if release.run(
                        f"select 1 from {table.name} where strpos({column}, ?) > 0 limit 1", [value]
                    ):
                        containing.add(value)

    store.read_all(look)
    ids = person.leads | person.contacts
    remaining = {value: places for value, places in left.items() if value in ids | loaded}
    if remaining or in_bytes - containing:
        raise EraseError(_told(remaining, in_bytes - containing))
    short = {value for value in values if len(value.encode()) < SHORTEST_SEARCHED}
    return Erased(person, count, files, sorted(containing | (short if files else set())))


def _is_in(file: Path, value: str) -> bool:
    needle = value.encode()
    if len(needle) < SHORTEST_SEARCHED:
        return False
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as read:
        return read.find(needle) >= 0


def _told(remaining: dict[str, set[str]], in_bytes: Collection[str]) -> str:
    """Where something is left. The values themselves are not for logs; how many they are is."""
    places = sorted({place for found in remaining.values() for place in found})
    tables = f"{len(remaining)} values in {', '.join(places)}" if places else ""
    files = f"{len(in_bytes)} values in the bytes of files" if in_bytes else ""
    return (
        f"not all is erased: {' and '.join(filter(None, (tables, files)))}; tables that you loaded "
        "yourself in another shape than the canonical one are yours to clean: then erase again"
    )
