"""Audits that compare a release with the last one."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate

from lead_scoring.quality.figures import Figure, Figures
from lead_scoring.quality.observation import Compared, Observation, known_share, share_of
from lead_scoring.quality.units import count, percent

# no share counts as less: the logarithm of nothing is not a number
LEAST_SHARE = 0.0001
TENTHS = 10
# what tells in which bin a part lies, made from the last release's figures
Binning = Callable[[dict[str, float]], Callable[[str], str]]


def emptied(both: Compared) -> Iterator[Observation]:
    for one in both.now.all("rows_received"):
        before = both.last.get("rows_received", one.relation)
        if not before:
            yield Observation(one.relation, f"{one.relation} had no rows in the last release")
            continue
        said = f"{one.relation} has {count(one.figure or 0)} rows, it had {count(before)}"
        yield Observation(one.relation, said, one.figure)


def volume(both: Compared) -> Iterator[Observation]:
    for one in both.now.all("rows_received"):
        before = both.last.get("rows_received", one.relation)
        yield _ratio(both, one, before, "rows", one.relation)


def leads_scored(both: Compared) -> Iterator[Observation]:
    for one, _ in _same_models(both):
        before = both.last.get(one.measure, one.relation, one.subject)
        yield _ratio(both, one, before, "leads scored", one.subject)


def _ratio(both: Compared, one: Figure, before: float | None, rows: str, name: str) -> Observation:
    now = one.figure or 0
    if not before or before < both.from_rows:
        said = _too_few(name, before, both.from_rows)
        return Observation(one.relation, said, None, one.subject)
    said = (
        f"{name} has {count(now)} {rows}, {now / before:.2f} times the {count(before)} of the last "
        "release"
    )
    return Observation(one.relation, said, now / before, one.subject)


def null_share_rise(both: Compared) -> Iterator[Observation]:
    for one in both.now.all("null_rows"):
        now, before = _shares(both, one, _rows)
        yield _rise(both, one, now, before, f"have no {one.subject}", _rows)


def set_aside_rise(both: Compared) -> Iterator[Observation]:
    for one in both.now.all("rows_set_aside"):
        if one.subject == "after_as_of":
            continue
        now, before = (
            known_share(figures, one.relation, one.subject) for figures in (both.now, both.last)
        )
        yield _rise(both, one, now, before, f"were set aside as {one.subject}", _rows)


def leads_not_reached_rise(both: Compared) -> Iterator[Observation]:
    for one in both.now.all("leads_not_reached"):
        now, before = _shares(both, one, _leads)
        yield _rise(both, one, now, before, "have no interaction", _leads)


def _rows(figures: Figures, relation: str) -> float:
    return figures.get("rows_staged", relation) or 0


def _leads(figures: Figures, relation: str) -> float:
    return figures.get("leads_known", relation) or 0


def _shares(
    both: Compared, one: Figure, rows: Callable[[Figures, str], float]
) -> tuple[float | None, float | None]:
    """The figure's share of all rows, now and then."""
    now, before = (
        share_of(figures.get(one.measure, one.relation, one.subject), rows(figures, one.relation))
        for figures in (both.now, both.last)
    )
    return now, before


def _rise(
    both: Compared,
    one: Figure,
    now: float | None,
    before: float | None,
    said: str,
    rows: Callable[[Figures, str], float],
) -> Observation:
    """What a share has grown by; where it was not looked at before, or of few rows, nothing."""
    fewest = min(rows(both.now, one.relation), rows(both.last, one.relation))
    if now is None or before is None or fewest < both.from_rows:
        too_few = _too_few(one.relation, None if before is None else fewest, both.from_rows)
        return Observation(one.relation, too_few, None, one.subject)
    words = f"{percent(now)} of {one.relation} {said}, it was {percent(before)}"
    failing_rows = round(one.figure or 0)
    return Observation(one.relation, words, now - before, one.subject, failing_rows)


def _too_few(name: str, rows: float | None, from_rows: int) -> str:
    if not rows:
        return f"{name}: the last release has nothing of it to compare with"
    return f"{name}: {count(rows)} are fewer than the {from_rows:,} from which on it is compared"


def vanished_rows(both: Compared) -> Iterator[Observation]:
    subjects = {(one.relation, one.subject) for one in both.last.all("rows_on_day")}
    for relation, subject in sorted(subjects):
        before = both.last.parts("rows_on_day", relation, subject)
        rows = sum(before.values())
        if rows < both.from_rows:
            yield Observation(relation, _too_few(relation, rows, both.from_rows), None, subject)
            continue
        now = both.now.parts("rows_on_day", relation, subject)
        gone = sum(max(0.0, rows - now.get(day, 0)) for day, rows in before.items())
        said = (
            f"{count(gone)} rows of {relation}, {percent(gone / rows)} of those of the last "
            f"release, are gone, told by {subject}"
        )
        yield Observation(relation, said, gone / rows, subject, failing_rows=round(gone))


def models_removed(both: Compared) -> Iterator[Observation]:
    of_now = {one.subject for one in both.now.all("leads_scored")}
    gone = [one.subject for one in both.last.all("leads_scored") if one.subject not in of_now]
    said = f"no longer live: {', '.join(gone)}" if gone else "each live model is still there"
    yield Observation("lead_scores", said, float(len(gone)))


def grade_mix(both: Compared) -> Iterator[Observation]:
    return _drift(both, "leads_of_grade", "the grades", lambda before: lambda grade: grade)


def score_distribution(both: Compared) -> Iterator[Observation]:
    return _drift(both, "leads_of_score", "the scores", tenths)


def tenths(before: dict[str, float]) -> Callable[[str], str]:
    """Which tenth of the last release's scores a score falls in; equal scores stay together."""
    scores = sorted((int(score), leads) for score, leads in before.items())
    total = sum(leads for _, leads in scores)
    reached = list(accumulate(leads for _, leads in scores))
    edges = sorted(
        {
            next(score for (score, _), sofar in zip(scores, reached, strict=True) if sofar >= part)
            for part in (total * tenth / TENTHS for tenth in range(1, TENTHS))
        }
    )
    return lambda score: str(bisect_left(edges, int(score)))


def _drift(
    both: Compared,
    measure: str,
    what: str,
    bins: Binning,
) -> Iterator[Observation]:
    for one, leads_before in _same_models(both):
        leads = one.figure or 0
        fewest = min(leads, leads_before)
        if not fewest or fewest < both.from_rows:
            said = _too_few(one.subject, fewest, both.from_rows)
            yield Observation(one.relation, said, None, one.subject)
            continue
        before = both.last.parts(measure, one.relation, one.subject)
        now = both.now.parts(measure, one.relation, one.subject)
        index = stability_index(now, before, bins(before))
        said = f"{what} of {one.subject} have moved by {index:.3f} since the last release"
        yield Observation(one.relation, said, index, one.subject)


def stability_index(
    now: dict[str, float], before: dict[str, float], bin_of: Callable[[str], str]
) -> float:
    """The population stability index: the sum of (p - q) ln(p / q) over the bins.

    p is the share of now, q that of before, each at least `LEAST_SHARE`.
    """
    shares: list[dict[str, float]] = []
    for leads in (now, before):
        total = sum(leads.values())
        binned: dict[str, float] = {}
        for part, number in leads.items():
            binned[bin_of(part)] = binned.get(bin_of(part), 0) + number / total
        shares.append(binned)
    of_now, of_before = shares
    pairs = (
        (max(of_now.get(name, 0), LEAST_SHARE), max(of_before.get(name, 0), LEAST_SHARE))
        for name in of_now.keys() | of_before.keys()
    )
    return sum((p - q) * math.log(p / q) for p, q in pairs)


def past_scores(both: Compared) -> Iterator[Observation]:
    same = {(one.subject, one.spec_hash) for one, _ in _same_models(both)}
    for one in both.now.all("past_leads"):
        if (one.subject, one.spec_hash) not in same:
            continue
        leads = one.figure or 0
        if leads < both.from_rows:
            said = _too_few(one.subject, leads, both.from_rows)
            yield Observation(one.relation, said, None, one.subject)
            continue
        changed = both.now.get("past_leads_changed", one.relation, one.subject) or 0
        said = (
            f"{count(changed)} scores of {one.subject}, {percent(changed / leads)}, are no longer "
            "what they were in the last release, at its instant"
        )
        yield Observation(
            one.relation, said, changed / leads, one.subject, failing_rows=round(changed)
        )


def _same_models(both: Compared) -> Iterator[tuple[Figure, float]]:
    """The live models that mean what they did, and how many leads they scored then."""
    before = {one.subject: one for one in both.last.all("leads_scored")}
    for one in both.now.all("leads_scored"):
        last = before.get(one.subject)
        if last is not None and last.spec_hash == one.spec_hash:
            yield one, last.figure or 0
