"""Lines that wrong readings garbled from end to end, one on top of the other: peeled off without losing a byte."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from zhengwen.filters.encoding._ambiguous_bytes import EURO, has_twins
from zhengwen.filters.encoding._best_path import Stretch
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
from zhengwen.filters.encoding._plausibility import IDEOGRAPH, is_believable
from zhengwen.filters.encoding._reverse_reading import CHINESE, NO_BREAK_SPACE, TWICE
from zhengwen.text import language_model
from zhengwen.text.lazy_regex import pattern

DEPTH = 4  # wrong readings on top of each other
MAX_SEARCHED_LINES = 40  # of a page; the others are read by the chains that these show, or not as a whole
# What is put between letters as a watermark, and stands in no charset that has one or two bytes for a character.
ZERO_WIDTH = pattern(
    "[\N{ZERO WIDTH SPACE}-\N{ZERO WIDTH JOINER}\N{WORD JOINER}-\N{INVISIBLE PLUS}\N{ZERO WIDTH NO-BREAK SPACE}]"
)
NATURAL = 8.0  # nats a character: whole lines of mojibake cost more in every reading but the right one
HEAD = 100  # characters of a line that are tried first
_READINGS = WESTERN + EAST_ASIAN
FEWEST = 2  # ideographs that come of it
LETTER = pattern("[A-Za-z]")


class Chain(NamedTuple):
    """Wrong readings on top of each other, the topmost first; below them may be one that lost bytes."""

    readings: tuple[Reading, ...]
    is_lossy: bool = False

    @property
    def least(self) -> float:
        """The evidence that is asked for: as much as each of the readings needs by itself."""
        return sum(reading.least for reading in self.readings)


class WholeLine(NamedTuple):
    """A line as one stretch, and the chain that it went through."""

    stretch: Stretch
    chain: Chain


class Peeler:
    """What is known of the chains of one page, while its lines are looked at one after the other.

    Args:
        mend: undoes wrong readings piece by piece, for what lost bytes below a chain.
    """

    def __init__(self, mend: Callable[[str], str]) -> None:
        self.chains: dict[Chain, float] = {}  # how much speaks for each
        self._mend = mend
        self._searched = 0

    def peeled(self, line: str) -> WholeLine | None:
        """A line as it was before all wrong readings, if all of it went through them."""
        bare = ZERO_WIDTH.sub("", line)
        for chain in self.chains:
            text = self._before(chain, bare)
            if text is not None and (found := _judged(line, text, chain)):
                self.chains[chain] += found.stretch.gain
                return found
        if self._searched >= MAX_SEARCHED_LINES:
            return None
        self._searched += 1
        found = max(self._found(line, bare), key=_gain, default=None)
        if found:
            self.chains[found.chain] = found.stretch.gain
        return found

    def strictly(self, line: str, chain: Chain) -> WholeLine | None:
        """A line by a chain that the page is known for: every byte reads as Chinese, and nothing else is asked."""
        if chain.is_lossy:
            return None
        text = self._before(chain, ZERO_WIDTH.sub("", line))
        return None if text is None or text == line else WholeLine(_stretch(line, text, 0.0), chain)

    def _before(self, chain: Chain, line: str) -> str | None:
        """A line before a chain of readings; `None` where it cannot have gone through it."""
        text = _peel_all(line, chain.readings)
        if text is None:
            return None
        if chain.is_lossy:
            return self._mend(text)
        return text if CHINESE.fullmatch(text) else None

    def _found(self, line: str, bare: str) -> Iterator[WholeLine]:
        any_found = False
        for readings, text in _strict_chains(bare, DEPTH):
            found = _judged(line, text, Chain(readings))
            if found:
                any_found = True
                yield found
        if not any_found:
            for reading in WESTERN:
                below = _peel(bare, reading) if reading.true == "utf-8" else None
                if below is not None and IDEOGRAPH.search(below):
                    chain = Chain((reading,), is_lossy=True)
                    yield from filter(None, [_judged(line, self._mend(below), chain)])


def _gain(found: WholeLine) -> float:
    return found.stretch.gain


def _strict_chains(text: str, depth: int) -> Iterator[tuple[tuple[Reading, ...], str]]:
    """All chains that read a text to its last byte, with what they make of it."""
    tried = ((reading, _peel(text, reading)) for reading in _READINGS)
    peeled = [(reading, inner) for reading, inner in tried if inner is not None and inner != text]
    # What is UTF-8 to the last byte is hardly ever anything else.
    utf8 = [(reading, inner) for reading, inner in peeled if reading.true == "utf-8"]
    for reading, inner in utf8 or peeled:
        if CHINESE.fullmatch(inner):
            yield (reading,), inner
        elif depth > 1 and reading.true == "utf-8":  # what no charset but UTF-8 can hold is read wrongly again
            for readings, innermost in _strict_chains(inner, depth - 1):
                yield (reading, *readings), innermost


def _peel(text: str, reading: Reading) -> str | None:
    """A text before one wrong reading, if every byte of it is text in the true charset."""
    if reading.wrong == TWICE and has_twins(text):
        return None  # which of two bytes it was, only the neighbours tell
    try:
        _encoded(text[:HEAD], reading)  # a long text that cannot be encoded takes its time to say so
        raw = _encoded(text, reading)
        read = raw.decode(TRUE[reading.true].decoder)
    except UnicodeError:
        return None
    return ZERO_WIDTH.sub("", read) if reading.true == "utf-8" else read


def _peel_all(text: str, readings: Iterable[Reading]) -> str | None:
    for reading in readings:
        peeled = _peel(text, reading)
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


def _judged(line: str, text: str, chain: Chain) -> WholeLine | None:
    """The line as one stretch, if there is enough evidence."""
    ideographs = len(IDEOGRAPH.findall(text))
    if ideographs < FEWEST:
        return None
    if len(chain.readings) > 1 and chain.readings[-1].true != "utf-8" and ideographs < len(LETTER.findall(text)):
        return None  # below UTF-8 may lie a line of another language, of which two bytes are an ideograph, too
    cost = language_model.cost(text)
    gain = language_model.prefix_costs(line, language_model.RARE)[-1] - cost
    if gain < chain.least or cost > NATURAL * len(text):
        return None
    stretch = _stretch(line, text, gain)
    if len(chain.readings) == 1 and not is_believable(stretch, line, chain.readings[0], familiar=False):
        return None
    return WholeLine(stretch, chain)


def _stretch(line: str, text: str, gain: float) -> Stretch:
    """A line, less what is the same in both readings at its ends."""
    first = _alike(line, text)
    last = _alike(line[:first:-1], text[:first:-1])
    return Stretch(first, len(line) - last, text[first : len(text) - last], gain)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
