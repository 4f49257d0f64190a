"""From sketches to clusters: candidate pairs, connected components, and the member of a cluster to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

SORT_BANDS = 3  # the rows of a band are sorted by its key and by those of the two bands after it
MAX_PENDING_PAIRS = 1 << 22  # collected before duplicates among them are removed
PAIRS_PER_STEP = 1 << 14  # whose sketches are compared at once
SLACK_STANDARD_ERRORS = 3.2  # how far an estimate may lie below the threshold; fewer than 1 in 1,000 lie farther
HALF_BITS, LOW_BITS = np.uint64(32), np.uint64(0xFFFFFFFF)
NEIGHBOURS = 3  # that each text is compared with in a band, so that a band yields at most four pairs per row


def candidates(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the candidate pairs: rows that share a band, each paired with its neighbours and the band's first row."""
    return candidates_by_band(lambda band: keys[:, band], keys.shape[1])


def candidates_by_band(read: Callable[[int], NDArray[np.uint64]], bands: int) -> NDArray[np.int64]:
    """Return the same as `candidates`, reading one band at a time so that only a few are in memory."""
    keys = [read(band) for band in range(min(SORT_BANDS, bands))]
    first = list(keys)
    found, pending, count = np.zeros(0, np.uint64), [np.zeros(0, np.uint64)], 0
    for band in range(bands):
        pending.append(_pairs_of_band(keys))
        count += len(pending[-1])
        if count > max(len(found), MAX_PENDING_PAIRS) or band == bands - 1:
            found, pending, count = _sorted_distinct(np.concatenate((found, *pending))), [], 0
        after = band + len(keys)
        keys = [*keys[1:], read(after) if after < bands else first[after % bands]]
    return _unpack(found)


def _pairs_of_band(keys: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return the packed candidate pairs of one band; `keys` are the keys of that band and of the bands after it.

    Rows with the same key are sorted by the following bands, so that the most similar rows are adjacent. A band shared
    by a million rows thus yields only a few million pairs.
    """
    shared = _rows_with_shared_key(keys[0])
    rows = len(shared)
    order = shared[np.lexsort([key[shared] for key in reversed(keys)])].astype(np.uint64)
    key = keys[0][order]
    first = np.ones(rows, np.bool_)
    np.not_equal(key[1:], key[:-1], out=first[1:])
    first_rows = order[np.maximum.accumulate(np.where(first, np.arange(rows), 0))]
    found = [_pack(first_rows[~first], order[~first])]
    for step in range(1, NEIGHBOURS + 1):
        agreeing = key[step:] == key[:-step]
        found.append(_pack(order[:-step][agreeing], order[step:][agreeing]))
    return _sorted_distinct(np.concatenate(found))


def _rows_with_shared_key(keys: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the rows whose key occurs more than once: usually few, so that the slow sort is limited to them."""
    order = keys.argsort()
    repeated = keys[order[1:]] == keys[order[:-1]]
    shared = np.zeros(len(keys), np.bool_)
    shared[order[1:][repeated]] = shared[order[:-1][repeated]] = True
    return shared.nonzero()[0]


def likely(pairs: NDArray[np.int64], sketches: NDArray[np.uint8], threshold: float) -> NDArray[np.int64]:
    """Return the pairs whose sketches allow for a similarity of `threshold` or more.

    The last byte of each sketch value is enough (b-bit minwise hashing; Li and König 2010). The bound lies
    `SLACK_STANDARD_ERRORS` below the threshold.

    Args:
        pairs: pairs of rows of `sketches`.
        sketches: the last byte of each sketch value, one row per text.
        threshold: the least similarity, 0 to 1.
    """
    found = []
    size = sketches.shape[1]
    least = size * threshold - SLACK_STANDARD_ERRORS * sqrt(size * threshold * (1 - threshold))
    for start in range(0, len(pairs), PAIRS_PER_STEP):
        some = pairs[start : start + PAIRS_PER_STEP]
        agreeing = np.count_nonzero(sketches[some[:, 0]] == sketches[some[:, 1]], axis=1)
        found.append(some[agreeing >= least])
    return np.concatenate(found) if found else pairs


def components(count: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the connected component of each of `count` rows, as the least row in it."""
    labels = np.arange(count, dtype=np.int64)
    if not len(pairs):
        return labels
    one, other = pairs[:, 0], pairs[:, 1]
    while True:
        least = np.minimum(labels[one], labels[other])
        before = labels.copy()
        np.minimum.at(labels, labels[one], least)
        np.minimum.at(labels, labels[other], least)
        labels = labels[labels]
        if np.array_equal(labels, before):
            return labels


def _pack(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Pack each pair into one number, the lesser row first; for up to 2³² rows."""
    return (np.minimum(one, other) << HALF_BITS) | np.maximum(one, other)


def _unpack(pairs: NDArray[np.uint64]) -> NDArray[np.int64]:
    return np.stack((pairs >> HALF_BITS, pairs & LOW_BITS), axis=1).astype(np.int64)


def _sorted_distinct(pairs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    pairs.sort()  # np.unique is many times slower
    new = np.ones(len(pairs), np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
    return pairs[new]
