"""The fitted weights of the page model, read from their table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from zhengwen import data

TABLE = "page/document-weights.tsv"
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


@cache
def weights() -> Weights:
    """The table, read once."""
    shows: dict[str, Scores] = {}
    alone: dict[str, float] = {}
    edges: dict[str, dict[int, float]] = {"first": {}, "last": {}}
    follows: dict[tuple[int, int], float] = {}
    number = {name: place for place, name in enumerate(STATES)}
    for line in data.read(TABLE).split("\n"):
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
