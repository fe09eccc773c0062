"""What each column of a random world may hold, and what models ask of it.

Pools are small, so that values meet: NULL, blank, what models ask for, and what is nearly that.
"""

from decimal import Decimal
from typing import Any

from reference.columns import BOOLEAN, INTEGER, NUMBER, TEXT

# ids get a prefix in a batch, so that models only ask whether there is one
LINKS = (
    *("lead_id", "contact_id", "account_id", "parent_account_id", "merged_into_lead_id"),
    "interaction_id",
)
# Neither İ nor sigma: engines need not agree on them (C8)
_VALUES: dict[str, tuple[Any, ...]] = {
    "country": (*("US", "us", " US ", "CA") * 3, "ca ", "U_", "%", "", "  ", None),
    "job_title": (
        *("Director", "Vice DIRECTOR", "director of IT") * 2,
        *("dir_ctor", "100% director", "Boss", "a\\b", "a%b", "O'Neil", '"x"', "", None),
    ),
    "department": ("IT", "it ", "Sales", "SALES", "I_T", " ", None),
    "city": (
        *("Genève", "GENÈVE", "Geneve", "Straße", "STRASSE", "日本", "Ж", "ж", "US\u00a0", "\tUS"),
        *("US\n", "😀 us", "e\u0301", "é", "US\nb", None),
    ),
    "industry": (
        *("{{ 1 }}", "a; --", "007", "7") * 2,
        *("{% raw %}", "NULL", "null", " ", None),
    ),
    "status": ("open", "Open", "qualified", None),
    "business_unit": (*("EMEA",) * 4, "emea", "EMEA ", "007", "7", "", None),
    "employee_count": (0, 1, 3, 5, 50, 50, 51, -1, 3_000_000_000, None),
    "annual_revenue": (
        *(Decimal(0), Decimal("0.0001"), Decimal("1000.5"), Decimal("1000.4999"), Decimal(1000)),
        *(Decimal("-2.5"), Decimal("99999999.99"), None),
    ),
    "interaction_id": (
        *(str(number) for number in range(100)),
        *("007", "07", "x ", "x", None, "", " "),
    ),
    "interaction_type": (
        *("email_opened",) * 24,
        *("form_submitted",) * 10,
        *("website_visited",) * 4,
        *("Email_opened", "email_opened ", None, " ", "not_declared"),
    ),
    "asset_name": ("News 1", "news 1 ", "NEWS 10", "Demo", "demo%", "d_mo", "O'Neil", "", None),
    "url": ("/pricing?a=%25_", "/PRICING", "\\pricing", "/", " ", None),
    "channel": ("email", "Email", "web", None),
    "asset_id": ("A1", "a1", "007", "7", None),
    "duration_seconds": (
        *(Decimal(0), Decimal(29), Decimal(30), Decimal("30.5"), Decimal(-1), None),
    ),
    "is_bot": (*(None, False) * 8, True),
    "is_test": (*(None, False) * 8, True),
}
_VALUES_OF_TYPES: dict[str, tuple[Any, ...]] = {
    TEXT: ("Summit", "summit ", " SUMMIT", "sum_it", "100%", "Ж", "", None),
    INTEGER: (0, 1, 2, 2, 3, -1, None),
    NUMBER: (Decimal(0), Decimal("9.5"), Decimal("9.4999"), Decimal(10), None),
    BOOLEAN: (True, False, None),
}
# asked for beside the columns' own values: parts of them, and plain characters that SQL knows
_TEXT_PARTS = (
    *("u", "S", "di", "Of", "%", "_", "\\", "'", '"', "news", "0", "è", "{{", "a%b", "a\\%b", "mm"),
)
WHOLE_VALUES = ("equals", "not_equals", "in", "not_in")


def values_of(column: str, column_type: str) -> tuple[Any, ...]:
    """What a column may hold; times are not among it."""
    return _VALUES.get(column) or _VALUES_OF_TYPES[column_type]


def askable(column: str, column_type: str, operator: str) -> tuple[Any, ...]:
    """What a predicate may compare the column with."""
    values = tuple(
        value
        for value in values_of(column, column_type)
        if value is not None and not (isinstance(value, str) and value.strip(" ") == "")
    )
    is_text = isinstance(values[0], str)
    return values + _TEXT_PARTS if is_text and operator not in WHOLE_VALUES else values
