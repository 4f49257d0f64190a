"""Which stretches of a line are a wrong reading, and what they were: an alignment of two readings of the same bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from zhengwen.charset import ESCAPE, language
from zhengwen.filters.encoding._fill import BROKEN
from zhengwen.filters.encoding._readings import LATIN, LOST, SEAM, Reading, bytes_of
from zhengwen.filters.encoding._suspects import as_ranges

CROSSING = 1000.0  # no stretch goes over a seam
# UTF-8 whose no-break spaces (the byte A0) became plain ones.
SPACED = re.compile(rb"(?<=[\xe2-\xe9])\x20(?=[\x80-\xbf])|(?<=[\xe2-\xe9][\x80-\xbf])\x20")
# Two characters of Chinese in UTF-8, or several letters in it, which is what is left of more wrong readings.
UTF8 = re.compile(
    rb"(?:[\xe2-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){2}|(?:[\xc2-\xdf][\x80-\xbf]){3}|[\xe3-\xe9][\x80-\xbf]{2}(?![\x80-\xff])"
)
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
BROKEN_BYTE = 8.5  # what a byte costs less that is part of a character which lost the others
SHORT = 6  # marks alone may be a wrong reading where the page has it elsewhere
HIGH = re.compile("[^\\0-\\x7f]")
IDEOGRAPH = re.compile("[一-鿿]")
NESTED = re.compile("[\xa1-\u017f\u02c6-\u02dd\u2013-\u203a€™]{4}")
EVERYDAY = 9.75
FREQUENT = 8.0
USUAL = 12.25  # ideographs up to this cost stand in sound Chinese every day
ODD_LETTERS = frozenset(
    chr(number)
    for first, last in (
        (0x80, 0xB6),
        (0xB8, 0x52F),
        (0x2500, 0x2593),
        (0x3040, 0x312F),
        (0xAC00, 0xD7A3),
        (0xFF61, 0xFF9F),
    )
    for number in range(first, last + 1)
)
ODD = 5.0  # what an odd character costs more, where the page is known to hold the same wrong reading
WITHIN = 8.0  # what it costs to end a stretch between two odd characters
# U+FFFD, and the question mark of older decoders where it stands beside what no sound text has.
LOSS = re.compile("\N{REPLACEMENT CHARACTER}|(?<=[^\\0-\\x7f，。、“”（）])\\?")
WIDE = frozenset(("gbk", "cp950", "big5hkscs", "cp932", "cp949", "euc_jp"))
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

    @cached_property
    def costs(self) -> list[float]:
        """What the first n characters cost as they stand."""
        return language.prefix_costs(self.text, language.RARE)

    @cached_property
    def odd(self) -> set[int]:
        """Where characters stand that are no sign of sound Chinese."""
        return {n for n, one in enumerate(self.text) if _is_odd(one)}

    def behind(self, wrong: str, lost: bytes) -> tuple[list[bytes], bytes]:
        """The bytes of each character, and all of them, if the line was read in the charset `wrong`.

        Each sign of a loss stands for the bytes `lost`.
        """
        key = wrong + "?" * len(lost)
        found = self._bytes.get(key)
        if found is None:
            sources = list(map(bytes_of(wrong).__getitem__, self.text))
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


def _undo(line: Line, reading: Reading, least: float, lost: bytes, *, familiar: bool) -> list[Stretch]:
    sources, raw = line.behind(reading.wrong, lost)
    if reading.true == "utf-8":
        if b" " in raw:
            raw = SPACED.sub(b"\xa0", raw)
        if not (familiar or UTF8.search(raw)):
            return []
    text = raw.decode(CODECS[reading.true], "zhengwen.escape" if reading.true == "utf-8" else "zhengwen.pair")
    if reading.true != "utf-8" and not (familiar or _everyday().search(text)):
        return []
    ends = _ends(text, reading.true)
    if not ends or ends[-1] != len(raw):
        return []
    costs = language.prefix_costs(text)
    if reading.true == "utf-8":
        costs = _with_strangers(text, costs)
    places = _places(sources, ends, line.costs, costs)
    if familiar:
        _charge(places, line.odd)
    found = _best(line.text, text, places, line.odd, least)
    return [one for one in found if _is_believable(one, line.text, reading, familiar=familiar)]


def _is_believable(stretch: Stretch, line: str, reading: Reading, *, familiar: bool) -> bool:
    """Whether a reading makes ideographs with their marks, or Latin letters that hide them, and not of a code table."""
    text = stretch.text
    if any(_is_table(numbers) for numbers in _codes(line[stretch.start : stretch.end], text, reading)):
        return False
    if familiar and len(text) < SHORT:
        return True
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


@cache
def _everyday() -> re.Pattern[str]:
    """A few everyday ideographs in a row, which a text read rightly has soon and garbage hardly ever."""
    everyday = "".join(one for one, cost in language.costs().items() if cost <= EVERYDAY and one >= "\u3000")
    few = "".join(one for one, cost in language.costs().items() if cost <= FREQUENT and one >= "\u4e00")
    return re.compile(f"[{as_ranges(everyday)}]{{3}}|[{as_ranges(few)}]{{2}}")


def _ends(text: str, true: str) -> list[int]:
    """Where the bytes of each character end."""
    if true == "utf-8":
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else len(one.encode()) for one in text)
    else:
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else 2 for one in text)
    return list(accumulate(widths))


class _Place(NamedTuple):
    """A boundary of characters in both readings, and how much better the new one is up to there."""

    old: int
    new: int
    gain: float


def _places(sources: list[bytes], new_ends: list[int], old_costs: list[float], new_costs: list[float]) -> list[_Place]:
    """Where both readings have a boundary; at seams the gain falls so far that nothing reaches over them."""
    numbers = {end: n for n, end in enumerate(new_ends, 1)}
    places = [_Place(0, 0, 0.0)]
    fallen = 0.0
    for n, end in enumerate(accumulate(map(len, sources)), 1):
        if sources[n - 1] == SEAM:
            fallen += CROSSING
        other = numbers.get(end)
        if other is not None:
            places.append(_Place(n, other, old_costs[n] - new_costs[other] - fallen))
    return places


def _is_odd(character: str) -> bool:
    """Whether a character is no sign of sound Chinese."""
    return character in ODD_LETTERS or language.costs()[character] > USUAL if character > "\x7f" else False


def _charge(places: list[_Place], odd: set[int]) -> None:
    """Let odd characters cost more where they stand."""
    counts = 0
    done = 0
    for n, place in enumerate(places):
        counts += sum(one in odd for one in range(done, place.old))
        done = place.old
        places[n] = place._replace(gain=place.gain + counts * ODD)


def _best(old: str, new: str, places: list[_Place], odd: set[int], least: float) -> Iterator[Stretch]:
    """The likeliest path through two states, sound and misread; going in and coming out costs `least` together."""
    sound, misread = 0.0, -CROSSING
    entered = 0
    # For each place: where the misread stretch that ends there began, and whether the path left it there.
    history: list[tuple[int, bool]] = [(0, False)]
    before = places[0]
    for n, place in enumerate(places[1:], 1):
        if sound - _toll(before, odd, least) > misread:
            misread, entered = sound - _toll(before, odd, least), n - 1
        misread += place.gain - before.gain
        left = misread - _toll(place, odd, least) > sound
        if left:
            sound = misread - _toll(place, odd, least)
        history.append((entered, left))
        before = place
    found = []
    n = len(places) - 1
    while n > 0:
        start, left = history[n]
        if left:
            found.append(_trimmed(old, new, places, start, n))
        n = start if left else n - 1
    return (stretch for stretch in reversed(found) if stretch.gain >= least)


def _toll(place: _Place, odd: set[int], least: float) -> float:
    """What it costs to change between sound and misread: more in the middle of odd characters than beside them."""
    return least / 2 + (WITHIN if place.old in odd and place.old - 1 in odd else 0.0)


def _trimmed(old: str, new: str, places: list[_Place], first: int, last: int) -> Stretch:
    """The stretch without what is the same in both readings at its ends."""
    while first < last and _is_same(old, new, places[first], places[first + 1]):
        first += 1
    while first < last and _is_same(old, new, places[last - 1], places[last]):
        last -= 1
    start, end = places[first], places[last]
    return Stretch(start.old, end.old, new[start.new : end.new], end.gain - start.gain)


def _is_same(old: str, new: str, one: _Place, other: _Place) -> bool:
    return old[one.old : other.old] == new[one.new : other.new]
