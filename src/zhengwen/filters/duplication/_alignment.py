"""Two copies side by side: how far they reach, and every place where they differ."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.filters.duplication._alignment_ends import (
    below_buttons,
    followed_back,
    followed_on,
    from_line_starts,
    to_line_ends,
)
from zhengwen.filters.duplication._anchors import Anchor, Chain, size
from zhengwen.filters.duplication._differences import MAX_COMPARED_CHARS, Difference, between
from zhengwen.filters.duplication._header import is_byline
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.text import lazy_import

MAX_STRAY_CHARS = 12  # characters of an anchor that may be a formula
MIN_TORN_CHARS = 50  # characters on both sides of a gap that may be two texts
MIN_COMMON_PERCENT = 50  # per cent that two sides of a gap have in common at least, when they are one text
HEADER = 200  # characters from the beginning of a copy in which a second byline may stand


class Pair(NamedTuple):
    """A text `[start, end)` and its copy `[copy_start, copy_end)` further down, in the flat text.

    `differences` leaves out the lines of headers and toolbars; `same` is how many characters are the same.
    """

    start: int
    end: int
    copy_start: int
    copy_end: int
    differences: list[Difference]
    same: int


def aligned(flat: Flat, chain: Chain) -> Pair:
    """The two copies around a chain."""
    differences: list[Difference] = []
    chain = _densest(flat.text, _begun(flat, chain))
    first, last = chain[0], chain[-1]
    start, copy_start = followed_back(flat, first, last.first + last.length, differences)
    start, copy_start = from_line_starts(flat, start, copy_start, chain)
    end, copy_end = followed_on(flat, last, copy_start, differences)
    left, right = first.first, first.copy
    for anchor in chain:
        if anchor.first < left or anchor.copy < right:
            continue
        header = left - first.first < HEADER
        differences += between(flat, left, anchor.first, right, anchor.copy, header=header)
        left, right = anchor.first + anchor.length, anchor.copy + anchor.length
    end, copy_end = to_line_ends(flat, end, copy_end, copy_start, differences)
    start, copy_start = below_buttons(flat, start, copy_start, first)
    differences = sorted(one for one in differences if one.start >= start and one.copy_start >= copy_start)
    return Pair(
        start,
        end,
        copy_start,
        copy_end,
        differences,
        copy_end - copy_start - sum(d.copy_end - d.copy_start for d in differences),
    )


def _begun(flat: Flat, chain: Chain) -> Chain:
    """A chain less its beginning in a byline, or in the title.

    The agency that signs the first copy is no copy of its source, and the law that it repeals none of its title.
    """
    at = 0
    while at < len(chain) - 1 and (
        is_byline(flat.line(flat.line_of(chain[at].first))) or _is_mentioned(flat, chain[at])
    ):
        at += 1
    return chain[at:]


def _is_mentioned(flat: Flat, anchor: Anchor) -> bool:
    """Whether what is a line of its own in one of two places has words around it in the other one."""
    first, copy = ((bool(flat.before(at)), bool(flat.rest(at + anchor.length))) for at in anchor[:2])
    return {first, copy} == {(False, False), (True, True)}


def _densest(text: str, chain: Chain) -> Chain:
    """The largest part of a chain without a gap whose two sides have nothing to do with each other."""
    parts: list[Chain] = [[]]
    for number, anchor in enumerate(chain):
        part = parts[-1]
        if part and _is_torn(text, part[-1], anchor):
            following = chain[number + 1] if number + 1 < len(chain) else None
            if anchor.length < MAX_STRAY_CHARS and following is not None and not _is_torn(text, part[-1], following):
                continue  # a formula that was taken for the text
            if len(part) > 1 and part[-1].length < MAX_STRAY_CHARS and not _is_torn(text, part[-2], anchor):
                part.pop()
            else:
                parts.append([])
        parts[-1].append(anchor)
    return max(parts, key=size)


def _is_torn(text: str, one: Anchor, other: Anchor) -> bool:
    left, right = one.first + one.length, one.copy + one.length
    first, second = text[left : other.first], text[right : other.copy]
    if min(len(first), len(second)) < MIN_TORN_CHARS:
        return False
    with lazy_import.IMPORTING:
        from rapidfuzz import fuzz

    return (
        len(first) > MAX_COMPARED_CHARS
        or len(second) > MAX_COMPARED_CHARS
        or fuzz.ratio(first, second) < MIN_COMMON_PERCENT
    )
