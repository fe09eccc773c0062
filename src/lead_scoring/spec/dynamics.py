"""`profile: dynamics`: what a model of Dynamics 365 can express, and nothing else.

Dynamics has two kinds of models, real-time and outbound ones; a model is one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from lead_scoring.spec import grammar
from lead_scoring.spec.errors import Place, Problems
from lead_scoring.spec.groups import written_conditions

MOST_GROUPS = 40
NEITHER_OF_MODEL = ("audience", "score_closed_leads", "score_range")
NEITHER_OF_CONDITION = ("case_sensitive", "decay", "min_age_days", "since")

Found = tuple[Place, str]


def check_dynamics(written: grammar.Model, problems: Problems) -> None:
    """Notes what Dynamics 365 can't express; each error names the key."""
    if written.profile != "dynamics":
        return
    groups = [group for group in written.groups or [] if group is not None]
    if len(groups) > MOST_GROUPS:
        message = f"Dynamics 365 allows {MOST_GROUPS} groups, found {len(groups)}"
        problems.add("LS044", written.place("groups"), message)
    for place, key in _in_neither(written, groups):
        problems.add("LS044", place, f"Dynamics 365 has no {key}", "remove it or the profile")
    real_time = next(_real_time_only(written, groups), None)
    outbound = next(_outbound_only(written, groups), None)
    if real_time and outbound:
        message = (
            f"{outbound[1]} belongs to outbound models of Dynamics 365, but {real_time[1]} in "
            f"line {real_time[0].line} to real-time ones"
        )
        problems.add("LS044", outbound[0], message)


def _in_neither(written: grammar.Model, groups: list[grammar.Group]) -> Iterator[Found]:
    for key in written.wrote(*NEITHER_OF_MODEL):
        yield written.place(key), key
    for group in groups:
        for key in group.wrote("max_points"):
            yield group.place(key), key
        for condition in written_conditions(group.conditions):
            for key in condition.wrote(*NEITHER_OF_CONDITION):
                yield condition.place(key), key
            for item in filters(condition.where):
                for key in item.wrote("case_sensitive"):
                    yield item.place(key), key


def filters(written: object) -> Iterator[grammar.FieldFilter]:
    """The filters of a `where`, however deep they are nested."""
    if isinstance(written, grammar.FieldFilter):
        yield written
    elif isinstance(written, grammar.FieldBranch):
        yield from filters(written.all)
        yield from filters(written.any)
    elif isinstance(written, list):
        for item in written:
            yield from filters(item)


def _real_time_only(written: grammar.Model, groups: list[grammar.Group]) -> Iterator[Found]:
    for key in written.wrote("business_unit", "count_parent_contact_interactions", "grades"):
        if getattr(written, key) is not False:
            yield written.place(key), key
    for group in groups:
        if group.match == "any":
            yield group.place("match"), "match: any"
        for item in group.conditions or []:
            if isinstance(item, grammar.ConditionBranch):
                key = "any" if item.any else "all"
                yield item.place(key), key
        for condition in written_conditions(group.conditions):
            for key in condition.wrote("within_days", "related"):
                yield condition.place(key), key


def _outbound_only(written: grammar.Model, groups: list[grammar.Group]) -> Iterator[Found]:
    if written.target in ("contact", "account"):
        yield written.place("target"), f"target: {written.target}"
    for key in written.wrote("sales_ready_score"):
        yield written.place(key), key
    for group in groups:
        for condition in written_conditions(group.conditions):
            if condition.frequency in ("each", "none"):
                yield condition.place("frequency"), f"frequency: {condition.frequency}"
            if "." in (condition.attribute or ""):
                yield condition.place("attribute"), "a path with hops"
            for item in filters(condition.where):
                if "." in (item.field or ""):
                    yield item.place("field"), "a path with hops"
