"""Sees many blank lines in a row."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.quoted_faults import in_prose
from zhengwen.text.lazy_regex import pattern

MIN_BLANK_LINES = 3  # two set a section apart; forms and speeches have them by design
RUN = pattern(rf"(?<=\S)[ \t\u3000]*\n((?:[ \t\u3000]*\n){{{MIN_BLANK_LINES},}})(?=[ \t\u3000]*\S)")
TO_FILL = pattern(r"[：:](?:\s*[_＿]+)?[ \t\u3000]*\Z|[_＿]{2,}[ \t\u3000]*\Z")


class ManyBlankLines(Rule):
    """Three or more blank lines in a row.

    ## What it does
    Leaves one blank line of three or more.

    ## Why it is damage
    They are what removed pictures, scripts and empty blocks leave behind.

    ## Example
    A paragraph, five blank lines and a paragraph become a paragraph, one blank line and a paragraph.

    ## Leaves alone
    Two blank lines, which set a section apart; room to write in behind a label (`主要事迹：`); drawings and code.

    ## Safety
    Safe: no words are touched. Unsafe behind a label or a line to fill in.

    ## Evidence
    EVIDENCE_W008
    """

    code = "W008"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find runs of blank lines."""
    if any(not (a or b or c) for a, b, c in zip(*(page.line_texts[n:] for n in range(3)), strict=False)) or _spaced(page):
        yield from in_prose(page, _runs(page.text))


def _spaced(page: Page) -> bool:
    """Whether lines of nothing but spaces may be blank lines, too."""
    return any(f"\n{blank}" in page.text and f"{blank}\n" in page.text for blank in " \t\N{IDEOGRAPHIC SPACE}")


def _runs(text: str) -> Iterator[Finding]:
    for match in RUN.finditer(text):
        first = text.index("\n", match.start(1)) + 1  # the first blank line stays
        before = text[max(0, match.start() - 40) : match.start()]
        safe = TO_FILL.search(before) is None
        count = match[1].count("\n")
        yield Finding("W008", first, match.end(1), f"{count} blank lines stand in a row.", "", safe)
