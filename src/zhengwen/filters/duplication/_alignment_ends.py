"""How far two copies go on beyond what is known to be the same."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.filters.duplication._anchors import Anchor
from zhengwen.filters.duplication._differences import MAX_COMPARED_CHARS, Difference, compared, difference
from zhengwen.filters.duplication._equal import equal_after, equal_before
from zhengwen.filters.duplication._header import is_button, is_byline
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.differences.evidence import WORD
from zhengwen.text import lazy_import

SAME_REST = 85  # per cent that the rests of two lines have in common, which are one
NO_HEADS = frozenset("，。、；：！？,;:!?")  # marks that no line begins with, as they stand on a page or folded
MIN_EQUAL_CHARS = 4  # equal characters behind a slip
SLIPS = ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (2, 2))  # characters of the first and second copy


def followed_back(flat: Flat, anchor: Anchor, low: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their beginnings."""
    text = flat.text
    start, copy_start = anchor.first, anchor.copy
    while True:
        run = equal_before(text, start, copy_start, copy_start - low)
        start, copy_start = start - run, copy_start - run
        for one, other in SLIPS:
            left, right = start - one, copy_start - other
            if (
                left < 0
                or right < low
                or not (_in_one_line(flat, left, start) and _in_one_line(flat, right, copy_start))
            ):
                continue
            if _is_sure_before(flat, left, right, low):
                differences.append(difference(flat, left, start, right, copy_start))
                start, copy_start = left, right
                break
        else:
            return start, copy_start


def followed_on(flat: Flat, anchor: Anchor, high: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their ends; the first one ends before `high`."""
    text = flat.text
    end, copy_end = anchor.first + anchor.length, anchor.copy + anchor.length
    while True:
        run = equal_after(text, end, copy_end, high)
        end, copy_end = end + run, copy_end + run
        for one, other in SLIPS:
            left, right = end + one, copy_end + other
            if left > high or right > len(text):
                continue
            if not (_in_one_line(flat, end - 1, left - 1) and _in_one_line(flat, copy_end - 1, right - 1)):
                continue
            if _is_sure_after(flat, left, right, high):
                differences.append(difference(flat, end, left, copy_end, right))
                end, copy_end = left, right
                break
        else:
            return end, copy_end


def to_line_ends(flat: Flat, end: int, copy_end: int, high: int, differences: list[Difference]) -> tuple[int, int]:
    """The ends of two copies; those of their last lines, where the rests of these are one text with slips."""
    stop, halt = (flat.line_span(flat.line_of(at - 1))[1] for at in (end, copy_end))
    one, other = stop - end, halt - copy_end
    if one == other == 1 and stop <= high:  # the last mark of the line
        differences.append(difference(flat, end, stop, copy_end, halt))
        return stop, halt
    if not (MIN_EQUAL_CHARS <= min(one, other) <= max(one, other) <= MAX_COMPARED_CHARS) or stop > high:
        return end, copy_end
    with lazy_import.IMPORTING:
        from rapidfuzz import fuzz

    if fuzz.ratio(flat.text[end:stop], flat.text[copy_end:halt], score_cutoff=SAME_REST) < SAME_REST:
        return end, copy_end
    differences += compared(flat, end, stop, copy_end, halt)
    return stop, halt


def from_line_starts(flat: Flat, start: int, copy_start: int, chain: Sequence[Anchor]) -> tuple[int, int]:
    """The beginnings of two copies, less the last characters of the lines above, where these are the same by chance.

    The lines end in the same mark or word, the larger part of both is something else, and that above the second copy
    is the end of the first one, or a button: a sentence or a title of its own would tell the two texts apart.
    """
    above = flat.line_of(copy_start)
    stop, halt = flat.line_span(flat.line_of(start))[1], flat.line_span(above)[1]
    same = stop - start
    if same != halt - copy_start or stop > chain[0].first:
        return start, copy_start
    if same > min(len(flat.before(start)), len(flat.before(copy_start))):
        return start, copy_start
    ends_first = above == flat.line_of(chain[-1].first + chain[-1].length - 1)
    line = flat.line(above)
    return (stop, halt) if ends_first or is_button(line) or is_byline(line) else (start, copy_start)


def below_buttons(flat: Flat, start: int, copy_start: int, anchor: Anchor) -> tuple[int, int]:
    """The beginnings of two copies, less the end of a breadcrumb that is the same in both."""
    while start < anchor.first and is_button(flat.line(flat.line_of(start))):
        end, copy_end = (flat.line_span(flat.line_of(at))[1] for at in (start, copy_start))
        if end - start != copy_end - copy_start or end > anchor.first:
            break
        start, copy_start = end, copy_end
    return start, copy_start


def _in_one_line(flat: Flat, one: int, other: int) -> bool:
    return flat.line_of(one) == flat.line_of(other)


def _is_sure_before(flat: Flat, left: int, right: int, low: int) -> bool:
    """Whether the copies are the same again before a slip, if only for what their lines still have there."""
    text = flat.text
    one, other = (flat.line_span(flat.line_of(at))[0] for at in (left, right))
    if left - one == right - other < MIN_EQUAL_CHARS:
        sure = left > one or all(WORD.search(text, at, at + 1) or text[at] in NO_HEADS for at in (left, right))
        return sure and text[one:left] == text[other:right] and other >= low
    return (
        left >= MIN_EQUAL_CHARS
        and right - MIN_EQUAL_CHARS >= low
        and text[left - MIN_EQUAL_CHARS : left] == text[right - MIN_EQUAL_CHARS : right]
    )


def _is_sure_after(flat: Flat, left: int, right: int, high: int) -> bool:
    text = flat.text
    one, other = (flat.line_span(flat.line_of(at - 1))[1] for at in (left, right))
    if one - left == other - right < MIN_EQUAL_CHARS:
        sure = left < one or bool(WORD.search(text, left - 1, left) and WORD.search(text, right - 1, right))
        return sure and text[left:one] == text[right:other] and one <= high
    return (
        left + MIN_EQUAL_CHARS <= high
        and right + MIN_EQUAL_CHARS <= len(text)
        and text[left : left + MIN_EQUAL_CHARS] == text[right : right + MIN_EQUAL_CHARS]
    )
