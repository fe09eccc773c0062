"""Edits of single keys in the text of a spec; every other character stays as it is.

PyYAML says where a key and its value stand, so comments, order, quotes and line ends survive.
The text must be a sound spec: `lead_scoring.spec` has read it before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

LINE_END = re.compile(r"\r\n|\n|\r")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Entry:
    """A key of the outermost mapping and its value, as offsets in the text.

    `line` counts from 1; `value` is what a scalar means, empty for lists and mappings.
    """

    key_start: int
    start: int
    end: int
    line: int
    value: str


@dataclass(frozen=True)
class _Root:
    entries: dict[str, Entry]
    is_flow: bool
    indent: str


def line_of(text: str, key: str) -> int:
    """The line of a key, counted from 1; the first one where it is not written."""
    entry = _root(text).entries.get(key)
    return entry.line if entry else 1


def with_value(text: str, key: str, value: str, after: str) -> str:
    """The text with the key set to a plain word; a new key gets a line of its own below `after`."""
    root = _root(text)
    entry = root.entries.get(key)
    return _inserted(text, root, key, value, after) if not entry else _set(text, entry, value)


def without(text: str, key: str) -> str:
    """The text without the key, its value and the line they stand in, if it is written."""
    root = _root(text)
    entry = root.entries.get(key)
    if not entry:
        return text
    if root.is_flow:
        comma = re.compile(r"[ \t]*,[ \t]*").match(text, entry.end)
        return text[: entry.key_start] + text[comma.end() if comma else entry.end :]
    before = list(LINE_END.finditer(text, 0, entry.key_start))
    start = before[-1].end() if before else 0
    end = _end_of_line(text, entry)
    if end == len(text) and before and not LINE_END.search(text, start):
        # the last line had no end, and the one above gets none either
        start = before[-1].start()
    return text[:start] + text[end:]


def _set(text: str, entry: Entry, value: str) -> str:
    """Puts the word in the place of the old one, between the same quotes or beneath its `>-`."""
    head, found, tail = text[entry.start : entry.end].rpartition(entry.value)
    # a text with escapes doesn't stand in the file as it is meant
    written = head + value + tail if found else f'"{value}"'
    return text[: entry.start] + written + text[entry.end :]


def _inserted(text: str, root: _Root, key: str, value: str, after: str) -> str:
    above = root.entries[after]
    quote = '"' if text[above.key_start] == '"' else ""
    pair = f"{quote}{key}{quote}: {quote}{value}{quote}"
    if root.is_flow:
        return f"{text[: above.end]}, {pair}{text[above.end :]}"
    place = _end_of_line(text, above)
    line = f"{root.indent}{pair}"
    found = LINE_END.search(text)
    line_end = found[0] if found else "\n"
    ended = text[:place].endswith(("\n", "\r"))
    return text[:place] + (line + line_end if ended else line_end + line) + text[place:]


def _end_of_line(text: str, entry: Entry) -> int:
    """Where the line after the entry begins."""
    if text[entry.end - 1] in "\r\n":
        return entry.end
    found = LINE_END.search(text, entry.end)
    return found.end() if found else len(text)


def _root(text: str) -> _Root:
    shift = text.startswith(BYTE_ORDER_MARK)
    entries: dict[str, Entry] = {}
    root: yaml.MappingStartEvent | None = None
    key: yaml.ScalarEvent | None = None
    start = depth = 0
    for event in yaml.parse(text[shift:], Loader=yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if isinstance(event, yaml.MappingStartEvent) and depth == 1:
                root = event
                continue
            if depth == 2:
                start = _mark(event.start_mark).index
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 1:
            if key is None:
                key = event
                continue
            start = _mark(event.start_mark).index
        if depth == 1 and key is not None:
            of_key, end = _mark(key.start_mark), _mark(event.end_mark).index
            entries[key.value] = Entry(
                key_start=of_key.index + shift,
                start=start + shift,
                end=end + shift,
                line=of_key.line + 1,
                value=event.value if isinstance(event, yaml.ScalarEvent) else "",
            )
            key = None
    assert root is not None, "a sound spec is a mapping"
    return _Root(entries, bool(root.flow_style), " " * _mark(root.start_mark).column)


def _mark(mark: Any) -> yaml.Mark:
    """PyYAML marks every event; its types leave that open."""
    assert isinstance(mark, yaml.Mark)
    return mark
