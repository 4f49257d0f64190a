"""Sees document numbers whose year stands in the wrong brackets."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_year
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

NUMBER = pattern(r"([\[﹝【［])(?<=[\u4e00-\u9fff].)((?:19|20)[0-9]{2})([\]﹞】］])(?=第?[0-9]{1,5}号|第?[0-9]{1,5}號)")
PAIRS = {"[": "]", "﹝": "﹞", "【": "】", "［": "］"}


class DocumentNumberBracket(Rule):
    """Year of a document number in brackets other than 〔〕.

    ## What it does
    Puts `〔2022〕` for `[2022]`, `【2022】` and `﹝2022﹞` between an office's sign and a running number.

    ## Why it is damage
    The standard for official documents (GB/T 9704) has 〔〕, which many keyboards and fonts lack; one document is then
    cited in four ways.

    ## Example
    `国发[2022]12号` becomes `国发〔2022〕12号`.

    ## Leaves alone
    Round brackets, which courts and older documents use by right; years in brackets elsewhere; citations (`[2022]`).

    ## Safety
    Safe between the sign of an office and a running number.

    ## Evidence
    Not once in 100 sound documents; one has 〔〕.
    """

    code = "N005"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find years of document numbers in the wrong brackets."""
    if not any(bracket in page.text for bracket in PAIRS):
        return
    for match in NUMBER.finditer(page.text):
        opening, year, closing = match.groups()
        if PAIRS[opening] != closing or not is_year(year):
            continue
        message = f"The year of a document number stands in {opening}{closing}."
        yield Finding("N005", match.start(), match.end(), message, f"〔{year}〕")
