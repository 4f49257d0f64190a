"""Where two copies differ by a slip: the sound reading, for the copy that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import Difference
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import is_line_only
from zhengwen.pages.differences.slips import IDEOGRAPH, Kind
from zhengwen.pages.script_folding import MARKS
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, TRADITIONAL, outside_count

KNOWN = 1  # slips that the copies must show, before an open reading is taken for one more
MANY_OPEN = 3  # differences that might be slips, which prove each other
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
    kinds = Counter(one.kind for one in pair.differences)
    mine, other = (Kind.SECOND, Kind.FIRST) if second_stays else (Kind.FIRST, Kind.SECOND)
    known = kinds[mine] + kinds[other] + kinds[Kind.OPEN] // MANY_OPEN
    for one in pair.differences:
        if one.kind is Kind.MORE or (one.kind is Kind.OTHER and is_line_only(flat, one)):
            continue
        guilty = _guilty(flat, one)
        if guilty is other or (guilty is not mine and not kinds[mine] and kinds[other]):
            continue
        start, end, again, until, _ = one
        if second_stays:
            start, end, again, until = again, until, start, end
        fix = one.kind is mine or (one.kind is Kind.OPEN and guilty is mine and known >= KNOWN)
        yield _reading(flat, start, end, again, until, fix=fix)
    if flat.page.is_mixed or _differs_in_width(flat, pair):
        yield from _of_other_form(flat, pair, second_stays=second_stays)


def _guilty(flat: Flat, one: Difference) -> Kind:
    """Which copy has the slip, if slips are what copies differ by: characters are lost or doubled, never added."""
    if one.kind not in (Kind.OPEN, Kind.GRAVE):
        return one.kind
    first, second = flat.text[one.start : one.end], flat.text[one.again : one.until]
    if bool(first) == bool(second):
        return one.kind
    more = first or second
    before, after = flat.text[one.start - len(more) : one.start], flat.text[one.end : one.end + len(more)]
    if more in (before, after):
        return one.kind  # 法规规定 may have been lost from, 等等 may have been doubled
    return Kind.SECOND if first else Kind.FIRST


def _reading(flat: Flat, start: int, end: int, again: int, until: int, *, fix: bool) -> Reading:
    page = flat.page
    left, right = (flat.place(start), flat.after(end)) if start < end else (flat.after(start),) * 2
    seen, other = page.text[left:right], flat.unfolded[again:until]
    fix = fix and seen != other and not any(character.isspace() for character in seen)
    if not fix and left == right:
        left, right = (left - 1, right) if left else (left, 1)  # a report needs something to be seen
        seen, other = page.text[left:right], other.join((page.text[left:right], "") if left else ("", page.text[:1]))
    return Reading(left, right, seen, other, other if fix else None)


def _differs_in_width(flat: Flat, pair: Pair) -> bool:
    one, other = (flat.unfolded[a:b] for a, b in ((pair.start, pair.end), (pair.again, pair.until)))
    return any(
        (narrow in one) != (narrow in other) or (wide in one) != (wide in other) for narrow, wide in WIDE.items()
    )


def _of_other_form(flat: Flat, pair: Pair, *, second_stays: bool) -> Iterator[Reading]:
    """Characters of the wrong script, and marks of the wrong width, that the other copy has right."""
    wrong: frozenset[str] | None = None
    for start, again, length in _equal_stretches(pair):
        if second_stays:
            start, again = again, start
        mine, other = flat.unfolded[start : start + length], flat.unfolded[again : again + length]
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
                yield _reading(flat, start + at, start + end, again + at, again + end, fix=True)
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
    start, end = (pair.again, pair.until) if second_stays else (pair.start, pair.end)
    mine = flat.unfolded[start:end]
    # What the charset of the other script lacks, counted in no time; rarities that neither has count on both sides.
    of_simplified, of_traditional = outside_count(mine, TRADITIONAL), outside_count(mine, SIMPLIFIED)
    if of_traditional >= 4 * of_simplified:
        return data.characters("script/simplified-only")
    return data.characters("script/traditional-only") if of_simplified >= 4 * of_traditional else frozenset()


def _equal_stretches(pair: Pair) -> Iterator[tuple[int, int, int]]:
    """The stretches between differences, where lines of headers were left out no further than they are equal."""
    start, again = pair.start, pair.again
    for one in (*pair.differences, Difference(pair.end, pair.end, pair.until, pair.until, Kind.OPEN)):
        length = one.start - start
        if length > 0 and one.again - again == length:
            yield start, again, length
        start, again = one.end, one.until
