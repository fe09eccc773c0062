"""Why a group has its points at an instant: what holds, what counts, what it is still worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from lead_scoring.compiler.decay import worth_changes
from lead_scoring.explain.words import days, filter_words, plain, record_words, span_words
from lead_scoring.instants import instant_text
from lead_scoring.spec import Condition, Decay, DeclaredInputs, Group, Tree

MOST_RECORDS = 12


@dataclass(frozen=True)
class Change:
    """A change of a condition's value: by 1 or -1, or with decay by points."""

    at: datetime
    by: Decimal


@dataclass(frozen=True)
class View:
    """From where one looks at a lead: at which instant, and what is known until when."""

    at: datetime
    as_of: datetime
    created_at: datetime
    scored_to: datetime | None

    def tells_of(self, instant: datetime) -> bool:
        """Whether the lead is still scored then."""
        return self.scored_to is None or instant < self.scored_to


def reasons(
    group: Group,
    points: Decimal,
    changes: Mapping[str, list[Change]],
    view: View,
    inputs: DeclaredInputs,
) -> list[str]:
    """Why the group has these points, which are not zero, a line each.

    `changes` holds the value changes of each of its conditions. There are no reasons where they
    don't come to the very points, since then nothing is certain.
    """
    values = {
        name: sum((change.by for change in found if change.at <= view.at), Decimal(0))
        for name, found in changes.items()
    }
    holding = _holding(group.tree, values)
    worth = Decimal(group.points)
    for condition in group.conditions:
        if condition.frequency and condition.frequency.kind == "each":
            worth = values[condition.name] * (1 if condition.decay else group.points)
    bounded = worth
    if group.max_points is not None:
        bounded = max(Decimal(-group.max_points), min(Decimal(group.max_points), worth))
    if not holding or bounded != points:
        return []
    lines = [
        line
        for condition in group.conditions
        if condition.name in holding
        for line in _reasons(condition, group.points, changes[condition.name], view, inputs)
    ]
    if bounded != worth:
        lines.append(f"capped at {plain(bounded)} (would be {plain(worth)})")
    return lines


def _holding(tree: Tree, values: Mapping[str, Decimal]) -> set[str]:
    """The conditions by which the tree holds; none if it doesn't."""
    found = []
    for item in tree.items:
        if isinstance(item, Tree):
            found.append(_holding(item, values))
        else:
            found.append({str(item)} if values[str(item)] else set())
    if tree.match == "all" and not all(found):
        return set()
    return set().union(*found)


def _reasons(
    condition: Condition, points: int, changes: list[Change], view: View, inputs: DeclaredInputs
) -> Iterator[str]:
    if condition.predicate is not None:
        yield filter_words(condition.predicate) + _stretch(changes, view)
        return
    frequency = condition.frequency
    if frequency is None or frequency.kind == "at_least":
        asked = f"at least {frequency.count if frequency else 1}"
    elif frequency.kind == "none":
        asked = "none"
    elif condition.decay is not None:
        yield from _fading(condition, condition.decay, points, changes, view)
        return
    else:
        has_time = condition.subject == "interaction" or bool(inputs.related[condition.source].time)
        yield _counted(condition, points, changes, view, has_time)
        return
    aged = f" once the lead is {days(condition.min_age_days)} old" if condition.min_age_days else ""
    yield (
        f"{record_words(condition)}: {asked}{span_words(condition)}{aged}{_stretch(changes, view)}"
    )


def _stretch(changes: Iterable[Change], view: View) -> str:
    """Since and until when the condition holds, which it does."""
    value, since, until = Decimal(0), None, None
    for instant, by in _by_instant(changes):
        before, value = value, value + by
        if instant > view.at and value <= 0:
            until = instant
            break
        if before <= 0 < value:
            since = instant
    begun = "the lead was created" if since == view.created_at else instant_text(since)
    if until is None or not view.tells_of(until):
        return f"; true since {begun}"
    unless = " if nothing else happens" if until > view.as_of else ""
    return f"; true since {begun} until {instant_text(until)}{unless}"


def _by_instant(changes: Iterable[Change]) -> list[tuple[datetime, Decimal]]:
    totals: dict[datetime, Decimal] = {}
    for change in changes:
        totals[change.at] = totals.get(change.at, Decimal(0)) + change.by
    return sorted(totals.items())


def _counted(
    condition: Condition, points: int, changes: Iterable[Change], view: View, has_time: bool
) -> str:
    """How many records count, and when that begins to end."""
    window = timedelta(days=condition.within_days) if condition.within_days else None
    times = sorted(
        change.at
        for change in changes
        if change.by > 0 and change.at <= view.at and (not window or view.at < change.at + window)
    )
    several = len(times) > 1
    text = f"{record_words(condition)}: {len(times)}{span_words(condition)}"
    if has_time:
        text += f", {'the last ' if several else ''}on {instant_text(times[-1])}"
    text += f", worth {points}{' each' if several else ''}"
    if window and view.tells_of(times[0] + window):
        ends = "the first stops counting" if several else "it stops counting"
        text += f"; {ends} on {instant_text(times[0] + window)}"
    return text


def _fading(
    condition: Condition, decay: Decay, points: int, changes: Iterable[Change], view: View
) -> Iterator[str]:
    """What each record is still worth, the latest first."""
    steps = worth_changes(decay, points, condition.within_days)
    # the first change of a record gives all its points, and the later ones take from them
    begun = (change.at for change in changes if change.by == points and change.at <= view.at)
    worths = [_worth(time, steps, view) for time in sorted(begun, reverse=True)]
    still = [record for record in worths if record.worth]
    lost = "of that" if decay.shape == "linear" else "of what is left"
    yield (
        f"{record_words(condition)}: {len(still)}{span_words(condition)}, "
        f"worth {points}{' each' if len(still) > 1 else ''} at first, "
        f"losing {plain(decay.percent)} % {lost} every {days(decay.every_days)}"
    )
    shown = still if len(still) <= MOST_RECORDS else still[: MOST_RECORDS - 1]
    for record in shown:
        yield "  " + record.text(view)
    if rest := still[len(shown) :]:
        total = sum((record.worth for record in rest), Decimal(0))
        yield f"  {len(rest)} earlier ones: worth {plain(total)} together"


@dataclass(frozen=True)
class _Record:
    time: datetime
    worth: Decimal
    since: datetime
    next: tuple[datetime, Decimal] | None

    def text(self, view: View) -> str:
        text = f"on {instant_text(self.time)}: worth {plain(self.worth)}"
        if self.since > self.time:
            text += f" since {instant_text(self.since)}"
        if self.next and view.tells_of(self.next[0]):
            instant, worth = self.next
            text += f", {plain(worth) if worth else 'nothing'} from {instant_text(instant)}"
        return text


def _worth(time: datetime, steps: Iterable[Mapping[str, object]], view: View) -> _Record:
    worth, since, following = Decimal(0), time, None
    for step in steps:
        age, by = step["age_days"], step["worth_change"]
        assert isinstance(age, int) and isinstance(by, Decimal)
        instant = time + timedelta(days=age)
        if instant > view.at:
            following = (instant, worth + by)
            break
        worth, since = worth + by, instant
    return _Record(time, worth, since, following)
