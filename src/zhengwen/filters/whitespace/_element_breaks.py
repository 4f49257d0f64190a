"""Where lines are broken in mid-sentence: certain breaks, likely ones beside them, and what speaks against both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from zhengwen import data
from zhengwen.filters.whitespace._line_width import NEW_ITEM as NEW_ITEM_SOURCE
from zhengwen.filters.whitespace._line_width import columns
from zhengwen.filters.whitespace._sentence import line_around
from zhengwen.page import Page
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

CLOSING = "，。；、：？！）》」』”’％"
OPENING = "（《「『“‘〔"
UNIT = "[万亿萬億]*(?:元|美元|吨|噸|公里|平方米|亩|畝|千瓦时|人次)|%|％|个百分点"
# No line begins with a mark that closes, none ends with one that opens, and no sentence begins with an amount that a
# comma follows; a year does (2021年，…).
CERTAIN = pattern(
    rf"""
    \n (?:
        (?<=[{UNIFIED}0-9A-Za-z%％）)》」』”’〉]\n) (?=[{CLOSING}])  # before a mark that closes
      | (?<=[{OPENING}]\n) (?<![《》]《\n) (?=\S)  # behind one that opens
      | (?<=[{UNIFIED}]{{4}}\n) (?=[0-9][0-9.,]*[余多]?(?:{UNIT})[，；])  # before an amount
    )
    """,
    re.VERBOSE,
)
# The same with blanks of the markup's own indentation around the break.
INDENTED = pattern(rf"(?<=[{UNIFIED}0-9A-Za-z%％）)》」』”’〉])[ \t\r]*+\n(?:[ \t]++(?=[{CLOSING})]))")
# Likely by themselves, certain on a page that is broken elsewhere: 增长⏎8.6%。第一产业…, but not 情况⏎2022年，….
BEFORE_FIGURE = pattern(
    rf"\n(?<=[{UNIFIED}）)]{{4}}\n)(?=[(（\[]?[0-9][0-9.,A-Z]*\]?(?:[0-9][0-9.,]*)?(?![0-9.,年月日时時、．：:~—-])[^\n]*?[，。；])"
)
# The number of an item on a line of its own, its text on the next.
BELOW_NUMBER = pattern(r"\n(?<=[）)、.．]\n)(?=[^\n]{6,}[，。；：？])")
NUMBER = pattern(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、]")
AFTER_COMMA = pattern(rf"\n(?<=[，、]\n)(?=[{UNIFIED}0-9A-Za-z“《「（])")
NEW_ITEM = pattern(NEW_ITEM_SOURCE, re.VERBOSE)
UPRIGHT = pattern(r"(?:\A|\n).\n.\Z")
UPRIGHT_HEAD, UPRIGHT_BELOW = pattern(r"(?:\A|\n).\Z"), pattern(r"\n.\n.(?:\n|\Z)")
UPRIGHT_COLUMN = pattern(r"(?:\n[^\n0-9]){3}(?:\n|\Z)")  # figures on lines of their own are parts of dates
DATE_UNITS, COUNT_UNITS = "年月日时時分", "次届屆号號条條"
UNFINISHED = pattern(lambda: rf"[{data.listed('before-more')}，、]\Z|[，；][^。！？；\n]*[^。！？；：:…”」』）\s]\Z")
LONE_MARK, PAUSES = pattern("[，、；）)」』”》]{1,2}"), ("、", "，")
CLAUSE_MARK = pattern("[，。；]")
MAX_FIGURE_CHARS = 4  # of a year, the longest figure of a date
MAX_SHORTFALL = 12  # columns by which a line cut at a fixed column may fall short of the widest
MIN_CLAUSE_COLUMNS = 44  # of a line that ends with a comma: lines of verse are shorter
MIN_CUT_LINES = 4  # lines of nearly the greatest width, where text is cut at a fixed column
# Of text that is cut at a fixed column, whatever mark comes next; paragraphs are longer.
MIN_CUT_COLUMNS, MAX_CUT_COLUMNS = 40, 120


def is_number(text: str, at: int) -> bool:
    """Whether the line that ends at `at` holds nothing but the number of an item."""
    return NUMBER.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None


def is_clause(text: str, at: int) -> bool:
    """Whether a comma ends a line too long for verse, and the next one goes on with the sentence."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    after = text[at + 1 : line_around(text, at + 1)[1]]
    return columns(line) >= MIN_CLAUSE_COLUMNS and _continues(after, is_fragment=False)


def may_go_on(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is no numbered heading, and the next one no new item."""
    return not NEW_ITEM.match(text, text.rfind("\n", 0, at) + 1) and not NEW_ITEM.match(text, at + 1)


def is_upright(text: str, at: int) -> bool:
    """Whether single characters stand below each other, as in the head of a narrow column.

    So does the first of them, and the line above: joined to the next one, it would leave that as the first.
    """
    if UPRIGHT.search(text[max(0, at - 4) : at]) or UPRIGHT_COLUMN.match(text, at):
        return True
    return UPRIGHT_BELOW.match(text, at) is not None and UPRIGHT_HEAD.search(text[max(0, at - 2) : at]) is not None


def is_cut_at_column(page: Page, certain: set[int]) -> bool:
    """Whether the lines before the breaks are of one width, as where a publisher cuts text at a fixed column."""
    widths = [columns(page.text[page.text.rfind("\n", 0, at) + 1 : at]) for at in certain]
    wide = [width for width in widths if width >= MIN_CUT_COLUMNS]
    if not wide or 2 * len(wide) < len(widths):
        return False
    usual = Counter(wide).most_common(1)[0][0]
    if len(wide) >= MIN_CUT_LINES and 2 * sum(abs(width - usual) <= 1 for width in wide) >= len(widths):
        return True
    every = [columns(line) for line in page.line_texts]
    widest = max(every)
    full = sum(width >= widest - MAX_SHORTFALL for width in every)
    return widest <= MAX_CUT_COLUMNS and full >= MIN_CUT_LINES and min(wide) >= widest - MAX_SHORTFALL


def further_breaks(page: Page, certain: set[int]) -> set[int]:
    """Breaks that are likely by themselves and certain beside others: at figures, and inside unfinished sentences."""
    found = set(_at_figures(page))
    for line, after in pairwise(page.lines):
        if not line.text or not after.text or line.end in certain:
            continue
        beside = line.start - 1 in certain or after.end in certain
        if not beside:
            continue
        closes = line.start - 1 in certain and LONE_MARK.fullmatch(line.text.strip()) is not None
        if (
            closes
            and (line.text.strip() in PAUSES or CLAUSE_MARK.search(after.text))
            and not NEW_ITEM.match(after.text)
        ) or (_is_unfinished(line.text) and _continues(after.text, after.end in certain)):
            found.add(line.end)
    return found - certain


def _at_figures(page: Page) -> Iterator[int]:
    """The breaks around figures that stand alone between a word and what it counts: `7` / `月`, `第` / `256` / `次`."""
    lines = page.lines
    for before, figure, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not (figure.text.isdecimal() and len(figure.text) <= MAX_FIGURE_CHARS):
            continue
        if after.text in tuple(DATE_UNITS):
            yield figure.end
            if before.text[-1:] in tuple(DATE_UNITS):
                yield before.end
        elif before.text.endswith("第") and after.text.startswith(tuple(COUNT_UNITS)):
            yield from (before.end, figure.end)
    for unit, after in pairwise(lines):  # 日⏎下午
        if unit.text in tuple(DATE_UNITS) and after.text and unit.start > 1 and page.text[unit.start - 2].isdecimal():
            yield unit.end


def _is_unfinished(line: str) -> bool:
    return UNFINISHED.search(line[-200:]) is not None


def _continues(line: str, is_fragment: bool) -> bool:
    """Whether the line may go on with a sentence: a fragment that another break ends, or a clause, and no new item."""
    return (is_fragment or CLAUSE_MARK.search(line) is not None) and NEW_ITEM.match(line) is None
