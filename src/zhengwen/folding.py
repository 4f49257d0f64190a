"""A view of text for matching only: full width as half, Traditional as Simplified, every blank as a space."""

from __future__ import annotations

from functools import cache

from zhengwen import data

FULL_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
BLANKS = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09), 0x20)


def fold(text: str) -> str:
    """The text with width, script and blanks folded, character for character: offsets stay the same.

    Good for recognising words; never a replacement, for it merges characters that differ in meaning.
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    table = FULL_WIDTH | BLANKS
    for row in data.read("script-forms.txt").splitlines():
        simplified, _, forms = row.partition("\t")
        for form in forms:
            if form != simplified and len(simplified) == 1:
                table.setdefault(ord(form), ord(simplified))
    return table
