"""The features of a stretch of text, and their weights, fitted by `tables.spam_weights`."""

from __future__ import annotations

from functools import cache
from operator import mul
from typing import TYPE_CHECKING

from zhengwen import data

if TYPE_CHECKING:
    from zhengwen.filters.spam._score import Judged

MANY_STRONG = 6  # strong words beyond these tell no more
FEATURES = (
    "strong stems, up to 6",
    "weak stems, up to 8",
    "selling words, up to 8",
    "contacts, up to 3",
    "share of the letters in known words",
    "five short pieces or more",
    "a stem three times",
    "novelty to the page",
    "share of pieces that end like agencies",
    "share of letters that are function words",
)


def features(judged: Judged, novelty: float) -> tuple[float, ...]:
    """What the score weighs; `novelty` is the share of the stretch that the page's sentences do not know."""
    return (
        min(judged.strong, MANY_STRONG),
        min(judged.weak, 8),
        min(judged.selling, 8),
        min(judged.contacts, 3),
        min(judged.share, 1),
        judged.pieces >= 5 and judged.letters <= 11 * judged.pieces,
        max(judged.stems.values(), default=0) >= 3,
        novelty,
        judged.official / max(judged.pieces, 1),
        judged.prose / max(judged.letters, 1),
    )


@cache
def weights() -> tuple[float, ...]:
    """The weight of each feature, and the bias."""
    rows = (line for line in data.read("spam/weights.txt").splitlines() if not line.startswith("#"))
    return tuple(float(row.rpartition("\t")[2]) for row in rows)


def weighed(judged: Judged, novelty: float) -> float:
    """How surely a stretch is spam: more than 0 where spam is likelier."""
    return float(sum(map(mul, weights(), (*features(judged, novelty), 1.0))))
