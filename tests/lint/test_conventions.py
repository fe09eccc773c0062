"""Each rule on a project that keeps it, and on one that breaks it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import conventions
import pytest
import yaml

from workspace import PROJECT

KEPT = {
    "dbt_project.yml": """\
vars:
  # How many.
  count: 1
  # Which,
  # in two lines.
  kind: ""

models:
  lead_scoring:
    marts:
      +schema: marts
      +contract: {enforced: true}
""",
    "macros/inputs/check_project_vars.sql": """\
{# Stops a run whose vars are wrong. #}
{% macro check_project_vars() %}
{{ var('count') }} {{ kinds() }}
{% endmacro %}
""",
    "macros/inputs/kinds.sql": "{# The kinds. #}\n{% macro kinds() %}'kind'{% endmacro %}\n",
    "macros/inputs/added.sql": """\
{#
    One value and another.

    first, last: SQL of numbers.
    how:         in words; none by default.
    Returns one.
#}
{% macro added(first, last, how=none) %}
    {{- return(adapter.dispatch('added')(first, last, how)) -}}
{% endmacro %}

{% macro default__added(first, last, how) %}{% endmacro %}

{# Twice; name: a number. #}
{%- macro twice(name) -%}{%- endmacro %}
""",
    "macros/generated/model.sql": "{% macro generated_one(first) %}{% endmacro %}",
    "models/marts/scores/scores.sql": "select {{ var('count') }} as score",
    "models/marts/scores/_scores.yml": """\
models:
  - name: scores
    description: What is the score? One row per lead.
    data_tests:
      - unique_key: {arguments: {columns: [lead_id]}}
    columns:
      - {name: lead_id, data_type: text, description: The lead.}
""",
    "models/marts/directory/lead_directory.sql": "select 1",
    "models/marts/directory/_directory.yml": """\
models:
  - name: lead_directory
    description: Who is it? One row per lead.
    columns:
      - {name: lead_id, data_type: text, description: The lead., data_tests: [unique]}
      - name: email
        data_type: text
        description: Its address.
        config: {meta: {pii: true}}
""",
    "src/lead_scoring/spec/canonical.yml": """\
tables: {leads: {columns: {lead_id: {type: id}, email: {type: text, pii: true}}}}
""",
    "docs/inputs.md": "# What comes in\n\n## Files, and more\n\n[up](../README.md#the-marts)\n",
    "README.md": """\
# Read

## The marts

[in](docs/inputs.md), [files](docs/inputs.md#files-and-more), [out](https://example.com)
[here](#the-marts), [m](models)

```
[no](link.md)
```
""",
    "src/lead_scoring/error.py": 'HINT = "Docs: docs/inputs.md; /data/crm"\n',
}
BROKEN = {
    "a mart without a contract": (
        "dbt_project.yml",
        ("      +contract: {enforced: true}\n", ""),
        "the marts have no enforced contract",
    ),
    "a mart nobody describes": (
        "models/marts/scores/_scores.yml",
        ("- name: scores", "- name: others"),
        "scores.sql: the mart has no description",
    ),
    "a mart without a description": (
        "models/marts/scores/_scores.yml",
        ("description: What is the score? One row per lead.", "description: ''"),
        "scores.sql: the mart has no description",
    ),
    "a column without a description": (
        "models/marts/scores/_scores.yml",
        (", description: The lead.", ""),
        "scores.sql: the column lead_id has no description",
    ),
    "a mart without a key": (
        "models/marts/scores/_scores.yml",
        ("- unique_key: {arguments: {columns: [lead_id]}}", "- sums_to_score"),
        "scores.sql: no test of the mart's key",
    ),
    "a mart with an address": (
        "models/marts/scores/_scores.yml",
        ("{name: lead_id,", "{name: email,"),
        "scores.email belongs to lead_directory",
    ),
    "a mart with marked data": (
        "models/marts/scores/_scores.yml",
        ("{name: lead_id,", "{name: nickname, config: {meta: {pii: true}},"),
        "scores.nickname belongs to lead_directory",
    ),
    "an address that is not marked": (
        "models/marts/directory/_directory.yml",
        ("config: {meta: {pii: true}}", "config: {}"),
        "lead_directory.email is not marked",
    ),
    "a macro without a comment": (
        "macros/inputs/added.sql",
        ("{# Twice; name: a number. #}\n", ""),
        "twice has no comment",
    ),
    "an argument that no comment names": (
        "macros/inputs/added.sql",
        ("added(first, last, how=none)", "added(first, last, how=none, why='')"),
        "the comment of added does not tell of why",
    ),
    "a comment on an argument that is gone": (
        "macros/inputs/added.sql",
        ("added(first, last, how=none)", "added(first, how=none)"),
        "added has no argument last",
    ),
    "a var without a comment": (
        "dbt_project.yml",
        ("  # How many.\n", ""),
        "no comment on the var count",
    ),
    "a var under the comment of another": (
        "dbt_project.yml",
        ("  count: 1\n", "  count: 1\n  kinds: 2\n"),
        "no comment on the var kinds",
    ),
    "a var that nothing checks": (
        "macros/inputs/kinds.sql",
        ("'kind'", "'other'"),
        "check_project_vars does not check the var kind",
    ),
    "a var that is not declared": (
        "models/marts/scores/scores.sql",
        ("var('count')", "var('number')"),
        "scores.sql: the var number is not declared",
    ),
    "a link to nothing": (
        "docs/inputs.md",
        ("../README.md#the-marts", "README.md"),
        "docs/inputs.md: README.md is not there",
    ),
    "a link to no heading": (
        "README.md",
        ("docs/inputs.md#files-and-more", "docs/inputs.md#files"),
        "README.md: docs/inputs.md#files leads to no heading",
    ),
    "a document that is not there": (
        "src/lead_scoring/error.py",
        ("docs/inputs.md", "docs/" + "outputs.md"),
        "error.py: docs/" + "outputs.md is not there",
    ),
    "a path of a person's machine": (
        "src/lead_scoring/error.py",
        ("/data/crm", "/ho" + "me/ann/crm"),
        "error.py:1: ",
    ),
}


def _project(folder: Path, files: dict[str, str]) -> conventions.Project:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return conventions.read_project(folder)


def _faults(project: conventions.Project) -> list[str]:
    return [fault for rule in conventions.RULES for fault in rule(project)]


def test_what_keeps_the_rules_has_no_faults(tmp_path: Path) -> None:
    assert _faults(_project(tmp_path, KEPT)) == []


@pytest.mark.parametrize("broken", BROKEN)
def test_what_breaks_a_rule_is_told(broken: str, tmp_path: Path) -> None:
    file, (old, new), message = BROKEN[broken]
    assert KEPT[file].count(old) == 1
    faults = _faults(_project(tmp_path, KEPT | {file: KEPT[file].replace(old, new)}))
    assert any(message in fault for fault in faults), faults


def test_hooks_before_a_commit_call_what_make_lint_calls() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    (parts,) = re.findall(r"^LINT := (.+)$", makefile, re.MULTILINE)
    (repository,) = hooks["repos"]
    assert repository["repo"] == "local"
    assert {hook["entry"] for hook in repository["hooks"]} == {
        f"make {part}" for part in parts.split()
    }
