"""The true similarity of two texts, and whether they are duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import MAX_BATCH_CHARS, batches
from zhengwen.corpus.near_duplicates.digests import digest
from zhengwen.corpus.near_duplicates.minhash import SHINGLE_CHARS, shingles
from zhengwen.corpus.near_duplicates.verdicts import Verdict, judged
from zhengwen.pages.differences.document_text import document_text
from zhengwen.pages.differences.relations import TWO_DOCUMENTS

Shingles = NDArray[np.uint32]

# Punctuation and spaces are a tenth of a text. Without them, the differing part weighs at most this many times as much:
# a pair that is farther below the threshold is below it with punctuation, too.
MAX_FOLDING_GAIN = 1.12
MAX_CACHED_CHARS = 4000  # the unfolded shingles of texts up to this length are cached for the next pairs


@lru_cache(maxsize=2048)  # candidates are sorted: a pair usually shares a text with the one before
def shingle_set(text: str) -> Shingles:
    """Return the distinct hashes of a text's shingles, sorted; for a text shorter than a shingle, its own hash."""
    return shingle_sets([text])[0]


def shingle_sets(texts: Sequence[str]) -> list[Shingles]:
    """Return the `shingle_set` of each text; four times as fast as one at a time."""
    pieces: list[list[Shingles]] = [[] for _ in texts]
    for batch in batches(texts, SHINGLE_CHARS - 1):
        hashes = shingles(batch.units)
        start = 0
        for number, end in enumerate(batch.ends.tolist(), batch.first):
            pieces[number].append(hashes[start : max(start, end - SHINGLE_CHARS + 1)])
            start = end + 1
    return [_distinct(np.concatenate(of_text), text) for of_text, text in zip(pieces, texts, strict=True)]


def _distinct(hashes: Shingles, text: str) -> Shingles:
    if not len(hashes):
        return np.frombuffer(digest(text)[:4], np.uint32)
    hashes.sort()  # np.unique is ten times slower
    new = np.empty(len(hashes), np.bool_)
    new[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=new[1:])
    return hashes[new]


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the Jaccard similarity of two sets of shingles, 0 to 1."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # detects the two sorted runs and merges them
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common)


def best_similarity(folded: float, one: str, other: str, threshold: float) -> float:
    """Return the greater of two similarities: folded (without punctuation and spaces), and of the unfolded texts.

    The second is computed only if the first is just below the threshold, since it cannot decide any other pair.

    Args:
        folded: the similarity of the folded texts, 0 to 1.
        one: a text.
        other: the other text.
        threshold: the least similarity of duplicates, 0 to 1.
    """
    if folded >= threshold or 1 - folded > MAX_FOLDING_GAIN * (1 - threshold):
        return folded
    return max(folded, jaccard(_unfolded_shingles(one), _unfolded_shingles(other)))


def _unfolded_shingles(text: str) -> Shingles:
    return _cached_unfolded_shingles(text) if len(text) <= MAX_CACHED_CHARS else _compute_unfolded_shingles(text)


@lru_cache(maxsize=1024)
def _cached_unfolded_shingles(text: str) -> Shingles:
    return _compute_unfolded_shingles(text)


def _compute_unfolded_shingles(text: str) -> Shingles:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    starts = range(0, max(1, len(units) - SHINGLE_CHARS + 1), MAX_BATCH_CHARS)
    return _distinct(
        np.concatenate([shingles(units[at : at + MAX_BATCH_CHARS + SHINGLE_CHARS - 1]) for at in starts]), text
    )


def similarity(one: str, other: str, *, threshold: float = 0.8) -> float:
    """Return the Jaccard similarity of two texts' shingles, 0 to 1.

    Punctuation and spaces are ignored; if that leaves a pair just below the threshold, the unfolded texts are compared
    as well, and the greater similarity counts.
    """
    return best_similarity(jaccard(shingle_set(one), shingle_set(other)), one, other, threshold)


def compare(one: str, other: str, *, threshold: float = 0.8, templates: bool = False) -> float | None:
    """Return the similarity of two texts if they are duplicates, else `None`.

    The lines of the site above and below the documents do not count.

    Args:
        one: a text.
        other: the other text.
        threshold: the least Jaccard similarity of duplicates, 0 to 1.
        templates: also match versions, and documents from one template, which differ only in names, dates or figures.
    """
    verdict = judge(_document(one), _document(other), threshold=threshold)
    if verdict is None or (verdict.relation in TWO_DOCUMENTS and not templates):
        return None
    return verdict.similarity


def judge(one: str, other: str, *, threshold: float = 0.8) -> Verdict | None:
    """Return how two documents are related; `None` if their similarity is below the threshold.

    Args:
        one: a document, without the lines of its site (`document_text`).
        other: the other document.
        threshold: the least Jaccard similarity, 0 to 1.
    """
    value = similarity(one, other, threshold=threshold)
    return None if value < threshold else judged(one, other, value)


@lru_cache(maxsize=1024)
def _document(text: str) -> str:
    return document_text(text)
