"""Brute-force scorer: asks at every instant at which anything could change what the score is.

Nothing here is shared with the project's SQL, and nothing is clever: the value of a condition at an
instant is found by looking at all matching rows again. A model is the parsed spec as a plain dict,
defaults not filled in; tables are lists of rows, related tables under their declared names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from math import floor
from typing import Any

from reference.columns import COLUMNS, RELATED
from reference.decay import steps, worth_at
from reference.predicates import Condition, as_instant, holds, turning_points
from reference.records import DAY, STANDARD, Options, Records, Row, Tables, read, version_at

Model = dict[str, Any]


@dataclass(frozen=True, order=True)
class HistoryRow:
    """A lead's score on [valid_from, valid_to); `previous_score` is that of the row before it in
    the same scored interval."""

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


@dataclass(frozen=True, order=True)
class Crossing:
    """An instant at which a lead's score meets the threshold, or no longer does."""

    lead_id: str
    crossed_at: datetime
    is_upward: bool


def score_history(
    model: Model, tables: Tables, as_of: datetime, options: Options = STANDARD
) -> list[HistoryRow]:
    """The history of every lead the model scores, sorted by lead and time (S5)."""
    return history_of_records(model, read(tables, as_of, options))


def history_of_records(model: Model, records: Records) -> list[HistoryRow]:
    """As `score_history`, for tables read before: many models may share one reading."""
    return sorted(row for lead in scored_leads(model, records) for row in lead.history())


def ledger_of_records(model: Model, records: Records) -> list[LedgerRow]:
    """Every change of every group's worth within the scored intervals (S7)."""
    return sorted(row for lead in scored_leads(model, records) for row in lead.ledger())


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
        for lead in scored_leads(model, records)
        if lead.is_scored(at)
    }


def sales_ready_at(
    model: Model, tables: Tables, as_of: datetime, options: Options = STANDARD
) -> dict[str, datetime]:
    """The first instant, up to `as_of`, at which each lead met the model's threshold (S4, T7)."""
    return sales_ready_of_records(model, read(tables, as_of, options))


def sales_ready_of_records(model: Model, records: Records) -> dict[str, datetime]:
    """As `sales_ready_at`, for tables read before; nobody for a model without a threshold."""
    first: dict[str, datetime] = {}
    for row in _happened(model, records):
        if "sales_ready_score" in model and row.score >= model["sales_ready_score"]:
            first.setdefault(row.lead_id, row.valid_from)
    return first


def qualified_of_records(
    models: Iterable[Model], records: Records, qualification: str = "any"
) -> dict[str, datetime]:
    """Since when each lead is sales ready across models: by `any` or by `all` of them (S4)."""
    voters = [
        model for model in models if model.get("status") == "live" and "sales_ready_score" in model
    ]
    ready = [sales_ready_of_records(model, records) for model in voters]
    scored = [{row.lead_id for row in _happened(model, records)} for model in voters]
    found: dict[str, datetime] = {}
    for lead_id in records.leads:
        instants = [by_lead[lead_id] for by_lead in ready if lead_id in by_lead]
        asked = sum(lead_id in lead_ids for lead_ids in scored)
        if qualification == "any" and instants:
            found[lead_id] = min(instants)
        if qualification == "all" and instants and len(instants) == asked:
            found[lead_id] = max(instants)
    return found


def crossings_of_records(model: Model, records: Records) -> list[Crossing]:
    """Every crossing of the model's threshold up to `as_of` (N10, N28)."""
    threshold = model["sales_ready_score"]
    found = []
    for row in _happened(model, records):
        was_met = row.previous_score is not None and row.previous_score >= threshold
        if was_met != (row.score >= threshold):
            found.append(Crossing(row.lead_id, row.valid_from, not was_met))
    return found


def segments_of_records(model: Model, records: Records) -> list[tuple[str, str]]:
    """The leads in each segment of a live model at `as_of`, as (lead, segment) (N29, L1, L3)."""
    if model.get("status") != "live":
        return []
    return sorted(
        (lead.lead_id, segment["name"])
        for lead in scored_leads(model, records)
        if lead.is_scored(records.as_of)
        for segment in model.get("segments", [])
        if all(
            holds(
                {"operator": operator, "value": operand},
                "integer",
                floor(lead.score(records.as_of)),
                records.as_of,
            )
            for operator, operand in segment["score"].items()
        )
    )


def input_quality(
    tables: Tables, as_of: datetime, options: Options = STANDARD
) -> dict[tuple[str, str], int]:
    """(table, rule) -> how many of its rows the rule set aside, or were counted (I8, N23)."""
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
        self.records = records
        self.lead_id = lead_id
        self.versions = records.leads[lead_id]
        self.newest = self.versions[0]
        self.target = model.get("target", "lead")
        # a tree, or a list whose nodes must all be true
        audience = model.get("audience", [])
        self.audience: list[Condition] = audience if isinstance(audience, list) else [audience]
        self.begins: datetime = self.newest["created_at"]
        ends = []
        if not model.get("score_closed_leads", False) and self.newest["closed_at"]:
            ends.append(self.newest["closed_at"])  # P2
        if model.get("status") == "stopped":
            ends.append(as_instant(model["stopped_at"]))  # L3
        self.ends: datetime | None = min(ends, default=None)
        self.found: dict[tuple[str, datetime], Decimal] = {}
        self.paths: dict[str, tuple[str, str, list[Row]]] = {}
        # the times of the rows that match each leaf; None for a row that has no time
        self.matching: dict[int, list[datetime | None]] = {
            id(leaf): list(self._matching(leaf))
            for leaf in self._leaves()
            if "attribute" not in leaf
        }

    def is_in_model(self) -> bool:
        """P1, P4: whether the model asks for such a lead at all."""
        contact, account = self.newest["contact_id"], self.newest["account_id"]
        if self.target == "contact" and contact is None:
            return False
        if self.target == "account" and (contact is not None or account is None):
            return False
        unit = self.model.get("business_unit")
        return unit is None or bool(self.newest["business_unit"] == unit)

    def is_scored(self, at: datetime) -> bool:
        """P2, P3, L3."""
        is_alive = self.begins <= at and (self.ends is None or at < self.ends)
        return is_alive and self.is_true("all", self.audience, at)

    def value(self, leaf: Condition, at: datetime) -> int:
        """The value of a condition at an instant: C1, C5, C6."""
        if "attribute" in leaf:
            column_type, value = self._attribute(leaf["attribute"], at)
            return int(holds(leaf, column_type, value, at))
        count = len(self.counting(leaf, at))
        frequency = leaf.get("frequency", {"at_least": 1})
        if frequency == "each":
            return count
        if frequency == "none":
            is_of_age = at >= self.begins + leaf.get("min_age_days", 0) * DAY
            return int(count == 0 and is_of_age)
        return int(count >= frequency["at_least"])

    def counting(self, leaf: Condition, at: datetime) -> list[datetime | None]:
        """C4: the times of the matching rows that count at an instant."""
        return [
            time
            for time in self.matching[id(leaf)]
            if time is None
            or (time <= at and ("within_days" not in leaf or at < time + leaf["within_days"] * DAY))
        ]

    def is_true(self, match: str, conditions: list[Condition], at: datetime) -> bool:
        """G1: whether a tree of conditions is true at an instant."""
        answers = (self._node_is_true(node, at) for node in conditions)
        return all(answers) if match == "all" else any(answers)

    def _node_is_true(self, node: Condition, at: datetime) -> bool:
        for branch in ("all", "any"):
            if branch in node:
                return self.is_true(branch, node[branch], at)
        return self.value(node, at) > 0

    def worth(self, group: dict[str, Any], at: datetime) -> Decimal:
        """What a group is worth at an instant; found once, as history and ledger both ask."""
        if (group["name"], at) not in self.found:
            self.found[group["name"], at] = self._worth(group, at)
        return self.found[group["name"], at]

    def _worth(self, group: dict[str, Any], at: datetime) -> Decimal:
        """G2, G3, G4."""
        if not self.is_true(group.get("match", "all"), group["conditions"], at):
            return Decimal(0)
        worth = Decimal(group["points"])
        for leaf in group["conditions"]:
            if "decay" in leaf:
                worth = sum(
                    (
                        worth_at(leaf["decay"], group["points"], at - time)
                        for time in self.counting(leaf, at)
                        if time is not None
                    ),
                    Decimal(0),
                )
            elif leaf.get("frequency") == "each":
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
        """Every instant at which the lead begins or ends to be scored, or a value could change."""
        found = {self.begins} if self.ends is None else {self.begins, self.ends}
        for leaf in self._leaves():
            if "attribute" in leaf:
                _, column, versions = self._path(leaf["attribute"])
                for row in versions:
                    found.update({row["valid_from"], row["valid_to"]} - {None})
                    found.update(turning_points(leaf, row[column]))
                continue
            if "min_age_days" in leaf:
                found.add(self.begins + leaf["min_age_days"] * DAY)
            for time in self.matching[id(leaf)]:
                if time is not None:
                    found.add(time)
                    if "within_days" in leaf:
                        found.add(time + leaf["within_days"] * DAY)
                    if "decay" in leaf:
                        found.update(steps(leaf["decay"], time))
        return found

    @cached_property
    def scored_intervals(self) -> list[tuple[list[datetime], datetime | None]]:
        """Each unbroken interval in which the lead is scored: its instants, and where it ends."""
        intervals: list[tuple[list[datetime], datetime | None]] = []
        inside: list[datetime] = []
        for at in sorted(self.instants()):
            if self.is_scored(at):
                inside.append(at)
            elif inside:
                intervals.append((inside, at))
                inside = []
        return [*intervals, (inside, None)] if inside else intervals

    def history(self) -> Iterator[HistoryRow]:
        """S5: the score at every such instant, equal neighbours made one."""
        for instants, interval_ends in self.scored_intervals:
            changes: list[tuple[datetime, Decimal]] = []
            for at in instants:
                score = self.score(at)
                if not changes or changes[-1][1] != score:
                    changes.append((at, score))
            ends: list[datetime | None] = [*(at for at, _ in changes[1:]), interval_ends]
            previous = None
            for (at, score), end in zip(changes, ends, strict=True):
                yield HistoryRow(self.lead_id, at, end, score, self.grade(score), previous)
                previous = score

    def ledger(self) -> Iterator[LedgerRow]:
        """S7: each interval sums up from zero."""
        for instants, _ in self.scored_intervals:
            for group in self.model["groups"]:
                before = Decimal(0)
                for at in instants:
                    worth = self.worth(group, at)
                    if worth != before:
                        opening = at == instants[0]
                        yield LedgerRow(self.lead_id, group["name"], at, worth - before, opening)
                    before = worth

    def _leaves(self) -> Iterator[Condition]:
        yield from leaves(self.audience)
        for group in self.model["groups"]:
            yield from leaves(group["conditions"])

    def _path(self, path: str) -> tuple[str, str, list[Row]]:
        """Where a path from the lead leads: the table, the column, and the versions there (C1)."""
        if path not in self.paths:
            *hops, column = path.split(".")
            rows = self.records.follow(self.versions, hops)
            self.paths[path] = (_table_of(hops, "leads"), column, rows)
        return self.paths[path]

    def _attribute(self, path: str, at: datetime) -> tuple[str, Any]:
        """The type of an attribute, and its value at an instant (C1, C2)."""
        table, column, versions = self._path(path)
        version = version_at(versions, at)
        return COLUMNS[table][column], version[column] if version else None

    def _matching(self, leaf: Condition) -> Iterator[datetime | None]:
        """The times of the rows that reach the lead and satisfy the condition (C3, C4, C7)."""
        time_column: str | None = "occurred_at"
        if "interaction" in leaf:
            table = "interactions"
            rows = [row for row in self.records.interactions if self._is_reached_by(row)]
            rows = [row for row in rows if row["interaction_type"] == leaf["interaction"]]
        else:
            table, time_column = leaf["related"], RELATED[leaf["related"]].time
            rows = [row for row in self.records.related[table] if self._is_related(table, row)]
        for row in rows:
            time = row[time_column] if time_column else None
            is_past = "since" in leaf and time is not None and time < as_instant(leaf["since"])
            if not is_past and self._filter_holds("all", leaf.get("where", []), table, row, time):
                yield time

    def _is_reached_by(self, row: Row) -> bool:
        """I1 to I5, P5: whether an interaction counts for this lead."""
        if self.target == "account":
            return self._is_of_the_account(row["contact_id"])
        contact = self.newest["contact_id"]
        by_contact = contact is not None and row["contact_id"] == contact
        if self.target == "contact":
            return by_contact
        by_lead = self.records.survivor.get(row["lead_id"]) == self.lead_id
        return by_lead or (
            by_contact and self.model.get("count_parent_contact_interactions", False)
        )

    def _is_related(self, table: str, row: Row) -> bool:
        """C7: whether a row of a related table reaches this lead."""
        key = RELATED[table].key
        if key == "lead":
            own = self.records.survivor[row["lead_id"]] == self.lead_id
            return own and self.target == "lead"
        if key == "contact" and self.target == "account":
            return self._is_of_the_account(row["contact_id"])
        if key == "contact":
            return bool(row["contact_id"] == self.newest["contact_id"])
        account = self.newest["account_id"]
        if account is None:
            contact = self.records.follow(self.versions, ["contact"])
            account = contact[0]["account_id"] if contact else None
        return bool(row["account_id"] == account)

    def _is_of_the_account(self, contact_id: str | None) -> bool:
        """I3: whether a contact's account is the lead's parent account."""
        contact = self.records.contacts.get(contact_id or "")
        return contact is not None and contact[0]["account_id"] == self.newest["account_id"]

    def _filter_holds(
        self, match: str, filters: Any, table: str, row: Row, at: datetime | None
    ) -> bool:
        """C3: whether a row's columns, and what it links to at its time, satisfy a filter."""
        if isinstance(filters, dict):
            filters = [filters]
        answers = []
        for node in filters:
            branch = next((one for one in ("all", "any") if one in node), None)
            if branch:
                answers.append(self._filter_holds(branch, node[branch], table, row, at))
                continue
            *hops, column = node["field"].split(".")
            # N22: an interaction's account is that of its contact
            hops = ["contact", *hops] if hops[:1] == ["account"] else hops
            found: Row | None = row
            if hops:
                assert at is not None
                found = version_at(self.records.follow([row], hops), at)
            value = found[column] if found else None
            # N24: without a time nothing is measured from one
            measured_at = self.begins if at is None else at
            answers.append(holds(node, COLUMNS[_table_of(hops, table)][column], value, measured_at))
        return all(answers) if match == "all" else any(answers)


def scored_leads(model: Model, records: Records) -> Iterator[LeadUnderModel]:
    """P1, P4, P5, L3: the leads that the model could score, as it may know them."""
    if model.get("status") == "stopped":
        records = records.known_at(min(records.as_of, as_instant(model["stopped_at"])))
    for lead_id, survivor in records.survivor.items():
        if lead_id == survivor:
            lead = LeadUnderModel(model, records, lead_id)
            if lead.is_in_model():
                yield lead


def _happened(model: Model, records: Records) -> list[HistoryRow]:
    """T7: the history up to `as_of`."""
    return [row for row in history_of_records(model, records) if row.valid_from <= records.as_of]


def _table_of(hops: list[str], start: str) -> str:
    if not hops:
        return start
    return "contacts" if hops[-1] == "contact" else "accounts"
