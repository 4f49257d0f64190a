"""Which wrong readings are possible at all where a page looks odd, for many places at once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from zhengwen.filters.encoding._ambiguous_bytes import EURO
from zhengwen.filters.encoding._budget import Budget
from zhengwen.filters.encoding._mojibake_pairs import SEAM, TRUE, Reading, bytes_of, is_double
from zhengwen.pages.rare_characters import everyday
from zhengwen.text.char_search import as_ranges
from zhengwen.text.lazy_regex import pattern

# Two characters of Chinese in UTF-8, or several letters in it, which is what is left of more wrong readings.
FEW_UTF8 = pattern(
    rb"""
    (?: [\xe2-\xe9][\x80-\xbf]{2} | \xef[\xbc\xbd][\x80-\xbf] ){2}
    | (?: [\xc2-\xdf][\x80-\xbf] ){3}
    | [\xe3-\xe9][\x80-\xbf][\x80-\xbf?](?![\x80-\xff])
    """,
    re.VERBOSE,
)
# The same where a page looks odd all over, as Japanese ones do: then more is required.
MUCH_UTF8 = pattern(
    rb"(?: [\xe2-\xe9][\x80-\xbf]{2} | \xef[\xbc\xbd][\x80-\xbf] ){4} | (?: [\xc2-\xdf][\x80-\xbf] ){6}", re.VERBOSE
)
EVERYDAY, FREQUENT = 9.75, 8.0  # what ideographs cost that stand on every page, and on most pages often
SPACED = pattern(rb"(?<=[\xe2-\xe9])\x20(?=[\x80-\xbf])|(?<=[\xe2-\xe9][\x80-\xbf])\x20")
FIRST_BATCH, BATCH = 8, 300  # windows looked at together: the first ones may tell enough of the page
MIN_DISTINCT_CHARS = 3  # distinct characters of a window: fewer are a row of the same sign


class _Sieve(NamedTuple):
    utf8: re.Pattern[bytes]
    ideographs: re.Pattern[str]


def possible(
    text: str, windows: Iterator[tuple[int, int]], readings: tuple[Reading, ...], budget: Budget
) -> Iterator[tuple[tuple[int, int], list[Reading]]]:
    """The windows that some wrong readings make sense of, with those.

    Raises:
        BudgetError: there are more windows than a page may cost.
    """
    sieve, most = _few(), FIRST_BATCH
    varied = ((start, end) for start, end in windows if len(set(text[start:end])) >= MIN_DISTINCT_CHARS)
    while batch := list(islice(varied, most)):
        joined = "\n".join(text[start:end] for start, end in batch)
        budget.sift(len(joined))
        left: list[list[Reading]] = [[] for _ in batch]
        for wrong in dict.fromkeys(reading.wrong for reading in readings):
            raw = _roughly(joined, wrong)
            for reading in readings:
                if reading.wrong == wrong:
                    for number in _telling(raw, reading.true, sieve):
                        left[number].append(reading)
        yield from ((window, few) for window, few in zip(batch, left, strict=True) if few)
        if most == BATCH:
            sieve = _much()
        most = BATCH


def spaced(raw: bytes) -> bytes:
    """UTF-8 with the no-break spaces (the byte A0) that became plain ones."""
    return SPACED.sub(b"\xa0", raw) if b" " in raw else raw


def _roughly(text: str, wrong: str) -> bytes:
    """The bytes behind a text, with question marks where the charset cannot have made a character."""
    if is_double(wrong):
        raw = text.encode("gb18030" if wrong == "gbk" else wrong, "replace")
        return raw.replace(b"\xa2\xe3", b"\x80") if wrong == "gbk" and EURO in text else raw
    return codecs.charmap_encode(text, "replace", _single(wrong))[0]


@cache
def _single(wrong: str) -> dict[int, int]:
    known = bytes_of(wrong).items()
    return {ord(one): source[0] for one, source in known if one < "\u2600" and source != SEAM} | {10: 10}


def _telling(raw: bytes, true: str, sieve: _Sieve) -> Iterator[int]:
    """The numbers of the lines that hold a little of what the true charset would make of them."""
    if true == "utf-8":
        return (number for number, line in enumerate(spaced(raw).split(b"\n")) if sieve.utf8.search(line))
    lines = raw.decode(TRUE[true].decoder, "replace").split("\n")
    return (number for number, line in enumerate(lines) if sieve.ideographs.search(line))


@cache
def _few() -> _Sieve:
    """Asks for a few everyday ideographs in a row, which a text read rightly has soon and garbage hardly ever."""
    return _Sieve(FEW_UTF8, re.compile(f"{_up_to(EVERYDAY)}{{3}}|{_up_to(FREQUENT)}{{2}}"))


@cache
def _much() -> _Sieve:
    return _Sieve(MUCH_UTF8, re.compile(f"{_up_to(EVERYDAY)}{{6}}"))


def _up_to(most: float) -> str:
    """A class of the ideographs that cost no more than this."""
    return f"[{as_ranges(everyday(most))}]"
