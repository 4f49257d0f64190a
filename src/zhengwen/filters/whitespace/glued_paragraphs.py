"""Sees paragraphs that stand on one line, each behind the indent of its first line."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.whitespace._sentence import line_around
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.quoted_faults import in_prose
from zhengwen.text.lazy_regex import pattern

INDENT = "\N{IDEOGRAPHIC SPACE}" * 2
GLUE = pattern(r"(?<=[^\s\u3000])\u3000{2,}(?=[^\s\u3000])")
SURE_STOPS = "。！？"
MIN_SENTENCE_CHARS = 12  # of a paragraph with a stop at its end; cells of a row are shorter
MIN_INDENTED_LINES = 2  # of a page that indents its paragraphs by two ideographic spaces


class GluedParagraphs(Rule):
    """Paragraphs glued into one line by the indent of their first lines.

    ## What it does
    Breaks the line before the two ideographic spaces with which a paragraph begins.

    ## Why it is damage
    Extractors that drop `<br>` leave nothing but the indent; the text becomes one paragraph of a page's length.

    ## Example
    `……通过了决议。　　会议指出……` becomes two lines.

    ## Leaves alone
    Columns set apart by ideographic spaces, blanks to fill in, values behind labels, names set wide.

    ## Safety
    Safe where a sentence ends before the indent and the line has two such places, or other lines of the page begin with
    the same indent; a heading between two such paragraphs is one, too. Otherwise unsafe.

    ## Evidence
    EVIDENCE_W007
    """

    code = "W007"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find indents in mid-line."""
    if INDENT in page.text and GLUE.search(page.text):
        yield from in_prose(page, _glued(page.text))


def _glued(text: str) -> Iterator[Finding]:
    indented = text.count(f"\n{INDENT}") + text.startswith(INDENT) >= MIN_INDENTED_LINES
    places: dict[int, list[int]] = {}
    for match in GLUE.finditer(text):
        places.setdefault(line_around(text, match.start())[0], []).append(match.start())
    for start, glued in places.items():
        ended = [_ends_sentence(text, max(start, before), at) for before, at in zip([start, *glued], glued, strict=False)]
        sure = sum(ended)
        if not sure:
            continue
        mostly = 2 * sure >= len(glued) and sure >= 2
        for at, end in zip(glued, ended, strict=True):
            if not end and not mostly:
                continue
            safe = mostly or indented
            yield Finding("W007", at, at, "A paragraph begins in mid-line.", "\n", safe)


def _ends_sentence(text: str, start: int, at: int) -> bool:
    """Whether a sentence of some length ends right before the indent."""
    last = text[at - 1]
    if last in "”」』）":
        return text[at - 2] in SURE_STOPS and at - start >= MIN_SENTENCE_CHARS
    return last in SURE_STOPS and at - start >= MIN_SENTENCE_CHARS
