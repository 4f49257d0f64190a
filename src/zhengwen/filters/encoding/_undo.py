"""Which stretches of a line are a wrong reading, and what they were: an alignment of two readings of the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from zhengwen.charset import language
from zhengwen.filters.encoding._readings import SEAM, Reading, bytes_of

CROSSING = 1000.0  # no stretch goes over a seam
# UTF-8 whose no-break spaces (the byte A0) became plain ones.
SPACED = re.compile(rb"(?<=[\xe2-\xe9])\x20(?=[\x80-\xbf])|(?<=[\xe2-\xe9][\x80-\xbf])\x20")
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
CODECS = {"utf-8": "utf-8", "gbk": "gbk", "big5": "big5hkscs"}


class Stretch(NamedTuple):
    """Characters `[start, end)` of a line that were `text` before the wrong reading; `gain` is the evidence in nats."""

    start: int
    end: int
    text: str
    gain: float


def undo(line: str, reading: Reading, least: float, *, familiar: bool = False) -> list[Stretch]:
    """The stretches of a line that read better, by `least` nats, as what the wrong reading made them from.

    Where the reading is `familiar` from elsewhere on the page, characters that no Chinese text has are evidence, too.
    """
    sources = list(map(bytes_of(reading.wrong).__getitem__, line))
    raw = b"".join(sources)
    if reading.true == "utf-8" and b" " in raw:
        raw = SPACED.sub(b"\xa0", raw)
    text = raw.decode(CODECS[reading.true], "zhengwen.escape")
    ends = _ends(text, reading.true)
    if not ends or ends[-1] != len(raw):
        return []
    old_costs, new_costs = language.prefix_costs(line, language.RARE), language.prefix_costs(text)
    places = _places(line, sources, ends, old_costs, new_costs)
    odd = {n for n, one in enumerate(line) if _is_odd(one)}
    if familiar:
        _charge(places, odd)
    return list(_best(line, text, places, odd, least))


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


def _places(
    line: str, sources: list[bytes], new_ends: list[int], old_costs: list[float], new_costs: list[float]
) -> list[_Place]:
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
