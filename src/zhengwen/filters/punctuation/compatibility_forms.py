"""Finds marks in forms that Unicode keeps for old charsets: for vertical text, and small ones."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.punctuation._marks import CLOSING, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_classes import ALL_IDEOGRAPHS

STANDARD = {
    "\N{PRESENTATION FORM FOR VERTICAL TWO DOT LEADER}": "：",
    "\N{SMALL COMMA}": "，",
    "\N{SMALL IDEOGRAPHIC COMMA}": "、",
    "\N{SMALL SEMICOLON}": "；",
    "\N{SMALL COLON}": "：",
    "\N{SMALL QUESTION MARK}": "？",
    "\N{SMALL EXCLAMATION MARK}": "！",
    "\N{SMALL LEFT PARENTHESIS}": "（",
    "\N{SMALL RIGHT PARENTHESIS}": "）",
    "\N{SMALL PERCENT SIGN}": "％",
}
SMALL_STOP = "\N{SMALL FULL STOP}"  # also the dot of foreign names
FORMS = frozenset((*STANDARD, SMALL_STOP))
BESIDE = rf"{ALL_IDEOGRAPHS}{OPENING}{CLOSING}0-9A-Za-z０-９%％"
FORM = rf"[{''.join(STANDARD)}](?:(?<=[{BESIDE}].)|(?=\s?[{BESIDE}]))"
DECIMAL = rf"{SMALL_STOP}(?<=[0-9０-９].)(?=[0-9０-９])"


class CompatibilityMark(Rule):
    """Punctuation mark in a form kept for old charsets.

    ## What it does
    Replaces U+FE30, which Big5 has beside the colon and which looks like one, with `：`, and the small forms U+FE50 to
    U+FE6A with `，、；：？！（）％`. A small full stop between figures becomes a decimal point.

    ## Why it is damage
    They look the same or nearly so, but searches miss the words beside them, and sentence splitters ignore them.

    ## Example
    `主席︰請發言` (U+FE30) becomes `主席：請發言`.

    ## Leaves alone
    Forms of brackets and lines, which drawings use; the small full stop in foreign names; marks beside nothing else.

    ## Safety
    Safe beside an ideograph, a letter, a figure or another mark.

    ## Evidence
    In 1,238 real texts 69 safe fixes in 31 of them, mostly U+FE30 in a council's record: all right. In none of 100
    sound laws.
    """

    code = "P008"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find marks in forms of old charsets."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_forms(page: Page) -> bool:
    return not FORMS.isdisjoint(page.view(unusual).characters)


def _forms(page: Page) -> Iterator[Finding]:
    text = page.text
    for match in compiled(FORM).finditer(text):
        seen = match.group()
        message = f"The mark {seen} (U+{ord(seen):04X}) stands for {STANDARD[seen]}."
        yield Finding("P008", match.start(), match.end(), message, STANDARD[seen])
    for match in compiled(DECIMAL).finditer(text):
        point = "." if text[match.start() - 1].isascii() else "．"
        message = f"The mark {SMALL_STOP} (U+FE52) stands for a decimal point."
        yield Finding("P008", match.start(), match.end(), message, point)


SEARCHES = (Search(_may_have_forms, _forms),)
