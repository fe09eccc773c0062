"""A small input in loads: the second changes a lead in each way in which one can change.

Each change shows in the scores, and has leads of its own, so that it can't hide behind another.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from reference.columns import COLUMNS
from reference.records import STANDARD, Options, Row, Tables
from reference.scorer import Model
from worlds.batch import Batch, World

AS_OF = datetime(2026, 4, 1)
DAY = timedelta(days=1)


def lead(lead_id: str, **values: Any) -> Row:
    return {"lead_id": lead_id, "created_at": datetime(2026, 1, 1), **values}


def opened(interaction_id: str, lead_id: str | None = None, **values: Any) -> Row:
    return {
        "interaction_id": interaction_id,
        "interaction_type": "email_opened",
        "occurred_at": datetime(2026, 3, 1),
        "lead_id": lead_id,
        **values,
    }


def without(rows: list[Row], **values: str) -> list[Row]:
    ((column, value),) = values.items()
    return [row for row in rows if row.get(column) != value]


def changed(rows: list[Row], changes: Row, **values: str) -> list[Row]:
    ((column, value),) = values.items()
    assert any(row.get(column) == value for row in rows), values
    return [{**row, **changes} if row.get(column) == value else row for row in rows]


def model(name: str, *conditions: Row, **values: Any) -> Model:
    """A live model, each of whose conditions is a group of its own."""
    return {
        "name": name,
        "status": "live",
        **values,
        "groups": [
            {
                "name": f"g{number}",
                "points": 2**number,
                "conditions": [{"name": f"c{number}", **condition}],
            }
            for number, condition in enumerate(conditions)
        ],
    }


def where(field: str, value: str) -> list[Row]:
    return [{"field": field, "operator": "equals", "value": value}]


OPENED = {"interaction": "email_opened", "frequency": "each"}
IN_US = {"attribute": "country", "operator": "equals", "value": "US"}
OF_STEEL = {"attribute": "contact.account.industry", "operator": "equals", "value": "steel"}
MODELS = [
    model(
        "own",
        OPENED,
        IN_US,
        {"related": "tickets", "frequency": "each"},
        {"related": "tickets", "where": where("priority", "high")},
        {"related": "registrations"},
        {**OPENED, "where": where("asset_name", "x")},
        {"interaction": "email_opened", "where": where("lead_id", "double_a")},
        {"interaction": "email_opened", "where": where("contact_id", "known")},
        {"interaction": "email_opened", "where": where("contact.account.industry", "steel")},
        count_parent_contact_interactions=True,
    ),
    model("by_contact", OPENED, target="contact"),
    model("by_account", OPENED, target="account"),
    model("in_us", OF_STEEL, audience=[IN_US]),
]
# what of whom the second load tells otherwise; `quiet` is the lead of whom it doesn't
CHANGES = (
    *("late", "corrected", "retyped", "renamed", "swapped", "copied", "deleted", "flagged"),
    *("merged", "survivor", "unmerged", "survived", "moved_from", "moved_to", "double", "named"),
    *("other_contact", "other_account", "account_of_contact", "contact_to_account", "own_too"),
    *("industry", "industry_began", "industry_ended", "country", "began", "ended", "created"),
    *("ticket", "urgent", "opened_later", "closed", "gone"),
)
QUIET = ("quiet", "to_come", "quiet_by_contact", "quiet_by_account")
CONTACTS = {
    **{"c1": "a1", "c2": "a2", "c3": "a1", "c4": "a2", "c_quiet": "a_quiet"},
    **{f"c_{one}": f"a_{one}" for one in ("industry", "industry_began", "industry_ended")},
    **{f"c_{one}": f"a_{one}" for one in ("contact_to_account", "own_too")},
}


def first_load() -> Tables:
    leads = [lead(one, country="US") for one in (*QUIET[:2], *CHANGES)]
    leads += [lead("quiet_by_contact", contact_id="c_quiet")]
    leads += [lead("quiet_by_account", account_id="a_quiet")]
    leads += [lead(one, merged_into_lead_id="double") for one in ("double_a", "double_b")]
    leads = changed(leads, {"merged_into_lead_id": "survived"}, lead_id="unmerged")
    leads = changed(leads, {"contact_id": "c1"}, lead_id="other_contact")
    leads = changed(leads, {"account_id": "a1"}, lead_id="other_account")
    leads = changed(leads, {"contact_id": "c3"}, lead_id="account_of_contact")
    leads = changed(leads, {"account_id": "a_own_too"}, lead_id="own_too")
    leads = changed(leads, {"valid_from": datetime(2026, 2, 1)}, lead_id="began")
    for one in ("industry", "industry_began", "industry_ended", "contact_to_account"):
        leads = changed(leads, {"contact_id": f"c_{one}"}, lead_id=one)
    of_leads = [opened(f"of_{one['lead_id']}", one["lead_id"]) for one in leads]
    of_contacts = [opened(f"of_{one}", contact_id=one) for one in CONTACTS]
    return {
        "leads": leads,
        "contacts": [
            {"contact_id": one, "account_id": account} for one, account in CONTACTS.items()
        ],
        "accounts": [
            {"account_id": "a1", "industry": "wood"},
            {"account_id": "a2", "industry": "steel"},
            {"account_id": "a_quiet", "industry": "steel"},
            {"account_id": "a_industry", "industry": "wood"},
            {"account_id": "a_industry_began", "industry": "steel"},
            {"account_id": "a_industry_ended", "industry": "steel"},
        ],
        "interactions": [
            *without(without(of_leads, interaction_id="of_late"), interaction_id="of_own_too"),
            *without(of_contacts, interaction_id="of_c_contact_to_account"),
            opened("to_come", "to_come", occurred_at=AS_OF + DAY),
            opened("moves", "moved_from", asset_name="moves"),
            opened("of_swapped_x", "swapped", asset_name="x"),
            opened("of_swapped_y", "swapped", asset_name="y", occurred_at=datetime(2026, 3, 7)),
        ],
        "tickets": [
            {"lead_id": one, "opened_at": datetime(2026, 2, 1), "priority": "low"}
            for one in ("quiet", "urgent", "opened_later")
        ],
        "registrations": [
            {"contact_id": "c_contact_to_account", "registered_at": datetime(2026, 2, 1)}
        ],
    }


def second_load() -> Tables:
    tables = first_load()
    leads, interactions = tables["leads"], tables["interactions"]
    leads = changed(leads, {"merged_into_lead_id": "survivor"}, lead_id="merged")
    leads = changed(leads, {"merged_into_lead_id": None}, lead_id="unmerged")
    leads = changed(leads, {"contact_id": "c2"}, lead_id="other_contact")
    leads = changed(leads, {"account_id": "a2"}, lead_id="other_account")
    to_account = {"contact_id": None, "account_id": "a_contact_to_account"}
    leads = changed(leads, to_account, lead_id="contact_to_account")
    leads = changed(leads, {"country": "FR"}, lead_id="country")
    leads = changed(leads, {"valid_from": datetime(2026, 2, 15)}, lead_id="began")
    leads = changed(leads, {"valid_to": datetime(2026, 2, 15)}, lead_id="ended")
    leads = changed(leads, {"created_at": datetime(2026, 1, 5)}, lead_id="created")
    leads = changed(leads, {"closed_at": datetime(2026, 3, 5)}, lead_id="closed")

    accounts = changed(tables["accounts"], {"industry": "steel"}, account_id="a_industry")
    # without the instant of the interaction
    began, ended = {"valid_from": datetime(2026, 3, 2)}, {"valid_to": datetime(2026, 2, 28)}
    accounts = changed(accounts, began, account_id="a_industry_began")
    accounts = changed(accounts, ended, account_id="a_industry_ended")

    corrections: dict[str, Row] = {
        "of_corrected": {"occurred_at": datetime(2026, 3, 3)},
        "of_retyped": {"interaction_type": "email_clicked"},
        "of_renamed": {"asset_name": "x"},
        "of_swapped_x": {"asset_name": "y"},
        "of_swapped_y": {"asset_name": "x"},
        "of_flagged": {"is_bot": True},
        "of_double_a": {"lead_id": "double_b"},
        "of_named": {"contact_id": "known"},
        "moves": {"lead_id": "moved_to"},
    }
    for one, changes in corrections.items():
        interactions = changed(interactions, changes, interaction_id=one)

    tickets = changed(tables["tickets"], {"priority": "high"}, lead_id="urgent")
    tickets = changed(tickets, {"opened_at": datetime(2026, 2, 2)}, lead_id="opened_later")
    return {
        # before all others in the order of ids, so that keys given anew are other ones
        "leads": [*without(leads, lead_id="gone"), lead("AAA", country="US")],
        "contacts": changed(tables["contacts"], {"account_id": "a2"}, contact_id="c3"),
        "accounts": accounts,
        "interactions": [
            *without(interactions, interaction_id="of_deleted"),
            # from long ago
            opened("of_late", "late", occurred_at=datetime(2023, 1, 1)),
            opened("of_own_too", "own_too"),
            opened("of_AAA", "AAA"),
            opened(
                "of_copied",
                "copied",
                occurred_at=datetime(2026, 3, 9),
                loaded_at=datetime(2026, 3, 10),
            ),
        ],
        "tickets": [*tickets, {"lead_id": "ticket", "opened_at": datetime(2026, 2, 1)}],
        "registrations": tables["registrations"],
    }


def third_load() -> Tables:
    """The lead that was gone is back."""
    tables = second_load()
    gone = [row for row in first_load()["leads"] if row["lead_id"] == "gone"]
    return {**tables, "leads": [*tables["leads"], *gone]}


def load_of_many() -> Tables:
    """More leads come than had been kept."""
    tables = second_load()
    many = [lead(f"new_{number}", country="US") for number in range(100)]
    return {**tables, "leads": [*tables["leads"], *many]}


def batch_of(
    tables: Tables,
    models: Sequence[Model],
    name: str,
    as_of: datetime = AS_OF,
    options: Options = STANDARD,
) -> Batch:
    """These tables as one world."""
    world = World(name, {table: tables.get(table, []) for table in COLUMNS}, list(models))
    return Batch(name, as_of, [world], options)
