"""Sees full-width digits and points among plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen import data
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

FULL_WIDTH = "０１２３４５６７８９"
TO_PLAIN = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), ord("．"), ord("，"))}
WIDE = pattern("[０-９](?:[０-９．，,.]*[０-９])?")
WIDE_POINT = pattern("．(?<=[0-9].)(?=[0-9])")
# 3．2 at the head of a line is an author's numbering.
SECTION = pattern(r"[ \t\u3000]*[0-9]{1,2}(?:[.．][0-9]{1,2})*\Z")
AMOUNT = pattern(lambda: f"．[0-9]+[%％{data.listed('behind-decimals')}]")
BEHIND_WORD = pattern(rf"[{UNIFIED}][0-9]+\Z")
PLAIN_POINT = pattern(r"[0-9]\.[0-9]")
DATE_UNITS = "年月日号號时時"
MIN_PLAIN_TO_WIDE = 5  # plain digits to each full-width one, before the full-width ones are strangers on the page


class FullWidthDigit(Rule):
    """Full-width digits on a page that writes plain ones.

    ## What it does
    Puts plain digits for full-width ones where the page has five times as many plain ones, and a plain point for a
    full-width one between plain digits (`125．44`).

    ## Why it is damage
    They come from another source, or another input method, and no search for the figure finds them.

    ## Example
    `２０２２年` becomes `2022年` on a page full of `2023年`.

    ## Leaves alone
    Pages that write full-width digits throughout, or more often than plain ones; numbers of sections (`3．2`).

    ## Safety
    Safe in dates where the page shows its own habit, unsafe elsewhere: a sound report has `１%` among plain digits. A
    point is safe where the page has plain ones, too. Reported where both kinds of digits are frequent.

    ## Evidence
    In 1,238 real texts 32 safe fixes, 30 of them in sources held back: all right, 28 of them points. None of 100 sound
    laws has both kinds of digits.
    """

    code = "N004"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find full-width digits and points."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_wide_digits(page: Page) -> bool:
    return any(digit in page.text for digit in FULL_WIDTH)


def _wide_digits(page: Page) -> Iterator[Finding]:
    text = page.text
    wide = [match.span() for match in WIDE.finditer(text)]
    wide_digits, plain_digits = sum(end - start for start, end in wide), sum(map(text.count, "0123456789"))
    if wide_digits > plain_digits:
        return
    strange = wide_digits * MIN_PLAIN_TO_WIDE <= plain_digits
    for start, end in wide:
        seen = text[start:end]
        dated = text[end : end + 1] in tuple(DATE_UNITS)
        message = f"The digits {seen} are full-width, most others on the page are plain."
        plain = seen.translate(TO_PLAIN) if strange else None
        yield Finding("N004", start, end, message, plain, safe=strange and dated)


def _may_have_wide_points(page: Page) -> bool:
    return "．" in page.text


def _wide_points(page: Page) -> Iterator[Finding]:
    """Full-width points between plain digits; those between full-width ones go with these."""
    text = page.text
    plain_points = PLAIN_POINT.search(text) is not None
    for match in WIDE_POINT.finditer(text):
        at = match.start()
        head = text[max(text.rfind("\n", 0, at) + 1, at - 12) : at]
        numbering = text[at - len(head) - 1 : at - len(head)] in ("", "\n") and SECTION.match(head) is not None
        amount = head[-1:].isascii() and AMOUNT.match(text, at) is not None and BEHIND_WORD.search(head) is not None
        safe = amount or (plain_points and not numbering)
        yield Finding("N004", at, at + 1, "A full-width point stands between plain digits.", ".", safe)


SEARCHES = (Search(_may_have_wide_digits, _wide_digits), Search(_may_have_wide_points, _wide_points))
