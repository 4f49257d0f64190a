"""Finds lines that a scraper broke at every inline element of the markup."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.whitespace._element_breaks import (
    AFTER_COMMA,
    BEFORE_FIGURE,
    BELOW_NUMBER,
    CERTAIN,
    INDENTED,
    further_breaks,
    is_clause,
    is_cut_at_column,
    is_number,
    is_upright,
    may_go_on,
)
from zhengwen.filters.whitespace._fragments import (
    AFTER_MORE,
    broken_at_links,
    broken_at_ordinals,
    broken_brackets,
    likely_breaks,
)
from zhengwen.filters.whitespace._line_width import wrapping
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose

MIN_CERTAIN = 2  # certain breaks, before the page is said to be broken at its elements
MIN_NUMBERS = 2  # of items on lines of their own
BLANKS = " \t\r"  # of the markup's own indentation
MESSAGE = "A sentence is broken where the markup had an element."


class BrokenLine(Rule):
    """Line broken at an inline element of the markup.

    ## What it does
    Joins a line that begins with a closing mark, or follows an opening one, to the line before it, and a lone word to
    what stands around it where no sentence can end (`发表在` / `科学` / `刊物上…`). On a page broken so twice or more
    it also joins figures with what they count (`7` / `月`), brackets that are closed below, 第一案： and the like with
    their content, and the pieces of sentences beside such a break. Blanks of the markup's indentation go with it.

    ## Why it is damage
    BeautifulSoup's `get_text` with a line break as separator inserts one at every link and bold word, which breaks up
    the sentence.

    ## Example
    `7` / `月` / `7` / `日` / `下午` / `，某单位` becomes `7月7日下午，某单位`.

    ## Leaves alone
    Lines that end a sentence, list numbers, headings, tables, and pages cut at a fixed column.

    ## Safety
    Safe on a page with two such breaks. Unsafe for a single one.

    ## Evidence
    On 64 real articles as BeautifulSoup gives them 197 lines of 20 characters and more with a full stop are broken; 179
    come out whole, and no two lines are joined that the HTML has apart. In 1,238 scraped texts ten breaks of two texts,
    all of them right. Not once in 100 sound laws, 82 sound texts and the same pages with one line a block.
    """

    code = "W011"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find breaks at inline elements."""
    yield from find_in_prose(page, SEARCHES)


def _may_be_broken(page: Page) -> bool:
    signs = (CERTAIN, INDENTED, AFTER_COMMA, BELOW_NUMBER, AFTER_MORE)
    return any(sign.search(page.text) for sign in signs)


def _broken(page: Page) -> Iterator[Finding]:
    text = page.text
    certain = {at for match in CERTAIN.finditer(text) if not is_upright(text, at := match.start())}
    certain |= {text.index("\n", match.start()) for match in INDENTED.finditer(text)}
    wrapped = page.view(wrapping)
    if (wrapped is not None and wrapped.sure) or is_cut_at_column(page, certain):
        return
    numbers = [at for match in BELOW_NUMBER.finditer(text) if is_number(text, at := match.start())]
    commas = {at for match in AFTER_COMMA.finditer(text) if is_clause(text, at := match.start())}
    if len(numbers) >= MIN_NUMBERS:
        yield from (_finding(text, at, safe=True) for at in numbers)
    links = set(broken_at_links(page))
    safe = len(certain | links) >= MIN_CERTAIN
    certain |= links
    if safe:
        certain |= {*broken_brackets(page), *broken_at_ordinals(page), *likely_breaks(page)}
        certain |= commas | {at for match in BEFORE_FIGURE.finditer(text) if may_go_on(text, at := match.start())}
        certain |= further_breaks(page, certain)
    for at in sorted((certain | commas).difference(numbers)):
        yield _finding(text, at, safe=safe)


def _finding(text: str, at: int, *, safe: bool) -> Finding:
    start, end = at, at + 1
    while start and text[start - 1] in BLANKS:
        start -= 1
    while end < len(text) and text[end] in BLANKS:
        end += 1
    before, after = text[start - 1 : start], text[end : end + 1]
    words = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    return Finding("W011", start, end, MESSAGE, " " if words or before == "." else "", safe)


SEARCHES = (Search(_may_be_broken, _broken),)
