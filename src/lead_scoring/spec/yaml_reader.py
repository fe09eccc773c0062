"""YAML, the safe and unsurprising part of it, with the line of everything.

PyYAML scans and parses; what its loaders do beyond that (tags, aliases, YAML 1.1 scalars, binary
floats, recursion) is left out: the tree is built here from the parser's events, with the scalars of
the YAML 1.2 core schema. So `NO` is text, `010` is ten, `12:30` and dates are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

import yaml

from lead_scoring.spec.errors import Place, Problems, quoted

LARGEST_FILE = 1024 * 1024
DEEPEST_NESTING = 50
MOST_NODES = 50_000
LONGEST_NUMBER = 64
LONG_EXPONENT = re.compile(r"\A[-+.0-9]*[eE][-+]?[0-9]{4}")

# also unusual line ends, which other tools count and show otherwise
NOT_IN_A_FILE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
NOT_IN_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# the YAML 1.2 core schema; what matches none of these is text
CORE_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], int | Decimal]], ...] = (
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"0o[0-7]+\Z"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+\Z"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"), Decimal),
)
CORE_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
CORE_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


@dataclass(frozen=True)
class ScalarNode:
    """A text, number, boolean or null."""

    place: Place
    value: str | int | Decimal | bool | None


@dataclass(frozen=True)
class ListNode:
    """A YAML sequence."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class MappingNode:
    """A YAML mapping; `keys` has the place of each key, faulty ones included."""

    place: Place
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class BrokenNode:
    """Something whose fault is already noted."""

    place: Place


Node = ScalarNode | ListNode | MappingNode | BrokenNode


def read_yaml(data: bytes, problems: Problems) -> Node:
    """The one document in `data`; an empty file gives a null.

    Faults are noted in `problems`. Raises `Unreadable` after one that makes going on pointless.
    """
    return _Composer(problems).compose(_text(data, problems))


def _text(data: bytes, problems: Problems) -> str:
    if len(data) > LARGEST_FILE:
        raise problems.stop("LS003", Place(), "the file is larger than 1 MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise problems.stop("LS004", Place(line), "the file is not UTF-8 text") from None
    if odd := NOT_IN_A_FILE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"the character U+{ord(odd[0]):04X} may not stand in the file"
        raise problems.stop("LS005", Place(line), message)
    return text


def _events(text: str, problems: Problems) -> Iterator[yaml.Event]:
    """By libyaml, ten times as fast; what it refuses is read again for PyYAML's clearer words.

    No further than asked for: libyaml's time grows with the square of the depth, which the reader
    of the events limits.
    """
    count = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            yield event
            count += 1
    except (AttributeError, yaml.YAMLError):
        yield from islice(_events_in_python(text, problems), count, None)


def _events_in_python(text: str, problems: Problems) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        message = " ".join(filter(None, [error.context, error.problem]))
        raise problems.stop("LS006", Place(line), f"not valid YAML: {message}") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML turns "\UFFFFFFFF" into a ValueError without a line
        raise problems.stop("LS006", Place(), "not valid YAML") from None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass
class _Open:
    """A list or mapping that is being read, and the mapping's key that waits for its value."""

    node: ListNode | MappingNode
    key: str | None = None
    key_line: int = 0
    is_key: bool = False


class _Composer:
    """Builds the tree with a stack of its own, so that no nesting exhausts Python's."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        # inside a list or mapping that stands where a key should: read, noted, not kept
        self.skipping = 0

    def compose(self, text: str) -> Node:
        documents = 0
        for event in _events(text, self.problems):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    place = Place(_line(event))
                    raise self.problems.stop("LS010", place, "there is a second YAML document")
            elif isinstance(event, yaml.NodeEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
        return self.root if self.root is not None else ScalarNode(Place(), None)

    def _begin(self, event: yaml.NodeEvent) -> None:
        line = _line(event)
        self._refuse_excess(event, line)
        if self.skipping:
            self.skipping += isinstance(event, yaml.CollectionStartEvent)
            return
        if self._expects_key():
            self._take_key(event, line)
            return
        place = self._place_of_next(line)
        sound = self._refuse_references(event, place)
        if isinstance(event, yaml.CollectionStartEvent) and event.tag:
            self._put(BrokenNode(place))
            self.skipping = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = ListNode(place) if is_list else MappingNode(place)
            self._put(node)
            self.stack.append(_Open(node))
        elif isinstance(event, yaml.ScalarEvent) and sound:
            self._put(self._scalar(event, place))
        else:
            self._put(BrokenNode(place))

    def _refuse_excess(self, event: yaml.NodeEvent, line: int) -> None:
        """PyYAML takes seconds for 100,000 nodes and longer the deeper they lie."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"the file holds more than {MOST_NODES:,} keys and values"
            raise self.problems.stop("LS003", Place(line), message)
        depth = len(self.stack) + self.skipping + isinstance(event, yaml.CollectionStartEvent)
        if depth > DEEPEST_NESTING:
            message = f"nested more than {DEEPEST_NESTING} levels deep"
            raise self.problems.stop("LS008", Place(line), message)

    def _end(self) -> None:
        if self.skipping:
            self.skipping -= 1
        else:
            self.stack.pop()

    def _expects_key(self) -> bool:
        if not self.stack:
            return False
        top = self.stack[-1]
        return isinstance(top.node, MappingNode) and not top.is_key

    def _take_key(self, event: yaml.NodeEvent, line: int) -> None:
        top = self.stack[-1]
        top.is_key, top.key, top.key_line = True, None, line
        mapping = top.node
        assert isinstance(mapping, MappingNode)
        place = Place(line, mapping.place.path)
        if not self._refuse_references(event, place):
            self.skipping += isinstance(event, yaml.CollectionStartEvent)
            return
        if not isinstance(event, yaml.ScalarEvent):
            self.problems.add("LS015", place, "a key must be text, found a list or mapping")
            self.skipping += 1
            return
        key = self._scalar(event, place)
        if isinstance(key, BrokenNode):
            return
        if not isinstance(key.value, str):
            message = f"a key must be text, found {quoted(event.value)}"
            self.problems.add("LS015", place, message, "put it in quotes")
        elif key.value in mapping.keys:
            first = mapping.keys[key.value].line
            message = f"the key stands here twice, first in line {first}"
            self.problems.add("LS009", mapping.place.key(key.value, line), message)
        else:
            top.key = key.value
            mapping.keys[key.value] = mapping.place.key(key.value, line)

    def _place_of_next(self, line: int) -> Place:
        if not self.stack:
            return Place(line)
        top = self.stack[-1]
        if isinstance(top.node, ListNode):
            return top.node.place.item(len(top.node.items), line)
        if top.key is None:
            return Place(line, top.node.place.path)
        return top.node.place.key(top.key, line)

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node, ListNode):
            top.node.items.append(node)
            return
        if top.key is not None:
            top.node.entries[top.key] = node
        top.is_key, top.key = False, None

    def _refuse_references(self, event: yaml.NodeEvent, place: Place) -> bool:
        """Notes a tag, anchor or alias; false if there is one."""
        if isinstance(event, yaml.AliasEvent):
            message = f"YAML aliases are not allowed, found *{str(event.anchor)[:30]}"
            self.problems.add("LS007", place, message, "write the value out")
            return False
        if event.anchor is not None:
            message = f"YAML anchors are not allowed, found &{str(event.anchor)[:30]}"
            self.problems.add("LS007", place, message, "remove it")
            return False
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            message = f"YAML tags are not allowed, found {quoted(event.tag)}"
            self.problems.add("LS007", place, message, "remove it")
            return False
        return True

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> ScalarNode | BrokenNode:
        text = event.value
        if odd := NOT_IN_TEXT.search(text):
            self.problems.add("LS005", place, f"the text holds the character U+{ord(odd[0]):04X}")
            return BrokenNode(place)
        if event.style:
            return ScalarNode(place, text)
        if text in CORE_WORDS:
            return ScalarNode(place, CORE_WORDS[text])
        if CORE_NOT_FINITE.match(text):
            self.problems.add("LS021", place, f"{text} is not a finite number")
            return BrokenNode(place)
        number = next((read for form, read in CORE_NUMBERS if form.match(text)), None)
        if number and (len(text) > LONGEST_NUMBER or LONG_EXPONENT.search(text)):
            message = f"the number is too long, found {quoted(text)}"
            self.problems.add("LS021", place, message, "put it in quotes if it is a text")
            return BrokenNode(place)
        return ScalarNode(place, number(text) if number else text)
