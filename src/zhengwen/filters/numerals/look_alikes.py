"""Finds letters, circles and plain zeros that stand for digits in dates."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_month, is_year, outline
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

LETTERS = frozenset("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}")
ZERO_DIGITS = frozenset("0\N{FULLWIDTH DIGIT ZERO}")
CIRCLES = frozenset("\N{WHITE CIRCLE}\N{LARGE CIRCLE}")
ZEROS = CIRCLES | {"\N{FULLWIDTH LATIN CAPITAL LETTER O}", "O"}
TO_DIGIT = str.maketrans("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}", "00110")
ARABIC = pattern(r"(?<![0-9A-Za-z.\uff2f])[0-9OolI\uff2f]{2,4}(?=[年月日])")
TELLING = (b"0L", b"L0")  # in the outline of a page
CHINESE = pattern(f"[一二三四五六七八九〇{''.join(sorted(ZEROS | ZERO_DIGITS))}]{{4}}(?=年)")
CHINESE_DIGITS = "一二三四五六七八九〇"
ZERO_AMONG_CHINESE = tuple(
    pattern(f"{zero}(?:(?<=[{CHINESE_DIGITS}].)|(?=[{CHINESE_DIGITS}]))") for zero in sorted(ZERO_DIGITS)
)


class LookAlikeDigit(Rule):
    """Letter or circle in place of a digit in a date.

    ## What it does
    Replaces the letter in `2O22年` and `l0月` with a digit, and the letter O or the digit 0 in `二Ｏ二二年` and
    `二0二二年` with `〇`.

    ## Why it is damage
    Typists and scanners confuse them; readers do not notice, but searches miss the date.

    ## Example
    `2O22年l0月` becomes `2022年10月`.

    ## Leaves alone
    `二○二二年` written with a circle throughout, as many offices do; names of models (`O2O`, `l0型`).

    ## Safety
    Safe: the figures make a year, a month or a day. A circle is put right only where the page writes `〇`, too; where
    it writes circles, a 0 becomes one of them.

    ## Evidence
    Letters in none of 100 sound laws; circles in one, 18 times, throughout. In 1,238 real texts five safe fixes, all
    right: four of them a 0 in a Chinese year.
    """

    code = "N003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find digits of other shapes."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_letters(page: Page) -> bool:
    return any(run in page.view(outline) for run in TELLING)


def _letters(page: Page) -> Iterator[Finding]:
    text = page.text
    for match in ARABIC.finditer(text):
        seen = match.group()
        digits = seen.translate(TO_DIGIT)
        if seen == digits or not any(character.isdigit() for character in seen):
            continue
        unit = text[match.end()]
        fits = is_year(digits) if unit == "年" else is_month(digits) if unit == "月" else 1 <= int(digits) <= 31
        if fits:
            yield Finding("N003", match.start(), match.end(), f"Letters stand for digits in {seen}{unit}.", digits)


def _may_have_zeros(page: Page) -> bool:
    text = page.text
    return "年" in text and (any(one in text for one in ZEROS) or any(zero.search(text) for zero in ZERO_AMONG_CHINESE))


def _zeros(page: Page) -> Iterator[Finding]:
    text = page.text
    known = "〇" in text
    circle = next((one for one in CIRCLES if one in text), "〇")
    zero = "〇" if known else circle
    for match in CHINESE.finditer(text):
        seen = match.group()
        if seen[0] not in "一二" or sum(one in CHINESE_DIGITS for one in seen) < 2:
            continue
        meant = "".join(
            zero if one in ZERO_DIGITS else "〇" if one in LETTERS or (known and one in CIRCLES) else one
            for one in seen
        )
        if meant != seen:
            yield Finding("N003", match.start(), match.end(), f"Another sign stands for {zero} in {seen}年.", meant)


SEARCHES = (Search(_may_have_letters, _letters), Search(_may_have_zeros, _zeros))
