"""Wrong readings undone for a whole line at once: the bytes behind it, read in the charset that they are in."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter

from zhengwen.filters.encoding._ambiguous_bytes import EURO, has_twins
from zhengwen.filters.encoding._mojibake_pairs import (
    EAST_ASIAN,
    REPLACEMENT,
    SEAM,
    TRUE,
    WESTERN,
    Reading,
    bytes_of,
    is_double,
)
from zhengwen.filters.encoding._reverse_reading import CHINESE, NO_BREAK_SPACE, TWICE
from zhengwen.text.lazy_regex import pattern

# Characters put between letters as a watermark; no charset of one or two bytes has them.
ZERO_WIDTH = pattern(
    "[\N{ZERO WIDTH SPACE}-\N{ZERO WIDTH JOINER}\N{WORD JOINER}-\N{INVISIBLE PLUS}\N{ZERO WIDTH NO-BREAK SPACE}]"
)
IDEOGRAPH = pattern("[一-鿿]")  # of which no Western charset makes any
MAX_KEPT = 500  # characters of a line that is remembered
TRIED_CHARS = (
    100  # characters of a line that are tried first: a long text that cannot be encoded takes its time to say so
)


def _by_wrong_charset(readings: tuple[Reading, ...]) -> list[tuple[Reading, ...]]:
    return [tuple(group) for _, group in groupby(readings, key=attrgetter("wrong"))]


_WESTERN, _EAST_ASIAN = _by_wrong_charset(WESTERN), _by_wrong_charset(EAST_ASIAN)


def strict_chains(text: str, depth: int) -> tuple[tuple[tuple[Reading, ...], str], ...]:
    """All chains that read a text to its last byte, with what they make of it; lines come back in the next round."""
    return _chains_of_short(text, depth) if len(text) <= MAX_KEPT else tuple(_chains(text, depth))


def _chains(text: str, depth: int) -> Iterator[tuple[tuple[Reading, ...], str]]:
    tried = ((reading, _peeled(text, reading)) for reading in _possible(text))
    peeled = [(reading, inner) for reading, inner in tried if inner is not None and inner != text]
    # What is UTF-8 to the last byte is hardly ever anything else.
    utf8 = [(reading, inner) for reading, inner in peeled if reading.true == "utf-8"]
    for reading, inner in utf8 or peeled:
        if CHINESE.fullmatch(inner):
            yield (reading,), inner
        elif depth > 1 and reading.true == "utf-8":  # what no charset but UTF-8 can hold is read wrongly again
            for readings, innermost in _chains(inner, depth - 1):
                yield (reading, *readings), innermost


@lru_cache(maxsize=1024)
def _chains_of_short(text: str, depth: int) -> tuple[tuple[tuple[Reading, ...], str], ...]:
    return tuple(_chains(text, depth))


def _possible(text: str) -> Iterator[Reading]:
    """The readings whose wrong charset can have made the beginning of a text."""
    head = text[:TRIED_CHARS]
    for readings in _EAST_ASIAN if IDEOGRAPH.search(text) else _WESTERN + _EAST_ASIAN:
        if _can_be_encoded(head, readings[0]):
            yield from readings


def peel(text: str, reading: Reading) -> str | None:
    """A text before one wrong reading, if every byte of it is text in the true charset."""
    return _peeled(text, reading) if _can_be_encoded(text[:TRIED_CHARS], reading) else None


def _can_be_encoded(text: str, reading: Reading) -> bool:
    try:
        _encoded(text, reading)
    except UnicodeError:
        return False
    return True


def _peeled(text: str, reading: Reading) -> str | None:
    if reading.wrong == TWICE and has_twins(text):
        return None  # which of two bytes it was, only the neighbours tell
    try:
        read = _encoded(text, reading).decode(TRUE[reading.true].decoder)
    except UnicodeError:
        return None
    return ZERO_WIDTH.sub("", read) if reading.true == "utf-8" else read


def peel_all(text: str, readings: Iterable[Reading]) -> str | None:
    for reading in readings:
        peeled = peel(text, reading)
        if peeled is None:
            return None
        text = peeled
    return text


def _encoded(text: str, reading: Reading) -> bytes:
    """The bytes behind a text.

    Raises:
        UnicodeEncodeError: the wrong charset cannot have made it.
    """
    if not is_double(reading.wrong):
        if reading.true == "utf-8" and NO_BREAK_SPACE in text and reading.wrong.startswith("mac"):
            text = text.replace(NO_BREAK_SPACE, " ")
        return codecs.charmap_encode(text, "strict", _charmap(reading.wrong))[0]
    if reading.wrong != "gbk":
        return text.encode(reading.wrong)
    raw = text.encode("gb18030")
    return raw.replace(b"\xa2\xe3", b"\x80") if EURO in text else raw


@cache
def _charmap(wrong: str) -> dict[int, int]:
    table = bytes_of(wrong)
    return {ord(one): raw[0] for one, raw in table.items() if raw != SEAM and one != REPLACEMENT} | {10: 10}
