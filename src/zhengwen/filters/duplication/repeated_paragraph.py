"""Finds paragraphs that repeat the preceding one, as when two views of a page are scraped line by line."""

from __future__ import annotations

from collections.abc import Iterator
from operator import eq

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text import lazy_import

BEGINNING = 12  # characters that two paragraphs of one text begin with, at least once in a page
LONG_PARAGRAPH_CHARS = 40  # characters of a paragraph that nobody says twice
ENDS = frozenset("。；：！？;:!?")
FEW_SLIPS = 0.08  # of a paragraph, which its repetition may have otherwise


class RepeatedParagraph(Rule):
    """Paragraph that repeats the preceding one.

    ## What it does
    Cuts the second of two identical long paragraphs in a row and, on a page where nearly every line appears twice, the
    second of each. Where the paragraphs differ by slips, the sound readings stay.

    ## Why it is damage
    Two views of one page were scraped line by line, or an editor pasted a paragraph twice.

    ## Example
    `各单位要高度重视……。` (60 characters) in two lines that follow each other: one goes.

    ## Leaves alone
    Lines under 40 characters or without a sentence: rows of tables, headings, slogans, refrains, blanks of forms.
    Paragraphs with other names or figures, and those repeated further down.

    ## Safety
    Safe: the line above has the same sentences.

    ## Evidence
    No finding in 100 sound documents.
    """

    code = "D004"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find repeated paragraphs."""
    # Shorter lines hold no sentence that would tell, and pages have many.
    lines = [stripped for line in page.line_texts if len(line) >= BEGINNING and (stripped := line.strip())]
    beginnings = [line[:BEGINNING] for line in lines]
    if any(map(eq, beginnings, beginnings[1:])) and any(map(_may_be_twins, lines, lines[1:])):
        # Imported here: most pages need none of it.
        with lazy_import.IMPORTING:
            from zhengwen.filters.duplication._repeated_lines import findings

        yield from findings(page)


def _may_be_twins(one: str, other: str) -> bool:
    """The second cheap question, of two neighbours: one sentence at least must stand twice."""
    if one[:BEGINNING] != other[:BEGINNING] or one[-1] not in ENDS:
        return False
    if one == other:
        return True
    if min(len(one), len(other)) < LONG_PARAGRAPH_CHARS or abs(len(one) - len(other)) > FEW_SLIPS * len(one):
        return False
    with lazy_import.IMPORTING:
        from rapidfuzz import fuzz

    return fuzz.ratio(one, other) > 100 * (1 - FEW_SLIPS)
