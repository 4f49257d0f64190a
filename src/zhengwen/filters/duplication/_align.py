"""How far a copy reaches beyond the clauses that are the same, and where it differs from the other one."""

from __future__ import annotations

import re
from typing import NamedTuple

from zhengwen.filters.duplication._chains import Chain

FOLD = str.maketrans("，；：！？（）％", ",;:!?()%")
SPACE = re.compile(r"\s+")
SIMILAR = 0.8  # of two stretches that are one text with small faults
BRIDGE = 400  # characters of a stretch between two equal clauses that are compared at most


class Copy(NamedTuple):
    """A text `[start, end)` and its copy `[again, until)` further down; `odd` spans of the copy have no like in it."""

    start: int
    end: int
    again: int
    until: int
    odd: list[tuple[int, int]]
    size: int


def squeezed(text: str) -> str:
    """The text without spaces and without the difference of width."""
    return SPACE.sub("", text).translate(FOLD)


def alike(one: str, other: str) -> bool:
    """Whether two stretches are the same text, small faults apart, with the same figures."""
    from rapidfuzz import fuzz

    one, other = squeezed(one), squeezed(other)
    if one == other:
        return True
    if not one or not other or min(len(one), len(other)) < 4:
        return False
    return fuzz.ratio(one, other) >= 100 * SIMILAR


def grown(text: str, chain: Chain) -> Copy:
    """The copy around a chain: as far as lines on both sides are alike, with what has no like inside."""
    chain = _trimmed(text, chain)
    start, end = chain.first[0][0], chain.first[-1][1]
    again, until = chain.copy[0][0], chain.copy[-1][1]
    odd = _odd(text, chain)
    start, again = _back(text, start, again, until)
    end, until = _on(text, end, until, again)
    return Copy(start, end, again, until, odd, chain.size)


def _trimmed(text: str, chain: Chain) -> Chain:
    """The chain less short clauses at its ends that stand apart from it: a name or a date that header and footer share."""
    first, copy = list(chain.first), list(chain.copy)
    while len(copy) > 2 and not _adjoins(text, first[-2:], copy[-2:]):
        del first[-1], copy[-1]
    while len(copy) > 2 and not _adjoins(text, first[:2], copy[:2]):
        del first[0], copy[0]
    return Chain(first, copy)


def _adjoins(text: str, first: list[tuple[int, int]], copy: list[tuple[int, int]]) -> bool:
    one, other = text[first[0][1] : first[1][0]], text[copy[0][1] : copy[1][0]]
    return abs(len(one) - len(other)) <= BRIDGE and (squeezed(one) == squeezed(other) or alike(one[:BRIDGE], other[:BRIDGE]))


def _odd(text: str, chain: Chain) -> list[tuple[int, int]]:
    """Stretches of the copy, between equal clauses, that the first text has nothing like."""
    odd = []
    for n in range(len(chain.copy) - 1):
        one = text[chain.first[n][1] : chain.first[n + 1][0]]
        left, right = chain.copy[n][1], chain.copy[n + 1][0]
        other = text[left:right]
        if squeezed(one) == squeezed(other) or len(squeezed(other)) < 4:
            continue
        if len(one) <= BRIDGE and len(other) <= BRIDGE and alike(one, other):
            continue
        lines = set(map(squeezed, one.split("\n")))
        at = left
        for line in other.split("\n"):
            if squeezed(line) and squeezed(line) not in lines and not _has_like(line, one):
                odd.append((at, at + len(line)))
            at += len(line) + 1
    return odd


def _has_like(line: str, stretch: str) -> bool:
    from rapidfuzz import fuzz

    line, stretch = squeezed(line)[:BRIDGE], squeezed(stretch)[: 4 * BRIDGE]
    if len(line) < 4:
        return True
    return len(stretch) >= len(line) and fuzz.partial_ratio(line, stretch) >= 100 * SIMILAR


def _back(text: str, start: int, again: int, until: int) -> tuple[int, int]:
    """Go back from both beginnings while characters, then whole lines, are alike."""
    start, again = _equal_back(text, start, again)
    while True:
        one, other = _line_start(text, start), _line_start(text, again)
        if one != start or other != again:
            # Inside a line: the shorter of the two beginnings must be the end of the other.
            head, tail = text[one:start], text[other:again]
            width = min(len(head), len(tail))
            if width and alike(head[-width:], tail[-width:]):
                start, again = start - width, again - width
                continue
            if not squeezed(head) and one != start:
                start = one
                continue
            if not squeezed(tail) and other != again:
                again = other
                continue
            return start, again
        one, other = _line_before(text, start), _line_before(text, again)
        if one[0] < 0 or other[0] <= start or not alike(text[slice(*one)], text[slice(*other)]):
            return start, again
        start, again = one[0], other[0]


def _on(text: str, end: int, until: int, again: int) -> tuple[int, int]:
    """Go on from both ends while characters, then whole lines, are alike."""
    size = len(text)
    while True:
        while end < again and until < size and _same(text[end], text[until]):
            end, until = end + 1, until + 1
        one, other = _line_end(text, end), _line_end(text, until)
        head, tail = text[end:one], text[until:other]
        if not squeezed(head) and one < again and squeezed(tail) == "":
            following, next_ = _line_after(text, one), _line_after(text, other)
            if following[0] < 0 or next_[0] < 0 or following[1] > again:
                return end, until
            if not alike(text[slice(*following)], text[slice(*next_)]):
                return end, until
            end, until = following[1], next_[1]
            continue
        width = min(len(head), len(tail))
        if width >= 4 and alike(head[:width], tail[:width]) and end + width <= again:
            end, until = end + width, until + width
            continue
        if end < again and text[end : end + 1].isspace():
            end += 1
            continue
        if until < size and text[until : until + 1].isspace() and squeezed(head):
            until += 1
            continue
        return end, until


def _equal_back(text: str, start: int, again: int) -> tuple[int, int]:
    low = start
    while start > 0 and again > low and _same(text[start - 1], text[again - 1]):
        start, again = start - 1, again - 1
    return start, again


def _same(one: str, other: str) -> bool:
    return one == other or one.translate(FOLD) == other.translate(FOLD)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_before(text: str, at: int) -> tuple[int, int]:
    """The span of the nearest line before `at` that is not blank; (-1, -1) where there is none."""
    while at > 0:
        end = at - 1
        start = _line_start(text, end)
        if text[start:end].strip():
            return start, end
        at = start
    return -1, -1


def _line_after(text: str, at: int) -> tuple[int, int]:
    while at < len(text):
        start = at + 1
        end = _line_end(text, start)
        if text[start:end].strip():
            return start, end
        at = end
    return -1, -1
