"""Texts folded for comparison: letters, digits and ideographs in one width, case and script, as UTF-16 code units.

Punctuation and spaces are dropped, because they differ between copies, except where they separate two numbers or change
one: `1.5` is not `15`, `-3` is not `3`, and a row `12 34` is not `1 234`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhengwen.text import folding

Units = NDArray[np.uint16]

MAX_BATCH_CHARS = 1 << 16  # folded at once: few enough for the processor's cache
MAX_SIGNS_BETWEEN_NUMBERS = 64  # punctuation and spaces; numbers farther apart do not count as adjacent
SEPARATOR = 0xFFFF  # separates two texts; not a character in Unicode
POINT, MINUS = 1, 2  # codes of signs that are kept only next to digits
FIRST_KEPT_CODE = 32  # the space; smaller codes are dropped
SIGNS = {".": POINT, "．": POINT, "-": MINUS, "－": MINUS, "−": MINUS}
MEANINGFUL_SYMBOLS = "%‰°℃￥$<>≤≥±√☑☒✓✔"  # symbols that carry meaning of their own
ZERO, DIGIT_COUNT = np.uint16(ord("0")), 10


class Batch(NamedTuple):
    """Texts folded together: their code units, each text followed by `SEPARATOR`."""

    units: Units
    ends: NDArray[np.int64]  # the positions of `SEPARATOR` in `units`
    first: int  # the index of the first text


def folded(text: str) -> Units:
    """Return the folded code units of a text."""
    if len(text) <= MAX_BATCH_CHARS:
        return _fold(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16))[0]
    return np.concatenate(list(_folded_pieces(text)))


def batches(texts: Sequence[str], overlap: int) -> Iterator[Batch]:
    """Yield folded texts: short ones many at a time, a long one in pieces that overlap by `overlap` code units."""
    first = chars = 0
    for number, text in enumerate(texts):
        if chars and chars + len(text) > MAX_BATCH_CHARS:
            yield _fold_together(texts[first:number], first)
            first, chars = number, 0
        if len(text) > MAX_BATCH_CHARS:
            yield from _fold_long(text, number, overlap)
            first = number + 1
        else:
            chars += len(text)
    if first < len(texts):
        yield _fold_together(texts[first:], first)


def _fold_together(texts: Sequence[str], first: int) -> Batch:
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(b"".join(part for one in encoded for part in (one, b"\xff\xff")), np.uint16)
    kept, places = _fold(units)
    ends = np.fromiter(accumulate(len(one) // 2 + 1 for one in encoded), np.int64, len(encoded)) - 1
    return Batch(kept, np.searchsorted(places, ends), first)


def _fold_long(text: str, number: int, overlap: int) -> Iterator[Batch]:
    last = np.zeros(0, np.uint16)
    for piece in _folded_pieces(text):
        units = np.concatenate((last, piece, np.array([SEPARATOR], np.uint16)))
        yield Batch(units, np.array([len(units) - 1]), number)
        last = units[-1 - overlap : -1]


def _folded_pieces(text: str) -> Iterator[Units]:
    """Yield a long text folded piece by piece, each with enough context to decide which signs belong to numbers."""
    for start, end in pairwise((*range(0, len(text), MAX_BATCH_CHARS), len(text))):
        before = text[max(0, start - MAX_SIGNS_BETWEEN_NUMBERS) : start].encode("utf-16-le", "surrogatepass")
        piece = text[start:end].encode("utf-16-le", "surrogatepass")
        after = text[end : end + 1].encode("utf-16-le", "surrogatepass")
        kept, places = _fold(np.frombuffer(before + piece + after, np.uint16))
        inner = np.searchsorted(places, (len(before) // 2, (len(before) + len(piece)) // 2))
        yield kept[inner[0] : inner[1]]


def _fold(units: Units) -> tuple[Units, NDArray[np.intp]]:
    """Return the code units that are kept, and their positions."""
    mapped = _table().take(units)
    places = np.flatnonzero(mapped >= FIRST_KEPT_CODE)
    digits = np.flatnonzero((mapped - ZERO) < DIGIT_COUNT)
    if len(digits) and _keep_signs(mapped, places, digits):
        places = np.flatnonzero(mapped >= FIRST_KEPT_CODE)
    return mapped.take(places), places


def _keep_signs(mapped: Units, places: NDArray[np.intp], digits: NDArray[np.intp]) -> bool:
    """Keep minus signs before digits, and a point or one space between two numbers; returns whether any was kept."""
    gap = digits[1:] - digits[:-1]
    rank = places.searchsorted(digits)
    apart = (gap > 1) & (gap <= MAX_SIGNS_BETWEEN_NUMBERS) & (rank[1:] - rank[:-1] == 1)
    parted = digits[1:][apart] - 1
    pointed = (gap[apart] == 2) & (mapped.take(parted) == POINT)
    before = digits[int(digits[0] == 0) :] - 1
    minus = before[mapped.take(before) == MINUS]
    mapped[parted] = np.where(pointed, ord("."), ord(" "))
    mapped[minus] = ord("-")
    return len(parted) + len(minus) > 0


@cache
def _table() -> Units:
    """Return the folded form of each code unit; values below `FIRST_KEPT_CODE` are signs, or dropped (0)."""
    table = np.zeros(1 << 16, np.uint16)
    fold, forms = folding.table(), folding.comparison_table()
    for code in range(1 << 16):
        if unicodedata.category(chr(code))[0] in "LMN":
            folded_code = fold.get(code, code)
            lower = chr(forms.get(folded_code, folded_code)).lower()
            table[code] = ord(lower) if len(lower) == 1 and ord(lower) <= SEPARATOR else code
    table[0xD800:0xF900] = np.arange(0xD800, 0xF900)  # surrogates and private use
    for symbol in MEANINGFUL_SYMBOLS:
        table[ord(symbol)] = fold.get(ord(symbol), ord(symbol))
    for symbol in "％＄＜＞":
        table[ord(symbol)] = fold[ord(symbol)]
    for sign, value in SIGNS.items():
        table[ord(sign)] = value
    table[0xFE00:0xFE10] = 0  # variation selectors, which are invisible
    table[SEPARATOR] = SEPARATOR
    return table
