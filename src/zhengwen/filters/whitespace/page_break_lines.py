"""Finds page numbers and running heads that a PDF or Word file left between the lines of its text."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.whitespace._page_breaks import PageBreak, page_breaks
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose


class PageBreakLine(Rule):
    """Page number or running head between the lines of a text.

    ## What it does
    Removes page numbers on lines of their own and the running heads beside them, with one finding per line, and rejoins
    the sentence that they split.

    ## Why it is damage
    They belong to the sheets of a PDF or Word file. In running text they cut sentences in two, and hundreds of them
    make texts of one series look alike.

    ## Example
    `……另一方` / `- 3 -` / `面，应当……` becomes `……另一方面，应当……`.

    ## Leaves alone
    Numbers of list items, figures in tables, years and scores on lines of their own; a head that appears once.

    ## Safety
    Safe for numbers in order, a page's length apart: bare figures only on a page wrapped throughout, others (`- 3 -`,
    `第3页`) everywhere. A running head is safe beside two such numbers. A single number is unsafe.

    ## Evidence
    In 1,238 real texts 1,853 safe fixes, all in a council's record: of 110 read at random none was wrong. Not once in
    100 sound laws and on 103 real pages, whose menus of pages stand too close.
    """

    code = "W009"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find page numbers and running heads."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_number(page: Page) -> bool:
    return any(digit in page.ascii for digit in "0123456789")


def _page_break_lines(page: Page) -> Iterator[Finding]:
    for found in page.view(page_breaks):
        yield from _lines(page.text, found)


def _lines(text: str, found: PageBreak) -> Iterator[Finding]:
    if not found.is_series and not found.cuts_sentence:
        return
    number = text[slice(*found.number)].strip()
    parts = [(found.number, f"The page number {number!r} interrupts the text.")]
    if found.head is not None:
        head = text[slice(*found.head)].strip()
        parts.append((found.head, f"The running head {head!r} interrupts the text."))
    parts.sort()
    for n, ((start, end), message) in enumerate(parts):
        end = min(end + 1, len(text))
        if found.cuts_sentence:  # the line breaks and blank lines around go, too, so that the halves meet
            start = start if n else found.above[1]
            end = found.below[0] if n == len(parts) - 1 else parts[n + 1][0][0]
        last = n == len(parts) - 1 and found.cuts_sentence
        yield Finding("W009", start, end, message, _joint(text, found) if last else "", found.is_series)


def _joint(text: str, found: PageBreak) -> str:
    """A space between two Latin words, nothing between ideographs."""
    before, after = text[found.above[1] - 1], text[found.below[0]]
    return " " if before.isascii() and after.isascii() and before.isalpha() and after.isalpha() else ""


SEARCHES = (Search(_may_have_number, _page_break_lines),)
