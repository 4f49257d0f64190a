"""Where two like texts differ: their words aligned, and what stands on either side of each difference."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from zhengwen.text.lazy_regex import pattern

RUN = pattern(r"[0-9a-zA-Z]+(?:[.,]\d+)*")
PART = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|[a-zA-Z]+")  # of a run: 1,234.5 and 12.5 are one
ALONE = "%‰°℃<>≤≥±☑☒√✓□\N{REPLACEMENT CHARACTER}"  # say something alone, or stand for a lost character
PLANE, PLANES = 0x40000, 0xA0000  # code points without characters: each figure and Latin word is one of these
BEYOND = 0x10000  # the first code point that is not of the basic plane
CELLS = 1 << 24  # words of one text times words of the other, aligned at once
ANCHOR = 8  # words in a row that are sought in the other text where both are long


class TooManyWordsError(ValueError):
    """More different figures than can be distinguished."""


class Words(NamedTuple):
    """A text as words, each one figure, one Latin word or one ideograph, and where each stands."""

    codes: NDArray[np.uint32]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    text: str

    def __len__(self) -> int:
        return len(self.codes)

    def listed(self, start: int, end: int) -> list[str]:
        """The words `start` to `end`."""
        places = zip(self.starts[start:end].tolist(), self.ends[start:end].tolist(), strict=True)
        return [self.text[first:last] for first, last in places]

    def between(self, start: int, end: int) -> str:
        """The words `start` to `end` with the marks between them."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""

    def before(self, place: int, length: int) -> str:
        """What stands right before a word, or before the end."""
        stop = int(self.starts[place]) if place < len(self) else len(self.text)
        return self.text[max(0, stop - length) : stop]

    def behind(self, place: int, length: int) -> str:
        """What stands right behind the word before `place`."""
        start = int(self.ends[place - 1]) if place else 0
        return self.text[start : start + length]


@dataclass(frozen=True, eq=False)
class Difference:
    """Words `a` to `b` of one text stand for words `c` to `d` of the other; one of the two may be nothing."""

    one: Words
    other: Words
    a: int
    b: int
    c: int
    d: int

    @property
    def texts(self) -> tuple[str, str]:
        """What stands on either side, with its marks."""
        return self.one.between(self.a, self.b), self.other.between(self.c, self.d)

    @property
    def words(self) -> tuple[list[str], list[str]]:
        """The words on either side."""
        return self.one.listed(self.a, self.b), self.other.listed(self.c, self.d)

    @property
    def length(self) -> int:
        """Words on the longer side."""
        return max(self.b - self.a, self.d - self.c)


class Parsed(NamedTuple):
    """A text as words, before its figures and Latin words have codes: those depend on the text beside it."""

    words: Words
    places: NDArray[np.intp]
    long: tuple[str, ...]


def parsed(text: str) -> Parsed:
    """Read the words of a folded text."""
    codes = _codes(text)
    kept = _is_word()[np.minimum(codes, BEYOND)]
    ends = np.arange(1, len(codes) + 1)
    long = list(_long_words(text))
    first = np.zeros(0, np.intp)
    if long:
        first, last = np.array(long, np.intp).T
        kept[first] = True
        ends[first] = last
    starts = kept.nonzero()[0]
    words = tuple(text[start:end].replace(",", "").lower() for start, end in long)
    return Parsed(Words(codes[starts], starts, ends[starts], text), starts.searchsorted(first), words)


def words_of(one: Parsed, other: Parsed) -> tuple[Words, Words]:
    """Two texts as words; equal words have equal codes.

    Raises:
        TooManyWordsError: they have more than 600,000 different figures.
    """
    known: dict[str, int] = {}
    return _coded(one, known), _coded(other, known)


def _coded(text: Parsed, known: dict[str, int]) -> Words:
    codes = text.words.codes.copy()
    if text.long:
        codes[text.places] = [PLANE + known.setdefault(word, len(known)) for word in text.long]
    if len(known) > PLANES:
        raise TooManyWordsError
    _, starts, ends, whole = text.words
    return Words(codes, starts, ends, whole)


def _long_words(text: str) -> Iterator[tuple[int, int]]:
    """Where figures and Latin words stand, a minus with its figure."""
    for run in RUN.finditer(text):
        start, end = run.span()
        if start and text[start - 1] == "-" and not text[start - 2 : start - 1].isalnum():
            start -= 1
        if run.group().isdecimal():
            yield start, end
            continue
        for part in PART.finditer(text, run.start(), end):
            yield min(start, part.start()) if part.start() == run.start() else part.start(), part.end()


@cache
def _is_word() -> NDArray[np.bool_]:
    """Whether a character of the basic plane is a word of its own; the last entry stands for all others."""
    kept = np.array([chr(code).isalnum() or chr(code) in ALONE for code in range(BEYOND + 1)])
    kept[0xD800:0xF900] = kept[BEYOND] = True
    kept[[code for code in range(128) if chr(code).isalnum()]] = False  # parts of long words
    return kept


def differences(one: Words, other: Words) -> Iterator[Difference]:
    """Where two texts differ, in their order."""
    for a, b, c, d in _gaps(one.codes, other.codes):
        if a == b and c == d:  # two anchors that touch
            continue
        if a == b or c == d or (b - a) * (d - c) > CELLS:
            yield Difference(one, other, a, b, c, d)
            continue
        start: tuple[int, int] | None = None
        for block in Levenshtein.editops(_text(one.codes[a:b]), _text(other.codes[c:d])).as_matching_blocks():
            begun = start or (0, 0)
            if (block.a, block.b) != begun:
                yield Difference(one, other, a + begun[0], a + block.a, c + begun[1], c + block.b)
            start = (block.a + block.size, block.b + block.size)


def joined(found: list[Difference]) -> Iterator[Difference]:
    """The differences, those with a single word between them as one: two names may share a character by chance."""
    held: Difference | None = None
    for one in found:
        if held and one.a - held.b <= 1 and one.c - held.d <= 1:
            held = Difference(one.one, one.other, held.a, one.b, held.c, one.d)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _gaps(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> Iterator[tuple[int, int, int, int]]:
    """The spans that may differ: what is left between the ends, and in long texts between the runs, that are equal."""
    head = _equal(mine, theirs)
    tail = _equal(mine[head:][::-1], theirs[head:][::-1])
    a, c, ends = head, head, (len(mine) - tail, len(theirs) - tail)
    if (ends[0] - a) * (ends[1] - c) > CELLS:
        for begin, start, size in _anchors(mine[a : ends[0]], theirs[c : ends[1]]):
            yield a, head + begin, c, head + start
            a, c = head + begin + size, head + start + size
    if (a, c) != ends:
        yield a, ends[0], c, ends[1]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _text(codes: NDArray[np.uint32]) -> str:
    """Codes as a text, which rapidfuzz aligns fastest."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _equal(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> int:
    """How many words are equal from the beginning on."""
    shorter = min(len(mine), len(theirs))
    unlike = np.flatnonzero(mine[:shorter] != theirs[:shorter])
    return int(unlike[0]) if len(unlike) else shorter


def _anchors(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> Iterator[tuple[int, int, int]]:
    """Runs of words that stand once in either text, in the same order in both: the frame that all else hangs in."""
    places = []
    for hashes in (_runs(mine), _runs(theirs)):
        distinct, first, times = np.unique(hashes, return_index=True, return_counts=True)
        places.append((distinct[times == 1], first[times == 1]))
    _, at, place = np.intersect1d(places[0][0], places[1][0], assume_unique=True, return_indices=True)
    one, other = places[0][1][at], places[1][1][place]
    order = np.argsort(one)
    one, other = one[order], other[order]
    new = np.flatnonzero((np.diff(one, prepend=-2) != 1) | (np.diff(other, prepend=-2) != 1))
    sizes = np.diff(new, append=len(one)) + ANCHOR - 1
    begin = start = 0
    for number in _rising(other[new].tolist()):
        a, c, size = int(one[new[number]]), int(other[new[number]]), int(sizes[number])
        skip = max(begin - a, start - c, 0)
        if size > skip:
            yield a + skip, c + skip, size - skip
            begin, start = a + size, c + size


def _runs(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    hashes = np.zeros(max(0, len(codes) - ANCHOR + 1), np.uint64)
    for step in range(ANCHOR):
        hashes = (hashes ^ codes[step : step + len(hashes)]) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(32)
    return hashes


def _rising(values: list[int]) -> list[int]:
    """The places of the longest rising sequence."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        rank = bisect_left(ends, value)
        before.append(tails[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [value]
        tails[rank : rank + 1] = [place]
    found = []
    place = tails[-1] if tails else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
