"""Faults that a text quotes in order to speak of them: `“20225月”应为“2022年5月”`."""

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
