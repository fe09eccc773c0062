"""YAML 1.2 scalars, and YAML that means harm."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_scoring.spec.errors import Problems, Unreadable
from lead_scoring.spec.yaml_reader import ListNode, MappingNode, Node, ScalarNode, read_yaml


def value_of(text: str) -> object:
    problems = Problems("scoring_models/x.yml")
    node = read_yaml(f"key: {text}\n".encode(), problems)
    assert not problems.errors
    assert isinstance(node, MappingNode)
    value = node.entries["key"]
    assert isinstance(value, ScalarNode)
    return value.value


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "yes", "on", "off", "y", "n", "12:30", "12:30:45", "2025-01-31", "1_000", "0b1"],
)
def test_what_yaml_1_1_would_convert_is_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("010", 10),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0x1E1000", 0x1E1000),
        ("1.50", Decimal("1.50")),
        ("0.1", Decimal("0.1")),
        ("1e3", Decimal(1000)),
        (".5", Decimal("0.5")),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'010'", "010"),
        ('"true"', "true"),
    ],
)
def test_core_schema(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


def test_lines_are_those_of_an_editor() -> None:
    node = read_yaml(
        b"\xef\xbb\xbf# first\na: 1\nb:\n  - x\n  - c: |\n      two\n      lines\n", Problems("f")
    )
    assert isinstance(node, MappingNode)
    assert {key: place.line for key, place in node.keys.items()} == {"a": 2, "b": 3}
    items = node.entries["b"]
    assert isinstance(items, ListNode)
    assert [item.place.line for item in items.items] == [4, 5]
    assert [item.place.path for item in items.items] == ["b[0]", "b[1]"]


HOSTILE = {
    "nested lists": b"[" * 1_000_000,
    "nested mappings": b"{" * 1_000_000,
    "nested keys": b"? " * 500_000,
    "nested dashes": b"- " * 500_000,
    "many keys": b"".join(b"k%d: 1\n" % number for number in range(90_000)),
    "many items": b"[" + b"a," * 500_000 + b"]",
    "long line": b"a: " + b"x" * 1_000_000,
    "long words": b"a " * 500_000,
    "many tags": b"- !t x\n" * 100_000,
    "unknown escape": b'a: "\\UFFFFFFFF"',
    "half a surrogate": b'a: "\\uD800"',
    "too large": b"#" * (1024 * 1024 + 1),
    "line separator": "# a comment\u2028name: hidden".encode(),
    "bombs": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + b"d: [*c, *c, *c]\n" * 1000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_yaml_ends_quickly(data: bytes) -> None:
    problems = Problems("scoring_models/x.yml")
    begin = time.process_time()
    node: Node | None = None
    try:
        node = read_yaml(data, problems)
    except Unreadable:
        assert problems.errors
    assert time.process_time() - begin < 20
    assert len(problems.errors) <= 101
    assert node is not None or problems.errors


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_any_bytes_give_a_tree_or_an_error(data: bytes) -> None:
    problems = Problems("scoring_models/x.yml")
    try:
        read_yaml(data, problems)
    except Unreadable:
        assert problems.errors
