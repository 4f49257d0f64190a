"""Whether two stretches, or two lines, are one text with slips, or two texts with the same wording."""

from __future__ import annotations

import re
from collections import Counter

from zhengwen import data
from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import Difference
from zhengwen.filters.duplication._header import is_byline, is_heading
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.differences.evidence import WORD
from zhengwen.pages.differences.judgement import Kind
from zhengwen.pages.script_folding import CONVERTED
from zhengwen.text.lazy_regex import pattern
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, TRADITIONAL, outside_count

# Of how many slips one may look like a value; below a header of its own a copy is known, and more may. By the slips put
# into copies of laws: of 0.35 a slip, none of 1,000 copies was lost to the reader.
CARELESS, CARELESS_BELOW_A_HEADER = 0.2, 0.35
MOST_ADDED = 0.25  # of a copy, in words that the other one lacks
CHARS_FOR_A_WORD, CHARS_FOR_A_SLIP = 100, 100  # characters that are the same, for each place that may have other words
LONG_TEXT_CHARS = 300  # characters of a text in which one other word, even in the title, makes no other text
# Characters of one script alone in a text that is whole in it, and of the other one, of so many: a handful are names.
MIN_OF_SCRIPT, MAX_SHARE_OF_OTHER = 10, 0.02
# What a teaser ends in.
TEASER_END = pattern(
    r"""
    [.…。\[【(（]*
    (?: 点击|點擊 )? (?: 查看|查閱|閱讀|阅读|展开|展開|了解|更多|余下|餘下 )?  # 点击查看
    (?: 全文|更多|詳情|详情|原文|详细|詳細|正文|more )?  # … the whole text
    [\]】)）>»›.…]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A whole date: a byline whose date is damaged names no other day.
DAY = pattern(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|號|号|(?!\w))")


def is_one_text(flat: Flat, pair: Pair, *, strong: bool, wording: bool = True) -> bool:
    """Whether the copies differ as a text and its careless copy do, and not as two texts of one form.

    Args:
        flat: the page.
        pair: the two copies.
        strong: whether a title, a byline or buttons stand above the second one.
        wording: whether a place or two may have other words; they may not in neighbouring paragraphs, which laws
            build alike.
    """
    differing = [one for one in pair.differences if one.kind is not Kind.LABEL and not is_line_only(flat, one)]
    added = sum(one.copy_end - one.copy_start for one in pair.differences if one.is_other or one.kind is Kind.MORE)
    if added > MOST_ADDED * (pair.copy_end - pair.copy_start):
        return False
    slips = sum(one.worse is not None for one in differing)
    reworded = [one for one in differing if one.kind is Kind.WORDING or (one.is_other and one.kind is Kind.UNKNOWN)]
    reworded += [one for one in differing if one.kind is Kind.MORE] if wording else []
    if not _may_be_reworded(flat, pair, reworded, strong=strong) or (reworded and not wording):
        return False
    values = sum(one.kind in (Kind.VALUE, Kind.NAME) for one in differing)
    small = sum(
        one.is_one_sided and (one.kind is Kind.UNKNOWN or (one.kind is Kind.MORE and not wording)) for one in differing
    )
    ends = _ends(flat, pair)
    wrong = values + small + ends + 3 * _dates(flat, pair) + _replaced_throughout(flat, pair, differing)
    below_a_header = CARELESS_BELOW_A_HEADER * (slips + 2) + (not values and not ends)
    allowed = below_a_header if strong else CARELESS * slips
    return wrong <= allowed and sum(one.is_open for one in differing) <= 2 * slips + 1 + pair.same // CHARS_FOR_A_SLIP


def _may_be_reworded(flat: Flat, pair: Pair, reworded: list[Difference], *, strong: bool) -> bool:
    """Whether so few places of a long text have other words that it is no other text.

    Words that are seldom seen may be names, and count thrice. In a title they tell two texts apart, unless all else of
    a long text is the same.
    """
    cost = sum(3 if one.kind is Kind.UNKNOWN else 1 for one in reworded)
    if min(flat.page.script) >= CONVERTED:
        cost -= min(sum(map(is_respelt, reworded)), pair.same // CHARS_FOR_A_SLIP)
    if any(_is_in_title(flat, pair, one) for one in reworded) and (len(reworded) > 1 or pair.same < LONG_TEXT_CHARS):
        return False
    return cost <= pair.same // CHARS_FOR_A_WORD + (strong and pair.same >= CHARS_FOR_A_WORD)


def _is_in_title(flat: Flat, pair: Pair, one: Difference) -> bool:
    """Whether a difference stands in the first line of the copies, which is no sentence."""
    line = flat.line_of(pair.copy_start)
    return flat.line_of(one.copy_start) == line and is_heading(flat.line(line)) and not is_byline(flat.line(line))


def is_edition(flat: Flat, pair: Pair) -> bool:
    """Whether the texts are whole in two scripts, Simplified and Traditional: an edition each, and no copy.

    A copy that was half converted on the way has characters of both.
    """
    if not flat.page.is_mixed:
        return False
    one, other = flat.unfolded[pair.start : pair.end], flat.unfolded[pair.copy_start : pair.copy_end]
    if _is_mostly_traditional(one) == _is_mostly_traditional(other):
        return False
    first, second = _scripts(one), _scripts(other)
    return (_is_whole(*first) and _is_whole(*reversed(second))) or (_is_whole(*reversed(first)) and _is_whole(*second))


def _is_mostly_traditional(text: str) -> bool:
    """Whether a text has more that the charset of Simplified lacks than that of Traditional: counted in no time."""
    return outside_count(text, SIMPLIFIED) > outside_count(text, TRADITIONAL)


def _scripts(text: str) -> tuple[int, int]:
    """How many characters a text has that only Simplified has, and only Traditional."""
    return tuple(
        sum(map(text.count, data.characters(name) & set(text)))
        for name in ("script/simplified-only", "script/traditional-only")
    )  # type: ignore[return-value]


def _is_whole(mine: int, other: int) -> bool:
    return mine >= MIN_OF_SCRIPT and other <= MAX_SHARE_OF_OTHER * mine


def is_line_only(flat: Flat, difference: Difference) -> bool:
    """Whether a difference is made of whole lines, such as a caption or a list of buttons that one copy has."""
    _, _, copy_start, copy_end, _ = difference
    return _is_lines(flat, difference.start, difference.end) and _is_lines(flat, copy_start, copy_end)


def _is_lines(flat: Flat, start: int, end: int) -> bool:
    return start == end or (not flat.before(start) and not flat.rest(end))


def _replaced_throughout(flat: Flat, pair: Pair, differing: list[Difference]) -> int:
    """How many differences are there more than once, and nowhere else: names are replaced wherever they stand."""
    text = flat.text
    said = Counter(
        (text[one.start - 1 : one.end + 1], text[one.copy_start - 1 : one.copy_end + 1])
        for one in differing
        if WORD.search(text[one.start : one.end] + text[one.copy_start : one.copy_end])
    )
    second = text[pair.copy_start : pair.copy_end]
    return sum(count for (first, _), count in said.items() if count > 1 and first not in second)


def is_respelt(one: Difference) -> bool:
    """Whether a single character is another, as a conversion between the scripts makes some."""
    return one.end - one.start == one.copy_end - one.copy_start == 1


def _ends(flat: Flat, pair: Pair) -> int:
    """How many ends of the two copies go on differently in the middle of a line."""
    rest, other = flat.rest(pair.end), flat.rest(pair.copy_end)
    after = bool(TEASER_END.sub("", rest, count=1) and TEASER_END.sub("", other, count=1))
    head, beside = flat.before(pair.start), flat.before(pair.copy_start)
    before = bool(head and beside) and not (is_byline(head) or is_byline(beside))
    return after + before


def _dates(flat: Flat, pair: Pair) -> bool:
    """Whether the bylines of the two copies name different days."""
    one, other = (_byline_days(flat, at) for at in (pair.start, pair.copy_start))
    return bool(one and other and not one & other)


def _byline_days(flat: Flat, at: int) -> set[tuple[int, ...]]:
    index = flat.line_of(at)
    lines = (flat.line(n) for n in range(max(0, index - 3), min(index + 4, len(flat.lines))))
    return {tuple(map(int, day)) for line in lines if is_byline(line) for day in DAY.findall(line)}
