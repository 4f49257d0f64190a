"""The fitted weights of the page model, read from their table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from zhengwen import data

TABLE = "page/document-weights.tsv"
MARKUP_TABLE = "page/document-weights-of-markup.tsv"
STATES = ("above", "title", "byline", "document", "inside", "below")
ABOVE, TITLE, BYLINE, DOCUMENT, INSIDE, BELOW = range(len(STATES))
Scores = tuple[float, ...]  # one for each state


class Weights(NamedTuple):
    """What each thing that a line shows says for each state, and which state follows which how often."""

    shows: dict[str, Scores]
    alone: dict[
        str, float
    ]  # what a line shows by itself, whatever stands around it: the logarithm of odds for the document
    always: Scores  # of every line
    first: dict[int, float]
    last: dict[int, float]
    follows: dict[tuple[int, int], float]

    def own(self, shows: Sequence[str]) -> float:
        """How much a line speaks for the document by itself."""
        known = self.alone
        return known["always"] + sum(filter(None, map(known.get, shows)))

    def own_more(self, shows: Sequence[str]) -> float:
        """How much what the markup shows of a line adds to that."""
        known = self.alone
        return sum([known[one] for one in shows if one in known])


def weights() -> Weights:
    """The weights of a page without markup."""
    return _read(TABLE)


def markup_weights() -> Weights:
    """The weights of a page of HTML."""
    return _read(MARKUP_TABLE)


@cache
def _read(table: str) -> Weights:
    """A table, read once."""
    shows: dict[str, Scores] = {}
    alone: dict[str, float] = {}
    edges: dict[str, dict[int, float]] = {"first": {}, "last": {}}
    follows: dict[tuple[int, int], float] = {}
    number = {name: place for place, name in enumerate(STATES)}
    for line in data.read(table).split("\n"):
        if not line or line.startswith("#"):
            continue
        what, *values = line.split("\t")
        if what in edges:
            edges[what][number[values[0]]] = float(values[1])
        elif what == "follows":
            follows[number[values[0]], number[values[1]]] = float(values[2])
        elif what == "alone":
            alone[values[0]] = float(values[1])
        else:
            shows[what] = tuple(map(float, values))
    return Weights(shows, alone, shows.pop("always"), edges["first"], edges["last"], follows)
