"""Where a page may hold a wrong reading: cheap signs first, so that sound pages cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen.charset import language

# Two neighbours of the upper half of a Western charset: hardly ever in a Chinese text, everywhere in mojibake.
LATIN = re.compile(
    "[\x80-\x9f\xa1-\xac\xae-\u02af\N{CARON}\N{BREVE}-\N{DOUBLE ACUTE ACCENT}\u0400-\u045f]"
    "[\x80-\u02af\N{MODIFIER LETTER CIRCUMFLEX ACCENT}-\N{DOUBLE ACUTE ACCENT}\u0400-\u045f–—‘’‚“”„†‡•…‰‹›€™─-╬▀-▓]"
    "|[─-╬▀-▓][À-ÿ─-╬▀-▓]"
)
USUAL = 12.25  # ideographs up to this cost are no sign of anything
# Marks, letters and symbols that stand beside ideographs in sound Chinese.
_BESIDE = "\0-~\xa0·×°±\u2010-\u2044℃№Ⅰ-Ⅻ①-⒛─■□▲△●○★☆→←↑↓\u3000-\u303f㈠-㈩㎡\ufe30-\ufe4f！-～￥\ufeff\n\r"
WINDOW = 2000  # characters judged at once
MARGIN = 60  # characters around a sign that may belong to it


def latin(text: str) -> Iterator[tuple[int, int]]:
    """Windows around the signs of a wrong Western reading."""
    return _windows(text, LATIN) if LATIN.search(text) else iter(())


def ideographic(text: str) -> Iterator[tuple[int, int]]:
    """Windows around the signs of one East Asian charset read as another."""
    return _windows(text, _odd()) if _odd().search(text) else iter(())


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


def _windows(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The lines that hold a sign; of very long lines, the part around it."""
    done = 0
    while found := sign.search(text, done):
        start = max(done, text.rfind("\n", done, found.start()) + 1)
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if end - start > WINDOW:
            start = max(start, found.start() - MARGIN)
            end = min(end, start + WINDOW)
        yield start, end
        done = max(end, found.end())
