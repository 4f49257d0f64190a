"""How alike two texts truly are, and whether that makes them one page."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import folded
from zhengwen.corpus.near_duplicates.minhash import digest, shingles


@lru_cache(maxsize=2048)  # candidates come in order, so that one text of a pair is mostly that of the pair before
def shingle_set(text: str) -> NDArray[np.uint32]:
    """The hashes of a text's shingles, each once, in order; of a shorter text, the hash of the whole."""
    hashes = shingles(folded(text))
    if not len(hashes):
        return np.frombuffer(digest(text)[:4], np.uint32)
    hashes.sort()  # np.unique has a way of its own, which takes ten times as long
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def jaccard(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """The shingles that two texts share, of all that they have: 0 to 1."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)


def similarity(one: str, other: str) -> float:
    """How alike two texts are: the Jaccard similarity of their shingles, 0 to 1."""
    return jaccard(shingle_set(one), shingle_set(other))


def compare(one: str, other: str, *, threshold: float = 0.8, templates: bool = False) -> float | None:
    """How alike two texts are when they are duplicates; `None` when they are not.

    Args:
        one: a text.
        other: another one.
        threshold: the least Jaccard similarity of duplicates.
        templates: whether documents of one template count, which differ in names, dates or figures only.
    """
    alike = similarity(one, other)
    if alike < threshold:
        return None
    if templates or digest(one) == digest(other):
        return alike
    from zhengwen.corpus.near_duplicates.templates import are_of_one_template

    return None if are_of_one_template(one, other) else alike
