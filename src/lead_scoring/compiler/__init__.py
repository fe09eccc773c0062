"""From checked scoring models to the generated part of the dbt project."""

from lead_scoring.compiler.meaning import hash_of, meaning, spec_hash
from lead_scoring.compiler.render import render
from lead_scoring.compiler.write import GeneratedFilesError, stale_files, write

__all__ = [
    "GeneratedFilesError",
    "hash_of",
    "meaning",
    "render",
    "spec_hash",
    "stale_files",
    "write",
]
