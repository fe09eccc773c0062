"""Tombstones: salted hashes of ids that must not come in again.

The salt is the warehouse's own. `macros/inputs/not_erased.sql` looks ids up by the same hash.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator

from lead_scoring.erase.person import Kind, Person
from lead_scoring.release.record import utc_now
from lead_scoring.release.writable import WritableRelease


def new_salt() -> str:
    """For a warehouse without tombstones."""
    return secrets.token_hex(16)


def leave_tombstones(release: WritableRelease, person: Person, salt: str) -> None:
    """Leaves one for each id of a person, with the salt of those that are there."""
    release.run("create schema if not exists privacy")
    release.run(
        "create table if not exists privacy.tombstones "
        "(salt varchar, hashed_id varchar, erased_at timestamp)"
    )
    there = release.run("select salt, hashed_id from privacy.tombstones")
    own_salt = str(there[0][0]) if there else salt
    for hashed_id in sorted({*_hashes(person, own_salt)} - {row[1] for row in there}):
        release.run(
            "insert into privacy.tombstones values (?, ?, ?)", [own_salt, hashed_id, utc_now()]
        )


def _hashes(person: Person, salt: str) -> Iterator[str]:
    kinds: dict[Kind, frozenset[str]] = {"lead": person.leads, "contact": person.contacts}
    for kind, ids in kinds.items():
        for one in ids:
            yield hashlib.sha256(f"{salt}:{kind}:{one}".encode()).hexdigest()
