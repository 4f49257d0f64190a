"""Sees dates whose figures stand apart from 年, 月 and 日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.numerals._dates import outline
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

SPACE = "[ \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]"
# A space before a sign of dates, or after 年 or 月, in the outline of a page.
TELLING = (b" \x01", b" \x02", b" \x03", b"\x01 ", b"\x02 ")
AROUND = pattern(
    rf"""
    (?<=[0-9]) {SPACE}+ (?=[年月日])                      # 2022 年
  | (?<=[0-9]{SPACE}[年月日]) {SPACE}+ (?=[0-9\u4e00-\u9fff])  # 年 5, 日 内
  | (?<=[0-9][年月]) {SPACE}+ (?=[0-9]{{1,2}}{SPACE}*[月日])   # 2022年 5月
    """,
    re.VERBOSE,
)
# Figures and Latin words beside ideographs, with a space between and without.
APART = pattern(rf"[0-9A-Za-z]{SPACE}+[\u4e00-\u9fff]")
TOGETHER = pattern(r"[0-9A-Za-z][\u4e00-\u9fff]")
MESSAGE = "A space stands inside a date."


class SpacedDate(Rule):
    """Date with spaces between its figures and 年, 月 or 日.

    ## What it does
    Takes the spaces out of `2022 年 5 月 10 日`.

    ## Why it is damage
    Word processors and converters show figures with space around them; copied, it becomes part of the text, and the
    date is found by no search.

    ## Example
    `自2019 年 6 月 起` becomes `自2019年6月起`.

    ## Leaves alone
    Pages whose author puts a space between every figure or Latin word and the text, spaces elsewhere, blanks to fill
    in.

    ## Safety
    Safe; unsafe on a page where figures and Latin words stand apart from most other words, too.

    ## Evidence
    Not once in 100 sound documents.
    """

    code = "N002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find spaces inside dates."""
    seen = page.view(outline)
    if not any(run in seen for run in TELLING):
        return
    safe = not _is_habit(page.text)
    for match in AROUND.finditer(page.text):
        yield Finding("N002", match.start(), match.end(), MESSAGE, "", safe)


def _is_habit(text: str) -> bool:
    """Whether the author sets figures and Latin words apart from others that are no part of a date."""
    others = sum(text[match.end() - 1] not in "年月日时分" for match in APART.finditer(text))
    return others > 5 and others > len(TOGETHER.findall(text))
