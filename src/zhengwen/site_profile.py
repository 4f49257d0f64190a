"""What is known of a site from its other pages: the lines that recur there, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from zhengwen.text.folding import fold

LONGEST = 300  # characters; longer lines are text
FEWEST_LETTERS = 4  # letters of a line beside its figures, before the figures may differ
FIGURES = re.compile(r"\d+")
# As many letters as that, over figures and what stands between those.
LETTERS = re.compile(rf"(?:[\d\s年月日时分秒:/.,\-]*+[^\d\s年月日时分秒:/.,\-]){{{FEWEST_LETTERS}}}")


class Place(StrEnum):
    """Where a line stands on the pages that have it."""

    HEAD = "head"  # above the document
    TAIL = "tail"  # below it
    INSIDE = "inside"  # among its lines, always in the same block


class Recurring(NamedTuple):
    """A line that stands on `pages` of the pages looked at, documents of `kinds` kinds."""

    text: str
    place: Place
    pages: int
    kinds: int


class _Learned(NamedTuple):
    host: str
    pages: int
    lines: tuple[Recurring, ...]


class Site(_Learned):
    """What was learned of one site.

    Attributes:
        host: the name of its server.
        pages: how many of its pages were looked at.
        lines: the lines that recur.
    """

    @classmethod
    def from_json(cls, host: str, fields: Mapping[str, Any]) -> Site:
        """Make one of plain tables, as a profile has them.

        Raises:
            KeyError: a field is missing.
            ValueError: a field has another type, or a place is none.
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
        """For each place the lines that stand there, by their keys."""
        found: dict[Place, dict[str, Recurring]] = {place: {} for place in Place}
        for line in self.lines:
            found[line.place][key(line.text)] = line
        return found


def key(line: str) -> str:
    """What is the same in a line wherever it recurs: width, script and blanks folded, and figures beside words.

    Empty for a line that is blank, or too long to belong to a site.
    """
    return key_of_folded(fold(line)) if len(line) <= LONGEST else ""


def key_of_folded(line: str) -> str:
    """The same of a line that is folded already."""
    if len(line) > LONGEST:
        return ""
    squeezed = "".join(line.split())
    return FIGURES.sub("0", squeezed) if LETTERS.match(squeezed) else squeezed
