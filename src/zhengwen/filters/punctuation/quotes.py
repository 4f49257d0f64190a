"""Sees straight quotation marks around Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._marks import CLOSING, IDEOGRAPH, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

INSIDE = rf"[{IDEOGRAPH}{OPENING}{CLOSING}]"
LONGEST = 400  # characters between two marks of one pair
CURLY = {'"': ("“", "”"), "'": ("‘", "’")}
# A pair on one line that holds Chinese; not the quotes of code (`name="…"`) or of a measure (`6"`).
PAIR = {
    '"': rf'(?<![=0-9A-Za-z\\])"(?=[^"\n]{{0,{LONGEST}}}")([^"\n]+)"(?![0-9A-Za-z=])',
    "'": rf"(?<![=0-9A-Za-z\\])'(?={INSIDE})([^'\n]{{1,{LONGEST}}})(?<={INSIDE})'(?![0-9A-Za-z=])",
}
CHINESE = f"[{IDEOGRAPH}]"

MESSAGES = {mark: f"Straight quotation marks {mark}…{mark} stand around Chinese." for mark in CURLY}


class StraightQuote(Rule):
    """Straight quotation marks around Chinese.

    ## What it does
    Puts `“…”` for `"…"` and `‘…’` for `'…'`, pair by pair.

    ## Why it is damage
    Chinese has paired quotation marks; converters that fold marks to ASCII make the two halves one.

    ## Example
    `落實"雙減"政策,推進"五項管理"。` becomes `落實“雙減”政策，推進“五項管理”。`

    ## Leaves alone
    Code and attributes (`class="title"`), measures (`6"`), English words and apostrophes, a mark without its twin on
    the line, lines with an odd number of them.

    ## Safety
    Safe where the page's marks were folded and it has no curly quotation mark; elsewhere the author may have typed
    them so: unsafe.

    ## Evidence
    None of 100 sound documents has a straight quotation mark, so none is changed.
    """

    code = "P003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find pairs of straight quotation marks that hold Chinese."""
    text = page.text
    marks = [mark for mark in CURLY if mark in text]
    if not marks:
        return
    safe = "“" not in text and "”" not in text and habit(page) is Habit.FOLDED
    for mark in marks:
        opening, closing = CURLY[mark]
        line_end, odd = -1, False
        for match in compiled(PAIR[mark]).finditer(text):
            first, last = match.start(), match.end() - 1
            if first > line_end:
                line_end = text.find("\n", first) % (len(text) + 1)  # -1, no line break, is the end of the text
                odd = bool(text.count(mark, text.rfind("\n", 0, first) + 1, line_end) % 2)
            if not odd and compiled(CHINESE).search(text, first, last):
                yield Finding("P003", first, first + 1, MESSAGES[mark], opening, safe)
                yield Finding("P003", last, last + 1, MESSAGES[mark], closing, safe)
