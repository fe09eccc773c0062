"""A world in which every text that a user gives is one of the payloads.

Lead i has the i-th payload as its job title and its business unit, and a form submitted about it.
One interaction has it as its type, one is by a contact with this job title, one by a contact who
works in this industry; and the company of the lead's parent contact has a name around it. Each
payload has a condition of its own over each of these. In two places that a model has but once, its
audience and the filters of a related table, all payloads stand together, each beside its number:
when something matched tells which of them did it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

LONGEST_VALUE = 1000
LONGEST_NAME = 180
AS_OF = "2026-02-01"
CREATED_AT = datetime(2026, 1, 1)
FORM_AT = datetime(2026, 1, 10, 12)
BY_PERSON_AT = datetime(2026, 1, 11, 12)
AT_COMPANY_AT = datetime(2026, 1, 12, 12)
# a group a payload
GROUPED = ("payload_grades", "payload_trees", "payload_filters")
# a model a business unit
UNITS = {
    f"payload_unit_{payload}": payload
    for payload in ("drop_table", "closes_call", "statement", "backslash_end", "line_then_jinja")
}
OUTCOMES = {
    "payload_grades": "lines_of_sql",
    "payload_trees": "macro_end",
    "payload_filters": "long",
    "payload_audience": "rich_markup",
    **UNITS,
}
MODELS = tuple(OUTCOMES)
Row = dict[str, str]


def _payloads() -> dict[str, str]:
    text = (Path(__file__).parent / "payloads.yml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    long = "'{{ env_var(\"CANARY\") }}'; -- "
    return found | {"long": (long * LONGEST_VALUE)[:LONGEST_VALUE].strip()}


PAYLOADS = _payloads()
TEXTS = list(PAYLOADS.values())


def short(text: str) -> str:
    """The payload where fewer characters are allowed."""
    return text[:LONGEST_NAME].strip()


def lead_id(number: int) -> str:
    """The lead of the payload with that number."""
    return f"lead_{number:02}"


def inputs() -> dict[str, list[Row]]:
    """The input tables by name, the related one, notes, included."""
    return {
        "leads": leads(),
        "contacts": _contacts(),
        "accounts": _accounts(),
        "interactions": interactions(),
        "outcomes": _outcomes(),
        "notes": _notes(),
    }


def leads() -> list[Row]:
    """One lead a payload."""
    return [
        {
            "lead_id": lead_id(number),
            "created_at": str(CREATED_AT),
            "contact_id": f"employee_{number}",
            "account_id": "calendar",
            "business_unit": short(text),
            "job_title": text,
        }
        for number, text in enumerate(TEXTS)
    ]


def _contacts() -> list[Row]:
    """Two a payload: a person with this title, and an employee of a company of this kind."""
    persons = [
        {"contact_id": f"person_{number}", "job_title": text, "account_id": ""}
        for number, text in enumerate(TEXTS)
    ]
    employees = [
        {"contact_id": f"employee_{number}", "job_title": "", "account_id": f"company_{number}"}
        for number in range(len(TEXTS))
    ]
    return persons + employees


def _accounts() -> list[Row]:
    """A company a payload, and one whose size is the number of the hour."""
    nothing = {"account_name": "", "industry": "", "employee_count": ""}
    versions = {"valid_from": "", "valid_to": ""}
    companies = [
        nothing
        | versions
        | {"account_id": f"company_{number}", "account_name": around(text), "industry": text}
        for number, text in enumerate(TEXTS)
    ]
    calendar = [
        nothing
        | {
            "account_id": "calendar",
            "employee_count": str(number),
            "valid_from": str(hour(number)),
            "valid_to": str(hour(number + 1)),
        }
        for number in range(len(TEXTS))
    ]
    return companies + calendar


def _outcomes() -> list[Row]:
    return [
        {"lead_id": lead_id(number), "outcome": text, "occurred_at": str(FORM_AT)}
        for number, text in enumerate(TEXTS)
    ]


def _notes() -> list[Row]:
    """Each payload with each number."""
    return [
        {
            "lead_id": lead_id(number),
            "noted_at": str(hour(beside)),
            "note": text,
            "beside": str(beside),
        }
        for number, text in enumerate(TEXTS)
        for beside in range(len(TEXTS))
    ]


def hour(number: int) -> datetime:
    """The hour that tells of the payload with that number."""
    return CREATED_AT + timedelta(hours=number)


def around(text: str) -> str:
    """A text that contains the payload."""
    return f"Before {text} After"


def interactions() -> list[Row]:
    """Four a lead: a form about the payload, two by contacts, and one whose type it is."""
    found = []
    for number, text in enumerate(TEXTS):
        about = {
            "asset_id": text,
            "asset_name": f" {text.upper()} " if text.isascii() else text,
        }
        found += [
            _interaction(f"form_{number}", number, FORM_AT, **about),
            _interaction(f"by_{number}", number, BY_PERSON_AT, contact_id=f"person_{number}"),
            _interaction(f"at_{number}", number, AT_COMPANY_AT, contact_id=f"employee_{number}"),
            _interaction(f"typed_{number}", number, FORM_AT, interaction_type=short(text)),
        ]
    return found


def _interaction(interaction_id: str, number: int, occurred_at: datetime, **others: str) -> Row:
    return {
        "interaction_id": interaction_id,
        "interaction_type": "form_submitted",
        "occurred_at": str(occurred_at),
        "lead_id": lead_id(number),
        "contact_id": "",
        "asset_id": "",
        "asset_name": "",
    } | others


def declared_inputs() -> dict[str, Any]:
    """_inputs.yml: the payloads as interaction types, and notes about leads."""
    return {
        "interaction_types": [short(text) for text in TEXTS],
        "related": {
            "notes": {
                "key": "lead",
                "time": "noted_at",
                "columns": {"note": "text", "beside": "integer"},
            }
        },
    }


def segment(number: int) -> str:
    """The segment of the payload: it itself where it can be a name."""
    text = TEXTS[number]
    return text if is_name(text) else f"segment_{number}"


def is_name(text: str) -> bool:
    """Whether something in a spec may be named so."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,29}", text) is not None


def specs() -> dict[str, dict[str, Any]]:
    """The specs by name."""
    models: dict[str, dict[str, Any]] = {
        "payload_grades": {
            "name": "payload_grades",
            **_texts_of_a_model("expression"),
            "status": "live",
            "groups": [
                {
                    **_group(number, number + 1),
                    "conditions": [
                        {
                            "name": f"title_{number}",
                            "attribute": "job_title",
                            "operator": "equals",
                            "value": text,
                            "case_sensitive": number % 2 == 1,
                        }
                    ],
                }
                for number, text in enumerate(TEXTS)
            ],
            "grades": [
                {"name": short(text), "operator": "between", "value": [number + 1, number + 1]}
                for number, text in enumerate(TEXTS)
            ],
            "hot_grades": [short(text) for text in TEXTS[::2]],
            "segments": [
                {"name": segment(number), "score": {"between": [number + 1, number + 1]}}
                for number in range(len(TEXTS))
            ],
            "sales_ready_score": 5,
        },
        "payload_trees": {
            "name": "payload_trees",
            **_texts_of_a_model("closes_call"),
            "status": "live",
            "groups": [
                {
                    **_group(number, 1),
                    "conditions": [
                        {
                            "name": f"company_{number}",
                            "attribute": "contact.account.account_name",
                            "operator": "contains",
                            "value": text,
                        },
                        {"name": f"typed_{number}", "interaction": short(text)},
                    ],
                }
                for number, text in enumerate(TEXTS)
            ],
        },
        "payload_filters": {
            "name": "payload_filters",
            **_texts_of_a_model("statement"),
            "groups": [
                {
                    **_group(number, -2),
                    "conditions": [
                        {
                            "name": f"form_{number}",
                            "interaction": "form_submitted",
                            "frequency": "each",
                            "where": {
                                "any": [
                                    _about(text),
                                    _equals("field", "contact.job_title", number),
                                    _equals("field", "account.industry", number),
                                ]
                            },
                        }
                    ],
                }
                for number, text in enumerate(TEXTS)
            ],
        },
        "payload_audience": {
            "name": "payload_audience",
            **_texts_of_a_model("macro_end"),
            "status": "live",
            "audience": {"any": [_in_audience(number) for number in range(len(TEXTS))]},
            "groups": [
                {
                    "name": "notes",
                    "points": 1,
                    "conditions": [
                        {
                            "name": "note",
                            "related": "notes",
                            "frequency": "each",
                            "where": {"any": [_noted(number) for number in range(len(TEXTS))]},
                        }
                    ],
                }
            ],
        },
    }
    units: dict[str, dict[str, Any]] = {
        name: {
            "name": name,
            "label": PAYLOADS[payload],
            "owner": PAYLOADS[payload],
            "business_unit": PAYLOADS[payload],
            "groups": [
                {
                    "name": "forms",
                    "points": 1,
                    "conditions": [{"name": "form", "interaction": "form_submitted"}],
                }
            ],
        }
        for name, payload in UNITS.items()
    }
    return {
        name: {**spec, "outcome": short(PAYLOADS[OUTCOMES[name]])}
        for name, spec in (models | units).items()
    }


def experiments() -> list[dict[str, Any]]:
    """One a payload, which all leads take part in and one has reached as an outcome."""
    return [
        {
            "name": f"payload_{number}",
            "label": text,
            "description": text,
            "control": "payload_grades",
            "challenger": "payload_trees",
            "share": 0.5,
            "start": str(CREATED_AT),
            "outcome": short(text),
            "horizon_days": 20,
        }
        for number, text in enumerate(TEXTS)
    ]


def _equals(key: str, path: str, number: int) -> dict[str, Any]:
    return {
        key: path,
        "operator": "equals",
        "value": TEXTS[number],
        "case_sensitive": number % 2 == 1,
    }


def _about(text: str) -> dict[str, Any]:
    """A form about the payload."""
    among = [f"not {short(text)}", text]
    return {
        "all": [
            {"field": "asset_name", "operator": "in", "value": among},
            {"any": [{"field": "asset_id", "operator": "equals", "value": text}]},
        ]
    }


def _in_audience(number: int) -> dict[str, Any]:
    """Leads of the payload, in the hour that has its number."""
    return {
        "all": [
            _equals("attribute", "contact.account.industry" if number % 2 else "job_title", number),
            {"attribute": "account.employee_count", "operator": "equals", "value": number},
        ]
    }


def _noted(number: int) -> dict[str, Any]:
    """Notes of the payload beside its number."""
    return {
        "all": [
            _equals("field", "note", number),
            {"field": "beside", "operator": "equals", "value": number},
        ]
    }


def _texts_of_a_model(payload: str) -> dict[str, str]:
    everything = " | ".join(short(text) for text in TEXTS)
    return {
        "label": f"{PAYLOADS[payload]} | {everything}"[:2000].strip(),
        "description": f"{everything}"[-2000:].strip(),
        "owner": PAYLOADS[payload],
    }


def _group(number: int, points: int) -> dict[str, Any]:
    return {
        "name": f"group_{number}",
        "label": TEXTS[number],
        "category": f"intent/{short(TEXTS[number])}",
        "points": points,
    }
