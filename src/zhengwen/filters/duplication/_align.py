"""Two copies side by side: how far they reach, and every place where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from zhengwen.filters.duplication._chains import Anchor, Chain, size
from zhengwen.filters.duplication._flat import Flat
from zhengwen.filters.duplication._header import BYLINE, is_button, is_byline
from zhengwen.filters.duplication._judge import SMALL, WORD, Kind, judged

if TYPE_CHECKING:
    from rapidfuzz.distance import MatchingBlock

CONTEXT = 4  # characters beside a difference that are looked at
LONGEST = 1500  # characters between two anchors that are compared one by one
TORN = 50  # characters on both sides of a gap that may be two texts
ALIKE = 50  # per cent that two sides of a gap have in common at least, when they are one text
COMMON = 1  # characters between two differences that are one
SAME_REST = 85  # per cent that the rests of two lines have in common, which are one
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
    chain = _densest(flat.text, _begun(flat, chain))
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
    end, until = _to_line_ends(flat, end, until, again, differences)
    start, again = _below_buttons(flat, start, again, first)
    differences = sorted(one for one in differences if one.start >= start and one.again >= again)
    return Pair(start, end, again, until, differences, until - again - sum(d.until - d.again for d in differences))


def _to_line_ends(flat: Flat, end: int, until: int, high: int, differences: list[Difference]) -> tuple[int, int]:
    """The ends of two copies; those of their last lines, where the rests of these are one text with slips."""
    stop, halt = (flat.line_span(flat.line_of(at - 1))[1] for at in (end, until))
    one, other = stop - end, halt - until
    if not (SURE <= min(one, other) <= max(one, other) <= LONGEST) or stop > high:
        return end, until
    from rapidfuzz import fuzz

    if fuzz.ratio(flat.text[end:stop], flat.text[until:halt], score_cutoff=SAME_REST) < SAME_REST:
        return end, until
    differences += compared(flat, end, stop, until, halt)
    return stop, halt


def _below_buttons(flat: Flat, start: int, again: int, anchor: Anchor) -> tuple[int, int]:
    """The beginnings of two copies, less the end of a breadcrumb that is the same in both."""
    while start < anchor.first and is_button(flat.line(flat.line_of(start))):
        end, until = (flat.line_span(flat.line_of(at))[1] for at in (start, again))
        if end - start != until - again or end > anchor.first:
            break
        start, again = end, until
    return start, again


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
            if left < 0 or right < low or not (_in_one_line(flat, left, start) and _in_one_line(flat, right, again)):
                continue
            if _is_sure_before(flat, left, right, low):
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
            if left > high or right > len(text):
                continue
            if not (_in_one_line(flat, end - 1, left - 1) and _in_one_line(flat, until - 1, right - 1)):
                continue
            if _is_sure_after(flat, left, right, high):
                differences.append(difference(flat, end, left, until, right))
                end, until = left, right
                break
        else:
            return end, until


def _in_one_line(flat: Flat, one: int, other: int) -> bool:
    return flat.line_of(one) == flat.line_of(other)


def _is_sure_before(flat: Flat, left: int, right: int, low: int) -> bool:
    """Whether the copies are the same again before a slip, if only for what their lines still have there."""
    text = flat.text
    one, other = (flat.line_span(flat.line_of(at))[0] for at in (left, right))
    if left - one == right - other < SURE:
        sure = left > one or bool(WORD.search(text, left, left + 1) and WORD.search(text, right, right + 1))
        return sure and text[one:left] == text[other:right] and other >= low
    return left >= SURE and right - SURE >= low and text[left - SURE : left] == text[right - SURE : right]


def _is_sure_after(flat: Flat, left: int, right: int, high: int) -> bool:
    text = flat.text
    one, other = (flat.line_span(flat.line_of(at - 1))[1] for at in (left, right))
    if one - left == other - right < SURE:
        sure = left < one or bool(WORD.search(text, left - 1, left) and WORD.search(text, right - 1, right))
        return sure and text[left:one] == text[right:other] and one <= high
    return left + SURE <= high and right + SURE <= len(text) and text[left : left + SURE] == text[right : right + SURE]


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


def _begun(flat: Flat, chain: Chain) -> Chain:
    """A chain less its beginning in a byline: the agency that signs the first copy is no copy of its source."""
    at = 0
    while at < len(chain) - 1 and is_byline(flat.line(flat.line_of(chain[at].first))):
        at += 1
    return chain[at:]


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


def _in_byline(flat: Flat, at: int) -> bool:
    """Whether a place is in a byline, or close to one that is glued to the text."""
    start, end = flat.line_span(flat.line_of(at))
    return bool(BYLINE.search(flat.text, max(at - 40, start), min(at + 20, end)))


def compared(flat: Flat, start: int, end: int, again: int, until: int) -> list[Difference]:
    """The differences of two short stretches."""
    return _between(flat, start, end, again, until, header=False)


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
    from rapidfuzz.distance import Indel

    found: list[Difference] = []
    for i, j, k, m in _steps(Indel.editops(one, other).as_matching_blocks()):
        start, end = _span(first, i, j, left)
        again, until = _span(second, k, m, right)
        found.append(_settled(flat, start, end, again, until))
    if header:
        found = [one for one in found if not (_in_byline(flat, one.start) and _in_byline(flat, one.again))]
    return found


def _steps(blocks: Iterable[MatchingBlock]) -> list[tuple[int, int, int, int]]:
    """The stretches between matching blocks; those of one changed word, with a character in common, become one."""
    steps: list[tuple[int, int, int, int]] = []
    i = k = 0
    for block in blocks:
        if i < block.a or k < block.b:
            step = (i, block.a, k, block.b)
            if steps and steps[-1][1] >= i - COMMON and _is_change(*_both(steps[-1], step)):
                step = _both(steps.pop(), step)
            steps.append(step)
        i, k = block.a + block.size, block.b + block.size
    return steps


def _both(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return one[0], other[1], one[2], other[3]


def _is_change(i: int, j: int, k: int, m: int) -> bool:
    """Whether both sides have words of their own, as no lost or doubled character makes."""
    return j - i > COMMON and m - k > COMMON and (j - i) + (m - k) > 2 * COMMON + 2


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
