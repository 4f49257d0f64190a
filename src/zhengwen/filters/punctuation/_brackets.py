"""Pairs of ASCII brackets, and whether they were folded."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from zhengwen.filters.punctuation._marks import CLOSING, OPENING, compiled
from zhengwen.text.char_classes import ALL_IDEOGRAPHS
from zhengwen.text.lazy_regex import pattern

BRACKET = pattern(r"[()（）\n]")
CHINESE = rf"[{ALL_IDEOGRAPHS}]"
# What may stand before a folded bracket: Chinese, or nothing. `f(x)`, `Ca(OH)2` and `10(3)` are no folding.
BESIDE = rf"[{ALL_IDEOGRAPHS}{OPENING}{CLOSING}、。，；：,;:\s]"
WORD = pattern(r"[0-9A-Za-z]")  # after (02) of a telephone number
MAX_INSIDE_CHARS = 400  # characters inside a pair that are looked at


def folded_pairs(text: str) -> Iterator[tuple[int, int]]:
    """The pairs of ASCII brackets around or beside Chinese that open and close on one line."""
    for first, last in _pairs(text):
        if _is_folded(text, first, last):
            yield first, last


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """The pairs of ASCII brackets that open and close on one line."""
    stack = array("q")
    for match in BRACKET.finditer(text):
        at = match.start()
        mark = text[at]
        if mark == "\n":
            del stack[:]
        elif mark in "(（":
            stack.append(at)
        elif stack:
            first = stack.pop()
            if mark == ")" and text[first] == "(":
                yield first, at


def _is_folded(text: str, first: int, last: int) -> bool:
    """Whether a pair holds Chinese, or stands between Chinese with a figure or a word in it."""
    if compiled(CHINESE).search(text, first, min(last, first + MAX_INSIDE_CHARS)):
        return True
    before, after = text[first - 1 : first], text[last + 1 : last + 2]
    if (before and not compiled(BESIDE).match(before)) or WORD.match(after):
        return False
    return bool((before and compiled(CHINESE).match(before)) or (after and compiled(CHINESE).match(after)))
