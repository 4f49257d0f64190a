"""The words that injected keywords are made of, and where they stand in a text."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import add
from typing import NamedTuple

from zhengwen import data
from zhengwen.folding import table

STRONG, WEAK, SELLING = 1.0, 0.4, 0.2
SELLING_WORDS = "selling"  # the section of words that belong to no trade of their own


class Hit(NamedTuple):
    """A stem found at `[start, end)`."""

    start: int
    end: int
    stem: str
    trade: str
    weight: float
    ink: int  # letters and ideographs in it


def plain(text: str) -> str:
    """The text for matching: width, script and case folded, look-alikes as letters; offsets stay the same."""
    return text.translate(_plain_table())


def hits(text: str) -> list[Hit]:
    """The stems in plain text, longest first at each place, none overlapping."""
    stems = _by_beginning()
    found: list[Hit] = []
    done = 0
    for place in _beginning_places(text):
        if place < done:
            continue
        for stem, trade, weight, ink in stems[text[place : place + 2]]:
            if text.startswith(stem, place):
                done = place + len(stem)
                found.append(Hit(place, done, stem, trade, weight, ink))
                break
    return found


def _beginning_places(text: str) -> list[int]:
    """Where in plain text two characters stand that a stem begins with."""
    codes, stems = _codes(), _by_beginning()
    halves = list(_halves(text))
    if sum(map(len, halves)) >= len(text):  # a character beyond the basic plane is two, and moves all that follow
        return [place for place, pair in enumerate(map(add, text, text[1:])) if pair in stems]
    places = [2 * at + odd for odd, pairs in enumerate(halves) for at, code in enumerate(pairs) if code in codes]
    return sorted(places)


@cache
def _codes() -> dict[int, str]:
    """The first two characters of every stem, by their number."""
    return {pair_code(pair): pair for pair in _by_beginning()}


def pair_codes(text: str) -> set[int]:
    """The pairs of neighbours in a text, each as a number: no string is made for every character."""
    return set().union(*_halves(text))


def _halves(text: str) -> Iterator[memoryview]:
    """The pairs that begin at even places of a text, and those that begin at odd ones, as numbers."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    for offset in (0, 2):
        size = max(len(units) - offset, 0) // 4 * 4
        yield units[offset : offset + size].cast("I")


def pair_code(pair: str) -> int:
    """The number of two characters of the basic plane in `pair_codes`."""
    return int.from_bytes(pair.encode("utf-16-le"), sys.byteorder)


@cache
def beginnings(lightest: float) -> frozenset[str]:
    """The first two characters of every stem of at least that weight, plain."""
    return frozenset(pair for pair, stems in _by_beginning().items() if any(one[2] >= lightest for one in stems))


def strong_stems() -> Iterator[str]:
    """Every strong stem, plain."""
    return (stem for stems in _by_beginning().values() for stem, _, weight, _ in stems if weight == STRONG)


def has_strong_stem(flat: str) -> bool:
    """Whether a strong stem stands in plain text."""
    codes = _codes()
    begun = [codes[code] for code in codes.keys() & pair_codes(flat)]
    return any(stem in flat for pair in begun for stem, _, weight, _ in _by_beginning()[pair] if weight == STRONG)


@cache
def _by_beginning() -> dict[str, list[tuple[str, str, float, int]]]:
    table: dict[str, list[tuple[str, str, float, int]]] = {}
    trade = ""
    seen: set[str] = set()
    for line in data.read("spam-words.txt").splitlines():
        if line.startswith("["):
            trade = line.strip("[]")
        elif not line.startswith("#"):
            for word in line.split():
                stem = plain(word.lstrip("~"))
                weight = STRONG if word[0] != "~" else SELLING if trade == SELLING_WORDS else WEAK
                if stem not in seen and len(stem) > 1:
                    seen.add(stem)
                    table.setdefault(stem[:2], []).append((stem, trade, weight, sum(map(str.isalpha, stem))))
    for stems in table.values():
        stems.sort(key=lambda one: -len(one[0]))
    return table


@cache
def _plain_table() -> dict[int, int | str]:
    alike = _look_alikes()
    folded: dict[int, int | str] = {code: alike.get(to, to) for code, to in table().items()}
    return folded | {code: letter for code, letter in alike.items() if code not in folded}


@cache
def _look_alikes() -> dict[int, str]:
    """Capitals, and characters that only look like a letter or a digit, as that letter or digit."""
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for first, last in ((0x2460, 0x24FF), (0x1D400, 0x1D7FF), (0x1F130, 0x1F189), (0x2070, 0x209C), (0x2776, 0x2793)):
        for code in range(first, last + 1):
            letters = unicodedata.normalize("NFKC", chr(code)).strip("()").lower()
            if len(letters) == 1 and letters.isascii() and letters.isalnum():
                table[code] = letters
    return table | {ord(alike): letter for letter, alikes in ALIKE.items() for alike in alikes}


# Cyrillic and Greek letters that pass for Latin ones, and characters that pass for those of 微信, 加, 扣.
ALIKE = {
    "a": "\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC CAPITAL LETTER A}\N{GREEK CAPITAL LETTER ALPHA}",
    "b": "\N{CYRILLIC CAPITAL LETTER VE}\N{GREEK CAPITAL LETTER BETA}",
    "c": "\N{CYRILLIC SMALL LETTER ES}\N{CYRILLIC CAPITAL LETTER ES}",
    "e": "\N{CYRILLIC SMALL LETTER IE}\N{CYRILLIC CAPITAL LETTER IE}\N{GREEK CAPITAL LETTER EPSILON}",
    "o": "\N{CYRILLIC SMALL LETTER O}\N{CYRILLIC CAPITAL LETTER O}\N{GREEK SMALL LETTER OMICRON}",
    "p": "\N{CYRILLIC SMALL LETTER ER}\N{CYRILLIC CAPITAL LETTER ER}\N{GREEK CAPITAL LETTER RHO}",
    "q": "\N{GREEK KAI SYMBOL}",
    "v": "\N{GREEK SMALL LETTER NU}\N{CYRILLIC SMALL LETTER IZHITSA}",
    "x": "\N{CYRILLIC SMALL LETTER HA}\N{CYRILLIC CAPITAL LETTER HA}\N{GREEK CAPITAL LETTER CHI}",
    "微": "薇徽葳溦嶶",
    "信": "伩訫",
    "扣": "抠",
}
