"""Sees a body that stands again further down the page, as a print view or a mobile view that was scraped with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.duplication._align import Copy, grown, squeezed
from zhengwen.filters.duplication._chains import chains, has_repeats
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

FEWEST = 30  # characters that stand twice, before they may be a copy
HEADER_LINES = 9  # lines of a header: title, byline, breadcrumb, toolbar
MOSTLY = 0.7  # of either text that has its like in the other
TOP_LINES = 12  # lines above which the first copy of a document begins
SENTENCE = re.compile("[。；！？]")
TAIL = re.compile(r"[\s.…]*(?:[\[【（(]?(?:查看|閱讀|阅读)?(?:全文|更多|詳情|详情)[\]】）)]?[\s>»]*)?")
CROSS = ("×", "✕", "✖", "╳", "X", "x")


class RepeatedBody(Rule):
    """Body of the page that stands a second time.

    ## What it does
    Cuts second and later copies of the body with the header that belongs to them; where the first one breaks off and
    a later one is whole, the first one goes.

    ## Why it is damage
    A print view, a mobile view or a teaser was scraped with the page: every count and every model sees the text twice.

    ## Example
    Title, byline, ten paragraphs, `×`, and the same title, byline and ten paragraphs: the second set goes.

    ## Leaves alone
    Formulas of laws, rows and headings of tables, lists, refrains, two notices with the same wording and different
    names or figures. Whatever stands in a copy and not in the other stays.

    ## Safety
    Safe: each character that goes stands in the text that stays, small faults apart.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "D001"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find later copies of the body."""
    if not has_repeats(page):
        return
    done = 0
    for copy in _copies(page):
        for start, end in _spans(page, copy):
            if start >= done and end > start:
                yield Finding("D001", start, end, _message(copy), "")
                done = end


def _copies(page: Page) -> list[Copy]:
    text = page.text
    found = [grown(text, chain) for chain in chains(page) if chain.size >= FEWEST]
    return sorted((copy for copy in found if _is_copy(page, copy)), key=lambda copy: copy.again)


def _is_copy(page: Page, copy: Copy) -> bool:
    """Whether what stands twice is the document, and not a formula in it."""
    text = page.text
    length = len(squeezed(text[copy.again : copy.until]))
    kept = length - sum(len(squeezed(text[start:end])) for start, end in copy.odd)
    if copy.size < 0.4 * kept or copy.again < copy.end:
        return False
    if kept < MOSTLY * length or kept < MOSTLY * len(squeezed(text[copy.start : copy.end])):
        return False  # what stands between is not the same: formulas, not a copy
    if len(squeezed(text[copy.end : copy.again])) > max(300, length) and kept < 0.3 * len(squeezed(text)):
        return False
    if 2.5 * kept >= len(squeezed(text)):
        return True
    if page.line_at(copy.start) <= 2 and kept >= 100:
        return True  # from the very title on
    return page.line_at(copy.start) <= TOP_LINES * 2 and _header(page, copy) is not None


def _spans(page: Page, copy: Copy) -> Iterator[tuple[int, int]]:
    """What goes: the copy and its header, less what stands in the copy only."""
    start = _header(page, copy)
    start = copy.again if start is None else start
    end = copy.until + len(TAIL.match(page.text, copy.until)[0].rstrip("\n"))  # type: ignore[index]
    if _line_rest(page.text, end):
        end = copy.until
    done = start
    body = _body_start(page, copy)
    for left, right in copy.odd:
        if right <= body:
            continue
        yield done, left
        done = right
    yield done, _after_breaks(page.text, end)


def _header(page: Page, copy: Copy) -> int | None:
    """Where the header of the copy begins; `None` when no line above the copy belongs to one."""
    lines = page.lines
    above = page.line_at(copy.start)
    titles = {
        squeezed(line.text) for line in lines[max(0, above - 2 * HEADER_LINES) : above + 1] if _is_heading(line.text)
    }
    at = page.line_at(copy.again)
    begin, seen = None, 0
    for number in range(at - 1, max(page.line_at(copy.end - 1), at - 3 * HEADER_LINES), -1):
        line = lines[number].text.strip()
        if not line:
            continue
        seen += 1
        if seen > HEADER_LINES or not _is_heading(line):
            break
        if squeezed(line) in titles or line in CROSS:
            begin = lines[number].start
    return begin


def _body_start(page: Page, copy: Copy) -> int:
    """Where the header at the head of the copy, such as a second byline, is over."""
    first = page.line_at(copy.again)
    for line in page.lines[first : first + HEADER_LINES]:
        if not _is_heading(line.text) and line.text.strip():
            return line.start
    return copy.again


def _is_heading(line: str) -> bool:
    return bool(line.strip()) and len(line) <= 120 and not SENTENCE.search(line)


def _line_rest(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : len(text) if end < 0 else end].strip()


def _after_breaks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _message(copy: Copy) -> str:
    return f"{copy.until - copy.again} characters of the body stand here again; they stand first at {copy.start}."
