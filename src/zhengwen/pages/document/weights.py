"""The fitted weights of the page model, read from their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from zhengwen import data

TABLE = "page/document-weights.tsv"
MARKUP_TABLE = "page/document-weights-of-markup.tsv"
STATES = ("above", "title", "byline", "document", "inside", "below")
ABOVE, TITLE, BYLINE, DOCUMENT, INSIDE, BELOW = range(len(STATES))
Scores = tuple[float, ...]  # one for each state


NOT_PACKED: Mapping[str, int] = MappingProxyType({})


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
    packed: Mapping[str, int] = NOT_PACKED  # the same as `shows`; of the tables that are kept only

    def own(self, shows: Sequence[str]) -> float:
        """How much a line speaks for the document by itself."""
        known = self.alone
        return known["always"] + sum(filter(None, map(known.get, shows)))

    def own_more(self, shows: Sequence[str]) -> float:
        """How much what the markup shows of a line adds to that."""
        known = self.alone
        return sum([known[one] for one in shows if one in known])


LANE = 30  # bits of a packed score: what all that a row shows adds up to is far smaller
SCALE = 10_000  # weights are written with two decimals, so that scores are whole numbers at this scale
HALF = 1 << (LANE - 1)
MIDDLE = sum(HALF << (LANE * state) for state in range(len(STATES)))


def pack(scores: Scores) -> int:
    """The scores as one number, so that one addition adds those of all states."""
    return sum(round(score * SCALE) << (LANE * state) for state, score in enumerate(scores))


def unpack(packed: int) -> Scores:
    """The scores that a sum of packed ones stands for."""
    packed += MIDDLE
    lane = (1 << LANE) - 1
    return tuple([(((packed >> shift) & lane) - HALF) / SCALE for shift in SHIFTS])


SHIFTS = tuple(LANE * state for state in range(len(STATES)))


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
    packed = {name: pack(scores) for name, scores in shows.items()}
    return Weights(shows, alone, shows.pop("always"), edges["first"], edges["last"], follows, packed)
