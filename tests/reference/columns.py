"""The tables of a world: the canonical ones, as the inputs page lists them, and declared ones."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Related:
    """A declared table with many rows for one lead, contact or account."""

    key: str  # whose id it carries: lead, contact or account
    time: str | None  # the column with its rows' own time
    columns: dict[str, str]

    @property
    def key_column(self) -> str:
        """The column with the id."""
        return f"{self.key}_id"


# What all tests declare beyond the canonical tables: each key with and without a time, each table
# with a text, a number, a boolean and a time that isn't its own.
INTERACTION_TYPES = ["webinar_attended"]
DECLARED_COLUMNS: dict[str, dict[str, str]] = {
    "leads": {"trial_ends_at": TIMESTAMP},
    "contacts": {"seniority": INTEGER},
    "accounts": {"renews_at": TIMESTAMP},
    "interactions": {"product_area": TEXT},
}
RELATED: dict[str, Related] = {
    "tickets": Related(
        "lead",
        "opened_at",
        _columns(text="priority", number="hours", boolean="is_urgent", timestamp="due_at"),
    ),
    "labels": Related(
        "lead",
        None,
        _columns(text="label", number="weight", boolean="is_manual", timestamp="added_at"),
    ),
    "registrations": Related(
        "contact",
        "registered_at",
        _columns(text="event_name", integer="seats", boolean="is_canceled", timestamp="starts_at"),
    ),
    "badges": Related(
        "contact",
        None,
        _columns(text="badge", integer="level", boolean="is_public", timestamp="earned_at"),
    ),
    "orders": Related(
        "account",
        "ordered_at",
        _columns(text="status", number="amount", boolean="is_paid", timestamp="due_at"),
    ),
    "contracts": Related(
        "account",
        None,
        _columns(text="plan", integer="seats", boolean="is_signed", timestamp="renews_at"),
    ),
}

# the same as the content of `scoring_models/_inputs.yml`
DECLARATION: dict[str, Any] = {
    "interaction_types": INTERACTION_TYPES,
    "columns": DECLARED_COLUMNS,
    "related": {
        name: {
            "key": table.key,
            **({"time": table.time} if table.time else {}),
            "columns": table.columns,
        }
        for name, table in RELATED.items()
    },
}

# table -> column -> type: the canonical tables with their declared columns, and the related ones
# with their key and time, whose types need no declaration
COLUMNS: dict[str, dict[str, str]] = {
    **{
        table: {**columns, **DECLARED_COLUMNS.get(table, {})}
        for table, columns in CANONICAL.items()
    },
    **{
        name: {
            table.key_column: ID,
            **({table.time: TIMESTAMP} if table.time else {}),
            **table.columns,
        }
        for name, table in RELATED.items()
    },
}
