"""Finds lines that are wrapped on a page that is wrapped throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.whitespace._line_width import (
    AFTER_STOP,
    BREAK,
    MIN_BREAKS,
    TOKEN,
    TOLERANCE,
    Wrapping,
    columns,
    wrapping,
)
from zhengwen.filters.whitespace._line_width import NEW_ITEM as NEW_ITEM_SOURCE
from zhengwen.filters.whitespace._page_breaks import PageBreak, page_breaks
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

NEW_ITEM = pattern(NEW_ITEM_SOURCE, re.VERBOSE)
MIN_SHARE_OF_WIDTH = 0.75  # of a line in an indented block; addresses, signatures and verse are narrower
AFTER_STOP_TOLERANCE = 3  # columns: a first line whose indent was lost is two or three short
MIN_SHORT_LINES = 3  # lines that end a paragraph, before blank lines are said to part the page's paragraphs
MIN_SET_APART = 0.8  # of these lines that have a blank line after them
MESSAGE = "A line is wrapped in mid-sentence."
MESSAGE_AFTER_STOP = "A line is wrapped inside a paragraph."


class WrappedLine(Rule):
    """Line that is wrapped inside a paragraph.

    ## What it does
    Joins the lines of a paragraph where the page is wrapped throughout to one width.

    ## Why it is damage
    Text from PDF files, mail and old terminals is wrapped to the width of the original page; searches miss words that
    span two lines.

    ## Example
    Lines of 30 ideographs each, sentence after sentence, become paragraphs again.

    ## Leaves alone
    Lines that had room for the next word and so were ended on purpose: headings, addresses, signatures, verse. Lines
    before a list number, an article or a blank line; rows of tables and lists of headlines.

    ## Safety
    Safe where eight lines or more break in mid-sentence at one width, the ideographs around the breaks make words, no
    line begins with a closing mark, and two lines or more are shorter or longer, as typesetters make them to keep a
    mark or a word whole. Unsafe on other pages: many laws are published cut at a fixed column, and four lines may have
    one width by chance. After a full stop only on a page whose paragraphs are set apart by blank lines.

    ## Evidence
    In 1,238 real texts 17,256 safe fixes, nearly all in a council's record, and 1,147 unsafe ones: of 170 read at
    random one was wrong, a running head that W009 removes first now. Of 255 regulations ten are published cut at a
    fixed column, with one line in nine that begins with a closing mark; so are 30 of 100 sound laws. All of them are
    offered only.
    """

    code = "W005"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find breaks inside paragraphs."""
    yield from find_in_prose(page, SEARCHES)


def _may_be_wrapped(page: Page) -> bool:
    return page.text.count("\n") >= MIN_BREAKS


def _wrapped_lines(page: Page) -> Iterator[Finding]:
    width = page.view(wrapping)
    if width is not None:
        barred = {edge for found in page.view(page_breaks) for edge in _edges(found)}
        yield from (found for found in _wrapped(page.text, width) if found.start not in barred)


def _edges(found: PageBreak) -> Iterator[int]:
    """The line breaks around the lines of a page break, which W009 removes before the halves of a sentence meet."""
    for start, end in (found.number, found.head or found.number):
        yield from (start - 1, end)


def _wrapped(text: str, width: Wrapping) -> Iterator[Finding]:
    for match in BREAK.finditer(text):
        at = match.start()
        if _is_full(text, at, width.columns):
            joint = " " if text[at - 1].isascii() and text[at + 1].isascii() else ""
            safe = width.sure and not (text[at - 1].isdigit() and text[at + 1].isdigit())
            yield Finding("W005", at, at + 1, MESSAGE, joint, safe)
    if not width.sure:
        return
    ended = [match.start() for match in AFTER_STOP.finditer(text)]
    if _are_paragraphs_set_apart(text, ended, width.columns):
        for at in ended:
            if (
                not text.startswith("\n", at + 1)
                and _is_full(text, at, width.columns, AFTER_STOP_TOLERANCE)
                and _goes_on(text, at + 1)
            ):
                yield Finding("W005", at, at + 1, MESSAGE_AFTER_STOP, "")


def _is_full(text: str, at: int, full: int, tolerance: int = TOLERANCE) -> bool:
    """Whether the line that ends at `at` fills the page's width, or had no room for the next word."""
    width = columns(text[text.rfind("\n", 0, at) + 1 : at])
    if width >= full - tolerance:
        return True
    token = TOKEN.match(text, at + 1)
    needed = columns(token.group()) if token else 2
    if width + needed > full:
        return needed > tolerance
    return width >= MIN_SHARE_OF_WIDTH * full and width + needed > _block_width(text, at)


def _block_width(text: str, at: int) -> int:
    """The widest line of the block that holds `at`: the width of a paragraph that is indented."""
    start, end = text.rfind("\n\n", 0, at) + 2, text.find("\n\n", at)
    start = max(start, at - 600, 0) if start > 1 else max(0, at - 600)
    end = min(len(text) if end < 0 else end, at + 600)
    return max(columns(line) for line in text[start:end].split("\n"))


def _are_paragraphs_set_apart(text: str, ended: list[int], full: int) -> bool:
    """Whether a blank line follows nearly every paragraph that ends short of the page's width."""
    short = [at for at in ended if columns(text[text.rfind("\n", 0, at) + 1 : at]) < full - TOLERANCE]
    apart = sum(text.startswith("\n", at + 1) or at + 1 == len(text) for at in short)
    return len(short) >= MIN_SHORT_LINES and apart >= MIN_SET_APART * len(short)


def _goes_on(text: str, start: int) -> bool:
    """Whether the line is more of the same paragraph: not indented, and no item of a list."""
    return text[start : start + 1] not in ("", " ", "\t", "\N{IDEOGRAPHIC SPACE}") and not NEW_ITEM.match(text, start)


SEARCHES = (Search(_may_be_wrapped, _wrapped_lines),)
