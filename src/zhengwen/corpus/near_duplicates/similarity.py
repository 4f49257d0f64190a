"""How alike two texts truly are, and whether that makes them one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import TOGETHER, batches
from zhengwen.corpus.near_duplicates.minhash import SHINGLE, digest, shingles

Shingles = NDArray[np.uint32]

# Marks and blanks are a tenth of a text. Where they are left out, what differs is so much larger a part of what is
# left, and no more: a pair that is farther below the threshold than that is below it as it stands, too.
MARKED = 1.12
KEPT = 4000  # characters of a text whose shingles as it stands are kept for the next pairs


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


def better(folded: float, one: str, other: str, threshold: float) -> float:
    """The better of two readings of how alike two texts are: without marks and blanks, and as they stand.

    The texts as they stand are read only where the first reading is below the threshold by little, for no other pair
    can change sides, and most pairs are far from it.

    Args:
        folded: how alike they are without marks and blanks.
        one: a text.
        other: another one.
        threshold: the least similarity of duplicates.
    """
    if folded >= threshold or 1 - folded > MARKED * (1 - threshold):
        return folded
    return max(folded, jaccard(_as_it_stands(one), _as_it_stands(other)))


def _as_it_stands(text: str) -> Shingles:
    return _short_as_it_stands(text) if len(text) <= KEPT else _shingles_as_it_stands(text)


@lru_cache(maxsize=1024)
def _short_as_it_stands(text: str) -> Shingles:
    return _shingles_as_it_stands(text)


def _shingles_as_it_stands(text: str) -> Shingles:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    starts = range(0, max(1, len(units) - SHINGLE + 1), TOGETHER)
    return _distinct(np.concatenate([shingles(units[at : at + TOGETHER + SHINGLE - 1]) for at in starts]), text)


def similarity(one: str, other: str, *, threshold: float = 0.8) -> float:
    """How alike two texts are: the Jaccard similarity of their shingles, 0 to 1.

    Marks and blanks are left out; where that makes a pair fall short of the threshold by little, the texts as they
    stand are read, too, and the better reading counts.
    """
    return better(jaccard(shingle_set(one), shingle_set(other)), one, other, threshold)


def compare(one: str, other: str, *, threshold: float = 0.8, templates: bool = False) -> float | None:
    """How alike two texts are when they are duplicates; `None` when they are not.

    Args:
        one: a text.
        other: another one.
        threshold: the least Jaccard similarity of duplicates.
        templates: whether documents of one template count, which differ in names, dates or figures only.
    """
    alike = similarity(one, other, threshold=threshold)
    if alike < threshold:
        return None
    if templates or digest(one) == digest(other):
        return alike
    from zhengwen.pages.differences.forms import are_of_one_template

    return None if are_of_one_template(one, other) else alike
