"""Where a page may hold a wrong reading: cheap signs first, so that sound pages cost almost nothing."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.encoding._mojibake_pairs import western_characters
from zhengwen.pages.rare_characters import Unusual
from zhengwen.text import language_model
from zhengwen.text.char_search import as_ranges
from zhengwen.text.lazy_regex import pattern

# Two neighbours of the upper half of a Western charset: hardly ever in a Chinese text, everywhere in mojibake.
_SIGN = "[\x80-\x9f\xa1-\xac\xae-\u02af\N{CARON}\N{BREVE}-\N{DOUBLE ACUTE ACCENT}\u0400-\u0491╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫]"
WESTERN_SIGN = pattern(_SIGN)
WESTERN = pattern(
    lambda: f"{_SIGN}[{as_ranges(western_characters())}\x80-\u02af\u02c6-\u02dd\u0400-\u0491\u2500-\u256c\u2580-\u2593]"
)
EAST_ASIAN = pattern("[\u3041-\u312f\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]")  # what such a charset makes
# What stands beside usual characters in sound Chinese, and is no sign of a wrong reading either.
UNTOLD = pattern("[\0-\x1f\N{LINE SEPARATOR}-\N{NARROW NO-BREAK SPACE}Ａ-Ｚａ-ｚ\N{ZERO WIDTH NO-BREAK SPACE}]")
MAX_GAP_CHARS = 4  # characters from one odd character to the next that say nothing together
WINDOW = 2000  # characters judged at once
MARGIN = 16  # characters around a sign that are looked at first


def latin(text: str, seen: Unusual) -> Iterator[tuple[int, int]]:
    """Where two signs of a wrong Western reading stand together."""
    if WESTERN_SIGN.search(seen.characters):
        shown = 0
        for place in seen.places:
            if place + 2 > shown and (found := WESTERN.match(text, place)):
                yield found.span()
                shown = _end_of_window(text, found.end())


def ideographic(text: str, seen: Unusual) -> Iterator[tuple[int, int]]:
    """Where two signs of one East Asian charset read as another stand together, and are no word."""
    if len(seen.places) < 2 or not EAST_ASIAN.search(text):
        return
    words, untold = language_model.bonuses(), UNTOLD.match
    last, shown = -MAX_GAP_CHARS, 0
    for place in seen.places:
        if untold(text, place):
            continue
        pair = text[last : place + 1] if place - last < MAX_GAP_CHARS else ""
        if not pair or "\n" in pair or pair[0] == pair[-1]:  # twice the same is a row, or a manner of speaking
            last = place
        elif pair in words:
            last = -MAX_GAP_CHARS
        else:
            if place >= shown:
                yield last, place + 1
                shown = _end_of_window(text, place + 1)
            last = place


def _end_of_window(text: str, end: int) -> int:
    """Where the window around a sign ends: no other sign in it has anything to add."""
    stop = text.find("\n", end, end + MARGIN)
    return end + MARGIN if stop < 0 else stop


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
