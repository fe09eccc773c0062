"""The words in which the cases are written: rows, conditions, models and histories."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from reference.records import STANDARD, Options, Row, Tables
from reference.scorer import HistoryRow, Model

AS_OF = datetime(2026, 4, 1)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Case:
    """One named case; the name begins with the rule that it holds."""

    name: str
    model: Model
    tables: Tables
    history: list[HistoryRow]
    as_of: datetime = AS_OF
    options: Options = STANDARD


def t(text: str) -> datetime:
    """`01-05`, `01-05 10:00` or with seconds, of 2026, or a full date."""
    text = text if text[4:5] == "-" else f"2026-{text}"
    return datetime.fromisoformat(text)


def lead(lead_id: str = "ann", created_at: str = "01-05", **columns: Any) -> Row:
    """A row of `leads`."""
    return {"lead_id": lead_id, "created_at": t(created_at), **columns}


def event(
    interaction_id: str | None,
    occurred_at: str | None,
    interaction_type: str | None = "email_opened",
    lead_id: str | None = "ann",
    **columns: Any,
) -> Row:
    """A row of `interactions`."""
    return {
        "interaction_id": interaction_id,
        "interaction_type": interaction_type,
        "occurred_at": occurred_at and t(occurred_at),
        "lead_id": lead_id,
        **columns,
    }


def contact(contact_id: str = "c", **columns: Any) -> Row:
    """A row of `contacts`."""
    return {"contact_id": contact_id, **columns}


def account(account_id: str = "a", **columns: Any) -> Row:
    """A row of `accounts`."""
    return {"account_id": account_id, **columns}


def valid(since: str | None, until: str | None = None) -> Row:
    """The columns that make a row a version."""
    return {"valid_from": since and t(since), "valid_to": until and t(until)}


def tables(leads: list[Row], interactions: list[Row] | None = None, **others: Any) -> Tables:
    """The input of a case."""
    return {"leads": leads, "interactions": interactions or [], **others}


def opened(**keys: Any) -> dict[str, Any]:
    """A condition over opened e-mails."""
    return {"interaction": "email_opened", **keys}


def related(table: str, **keys: Any) -> dict[str, Any]:
    """A condition over a related table."""
    return {"related": table, **keys}


def attribute(path: str, operator: str, value: Any = None, **keys: Any) -> dict[str, Any]:
    """A condition over an attribute, from the lead on."""
    given = {} if value is None else {"value": value}
    return {"attribute": path, "operator": operator, **given, **keys}


def where(field: str, operator: str, value: Any = None, **keys: Any) -> dict[str, Any]:
    """A filter on a column of a row, or on what the row links to."""
    given = {} if value is None else {"value": value}
    return {"field": field, "operator": operator, **given, **keys}


def group(points: int, *conditions: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A group; `model` names it and its conditions."""
    return {"points": points, **keys, "conditions": list(conditions)}


def model(*groups: dict[str, Any], **keys: Any) -> Model:
    """A model of these groups, all names made up."""
    count = 0

    def named(node: dict[str, Any]) -> dict[str, Any]:
        nonlocal count
        for branch in ("all", "any"):
            if branch in node:
                return {branch: [named(child) for child in node[branch]]}
        count += 1
        return {"name": f"c{count}", **node}

    return {
        "name": "case",
        "status": "live",
        **keys,
        "groups": [
            {
                "name": f"g{number}",
                **one,
                "conditions": [named(node) for node in one["conditions"]],
            }
            for number, one in enumerate(groups, start=1)
        ],
    }


Change = tuple[str, int | str] | tuple[str, int | str, str]


def rows(lead_id: str, *changes: Change, ends: str | None = None) -> list[HistoryRow]:
    """A scored interval of a lead: (since when, score, grade); a row ends where the next begins."""
    times: list[datetime | None] = [t(change[0]) for change in changes]
    times.append(None if ends is None else t(ends))
    history: list[HistoryRow] = []
    for number, change in enumerate(changes):
        grade = change[2] if len(change) == 3 else None
        previous = history[-1].score if history else None
        began = times[number]
        assert began is not None
        score = Decimal(change[1])
        history.append(HistoryRow(lead_id, began, times[number + 1], score, grade, previous))
    return history


def case(
    name: str,
    spec: Model,
    given: Tables,
    *history: list[HistoryRow],
    options: Options = STANDARD,
) -> Case:
    """A case with the histories of its leads, one after the other."""
    return Case(name, spec, given, [row for one in history for row in one], options=options)
