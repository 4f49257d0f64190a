"""From sketches to clusters: which pairs to look at, which texts hang together, and which one of them stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Keep = Literal["first", "longest", "cleanest", "newest"]
POLICIES: tuple[Keep, ...] = get_args(Keep)

BESIDE = 3  # bands that order the rows of a band
TOGETHER = 1 << 16  # pairs whose sketches are compared at once
SLACK = 0.15  # by which the estimate of a sketch of 128 values may fall short
NEAREST = 3  # neighbours that a text is compared with in a band that many share


class Member(NamedTuple):
    """A text of a cluster, with what the policies look at."""

    id: str
    order: int
    length: int = 0
    faults: int = 0
    published: str | None = None


def best(members: Sequence[Member], keep: Keep = "first") -> Member:
    """The member that stays: the first one, the longest, the one with the fewest faults, or the latest published.

    Ties, and members without a date, go by their order in the input, so that the outcome depends on nothing else.

    Raises:
        ValueError: there is no such policy, or no member.
    """
    if keep not in POLICIES:
        raise ValueError(f"no policy {keep!r}; there are {', '.join(POLICIES)}")
    if not members:
        raise ValueError("a cluster without members")
    ordered = sorted(members, key=lambda one: (one.order, one.id))
    if keep == "longest":
        return max(ordered, key=lambda one: one.length)
    if keep == "cleanest":
        return min(ordered, key=lambda one: one.faults)
    if keep == "newest":
        return max(ordered, key=lambda one: one.published or "")
    return ordered[0]


def candidates(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The pairs of rows worth comparing: those that share a band, each with its nearest and with the band's first."""
    bands = keys.shape[1]
    found = np.zeros((0, 2), np.int64)
    for band in range(bands):
        beside = [keys[:, (band + step) % bands] for step in range(min(BESIDE, bands))]
        found = unique_pairs(np.concatenate((found, candidates_of_band(beside))))
    return found


def candidates_of_band(keys: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
    """The pairs of rows that one band gives; `keys` are that band's, and those of the bands after it.

    Rows are ordered by the bands after it, too, so that the likest stand beside each other; so a band that a million
    rows share gives a few million pairs and no more.
    """
    rows = len(keys[0])
    if rows < 2:
        return np.zeros((0, 2), np.int64)
    order = np.lexsort(tuple(reversed(keys))).astype(np.int64)
    key = keys[0][order]
    first = np.concatenate(([True], key[1:] != key[:-1]))
    begins = order[np.maximum.accumulate(np.where(first, np.arange(rows), 0))]
    found = [_ordered(begins[~first], order[~first])]
    for step in range(1, NEAREST + 1):
        alike = key[step:] == key[:-step]
        found.append(_ordered(order[:-step][alike], order[step:][alike]))
    return unique_pairs(np.concatenate(found))


def likely(pairs: NDArray[np.int64], marks: NDArray[np.uint8], threshold: float) -> NDArray[np.int64]:
    """The pairs that may be as alike as the threshold asks, as far as their sketches tell.

    Of each value of a sketch its last byte is enough (b-bit minwise hashing; Li and König 2010). The bound lies four
    standard errors below the threshold.

    Args:
        pairs: rows of `marks`.
        marks: the last byte of each value of the sketches, a row for each text.
        threshold: the similarity asked for.
    """
    found = []
    for start in range(0, len(pairs), TOGETHER):
        some = pairs[start : start + TOGETHER]
        alike = (marks[some[:, 0]] == marks[some[:, 1]]).mean(axis=1)
        found.append(some[alike >= threshold - SLACK])
    return np.concatenate(found) if found else pairs


def components(count: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `count` rows the least row that it hangs together with, over any number of pairs."""
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


def _ordered(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    pairs = np.stack((np.minimum(one, other), np.maximum(one, other)), axis=1)
    distinct: NDArray[np.int64] = pairs[pairs[:, 0] != pairs[:, 1]]
    return distinct


def unique_pairs(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs, each once, in order; for rows up to four thousand million."""
    if not len(pairs):
        return pairs
    packed = np.unique((pairs[:, 0].astype(np.uint64) << np.uint64(32)) | pairs[:, 1].astype(np.uint64))
    return np.stack((packed >> np.uint64(32), packed & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)
