"""The characters of a page that few sound Chinese texts have: one look at a page tells which rules can rest.

Surrogates, controls, invisible and private-use characters, radicals, letters that mojibake is made of and rare
ideographs are all among them. On most pages there are none, and a filter that looks for one of them need not read the
page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.charset import language
from zhengwen.page import Page

USUAL = 12.25  # nats: ideographs up to this cost are no sign of anything
FIRST, HANGUL, HANGUL_LAST = "\u2e80", "\N{HANGUL SYLLABLE GA}", "\N{HANGUL SYLLABLE HIH}"
# Marks, letters and symbols that stand beside ideographs in sound Chinese.
BESIDE = "\t\n -~\xa0·×°±\u2010-\u2027\u2030-\u2044℃№Ⅰ-Ⅻ①-⒛─■□▲△●○★☆→←↑↓\u3000-\u303f㈠-㈩㎡！-＠［-｀｛-～￥"


class Unusual(NamedTuple):
    """The unusual characters of a page, in their order, and where each stands."""

    characters: str
    places: list[int]


def unusual(page: Page) -> Unusual:
    """The unusual characters of a page; a view, so call it by `page.view(unusual)`."""
    return unusual_in(page.text)


def unusual_in(text: str) -> Unusual:
    """The unusual characters of a text."""
    places = places_beside(_usual(), text)
    return Unusual("".join(map(text.__getitem__, places)), places)


def places_beside(run: re.Pattern[str], text: str) -> list[int]:
    """The places of the characters that a pattern of the form `[…]*+` does not take, in order.

    Asking for what is usual is twice as fast as asking for what is not.
    """
    skip, size = run.match, len(text)
    places: list[int] = []
    place = skip(text).end()  # type: ignore[union-attr]  # an empty match is one, too
    while place < size:
        places.append(place)
        place = skip(text, place + 1).end()  # type: ignore[union-attr]  # an empty match is one, too
    return places


def among(text: str, sought: frozenset[str]) -> set[str]:
    """Those of some characters that a text has: for many that few texts have, asked for again and again."""
    return set(map(text.__getitem__, places_beside(_none_of(sought), text)))


@cache
def _none_of(sought: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[^{''.join(sorted(sought))}]*+")


@cache
def _usual() -> re.Pattern[str]:
    # Asking for what is usual is twice as fast as asking for what is not.
    signs = data.characters("mojibake-signs")
    usual = "".join(one for one in everyday(USUAL) if one not in signs)
    return re.compile(f"[{BESIDE}{as_ranges(usual)}]*+")


def everyday(most: float) -> str:
    """The ideographs, with letters and marks of their blocks, that cost no more than this in Chinese."""
    known = language.costs().items()
    return "".join(one for one, cost in known if cost <= most and (FIRST <= one < HANGUL or one > HANGUL_LAST))


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
