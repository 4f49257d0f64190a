"""Sees pairs of brackets that were folded to ASCII around or beside Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._marks import CLOSING, IDEOGRAPH, OPENING
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

BRACKET = re.compile(r"[()（）\n]")
CHINESE = re.compile(rf"[{IDEOGRAPH}]")
# What may stand before a folded bracket: Chinese, or nothing. `f(x)`, `Ca(OH)2` and `10(3)` are no folding.
BESIDE = re.compile(rf"[{IDEOGRAPH}{OPENING}{CLOSING}、。，；：,;:\s]")

OPEN = "The bracket （ stands folded as ( around Chinese."
CLOSE = "The bracket ） stands folded as ) around Chinese."


class FoldedBracket(Rule):
    """Pair of brackets folded to ASCII on a page whose marks were folded.

    ## What it does
    Puts `（…）` back for `(…)` that holds Chinese or stands beside it, both halves or none.

    ## Why it is damage
    The page's marks were folded to ASCII by a site or a converter, and its brackets went with them.

    ## Example
    `(一)加強領導,提高質量。` becomes `（一）加強領導，提高質量。`

    ## Leaves alone
    Pages whose commas are full-width: many sound documents have ASCII brackets throughout. Formulas and Latin phrases
    (`f(x)`, `Ca(OH)2`, `Food and Drug Administration (FDA)`), list marks with one half (`1)`), unpaired halves.

    ## Safety
    Safe, and only where the page shows folding by its commas.

    ## Evidence
    29 of 100 sound documents have ASCII brackets throughout beside full-width commas; none is touched.
    """

    code = "P002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find pairs of folded brackets where the page shows folding."""
    if "(" not in page.text or habit(page) is not Habit.FOLDED:
        return
    for first, last in _pairs(page.text):
        if _is_folded(page.text, first, last):
            yield Finding(FoldedBracket.code, first, first + 1, OPEN, "（")
            yield Finding(FoldedBracket.code, last, last + 1, CLOSE, "）")


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The pairs of ASCII brackets that open and close on one line."""
    stack: list[int] = []
    for match in BRACKET.finditer(text):
        at = match.start()
        mark = text[at]
        if mark == "\n":
            stack.clear()
        elif mark in "(（":
            stack.append(at)
        elif stack:
            first = stack.pop()
            if mark == ")" and text[first] == "(":
                yield first, at


def _is_folded(text: str, first: int, last: int) -> bool:
    """Whether a pair holds Chinese, or stands between Chinese with a figure or a word in it."""
    if CHINESE.search(text, first, min(last, first + 400)):
        return True
    before, after = text[first - 1 : first], text[last + 1 : last + 2]
    if before and not BESIDE.match(before):
        return False
    return bool((before and CHINESE.match(before)) or (after and CHINESE.match(after)))
