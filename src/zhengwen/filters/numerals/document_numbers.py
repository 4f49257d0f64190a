"""Sees document numbers whose year stands in the wrong brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_year
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

# A year in any brackets, after the sign of an office and before a running number.
NUMBER = pattern(
    rf"""
    ([\[﹝【［（(〔]) (?<=[{UNIFIED}].) ((?:19|20)[0-9]{{2}}) ([\]﹞】］）)〕]) (?=(第?)[0-9]{{1,5}}[ ]?[号號])
    """,
    re.VERBOSE,
)
HEXAGONAL = pattern(r"〔(?:19|20)[0-9]{2}〕第?[0-9]{1,5}[ ]?[号號]")
PAIRS = {"[": "]", "﹝": "﹞", "【": "】", "［": "］", "（": "）", "(": ")", "〔": "〕"}
ROUND = "（("
OF_A_LETTER = "字"  # 认字（2015）第5号 is how offices number what they certify


class DocumentNumberBracket(Rule):
    """Year of a document number in brackets other than 〔〕.

    ## What it does
    Puts `〔2022〕` for `[2022]`, `【2022】`, `﹝2022﹞` and `（2022）` between an office's sign and a running number.

    ## Why it is damage
    The standard for official documents (GB/T 9704) has 〔〕, which many keyboards and fonts lack; one document is then
    cited in four ways.

    ## Example
    `国发[2022]12号` becomes `国发〔2022〕12号`.

    ## Leaves alone
    Round brackets with a court's code behind them (`（2022）京01民初14号`); years in brackets elsewhere; citations
    (`[2022]`).

    ## Safety
    Safe for square brackets. Round ones are safe where the page writes another number with 〔〕; elsewhere, and before
    第, they are unsafe: some offices number so. Halves that do not match are reported.

    ## Evidence
    Not once in 100 sound laws; one has 〔〕. In 1,238 real texts six safe fixes, all right, and five unsafe ones,
    three of them with round brackets.
    """

    code = "N005"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find years of document numbers in the wrong brackets."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_number(page: Page) -> bool:
    return any(sign in page.text for sign in "号號") and any(bracket in page.text for bracket in PAIRS)


def _numbers(page: Page) -> Iterator[Finding]:
    text = page.text
    standard = HEXAGONAL.search(text) is not None
    for match in NUMBER.finditer(text):
        opening, year, closing, ordinal = match.groups()
        if (opening, closing) == ("〔", "〕") or not is_year(year):
            continue
        seen = f"{opening}{year}{closing}"
        if PAIRS[opening] != closing:
            message = f"The brackets around the year of a document number do not match: {seen}."
            yield Finding("N005", match.start(), match.end(), message, None, safe=False)
            continue
        certificate = text[match.start() - 1] == OF_A_LETTER
        safe = not certificate and (opening not in ROUND or (standard and not ordinal))
        message = f"The year of a document number stands in other brackets than 〔〕: {seen}."
        yield Finding("N005", match.start(), match.end(), message, f"〔{year}〕", safe)


SEARCHES = (Search(_may_have_number, _numbers),)
