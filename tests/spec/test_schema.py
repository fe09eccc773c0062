"""The committed JSON schema is the one that the types give."""

from __future__ import annotations

import json
from pathlib import Path

from lead_scoring.spec.schema import as_text, json_schema

COMMITTED = Path(__file__).parents[2] / "scoring_models" / "schema.json"


def test_the_committed_schema_is_fresh() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == as_text()


def test_the_schema_describes_every_key() -> None:
    schema = json_schema()
    for kind in [schema, *schema["$defs"].values()]:
        for key, facts in kind.get("properties", {}).items():
            assert "description" in facts or "$ref" in facts, key
    assert schema["required"] == ["name", "groups"]
    assert "null" not in json.dumps(schema)
