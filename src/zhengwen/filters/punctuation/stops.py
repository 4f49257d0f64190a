"""Sees full stops that were folded to ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._marks import CLOSING, IDEOGRAPH, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

STOP = rf"\.(?<=[{IDEOGRAPH}{CLOSING}%)].)(?=[{IDEOGRAPH}{OPENING}(\"]|[ \t]*(?:\n|\Z))"
LIST_NUMBER = re.compile(
    r"(?:^|[\n\s（(])[第]?[一二三四五六七八九十百零〇甲乙丙丁戊己庚辛壬癸子丑寅卯]{1,4}[章节節条條项項]?\."
)
FEWEST = 2  # sentences that end so, before a page is said to have no full stop of its own

MESSAGE = "The full stop 。 stands folded as . after Chinese."


class FoldedStop(Rule):
    """Full stop of a Chinese sentence folded to ASCII.

    ## What it does
    Puts `。` for `.` at the end of Chinese sentences.

    ## Why it is damage
    The page's marks were folded to ASCII, and its full stops with them.

    ## Example
    `會議開始,主席致詞.各單位報告.` becomes `會議開始，主席致詞。各單位報告。`

    ## Leaves alone
    Numbers (`3.5`), list numbers (`1.`, `一.`), Latin text, dots in names (`約翰.史密斯`) unless the page has no other
    full stop, pages that have a `。` of their own.

    ## Safety
    Safe where the page's commas were folded and no `。` stands on it; otherwise silent.

    ## Evidence
    None of 100 sound documents ends a Chinese sentence with an ASCII full stop.
    """

    code = "P007"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find folded full stops on a page that has no other."""
    text = page.text
    if "." not in text or "。" in text or habit(page) is not Habit.FOLDED:
        return
    numbers = {match.end() - 1 for match in LIST_NUMBER.finditer(text)}
    stops = [match.start() for match in compiled(STOP).finditer(text) if match.start() not in numbers]
    if len(stops) < FEWEST:
        return
    for at in stops:
        yield Finding("P007", at, at + 1, MESSAGE, "。")
