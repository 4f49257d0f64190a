"""Two copies side by side: how far they reach, and every place where they differ."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.filters.duplication._chains import Anchor, Chain, size
from zhengwen.filters.duplication._flat import Flat
from zhengwen.filters.duplication._header import BYLINE, is_button, is_byline
from zhengwen.filters.duplication._judge import SMALL, Kind, judged

CONTEXT = 4  # characters beside a difference that are looked at
LONGEST = 1500  # characters between two anchors that are compared one by one
TORN = 50  # characters on both sides of a gap that may be two texts
ALIKE = 50  # per cent that two sides of a gap have in common at least, when they are one text
SURE = 4  # equal characters behind a slip, where a copy is followed beyond its last anchor
HEADER = 200  # characters from the beginning of a copy in which a second byline may stand
STEP = 64
SLIPS = ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (2, 2))


class Difference(NamedTuple):
    """`[start, end)` of the first copy and `[again, until)` of the second one, in the flat text, and what it means."""

    start: int
    end: int
    again: int
    until: int
    kind: Kind


class Pair(NamedTuple):
    """A text `[start, end)` and its copy `[again, until)` further down, in the flat text.

    `differences` leaves out the lines of headers and toolbars; `same` is how many characters are the same.
    """

    start: int
    end: int
    again: int
    until: int
    differences: list[Difference]
    same: int


def aligned(flat: Flat, chain: Chain) -> Pair:
    """The two copies around a chain."""
    differences: list[Difference] = []
    chain = _densest(flat.text, chain)
    first, last = chain[0], chain[-1]
    start, again = _back(flat, first, last.first + last.length, differences)
    end, until = _on(flat, last, again, differences)
    left, right = first.first, first.copy
    for anchor in chain:
        if anchor.first < left or anchor.copy < right:
            continue
        header = left - first.first < HEADER
        differences += _between(flat, left, anchor.first, right, anchor.copy, header=header)
        left, right = anchor.first + anchor.length, anchor.copy + anchor.length
    differences.sort()
    return Pair(start, end, again, until, differences, until - again - sum(d.until - d.again for d in differences))


def difference(flat: Flat, start: int, end: int, again: int, until: int) -> Difference:
    """The difference between two stretches, judged."""
    text = flat.text
    before = text[max(start - CONTEXT, 0) : start]
    after = text[end : end + CONTEXT]
    return Difference(start, end, again, until, judged(before, text[start:end], text[again:until], after))


def _back(flat: Flat, anchor: Anchor, low: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their beginnings."""
    text = flat.text
    start, again = anchor.first, anchor.copy
    while True:
        run = _equal_before(text, start, again, again - low)
        start, again = start - run, again - run
        for one, other in SLIPS:
            left, right = start - one, again - other
            if left >= SURE and right - SURE >= low and text[left - SURE : left] == text[right - SURE : right]:
                differences.append(difference(flat, left, start, right, again))
                start, again = left, right
                break
        else:
            return start, again


def _on(flat: Flat, anchor: Anchor, high: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their ends; the first one ends before `high`."""
    text = flat.text
    end, until = anchor.first + anchor.length, anchor.copy + anchor.length
    while True:
        run = _equal_after(text, end, until, high)
        end, until = end + run, until + run
        for one, other in SLIPS:
            left, right = end + one, until + other
            if left + SURE <= high and text[left : left + SURE] == text[right : right + SURE] != "":
                if right + SURE > len(text):
                    continue
                differences.append(difference(flat, end, left, until, right))
                end, until = left, right
                break
        else:
            return end, until


def _equal_before(text: str, start: int, again: int, most: int) -> int:
    run, most = 0, min(most, start)
    while run < most:
        step = min(STEP, most - run)
        if text[start - run - step : start - run] != text[again - run - step : again - run]:
            while run < most and text[start - run - 1] == text[again - run - 1]:
                run += 1
            return run
        run += step
    return run


def _equal_after(text: str, end: int, until: int, high: int) -> int:
    run, most = 0, min(high - end, len(text) - until)
    while run < most:
        step = min(STEP, most - run)
        if text[end + run : end + run + step] != text[until + run : until + run + step]:
            while run < most and text[end + run] == text[until + run]:
                run += 1
            return run
        run += step
    return run


def _densest(text: str, chain: Chain) -> Chain:
    """The largest part of a chain without a gap whose two sides have nothing to do with each other."""
    parts: list[Chain] = [[]]
    for anchor in chain:
        if parts[-1] and _is_torn(text, parts[-1][-1], anchor):
            parts.append([])
        parts[-1].append(anchor)
    return max(parts, key=size)


def _is_torn(text: str, one: Anchor, other: Anchor) -> bool:
    left, right = one.first + one.length, one.copy + one.length
    first, second = text[left : other.first], text[right : other.copy]
    if min(len(first), len(second)) < TORN:
        return False
    from rapidfuzz import fuzz

    return len(first) > LONGEST or len(second) > LONGEST or fuzz.ratio(first, second) < ALIKE


def _in_byline(text: str, at: int) -> bool:
    return bool(BYLINE.search(text, max(at - 40, 0), at + 20))


def _between(flat: Flat, left: int, start: int, right: int, again: int, *, header: bool) -> list[Difference]:
    """The differences between two anchors; in a `header`, bylines may differ."""
    text = flat.text
    if text[left:start] == text[right:again]:
        return []
    first, second = _pieces(flat, left, start, header=header), _pieces(flat, right, again, header=header)
    one = "".join(text[slice(*piece)] for piece in first)
    other = "".join(text[slice(*piece)] for piece in second)
    if one == other:
        return []
    if max(len(one), len(other)) > LONGEST:
        return [difference(flat, left, start, right, again)]
    from rapidfuzz.distance import Levenshtein

    found = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag != "equal":
            start, end = _span(first, step.src_start, step.src_end, left)
            again, until = _span(second, step.dest_start, step.dest_end, right)
            found.append(_settled(flat, start, end, again, until))
    if header:
        found = [one for one in found if not (_in_byline(text, one.start) and _in_byline(text, one.again))]
    return found


def _pieces(flat: Flat, start: int, end: int, *, header: bool) -> list[tuple[int, int]]:
    """A stretch of the flat text less the lines of headers and toolbars in it."""
    pieces: list[tuple[int, int]] = []
    index = flat.line_of(start) if start < end else 0
    while start < end:
        begin, stop = flat.line_span(index)
        index += 1
        line = flat.line(index - 1)
        if begin >= start and stop <= end and (is_button(line) or (header and is_byline(line))):
            start = stop
            continue
        pieces.append((start, min(stop, end)))
        start = min(stop, end)
    return pieces


def _span(pieces: list[tuple[int, int]], start: int, end: int, fallback: int) -> tuple[int, int]:
    """Where `[start, end)` of joined pieces stands in the flat text."""
    begin = None
    done = 0
    for left, right in pieces:
        width = right - left
        if begin is None and start <= done + width:
            begin = left + start - done
        if begin is not None and end <= done + width:
            return begin, left + end - done
        done += width
    return fallback, fallback


def _settled(flat: Flat, start: int, end: int, again: int, until: int) -> Difference:
    """A difference, moved so that words which one copy only has are whole lines or sentences where they can be."""
    move = 0
    if start == end and until - again > SMALL:
        move = _move(flat, again, until)
    elif again == until and end - start > SMALL:
        move = _move(flat, start, end)
    text = flat.text
    if (move < 0 and text[start + move : start] == text[again + move : again]) or (
        move > 0 and text[end : end + move] == text[until : until + move]
    ):
        start, end, again, until = start + move, end + move, again + move, until + move
    return difference(flat, start, end, again, until)


def _move(flat: Flat, start: int, end: int) -> int:
    """How far `[start, end)` has to be moved for it to begin a line, within what makes no difference to the text."""
    text = flat.text
    begins = set()
    index = flat.line_of(start)
    for line in (index, index + 1):
        if line < len(flat.line_ats):
            begins.add(flat.line_ats[line])
    for target in sorted(begins, key=lambda at: abs(at - start)):
        move = target - start
        if 0 < -move <= STEP and text[target:start] == text[end + move : end]:
            return move
        if 0 < move <= STEP and text[start:target] == text[end : end + move]:
            return move
    return 0
