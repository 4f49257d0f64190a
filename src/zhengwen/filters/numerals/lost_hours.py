"""Finds times whose 时 was lost, so that hour and minute run together."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

# The unit first and the figures before it afterwards, for speed. A time follows a day or a part of the day.
LOST = pattern(r"分(?<=[0-9]{3}.)")
TIME = pattern(
    r"(日|上午|下午|凌晨|清晨|早上|中午|傍晚|晚上|晚|早|星期[一二三四五六日天]|[）)])[ \t]?([0-9]{1,2})([0-9]{2})\Z"
)
AFTER_BRACKET = pattern(r"[（(](?:星期|周|週)[一二三四五六日天][）)][ \t]?[0-9]{3,4}\Z")


class LostHourSeparator(Rule):
    """Time whose 时 was lost, so that hour and minute run together.

    ## What it does
    Restores 时 (時 on a Traditional page) between hour and minute after a day, a weekday or a part of the day.

    ## Why it is damage
    Nobody writes `1530分` for a time of day.

    ## Example
    `10月27日1530分召开` becomes `10月27日15时30分召开`.

    ## Leaves alone
    Scores and counts of minutes (`得分1530分`, `历时130分`), times in figures (`15:30`), hours and minutes that do not
    exist.

    ## Safety
    Safe. Elsewhere nothing is reported, because minutes are counted, too.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "N009"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find times of day that run together."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_minutes(page: Page) -> bool:
    return "分" in page.text


def _times(page: Page) -> Iterator[Finding]:
    for match in LOST.finditer(page.text):
        before = page.text[max(0, match.start() - 12) : match.start()]
        time = TIME.search(before)
        if time is None or not _is_time(time[2], time[3]):
            continue
        if time[1] in "）)" and AFTER_BRACKET.search(before) is None:
            continue
        sign = "時" if page.script.name == "traditional" else "时"
        start = match.start() - len(time[2]) - len(time[3])
        reads = f"{time[2]}{sign}{time[3]}"
        yield Finding(
            "N009", start, match.start(), f"The time {time[2]}{time[3]}分 lost a sign; it reads {reads}分.", reads
        )


def _is_time(hour: str, minute: str) -> bool:
    return int(hour) <= 24 and int(minute) < 60


SEARCHES = (Search(_may_have_minutes, _times),)
