"""Where a page may hold a wrong reading: cheap signs first, so that sound pages cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen.charset import language

# Two neighbours of the upper half of a Western charset: hardly ever in a Chinese text, everywhere in mojibake.
LATIN = re.compile(
    "[\x80-\x9f\xa1-\xac\xae-\u02af\N{CARON}\N{BREVE}-\N{DOUBLE ACUTE ACCENT}\u0400-\u045f╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫]"
    "[\x80-\u02af\N{MODIFIER LETTER CIRCUMFLEX ACCENT}-\N{DOUBLE ACUTE ACCENT}\u0400-\u045f–—‘’‚“”„†‡•…‰‹›€™─-╬▀-▓]"
)
USUAL = 12.25  # ideographs up to this cost are no sign of anything
# Marks, letters and symbols that stand beside ideographs in sound Chinese.
_BESIDE = "\0-~\xa0·×°±\u2010-\u2044℃№Ⅰ-Ⅻ①-⒛─■□▲△●○★☆→←↑↓\u3000-\u303f㈠-㈩㎡\ufe30-\ufe4f！-～￥\ufeff\n\r"
WINDOW = 2000  # characters judged at once
MARGIN = 30  # characters around a sign that are looked at first


def latin(text: str) -> Iterator[tuple[int, int]]:
    """Where two signs of a wrong Western reading stand together."""
    return (found.span() for found in LATIN.finditer(text))


def ideographic(text: str) -> Iterator[tuple[int, int]]:
    """Where two signs of one East Asian charset read as another stand together, and are no word."""
    words = language.bonuses
    return (found.span() for found in _odd().finditer(text) if found[0] not in words())


def windows(text: str, signs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands around the signs on their lines; neighbours that touch are not joined, and none overlap."""
    done = 0
    for start, end in signs:
        if end <= done:
            continue
        window = _around(text, start, end, done, MARGIN)
        done = window[1]
        yield window


def widened(text: str, start: int, end: int, done: int) -> tuple[int, int]:
    """A window made as wide as its line is, from `done` on."""
    return _around(text, start, end, done, WINDOW)


def _around(text: str, start: int, end: int, done: int, most: int) -> tuple[int, int]:
    before = text.rfind("\n", max(done, start - most), start) + 1
    after = text.find("\n", end, end + most)
    return max(before, done, start - most), min(end + most, len(text)) if after < 0 else after


@cache
def _odd() -> re.Pattern[str]:
    """Two unusual characters near each other."""
    usual = "".join(one for one, cost in language.costs().items() if one >= "\u2e80" and cost <= USUAL)
    odd = f"[^{_BESIDE}{as_ranges(usual)}]"
    return re.compile(rf"{odd}[^\n]{{0,2}}?{odd}")


def as_ranges(characters: str) -> str:
    """The inside of a character class, in ranges, which compile several times as fast."""
    numbers = sorted(map(ord, characters))
    parts = []
    start = end = numbers[0]
    for number in [*numbers[1:], 0]:
        if number == end + 1:
            end = number
            continue
        parts.append(chr(start) if start == end else f"{chr(start)}-{chr(end)}")
        start = end = number
    return "".join(parts)
