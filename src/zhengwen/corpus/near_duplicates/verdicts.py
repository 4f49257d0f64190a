"""The verdict on a pair of texts: how similar they are, and how they are related."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.pages.differences.relations import Relation, relate


class Verdict(NamedTuple):
    """How two texts are related.

    Attributes:
        similarity: the Jaccard similarity of their shingles, 0 to 1.
        relation: how they are related.
        differs: the first differences in short.
        contained: of `Relation.CONTAINED`, which text is part of the other one, 0 or 1.
    """

    similarity: float
    relation: Relation
    differs: str = ""
    contained: int | None = None


UNRELATED = Verdict(0.0, Relation.TEMPLATE)  # below the threshold
EXACT = Verdict(1.0, Relation.EXACT)


def judged(one: str, other: str, similarity: float) -> Verdict:
    """Judge two documents whose similarity is known and reaches the threshold."""
    return Verdict(similarity, *relate(one, other))
