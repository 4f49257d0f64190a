"""Sees straight quotation marks around Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._marks import CLOSING, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.markdown import is_markdown
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import ALL_IDEOGRAPHS
from zhengwen.text.lazy_regex import pattern

INSIDE = rf"[{ALL_IDEOGRAPHS}{OPENING}{CLOSING}]"
MAX_QUOTED_CHARS = 400  # between two marks of one pair
CURLY = {'"': ("“", "”"), "'": ("‘", "’")}
# A pair on one line that holds Chinese; not the quotes of code (`name="…"`) or of a measure (`6"`).
PAIR = {
    '"': rf'(?<![=0-9A-Za-z\\])"(?=[^"\n]{{0,{MAX_QUOTED_CHARS}}}")([^"\n]+)"(?![0-9A-Za-z=])',
    "'": rf"(?<![=0-9A-Za-z\\])'(?={INSIDE})([^'\n]{{1,{MAX_QUOTED_CHARS}}})(?<={INSIDE})'(?![0-9A-Za-z=])",
}
CHINESE = f"[{ALL_IDEOGRAPHS}]"
OWN_QUOTES = "“”「」『』"
SENTENCE_MARK = pattern("[，。；！？]")

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
    Safe where the page has no other quotation marks and either its marks were folded, or it is Simplified prose whose
    straight marks all stand in pairs, each in one line with a full-width mark. Elsewhere the author may have typed
    them so: unsafe.

    ## Evidence
    In 1,238 real texts 52 safe fixes, 18 of them in sources held back: all right. None of 100 sound laws has a
    straight quotation mark.
    """

    code = "P003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find pairs of straight quotation marks that hold Chinese."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_pair(page: Page) -> bool:
    return any(mark in page.text for mark in CURLY)


def _pairs(page: Page) -> Iterator[Finding]:
    text = page.text
    own = any(mark in text for mark in OWN_QUOTES)
    folded = not own and habit(page) is Habit.FOLDED
    for mark in CURLY:
        if mark not in text:
            continue
        opening, closing = CURLY[mark]
        found = list(_balanced(text, mark))
        safe = folded or (mark == '"' and not own and _is_plain_prose(page, found))
        for first, last in found:
            yield Finding("P003", first, first + 1, MESSAGES[mark], opening, safe)
            yield Finding("P003", last, last + 1, MESSAGES[mark], closing, safe)


def _balanced(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """The pairs that hold Chinese, on lines with an even number of the mark."""
    line_end, odd = -1, False
    for match in compiled(PAIR[mark]).finditer(text):
        first, last = match.start(), match.end() - 1
        if first > line_end:
            line_end = text.find("\n", first) % (len(text) + 1)  # -1, no line break, is the end of the text
            odd = bool(text.count(mark, text.rfind("\n", 0, first) + 1, line_end) % 2)
        if not odd and compiled(CHINESE).search(text, first, last):
            yield first, last


def _is_plain_prose(page: Page, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether the page is Simplified prose whose straight marks are these pairs, all of them in its sentences."""
    text = page.text
    if page.script.name != "simplified" or is_markdown(page) or 2 * len(pairs) != text.count('"'):
        return False
    return all(SENTENCE_MARK.search(page.line_texts[page.line_at(first)]) for first, _ in pairs)


SEARCHES = (Search(_may_have_pair, _pairs),)
