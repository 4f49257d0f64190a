"""Dates as pages write them: in folded text (half width, Simplified)."""

from __future__ import annotations

import re

from zhengwen.text.lazy_regex import pattern

# A date with the time of day where there is one: 2023-02-16 09:30, 2023年2月16日, 112.2.16, 民国112年2月16日.
DATE = r"""(?x:
    (?: (?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?   # of the common era
      | (?:民国\s?)?1?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日? )           # of the Republic
    (?: [\sT]*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}秒?|分)? )?         # the time of day
)"""
WRITTEN_OUT = r"[一二][〇○零Oo0一二三四五六七八九]{3}年[一二三四五六七八九十元]{1,3}月[一二三四五六七八九十]{1,3}日"
# A date that a site's software wrote: with hyphens, points or slashes, or with the time of day. Documents write 年月日.
STAMP = r"""(?x:
    (?:19|20)\d\d
    (?: [-/.]\d{1,2}[-/.]\d{1,2}(?!\d)                     # 2023-02-16
      | 年\d{1,2}月\d{1,2}日(?=\s*\d{1,2}[:时]\d\d) )       # 2023年2月16日 09:30
    (?: [^\S\n]*\d{1,2}[:时]\d\d(?::\d\d)? )?
)"""
HOLDS_DATE = pattern(DATE)
HOLDS_MONTH = pattern(r"(?:19|20)\d\d[-年/.]\d{1,2}")
SIGNING_DATE = pattern(
    rf"\s*(?:{DATE}|{WRITTEN_OUT})\s*(?:\(星期[一二三四五六日天]\))?\s*$"
)  # on a line of its own, below a document
BEGINS_WITH_STAMP = pattern(STAMP)
DAY = pattern(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
PARTS = pattern(
    r"""
    (?P<year> (?:19|20)\d\d | 民国\s*\d{2,3}                               # 2023, 民国112
      | (?<!\d)1\d\d(?=[./-]\d{1,2}[./-]\d|年\s?\d{1,2}月\s?\d) )        # 112.2.16, 112年2月16日
    \s*[-/.年]\s* (?P<month>\d{1,2})
    \s*[-/.月]\s* (?P<day>\d{1,2}) (?: (?!\d) | (?=[012]\d:[0-5]\d) )     # 2605:39, where the time is glued to it
    \s*[日号]?
    # 09:30:15
    (?: [\sT,]* (?P<hour>[012]?\d) \s*[:时点]\s* (?P<minute>[0-5]\d) (?: \s*[:分]\s* (?P<second>[0-5]\d) )? )?
    """,
    re.VERBOSE,
)
SPELLED_OUT = pattern(
    r"(?P<year>[一二][〇○零Oo0一二三四五六七八九]{3})年(?P<month>[元一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
CIPHERS = {sign: value for value, signs in enumerate("〇○零Oo0 一元 二 三 四 五 六 七 八 九".split()) for sign in signs}
FIRST_YEAR_OF_THE_REPUBLIC = 1911  # plus the year of 民国 makes the common one


def days(text: str) -> set[tuple[int, int, int]]:
    """The days that a text names, as year, month and day."""
    return {(int(year), int(month), int(day)) for year, month, day in DAY.findall(text)}


def iso(text: str) -> str:
    """The first date in folded text as ISO 8601, with its time when it has one; empty when there is none."""
    match = PARTS.search(text)
    if not match:
        return _spelled_out(text)
    year = int(re.sub(r"\D", "", match["year"]))
    year += FIRST_YEAR_OF_THE_REPUBLIC if year < 1000 else 0
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    written = f"{year:04d}-{month:02d}-{day:02d}"
    if match["hour"] and int(match["hour"]) < 24:
        written += f"T{int(match['hour']):02d}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    return written


def _spelled_out(text: str) -> str:
    """The first date in ideographs as ISO 8601, 二〇二三年二月十六日; empty when there is none."""
    match = SPELLED_OUT.search(text)
    if not match:
        return ""
    year = int("".join(str(CIPHERS[sign]) for sign in match["year"]))
    month, day = _number(match["month"]), _number(match["day"])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _number(text: str) -> int:
    """A number below a hundred in ideographs: 二, 十六, 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return CIPHERS.get(ones, 0) if len(ones) == 1 else 0
    return 10 * CIPHERS.get(tens, 1 if not tens else 0) + CIPHERS.get(ones, 0)
