"""Tell the licences of what is locked, and ask the advisory database for its known holes.

python dependencies/audit.py requirements.lock...

Exit codes: 0 nothing is known, 1 something is, 2 nobody could be asked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
LONGEST_LICENCE = 60


class UnreachableError(Exception):
    """The advisory database could not be asked."""


@dataclass(frozen=True)
class Answer:
    """Known holes, and what nobody could tell of, as sentences."""

    holes: list[str]
    unknown: list[str]


def main(locks: Sequence[Path]) -> int:
    """Prints what is found and returns the exit code."""
    names = {name for lock in locks for name in LOCKED.findall(lock.read_text(encoding="utf-8"))}
    print("\n".join(licences(names)))
    try:
        answer = ask(locks)
    except UnreachableError as error:
        print(f"\nNot audited: {error}. Whether there are known holes is open.", file=sys.stderr)
        return 2
    for sentence in [*answer.holes, *answer.unknown]:
        print(sentence, file=sys.stderr)
    if answer.holes or answer.unknown:
        return 1
    print(f"\nNo hole is known in the {len(names)} packages of {', '.join(map(str, locks))}.")
    return 0


def licences(names: Iterable[str]) -> list[str]:
    """The licences with the packages that are under them, as lines."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        try:
            found.setdefault(licence(distribution(name)), []).append(name)
        except PackageNotFoundError:
            found.setdefault("not installed here", []).append(name)
    return [f"{text}: {', '.join(packages)}" for text, packages in sorted(found.items())]


def licence(package: Distribution) -> str:
    """What the package says of its licence, in the newest way in which it says it."""
    facts = package.metadata.json
    classified = [
        line.rpartition(" :: ")[2]
        for line in facts.get("classifier", [])
        if line.startswith("License ::")
    ]
    written = str(facts.get("license", "")).partition("\n")[0][:LONGEST_LICENCE]
    return str(facts.get("license_expression") or ", ".join(classified) or written or "not told")


def ask(locks: Sequence[Path]) -> Answer:
    """What the database knows of the locked versions. Raises `UnreachableError`."""
    asked = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"),
            *("--format", "json", "--progress-spinner", "off"),
            *(argument for lock in locks for argument in ("--requirement", str(lock))),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (asked.stderr.strip() or "pip-audit said nothing").splitlines()[-1]
        raise UnreachableError(f"the advisory database could not be asked ({said})") from None
    unknown = [f"{one['name']}: {one['skip_reason']}" for one in packages if "skip_reason" in one]
    if len(unknown) == len(packages):
        # as behind a mirror that has packages and no advisories
        raise UnreachableError("the advisory database knows none of the packages")
    return Answer(
        [
            f"{one['name']} {one['version']}: {hole['id']}, mended in {fixes(hole)}"
            for one in packages
            for hole in one.get("vulns", ())
        ],
        unknown,
    )


def fixes(hole: dict[str, Any]) -> str:
    return " or ".join(hole["fix_versions"]) or "no version yet"


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
