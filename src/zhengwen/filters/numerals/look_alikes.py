"""Sees letters and circles that stand for digits in dates, and full-width digits among plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_month, is_year, outline
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

LETTERS = frozenset("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}")
ZEROS = frozenset("\N{WHITE CIRCLE}\N{LARGE CIRCLE}\N{FULLWIDTH LATIN CAPITAL LETTER O}O")
FULL = "０１２３４５６７８９"
TO_DIGIT = str.maketrans("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}", "00110")
TO_PLAIN = {full: full - 0xFEE0 for full in range(0xFF10, 0xFF1A)}
ARABIC = pattern(r"(?<![0-9A-Za-z.\uff2f])[0-9OolI\uff2f]{2,4}(?=[年月日])")
TELLING = (b"0L", b"L0")  # in the outline of a page
CHINESE = pattern(f"[一二三四五六七八九〇{''.join(sorted(ZEROS))}]{{4}}(?=年)")
WIDE = pattern("[０-９](?:[０-９．，,.]*[０-９])?")
DATE_UNITS = "年月日"
FEW = 5  # plain digits to each full-width one, before the full-width ones are strangers on the page


class LookAlikeDigit(Rule):
    """Letter or circle in place of a digit in a date.

    ## What it does
    Puts the digit for a letter in `2O22年`, `l0月`, and `〇` for the letter O in `二Ｏ二二年`.

    ## Why it is damage
    Typists and scanners take one for the other; nobody sees it and no search finds the date.

    ## Example
    `2O22年l0月` becomes `2022年10月`.

    ## Leaves alone
    `二○二二年` written with a circle throughout, as many offices do; names of models (`O2O`, `l0型`).

    ## Safety
    Safe: the figures make a year, a month or a day. A circle is put right only where the page writes `〇`, too.

    ## Evidence
    Letters in none of 100 sound documents; circles in one, 18 times, throughout.
    """

    code = "N003"
    safety = Safety.SAFE


class FullWidthDigit(Rule):
    """Full-width digits on a page that writes plain ones.

    ## What it does
    Puts plain digits for full-width ones where the page has five times as many plain ones.

    ## Why it is damage
    They come from another source, or another input method, and no search for the figure finds them.

    ## Example
    `２０２２年` becomes `2022年` on a page full of `2023年`.

    ## Leaves alone
    Pages that write full-width digits throughout, or about as often.

    ## Safety
    Safe in dates where the page shows its own habit, unsafe elsewhere: a sound report has `１%` among plain digits.

    ## Evidence
    None of 100 sound documents has both.
    """

    code = "N004"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find digits of other shapes."""
    text = page.text
    seen = page.view(outline)
    if any(run in seen for run in TELLING):
        yield from _letters(text)
    if "年" in text and any(sign in text for sign in ZEROS):
        yield from _circles(page)
    if any(digit in text for digit in FULL):
        yield from _wide(text)


def _letters(text: str) -> Iterator[Finding]:
    for match in ARABIC.finditer(text):
        seen = match.group()
        digits = seen.translate(TO_DIGIT)
        if seen == digits or not any(character.isdigit() for character in seen):
            continue
        unit = text[match.end()]
        fits = is_year(digits) if unit == "年" else is_month(digits) if unit == "月" else 1 <= int(digits) <= 31
        if fits:
            yield Finding("N003", match.start(), match.end(), f"Letters stand for digits in {seen}{unit}.", digits)


def _circles(page: Page) -> Iterator[Finding]:
    known = "〇" in page.text
    for match in CHINESE.finditer(page.text):
        seen = match.group()
        meant = "".join("〇" if one in ZEROS and (known or one in LETTERS) else one for one in seen)
        if meant != seen and seen[0] in "一二":
            yield Finding("N003", match.start(), match.end(), f"Another sign stands for 〇 in {seen}年.", meant)


def _wide(text: str) -> Iterator[Finding]:
    wide = [match.span() for match in WIDE.finditer(text)]
    if sum(end - start for start, end in wide) * FEW > sum(map(text.count, "0123456789")):
        return
    for start, end in wide:
        seen = text[start:end]
        plain = seen.translate(TO_PLAIN).replace("．", ".")
        dated = text[end : end + 1] in DATE_UNITS and end < len(text)
        message = f"The digits {seen} are full-width; the page writes plain ones."
        yield Finding("N004", start, end, message, plain, safe=dated)
