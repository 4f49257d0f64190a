"""Whether what stands around two like texts tells them apart: titles, labels, the words that lead to a quotation."""

from __future__ import annotations

import re
from enum import Enum

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import compared
from zhengwen.filters.duplication._header import is_button, is_byline, is_heading
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import LONG_TEXT_CHARS, is_respelt
from zhengwen.pages.differences.judgement import Kind
from zhengwen.pages.script_folding import CONVERTED
from zhengwen.text import lazy_import
from zhengwen.text.lazy_regex import pattern

SHORTEST_TITLE = 8  # characters of a title in which one may be wrong
MIN_COMMON_PERCENT = 60  # per cent that two lines have in common which have to do with each other
# What tells the two halves of a form, two annexes, or two versions of an article apart.
LABEL = pattern(
    r"""
    附件? [0-9一二三四五六七八九十]+  # 附件2
    | 第? [0-9一二三四五六七八九十]{1,3} [联聯份篇号號次期批页頁]  # 第二联
    | [(（]? [0-9一二三四五六七八九十]{1,3} [)）、.．]  # （二）
    | [甲乙丙丁] 方?  # 甲方
    # 正本, 修改前
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


def relation(flat: Flat, first: int, second: int) -> Relation:
    """Compare two lines, by their indexes in the flat text."""
    start, end = flat.line_span(first)
    copy_start, copy_end = flat.line_span(second)
    one, other = flat.text[start:end], flat.text[copy_start:copy_end]
    if one == other:
        return Relation.SAME
    with lazy_import.IMPORTING:
        from rapidfuzz import fuzz

    if min(len(one), len(other)) < 4 or fuzz.ratio(one, other) < MIN_COMMON_PERCENT:
        return Relation.NONE
    differences = compared(flat, start, end, copy_start, copy_end)
    wrong = [d for d in differences if d.kind not in (Kind.SLIP, Kind.LABEL)]
    if min(flat.page.script) >= CONVERTED:
        wrong = [d for d in wrong if not is_respelt(d)]
    return Relation.SISTERS if wrong else Relation.SAME


def is_sister(flat: Flat, pair: Pair) -> bool:
    """Whether the lines above or below tell two texts apart: `附件1` and `附件2`, two days, before and after."""
    count = len(flat.lines)
    above, beside = flat.line_of(pair.start) - 1, flat.line_of(pair.copy_start) - 1
    below, under = flat.line_of(pair.end - 1) + 1, flat.line_of(pair.copy_end - 1) + 1
    if 0 <= above < beside and _tell_apart(flat, above, beside) and not _is_slip_in_title(flat, pair, above, beside):
        return True
    is_followed = below < count and under < count and below != flat.line_of(pair.copy_start)
    if is_followed and _tell_apart(flat, below, under):
        return True
    return bool(AMENDED.search(flat.text, max(pair.end, pair.copy_start - 40), pair.copy_start))


def _is_slip_in_title(flat: Flat, pair: Pair, above: int, beside: int) -> bool:
    """Whether two titles differ in one character, and what stands below them, a long text, in nothing but slips."""
    if pair.same < LONG_TEXT_CHARS or any(one.is_telling for one in pair.differences):
        return False
    return is_one_character_off(flat, above, beside)


def is_one_character_off(flat: Flat, first: int, second: int) -> bool:
    """Whether two lines differ in one character that is no value."""
    start, end = flat.line_span(first)
    copy_start, copy_end = flat.line_span(second)
    if end - start != copy_end - copy_start or end - start < SHORTEST_TITLE:
        return False
    found = compared(flat, start, end, copy_start, copy_end)
    return len(found) == 1 and found[0].kind not in (Kind.VALUE, Kind.NAME) and found[0].end - found[0].start == 1


def _tell_apart(flat: Flat, first: int, second: int) -> bool:
    one, other = flat.line(first).strip(), flat.line(second).strip()
    if one == other or not is_heading(one) or not is_heading(other):
        return False
    if any(is_button(line) or is_byline(line) for line in (one, other)):
        return False
    if LABEL.match(one) and LABEL.match(other):
        return True
    return relation(flat, first, second) is Relation.SISTERS


def is_quoted(flat: Flat, pair: Pair) -> bool:
    """Whether words of its own lead to the copy: `会议重申：“…`."""
    before = flat.before(pair.copy_start)
    if not before or flat.line_of(pair.copy_start) == flat.line_of(pair.end - 1):
        return False
    return len(before) > 1 and not flat.before(pair.start).endswith(before) and not is_byline(before)
