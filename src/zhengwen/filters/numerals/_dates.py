"""What the filters of dates share: which figures a date may have, which dates exist, and the outline of a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from zhengwen.page import Page

FIRST_YEAR, LAST_YEAR = 1900, 2099
SIGNS = (
    ("年", "\x01"),
    ("月", "\x02"),
    ("日", "\x03"),
    ("\N{IDEOGRAPHIC SPACE}", " "),
    ("\N{NO-BREAK SPACE}", " "),
    ("\N{FULLWIDTH LATIN CAPITAL LETTER O}", "O"),
)
DIGITS_AND_LETTERS = bytes.maketrans(b"0123456789OolI\t", b"0" * 10 + b"LLLL ")


def outline(page: Page) -> bytes:
    r"""The page with 0 for every digit, L for letters that look like one, \1 \2 \3 for 年 月 日 and ? for all else.

    As long as the page. Its bytes are searched for a few fixed runs in no time, where a pattern would be asked at every
    character; empty where the page has no digit.
    """
    if not any(digit in page.ascii for digit in "0123456789"):
        return b""
    text = page.text
    for sign, code in SIGNS:
        text = text.replace(sign, code)
    return text.encode("ascii", "replace").translate(DIGITS_AND_LETTERS)


class Day(NamedTuple):
    """Month and day as they are written, leading zeros and all."""

    month: str
    day: str


def is_year(digits: str) -> bool:
    """Whether four digits are a plausible year."""
    return len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR


def is_month(digits: str) -> bool:
    """Whether one or two digits are a month."""
    return len(digits) in (1, 2) and 1 <= int(digits) <= 12


def is_date(year: str, month: str, day: str) -> bool:
    """Whether the calendar has the day."""
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def splits(year: str, digits: str) -> Iterator[Day]:
    """The ways to read two to four digits as month and day; one written `01` beside one written `5` is no way."""
    for width in (1, 2):
        month, day = digits[:width], digits[width:]
        if not 1 <= len(day) <= 2 or not is_date(year, month, day):
            continue
        padded = [part[0] == "0" for part in (month, day) if len(part) == 2]
        if any(padded) and 1 in (len(month), len(day)):
            continue
        yield Day(month, day)
