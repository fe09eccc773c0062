"""Grades and segments: bands of scores, their overlaps and gaps."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from lead_scoring.spec import grammar
from lead_scoring.spec.errors import Place, Problems, quoted
from lead_scoring.spec.types import Comparison, Grade, Group, ScoreRange, Segment

COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)


def grades(written: grammar.Model, problems: Problems) -> tuple[Grade, ...]:
    """The sound grades of the model; overlaps and unknown hot grades are noted."""
    found: list[tuple[Grade, Place]] = []
    for item in written.grades or []:
        if item is None or item.name is None or item.operator is None or item.value is None:
            continue
        value = bounds(item.value, item.operator, item.place("value"), problems)
        if value is not None:
            grade = Grade(name=item.name, operator=item.operator, value=value)
            found.append((grade, item.place()))
    _check_overlaps(found, problems)
    _check_hot_grades(written, problems)
    return tuple(grade for grade, _ in found)


def segments(written: grammar.Model, problems: Problems) -> tuple[Segment, ...]:
    """The sound segments of the model."""
    found = []
    for item in written.segments or []:
        if item is None or item.score is None:
            continue
        chosen = item.score.wrote(*COMPARISONS)
        if len(chosen) != 1:
            message = (
                f"needs one of {', '.join(COMPARISONS)}, found {' and '.join(chosen) or 'none'}"
            )
            problems.add("LS034", item.place("score"), message)
            continue
        operator = next(word for word in COMPARISONS if word == chosen[0])
        written_value = getattr(item.score, operator)
        if written_value is None:
            continue
        value = bounds(written_value, operator, item.score.place(operator), problems)
        if value is not None and item.name is not None:
            found.append(Segment(name=item.name, operator=operator, value=value))
    return tuple(found)


def bounds(
    value: object, operator: Comparison, place: Place, problems: Problems
) -> int | tuple[int, int] | None:
    """The integer, or the two of `between`, that the operator needs."""
    if operator != "between":
        if isinstance(value, list):
            problems.add("LS031", place, f"{operator} needs one integer, found a list")
            return None
        return _score(value, place, problems)
    if not isinstance(value, list) or len(value) != 2:
        found = f"a list of {len(value)}" if isinstance(value, list) else quoted(value)
        problems.add("LS031", place, f"between needs [low, high], found {found}")
        return None
    low, high = (_score(end, place, problems) for end in value)
    if low is None or high is None:
        return None
    if low > high:
        message = f"low {low} is above high {high}"
        problems.add("LS033", place, message, "turn them round")
        return None
    return low, high


def _score(value: object, place: Place, problems: Problems) -> int | None:
    limit = grammar.LARGEST_SCORE
    if isinstance(value, bool) or not isinstance(value, int):
        problems.add("LS015", place, f"must be an integer, found {quoted(value)}")
    elif abs(value) > limit:
        message = f"must be from {-limit:,} to {limit:,}, found {quoted(value)}"
        problems.add("LS017", place, message)
    else:
        return value
    return None


def _check_overlaps(found: list[tuple[Grade, Place]], problems: Problems) -> None:
    for index, (grade, place) in enumerate(found):
        for other, _ in found[:index]:
            if _lowest(grade) <= _highest(other) and _lowest(other) <= _highest(grade):
                message = f"grades {quoted(other.name)} and {quoted(grade.name)} overlap"
                problems.add("LS038", place, message)
                break


def _lowest(grade: Grade) -> float:
    return float("-inf") if grade.lower is None else grade.lower


def _highest(grade: Grade) -> float:
    return float("inf") if grade.upper is None else grade.upper


def _check_hot_grades(written: grammar.Model, problems: Problems) -> None:
    # a faulty list of grades, or a grade whose name is faulty, may hold the hot one
    if written.wrote("grades") and written.grades is None:
        return
    known = [item.name for item in written.grades or [] if item is not None]
    if None in known or any(item is None for item in written.grades or []):
        return
    for index, name in enumerate(written.hot_grades or []):
        if name is not None and name not in known:
            allowed = f"allowed are {', '.join(map(quoted, known))}" if known else "there are none"
            message = f"{quoted(name)} is not one of the grades"
            problems.add("LS039", written.place("hot_grades", index), message, allowed)


def warn_of_gaps(
    found: tuple[Grade, ...],
    groups: tuple[Group, ...],
    score_range: ScoreRange | None,
    place: Place,
    problems: Problems,
) -> None:
    """Warns of scores that the groups can reach and that have no grade."""
    if not found:
        return
    ordered = sorted(found, key=_lowest)
    for lower, upper in pairwise(ordered):
        if _highest(lower) + 1 < _lowest(upper):
            first, last = int(_highest(lower)) + 1, int(_lowest(upper)) - 1
            scores = f"{first}" if first == last else f"{first} to {last}"
            message = (
                f"scores of {scores}, between {quoted(lower.name)} and {quoted(upper.name)}, "
                "have no grade"
            )
            problems.warn("LS101", place, message)
    least, most = _reach(groups, score_range)
    if least < _lowest(ordered[0]):
        problems.warn("LS101", place, f"scores below {ordered[0].lower} have no grade")
    # not by _highest: infinity is no less than infinity and one
    uppermost = ordered[-1].upper
    if uppermost is not None and most >= uppermost + 1:
        problems.warn("LS101", place, f"scores above {uppermost} have no grade")


def _reach(groups: tuple[Group, ...], score_range: ScoreRange | None) -> tuple[float, float]:
    """The least and the greatest score that the groups could add up to."""
    worths = [_worth(group) for group in groups]
    least = sum(worth for worth in worths if worth < 0)
    most = sum(worth for worth in worths if worth > 0)
    low = float("-inf") if score_range is None or score_range.min is None else score_range.min
    high = float("inf") if score_range is None or score_range.max is None else score_range.max
    return min(max(least, low), high), max(min(most, high), low)


def _worth(group: Group) -> float:
    """The points a group earns at most, with their sign."""
    counts = any(
        condition.frequency is not None and condition.frequency.kind == "each"
        for condition in group.conditions
    )
    most = float("inf") if counts else float(abs(group.points))
    bounded = most if group.max_points is None else min(most, group.max_points)
    return bounded if group.points > 0 else -bounded
