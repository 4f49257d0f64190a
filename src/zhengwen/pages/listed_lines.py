"""Lines that go with the lines beside them: entries of a list, rows of a table, labels with values. None is a title."""

from __future__ import annotations

import re

from zhengwen.pages.dates import HOLDS_DATE
from zhengwen.pages.labels import BYLINE_PIECE
from zhengwen.text.lazy_regex import pattern

MAX_LABEL_CHARS, MAX_LABELLED_CHARS = 6, 30
MIN_ENTRIES, MAX_ROW_CHARS = 2, 60  # of a row of a table
MAX_FIRST_CHARS = 6  # of the first entry, where there are but two
ENTRY = pattern(
    r"""
    附\s?[件表图] | [\[(]\d{1,3}[\])] | \d{1,3}[、.](?!\d) | [A-H][、.](?![A-Za-z])                  # [1], 2., A.
    | 第\s?[一二三四五六七八九十百零\d]{1,5}\s?[章节条编款]                            # 第三章
    | \[?(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?\s?(?:[-—~至]{1,2}|\d\d:\d\d)  # 1983.09—1987.07
    """,
    re.VERBOSE,
)
# An address, a line of contents, a telephone number.
HOLDS_NO_TITLE = pattern(r"https?://|www\.|(?:…|\.{3}|·{3})\s*\d{1,4}$|\d{3,4}-\d{7,8}")
LABELLED = pattern(rf"[^\s:：，,。]{{1,{MAX_LABEL_CHARS}}}\s?[:：]\s*\S")
BREAK = pattern(r"\s+")


def is_listed(text: str, above: str, below: str) -> bool:
    """Whether a line is one of a list or a table.

    Args:
        text: the line, folded, without blanks around it.
        above: the line above, folded; empty where there is none.
        below: the line below.
    """
    if ENTRY.match(text) or HOLDS_NO_TITLE.search(text):
        return True
    if _is_labelled(text) and any(_is_labelled(one) and not BYLINE_PIECE.match(one) for one in (above, below)):
        return True
    return _is_a_row(text, above) or _is_a_row(text, below)


def _is_labelled(text: str) -> bool:
    """Whether a line is a short value behind its label; a long one is a speaker with what he says."""
    return len(text) <= MAX_LABELLED_CHARS and LABELLED.match(text) is not None and "。" not in text


def _is_a_row(text: str, beside: str) -> bool:
    """Whether two lines are rows of one table: as many entries in both."""
    entries = BREAK.split(text.strip())
    if len(entries) < MIN_ENTRIES or max(len(text), len(beside)) > MAX_ROW_CHARS:
        return False
    others = BREAK.split(beside.strip())
    if len(entries) != len(others) or BYLINE_PIECE.search(beside) or HOLDS_DATE.search(beside):
        return False
    return len(entries) > MIN_ENTRIES or max(len(entries[0]), len(others[0])) <= MAX_FIRST_CHARS
