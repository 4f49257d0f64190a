"""A view of text for matching only: full width as half, Traditional as Simplified, every blank as a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from zhengwen import data
from zhengwen.lazy import pattern

FULL_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
BLANKS = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09), 0x20)


COMMON = (*((wide, chr(ord(wide) - 0xFEE0)) for wide in "，：；（）！？％"), ("\N{IDEOGRAPHIC SPACE}", " "))
BEYOND = pattern("[\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """The text with width, script and blanks folded, character for character: offsets stay the same.

    Good for recognising words; never a replacement, for it merges characters that differ in meaning.
    """
    for wide, narrow in COMMON:
        text = text.replace(wide, narrow)
    # Most pages have nothing else to fold, and translating looks at every character at leisure.
    if _rest().search(text) or BEYOND.search(text):
        return text.translate(table())
    return text


def unfold(word: str) -> Iterator[str]:
    """The ways a short folded word may be written: in either script, and its letters in either case and width."""
    return map("".join, product(*map(_written, word)))


@cache
def _rest() -> re.Pattern[str]:
    """What else is folded, in the basic plane."""
    rest = sorted(table().keys() - {ord(wide) for wide, _ in COMMON})
    return re.compile(f"[{''.join(re.escape(chr(code)) for code in rest if code < 0x10000)}]")


@cache
def _written(character: str) -> str:
    if character.isascii():
        if not character.isalnum():
            return character
        both = character + character.upper() if character.islower() else character
        return both + "".join(chr(ord(one) + 0xFEE0) for one in both)
    return character + _traditional().get(character, "")


@cache
def _traditional() -> dict[str, str]:
    forms: dict[str, str] = {}
    for traditional, simplified in table().items():
        if traditional > 0x2E80 and simplified > 0x2E80:
            forms[chr(simplified)] = forms.get(chr(simplified), "") + chr(traditional)
    return forms


@cache
def table() -> dict[int, int]:
    """What `fold` turns into what, code by code."""
    table = FULL_WIDTH | BLANKS
    for row in data.read("script-forms.txt").splitlines():
        simplified, _, forms = row.partition("\t")
        for form in forms:
            if form != simplified and len(simplified) == 1:
                table.setdefault(ord(form), ord(simplified))
    return table
