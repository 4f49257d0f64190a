"""Where two copies differ by a slip: the sound reading, for the copy that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import Difference
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import is_line_only
from zhengwen.pages.differences.evidence import IDEOGRAPH
from zhengwen.pages.differences.judgement import Judgement, Kind, Side
from zhengwen.pages.script_folding import MARKS
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, TRADITIONAL, outside_count

REACH_CHARS = 100_000  # characters on either side that are read
COPIES = 2  # times that anything stands on a page with two copies
KNOWN = 1  # slips that a copy must show, before an open reading is taken for one more
END = Judgement(Kind.SLIP, "the end of both copies")
WIDE = {narrow: wide for wide, narrow in MARKS if narrow in ",;:!?"}


class Reading(NamedTuple):
    """`[start, end)` of the page, in the copy that stays, and the other copy's reading; `None`: either may be right."""

    start: int
    end: int
    seen: str
    other: str
    replacement: str | None


def readings(flat: Flat, pair: Pair, *, second_stays: bool) -> Iterator[Reading]:
    """The places of the copy that stays where the other copy reads otherwise, and better or as well."""
    slips = Counter(one.worse for one in pair.differences)
    mine, other = (Side.SECOND, Side.FIRST) if second_stays else (Side.FIRST, Side.SECOND)
    for one in pair.differences:
        if one.kind in (Kind.MORE, Kind.LABEL) or (one.is_other and is_line_only(flat, one)):
            continue
        worse = _worse(flat, one)
        if worse is other or (worse is not mine and not one.is_telling and not slips[mine] and slips[other]):
            continue
        start, end, copy_start, copy_end, _ = one
        if second_stays:
            start, end, copy_start, copy_end = copy_start, copy_end, start, end
        sure = one.worse is mine or (one.is_open and worse is mine and slips[mine] >= KNOWN)
        fix = sure and not _stands_elsewhere(flat, start, end)
        yield _reading(flat, start, end, copy_start, copy_end, fix=fix)
    if flat.page.is_mixed or _differs_in_width(flat, pair):
        yield from _of_other_form(flat, pair, second_stays=second_stays)


def _worse(flat: Flat, one: Difference) -> Side | None:
    """Which copy has the slip, if slips are what copies differ by: characters are lost or doubled, never added."""
    if one.worse is not None or not one.is_one_sided or one.kind not in (Kind.SLIP, Kind.UNKNOWN):
        return one.worse
    first, second = flat.text[one.start : one.end], flat.text[one.copy_start : one.copy_end]
    more = first or second
    before, after = flat.text[one.start - len(more) : one.start], flat.text[one.end : one.end + len(more)]
    if more in (before, after):
        return None  # 法规规定 may have been lost from, 等等 may have been doubled
    return Side.SECOND if first else Side.FIRST


def _stands_elsewhere(flat: Flat, start: int, end: int) -> bool:
    """Whether two neighbours there stand beside each other in another place of the text, too: no slip happens twice."""
    pairs = map("".join, pairwise(flat.text[max(start - 1, 0) : end + 1]))
    return any(
        flat.text.count(pair, max(start - REACH_CHARS, 0), end + REACH_CHARS) > COPIES
        for pair in pairs
        if IDEOGRAPH.search(pair)
    )


def _reading(flat: Flat, start: int, end: int, copy_start: int, copy_end: int, *, fix: bool) -> Reading:
    page = flat.page
    left, right = (flat.place(start), flat.after(end)) if start < end else (flat.after(start),) * 2
    seen, other = page.text[left:right], flat.unfolded[copy_start:copy_end]
    fix = fix and seen != other and not any(character.isspace() for character in seen)
    if not fix and left == right:
        left, right = (left - 1, right) if left else (left, 1)  # a report needs something to be seen
        seen, other = page.text[left:right], other.join((page.text[left:right], "") if left else ("", page.text[:1]))
    return Reading(left, right, seen, other, other if fix else None)


def _differs_in_width(flat: Flat, pair: Pair) -> bool:
    one, other = (flat.unfolded[a:b] for a, b in ((pair.start, pair.end), (pair.copy_start, pair.copy_end)))
    return any(
        (narrow in one) != (narrow in other) or (wide in one) != (wide in other) for narrow, wide in WIDE.items()
    )


def _of_other_form(flat: Flat, pair: Pair, *, second_stays: bool) -> Iterator[Reading]:
    """Characters of the wrong script, and marks of the wrong width, that the other copy has right."""
    wrong: frozenset[str] | None = None
    for start, copy_start, length in _equal_stretches(pair):
        if second_stays:
            start, copy_start = copy_start, start
        mine, other = flat.unfolded[start : start + length], flat.unfolded[copy_start : copy_start + length]
        if mine == other:
            continue
        if wrong is None:
            wrong = _wrong_script(flat, pair, second_stays=second_stays)
        at = 0
        while at < length:
            end = at
            while end < length and _is_better(mine, other, end, wrong, begun=end > at):
                end += 1
            if end > at:
                yield _reading(flat, start + at, start + end, copy_start + at, copy_start + end, fix=True)
            at = max(end, at + 1)


def _is_better(mine: str, other: str, at: int, wrong: frozenset[str], *, begun: bool) -> bool:
    one, better = mine[at], other[at]
    if one == better or better in wrong:
        return False
    if one in WIDE:
        return better == WIDE[one] and at > 0 and bool(IDEOGRAPH.match(mine[at - 1]))
    return one in wrong or (begun and bool(wrong) and bool(IDEOGRAPH.match(one)))


def _wrong_script(flat: Flat, pair: Pair, *, second_stays: bool) -> frozenset[str]:
    """The characters that the script of the copy that stays does not have."""
    start, end = (pair.copy_start, pair.copy_end) if second_stays else (pair.start, pair.end)
    mine = flat.unfolded[start:end]
    # What the charset of the other script lacks, counted in no time; rarities that neither has count on both sides.
    of_simplified, of_traditional = outside_count(mine, TRADITIONAL), outside_count(mine, SIMPLIFIED)
    if of_traditional >= 4 * of_simplified:
        return data.characters("script/simplified-only")
    return data.characters("script/traditional-only") if of_simplified >= 4 * of_traditional else frozenset()


def _equal_stretches(pair: Pair) -> Iterator[tuple[int, int, int]]:
    """The stretches between differences, where lines of headers were left out no further than they are equal."""
    start, copy_start = pair.start, pair.copy_start
    for one in (*pair.differences, Difference(pair.end, pair.end, pair.copy_end, pair.copy_end, END)):
        length = one.start - start
        if length > 0 and one.copy_start - copy_start == length:
            yield start, copy_start, length
        start, copy_start = one.end, one.copy_end
