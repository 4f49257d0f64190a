"""Sees letters and circles that stand for digits in dates, and full-width digits among plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_month, is_year, outline
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.quoted_faults import in_prose
from zhengwen.text.lazy_regex import pattern

LETTERS = frozenset("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}")
ZERO_DIGITS = frozenset("0\N{FULLWIDTH DIGIT ZERO}")
CIRCLES = frozenset("\N{WHITE CIRCLE}\N{LARGE CIRCLE}")
ZEROS = CIRCLES | {"\N{FULLWIDTH LATIN CAPITAL LETTER O}", "O"}
FULL_WIDTH = "０１２３４５６７８９"
TO_DIGIT = str.maketrans("OolI\N{FULLWIDTH LATIN CAPITAL LETTER O}", "00110")
TO_PLAIN = {full: full - 0xFEE0 for full in (*range(0xFF10, 0xFF1A), ord("．"), ord("，"))}
ARABIC = pattern(r"(?<![0-9A-Za-z.\uff2f])[0-9OolI\uff2f]{2,4}(?=[年月日])")
TELLING = (b"0L", b"L0")  # in the outline of a page
CHINESE = pattern(f"[一二三四五六七八九〇{''.join(sorted(ZEROS | ZERO_DIGITS))}]{{4}}(?=年)")
CHINESE_DIGITS = "一二三四五六七八九〇"
ZERO_AMONG_CHINESE = tuple(
    pattern(f"{zero}(?:(?<=[{CHINESE_DIGITS}].)|(?=[{CHINESE_DIGITS}]))") for zero in sorted(ZERO_DIGITS)
)
WIDE = pattern("[０-９](?:[０-９．，,.]*[０-９])?")
WIDE_POINT = pattern("．(?<=[0-9].)(?=[0-9])")
SECTION = pattern(r"[ \t\u3000]*[0-9]{1,2}(?:[.．][0-9]{1,2})*\Z")  # 3．2 at the head of a line is an author's numbering
AMOUNT = pattern(r"．[0-9]+[万亿萬億千百%％元吨噸米倍度公平人户戶亩畝个個]")
BEHIND_WORD = pattern(r"[\u4e00-\u9fff][0-9]+\Z")
PLAIN_POINT = pattern(r"[0-9]\.[0-9]")
DATE_UNITS = "年月日号號时時"
MIN_PLAIN_TO_WIDE = 5  # plain digits to each full-width one, before the full-width ones are strangers on the page


class LookAlikeDigit(Rule):
    """Letter or circle in place of a digit in a date.

    ## What it does
    Puts the digit for a letter in `2O22年`, `l0月`, and `〇` for the letter O or the digit 0 in `二Ｏ二二年`, `二0二二年`.

    ## Why it is damage
    Typists and scanners take one for the other; nobody sees it and no search finds the date.

    ## Example
    `2O22年l0月` becomes `2022年10月`.

    ## Leaves alone
    `二○二二年` written with a circle throughout, as many offices do; names of models (`O2O`, `l0型`).

    ## Safety
    Safe: the figures make a year, a month or a day. A circle is put right only where the page writes `〇`, too; where it
    writes circles, a 0 becomes one of them.

    ## Evidence
    EVIDENCE_N003
    """

    code = "N003"
    safety = Safety.SAFE


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
    EVIDENCE_N004
    """

    code = "N004"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find digits of other shapes."""
    text = page.text
    seen = page.view(outline)
    if any(run in seen for run in TELLING):
        yield from in_prose(page, _letters(text))
    if "年" in text and (any(sign in text for sign in ZEROS) or any(zero.search(text) for zero in ZERO_AMONG_CHINESE)):
        yield from in_prose(page, _circles(text))
    if any(digit in text for digit in FULL_WIDTH):
        yield from in_prose(page, _wide(text))
    if "．" in text:
        yield from in_prose(page, _points(text))


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


def _circles(text: str) -> Iterator[Finding]:
    known = "〇" in text
    circle = next((one for one in CIRCLES if one in text), "〇")
    zero = "〇" if known else circle
    for match in CHINESE.finditer(text):
        seen = match.group()
        if seen[0] not in "一二" or sum(one in CHINESE_DIGITS for one in seen) < 2:
            continue
        meant = "".join(
            zero if one in ZERO_DIGITS else "〇" if one in LETTERS or (known and one in CIRCLES) else one for one in seen
        )
        if meant != seen:
            yield Finding("N003", match.start(), match.end(), f"Another sign stands for {zero} in {seen}年.", meant)


def _wide(text: str) -> Iterator[Finding]:
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


def _points(text: str) -> Iterator[Finding]:
    """Full-width points between plain digits; those between full-width ones go with these."""
    plain_points = PLAIN_POINT.search(text) is not None
    for match in WIDE_POINT.finditer(text):
        at = match.start()
        head = text[max(text.rfind("\n", 0, at) + 1, at - 12) : at]
        numbering = text[at - len(head) - 1 : at - len(head)] in ("", "\n") and SECTION.match(head) is not None
        amount = head[-1:].isascii() and AMOUNT.match(text, at) is not None and BEHIND_WORD.search(head) is not None
        safe = amount or (plain_points and not numbering)
        yield Finding("N004", at, at + 1, "A full-width point stands between plain digits.", ".", safe)
