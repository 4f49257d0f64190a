"""The width to which a page is wrapped, measured where lines break in mid-sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhengwen.page import Page
from zhengwen.text import language_model
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

CHINESE_NUMBER = "[一二三四五六七八九十百零〇]"
# What opens an item, an article or a heading, and so continues no line.
NEW_ITEM = rf"""
    第[ \t]?[0-9一二三四五六七八九十百零〇]  # 第三条
  | {CHINESE_NUMBER}+[、．.]  # 三、
  | [（(][ ]?(?:{CHINESE_NUMBER}|[0-9]|[ivxa-z])+[ ]?[）)]  # （三）, (3), (iv)
  | [0-9]{{1,2}}[、．.][^0-9]  # 3.
  | [①-⑳•·●◆■□]
"""
BREAK = pattern(
    rf"""
    \n (?<=[{UNIFIED}，、0-9a-zA-Z%％）)」』”》〉—…]\n)  # behind a line that may go on
    (?=[{UNIFIED}，。；、：（(「『“《〈0-9A-Za-z—]) (?!{NEW_ITEM})
    """,
    re.VERBOSE,
)
AFTER_STOP = pattern(r"\n(?<=[。；：？！][\n])|\n(?<=[。？！][”」』）)]\n)")
CLOSING = "，。；、：）」』》〉！？”’％%"
TOKEN = pattern(rf"(?:[（(「『“《〈]*(?:[0-9A-Za-z][0-9A-Za-z.,%/:-]*|.))[{CLOSING})]*")

MIN_BREAKS = 3  # breaks in mid-sentence before anything is said
MIN_SURE_BREAKS = 8  # before the page is known to be wrapped throughout
MIN_TYPESET = 2  # lines that a typesetter made shorter or longer, before the page is known to be typeset
MIN_COLUMNS = 24  # a column of text is wider; cells of a table are narrower
TOLERANCE = 6  # columns: a line may end early because the next word or figure does not fit
MAX_MARKS_PER_BREAK = 8.0  # wrapped prose has two to four commas and stops to each break, unwrapped prose 20 and more
MIN_MARKS_PER_BREAK = 0.5  # rows of a table and lists of headlines have hardly any
# Pairs of ideographs across a break that texts have beside each other: 0.24 to 0.69 in wrapped prose of six sources,
# at most 0.17 where headlines of one length stand below each other.
MIN_COMMON_PAIRS = 0.2


class Wrapping(NamedTuple):
    """How a page is wrapped: its width in columns (an ideograph takes two), and whether that is beyond doubt."""

    columns: int
    sure: bool


def columns(line: str) -> int:
    """The width of a line as it is set: two columns an ideograph or full-width mark, one a letter or digit."""
    return len(line.encode("gbk", "replace"))


def wrapping(page: Page) -> Wrapping | None:
    """The width to which the page is wrapped throughout; `None` where it is not. Ask with `page.view(wrapping)`."""
    text = page.text
    if text.count("\n") < MIN_BREAKS:
        return None
    breaks = [match.start() for match in BREAK.finditer(text)]
    if len(breaks) < MIN_BREAKS:
        return None
    marks = text.count("，") + text.count("。")
    if not MIN_MARKS_PER_BREAK <= marks / len(breaks) <= MAX_MARKS_PER_BREAK:
        return None
    widths = [columns(text[text.rfind("\n", 0, at) + 1 : at]) for at in breaks]
    full = sorted(widths)[len(widths) * 3 // 4]
    near = {at: width for at, width in zip(breaks, widths, strict=True) if abs(width - full) <= TOLERANCE}
    if full < MIN_COLUMNS or 2 * len(near) < len(breaks) or len(near) < MIN_BREAKS:
        return None
    sure = len(near) >= MIN_SURE_BREAKS and _is_typeset(text, near) and _continues(text, list(near))
    return Wrapping(full, sure)


def _is_typeset(text: str, near: Mapping[int, int]) -> bool:
    """Whether a typesetter broke the lines: no line begins with a closing mark, and some are shorter or longer for it.

    Publishers who cut their text at a fixed column do not look at marks (1 line of 9 in laws published so begins with
    one), and those who compare it with the original want it as it was published.
    """
    if any(text[at + 1] in CLOSING for at in near):
        return False
    usual = Counter(near.values()).most_common(1)[0][0]
    return sum(_makes_room(text, at, width - usual) for at, width in near.items()) >= MIN_TYPESET


def _makes_room(text: str, at: int, difference: int) -> bool:
    """Whether a line is shorter because a mark or a whole word went to the next one, or longer by a mark at its end."""
    if difference in (1, 2):
        return text[at - 1] in CLOSING
    if not -TOLERANCE <= difference <= -2:
        return False
    token = TOKEN.match(text, at + 1)
    return token is not None and columns(token.group()) > -difference + 1


def _continues(text: str, breaks: Sequence[int]) -> bool:
    """Whether the ideographs on both sides of the breaks make words, as they do where a sentence goes on."""
    common = language_model.bonuses()
    pairs = [pair for at in breaks if (pair := text[at - 1] + text[at + 1]).isalpha() and not pair.isascii()]
    return sum(pair in common for pair in pairs) >= MIN_COMMON_PAIRS * max(len(pairs), MIN_BREAKS)
