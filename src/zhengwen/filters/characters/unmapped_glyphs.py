"""Numbers of glyphs in place of characters: what programs write that read a PDF without a table of its fonts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.quoted_faults import is_cited
from zhengwen.text.lazy_regex import pattern

SIGN = "(cid:"
GLYPHS = pattern(r"(?:\(cid:[0-9]{1,5}\))+")
AT_HEAD = pattern(r"^[ \t\u3000]*(?P<glyph>\(cid:[0-9]{1,5}\))(?=[ \t\u3000]*[^\s(]{2})", 8)  # MULTILINE
MIN_LINES = 3  # that begin with the same glyph


def find(page: Page) -> Iterator[Finding]:
    """Find numbers of glyphs."""
    text = page.text
    if SIGN not in text:
        return
    heads = {found.start("glyph"): found["glyph"] for found in AT_HEAD.finditer(text)}
    counts = Counter(heads.values())
    for found in GLYPHS.finditer(text):
        start, end = found.span()
        if is_cited(text, start, end, ""):
            continue
        if heads.get(start) == found[0] and counts[found[0]] >= MIN_LINES:
            yield Finding("C011", start, end, f"The glyph {found[0]} is a bullet.", "•")
        else:
            yield Finding("C011", start, end, f"The PDF maps {found[0][:24]} to no character.")


class UnmappedGlyph(Rule):
    """A glyph number in place of a character: `(cid:12)`.

    ## What it does
    Reports glyph numbers left by a program that read a PDF. A number that begins three lines or more is a bullet, and
    becomes one.

    ## Why it is damage
    The font in the PDF maps the glyph to no character, so what readers saw is not in the text.

    ## Example
    `总投资(cid:12)亿元`: reported; `(cid:127) 加强领导` at the head of three lines → `• 加强领导`

    ## Leaves alone
    Numbers that are quoted on a page about them.

    ## Safety
    Safe for bullets; else reported, since only the PDF knows.

    ## Evidence
    In none of 1,238 scraped texts, none of which come from PDF files.
    """

    code = "C011"
