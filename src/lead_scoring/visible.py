"""Text of specs, input rows and errors on its way to a terminal."""

from __future__ import annotations

import re

# control characters but for tabs and line ends, what changes the direction of the text around it,
# and bytes that are no UTF-8
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with everything a terminal would obey written as an escape, such as `\\x1b`."""
    return COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def in_one_line(text: str) -> str:
    """`visible`, with line ends written as escapes, too."""
    return visible(text).replace("\n", "\\n")
