"""Finds dates whose 年 or 月 was lost, so that their figures run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.numerals._dates import Day, is_date, is_month, is_year, outline, splits
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.dates import days
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

# Five digits before 月 or 日, or three or four between 年 and either, in the outline of a page.
TELLING = (b"00000\x02", b"00000\x03", b"\x01000\x02", b"\x01000\x03", b"\x010000\x02", b"\x010000\x03")
RUN_TOGETHER = pattern(
    r"""
    [12] (?<![0-9A-Za-z.,\-/号第].)       # 第20225号, 1.20225, A20225 are codes; the digit is tested first, for speed
    (?: (?<=1)9 | (?<=2)0 ) [0-9]{2}
    (?:
        (?P<month>[0-9]{1,2}) (?=月)      # 20225月
      | (?P<both>[0-9]{2,4}) (?=日)       # 20221027日
      | 年 (?P<after>[0-9]{3,4}) (?=日)   # 2022年1027日
    )
    """,
    re.VERBOSE,
)
# The same without 日 before a mark; what a mark enumerates are figures, and what ends a line an author may have cut.
WITHOUT_DAY = (b"\x020?", b"\x0200?")
DAY_AT_MARK = pattern(
    r"[12](?<![0-9.].)(?:(?<=1)9|(?<=2)0)[0-9]{2}年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})(?=[，。；）](?![0-9]))"
)
COUNT_OF_DAYS = pattern("日(?:内|內|以[上下内內]|之[内內]|左右|期限|无|無|攻)")
WEEKDAY = pattern(r"日[ \t]*[（(]?(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"


class LostDateSeparator(Rule):
    """Date whose 年, 月 or 日 was lost.

    ## What it does
    Puts back 年, 月 or both where the figures run together and can be split into a calendar date in only one way; and
    日 where punctuation follows a day with its year and month.

    ## Why it is damage
    Nobody writes `20225月`: a converter dropped a character it could not represent, and the date can be neither read
    nor sorted.

    ## Example
    `截至20221027日` becomes `截至2022年10月27日`; `20225月` becomes `2022年5月`; `2022年10月27，` gets its 日.

    ## Leaves alone
    Codes and numbers (`第20225号`), period codes (`202210`), counts of days (`2022年120日内`), figures that are no date
    (`202213月`). Where two dates are possible (`2022111日`), both are reported and nothing is changed, unless the page
    has one of them elsewhere or a weekday follows.

    ## Safety
    Safe where one reading remains; reported where two do.

    ## Evidence
    Not once in 100 sound documents; four times in the body of the page this project started from, right each time.
    """

    code = "N001"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find dates that run together, and days without 日."""
    yield from find_in_prose(page, SEARCHES)


def _may_lack_day_sign(page: Page) -> bool:
    return any(run in page.view(outline) for run in WITHOUT_DAY)


def _lost_day_signs(page: Page) -> Iterator[Finding]:
    for match in DAY_AT_MARK.finditer(page.text):
        if is_date(match.group()[:4], match["month"], match["day"]):
            yield Finding("N001", match.end(), match.end(), f"The date {match.group()} lost its 日.", "日")


def _may_run_together(page: Page) -> bool:
    return any(run in page.view(outline) for run in TELLING)


def _run_together(page: Page) -> Iterator[Finding]:
    for match in RUN_TOGETHER.finditer(page.text):
        if match["month"]:
            yield from _month(match)
        else:
            yield from _day(page, match)


def _month(match: re.Match[str]) -> Iterator[Finding]:
    year, month = match.group()[:4], match["month"]
    if is_year(year) and is_month(month):
        yield _finding(match, f"{year}年{month}")


def _day(page: Page, match: re.Match[str]) -> Iterator[Finding]:
    year, digits = match.group()[:4], match["both"] or match["after"]
    if match["after"] and len(digits) == 3 and COUNT_OF_DAYS.match(page.text, match.end()):
        return
    readings = list(splits(year, digits))
    if len(readings) > 1:
        readings = _decided(page, match, year, readings)
    if len(readings) == 1:
        yield _finding(match, f"{year}年{readings[0].month}月{readings[0].day}")
    elif readings:
        named = " or ".join(f"{year}年{month}月{day}日" for month, day in readings)
        yield Finding("N001", match.start(), match.end(), f"The date {match.group()}日 lost a separator: {named}.")


def _decided(page: Page, match: re.Match[str], year: str, readings: list[Day]) -> list[Day]:
    """The readings that the weekday behind the date, or else the page's other dates, leave."""
    from datetime import date

    weekday = WEEKDAY.match(page.text, match.end())
    if weekday:
        meant = WEEKDAYS.index(weekday[1].replace("天", "日"))
        return [one for one in readings if date(int(year), int(one.month), int(one.day)).weekday() == meant]
    elsewhere = days(page.text)
    named = [one for one in readings if (int(year), int(one.month), int(one.day)) in elsewhere]
    return named if len(named) == 1 else readings


def _finding(match: re.Match[str], date: str) -> Finding:
    return Finding(
        "N001", match.start(), match.end(), f"The date {match.group()} lost a separator; it reads {date}.", date
    )


SEARCHES = (Search(_may_lack_day_sign, _lost_day_signs), Search(_may_run_together, _run_together))
