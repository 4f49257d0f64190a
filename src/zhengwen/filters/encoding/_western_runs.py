"""Where ftfy is used: the runs between ideographs that charsets of one byte a character may have made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from zhengwen.filters.encoding._examination import misread
from zhengwen.filters.encoding._misread_passages import Misread
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_search import as_ranges
from zhengwen.text.lazy_regex import pattern

# The charsets that ftfy knows, in its order (`ftfy.chardata.CHARMAP_ENCODINGS`), by the names they have in Python.
CHARSETS = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac_roman", "cp437")
# What a run is made of: everything that those charsets may have made, and no East Asian character.
RUN = pattern(r"[^\n\u2e80-\u312f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]+")
MAX_RUN_CHARS = 2000  # ftfy looks at each character many times


def may_be_misread(page: Page) -> bool:
    """Whether the page has an odd character that one of the charsets makes of the first bytes of UTF-8, or their rest.

    Nothing is looked at but runs that have one, so that this is never wrong.
    """
    return _odd().search(page.view(unusual).characters) is not None


def runs(page: Page) -> Iterator[tuple[int, str]]:
    """The runs in which an odd character stands, and a first byte of UTF-8 before another, each with its place."""
    text, seen, pair, is_odd = page.text, page.view(unusual), _pair(), _odd().match
    chinese = page.view(misread).passages
    done = 0
    for place in seen.places:
        if place < done or not is_odd(text, place):
            continue
        begin = max(done, _start_of_run(text, place))
        found = RUN.match(text, begin)
        done = found.end() if found else place + 1
        if found and pair.search(text, begin, done):
            for start, end in _without(chinese, begin, done):
                yield from _pieces(text, start, end)


def _start_of_run(text: str, place: int) -> int:
    start = place
    while start > 0 and place - start < MAX_RUN_CHARS and RUN.match(text[start - 1]):
        start -= 1
    return start


def _without(chinese: list[Misread], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run less what another rule reads as Chinese."""
    for one in chinese[max(0, bisect_left(chinese, (start,)) - 1) :]:
        if one.start >= end:
            break
        if one.end <= start:
            continue
        if one.start > start:
            yield start, one.start
        start = one.end
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """A run in pieces that are short enough, parted at spaces where it has any."""
    while end - start > MAX_RUN_CHARS:
        stop = text.rfind(" ", start + 1, start + MAX_RUN_CHARS) + 1 or start + MAX_RUN_CHARS
        yield start, text[start:stop]
        start = stop
    yield start, text[start:end]


@cache
def _leads() -> str:
    """What the charsets make of the first bytes of characters in UTF-8."""
    return _made_of(range(0xC2, 0xF5))


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[{as_ranges(_leads() + _made_of(range(0x80, 0xC0)))}]")


@cache
def _pair() -> re.Pattern[str]:
    trails = _made_of(range(0x80, 0xC0)) + " ?\N{REPLACEMENT CHARACTER}\x1a"
    return re.compile(f"[{as_ranges(_leads())}][{as_ranges(trails)}]")


def _made_of(numbers: range) -> str:
    raw = bytes(numbers)
    made = "".join(raw.decode(charset, "ignore") + raw.decode("latin-1") for charset in CHARSETS)
    return "".join(sorted(set(made)))
