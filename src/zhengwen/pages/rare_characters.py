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
from zhengwen.page import Page
from zhengwen.text import language_model
from zhengwen.text.char_search import as_ranges, places_beside

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


@cache
def _usual() -> re.Pattern[str]:
    # Asking for what is usual is twice as fast as asking for what is not.
    signs = data.characters("encoding/mojibake-signs")
    usual = "".join(one for one in everyday(USUAL) if one not in signs)
    return re.compile(f"[{BESIDE}{as_ranges(usual)}]*+")


def everyday(most: float) -> str:
    """The ideographs, with letters and marks of their blocks, that cost no more than this in Chinese."""
    known = language_model.known_costs().items()
    return "".join(one for one, cost in known if cost <= most and (FIRST <= one < HANGUL or one > HANGUL_LAST))
