"""Sketches: one-permutation MinHash over character shingles, so that like texts have like sketches.

One permutation (Li, Owen, Zhang 2012, "One Permutation Hashing") hashes each shingle once and keeps the least value of
each bin, where classic MinHash (Broder 1997) hashes it once for every bin. Bins that stay empty borrow the value of
another bin, chosen so that two texts borrow alike (Shrivastava 2017, "Optimal Densification for Fast and Accurate
Minwise Hashing"). Words need no finding: Chinese has no spaces, and the shingles are of characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates._folded import Codes, batches, folded

SHINGLE = 5  # characters: shorter ones are shared by all texts on a subject, longer ones break at every slip
SIZE = 128  # bins of a sketch: the similarity of two is known to within 0.04
RECALL = 0.995  # share of pairs at the threshold that become candidates
EMPTY = np.uint32(0xFFFFFFFF)

_ONE, _TWO, _THREE = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))
_HALF = np.uint64(32)
_SHIFT, _SHIFT_TWICE, _MIX = np.uint64(21), np.uint64(42), np.uint64(29)


@dataclass(frozen=True)
class MinHash:
    """How texts are sketched, and how alike they must be.

    Attributes:
        threshold: the Jaccard similarity of shingles from which on two texts are candidates.
        size: bins of a sketch.

    Raises:
        ValueError: the threshold is not above 0 and at most 1, or the size is below 8.
    """

    threshold: float = 0.8
    size: int = SIZE

    def __post_init__(self) -> None:
        """Check what was given."""
        if not 0 < self.threshold <= 1:
            raise ValueError(f"the threshold is {self.threshold}; it takes more than 0, and at most 1")
        if self.size < 8:
            raise ValueError(f"the size is {self.size}; it takes 8 or more")

    @cached_property
    def rows(self) -> int:
        """Bins of a band: as many as leave pairs at the threshold a chance of `RECALL` to share a band."""
        for rows in range(min(16, self.size), 1, -1):
            if 1 - (1 - self.threshold**rows) ** (self.size // rows) >= RECALL:
                return rows
        return 1

    @property
    def bands(self) -> int:
        """Bands of a sketch; two texts that agree in one of them are candidates."""
        return self.size // self.rows

    def sketch(self, texts: Sequence[str]) -> NDArray[np.uint32]:
        """The sketches of some texts: one row of `size` values for each."""
        sketches = np.full((len(texts), self.size), EMPTY, np.uint32)
        for codes, bounds, first in batches(texts):
            self._fill(sketches[first : first + len(bounds) - 1], codes, bounds)
        for number in np.flatnonzero((sketches == EMPTY).all(axis=1)).tolist():
            sketches[number] = _whole(texts[number])
        _densify(sketches)
        return sketches

    def band_keys(self, sketches: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """The bands of sketches, each as one number: one column for each band."""
        used = sketches[:, : self.bands * self.rows].astype(np.uint64).reshape(-1, self.bands, self.rows)
        keys = np.broadcast_to(np.arange(1, self.bands + 1, dtype=np.uint64) * _TWO, used.shape[:2]).copy()
        for row in range(self.rows):
            keys = (keys ^ used[:, :, row]) * _ONE
            keys ^= keys >> _HALF
        return keys

    def estimate(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
        """How alike two texts are, as far as their sketches tell."""
        return float((one == other).mean())

    def _fill(self, sketches: NDArray[np.uint32], codes: Codes, bounds: NDArray[np.int64]) -> None:
        """Put the least value of each bin into the rows of the texts that `bounds` part."""
        hashes = shingles(codes)
        lengths = np.maximum(np.diff(bounds) - SHINGLE + 1, 0)
        if len(bounds) > 2:  # drop those that begin in one text and end in the next
            texts = np.repeat(np.arange(len(lengths)), lengths)
            starts = np.repeat(bounds[:-1] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
            hashes = hashes[np.arange(len(texts)) + starts]
            places = (texts * self.size).astype(np.intp)
        else:
            places = np.zeros(len(hashes), np.intp)
        bins = hashes >> _HALF
        bins *= np.uint64(self.size)
        bins >>= _HALF
        places += bins.astype(np.intp)
        np.minimum.at(sketches.reshape(-1), places, hashes.astype(np.uint32))


def shingles(codes: Codes) -> NDArray[np.uint64]:
    """The hashes of the runs of `SHINGLE` characters, in their order."""
    if len(codes) < SHINGLE:
        return np.zeros(0, np.uint64)
    wide = codes.astype(np.uint64)
    pairs = wide[1:] << _SHIFT
    pairs |= wide[:-1]
    triples = wide[2:-2] << _SHIFT_TWICE
    triples |= pairs[:-3]
    triples *= _ONE
    hashes: NDArray[np.uint64] = pairs[3:] * _TWO
    hashes ^= triples
    hashes ^= hashes >> _HALF
    hashes *= _THREE
    hashes ^= hashes >> _MIX
    return hashes


def digest(text: str) -> bytes:
    """16 bytes that are the same for texts that differ in nothing but marks, blanks, width, case and script."""
    codes = folded(text)
    whole = codes.tobytes() if codes.size else "".join(text.split()).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).digest()


def _whole(text: str) -> np.uint32:
    """The one value of a text that is shorter than a shingle: it is compared whole."""
    return np.uint32(int.from_bytes(digest(text)[:4], "little") & 0x7FFFFFFF)


def _densify(sketches: NDArray[np.uint32]) -> None:
    """Fill empty bins from others; which ones depends on the bin and the attempt alone, so that texts borrow alike."""
    size = sketches.shape[1]
    rows, bins = np.nonzero(sketches == EMPTY)
    known = sketches.copy() if len(rows) else sketches
    attempt = 1
    while len(rows):
        mixed = (bins.astype(np.uint64) * _TWO + np.uint64(attempt)) * _ONE
        mixed ^= mixed >> _HALF
        mixed *= _THREE
        mixed ^= mixed >> _HALF
        found = known[rows, (mixed % np.uint64(size)).astype(np.intp)]
        there = found != EMPTY
        sketches[rows[there], bins[there]] = found[there]
        rows, bins = rows[~there], bins[~there]
        attempt += 1
