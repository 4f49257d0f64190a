"""What is known about a site from its other pages: the lines that recur on them, and where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_LINE_CHARS = 300  # characters; longer lines are taken for text
FEWEST_LETTERS = 4  # letters that a line must have besides its digits for the digits to be ignored
FIGURES = pattern(r"\d+")
# Matches a line with that many letters; digits and their separators are skipped.
LETTERS = pattern(rf"(?:[\d\s年月日时分秒:/.,\-]*+[^\d\s年月日时分秒:/.,\-]){{{FEWEST_LETTERS}}}")


class Place(StrEnum):
    """The position of a recurring line on its pages."""

    HEAD = "head"  # above the document
    TAIL = "tail"  # below the document
    INSIDE = "inside"  # within the document, always in the same block


class Recurring(NamedTuple):
    """A line that occurs on `pages` of the sampled pages, in documents of `kinds` kinds."""

    text: str
    place: Place
    pages: int
    kinds: int


class _Learned(NamedTuple):
    host: str
    pages: int
    lines: tuple[Recurring, ...]


class Site(_Learned):
    """What was learned about one site.

    Attributes:
        host: its host name.
        pages: how many of its pages were sampled.
        lines: the recurring lines.
    """

    @classmethod
    def from_json(cls, host: str, fields: Mapping[str, Any]) -> Site:
        """Make a `Site` from the parsed tables of a profile.

        Raises:
            KeyError: a field is missing.
            ValueError: a field has the wrong type, or a place does not exist.
        """
        lines = (
            Recurring(str(line["text"]), Place(line["place"]), int(line["pages"]), int(line["kinds"]))
            for line in fields.get("line", ())
        )
        return cls(host, int(fields["pages"]), tuple(lines))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all lines."""
        return frozenset(key(line.text) for line in self.lines)

    @cached_property
    def at(self) -> Mapping[Place, Mapping[str, Recurring]]:
        """The lines at each place, by key."""
        found: dict[Place, dict[str, Recurring]] = {place: {} for place in Place}
        for line in self.lines:
            found[line.place][key(line.text)] = line
        return found


def key(line: str) -> str:
    """Return the form of a line that is the same wherever it recurs: width, script, spaces and digits are normalized.

    Empty for a line that is blank, or too long to belong to a site.
    """
    return key_of_folded(fold(line)) if len(line) <= MAX_LINE_CHARS else ""


def key_of_folded(line: str) -> str:
    """Return the `key` of a line that is folded already."""
    if len(line) > MAX_LINE_CHARS:
        return ""
    squeezed = "".join(line.split())
    return FIGURES.sub("0", squeezed) if LETTERS.match(squeezed) else squeezed
