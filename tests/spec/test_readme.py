"""Every example of the reference is loaded, each beside the least that makes it a scoring model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from specs import load

from lead_scoring.spec.codes import CODES
from lead_scoring.spec.grammar import Operator

README = (Path(__file__).parents[2] / "scoring_models" / "README.md").read_text(encoding="utf-8")
HEADING = re.compile(r"#{1,3} (.+)")
CODE = re.compile(r"`([^`]+)`")
CONDITION_KEYS = ("attribute", "interaction", "related", "where", "decay")
INPUTS = "Declared inputs: `_inputs.yml`"

Keys = dict[str, Any]


class Loader(yaml.SafeLoader):
    """Dates stay text, as they are to the reader of specs."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML's own way)
        first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def examples() -> Iterator[tuple[str, str]]:
    """Section and YAML: fenced blocks, and what the column `example` of a table begins with."""
    section, has_examples = "", False
    block: list[str] | None = None
    for line in README.splitlines():
        if block is not None and line.startswith("```"):
            yield section, "\n".join(block)
            block = None
        elif block is not None:
            block.append(line)
        elif line == "```yaml":
            block = []
        elif heading := HEADING.fullmatch(line):
            section = heading[1]
        elif line.startswith("| "):
            cell = line.rstrip(" |").rpartition("| ")[2]
            if cell.strip() == "example":
                has_examples = True
            elif has_examples:
                example = CODE.match(cell)
                assert example, line
                yield section, example[1]
        elif not line.startswith("|"):
            has_examples = False


def spec_with(section: str, keys: Keys) -> Keys:
    """A model that has the keys where the section says that they stand."""
    model: Keys = {"name": "one"}
    group: Keys = {"name": "reads", "points": 10}
    condition: Keys = {"name": "opened"}
    if section == "Groups":
        group |= keys
    elif keys.keys() & set(CONDITION_KEYS):
        condition |= keys
    else:
        model |= keys
    if not condition.keys() & {"attribute", "interaction", "related"}:
        condition |= {"interaction": "form_submitted"}
    if "decay" in condition:
        condition["frequency"] = "each"
    return {"groups": [{"conditions": [condition]} | group]} | model


def inputs_of(name: str) -> str:
    return next(yaml_text for section, yaml_text in examples() if section == name)


@pytest.mark.parametrize(("section", "example"), list(examples()))
def test_an_example_loads(tmp_path: Path, section: str, example: str) -> None:
    keys = yaml.load(example, Loader)
    inputs, spec = inputs_of(INPUTS), spec_with(section, keys)
    if section == INPUTS:
        inputs, spec = example, spec_with(section, {})
    others = {"inbound_2025": yaml.safe_dump(spec_with("", {}) | {"name": "inbound_2025"})}
    files = {spec["name"]: yaml.safe_dump(spec, sort_keys=False), **others, "_inputs": inputs}
    project = load(tmp_path, **files)
    assert spec["name"] in [model.name for model in project.models]


def test_the_examples_are_found() -> None:
    sections = [section for section, _ in examples()]
    assert len(sections) > 90
    assert {"The model", "Groups", "Conditions", "Trees", "Operators", INPUTS} <= set(sections)


def test_each_operator_has_its_row() -> None:
    found = [yaml.load(text, Loader) for section, text in examples() if section == "Operators"]
    assert sorted(one["operator"] for one in found) == sorted(get_args(Operator))


def test_the_readme_has_every_code() -> None:
    for code, meaning in CODES.items():
        assert f"| {code} | {meaning} |" in README
