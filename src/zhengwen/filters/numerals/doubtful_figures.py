"""Sees figures that cannot be right, or that run together with the next one."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.numerals._dates import is_date, outline
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

# The rare sign first and what stands before it afterwards: a look-behind in front would be asked at every character.
DAY = pattern(r"月(?<=[0-9].)(?=([0-9]{1,2})日)")
MONTH = pattern(r"(?:((?:19|20)[0-9]{2})年)?(?<![0-9])([0-9]{1,2})\Z")
# A pattern that begins with one character is far quicker than one that begins with either of two.
PERCENTS = {sign: pattern(rf"{sign}(?<=[0-9].)(?=[0-9]{{1,5}}[{UNIFIED}])") for sign in "%％"}
A_LEAP_YEAR = "2020"
GLUED_DATES = {
    sign: pattern(rf"{sign}(?<=[0-9].)(?=(?:19|20)[0-9]{{2}}(?:年|[-/.][0-9]{{1,2}}[-/.]))") for sign in "年月日"
}
GLUED = (b"\x010000", b"\x020000", b"\x030000")  # in the outline of a page
POINTS = pattern(r"(?<![0-9.])[0-9]+\.\.[0-9]+(?![0-9.])")


class ImpossibleDate(Rule):
    """Date that no calendar has.

    ## What it does
    Reports `2月30日`, `13月5日` and the like.

    ## Why it is damage
    A digit was lost or mistyped; which one, the text does not say.

    ## Example
    `2022年2月30日` is reported.

    ## Leaves alone
    Every date that exists; 29 February without a year.

    ## Safety
    Reported only.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "N006"
    safety = Safety.REPORT


class GluedPercentage(Rule):
    """Percentage that runs together with the next figure.

    ## What it does
    Offers a comma between a percent sign and a figure that counts something else.

    ## Why it is damage
    A mark was lost between two clauses.

    ## Example
    `覆盖率达100%23所学校完成整改` may have been `覆盖率达100%，23所学校完成整改`.

    ## Leaves alone
    A percent sign before a word or a mark.

    ## Safety
    Unsafe: the mark may have been another one, or none.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "N007"
    safety = Safety.UNSAFE


class DoubledPoint(Rule):
    """Decimal with two points.

    ## What it does
    Reports `3..5`.

    ## Why it is damage
    A point was doubled, or a digit between two was lost.

    ## Example
    `增长3..5个百分点` is reported.

    ## Leaves alone
    Dots of a list, an ellipsis, version numbers.

    ## Safety
    Reported only.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "N008"
    safety = Safety.REPORT


class GluedDates(Rule):
    """Two dates that run into each other.

    ## What it does
    Reports `2017年7月18日2016年10月14日`.

    ## Why it is damage
    A mark, a word or a cell's border between the two was lost, and a reader takes the two for a period.

    ## Example
    `至2017年7月18日2016年10月14日发生事故` is reported.

    ## Leaves alone
    Dates with anything between them, also a space; a date behind a year of its own (`2022年度2021年`).

    ## Safety
    Reported only: what stood between them, the text does not say.

    ## Evidence
    In 1,238 real texts four times, in judgments, each a lost mark. In none of 100 sound laws.
    """

    code = "N011"
    safety = Safety.REPORT


def find(page: Page) -> Iterator[Finding]:
    """Find doubtful figures."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_date(page: Page) -> bool:
    return b"0\x02" in page.view(outline) and "日" in page.text


def _impossible(page: Page) -> Iterator[Finding]:
    text = page.text
    for match in DAY.finditer(text):
        before = MONTH.search(text, max(0, match.start() - 7), match.start())
        if before is not None and not is_date(before[1] or A_LEAP_YEAR, before[2], match[1]):
            start, end = before.start(), match.end(1) + 1
            yield Finding("N006", start, end, f"No calendar has {text[start:end]}.")


def _may_have_percentage(page: Page) -> bool:
    return any(sign in page.text for sign in PERCENTS)


def _glued_percentages(page: Page) -> Iterator[Finding]:
    for sign, glued in PERCENTS.items():
        if sign in page.text:
            for end in (match.end() for match in glued.finditer(page.text)):
                yield Finding("N007", end, end, "A percentage runs into the next figure.", "，", safe=False)


def _may_have_glued_dates(page: Page) -> bool:
    return any(run in page.view(outline) for run in GLUED)


def _glued_dates(page: Page) -> Iterator[Finding]:
    for glued in GLUED_DATES.values():
        for match in glued.finditer(page.text):
            yield Finding("N011", match.start(), match.end() + 4, "Two dates run into each other.")


def _may_have_two_points(page: Page) -> bool:
    return ".." in page.text


def _two_points(page: Page) -> Iterator[Finding]:
    for match in POINTS.finditer(page.text):
        yield Finding("N008", match.start(), match.end(), f"The decimal {match.group()} has two points.")


SEARCHES = (
    Search(_may_have_date, _impossible),
    Search(_may_have_percentage, _glued_percentages),
    Search(_may_have_glued_dates, _glued_dates),
    Search(_may_have_two_points, _two_points),
)
