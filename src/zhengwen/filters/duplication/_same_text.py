"""Whether two stretches, or two lines, are one text with slips, or two texts with the same wording."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import Difference, compared
from zhengwen.filters.duplication._header import is_button, is_byline, is_heading
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.dates import days
from zhengwen.pages.differences.slips import WORD, Kind
from zhengwen.pages.script_folding import CONVERTED
from zhengwen.text.lazy_regex import pattern

ALIKE = 60  # per cent that two lines have in common which have to do with each other
# What a teaser ends in.
TEASER_END = pattern(
    r"""
    [.…。\[【(（]*
    (?: 点击|點擊 )? (?: 查看|查閱|閱讀|阅读|展开|展開|了解|更多|余下|餘下 )?
    (?: 全文|更多|詳情|详情|原文|详细|詳細|正文|more )?
    [\]】)）>»›.…]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What tells the two halves of a form, two annexes, or two versions of an article apart.
LABEL = pattern(
    r"""
    附件? [0-9一二三四五六七八九十]+
    | 第? [0-9一二三四五六七八九十]{1,3} [联聯份篇号號次期批页頁]
    | [(（]? [0-9一二三四五六七八九十]{1,3} [)）、.．]
    | [甲乙丙丁] 方?
    | .{0,8} (?: 存根|回执|回執|正本|副本|现行|現行|原文|[拟擬]修改|建议修改 | [修订訂正改]{2} [前后後] )
    """,
    re.VERBOSE,
)
AMENDED = pattern(r"修改为|修改後|修改后|修订为|修正为|修正為|改為|改为|调整为|調整為|原文|原条文|原第|删去")


class Relation(Enum):
    """What two lines are to each other."""

    SAME = "one line, slips apart"
    SISTERS = "two lines with the same wording"
    NONE = "two lines"


def is_slips_only(flat: Flat, pair: Pair, *, strong: bool) -> bool:
    """Whether the copies differ as a text and its careless copy do, and not as two texts with the same wording."""
    kinds = Counter(one.kind for one in pair.differences if not is_line_only(flat, one))
    more = sum(d.until - d.again for d in pair.differences if d.kind in (Kind.MORE, Kind.OTHER))
    if more > 0.25 * (pair.until - pair.again):
        return False
    wrong = kinds[Kind.OTHER] + kinds[Kind.GRAVE] + kinds[Kind.MORE] + _ends(flat, pair) + 3 * _dates(flat, pair)
    wrong += _said_twice(flat, pair)
    if min(flat.page.script) >= CONVERTED:
        wrong -= min(sum(map(_is_respelt, pair.differences)), (pair.end - pair.start) // 100)
    slips = kinds[Kind.FIRST] + kinds[Kind.SECOND]
    if strong:
        slips += 2
        allowed = 0.35 * slips + (not kinds[Kind.OTHER] and not _ends(flat, pair))
    else:
        allowed = 0.2 * slips
    return wrong <= allowed and kinds[Kind.OPEN] <= 2 * slips + 1


def relation(flat: Flat, first: int, second: int) -> Relation:
    """Compare two lines, by their indexes in the flat text."""
    start, end = flat.line_span(first)
    again, until = flat.line_span(second)
    one, other = flat.text[start:end], flat.text[again:until]
    if one == other:
        return Relation.SAME
    from rapidfuzz import fuzz

    if min(len(one), len(other)) < 4 or fuzz.ratio(one, other) < ALIKE:
        return Relation.NONE
    differences = compared(flat, start, end, again, until)
    wrong = [d for d in differences if d.kind in (Kind.OTHER, Kind.GRAVE, Kind.MORE)]
    if min(flat.page.script) >= CONVERTED:
        wrong = [d for d in wrong if not _is_respelt(d)]
    return Relation.SISTERS if wrong else Relation.SAME


def is_sister(flat: Flat, pair: Pair) -> bool:
    """Whether the lines above or below tell two texts apart: `附件1` and `附件2`, two days, before and after."""
    count = len(flat.lines)
    above, beside = flat.line_of(pair.start) - 1, flat.line_of(pair.again) - 1
    below, under = flat.line_of(pair.end - 1) + 1, flat.line_of(pair.until - 1) + 1
    if 0 <= above < beside and _tell_apart(flat, above, beside):
        return True
    is_followed = below < count and under < count and below != flat.line_of(pair.again)
    if is_followed and _tell_apart(flat, below, under):
        return True
    return bool(AMENDED.search(flat.text, max(pair.end, pair.again - 40), pair.again))


def is_quoted(flat: Flat, pair: Pair) -> bool:
    """Whether words of its own lead to the copy: `会议重申：“…`."""
    before = flat.before(pair.again)
    if not before or flat.line_of(pair.again) == flat.line_of(pair.end - 1):
        return False
    return len(before) > 1 and not flat.before(pair.start).endswith(before) and not is_byline(before)


def is_line_only(flat: Flat, difference: Difference) -> bool:
    """Whether a difference is made of whole lines, such as a caption or a list of buttons that one copy has."""
    _, _, again, until, _ = difference
    return _is_lines(flat, difference.start, difference.end) and _is_lines(flat, again, until)


def _is_lines(flat: Flat, start: int, end: int) -> bool:
    return start == end or (not flat.before(start) and not flat.rest(end))


def _said_twice(flat: Flat, pair: Pair) -> int:
    """How many differences are there more than once, as those of names are."""
    text = flat.text
    said = Counter(
        (text[one.start - 1 : one.end + 1], text[one.again - 1 : one.until + 1])
        for one in pair.differences
        if one.kind in (Kind.FIRST, Kind.SECOND, Kind.OPEN)
        and WORD.search(text[one.start : one.end] + text[one.again : one.until])
    )
    return sum(count for count in said.values() if count > 1)


def _is_respelt(one: Difference) -> bool:
    """Whether a single character is another, as a conversion between the scripts makes some."""
    return one.kind is Kind.OTHER and one.end - one.start == one.until - one.again == 1


def _ends(flat: Flat, pair: Pair) -> int:
    """How many ends of the two copies go on differently in the middle of a line."""
    rest, other = flat.rest(pair.end), flat.rest(pair.until)
    after = bool(TEASER_END.sub("", rest, count=1) and TEASER_END.sub("", other, count=1))
    head, beside = flat.before(pair.start), flat.before(pair.again)
    before = bool(head and beside) and not (is_byline(head) or is_byline(beside))
    return after + before


def _dates(flat: Flat, pair: Pair) -> bool:
    """Whether the bylines of the two copies name different days."""
    one, other = (_byline_days(flat, at) for at in (pair.start, pair.again))
    return bool(one and other and not one & other)


def _byline_days(flat: Flat, at: int) -> set[tuple[int, int, int]]:
    index = flat.line_of(at)
    lines = (flat.line(n) for n in range(max(0, index - 3), min(index + 4, len(flat.lines))))
    return {day for line in lines if is_byline(line) for day in days(line)}


def _tell_apart(flat: Flat, first: int, second: int) -> bool:
    one, other = flat.line(first).strip(), flat.line(second).strip()
    if one == other or not is_heading(one) or not is_heading(other):
        return False
    if any(is_button(line) or is_byline(line) for line in (one, other)):
        return False
    if LABEL.match(one) and LABEL.match(other):
        return True
    return relation(flat, first, second) is Relation.SISTERS
