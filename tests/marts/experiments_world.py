"""A world of split experiments whose results are worked out by hand.

Each experiment has a month of its own, in which its leads are created. `old` scores every lead; one
of the US is ready for sales, and any for a day after it asks for a demo. `new` scores leads with a
country, and a visit makes them ready for a day. `unready` makes nobody ready, and was stopped.
"""

from __future__ import annotations

import hashlib
from itertools import count, islice
from typing import Any

from inputs.sources import load_as_text
from workspace import Row, Workspace

AS_OF = "2026-06-01"
SELECTED = ["+experiment_assignments", "+experiment_results"]
MODELS: list[Row] = [
    {
        "name": "old",
        "status": "live",
        "groups": [
            {
                "name": "fit",
                "points": 10,
                "conditions": [
                    {"name": "in_us", "attribute": "country", "operator": "equals", "value": "US"}
                ],
            },
            {
                "name": "demo",
                "points": 10,
                "conditions": [
                    {"name": "asked", "interaction": "demo_requested", "within_days": 1}
                ],
            },
        ],
        "sales_ready_score": 10,
    },
    {
        "name": "new",
        "status": "live",
        "audience": {"attribute": "country", "operator": "is_set"},
        "groups": [
            {
                "name": "visit",
                "points": 5,
                "conditions": [
                    {"name": "visited", "interaction": "website_visited", "within_days": 1}
                ],
            }
        ],
        "sales_ready_score": 5,
    },
    {
        "name": "unready",
        "status": "stopped",
        "stopped_at": "2025-09-16",
        "groups": [
            {
                "name": "reply",
                "points": 5,
                "conditions": [{"name": "replied", "interaction": "email_replied"}],
            }
        ],
    },
]


def experiment(name: str, start: str, end: str | None, **keys: Any) -> Row:
    """Half of the leads by each model; thirty days to win them."""
    return {
        "name": name,
        "control": "old",
        "challenger": "new",
        "share": 0.5,
        "start": start,
        "outcome": "won",
        "horizon_days": 30,
        **({"end": end} if end else {}),
        **keys,
    }


EXPERIMENTS = [
    experiment("better", "2025-01-01", "2025-02-01", label="New, not old"),
    experiment("worse", "2025-02-01", "2025-03-01"),
    experiment("none_converts", "2025-03-01", "2025-04-01"),
    experiment("all_convert", "2025-04-01", "2025-05-01"),
    experiment("single", "2025-05-01", "2025-06-01"),
    experiment("empty", "2025-06-01", "2025-07-01"),
    experiment("lopsided", "2025-07-01", "2025-08-01", share=0.9),
    experiment("edges", "2025-08-02", "2025-08-20", outcome="reached", horizon_days=10),
    experiment("stopped", "2025-09-01", "2025-10-01", challenger="unready", horizon_days=10),
    experiment("hashes", "2025-10-01", "2025-11-01"),
    # of the same leads
    experiment("immature", "2026-04-01", "2026-05-10"),
    experiment("open_ended", "2026-04-01", None),
    # of nobody
    experiment("just_mature", "2026-05-20", "2026-05-22", horizon_days=10),
    experiment("nearly_mature", "2026-05-20", "2026-05-22T00:00:00.000001Z", horizon_days=10),
]
SHARES = {spec["name"]: spec["share"] for spec in EXPERIMENTS}


def hash_of(experiment: str, lead: str) -> int:
    """The hash as the reference words it."""
    return int(hashlib.md5(f"{experiment}:{lead}".encode()).hexdigest()[:8], 16)


def arm_of(experiment: str, lead: str) -> str:
    return "challenger" if hash_of(experiment, lead) < SHARES[experiment] * 2**32 else "control"


def leads_of(experiment: str, arm: str, number: int) -> list[str]:
    """The first lead ids that fall into the arm."""
    names = (f"{experiment} {n}" for n in count())
    return list(islice((name for name in names if arm_of(experiment, name) == arm), number))


class Inputs:
    """The rows of the input tables."""

    def __init__(self) -> None:
        self.leads: list[Row] = []
        self.outcomes: list[Row] = []
        self.interactions: list[Row] = []

    def add(
        self,
        lead: str,
        created_at: str,
        *,
        won_at: str | None = None,
        visited_at: str | None = None,
        outcome: str = "won",
        **keys: str,
    ) -> None:
        """A lead, in Germany unless told otherwise."""
        row = dict.fromkeys(("closed_at", "valid_from", "valid_to", "merged_into_lead_id"))
        self.leads.append(
            {"lead_id": lead, "created_at": created_at, **row, "country": "DE"} | dict(keys)
        )
        if won_at:
            self.outcomes.append({"lead_id": lead, "outcome": outcome, "occurred_at": won_at})
        if visited_at:
            self.add_interaction(lead, visited_at)

    def add_interaction(
        self, lead: str, occurred_at: str, interaction_type: str = "website_visited"
    ) -> None:
        self.interactions.append(
            {
                "interaction_id": f"{lead} {occurred_at}",
                "interaction_type": interaction_type,
                "lead_id": lead,
                "occurred_at": occurred_at,
            }
        )

    def add_arm(
        self, experiment: str, arm: str, leads: int, conversions: int, month: str, **keys: str
    ) -> None:
        """So many leads of the arm, created on the 2nd; those that convert do it on the 9th."""
        for number, lead in enumerate(leads_of(experiment, arm, leads)):
            won_at = f"{month}-09" if number < conversions else None
            self.add(lead, f"{month}-02", won_at=won_at, **keys)


# leads of `hashes`: printf 'hashes:007' | md5sum | cut -c1-8, as a number
HASHES = {
    "007": 3677004458,
    "7": 365881104,
    "1e5": 3136097351,
    "a lead": 2205408906,
    "a:b": 232348021,
    "Zoë": 151676838,
    "東京": 3154247845,
}
# who takes part in `edges`: since when, and whether they convert
TAKES_PART = {
    "at_start": ("2025-08-02", False),
    "before_end": ("2025-08-19 23:59:59.999999", False),
    "comes_late": ("2025-08-12", False),
    "at_horizon": ("2025-08-03", True),
    "after_horizon": ("2025-08-03", False),
    "survivor": ("2025-08-03", True),
    "other_outcome": ("2025-08-03", False),
    "closed_soon": ("2025-08-03", True),
}
# arm -> leads named after their case, and whether they become MQLs
READY = {
    "control": {"in_us": True, "visits_at_horizon": False, "asks_before_entry": False},
    "challenger": {
        "in_us": False,
        "visits_at_horizon": True,
        "visits_after_horizon": False,
        "visits_before": False,
    },
}
VISITS = {
    "visits_at_horizon": "2025-08-13",
    "visits_after_horizon": "2025-08-13 00:00:00.000001",
    "visits_before": "2025-08-01",
}


def _edges(inputs: Inputs) -> None:
    def add(lead: str, created_at: str = "2025-08-03", **keys: Any) -> None:
        inputs.add(lead, created_at, outcome="reached", **keys)

    add("at_start", "2025-08-02")
    add("before_start", "2025-08-01 23:59:59.999999")
    add("before_end", "2025-08-19 23:59:59.999999")
    add("at_end", "2025-08-20")
    # not of the audience of `new`, or not at once, or too late
    add("nowhere", country="")
    add("comes_late", country="", valid_to="2025-08-12")
    add("comes_late", valid_from="2025-08-12")
    add("comes_too_late", country="", valid_to="2025-08-20")
    add("comes_too_late", valid_from="2025-08-20")
    add("at_horizon", won_at="2025-08-13")
    add("after_horizon", won_at="2025-08-13 00:00:00.000001")
    add("converted_at_entry", won_at="2025-08-03")
    add("survivor")
    add("merged", won_at="2025-08-04", merged_into_lead_id="survivor")
    add("closed_soon", closed_at="2025-08-04", won_at="2025-08-05")
    inputs.add("other_outcome", "2025-08-03", won_at="2025-08-04")
    for arm, cases in READY.items():
        for case in cases:
            lead = ready_lead(arm, case)
            if case == "asks_before_entry":
                add(lead, country="", valid_to="2025-08-12")
                add(lead, valid_from="2025-08-12")
                inputs.add_interaction(lead, "2025-08-05", "demo_requested")
            else:
                country = "US" if case == "in_us" else "DE"
                add(lead, country=country, visited_at=VISITS.get(case))


def ready_lead(arm: str, case: str) -> str:
    """A lead of the arm that is named after its case."""
    names = (f"{case} {n}" for n in count())
    return next(name for name in names if arm_of("edges", name) == arm)


def _inputs() -> Inputs:
    inputs = Inputs()
    # an example of Newcombe's; the other arm's model would find other leads ready
    inputs.add_arm("better", "control", 70, 48, "2025-01", visited_at="2025-01-03")
    for lead in leads_of("better", "control", 80)[70:]:
        inputs.add(lead, "2025-01-02", country="US")
    inputs.add_arm("better", "challenger", 70, 56, "2025-01", country="US")
    for lead in leads_of("better", "challenger", 6):
        inputs.add_interaction(lead, "2025-01-20")
    inputs.add_arm("worse", "control", 70, 56, "2025-02")
    inputs.add_arm("worse", "challenger", 80, 48, "2025-02")
    inputs.add_arm("none_converts", "control", 5, 0, "2025-03")
    inputs.add_arm("none_converts", "challenger", 5, 0, "2025-03")
    inputs.add_arm("all_convert", "control", 6, 6, "2025-04")
    inputs.add_arm("all_convert", "challenger", 4, 4, "2025-04")
    inputs.add_arm("single", "challenger", 1, 1, "2025-05")
    inputs.add_arm("lopsided", "control", 20, 0, "2025-07")
    inputs.add_arm("lopsided", "challenger", 20, 20, "2025-07")
    _edges(inputs)
    # the model is stopped on the 16th
    inputs.add_arm("stopped", "control", 2, 0, "2025-09")
    inputs.add_arm("stopped", "challenger", 3, 1, "2025-09")
    inputs.add("after the stop", "2025-09-16")
    for lead in HASHES:
        inputs.add(lead, "2025-10-02")
    # those of April are matured, those of May not yet
    inputs.add_arm("immature", "control", 20, 0, "2026-04")
    inputs.add_arm("immature", "challenger", 20, 20, "2026-04")
    for arm in ("control", "challenger"):
        for lead in leads_of("immature", arm, 23)[20:]:
            inputs.add(lead, "2026-05-03", won_at="2026-05-04")
    return inputs


def build(workspace: Workspace, target: str) -> dict[str, list[Row]]:
    """Builds the world; relation -> its rows."""
    for model in MODELS:
        workspace.write_spec(model["name"], model)
    for spec in EXPERIMENTS:
        workspace.write_experiment(spec)
    inputs = _inputs()
    load_as_text(workspace, target, "raw", vars(inputs))
    workspace.build("warehouse", None, AS_OF, SELECTED, target)
    return {
        name: workspace.rows(f"{schema}.{name}", target)
        for schema, name in (
            ("marts", "experiment_assignments"),
            ("marts", "experiment_results"),
            ("scoring", "int_experiment_leads"),
            ("scoring", "int_lead_keys"),
        )
    }
