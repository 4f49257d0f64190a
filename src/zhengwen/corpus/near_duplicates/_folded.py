"""Texts as they are compared: letters, figures and ideographs only, in one width, case and script, as code points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from zhengwen import folding

Codes = NDArray[np.uint32]

BASIC = 0x10000  # code points of the basic plane
TOGETHER = 1 << 17  # characters that are folded at once: few enough to stay in the processor's cache


def folded(text: str) -> Codes:
    """The code points of a text as it is compared; spaces, marks and symbols are not there."""
    return _joined([text])[0]


def batches(texts: Sequence[str]) -> Iterator[tuple[Codes, NDArray[np.int64], int]]:
    """The texts folded, some at a time: their codes in one array, the bounds between them, and which text is first."""
    first = held = 0
    for number, text in enumerate(texts):
        if held and held + len(text) > TOGETHER:
            yield *_joined(texts[first:number]), first
            first, held = number, 0
        held += len(text)
    if first < len(texts):
        yield *_joined(texts[first:]), first


def _joined(texts: Sequence[str]) -> tuple[Codes, NDArray[np.int64]]:
    """The codes of some texts, and the bounds between them: one more than there are texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    bounds = np.array([0, *accumulate(map(len, texts))], np.int64)
    table = _table()
    if codes.size and int(codes.max()) >= BASIC:
        beyond = codes >= BASIC
        codes = np.where(beyond, codes, table[np.where(beyond, 0, codes)])
    else:
        codes = table[codes]
    kept = codes != 0
    before = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept)))
    return codes[kept], before[bounds]


@cache
def _table() -> Codes:
    """What each code point of the basic plane is compared as; 0 where it is left out."""
    table = np.zeros(BASIC, np.uint32)
    fold = folding.table()
    for code in range(BASIC):
        if unicodedata.category(chr(code))[0] in "LN" or 0xE000 <= code < 0xF900:
            table[code] = fold.get(code, code)
    lower = np.array([ord(low) if len(low := chr(code).lower()) == 1 else code for code in range(0x600)], np.uint32)
    small = table < lower.size
    table[small] = lower[table[small]]
    return table
