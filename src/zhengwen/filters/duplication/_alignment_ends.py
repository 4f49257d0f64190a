"""How far two copies go on beyond what is known to be the same."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.filters.duplication._anchors import Anchor
from zhengwen.filters.duplication._differences import LONGEST, Difference, compared, difference
from zhengwen.filters.duplication._equal import equal_after, equal_before
from zhengwen.filters.duplication._header import is_button, is_byline
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.differences.slips import WORD

SAME_REST = 85  # per cent that the rests of two lines have in common, which are one
SURE = 4  # equal characters behind a slip
SLIPS = ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (2, 2))  # characters of the first and second copy


def followed_back(flat: Flat, anchor: Anchor, low: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their beginnings."""
    text = flat.text
    start, again = anchor.first, anchor.copy
    while True:
        run = equal_before(text, start, again, again - low)
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


def followed_on(flat: Flat, anchor: Anchor, high: int, differences: list[Difference]) -> tuple[int, int]:
    """Follow both copies towards their ends; the first one ends before `high`."""
    text = flat.text
    end, until = anchor.first + anchor.length, anchor.copy + anchor.length
    while True:
        run = equal_after(text, end, until, high)
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


def to_line_ends(flat: Flat, end: int, until: int, high: int, differences: list[Difference]) -> tuple[int, int]:
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


def from_line_starts(flat: Flat, start: int, again: int, chain: Sequence[Anchor]) -> tuple[int, int]:
    """The beginnings of two copies, less the last characters of the lines above, where these are the same by chance.

    The lines end in the same mark or word, the larger part of both is something else, and that above the second copy
    is the end of the first one, or a button: a sentence or a title of its own would tell the two texts apart.
    """
    above = flat.line_of(again)
    stop, halt = flat.line_span(flat.line_of(start))[1], flat.line_span(above)[1]
    same = stop - start
    if same != halt - again or stop > chain[0].first:
        return start, again
    if same > min(len(flat.before(start)), len(flat.before(again))):
        return start, again
    ends_first = above == flat.line_of(chain[-1].first + chain[-1].length - 1)
    line = flat.line(above)
    return (stop, halt) if ends_first or is_button(line) or is_byline(line) else (start, again)


def below_buttons(flat: Flat, start: int, again: int, anchor: Anchor) -> tuple[int, int]:
    """The beginnings of two copies, less the end of a breadcrumb that is the same in both."""
    while start < anchor.first and is_button(flat.line(flat.line_of(start))):
        end, until = (flat.line_span(flat.line_of(at))[1] for at in (start, again))
        if end - start != until - again or end > anchor.first:
            break
        start, again = end, until
    return start, again


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
