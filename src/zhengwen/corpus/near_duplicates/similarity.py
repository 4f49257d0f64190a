"""How alike two texts truly are, and whether that makes them one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import batches
from zhengwen.corpus.near_duplicates.minhash import SHINGLE, digest, shingles

Shingles = NDArray[np.uint32]


@lru_cache(maxsize=2048)  # candidates come in order, so that one text of a pair is mostly that of the pair before
def shingle_set(text: str) -> Shingles:
    """The hashes of a text's shingles, each once, in order; of a shorter text, the hash of the whole."""
    return shingle_sets([text])[0]


def shingle_sets(texts: Sequence[str]) -> list[Shingles]:
    """The `shingle_set` of each text; many at once take a quarter of the time."""
    pieces: list[list[Shingles]] = [[] for _ in texts]
    for batch in batches(texts, SHINGLE - 1):
        hashes = shingles(batch.units)
        start = 0
        for number, end in enumerate(batch.ends.tolist(), batch.first):
            pieces[number].append(hashes[start : max(start, end - SHINGLE + 1)])
            start = end + 1
    return [_distinct(np.concatenate(of_text), text) for of_text, text in zip(pieces, texts, strict=True)]


def _distinct(hashes: Shingles, text: str) -> Shingles:
    if not len(hashes):
        return np.frombuffer(digest(text)[:4], np.uint32)
    hashes.sort()  # np.unique has a way of its own, which takes ten times as long
    new = np.empty(len(hashes), np.bool_)
    new[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=new[1:])
    return hashes[new]


def jaccard(one: Shingles, other: Shingles) -> float:
    """The shingles that two texts share, of all that they have: 0 to 1."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # finds that there are two runs, and merges them
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common)


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
