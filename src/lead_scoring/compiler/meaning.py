"""What of a scoring model decides its scores."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from lead_scoring.spec import ScoringModel

MODEL_KEYS = {
    "target",
    "count_parent_contact_interactions",
    "business_unit",
    "audience",
    "score_closed_leads",
    "score_range",
    "grades",
    "sales_ready_score",
}
GROUP_KEYS = {"name", "points", "max_points", "tree", "conditions"}


def meaning(model: ScoringModel) -> dict[str, Any]:
    """All that can change a model's ledger, history, grades or threshold, as plain JSON values.

    Labels, categories, the owner, targets and the like are not in it. The types of the columns
    used are, since they stand in the filters.
    """
    return model.model_dump(mode="json", include=MODEL_KEYS) | {
        "groups": [group.model_dump(mode="json", include=GROUP_KEYS) for group in model.groups]
    }


def spec_hash(model: ScoringModel) -> str:
    """Sixteen hexadecimal digits that change when the model's meaning does."""
    text = json.dumps(meaning(model), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
