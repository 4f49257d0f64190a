"""Which stretches that stand twice are copies of the document, and not its formulas, forms or sister notices."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from zhengwen.filters.duplication._align import Difference, Pair, aligned
from zhengwen.filters.duplication._chains import chains, merged, size
from zhengwen.filters.duplication._flat import MIXED, Flat, squeezed
from zhengwen.filters.duplication._header import (
    CLOSED,
    days,
    header_before,
    is_button,
    is_byline,
    is_heading,
    is_prose,
    is_title,
    known,
)
from zhengwen.filters.duplication._judge import WORD, Kind

MOST = 200  # stretches that are looked at, the largest ones
DENSE = 0.2  # of a copy is in anchors, though slips and wrapping break many clauses
SHARE, MOSTLY = 0.4, 0.6  # of a page, that both copies make up
FEWEST = 30  # characters of a copy
PROSE_LINE = 25  # characters of a line that is no verse and no item of a list
HEADER_LINES = 8
TITLES, MENU = 2, 6  # lines of a title; characters of a menu's line
MENUS = 60  # lines above the first copy, whose words may be in the header of the second one
ALIKE = 60  # per cent that the lines beside two sister notices have in common
# What a teaser ends in.
TEASER_END = re.compile(
    r"""
    [.…。\[【(（]*
    (?: 点击|點擊 )? (?: 查看|查閱|閱讀|阅读|展开|展開|了解|更多|余下|餘下 )?
    (?: 全文|更多|詳情|详情|原文|详细|詳細|正文|more )?
    [\]】)）>»›.…]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What tells the two halves of a form, two annexes, or two versions of an article apart.
LABEL = re.compile(
    r"""
    附件? [0-9一二三四五六七八九十]+
    | 第? [0-9一二三四五六七八九十]{1,3} [联聯份篇号號次期批页頁]
    | [(（]? [0-9一二三四五六七八九十]{1,3} [)）、.．]
    | [甲乙丙丁] 方?
    | .{0,8} (?: 存根|回执|回執|正本|副本|现行|現行|原文|[拟擬]修改|建议修改 | [修订訂正改]{2} [前后後] )
    """,
    re.VERBOSE,
)
AMENDED = re.compile(r"修改为|修改後|修改后|修订为|修正为|修正為|改為|改为|调整为|調整為|原文|原条文|原第|删去")


class Evidence(NamedTuple):
    """What speaks for a copy beside its text."""

    header: int | None  # the line of the flat text where the header of the copy begins
    bylined: bool  # a byline stands there again
    strong: bool  # a title, a byline or buttons stand there
    mine: bool  # a title stands there that the first copy has not
    top: bool  # nothing but menus stands above the first copy
    share: float  # of the page that both copies make up


class Copy(NamedTuple):
    """A copy that was found out."""

    pair: Pair
    evidence: Evidence


def copies(flat: Flat) -> list[Copy]:
    """The copies on a page, in their order."""
    found = []
    first_prose = next((index for index in range(len(flat.lines)) if is_prose(flat.line(index))), len(flat.lines))
    largest = sorted(merged(chains(flat)), key=size, reverse=True)[:MOST]
    for chain in sorted(largest, key=lambda one: one[0].copy):
        length = chain[-1].copy + chain[-1].length - chain[0].copy
        middle = flat.line_of(chain[0].first) > first_prose and 2.2 * length < SHARE * len(flat.text)
        if size(chain) < DENSE * length or middle:
            continue
        pair = aligned(flat, chain)
        if _is_one_text(flat, pair):
            evidence = _evidence(flat, pair, first_prose)
            if _is_copy(flat, pair, evidence):
                found.append(Copy(pair, evidence))
    return found


def is_line_only(flat: Flat, difference: Difference) -> bool:
    """Whether a difference is made of whole lines, such as a caption or a list of buttons that one copy has."""
    _, _, again, until, _ = difference
    return _is_lines(flat, difference.start, difference.end) and _is_lines(flat, again, until)


def _is_lines(flat: Flat, start: int, end: int) -> bool:
    return start == end or (not flat.before(start) and not flat.rest(end))


def _is_one_text(flat: Flat, pair: Pair) -> bool:
    first, second = pair.end - pair.start, pair.until - pair.again
    return pair.same >= max(FEWEST, 0.7 * second, 0.6 * first) and pair.again >= pair.end


def _evidence(flat: Flat, pair: Pair, first_prose: int) -> Evidence:
    above, begin = flat.line_of(pair.start), flat.line_of(pair.again)
    top = above <= first_prose
    floor = flat.line_of(pair.end - 1)
    menus = [flat.line(index) for index in range(above)] if top and above <= MENUS else []
    own = [flat.line(index) for index in range(above, min(above + 4, floor + 1))]
    first = known(_titles(flat, above) + own, menus) if top else known([], [])
    header = None if flat.before(pair.again) else header_before(flat, begin, floor, first)
    lines = [flat.line(index) for index in range(begin if header is None else header, min(begin + 4, len(flat.lines)))]
    bylined = any(is_byline(line) for line in lines)
    titled = any(squeezed(line) in first.titles for line in lines)
    between = [flat.line(index) for index in range(floor + 1, begin)]
    strong = bylined or titled or header is not None or any(is_button(line) for line in between)
    mine = not first.titles and any(is_title(line) and len(line.strip()) > MENU for line in between)
    share = (pair.end - pair.start + pair.until - pair.again) / len(flat.text)
    return Evidence(header, bylined, strong, mine, top, share)


def _titles(flat: Flat, above: int) -> list[str]:
    """The lines of a header right above line `above`: bylines and buttons, a title or two, and no menu."""
    lines: list[str] = []
    titles = 0
    for index in range(above - 1, max(-1, above - 1 - HEADER_LINES), -1):
        line = flat.line(index)
        if not (is_byline(line) or is_button(line)):
            menu = len(line.strip()) <= MENU and index > 0 and len(flat.line(index - 1).strip()) <= MENU
            titles += 1
            if titles > TITLES or menu or not is_title(line):
                break
        lines.append(line)
    return lines


def _is_copy(flat: Flat, pair: Pair, evidence: Evidence) -> bool:
    if _is_quoted(flat, pair) or _is_sister(flat, pair) or not is_slips_only(flat, pair, strong=evidence.strong):
        return False
    if flat.line_of(pair.start) == flat.line_of(pair.end - 1) and pair.same < 2 * FEWEST:
        return False  # one line: a title that is linked to
    if not evidence.strong and _is_paragraph(flat, pair):
        return False  # one paragraph said again right away has its own rule
    text = flat.text[pair.again : pair.until]
    if not _is_prose(flat, pair, text):
        return evidence.bylined and evidence.top and evidence.share >= MOSTLY and pair.same >= 0.95 * len(text)
    if evidence.top:
        return evidence.strong or evidence.share >= SHARE or (_is_next(flat, pair) and pair.same >= 2 * FEWEST)
    return evidence.share >= (SHARE if evidence.strong else MOSTLY)


def _is_paragraph(flat: Flat, pair: Pair) -> bool:
    """Whether the copies are two lines that follow each other."""
    first, second = flat.line_of(pair.start), flat.line_of(pair.again)
    return second == first + 1 and flat.line_of(pair.end - 1) == first and flat.line_of(pair.until - 1) == second


def _is_quoted(flat: Flat, pair: Pair) -> bool:
    """Whether words of its own lead to the copy: `会议重申：“…`."""
    before = flat.before(pair.again)
    if not before or flat.line_of(pair.again) == flat.line_of(pair.end - 1):
        return False
    return len(before) > 1 and not flat.before(pair.start).endswith(before) and not is_byline(before)


def _is_prose(flat: Flat, pair: Pair, text: str) -> bool:
    """Whether a copy has sentences, in lines that are no verses, items or cells of a form."""
    marks = len(CLOSED.findall(text))
    lines = range(flat.line_of(pair.again), flat.line_of(pair.until - 1) + 1)
    longest = max(end - start for start, end in map(flat.line_span, lines))
    return marks >= 1 and longest >= PROSE_LINE and text.count("_") + text.count("□") < 0.05 * len(text)


def _is_next(flat: Flat, pair: Pair) -> bool:
    """Whether nothing but buttons stands between the copies."""
    between = range(flat.line_of(pair.end - 1) + 1, flat.line_of(pair.again))
    return all(is_button(flat.line(index)) for index in between)


def is_slips_only(flat: Flat, pair: Pair, *, strong: bool) -> bool:
    """Whether the copies differ as a text and its careless copy do, and not as two texts with the same wording."""
    kinds = Counter(one.kind for one in pair.differences if not is_line_only(flat, one))
    more = sum(d.until - d.again for d in pair.differences if d.kind in (Kind.MORE, Kind.OTHER))
    if more > 0.25 * (pair.until - pair.again):
        return False
    wrong = kinds[Kind.OTHER] + kinds[Kind.GRAVE] + kinds[Kind.MORE] + _ends(flat, pair) + 3 * _dates(flat, pair)
    wrong += _said_twice(flat, pair)
    if min(flat.page.script) >= MIXED:
        wrong -= min(_respelt(pair), (pair.end - pair.start) // 100)
    slips = kinds[Kind.FIRST] + kinds[Kind.SECOND]
    if strong:
        slips += 2
        allowed = 0.35 * slips + (not kinds[Kind.OTHER] and not _ends(flat, pair))
    else:
        allowed = 0.2 * slips
    return wrong <= allowed and kinds[Kind.OPEN] <= 2 * slips + 1


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


def _respelt(pair: Pair) -> int:
    """How many single characters are others, as a conversion between the scripts makes some."""
    changed = [one for one in pair.differences if one.kind is Kind.OTHER]
    return sum(one.end - one.start == one.until - one.again == 1 for one in changed)


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


def _is_sister(flat: Flat, pair: Pair) -> bool:
    """Whether the lines above or below tell two texts apart: `附件1` and `附件2`, two days, before and after."""
    count = len(flat.lines)
    above, beside = flat.line_of(pair.start) - 1, flat.line_of(pair.again) - 1
    below, under = flat.line_of(pair.end - 1) + 1, flat.line_of(pair.until - 1) + 1
    if 0 <= above < beside and _tell_apart(flat.line(above), flat.line(beside)):
        return True
    is_followed = below < count and under < count and below != flat.line_of(pair.again)
    if is_followed and _tell_apart(flat.line(below), flat.line(under)):
        return True
    return bool(AMENDED.search(flat.text, max(pair.end, pair.again - 40), pair.again))


def _tell_apart(one: str, other: str) -> bool:
    one, other = squeezed(one), squeezed(other)
    if one == other or not is_heading(one) or not is_heading(other):
        return False
    if any(is_button(line) or is_byline(line) for line in (one, other)):
        return False
    if LABEL.match(one) and LABEL.match(other):
        return True
    from rapidfuzz import fuzz

    return min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= ALIKE
