"""Which stretches of a line are a wrong reading, and what they were: an alignment of two readings of the same bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add, sub
from typing import NamedTuple

from zhengwen.charset import ESCAPE, language
from zhengwen.filters.encoding import _paths
from zhengwen.filters.encoding._fill import BROKEN, ESCAPED
from zhengwen.filters.encoding._readings import LATIN, LOST, SEAM, Reading, bytes_of
from zhengwen.filters.encoding._sift import spaced
from zhengwen.filters.encoding._twins import told_apart
from zhengwen.lazy import pattern
from zhengwen.unusual import USUAL

STRANGER = re.compile(
    r"""
    [\u0080-\u009f\u0180-\u02c5\u02de-\u1fff]                     # letters that two bytes of UTF-8 make
    | [\u2044-\u2102\u2c00-\u2fff\ua000-\uabff\ue000-\uf8ff\ufb00-\ufe2f]
    | [\U00010000-\U0001f000\U00030000-\U0010ffff]
    | (?<=[\udc80-\udcff])[@-~]                                   # half of a pair
    | (?<![\udc80-\udcff])[\udc80-\udcff]                         # bytes that are no character
    """,
    re.VERBOSE,
)
STRANGE = 9.0
FOREIGN = re.compile("[\u0370-\u052f\u2500-\u2593\u3041-\u312f]")  # Greek, Cyrillic, boxes, kana, bopomofo
FOREIGN_LETTER = 6.0
BROKEN_BYTE = 8.5  # what a byte costs less that is part of a character which lost the others
POOR = 10.0  # nats a character: more is no Chinese, whatever it was before
SHORT = 6  # marks alone may be a wrong reading where the page has it elsewhere
HIGH = re.compile("[^\\0-\\x7f]")
IDEOGRAPH = re.compile("[一-鿿]")
NESTED = re.compile("[\xa1-\u017f\u02c6-\u02dd\u2013-\u203a€™]{4}")
CHINESE = re.compile("[\t -~\u2010-\u2027\u3000-\u301f一-鿿！-～·×]+")
ODD_LETTER = pattern("[\x80-\xb6\xb8-\u052f\u2500-\u2593\u3040-\u312f\uac00-\ud7a3\uff61-\uff9f]")
# U+FFFD, and the question mark of older decoders where it stands beside what no sound text has.
LOSS = re.compile("\N{REPLACEMENT CHARACTER}|(?<=[^\\0-\\x7f，。、“”（）])\\?")
WIDE = frozenset(("gbk", "cp950", "big5hkscs", "cp932", "cp949", "euc_jp"))
TWICE = "cp932"  # has some characters twice
CODECS = {"utf-8": "utf-8", "gbk": "gbk", "big5": "big5hkscs"}


def _escape_pair(error: UnicodeError) -> tuple[str, int]:
    """Keep both bytes of a character whose first one was lost, so that the next character begins where it should."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw, start = error.object, error.start
    follows = raw[start + 1 : start + 2]
    width = 2 if raw[start] == LOST[0] and follows >= b"\x80" else 1
    return "".join(chr(ESCAPE + byte) for byte in raw[start : start + width]), start + width


codecs.register_error("zhengwen.pair", _escape_pair)


class Stretch(NamedTuple):
    """Characters `[start, end)` of a line that were `text` before the wrong reading; `gain` is the evidence in nats."""

    start: int
    end: int
    text: str
    gain: float


class Line:
    """A line of a page with the bytes it would have come from, for each wrong reading asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._bytes: dict[str, tuple[list[bytes], bytes]] = {}
        self._costs: dict[str, list[float]] = {}

    @cached_property
    def costs(self) -> list[float]:
        """What the first n characters cost as they stand."""
        return language.prefix_costs(self.text, language.RARE)

    def costs_for(self, wrong: str, sources: list[bytes]) -> list[float]:
        """The same, falling so far at a character that `wrong` cannot have made that no stretch reaches over it."""
        found = self._costs.get(wrong)
        if found is None:
            found = self.costs
            if SEAM in sources:
                fallen = accumulate((_paths.CROSSING * (source == SEAM) for source in sources), initial=0.0)
                found = list(map(sub, found, fallen))
            self._costs[wrong] = found
        return found

    @cached_property
    def odd(self) -> set[int]:
        """Where characters stand that are no sign of sound Chinese."""
        rare = {n for n, cost in enumerate(map(language.costs().__getitem__, self.text)) if cost > USUAL}
        return rare.union(found.start() for found in ODD_LETTER.finditer(self.text))

    def behind(self, reading: Reading, lost: bytes) -> tuple[list[bytes], bytes]:
        """The bytes of each character, and all of them, if the line came of a wrong reading.

        Each sign of a loss stands for the bytes `lost`.
        """
        twice = reading.wrong == TWICE
        key = reading.wrong + "?" * len(lost) + reading.true * twice
        found = self._bytes.get(key)
        if found is None:
            sources = _sources(self.text, reading)
            for place in self.losses:
                sources[place] = lost
            found = self._bytes[key] = sources, b"".join(sources)
        return found

    @cached_property
    def losses(self) -> list[int]:
        """Where a sign stands that decoders put for bytes they could not read."""
        return [found.start() for found in LOSS.finditer(self.text)]


def undo(line: Line, reading: Reading, least: float, *, familiar: bool = False) -> list[Stretch]:
    """The stretches of a line that read better, by `least` nats, as what the wrong reading made them from.

    Where the reading is `familiar` from elsewhere on the page, characters that no Chinese text has are evidence, too.
    """
    found = _undo(line, reading, least, LOST, familiar=familiar)
    if line.losses and reading.wrong in WIDE:  # some decoders put one sign for a whole pair of bytes
        other = _undo(line, reading, least, LOST + LOST, familiar=familiar)
        found = max(found, other, key=lambda one: sum(stretch.gain for stretch in one))
    return found


def _sources(text: str, reading: Reading) -> list[bytes]:
    """The bytes behind each character."""
    sources = list(map(bytes_of(reading.wrong).__getitem__, text))
    return told_apart(text, sources, reading.true) if reading.wrong == TWICE else sources


def strictly(text: str, reading: Reading) -> str | None:
    """A line as it was before the wrong reading, if every byte of it reads as Chinese with its marks."""
    parts = _sources(text, reading)
    if SEAM in parts:
        return None
    try:
        read = b"".join(parts).decode(CODECS[reading.true])
    except UnicodeDecodeError:
        return None
    return read if CHINESE.fullmatch(read) else None


def _undo(line: Line, reading: Reading, least: float, lost: bytes, *, familiar: bool) -> list[Stretch]:
    sources, raw = line.behind(reading, lost)
    if reading.true == "utf-8":
        raw = spaced(raw)
    text = raw.decode(CODECS[reading.true], "surrogateescape" if reading.true == "utf-8" else "zhengwen.pair")
    ends = _ends(text, reading.true)
    if not ends or ends[-1] != len(raw):
        return []
    costs = language.prefix_costs(text)
    costs = _with_strangers(text, costs) if reading.true == "utf-8" else _with_foreign(text, costs)
    found = _paths.places(list(accumulate(map(len, sources))), ends, line.costs_for(reading.wrong, sources), costs)
    if familiar:
        found = _paths.charged(found, line.odd)
    if _paths.most(found) < least:
        return []
    spans = (_trimmed(one, found, line, text) for one in _paths.stretches(found, line.odd, least))
    read = [_stretch(one, found, text) for one in spans]
    return [one for one in read if one.gain >= least and is_believable(one, line.text, reading, familiar=familiar)]


def _trimmed(span: _paths.Span, found: _paths.Places, line: Line, text: str) -> _paths.Span:
    """A stretch without the sound characters at its ends, of which a part of the bytes would be no character."""
    first, last = _paths.trimmed(span, found, line.text, text)
    while first < last and _is_broken(first, found, line, text):
        first += 1
    while first < last and _is_broken(last - 1, found, line, text):
        last -= 1
    return _paths.Span(first, last)


def _is_broken(n: int, found: _paths.Places, line: Line, text: str) -> bool:
    """Whether usual characters, and no sign of a loss among them, would become bytes that are no character."""
    old = range(found.old[n], found.old[n + 1])
    if not ESCAPED.search(text, found.new[n], found.new[n + 1]):
        return False
    return line.odd.isdisjoint(old) and not any(place in line.losses for place in old)


def _stretch(span: _paths.Span, found: _paths.Places, text: str) -> Stretch:
    old, new, gain = found
    first, last = span
    return Stretch(old[first], old[last], text[new[first] : new[last]], gain[last] - gain[first])


def is_believable(stretch: Stretch, line: str, reading: Reading, *, familiar: bool) -> bool:
    """Whether a reading makes ideographs with their marks, or Latin letters that hide them, and not of a code table."""
    text = stretch.text
    distinct = len(set(HIGH.findall(line[stretch.start : stretch.end])))
    if distinct < 3 and len(text) > distinct:  # a row of the same sign
        return False
    if any(_is_table(numbers) for numbers in _codes(line[stretch.start : stretch.end], text, reading)):
        return False
    if familiar and len(text) < SHORT:
        return True
    if language.cost(text) > POOR * len(text):
        return False
    ideographs = len(IDEOGRAPH.findall(text))
    others = len(HIGH.findall(text)) - ideographs
    if 3 * ideographs > others and ideographs > (reading not in LATIN):
        return True
    return reading.true == "utf-8" and NESTED.search(text) is not None


def _codes(line: str, text: str, reading: Reading) -> Iterator[list[int]]:
    """The numbers that the characters have in Unicode and in the wrong charset, and those they would have."""
    high = HIGH.findall(line)
    yield [ord(one) for one in high]
    yield [int.from_bytes(bytes_of(reading.wrong)[one]) for one in high]
    yield [ord(one) for one in HIGH.findall(text)]


def _is_table(numbers: list[int]) -> bool:
    """Whether characters follow each other as in a table of codes."""
    near = sum(1 for one, other in pairwise(numbers) if 0 < other - one < 4)
    return near >= 3 and 3 * near > len(numbers)


def _with_strangers(text: str, costs: list[float]) -> list[float]:
    """Costs with more for letters that random bytes make and no Chinese page was ever full of."""
    found = [one.start() for one in STRANGER.finditer(text)]
    if not found:
        return costs
    more = [0.0] * len(costs)
    for position in found:
        more[position + 1] = STRANGE
    for broken in BROKEN["utf-8"].finditer(text):
        for position in range(*broken.span()):
            more[position + 1] = -BROKEN_BYTE
    return list(map(add, costs, accumulate(more)))


def _with_foreign(text: str, costs: list[float]) -> list[float]:
    """Costs with more for letters that a Chinese text holds one at a time: sound `月` would be `る` at no cost."""
    found = [one.start() for one in FOREIGN.finditer(text)]
    if not found:
        return costs
    more = [0.0] * len(costs)
    for position in found:
        more[position + 1] = FOREIGN_LETTER
    return list(map(add, costs, accumulate(more)))


def _ends(text: str, true: str) -> list[int]:
    """Where the bytes of each character end."""
    if true == "utf-8":
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else len(one.encode()) for one in text)
    else:
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else 2 for one in text)
    return list(accumulate(widths))
