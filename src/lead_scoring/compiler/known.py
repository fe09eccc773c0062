"""The relations that hold what is known at an instant: which there are, and what each is made from.

They are generated, and not written by hand, because they are there once for `as_of`, and once more
for each stopped model, which is scored as if `as_of` were the instant it was stopped (semantics
L3). A relation is called by its role; its dbt model is `int_<role>` at `as_of` and
`int_<model>__<role>` for a stopped model. Staging is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lead_scoring.spec import DeclaredInputs, RelatedTable, ScoringModel

AS_OF = "as_of"
# the same whatever the clock, as staging is
LEAD_KEYS = "lead_keys"
NEEDED_BY_SUBJECTS = {
    "lead": ("leads",),
    "contact": ("contacts", "leads"),
    "account": ("accounts", "contacts", "leads"),
}
READ_BY_LEAD_INTERACTIONS = (
    *("stg_interactions", "interaction_copies", AS_OF, "leads", "contacts", "accounts"),
    *("contact_versions", "account_versions"),
)


@dataclass(frozen=True)
class Known:
    """One such relation: the macro that it calls, the roles it reads, and its literal arguments."""

    macro: str
    reads: tuple[str, ...]
    description: str
    materialized: Literal["table", "view", "kept_by_lead"] = "table"
    arguments: Mapping[str, object] = field(default_factory=dict)
    pre_hook: str | None = None
    # of a table that is kept by lead: the role that tells of which leads something else is known
    fingerprints: str | None = None


def known(inputs: DeclaredInputs) -> dict[str, Known]:
    """Every role but the clock's, `as_of`, in an order in which each reads earlier ones only."""
    found = {
        "leads_judged": Known(
            "judged_leads",
            ("stg_leads", LEAD_KEYS, AS_OF),
            "Leads with the rule that rejects them. One row per source row.",
        ),
        "contacts_judged": Known(
            "judged_contacts",
            ("stg_contacts", AS_OF),
            "Contacts with the rule that rejects them. One row per source row.",
        ),
        "accounts_judged": Known(
            "judged_accounts",
            ("stg_accounts", AS_OF),
            "Accounts with the rule that rejects them. One row per source row.",
        ),
        "newest_leads": Known(
            "newest_leads",
            ("leads_judged", AS_OF),
            "The newest version of each lead. One row per lead.",
            materialized="view",
        ),
        "leads": Known(
            "known_leads",
            ("newest_leads",),
            "Leads with their links and the lead that survives of each. One row per lead.",
            pre_hook="{{ refuse_merge_cycles(ref('%(newest_leads)s')) }}",
        ),
        "contacts": Known(
            "known_contacts",
            ("contacts_judged", AS_OF),
            "The newest version of each contact, its links only. One row per contact.",
        ),
        "accounts": Known(
            "known_accounts",
            ("accounts_judged", AS_OF),
            "The newest version of each account, its links only. One row per account.",
        ),
        "lead_versions": Known(
            "lead_versions",
            ("leads_judged", "leads", AS_OF),
            "What leads were like when. One row per lead and span of time.",
        ),
        "contact_versions": Known(
            "contact_versions",
            ("contacts_judged", AS_OF),
            "What contacts were like when. One row per contact and span of time.",
        ),
        "account_versions": Known(
            "account_versions",
            ("accounts_judged", AS_OF),
            "What accounts were like when. One row per account and span of time.",
        ),
        "interaction_copies": Known(
            "interaction_copies",
            ("stg_interactions", AS_OF),
            "Interactions whose id may stand more than once, ranked. One row per such source row.",
        ),
        "interactions_judged": Known(
            "judged_interactions",
            ("stg_interactions", "interaction_copies", "leads", "contacts", AS_OF),
            "Interactions with the rule that rejects them. One row per source row.",
            materialized="view",
        ),
        "interaction_fingerprints": Known(
            "interaction_fingerprints",
            READ_BY_LEAD_INTERACTIONS,
            "What tells whether other interactions reach a lead than before. One row per lead.",
            materialized="view",
        ),
        "lead_interactions": Known(
            "kept_lead_interactions",
            (*READ_BY_LEAD_INTERACTIONS, "interaction_fingerprints"),
            "Interactions with the leads they reach. One row per lead and interaction, and way.",
            materialized="kept_by_lead",
            fingerprints="interaction_fingerprints",
        ),
    }
    for name, table in inputs.related.items():
        found |= _related(name, table)
    return found


def _related(name: str, table: RelatedTable) -> dict[str, Known]:
    arguments = {"table": f"related__{name}", "key": table.key, "time": table.time}
    return {
        f"related__{name}_judged": Known(
            "judged_related",
            (f"stg_related__{name}", *NEEDED_BY_SUBJECTS[table.key], AS_OF),
            f"{name} with the rule that rejects them. One row per source row.",
            materialized="view",
            arguments=arguments,
        ),
        f"lead_related__{name}": Known(
            "lead_related",
            (f"related__{name}_judged", "leads", "contacts"),
            f"{name} with the leads they reach. One row per lead and row, and way.",
            arguments=arguments,
        ),
    }


def dbt_model(role: str, model: ScoringModel | None = None) -> str:
    """The dbt model of a role, as a scoring model knows it."""
    if role.startswith("stg_"):
        return role
    if role == LEAD_KEYS:
        return f"int_{role}"
    return f"int_{model.name}__{role}" if model and model.stopped_at else f"int_{role}"


def closure(roles: Iterable[str], inputs: DeclaredInputs) -> Iterator[str]:
    """The roles and all that they are made from, but for staging and the clock, in order."""
    relations = known(inputs)
    needed = set(roles)
    for role in reversed(relations):
        if role in needed:
            needed.update(relations[role].reads)
    return (role for role in relations if role in needed)
