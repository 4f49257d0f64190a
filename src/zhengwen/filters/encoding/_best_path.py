"""The likeliest way through a line: which of its stretches are sound, and which are another reading of their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from operator import sub
from typing import NamedTuple

CROSSING = 1000.0  # what it costs to go over a character that the wrong charset cannot have made
WITHIN = 8.0  # what it costs to end a stretch between two odd characters
ODD = 5.0  # what an odd character costs more, where the page is known to hold the same wrong reading


class Places(NamedTuple):
    """Where both readings have a boundary: after how many characters of each, and how much better the new one is."""

    old: list[int]
    new: list[int]
    gain: list[float]


class Span(NamedTuple):
    """A stretch between two places, by their numbers."""

    first: int
    last: int


class Stretch(NamedTuple):
    """Characters `[start, end)` of a line that were `text` before the wrong reading; `gain` is the evidence in nats."""

    start: int
    end: int
    text: str
    gain: float


def places(old_ends: list[int], new_ends: list[int], old_costs: list[float], new_costs: list[float]) -> Places:
    """Align two readings by where the bytes of their characters end; costs are those of the first n characters."""
    old_numbers = dict(zip(old_ends, range(1, len(old_ends) + 1), strict=True))
    new_numbers = dict(zip(new_ends, range(1, len(new_ends) + 1), strict=True))
    shared = sorted(old_numbers.keys() & new_numbers.keys())
    old = [0, *map(old_numbers.__getitem__, shared)]
    new = [0, *map(new_numbers.__getitem__, shared)]
    gain = list(map(sub, map(old_costs.__getitem__, old), map(new_costs.__getitem__, new)))
    return Places(old, new, gain)


def charged(found: Places, odd: set[int]) -> Places:
    """The places where odd characters cost more to leave as they are."""
    counts = [0, *accumulate(n in odd for n in range(found.old[-1]))]
    return found._replace(gain=[gain + ODD * counts[n] for gain, n in zip(found.gain, found.old, strict=True)])


def most(found: Places) -> float:
    """The most that any stretch gains."""
    gained: float = max(map(sub, found.gain, accumulate(found.gain, min)))
    return gained


def stretches(found: Places, odd: set[int], least: float) -> Iterator[Span]:
    """The misread stretches of the likeliest path; going in and coming out costs `least` together."""
    tolls = [least / 2 + (WITHIN if n in odd and n - 1 in odd else 0.0) for n in found.old]
    sound, misread = 0.0, -CROSSING
    entered = 0
    # For each place: where the misread stretch that ends there began, and whether the path left it there.
    began, left = [0], [False]
    gains = found.gain
    for n in range(1, len(gains)):
        if sound - tolls[n - 1] > misread:
            misread, entered = sound - tolls[n - 1], n - 1
        misread += gains[n] - gains[n - 1]
        leaves = misread - tolls[n] > sound
        if leaves:
            sound = misread - tolls[n]
        began.append(entered)
        left.append(leaves)
    spans = []
    n = len(gains) - 1
    while n > 0:
        if left[n]:
            spans.append(Span(began[n], n))
        n = began[n] if left[n] else n - 1
    return reversed(spans)


def trimmed(span: Span, found: Places, old: str, new: str) -> Span:
    """A stretch without what is the same in both readings at its ends."""
    first, last = span
    while first < last and _is_same(found, first, old, new):
        first += 1
    while first < last and _is_same(found, last - 1, old, new):
        last -= 1
    return Span(first, last)


def _is_same(found: Places, n: int, old: str, new: str) -> bool:
    return old[found.old[n] : found.old[n + 1]] == new[found.new[n] : found.new[n + 1]]
