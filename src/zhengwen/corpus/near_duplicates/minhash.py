"""Sketches: one-permutation MinHash over character shingles, so that similar texts have similar sketches.

One-permutation hashing (Li, Owen, Zhang 2012) hashes each shingle once and keeps the least value of each bin; classic
MinHash (Broder 1997) hashes it once for every bin. Empty bins borrow the value of another bin, chosen so that similar
texts borrow from the same bins (Shrivastava 2017, "Optimal Densification for Fast and Accurate Minwise Hashing").
Shingles consist of characters, because Chinese has no spaces between words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import Batch, Units, batches
from zhengwen.corpus.near_duplicates.digests import digest

SHINGLE_CHARS = 5  # all texts on a subject share shorter shingles, and every slip breaks longer ones
SKETCH_BINS = 128  # the standard error of an estimated similarity is at most 0.045
MIN_RECALL = 0.995  # a choice: of pairs at the threshold that become candidates; docs/duplicates.md has measured recall
EMPTY = np.uint32(0xFFFFFFFF)

_MULTIPLIER_1, _MULTIPLIER_2, _MULTIPLIER_3 = (
    np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
)
_HALF_BITS = np.uint64(32)
# Well-mixing odd constants, from xxHash32 and the finalizer of MurmurHash3.
_FACTORS = tuple(np.uint32(n) for n in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x85EBCA6B, 0xC2B2AE35))
_SHIFTS = tuple(np.uint32(n) for n in (16, 13, 16))


@dataclass(frozen=True)
class MinHash:
    """Computes sketches and their bands.

    Attributes:
        threshold: the Jaccard similarity of shingles (0 to 1) at which two texts almost certainly become candidates.
        size: bins per sketch.

    Raises:
        ValueError: the threshold is not above 0 and at most 1, or the size is below 8.
    """

    threshold: float = 0.8
    size: int = SKETCH_BINS

    def __post_init__(self) -> None:
        """Check the arguments."""
        if not 0 < self.threshold <= 1:
            raise ValueError(f"the threshold is {self.threshold}; it must be above 0 and at most 1")
        if self.size < 8:
            raise ValueError(f"the size is {self.size}; it must be 8 or more")

    @cached_property
    def rows(self) -> int:
        """Bins per band: the most for which a pair at the threshold shares a band with probability `MIN_RECALL`."""
        for rows in range(min(16, self.size), 1, -1):
            if 1 - (1 - self.threshold**rows) ** (self.size // rows) >= MIN_RECALL:
                return rows
        return 1

    @property
    def bands(self) -> int:
        """Bands per sketch; two texts that share a band are candidates."""
        return self.size // self.rows

    def sketch(self, texts: Sequence[str]) -> NDArray[np.uint32]:
        """Return the sketches of texts, one row of `size` values each."""
        sketches = np.full((len(texts), self.size), EMPTY, np.uint32)
        for batch in batches(texts, SHINGLE_CHARS - 1):
            self._fill(sketches, batch)
        for number in np.flatnonzero((sketches == EMPTY).all(axis=1)).tolist():
            sketches[number] = _value_of_short_text(texts[number])
        _densify(sketches)
        return sketches

    def band_keys(self, sketches: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """Return the band keys of sketches: one row per sketch, one column per band."""
        used = sketches[:, : self.bands * self.rows].astype(np.uint64).reshape(-1, self.bands, self.rows)
        keys = np.broadcast_to(np.arange(1, self.bands + 1, dtype=np.uint64) * _MULTIPLIER_2, used.shape[:2]).copy()
        for row in range(self.rows):
            keys = (keys ^ used[:, :, row]) * _MULTIPLIER_1
            keys ^= keys >> _HALF_BITS
        return keys

    def estimate(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
        """Return the similarity of two texts, 0 to 1, as estimated from their sketches."""
        return float((one == other).mean())

    def _fill(self, sketches: NDArray[np.uint32], batch: Batch) -> None:
        """Store the least value of each bin in the rows of the batch's texts."""
        hashes = shingles(batch.units)
        # Shingles that cross into the next text belong to neither.
        crossing = np.maximum(batch.ends[:, None] - np.arange(SHINGLE_CHARS), 0).ravel()
        hashes[crossing[crossing < len(hashes)]] = EMPTY
        bins = (hashes >> np.uint32(16)) * np.uint32(self.size)
        bins >>= np.uint32(16)
        places = bins.astype(np.intp)
        if len(batch.ends) > 1:
            lengths = np.diff(np.minimum(batch.ends + 1, len(hashes)), prepend=0)
            places += np.repeat(np.arange(len(lengths)) * self.size, lengths)
        np.minimum.at(sketches[batch.first : batch.first + len(batch.ends)].reshape(-1), places, hashes)


def shingles(units: Units) -> NDArray[np.uint32]:
    """Return the hashes of all runs of `SHINGLE_CHARS` code units, in order.

    32 bits are enough: two different texts of 20,000 characters share 0.1 shingles by collision on average.
    """
    if len(units) < SHINGLE_CHARS:
        return np.zeros(0, np.uint32)
    wide = units.astype(np.uint32)
    pairs = wide[1:] << np.uint32(16)
    pairs |= wide[:-1]
    # Each pair is mixed before the next is added, so that the order of the pairs matters.
    hashes: NDArray[np.uint32] = pairs[:-3] * _FACTORS[0]
    hashes ^= hashes >> np.uint32(15)
    hashes += pairs[2:-1]
    hashes *= _FACTORS[1]
    hashes ^= hashes >> np.uint32(13)
    hashes += wide[4:]
    for factor, shift in zip(_FACTORS[2:], _SHIFTS, strict=True):
        hashes *= factor
        hashes ^= hashes >> shift
    return hashes


def _value_of_short_text(text: str) -> np.uint32:
    """Return the single value for a text shorter than a shingle, which is compared whole."""
    return np.uint32(int.from_bytes(digest(text)[:4], "little") & 0x7FFFFFFF)


def _densify(sketches: NDArray[np.uint32]) -> None:
    """Fill empty bins from others, chosen by bin and attempt only, so that all texts borrow from the same bins."""
    size = sketches.shape[1]
    rows, bins = np.nonzero(sketches == EMPTY)
    known = sketches.copy() if len(rows) else sketches
    attempt = 1
    while len(rows):
        mixed = (bins.astype(np.uint64) * _MULTIPLIER_2 + np.uint64(attempt)) * _MULTIPLIER_1
        mixed ^= mixed >> _HALF_BITS
        mixed *= _MULTIPLIER_3
        mixed ^= mixed >> _HALF_BITS
        found = known[rows, (mixed % np.uint64(size)).astype(np.intp)]
        there = found != EMPTY
        sketches[rows[there], bins[there]] = found[there]
        rows, bins = rows[~there], bins[~there]
        attempt += 1
