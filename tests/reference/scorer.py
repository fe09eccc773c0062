"""Brute-force scorer: asks at every instant at which anything could change what the score is.

Nothing here is shared with the project's SQL, and nothing is clever: the value of a condition at an
instant is found by looking at all matching interactions again. A model is the parsed spec as a
plain dict, defaults not filled in; tables are lists of canonical rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import floor
from typing import Any

from reference.columns import COLUMNS
from reference.predicates import Condition, as_instant, holds, turning_points
from reference.records import DAY, STANDARD, Options, Records, Row, Tables, read, version_at

Model = dict[str, Any]

# what these keys ask for is not written yet; they are refused, never ignored
_UNSUPPORTED_OF_MODEL = ("audience", "business_unit")
_UNSUPPORTED_OF_CONDITION = ("related", "min_age_days", "decay")


@dataclass(frozen=True, order=True)
class HistoryRow:
    """A lead's score on [valid_from, valid_to); `previous_score` is that of the row before."""

    lead_id: str
    valid_from: datetime
    valid_to: datetime | None
    score: Decimal
    grade: str | None
    previous_score: Decimal | None


@dataclass(frozen=True, order=True)
class LedgerRow:
    """A change of what a group is worth to a lead; an opening sums up what happened before."""

    lead_id: str
    group: str
    changed_at: datetime
    points_change: Decimal
    is_opening: bool


def score_history(
    model: Model, tables: Tables, as_of: datetime, options: Options = STANDARD
) -> list[HistoryRow]:
    """The history of every lead the model scores, sorted by lead and time (S5)."""
    return history_of_records(model, read(tables, as_of, options))


def history_of_records(model: Model, records: Records) -> list[HistoryRow]:
    """As `score_history`, for tables read before: many models may share one reading."""
    return sorted(row for lead in _scored_leads(model, records) for row in lead.history())


def ledger_of_records(model: Model, records: Records) -> list[LedgerRow]:
    """Every change of every group's worth within the scored intervals (S7)."""
    return sorted(row for lead in _scored_leads(model, records) for row in lead.ledger())


def contributions(
    model: Model, tables: Tables, as_of: datetime, at: datetime, options: Options = STANDARD
) -> dict[str, dict[str, Decimal]]:
    """What each group gives to each lead scored at `at`, and `score_range` where it bites (S2)."""
    return contributions_of_records(model, read(tables, as_of, options), at)


def contributions_of_records(
    model: Model, records: Records, at: datetime
) -> dict[str, dict[str, Decimal]]:
    """As `contributions`, for tables read before."""
    return {
        lead.lead_id: lead.contributions(at)
        for lead in _scored_leads(model, records)
        if lead.is_scored(at)
    }


def sales_ready_at(
    model: Model, tables: Tables, as_of: datetime, options: Options = STANDARD
) -> dict[str, datetime]:
    """The first instant, up to `as_of`, at which each lead met the model's threshold (S4, T7)."""
    first: dict[str, datetime] = {}
    for row in score_history(model, tables, as_of, options):
        if row.score >= model["sales_ready_score"] and row.valid_from <= as_of:
            first.setdefault(row.lead_id, row.valid_from)
    return first


def input_quality(
    tables: Tables, as_of: datetime, options: Options = STANDARD
) -> dict[tuple[str, str], int]:
    """How many rows of a table each rule of I8 dropped, and how many were counted."""
    return dict(read(tables, as_of, options).quality)


def leaves(conditions: list[Condition]) -> Iterator[Condition]:
    """All leaves of a condition tree."""
    for node in conditions:
        branches = node.get("all") or node.get("any")
        if branches:
            yield from leaves(branches)
        else:
            yield node


class LeadUnderModel:
    """One lead, scored by one model."""

    def __init__(self, model: Model, records: Records, lead_id: str) -> None:
        self.model = model
        self.lead_id = lead_id
        self.versions = records.leads[lead_id]
        newest = self.versions[0]
        self.begins: datetime = newest["created_at"]
        # P2
        self.ends: datetime | None = (
            None if model.get("score_closed_leads", False) else newest["closed_at"]
        )
        reaching = list(self._reaching(records, newest["contact_id"]))
        self.matching = {
            id(leaf): [row["occurred_at"] for row in reaching if _matches(leaf, row)]
            for group in model["groups"]
            for leaf in leaves(group["conditions"])
            if "interaction" in leaf
        }

    def _reaching(self, records: Records, parent_contact: str | None) -> Iterator[Row]:
        """I1, I4, P5: the interactions that count for this lead, each of them once."""
        by_contact = self.model.get("count_parent_contact_interactions", False)
        for row in records.interactions:
            if records.survivor.get(row["lead_id"]) == self.lead_id or (
                by_contact and parent_contact is not None and row["contact_id"] == parent_contact
            ):
                yield row

    def is_scored(self, at: datetime) -> bool:
        """P2."""
        return self.begins <= at and (self.ends is None or at < self.ends)

    def value(self, leaf: Condition, at: datetime) -> int:
        """The value of a condition at an instant: C1, C4, C5."""
        if "attribute" in leaf:
            version = version_at(self.versions, at)
            column = leaf["attribute"]
            value = version[column] if version else None
            return int(holds(leaf, COLUMNS["leads"][column], value, at))
        count = sum(
            1
            for time in self.matching[id(leaf)]
            if time <= at and ("within_days" not in leaf or at < time + leaf["within_days"] * DAY)
        )
        frequency = leaf.get("frequency", {"at_least": 1})
        if frequency == "each":
            return count
        if frequency == "none":
            return int(count == 0)
        return int(count >= frequency["at_least"])

    def is_true(self, match: str, conditions: list[Condition], at: datetime) -> bool:
        """G1: whether a tree of conditions is true at an instant."""
        answers = []
        for node in conditions:
            if "all" in node:
                answers.append(self.is_true("all", node["all"], at))
            elif "any" in node:
                answers.append(self.is_true("any", node["any"], at))
            else:
                answers.append(self.value(node, at) > 0)
        return all(answers) if match == "all" else any(answers)

    def worth(self, group: dict[str, Any], at: datetime) -> Decimal:
        """G2 and G3: what a group is worth at an instant."""
        if not self.is_true(group.get("match", "all"), group["conditions"], at):
            return Decimal(0)
        worth = Decimal(group["points"])
        for leaf in group["conditions"]:
            if leaf.get("frequency") == "each":
                worth *= self.value(leaf, at)
        bound = group.get("max_points")
        return worth if bound is None else max(Decimal(-bound), min(Decimal(bound), worth))

    def contributions(self, at: datetime) -> dict[str, Decimal]:
        """S1 and S2: each group's worth, and what the range of the score takes or adds."""
        parts = {group["name"]: self.worth(group, at) for group in self.model["groups"]}
        total = sum(parts.values(), Decimal(0))
        bounds = self.model.get("score_range")
        if bounds:
            clamped = min(total, Decimal(bounds.get("max", total)))
            clamped = max(clamped, Decimal(bounds.get("min", clamped)))
            if clamped != total:
                parts["score_range"] = clamped - total
        return parts

    def score(self, at: datetime) -> Decimal:
        """S1."""
        return sum(self.contributions(at).values(), Decimal(0))

    def grade(self, score: Decimal) -> str | None:
        """S3: decided on the floor of the score; NULL in a gap."""
        for grade in self.model.get("grades", []):
            if holds(grade, "integer", floor(score), self.begins):
                return str(grade["name"])
        return None

    def instants(self) -> set[datetime]:
        """Every instant inside the scored interval at which a condition's value could change."""
        found = {self.begins}
        for group in self.model["groups"]:
            for leaf in leaves(group["conditions"]):
                if "interaction" in leaf:
                    for time in self.matching[id(leaf)]:
                        found.add(time)
                        if "within_days" in leaf:
                            found.add(time + leaf["within_days"] * DAY)
                else:
                    for row in self.versions:
                        found.update(turning_points(leaf, row[leaf["attribute"]]))
        for row in self.versions:
            found.update({row["valid_from"], row["valid_to"]} - {None})
        return {at for at in found if self.is_scored(at)}

    def history(self) -> list[HistoryRow]:
        """S5: the score at every such instant, equal neighbours made one."""
        changes: list[tuple[datetime, Decimal]] = []
        for at in sorted(self.instants()):
            score = self.score(at)
            if not changes or changes[-1][1] != score:
                changes.append((at, score))
        ends: list[datetime | None] = [at for at, _ in changes[1:]]
        rows = []
        previous = None
        for (at, score), end in zip(changes, [*ends, self.ends], strict=False):
            rows.append(HistoryRow(self.lead_id, at, end, score, self.grade(score), previous))
            previous = score
        return rows

    def ledger(self) -> list[LedgerRow]:
        """S7."""
        rows = []
        for group in self.model["groups"]:
            before = Decimal(0)
            for at in sorted(self.instants()):
                worth = self.worth(group, at)
                if worth != before:
                    opening = at == self.begins
                    rows.append(LedgerRow(self.lead_id, group["name"], at, worth - before, opening))
                before = worth
        return rows


def _scored_leads(model: Model, records: Records) -> Iterator[LeadUnderModel]:
    """P1, P5: every lead that was not merged into another."""
    _refuse_unsupported(model)
    for lead_id, survivor in records.survivor.items():
        if lead_id == survivor:
            yield LeadUnderModel(model, records, lead_id)


def _matches(leaf: Condition, row: Row) -> bool:
    """C3, C4: whether an interaction satisfies a condition's type, `since` and `where`."""
    if row["interaction_type"] != leaf["interaction"]:
        return False
    if "since" in leaf and row["occurred_at"] < as_instant(leaf["since"]):
        return False
    return _filter_holds("all", leaf.get("where", []), row)


def _filter_holds(match: str, filters: Any, row: Row) -> bool:
    if isinstance(filters, dict):
        filters = [filters]
    answers = []
    for node in filters:
        if "all" in node:
            answers.append(_filter_holds("all", node["all"], row))
        elif "any" in node:
            answers.append(_filter_holds("any", node["any"], row))
        else:
            column = node["field"]
            column_type = COLUMNS["interactions"][column]
            answers.append(holds(node, column_type, row[column], row["occurred_at"]))
    return all(answers) if match == "all" else any(answers)


def _refuse_unsupported(model: Model) -> None:
    found = [key for key in _UNSUPPORTED_OF_MODEL if key in model]
    if model.get("target", "lead") != "lead":
        found.append("target")
    for group in model["groups"]:
        for leaf in leaves(group["conditions"]):
            found += [key for key in _UNSUPPORTED_OF_CONDITION if key in leaf]
            if "." in leaf.get("attribute", ""):
                found.append("a path with hops")
    if found:
        raise NotImplementedError(f"the reference scorer does not know {found} yet")
