"""Hand-computed cases, one rule each: a model, its input, and the history it must give.

They are data, so that the reference scorer and the built project can both be held against them. The
numbers were worked out by hand from the semantics page; never replace one by what a program says.
All cases share one `as_of`, so that one build can hold them all.
"""

from reference.cases import (
    attributes,
    audiences,
    counting,
    decays,
    interactions,
    intervals,
    paths,
    related_rows,
    scores,
    stopped,
    targets,
    versions,
)
from reference.cases.words import Case

__all__ = ["CASES", "Case"]

CASES: list[Case] = [
    *attributes.CASES,
    *interactions.CASES,
    *intervals.CASES,
    *counting.CASES,
    *scores.CASES,
    *versions.CASES,
    *paths.CASES,
    *targets.CASES,
    *audiences.CASES,
    *decays.CASES,
    *related_rows.CASES,
    *stopped.CASES,
]
