"""Numbers of documents: the sign of an office, the year in brackets, a running number."""

from __future__ import annotations

import re

from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

# A line of nothing but a number, folded.
ALONE = pattern(
    rf"""
    ^[\s(]*?(?P<number>
      # 青政发〔2022〕3号
      [{UNIFIED}]{{1,14}} \s?[\[(〔【﹝]\s? (?:19|20)\d\d \s?[\])〕】﹞]\s? 第?\s?\d{{1,5}}\s?号
      # 某某局公告2022年第3号
    | [{UNIFIED}]{{2,30}} (?:公告|通告|令) \s?(?:(?:19|20)\d\d年)?\s? 第\s?\d{{1,5}}\s?号
      # (2021)某0102民初1234号, of a court; its year stands in brackets
    | \((?:19|20)\d\d\) \s? [{UNIFIED}]{{1,4}} \d{{0,6}} [{UNIFIED}]{{1,6}} \s?第?\s?\d{{1,6}} \s?号 (?:之[一二三四])?
    )[\s)]*$
    """,
    re.VERBOSE,
)


def is_number(text: str) -> bool:
    """Whether a folded line is the number of a document and nothing else."""
    return "号" in text and ALONE.match(text) is not None
