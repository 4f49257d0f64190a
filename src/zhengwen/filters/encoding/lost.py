"""Characters that were lost before the text was stored, and left a sign."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

SIGN = "\N{REPLACEMENT CHARACTER}"
# U+FFFD itself, and U+FFFD in UTF-8 read as GBK (two of them make three ideographs) or as Latin-1.
LOST = pattern(f"{SIGN}+|(?:锟斤拷)+锟?|(?:ï¿½)+")
QUOTED = pattern(r"[“\"「『《‘（(][^”\"」』》’）)\n]{0,20}$")
ONE = "U+FFFD stands for characters that were lost earlier."


def find(page: Page) -> Iterator[Finding]:
    """Find the signs of lost characters."""
    text, seen = page.text, page.view(unusual).characters
    if SIGN not in seen and "锟" not in seen and "ï¿" not in seen:
        return
    for found in LOST.finditer(text):
        start, end = found.span()
        if found[0][0] == SIGN:
            yield Finding("E011", start, end, ONE)
        elif not QUOTED.search(text[max(0, start - 24) : start]):
            yield Finding("E011", start, end, f"{found[0][:3]} stands for characters that were lost earlier.")


class LostCharacter(Rule):
    """A sign that characters were lost: U+FFFD, or 锟斤拷, or `ï¿½`.

    ## What it does
    Reports U+FFFD that a program put in place of bytes it could not read, also where that U+FFFD was itself read in a
    wrong charset.

    ## Why it is damage
    What was there is lost; the page should be fetched again.

    ## Example
    `关于锟斤拷锟斤拷工作的通知`

    ## Leaves alone
    锟斤拷 in quotation marks, where somebody writes about it.

    ## Safety
    Report: what was there is not in the text.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E011"
    safety = Safety.REPORT
