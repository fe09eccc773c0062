"""The JSON schemas of specs, for editors that complete and check keys.

`python -m lead_scoring.spec.schema scoring_models > scoring_models/schema.json` writes one anew,
the same with `experiments` the other.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from lead_scoring.spec.grammar import Experiment, Model, Written

# by the folder of the specs
KINDS: dict[str, tuple[str, type[Written]]] = {
    "scoring_models": ("Scoring model", Model),
    "experiments": ("Split experiment", Experiment),
}


class _WithoutNull(GenerateJsonSchema):
    """A key that is absent is None in Python; in a file, null is no value."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema(folder: str) -> dict[str, Any]:
    """The JSON schema of one spec of the folder, generated from the types that read it."""
    title, spec = KINDS[folder]
    schema = spec.model_json_schema(schema_generator=_WithoutNull)
    schema["title"] = title
    for kind in _kinds(Written):
        target = schema if kind is spec else schema.get("$defs", {}).get(kind.__name__)
        if target and kind.required:
            target["required"] = list(kind.required)
        if target and kind.one_key:
            target |= {"minProperties": 1, "maxProperties": 1}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _kinds(kind: type[Written]) -> list[type[Written]]:
    return [kind, *(one for below in kind.__subclasses__() for one in _kinds(below))]


def as_text(folder: str) -> str:
    """The schema as the committed file has it."""
    return json.dumps(json_schema(folder), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(as_text(sys.argv[1]), end="")
