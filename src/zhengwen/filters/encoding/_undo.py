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
CODECS = {"utf-8": "utf-8", "gbk": "gbk", "big5": "big5hkscs"}


class Stretch(NamedTuple):
    """Characters `[start, end)` of a line that were `text` before the wrong reading; `gain` is the evidence in nats."""

    start: int
    end: int
    text: str
    gain: float


def undo(line: str, reading: Reading, least: float) -> list[Stretch]:
    """The stretches of a line that read better, by `least` nats, as what the wrong reading made them from."""
    sources = list(map(bytes_of(reading.wrong).__getitem__, line))
    raw = b"".join(sources)
    if reading.true == "utf-8" and b" " in raw:
        raw = SPACED.sub(b"\xa0", raw)
    text = raw.decode(CODECS[reading.true], "zhengwen.escape")
    ends = _ends(text, reading.true)
    if not ends or ends[-1] != len(raw):
        return []
    old_ends = list(accumulate(map(len, sources)))
    old_costs, new_costs = language.prefix_costs(line, language.RARE), language.prefix_costs(text)
    return [
        Stretch(start, end, text[new_start:new_end], gain)
        for start, end, new_start, new_end, gain in _best(
            line, text, _shared(sources, old_ends, ends), old_costs, new_costs, least
        )
    ]


def _ends(text: str, true: str) -> list[int]:
    """Where the bytes of each character end."""
    if true == "utf-8":
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else len(one.encode()) for one in text)
    else:
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else 2 for one in text)
    return list(accumulate(widths))


def _shared(sources: list[bytes], old_ends: list[int], new_ends: list[int]) -> list[tuple[int, int, bool]]:
    """Where both readings have a boundary: so many old characters, so many new ones, and whether a seam ends there."""
    places = {end: n for n, end in enumerate(new_ends, 1)}
    shared = [(0, 0, False)]
    for n, end in enumerate(old_ends, 1):
        other = places.get(end)
        if other is not None:
            shared.append((n, other, sources[n - 1] == SEAM))
    return shared


def _best(
    old: str,
    new: str,
    shared: list[tuple[int, int, bool]],
    old_costs: list[float],
    new_costs: list[float],
    least: float,
) -> Iterator[tuple[int, int, int, int, float]]:
    """The likeliest path through two states, sound and misread; going in and coming out costs `least` together."""
    toll = least / 2
    sound, misread = 0.0, -CROSSING
    entered = 0
    # For each boundary: where the misread stretch that ends there began, and whether a path left it there.
    history: list[tuple[int, bool]] = [(0, False)]
    steps = range(1, len(shared))
    for n in steps:
        (i, j, _), (k, m, seam) = shared[n - 1], shared[n]
        gain = old_costs[k] - old_costs[i] - new_costs[m] + new_costs[j]
        if seam:
            gain = -CROSSING
        if sound - toll > misread:
            misread, entered = sound - toll, n - 1
        misread += gain
        left = misread - toll > sound
        if left:
            sound = misread - toll
        history.append((entered, left))
    n = len(shared) - 1
    found = []
    while n > 0:
        start, left = history[n]
        if not left:
            n -= 1
            continue
        trimmed = _trimmed(old, new, shared, start, n)
        if trimmed is not None:
            a, b = trimmed
            (i, j, _), (k, m, _) = shared[a], shared[b]
            gain = old_costs[k] - old_costs[i] - new_costs[m] + new_costs[j]
            if gain >= least:
                found.append((i, k, j, m, gain))
        n = start
    yield from reversed(found)


def _trimmed(old: str, new: str, shared: list[tuple[int, int, bool]], first: int, last: int) -> tuple[int, int] | None:
    """The stretch without what is the same in both readings at its ends."""
    while first < last and _is_same(old, new, shared[first], shared[first + 1]):
        first += 1
    while first < last and _is_same(old, new, shared[last - 1], shared[last]):
        last -= 1
    return (first, last) if first < last else None


def _is_same(old: str, new: str, one: tuple[int, int, bool], other: tuple[int, int, bool]) -> bool:
    return old[one[0] : other[0]] == new[one[1] : other[1]]
