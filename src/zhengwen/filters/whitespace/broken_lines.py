"""Sees lines that a scraper broke at every inline element of the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.whitespace._line_width import NEW_ITEM as NEW_ITEM_SOURCE
from zhengwen.filters.whitespace._line_width import columns, wrapping
from zhengwen.filters.whitespace._sentence import HAN, line_around
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

CLOSING = "，。；、：？！）》」』”’％"
OPENING = "（《「『“‘〔"
# No line begins with a mark that closes, none ends with one that opens, and no sentence begins with an amount that a
# comma follows; a year does (2021年，…).
CERTAIN = pattern(
    rf"""
    \n (?:
        (?<=[{HAN}0-9A-Za-z%％）)》」』”’〉]\n) (?=[{CLOSING}])
      | (?<=[{OPENING}]\n) (?<![《》]《\n) (?=\S)
      | (?<=[{HAN}]{{4}}\n) (?=[0-9][0-9.,]*[余多]?(?:[万亿萬億]*(?:元|美元|吨|噸|公里|平方米|亩|畝|千瓦时|人次)|%|％|个百分点)[，；])
    )
    """,
    re.VERBOSE,
)
# Likely by themselves, certain on a page that is broken elsewhere: 增长⏎8.6%。第一产业…, but not 情况⏎2022年，….
BEFORE_FIGURE = pattern(
    rf"\n(?<=[{HAN}）)]{{4}}\n)(?=[(（\[]?[0-9][0-9.,A-Z]*\]?(?:[0-9][0-9.,]*)?(?![0-9.,年月日时時、．：:~—-])[^\n]*?[，。；])"
)
# The number of an item on a line of its own, its text on the next.
BELOW_NUMBER = pattern(r"\n(?<=[）)、.．]\n)(?=[^\n]{6,}[，。；：？])")
NUMBER = pattern(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、]")
AFTER_COMMA = pattern(rf"\n(?<=[，、]\n)(?=[{HAN}0-9A-Za-z“《「（])")
NEW_ITEM = pattern(NEW_ITEM_SOURCE, re.VERBOSE)
UPRIGHT = pattern(r"(?:\A|\n).\n.\Z")
DATE_UNITS, COUNT_UNITS = "年月日时時分", "次届屆号號条條"
UNFINISHED = pattern(
    r"[的和与與及在是为為对對由将將从從向至或于於被把，、]\Z|[，；][^。！？；\n]*[^。！？；：:…”」』）\s]\Z"
)
SENTENCE = pattern("[，。；]")
MIN_CERTAIN = 2  # certain breaks, before the page is said to be broken at its elements
MAX_FIGURE_CHARS = 4  # of a year, the longest figure of a date
MAX_SHORTFALL = 12  # columns by which a line cut at a fixed column may fall short of the widest
MIN_NUMBERS = 2  # of items on lines of their own
MIN_CLAUSE_COLUMNS = 44  # of a line that ends with a comma: lines of verse are shorter
MIN_CUT_LINES = 4  # lines of nearly the greatest width, where text is cut at a fixed column
MIN_CUT_COLUMNS, MAX_CUT_COLUMNS = (
    40,
    120,
)  # of text that is cut at a fixed column, whatever mark comes next; paragraphs are longer
MESSAGE = "A sentence is broken where the markup had an element."


class BrokenLine(Rule):
    """Line broken at an inline element of the markup.

    ## What it does
    Joins a line that begins with a closing mark, or follows an opening one, to the line before it; on a page broken so
    twice or more it also joins figures with what they count (`7` / `月`) and the pieces of sentences beside such a break.

    ## Why it is damage
    `get_text("\\n")` puts a line break at every link and every bold word; the sentence falls into pieces.

    ## Example
    `7` / `月` / `7` / `日` / `下午` / `，某单位` becomes `7月7日下午，某单位`.

    ## Leaves alone
    Lines that end a sentence, list numbers, headings, tables, and pages cut at a fixed column.

    ## Safety
    Safe on a page that shows two such breaks. Unsafe where one stands alone.

    ## Evidence
    EVIDENCE_W011
    """

    code = "W011"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find breaks at inline elements."""
    yield from find_in_prose(page, SEARCHES)


def _may_be_broken(page: Page) -> bool:
    return any(sign.search(page.text) for sign in (CERTAIN, AFTER_COMMA, BELOW_NUMBER))


def _broken(page: Page) -> Iterator[Finding]:
    text = page.text
    certain = {at for match in CERTAIN.finditer(text) if not _is_vertical(text, at := match.start())}
    wrapped = page.view(wrapping)
    if (wrapped is not None and wrapped.sure) or _is_cut_at_column(page, certain):
        return
    numbers = [at for match in BELOW_NUMBER.finditer(text) if _is_number(text, at := match.start())]
    commas = {at for match in AFTER_COMMA.finditer(text) if _is_clause(text, at := match.start())}
    if len(numbers) >= MIN_NUMBERS:
        yield from (_finding(text, at, safe=True) for at in numbers)
    safe = len(certain) >= MIN_CERTAIN
    if safe:
        certain |= commas | {at for match in BEFORE_FIGURE.finditer(text) if _may_go_on(text, at := match.start())}
        certain |= _further(page, certain)
    for at in sorted((certain | commas).difference(numbers)):
        yield _finding(text, at, safe=safe)


def _finding(text: str, at: int, *, safe: bool) -> Finding:
    before, after = text[at - 1], text[at + 1]
    words = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return Finding("W011", at, at + 1, MESSAGE, " " if words or before == "." else "", safe)


def _is_number(text: str, at: int) -> bool:
    """Whether the line that ends at `at` holds nothing but the number of an item."""
    return NUMBER.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None


def _is_clause(text: str, at: int) -> bool:
    """Whether a comma ends a line too long for verse, and the next one goes on with the sentence."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    after = text[at + 1 : line_around(text, at + 1)[1]]
    return columns(line) >= MIN_CLAUSE_COLUMNS and _continues(after, is_fragment=False)


def _may_go_on(text: str, at: int) -> bool:
    """Whether the line that ends at `at` is no numbered heading, and the next one no new item."""
    return not NEW_ITEM.match(text, text.rfind("\n", 0, at) + 1) and not NEW_ITEM.match(text, at + 1)


def _is_vertical(text: str, at: int) -> bool:
    """Whether single characters stand below each other, as in the head of a narrow column."""
    return UPRIGHT.search(text[max(0, at - 4) : at]) is not None


def _is_cut_at_column(page: Page, certain: set[int]) -> bool:
    """Whether the lines before the breaks are as wide as any: text cut at a fixed column, as some laws are published."""
    if not certain:
        return False
    every = [columns(line) for line in page.line_texts]
    widest = max(every)
    full = sum(width >= widest - MAX_SHORTFALL for width in every)
    if not MIN_CUT_COLUMNS <= widest <= MAX_CUT_COLUMNS or full < MIN_CUT_LINES:
        return False
    widths = [columns(page.text[page.text.rfind("\n", 0, at) + 1 : at]) for at in certain]
    return 2 * sum(width >= widest - MAX_SHORTFALL for width in widths) >= len(widths)


def _further(page: Page, certain: set[int]) -> set[int]:
    """Breaks that are likely by themselves and certain beside others: at figures, and inside unfinished sentences."""
    found = set(_at_figures(page))
    for line, after in zip(page.lines, page.lines[1:], strict=False):
        if not line.text or not after.text or line.end in certain:
            continue
        beside = line.start - 1 in certain or after.end in certain
        if beside and _is_unfinished(line.text) and _continues(after.text, after.end in certain):
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
    for unit, after in zip(lines, lines[1:], strict=False):  # 日⏎下午
        if unit.text in tuple(DATE_UNITS) and after.text and unit.start > 1 and page.text[unit.start - 2].isdecimal():
            yield unit.end


def _is_unfinished(line: str) -> bool:
    return UNFINISHED.search(line[-200:]) is not None


def _continues(line: str, is_fragment: bool) -> bool:
    """Whether the line may go on with a sentence: a fragment that another break ends, or a clause, and no new item."""
    return (is_fragment or SENTENCE.search(line) is not None) and NEW_ITEM.match(line) is None


SEARCHES = (Search(_may_be_broken, _broken),)
