"""The demo's scoring models together show everything that a spec can say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).parents[2] / "scoring_models"


def test_demo_models_use_every_construct() -> None:
    """Every key of the schema, and every word that a key may be set to."""
    schema = json.loads((MODELS / "schema.json").read_text(encoding="utf-8"))
    specs = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in MODELS.glob("*.yml")
        if not path.name.startswith("_")
    ]
    keys, words = set(_keys_of_schema(schema)), set(_words_of_schema(schema))
    assert len(keys) >= 60
    assert len(words) >= 30
    assert keys - set(_keys(specs)) == set()
    assert words - set(_scalars(specs)) == set()


def _nodes(tree: Any) -> Iterator[Any]:
    yield tree
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    for child in children:
        yield from _nodes(child)


def _mappings(tree: Any) -> Iterator[dict[str, Any]]:
    return (node for node in _nodes(tree) if isinstance(node, dict))


def _keys_of_schema(schema: Any) -> Iterator[str]:
    for node in _mappings(schema):
        if isinstance(properties := node.get("properties"), dict):
            yield from properties


def _words_of_schema(schema: Any) -> Iterator[str]:
    for node in _mappings(schema):
        allowed = node.get("enum", [node["const"]] if "const" in node else [])
        yield from (word for word in allowed if isinstance(word, str))


def _keys(specs: Any) -> Iterator[str]:
    for node in _mappings(specs):
        yield from node


def _scalars(specs: Any) -> Iterator[str]:
    return (node for node in _nodes(specs) if isinstance(node, str))
