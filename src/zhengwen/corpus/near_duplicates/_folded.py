"""Texts as they are compared: letters, figures and ideographs, in one width, case and script, as UTF-16 units.

Marks and blanks go, for they differ between copies; but not where they part two figures or change one. `1.5` is not
`15`, `-3` is not `3`, and a row `12 34` is not `1 234`.
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

TOGETHER = 1 << 16  # characters that are folded at once: few enough to stay in the processor's cache
FARTHEST = 64  # marks and blanks between two figures that still count as next to each other
BETWEEN = 0xFFFF  # stands between two texts
POINT, MINUS = 1, 2  # kept beside figures only
KEPT = 32  # what is less goes
SIGNS = {".": POINT, "．": POINT, "-": MINUS, "－": MINUS, "−": MINUS}
OF_FIGURES = "%‰°℃￥$<>≤≥±√☑☒✓✔"  # symbols that say something of their own
ZERO, FIGURES = np.uint16(ord("0")), 10


class Batch(NamedTuple):
    """Texts folded at once: their units, one after the other with `BETWEEN` behind each, and where each of those is."""

    units: Units
    ends: NDArray[np.int64]
    first: int  # the number of the first text


def folded(text: str) -> Units:
    """A text as it is compared: its units."""
    if len(text) <= TOGETHER:
        return _fold(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16))[0]
    return np.concatenate(list(_pieces(text)))


def batches(texts: Sequence[str], overlap: int) -> Iterator[Batch]:
    """The texts folded, short ones many at a time, a long one in pieces that share `overlap` units with the next."""
    first = held = 0
    for number, text in enumerate(texts):
        if held and held + len(text) > TOGETHER:
            yield _joined(texts[first:number], first)
            first, held = number, 0
        if len(text) > TOGETHER:
            yield from _long(text, number, overlap)
            first = number + 1
        else:
            held += len(text)
    if first < len(texts):
        yield _joined(texts[first:], first)


def _joined(texts: Sequence[str], first: int) -> Batch:
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(b"".join(part for one in encoded for part in (one, b"\xff\xff")), np.uint16)
    kept, places = _fold(units)
    ends = np.fromiter(accumulate(len(one) // 2 + 1 for one in encoded), np.int64, len(encoded)) - 1
    return Batch(kept, np.searchsorted(places, ends), first)


def _long(text: str, number: int, overlap: int) -> Iterator[Batch]:
    last = np.zeros(0, np.uint16)
    for piece in _pieces(text):
        units = np.concatenate((last, piece, np.array([BETWEEN], np.uint16)))
        yield Batch(units, np.array([len(units) - 1]), number)
        last = units[-1 - overlap : -1]


def _pieces(text: str) -> Iterator[Units]:
    """A text folded piece by piece; a piece sees as much of its neighbours as tells what its figures' marks are."""
    for start, end in pairwise((*range(0, len(text), TOGETHER), len(text))):
        before = text[max(0, start - FARTHEST) : start].encode("utf-16-le", "surrogatepass")
        piece = text[start:end].encode("utf-16-le", "surrogatepass")
        after = text[end : end + 1].encode("utf-16-le", "surrogatepass")
        kept, places = _fold(np.frombuffer(before + piece + after, np.uint16))
        inner = np.searchsorted(places, (len(before) // 2, (len(before) + len(piece)) // 2))
        yield kept[inner[0] : inner[1]]


def _fold(units: Units) -> tuple[Units, NDArray[np.intp]]:
    """The units that are kept, and where they stood."""
    mapped = _table().take(units)
    places = np.flatnonzero(mapped >= KEPT)
    figures = np.flatnonzero((mapped - ZERO) < FIGURES)
    if len(figures) and _keep_signs(mapped, places, figures):
        places = np.flatnonzero(mapped >= KEPT)
    return mapped.take(places), places


def _keep_signs(mapped: Units, places: NDArray[np.intp], figures: NDArray[np.intp]) -> bool:
    """Keep, before a figure, a minus, and the point or one blank that parts it from the figure before."""
    gap = figures[1:] - figures[:-1]
    rank = places.searchsorted(figures)
    apart = (gap > 1) & (gap <= FARTHEST) & (rank[1:] - rank[:-1] == 1)
    parted = figures[1:][apart] - 1
    pointed = (gap[apart] == 2) & (mapped.take(parted) == POINT)
    before = figures[int(figures[0] == 0) :] - 1
    minus = before[mapped.take(before) == MINUS]
    mapped[parted] = np.where(pointed, ord("."), ord(" "))
    mapped[minus] = ord("-")
    return len(parted) + len(minus) > 0


@cache
def _table() -> Units:
    """What each unit is compared as; below `KEPT` where it is left out or a sign."""
    table = np.zeros(1 << 16, np.uint16)
    fold = folding.table()
    for code in range(1 << 16):
        if unicodedata.category(chr(code))[0] in "LMN":
            lower = chr(fold.get(code, code)).lower()
            table[code] = ord(lower) if len(lower) == 1 and ord(lower) <= BETWEEN else code
    table[0xD800:0xF900] = np.arange(0xD800, 0xF900)  # halves of characters, and private use
    for symbol in OF_FIGURES:
        table[ord(symbol)] = fold.get(ord(symbol), ord(symbol))
    for symbol in "％＄＜＞":
        table[ord(symbol)] = fold[ord(symbol)]
    for sign, value in SIGNS.items():
        table[ord(sign)] = value
    table[0xFE00:0xFE10] = 0  # selectors of variants, which nobody sees
    table[BETWEEN] = BETWEEN
    return table
