"""Whether a fault is quoted: somebody writes about it, shows what it means, or names it, and it has to stay."""

from __future__ import annotations

from zhengwen.text.lazy_regex import pattern

BEFORE_ITEM, AFTER_ITEM = "：:、", "、。；;"  # around an item of a list of examples
REACH_CHARS = 2000  # characters in which a text says what it is about
REACH_ON_LINE_CHARS = 60  # characters on the same line in which the meaning of what is quoted stands
OPEN, CLOSE = "“\"‘'「『《`（([【", "”\"’'」』》`）)]】"
# What a text that shows garbled characters calls them.
ABOUT = pattern(
    "乱码|亂碼|编码|編碼|解码|解碼|字符集|字元集|转义|轉義|跳脫|实体|[Mm]ojibake|charset|encoding|Unicode|UTF-?8|GBK|Big5|Latin-1|HTML"
)


def is_cited(text: str, start: int, end: int, mended: str) -> bool:
    """Whether a text discusses the fault at `[start, end)` rather than having it.

    It does where what the fault means stands beside it on the line, where the fault stands in quotation marks, or
    brackets, on a page about such faults, and where it is one of several examples that the line discusses.
    """
    return _has_meaning_beside(text, start, end, mended) or _is_named(text, start, end)


def _has_meaning_beside(text: str, start: int, end: int, mended: str) -> bool:
    meaning = mended.strip()
    if not meaning or meaning.isascii():
        return False
    before = text[max(0, start - REACH_ON_LINE_CHARS) : start].rpartition("\n")[2]
    after = text[end : end + REACH_ON_LINE_CHARS].partition("\n")[0]
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
        line = text[max(0, start - REACH_ON_LINE_CHARS) : start].rpartition("\n")[2]
        return ABOUT.search(line) is not None
    if before not in OPEN or CLOSE[OPEN.index(before)] != after:
        return False
    return is_about_faults(text[max(0, start - REACH_CHARS) : end + REACH_CHARS])


def is_about_faults(text: str) -> bool:
    """Whether a text is about charsets, markup or garbled text."""
    return ABOUT.search(text) is not None
