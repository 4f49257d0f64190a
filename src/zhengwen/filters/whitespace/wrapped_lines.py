"""Sees lines that are wrapped in mid-sentence on a page that is wrapped throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.whitespace._sentence import HAN
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

# A break in mid-sentence: no mark before it, no number, heading or indent after it.
CHINESE_NUMBER = "[一二三四五六七八九十百零〇]"
MIDDLE = pattern(
    rf"""
    \n (?<=[{HAN}，、0-9a-zA-Z）」』”]\n)
    (?=[{HAN}，。；、：（「『“0-9A-Za-z])
    (?! 第[ \t]?[0-9一二三四五六七八九十百零〇]
      | {CHINESE_NUMBER}+[、．.]
      | [（(](?:{CHINESE_NUMBER}|[0-9])+[）)]
      | [0-9]{{1,2}}[、．.]
    )
    """,
    re.VERBOSE,
)
FEWEST = 8  # lines broken so, before a page is said to be wrapped
SPREAD = 3  # characters by which the widths of wrapped lines differ


class WrappedLine(Rule):
    """Line that is wrapped in the middle of a sentence.

    ## What it does
    Offers to join lines where the page is wrapped throughout to one width.

    ## Why it is damage
    Mail, fixed pages and old terminals wrap text; a word that spans two lines is found by no search.

    ## Example
    Lines of 38 characters each, sentence after sentence, become paragraphs again.

    ## Leaves alone
    Blank lines, headings, lists, addresses, poems, lines shorter than the page's width.

    ## Safety
    Unsafe: many laws are published so.

    ## Evidence
    Seven of 100 sound documents are wrapped as they were published.
    """

    code = "W005"
    safety = Safety.UNSAFE


def find(page: Page) -> Iterator[Finding]:
    """Find breaks in mid-sentence."""
    if page.text.count("\n") < FEWEST:
        return
    breaks = [match.start() for match in MIDDLE.finditer(page.text)]
    if len(breaks) < FEWEST or page.text.count("，") + page.text.count("。") < len(breaks) / 2:
        return  # rows of a table have no marks of sentences
    widths = [at - page.text.rfind("\n", 0, at) - 1 for at in breaks]
    full = sorted(widths)[len(widths) * 3 // 4]
    if sum(abs(width - full) <= SPREAD for width in widths) * 2 < len(widths) or full < 2 * FEWEST:
        return
    for at, width in zip(breaks, widths, strict=True):
        if width >= full - SPREAD:
            yield Finding("W005", at, at + 1, "A line is wrapped in the middle of a sentence.", "", safe=False)
