"""The canonical tables: their columns and types, as the inputs page lists them."""

TEXT = "text"
ID = "id"  # text that is compared exactly
INTEGER = "integer"
NUMBER = "number"
BOOLEAN = "boolean"
TIMESTAMP = "timestamp"


def _columns(**names: str) -> dict[str, str]:
    return {name: type_ for type_, listed in names.items() for name in listed.split()}


COLUMNS: dict[str, dict[str, str]] = {
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
