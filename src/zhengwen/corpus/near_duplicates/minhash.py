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

from zhengwen.corpus.near_duplicates._folded import TOGETHER, Batch, Units, batches, folded

SHINGLE = 5  # characters: shorter ones are shared by all texts on a subject, longer ones break at every slip
SIZE = 128  # bins of a sketch: the similarity of two is known to within 0.04
RECALL = 0.995  # share of pairs at the threshold that become candidates
EMPTY = np.uint32(0xFFFFFFFF)

_ONE, _TWO, _THREE = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))
_HALF = np.uint64(32)
# Odd numbers without pattern: the constants of xxHash32 and of MurmurHash3's finish.
_FACTORS = tuple(np.uint32(n) for n in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x85EBCA6B, 0xC2B2AE35))
_SHIFTS = tuple(np.uint32(n) for n in (16, 13, 16))


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
        for batch in batches(texts, SHINGLE - 1):
            self._fill(sketches, batch)
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

    def _fill(self, sketches: NDArray[np.uint32], batch: Batch) -> None:
        """Put the least value of each bin into the rows of a batch's texts."""
        hashes = shingles(batch.units)
        # Those that end in the next text belong to none.
        behind = np.maximum(batch.ends[:, None] - np.arange(SHINGLE), 0).ravel()
        hashes[behind[behind < len(hashes)]] = EMPTY
        bins = (hashes >> np.uint32(16)) * np.uint32(self.size)
        bins >>= np.uint32(16)
        places = bins.astype(np.intp)
        if len(batch.ends) > 1:
            lengths = np.diff(np.minimum(batch.ends + 1, len(hashes)), prepend=0)
            places += np.repeat(np.arange(len(lengths)) * self.size, lengths)
        np.minimum.at(sketches[batch.first : batch.first + len(batch.ends)].reshape(-1), places, hashes)


def shingles(units: Units) -> NDArray[np.uint32]:
    """The hashes of the runs of `SHINGLE` units, in their order.

    32 bits: of two different texts of 20,000 characters a tenth of a shingle seems shared that is not.
    """
    if len(units) < SHINGLE:
        return np.zeros(0, np.uint32)
    wide = units.astype(np.uint32)
    pairs = wide[1:] << np.uint32(16)
    pairs |= wide[:-1]
    # One pair is stirred before the next is added, so that no two pairs can trade places unseen.
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


def digests(texts: Sequence[str]) -> list[bytes]:
    """The `digest` of each text; many at once take half the time."""
    found = [b""] * len(texts)
    for batch in batches(texts, 0):
        starts = [0, *(batch.ends + 1).tolist()]
        for number, (start, end) in enumerate(zip(starts, batch.ends.tolist(), strict=False), batch.first):
            if not found[number]:
                units = batch.units[start:end] if len(texts[number]) <= TOGETHER else folded(texts[number])
                found[number] = _digest(texts[number], units)
    return found


def digest(text: str) -> bytes:
    """16 bytes that are the same for texts that differ in nothing but marks, blanks, width, case and script."""
    return _digest(text, folded(text))


def _digest(text: str, units: Units) -> bytes:
    whole = units.tobytes() if len(units) else "".join(text.split()).encode("utf-8", "surrogatepass")
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
