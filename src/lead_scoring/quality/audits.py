"""The audits by name: the unit of each, and whether it needs the last release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lead_scoring.quality import alone, compared
from lead_scoring.quality.figures import Figures
from lead_scoring.quality.observation import Compared, Observation


@dataclass(frozen=True)
class Audit:
    """An audit of a release alone; `unit` is that of its bounds, one of `UNITS`."""

    unit: str
    observe: Callable[[Figures], Iterator[Observation]]


@dataclass(frozen=True)
class Comparison:
    """An audit that needs the last release; `has_least`: whether few rows say too little."""

    unit: str
    observe: Callable[[Compared], Iterator[Observation]]
    has_least: bool = True


# in the order of quality/audits.yml
AUDITS: dict[str, Audit | Comparison] = {
    "freshness": Audit("days", alone.freshness),
    "emptied": Comparison("rows", compared.emptied, has_least=False),
    "volume": Comparison("times", compared.volume),
    "null_share": Audit("share", alone.null_share),
    "null_share_rise": Comparison("share", compared.null_share_rise),
    "allowed_values": Audit("share", alone.allowed_values),
    "unknown_links": Audit("share", alone.unknown_links),
    "set_aside": Audit("share", alone.set_aside),
    "set_aside_rise": Comparison("share", compared.set_aside_rise),
    "rows_add_up": Audit("rows", alone.rows_add_up),
    "vanished_rows": Comparison("share", compared.vanished_rows),
    "interactions_add_up": Audit("rows", alone.interactions_add_up),
    "leads_not_reached": Audit("share", alone.leads_not_reached),
    "leads_not_reached_rise": Comparison("share", compared.leads_not_reached_rise),
    "models_scored": Audit("rows", alone.models_scored),
    "models_removed": Comparison("rows", compared.models_removed, has_least=False),
    "leads_scored": Comparison("times", compared.leads_scored),
    "grade_mix": Comparison("index", compared.grade_mix),
    "score_distribution": Comparison("index", compared.score_distribution),
    "past_scores": Comparison("share", compared.past_scores),
    "unique_keys": Audit("rows", alone.unique_keys),
    "contributions_add_up": Audit("rows", alone.contributions_add_up),
    "history_agrees": Audit("rows", alone.history_agrees),
    "one_run": Audit("rows", alone.one_run),
}
