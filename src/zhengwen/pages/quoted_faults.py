"""Faults that a text quotes in order to discuss them, and that have to stay: `“20225月”应为“2022年5月”`.

`is_quoted_fault` tells whether the line calls the quotation wrong, which serves faults of any kind. `is_cited` serves
faults of encoding, which a text also explains: the meaning stands beside them, or a page about charsets lists examples.
"""

from __future__ import annotations

import re

from zhengwen.text.lazy_regex import pattern

MAX_QUOTED_CHARS = 40  # of a quoted example; longer quotations are somebody's words
MAX_REMARK_CHARS = 12  # between an example and what is said of it
QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "`": "`"}
OPENING = pattern(f"[{''.join(QUOTES)}]")
# What a text says of a fault that it quotes.
REMARK = pattern(
    r"""
    应[当该]?[为作改是写用] | 應[當該]?[為作改是寫用]  # 应为, 應改
    | [误誤錯错][为為作写寫读讀植字] | 写成 | 寫成       # 误作
    | 改[为為成] | 更正[为為] | 修正[为為] | →|->|=>
    """,
    re.VERBOSE,
)
BEFORE_ITEM, AFTER_ITEM = "：:、", "、。；;"  # around an item of a list of examples
AROUND = 2000  # characters in which a text says what it is about
NEAR_CHARS = 60  # characters on the same line in which the meaning of what is quoted stands
OPEN, CLOSE = "“\"‘'「『《`（([【", "”\"’'」』》`）)]】"
# What a text that shows garbled characters calls them.
ABOUT = pattern(
    "乱码|亂碼|编码|編碼|解码|解碼|字符集|字元集|转义|轉義|跳脫|实体|[Mm]ojibake|charset|encoding|Unicode|UTF-?8|GBK|Big5|Latin-1|HTML"
)


def is_quoted_fault(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` stands in a short quotation that the line calls wrong."""
    if not OPENING.search(text, max(0, start - MAX_QUOTED_CHARS), start):
        return False
    head = max(text.rfind("\n", 0, start) + 1, start - MAX_QUOTED_CHARS)
    opening = max(text.rfind(mark, head, start) for mark in QUOTES)
    if opening < 0:
        return False
    closing = text.find(QUOTES[text[opening]], end, end + MAX_QUOTED_CHARS)
    if closing < 0 or "\n" in text[end:closing]:
        return False
    before = text[max(0, opening - MAX_REMARK_CHARS) : opening].rpartition("\n")[2]
    after = text[closing + 1 : closing + 1 + MAX_REMARK_CHARS].partition("\n")[0]
    return REMARK.search(before) is not None or REMARK.search(after) is not None


def is_cited(text: str, start: int, end: int, mended: str) -> bool:
    """Whether a text speaks of the fault at `[start, end)` in place of suffering from it.

    It does where what the fault means stands beside it on the line, where the fault stands in quotation marks, or
    brackets, on a page about such faults, and where it is one of several examples that the line speaks of.
    """
    return _has_meaning_beside(text, start, end, mended) or _is_named(text, start, end)


def _has_meaning_beside(text: str, start: int, end: int, mended: str) -> bool:
    meaning = mended.strip()
    if not meaning or meaning.isascii():
        return False
    before = text[max(0, start - NEAR_CHARS) : start].rpartition("\n")[2]
    after = text[end : end + NEAR_CHARS].partition("\n")[0]
    if meaning.isalnum() or len(meaning) > 1:
        return _stands_alone(meaning, before) or _stands_alone(meaning, after)
    return any(f"{o}{meaning}{c}" in before + "\n" + after for o, c in zip(OPEN, CLOSE, strict=True))


def _stands_alone(meaning: str, beside: str) -> bool:
    """Whether the meaning stands by itself, and not as a part of a longer word."""
    at = beside.find(meaning)
    if at < 0:
        return False
    neighbours = beside[max(0, at - 1) : at] + beside[at + len(meaning) : at + len(meaning) + 1]
    return not any(one.isalnum() for one in neighbours)


def _is_named(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if not before or not after:
        return False
    if before in BEFORE_ITEM and after in AFTER_ITEM:
        line = text[max(0, start - NEAR_CHARS) : start].rpartition("\n")[2]
        return ABOUT.search(line) is not None
    if before not in OPEN or CLOSE[OPEN.index(before)] != after:
        return False
    return is_about_faults(text[max(0, start - AROUND) : end + AROUND])


def is_about_faults(text: str) -> bool:
    """Whether a text speaks of charsets, markup or garbled text."""
    return ABOUT.search(text) is not None
