"""YAML 1.2 scalars, and YAML that means harm."""

from __future__ import annotations

from contextlib import suppress
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


BILLION_LAUGHS = b"l0: &l0 [ha, ha]\n" + b"".join(
    b"l%d: &l%d [*l%d, *l%d]\n" % (level, level, level - 1, level - 1) for level in range(1, 31)
)
# where the file may be large, but not what it would become, how deep it lies or how many it holds
HOSTILE = {
    "nested anchors": (BILLION_LAUGHS, "LS007"),
    "many anchors": (b"- &a x\n" * 140_000, "LS007"),
    "many aliases": (b"- *a\n" * 170_000, "LS007"),
    "many tags": (b"- !t x\n" * 140_000, "LS007"),
    "lists 10,000 deep": (b"[" * 10_000 + b"]" * 10_000, "LS008"),
    "mappings 10,000 deep": (b"{a: " * 10_000 + b"}" * 10_000, "LS008"),
    "indentation 1,400 deep": (b"".join(b" " * n + b"a:\n" for n in range(1_400)), "LS008"),
    "open lists": (b"[" * 1_000_000, "LS008"),
    "open mappings": (b"{" * 1_000_000, "LS008"),
    "nested keys": (b"? " * 500_000, "LS008"),
    "nested dashes": (b"- " * 500_000, "LS008"),
    "many keys": (b"".join(b"k%d: 1\n" % number for number in range(90_000)), "LS003"),
    "many items": (b"[" + b"a," * 500_000 + b"]", "LS003"),
    "too large": (b"#" * (1024 * 1024 + 1), "LS003"),
    "unknown escape": (b'a: "\\UFFFFFFFF"', "LS006"),
    "half a surrogate": (b'a: "\\uD800"', "LS005"),
    "line separator": ("# a comment\u2028name: hidden".encode(), "LS005"),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_yaml_is_refused(data: bytes, code: str) -> None:
    problems = Problems("scoring_models/x.yml")
    with suppress(Unreadable):
        read_yaml(data, problems)
    assert code in {error.code for error in problems.errors}
    assert len(problems.errors) <= 101


@pytest.mark.parametrize("data", [b"a: " + b"x" * 1_000_000, b"a " * 500_000])
def test_what_is_merely_long_is_read(data: bytes) -> None:
    problems = Problems("scoring_models/x.yml")
    assert isinstance(read_yaml(data, problems), Node)
    assert not problems.errors


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
