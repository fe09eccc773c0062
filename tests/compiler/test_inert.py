"""Values of a spec come back exactly, and no template begins in any form of them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import jinja2
import pytest
import yaml
from dbt_common.clients.jinja import get_environment
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2.nativetypes import NativeEnvironment

from lead_scoring.compiler.inert import PLAIN, jinja_literal, yaml_text

ENVIRONMENTS: dict[str, jinja2.Environment] = {
    "jinja2": jinja2.Environment(),
    "native": NativeEnvironment(),
    "dbt": get_environment(),
    "dbt native": get_environment(native=True),
}
TEMPLATES = ("{{", "{%", "{#")
NASTY = [
    "{{ env_var('CANARY') }}",
    "{% do run_query('drop table x') %}",
    "{# note #}",
    "{% endraw %}{{ 7 * 7 }}{% raw %}",
    "}} %} #}",
    "{{{ {{%",
    "-%}{{-",
    "it's \"quoted\" \\' \\\\",
    "\\u007b\\u007b",
    "a\nb\r\nc\td\x85\u2028\u2029",
    "İıß 東京 😀 \U0001f469\u200d\U0001f4bb",
    "\\",
    "'",
    "# comment",
    "## line",
    "1",
    "none",
    "",
]
# what the loader lets through is a part of this
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(NASTY)
scalars = (
    texts
    | st.booleans()
    | st.none()
    | st.integers(-(10**18), 10**18)
    | st.decimals(allow_nan=False, allow_infinity=False, places=10)
    | st.datetimes(min_value=datetime(1000, 1, 1))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def evaluated(literal: str, environment: jinja2.Environment) -> Any:
    """What a macro gets that is called with the literal."""
    got: list[Any] = []

    def keep(value: Any) -> str:
        got.append(value)
        return ""

    environment.from_string("{{ keep(value = " + literal + ") }}").render({"keep": keep})
    (value,) = got
    return value


def spelled(value: Any) -> Any:
    """The value with numbers that are exact, and instants, as text."""
    match value:
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(sep=" ")
        case list():
            return [spelled(item) for item in value]
        case dict():
            return {key: spelled(item) for key, item in value.items()}
    return value


def kinds(value: Any) -> Any:
    """The types in the value, since True equals 1."""
    match value:
        case list():
            return [kinds(item) for item in value]
        case dict():
            return {key: kinds(item) for key, item in value.items()}
    return type(value)


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_come_back(text: str, environment: jinja2.Environment) -> None:
    assert evaluated(jinja_literal(text), environment) == text


@given(value=values, indent=st.integers(0, 24))
@example(value=NASTY, indent=4)
@example(value={text: [text] for text in NASTY}, indent=0)
def test_any_value_comes_back(value: Any, indent: int) -> None:
    found = evaluated(jinja_literal(value, indent), ENVIRONMENTS["jinja2"])
    assert found == spelled(value)
    assert kinds(found) == kinds(spelled(value))


@given(texts)
def test_nothing_of_a_text_survives_raw(text: str) -> None:
    literal = jinja_literal(text)
    plain = re.escape("".join(sorted(PLAIN)))
    assert re.fullmatch(rf"'(?:[^\W_]|[{plain}]|\\u[0-9a-f]{{4}}|\\U[0-9a-f]{{8}})*'", literal)
    assert not set(literal[1:-1]) & set("{}%#'\"`$<>|~^[]*\n\r\t")
    assert literal.isprintable()


@given(values, st.integers(0, 24))
def test_a_literal_in_a_file_begins_no_template(value: Any, indent: int) -> None:
    without_texts = re.sub(r"'[^']*'", "''", jinja_literal(value, indent))
    assert not any(begin in without_texts.replace("{{", "{ {") for begin in ("{%", "{#"))
    inside = re.findall(r"'([^']*)'", jinja_literal(value, indent))
    assert not any(set(text) & set('{}%#"') for text in inside)


def test_long_collections_are_broken_into_lines() -> None:
    literal = jinja_literal({"values": ["x" * 30] * 4}, 4)
    assert max(map(len, literal.splitlines())) <= 100
    assert literal.splitlines()[-1] == "    }"


def test_what_is_no_value_of_a_spec_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        jinja_literal({"a set"})
    with pytest.raises(TypeError, match="float"):
        jinja_literal(0.1)


@given(texts)
@example("😀 {{ x }}")
@example("{{{%{#")
def test_yaml_text_begins_no_template(text: str) -> None:
    scalar = yaml_text(text)
    assert scalar.isascii() and "\n" not in scalar
    description = yaml.safe_load(f"models:\n  - description: {scalar}\n")["models"][0][
        "description"
    ]
    for found in (scalar, description):
        assert not any(begin in found for begin in TEMPLATES)
    # dbt renders descriptions after it has read the YAML
    lines = re.sub("\r\n|\r", "\n", description)
    environment = jinja2.Environment(keep_trailing_newline=True)
    assert environment.from_string(description).render() == lines
    # braces are pulled apart, and nothing else happens
    assert description.replace(" ", "") == text.replace(" ", "")
    if not any(begin in text for begin in TEMPLATES):
        assert description == text


def test_deep_nesting_costs_no_more_than_wide() -> None:
    """If each level were written twice, as one line and as several, this would never end."""
    value: Any = "x" * 100
    for _ in range(20):
        value = {"any": [value]}
    assert NativeEnvironment().from_string(f"{{{{ {jinja_literal(value)} }}}}").render() == value
