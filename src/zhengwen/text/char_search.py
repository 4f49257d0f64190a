"""Which of many characters a text has, in less than the time of one pattern that looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

MAX_ASKED_ONE_BY_ONE = 12  # characters that are asked for one by one in less time than all at once


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


def places(text: str, sought: str) -> Iterator[int]:
    """Where a character or a word stands; those of a word may overlap."""
    place = text.find(sought)
    while place >= 0:
        yield place
        place = text.find(sought, place + 1)


def among(text: str, sought: frozenset[str]) -> set[str]:
    """Those of some characters that a text has: of many, those that few texts have, asked for again and again."""
    if len(sought) <= MAX_ASKED_ONE_BY_ONE:
        return {one for one in sought if one in text}
    return set(map(text.__getitem__, places_beside(_none_of(sought), text)))


@cache
def _none_of(sought: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(''.join(sorted(sought)))}]*+" if sought else "(?s:.)*+")


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
