"""Positions as editors count them, in the units that were negotiated, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from lsprotocol.types import Position, PositionEncodingKind, Range

from zhengwen.text.lazy_regex import pattern

LINE_BREAK = pattern(r"\r\n|\n|\r")  # the protocol's line ends; Python's `splitlines` knows seven more
# How many units a character has in each encoding.
UNITS: dict[str, Callable[[str], int]] = {
    PositionEncodingKind.Utf8: lambda one: len(one.encode("utf-8", "surrogatepass")),
    PositionEncodingKind.Utf16: lambda one: 2 if one > "\uffff" else 1,
    PositionEncodingKind.Utf32: lambda one: 1,
}


class Positions:
    """The positions in a text.

    Args:
        text: the text of a document.
        encoding: the units of columns: `utf-8`, `utf-16` or `utf-32`.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.units = UNITS[encoding]
        breaks = list(LINE_BREAK.finditer(text))
        self.starts = [0, *(found.end() for found in breaks)]
        self.ends = [*(found.start() for found in breaks), len(text)]

    def position(self, offset: int) -> Position:
        """Return the position of the character at `offset`, in code points; in a line break, the end of its line."""
        line = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : min(offset, self.ends[line])]
        return Position(line, len(before) if before.isascii() else sum(map(self.units, before)))

    def range(self, start: int, end: int) -> Range:
        """Return the range of `[start, end)`."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the offset of a position, in code points; what is behind the text counts as its end."""
        if position.line >= len(self.starts):
            return len(self.text)
        offset, left = self.starts[position.line], position.character
        while left > 0 and offset < self.ends[position.line]:
            left -= self.units(self.text[offset])
            offset += 1
        return offset

    def everywhere(self) -> Range:
        """Return the range of the whole text."""
        return self.range(0, len(self.text))
