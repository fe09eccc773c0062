"""A world in which every text that a user gives is one of the payloads.

Lead i has the i-th payload as its job title, a text around it as its company, a form submitted
about it, and an interaction whose type it is. Each payload has a condition of every
kind of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LONGEST_VALUE = 1000
LONGEST_NAME = 180
AS_OF = "2026-02-01"
CREATED_AT, HAPPENED_AT = "2026-01-01 00:00:00", "2026-01-10 12:00:00"
MODELS = ("payload_grades", "payload_trees", "payload_filters", "payload_lists", "payload_unit")
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


def leads() -> list[Row]:
    """One lead a payload."""
    return [
        {
            "lead_id": lead_id(number),
            "created_at": CREATED_AT,
            "contact_id": contact_id(number),
            "business_unit": text,
            "job_title": text,
            "company_name": around(text),
        }
        for number, text in enumerate(TEXTS)
    ]


def contacts() -> list[Row]:
    """The parent contact of each lead, with the payload as its department."""
    return [
        {"contact_id": contact_id(number), "department": text} for number, text in enumerate(TEXTS)
    ]


def cards() -> list[Row]:
    """A related row a lead, with the payload as its motto."""
    return [{"lead_id": lead_id(number), "motto": text} for number, text in enumerate(TEXTS)]


def contact_id(number: int) -> str:
    """The contact of the payload with that number."""
    return f"contact_{number:02}"


def around(text: str) -> str:
    """A text that contains the payload."""
    return f"Before {text} After"


def interactions() -> list[Row]:
    """Two a lead: a form about the payload, and one whose type it is."""
    forms = [
        {
            "interaction_id": f"form_{number}",
            "interaction_type": "form_submitted",
            "occurred_at": HAPPENED_AT,
            "lead_id": lead_id(number),
            "contact_id": contact_id(number),
            "asset_id": text,
            "asset_name": f" {text.upper()} " if text.isascii() else text,
        }
        for number, text in enumerate(TEXTS)
    ]
    typed = [
        {
            "interaction_id": f"typed_{number}",
            "interaction_type": short(text),
            "occurred_at": HAPPENED_AT,
            "lead_id": lead_id(number),
            "contact_id": contact_id(number),
            "asset_id": "",
            "asset_name": "",
        }
        for number, text in enumerate(TEXTS)
    ]
    return forms + typed


def declared_inputs() -> dict[str, Any]:
    """_inputs.yml: the payloads as interaction types, and the table of cards."""
    return {
        "interaction_types": [short(text) for text in TEXTS],
        "related": {"cards": {"key": "lead", "columns": {"motto": "text"}}},
    }


def specs() -> dict[str, dict[str, Any]]:
    """The specs by name."""
    return {
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
                            "attribute": "company_name",
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
                            "where": [
                                {
                                    "field": "asset_name",
                                    "operator": "in",
                                    "value": [f"not {short(text)}", text],
                                },
                                {
                                    "any": [
                                        {"field": "asset_id", "operator": "equals", "value": text}
                                    ]
                                },
                            ],
                        }
                    ],
                }
                for number, text in enumerate(TEXTS)
            ],
        },
        # payloads in lists, every second one
        "payload_lists": {
            "name": "payload_lists",
            **_texts_of_a_model("expression"),
            "outcome": PAYLOADS["expression"],
            "audience": {
                "any": [
                    {"attribute": "contact.department", "operator": "in", "value": TEXTS[::4]},
                    {"attribute": "job_title", "operator": "in", "value": TEXTS[2::4]},
                ]
            },
            "groups": [
                {
                    **_group(0, 1),
                    "conditions": [
                        {"name": "card", "related": "cards", "where": [_every_second("motto")]},
                        {
                            "name": "form_of_contact",
                            "interaction": "form_submitted",
                            "where": [_every_second("contact.department")],
                        },
                        {
                            "name": "department",
                            "attribute": "contact.department",
                            "operator": "in",
                            "value": TEXTS[::2],
                        },
                    ],
                }
            ],
        },
        "payload_unit": {
            "name": "payload_unit",
            **_texts_of_a_model("statement"),
            "business_unit": PAYLOADS["statement"],
            "groups": [
                {
                    **_group(0, 1),
                    "conditions": [{"name": "any_form", "interaction": "form_submitted"}],
                }
            ],
        },
    }


def _every_second(field: str) -> dict[str, Any]:
    return {"field": field, "operator": "in", "value": TEXTS[::2]}


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
