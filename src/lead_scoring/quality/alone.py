"""Audits that look at a release alone."""

from __future__ import annotations

from collections.abc import Iterator

from lead_scoring.quality.figures import Figure, Figures
from lead_scoring.quality.observation import Observation, known_share, share_of
from lead_scoring.quality.units import count, percent


def freshness(now: Figures) -> Iterator[Observation]:
    for one in now.all("days_since"):
        if one.figure is None:
            said = f"no row of {one.relation} has {one.subject}"
        else:
            said = (
                f"the newest {one.subject} of {one.relation} is {one.figure:.1f} days older "
                "than the instant scored at"
            )
        yield Observation(one.relation, said, one.figure, one.subject)


def null_share(now: Figures) -> Iterator[Observation]:
    said = "{rows} rows of {relation}, {share}, have no {subject}"
    return _shares(now, "null_rows", "rows_staged", said)


def allowed_values(now: Figures) -> Iterator[Observation]:
    said = "{rows} rows of {relation}, {share}, have a value in {subject} that means nothing here"
    return _shares(now, "unlisted_rows", "rows_staged", said)


def unknown_links(now: Figures) -> Iterator[Observation]:
    said = "{rows} rows of {relation}, {share} of those with {subject}, name one that isn't there"
    for one in _shares(now, "unlinked_rows", "linked_rows", said, by_subject=True):
        linked = {"contact_id": "contacts"}.get(one.subject, "accounts")
        if now.get("rows_staged", linked):
            yield one
        else:
            # without the table the ids are all that is known: then they are no mistake
            yield Observation(one.relation, f"there are no {linked} to look in", None, one.subject)
    for rule in now.all("rows_set_aside"):
        if rule.subject == "unknown_subject":
            yield _set_aside_share(now, rule, "name no lead, contact or account that is known")


def set_aside(now: Figures) -> Iterator[Observation]:
    for one in now.all("rows_set_aside"):
        # what lies after the instant scored at is no fault, unknown subjects have an audit
        if one.subject not in ("after_as_of", "unknown_subject"):
            yield _set_aside_share(now, one, f"were set aside as {one.subject}")


def _set_aside_share(now: Figures, rule: Figure, said: str) -> Observation:
    rows, share = rule.figure or 0, known_share(now, rule.relation, rule.subject)
    if share is None:
        return Observation(rule.relation, f"{rule.relation} has no rows", None, rule.subject)
    said = f"{count(rows)} rows of {rule.relation}, {percent(share)}, {said}"
    return Observation(rule.relation, said, share, rule.subject, failing_rows=round(rows))


def rows_add_up(now: Figures) -> Iterator[Observation]:
    for one in now.all("rows_in"):
        counted = now.get("rows_counted", one.relation) or 0
        rules = [rule for rule in now.all("rows_set_aside") if rule.relation == one.relation]
        aside = sum(rule.figure or 0 for rule in rules)
        rows = one.figure or 0
        said = (
            f"of {count(rows)} rows of {one.relation} {count(counted)} count and {count(aside)} "
            "were set aside"
        )
        left = abs(rows - counted - aside)
        yield Observation(one.relation, said, left, failing_rows=round(left))


def interactions_add_up(now: Figures) -> Iterator[Observation]:
    named = now.get("rows_of_leads", "interactions")
    own = now.get("own_rows", "interactions")
    if named is None or own is None:
        return
    said = (
        f"{count(named)} interactions that count name a lead, and {count(own)} are the leads' own"
    )
    left = abs(named - own)
    yield Observation("interactions", said, left, failing_rows=round(left))


def leads_not_reached(now: Figures) -> Iterator[Observation]:
    said = "{rows} leads, {share}, have no interaction"
    return _shares(now, "leads_not_reached", "leads_known", said)


def models_scored(now: Figures) -> Iterator[Observation]:
    for one in now.all("leads_scored"):
        said = f"{one.subject} scores {count(one.figure or 0)} leads"
        yield Observation(one.relation, said, one.figure, one.subject)


def unique_keys(now: Figures) -> Iterator[Observation]:
    return _faults(now, "repeated_keys", "{rows} keys of {relation} stand more than once")


def contributions_add_up(now: Figures) -> Iterator[Observation]:
    said = "the contributions of {rows} leads don't sum to their score in {subject}"
    return _faults(now, "other_sums", said)


def history_agrees(now: Figures) -> Iterator[Observation]:
    said = "the history of {rows} leads ends in another score than theirs in {subject}"
    return _faults(now, "other_histories", said)


def one_run(now: Figures) -> Iterator[Observation]:
    runs = now.get("runs", "marts")
    if runs is None:
        yield Observation("marts", "no mart tells from which build its rows come")
    else:
        yield Observation("marts", f"the rows of all marts come from {count(runs)} builds", runs)


def _shares(
    now: Figures, part: str, whole: str, said: str, by_subject: bool = False
) -> Iterator[Observation]:
    for one in now.all(part):
        rows = one.figure or 0
        share = share_of(rows, now.get(whole, one.relation, one.subject if by_subject else ""))
        if share is None:
            nothing = f"{one.relation} has no rows to look at"
            yield Observation(one.relation, nothing, None, one.subject)
            continue
        words = said.format(
            rows=count(rows), share=percent(share), relation=one.relation, subject=one.subject
        )
        yield Observation(one.relation, words, share, one.subject, failing_rows=round(rows))


def _faults(now: Figures, measure: str, said: str) -> Iterator[Observation]:
    for one in now.all(measure):
        rows = one.figure or 0
        words = said.format(rows=count(rows), relation=one.relation, subject=one.subject)
        yield Observation(one.relation, words, rows, one.subject, failing_rows=round(rows))
