"""The committed JSON schemas are those that the types give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lead_scoring.spec.schema import KINDS, as_text, json_schema

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", KINDS)
def test_the_committed_schema_is_fresh(folder: str) -> None:
    committed = PROJECT / folder / "schema.json"
    assert committed.read_text(encoding="utf-8") == as_text(folder)


@pytest.mark.parametrize("folder", KINDS)
def test_the_schema_describes_every_key(folder: str) -> None:
    schema = json_schema(folder)
    for kind in [schema, *schema.get("$defs", {}).values()]:
        for key, facts in kind.get("properties", {}).items():
            assert "description" in facts or "$ref" in facts, key
    assert schema["required"] == list(KINDS[folder][1].required)
    assert "null" not in json.dumps(schema)
