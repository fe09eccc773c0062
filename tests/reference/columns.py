"""The tables of a world: the canonical ones, as the inputs page lists them, and declared ones."""

from typing import Any

TEXT = "text"
ID = "id"  # text that is compared exactly
INTEGER = "integer"
NUMBER = "number"
BOOLEAN = "boolean"
TIMESTAMP = "timestamp"


def _columns(**names: str) -> dict[str, str]:
    return {name: type_ for type_, listed in names.items() for name in listed.split()}


CANONICAL: dict[str, dict[str, str]] = {
    "leads": _columns(
        id="lead_id contact_id account_id business_unit merged_into_lead_id",
        text="status lead_name email job_title company_name country state city industry"
        " lead_source owner_name",
        integer="employee_count",
        number="annual_revenue",
        timestamp="created_at closed_at valid_from valid_to",
    ),
    "contacts": _columns(
        id="contact_id account_id",
        text="contact_name email job_title department country state city",
        boolean="allows_email",
        timestamp="created_at valid_from valid_to",
    ),
    "accounts": _columns(
        id="account_id parent_account_id",
        text="account_name industry country state city",
        integer="employee_count",
        number="annual_revenue",
        timestamp="valid_from valid_to",
    ),
    "interactions": _columns(
        id="interaction_id interaction_type lead_id contact_id business_unit asset_id"
        " campaign_id journey_id",
        text="channel asset_name url referrer source_system",
        number="duration_seconds",
        boolean="is_bot is_test",
        timestamp="occurred_at loaded_at",
    ),
    "outcomes": _columns(
        id="lead_id",
        text="outcome",
        number="amount",
        timestamp="occurred_at",
    ),
}

# What all tests declare beyond that: the content of `scoring_models/_inputs.yml`.
DECLARATION: dict[str, Any] = {
    "interaction_types": ["webinar_attended"],
    "columns": {
        "leads": {"trial_ends_at": TIMESTAMP},
        "contacts": {"seniority": INTEGER},
        "accounts": {"renews_at": TIMESTAMP},
        "interactions": {"product_area": TEXT},
    },
    "related": {
        "registrations": {
            "key": "contact",
            "time": "registered_at",
            "columns": {"event_name": TEXT, "is_canceled": BOOLEAN, "seats": INTEGER},
        },
        "orders": {
            "key": "account",
            "time": "ordered_at",
            "columns": {"amount": NUMBER, "status": TEXT},
        },
        "tickets": {
            "key": "lead",
            "time": "opened_at",
            "columns": {"priority": TEXT, "due_at": TIMESTAMP},
        },
        "badges": {"key": "contact", "columns": {"badge": TEXT, "level": INTEGER}},
    },
}

# related table -> whose id it carries: lead, contact or account
RELATED_KEYS: dict[str, str] = {
    name: declared["key"] for name, declared in DECLARATION["related"].items()
}
# related table -> the column with its rows' own time, if it has one
RELATED_TIMES: dict[str, str | None] = {
    name: declared.get("time") for name, declared in DECLARATION["related"].items()
}

# table -> column -> type: the canonical tables with their declared columns, and the related ones,
# whose key and time need no declaration of a type
COLUMNS: dict[str, dict[str, str]] = {
    **{
        table: {**columns, **DECLARATION["columns"].get(table, {})}
        for table, columns in CANONICAL.items()
    },
    **{
        name: {
            f"{declared['key']}_id": ID,
            **({declared["time"]: TIMESTAMP} if "time" in declared else {}),
            **declared["columns"],
        }
        for name, declared in DECLARATION["related"].items()
    },
}
