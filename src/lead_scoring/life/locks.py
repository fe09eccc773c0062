"""Locks: what a published model means, beside its spec, so that nobody changes it by accident.

A lock is the JSON file `locks/<model>.json` in the folder of the specs. It is committed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from lead_scoring.compiler import hash_of, meaning
from lead_scoring.life.differences import differences
from lead_scoring.life.spec_text import line_of
from lead_scoring.spec import DeclaredInputs, Project, ScoringModel, SpecError, SpecErrors
from lead_scoring.spec.errors import quoted

LOCKS = "locks"
MOST_DIFFERENCES = 20
CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


def lock_path(specs: Path, name: str) -> Path:
    """The lock of a model; `specs` is the folder of the specs."""
    return specs / LOCKS / f"{name}.json"


def lock_text(model: ScoringModel, inputs: DeclaredInputs) -> str:
    """The lock of what the model means now: one fact a line, for diffs; the same in every run."""
    meant = meaning(model, inputs)
    lock = {"scoring_model": model.name, "spec_hash": hash_of(meant), "meaning": meant}
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"


def check_locks(project: Project, specs: Path) -> list[str]:
    """Checks that published models mean what they meant; returns warnings of locks left over.

    Raises `SpecErrors` if a live model has no lock, or if a live or stopped one differs from it.
    """
    found = [lock_error(model, project.inputs, specs) for model in project.models]
    errors = [error for error in found if error]
    if errors:
        raise SpecErrors(errors)
    names = {model.name for model in project.models}
    return [
        str(
            SpecError(
                *(_shown(path, specs), 1, "LS102", ""),
                f"there is no model {quoted(path.stem)}",
                "restore its spec, or delete the lock if the model's history is of no use",
            )
        )
        for path in sorted((specs / LOCKS).glob("*.json"))
        if path.stem not in names
    ]


def lock_error(model: ScoringModel, inputs: DeclaredInputs, specs: Path) -> SpecError | None:
    """Why a live or stopped model may not be compiled as it stands, None if it may."""
    if model.status == "draft":
        return None
    try:
        locked = locked_meaning(model.name, specs)
    except SpecErrors as unreadable:
        return unreadable.errors[0]
    if locked is not None:
        return changed_meaning(model, inputs, specs, locked)
    if model.status == "stopped":
        return None
    return _at_status(
        model,
        specs,
        "LS048",
        "the model is live and its meaning is not locked",
        f"run `lead-scoring publish {model.name}`",
    )


def changed_meaning(
    model: ScoringModel, inputs: DeclaredInputs, specs: Path, locked: dict[str, Any]
) -> SpecError | None:
    """That the model means something else than what was locked, None if it doesn't."""
    changes = differences(locked, meaning(model, inputs))
    if not changes:
        return None
    more = len(changes) - MOST_DIFFERENCES
    shown = changes[:MOST_DIFFERENCES] + ([f"and {more} more"] if more > 0 else [])
    return _at_status(
        model,
        specs,
        "LS049",
        f"the model is published, and since then its meaning changed: {'; '.join(shown)}",
        f"to keep the change, `lead-scoring copy {model.name} NEW`, which gives NEW "
        f"`replaces: {model.name}`; then undo it here",
    )


def locked_meaning(name: str, specs: Path) -> dict[str, Any] | None:
    """What the lock says, None where there is none. Raises `SpecErrors` if it can't be trusted."""
    path = lock_path(specs, name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise _untrusted(path, specs, 1, "the lock is not UTF-8 text") from None
    except OSError as error:
        raise _untrusted(path, specs, 1, f"the lock can't be read: {error.strerror}") from None
    if conflict := CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        message = "the lock holds a merge conflict: two people published different meanings"
        hint = (
            f"keep one side in the lock and in {specs.name}/{name}.yml, "
            "give the other one a name of its own"
        )
        raise _untrusted(path, specs, line, message, hint)
    try:
        lock = json.loads(text)
    except json.JSONDecodeError as error:
        raise _untrusted(path, specs, error.lineno, f"not valid JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise _untrusted(path, specs, 1, "not valid JSON") from None
    match lock:
        case {"scoring_model": owner, "spec_hash": str(), "meaning": dict()} if owner != name:
            raise _untrusted(path, specs, 1, f"this is the lock of the model {quoted(owner)}")
        case {"spec_hash": str(spec_hash), "meaning": dict(meant), **rest} if (
            rest == {"scoring_model": name} and hash_of(meant) == spec_hash
        ):
            return meant
    raise _untrusted(path, specs, 1, "the lock was changed after `lead-scoring publish` wrote it")


def _untrusted(path: Path, specs: Path, line: int, message: str, hint: str = "") -> SpecErrors:
    shown = _shown(path, specs)
    hint = hint or (
        f"restore it, as with `git checkout -- {shown}`, or delete it and run "
        f"`lead-scoring publish {path.stem}` to lock what the spec means now"
    )
    return SpecErrors([SpecError(shown, line, "LS050", "", message, hint)])


def _at_status(model: ScoringModel, specs: Path, code: str, message: str, hint: str) -> SpecError:
    text = (specs / f"{model.name}.yml").read_bytes().decode("utf-8")
    return SpecError(model.path, line_of(text, "status"), code, "status", message, hint)


def _shown(path: Path, specs: Path) -> str:
    return f"{specs.name}/{LOCKS}/{path.name}"
