"""The words that injected keywords are made of, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhengwen import data
from zhengwen.text.folding import any_of, fold, translated

STRONG, WEAK, SELLING = 1.0, 0.4, 0.2
MAX_KEPT_CHARS = 600  # characters of a line that is kept in mind
SELLING_WORDS = "selling"  # the section of words that belong to no trade of their own


class Stem(NamedTuple):
    """What keywords are made of."""

    stem: str
    trade: str
    weight: float
    letters: int  # letters and ideographs in it


class Hit(NamedTuple):
    """A stem found at `[start, end)`."""

    start: int
    end: int
    stem: str
    trade: str
    weight: float
    letters: int


def plain(text: str) -> str:
    """The text for matching: width, script and case folded, look-alikes as letters; offsets stay the same."""
    return _plain_line(text) if len(text) <= MAX_KEPT_CHARS else _plain(text)


@lru_cache(maxsize=512)  # a line of keywords is looked up repeatedly: by itself, as a part and in a block
def _plain_line(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    return translated(fold(text), _look_alikes(), _any_look_alike())


def hits(text: str) -> list[Hit]:
    """The stems in plain text, longest first at each place, none overlapping."""
    stems = _stems()
    make = tuple.__new__  # half the time of Hit(…), and a block has hundreds
    return [make(Hit, (start, end, *stems[number])) for number, start, end in _found(text)]


def has_strong_stem(flat: str) -> bool:
    """Whether a strong stem stands in plain text."""
    stems = _stems()
    return any(stems[number].weight == STRONG for number, _, _ in _found(flat))


def all_stems() -> tuple[Stem, ...]:
    """Every stem, plain."""
    return _stems()


def _found(text: str) -> list[tuple[int, int, int]]:
    """The number of each stem in plain text, with its start and end; what is ASCII at an end of it is whole."""
    try:
        found = _matcher().find_matches_as_indexes(text)
    except UnicodeEncodeError:  # a lone half of a character, which is no part of a stem
        found = _matcher().find_matches_as_indexes(text.encode("utf-8", "replace").decode())
    ends = _ends()
    return [one for one in found if one[0] not in ends or _is_whole(text, one[1], one[2])]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a word or figure of ASCII goes on at neither end: no `bet` in `between`, and no `快3` in `快30`."""
    return not (_go_on(text[start - 1 : start + 1]) or _go_on(text[end - 1 : end + 1]))


def _go_on(pair: str) -> bool:
    """Whether two characters are two letters or two digits."""
    return len(pair) == 2 and pair.isascii() and (pair.isalpha() or pair.isdigit())


@cache
def _ends() -> frozenset[int]:
    """The numbers of the stems that begin or end in ASCII."""
    return frozenset(n for n, one in enumerate(_stems()) if one.stem[0].isascii() or one.stem[-1].isascii())


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick((one.stem for one in _stems()), matchkind=MatchKind.LeftmostLongest, store_patterns=False)


@cache
def _stems() -> tuple[Stem, ...]:
    return tuple(read_stems(plain(data.read("spam/words.txt"))))


def read_stems(table: str) -> Iterator[Stem]:
    """Read the table of stems: a section a trade, weak stems after `~`.

    Raises:
        ValueError: a stem or a section stands twice.
    """
    trade = ""
    seen: set[str] = set()
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            trade = line.strip("[]")
            _refuse_twice(line, seen)
            continue
        for word in line.split():
            stem = word.lstrip("~").replace("_", " ")
            _refuse_twice(stem, seen)
            weight = STRONG if word[0] != "~" else SELLING if trade == SELLING_WORDS else WEAK
            yield Stem(stem, trade, weight, sum(map(str.isalpha, stem)))


def _refuse_twice(entry: str, seen: set[str]) -> None:
    if entry in seen:
        raise ValueError(f"{entry!r} stands twice in spam/words.txt")
    seen.add(entry)


@cache
def _any_look_alike() -> re.Pattern[str]:
    return any_of(chr(code) for code in _look_alikes() if code < 0x10000)


@cache
def _look_alikes() -> dict[int, str]:
    """Capitals, and characters that only look like a letter or a digit, as that letter or digit."""
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for first, last in ((0x2460, 0x24FF), (0x1D400, 0x1D7FF), (0x1F130, 0x1F189), (0x2070, 0x209C), (0x2776, 0x2793)):
        for code in range(first, last + 1):
            letters = unicodedata.normalize("NFKC", chr(code)).strip("()").lower()
            if len(letters) == 1 and letters.isascii() and letters.isalnum():
                table[code] = letters
    return table | {ord(alike): letter for letter, alikes in LOOK_ALIKES.items() for alike in alikes}


# Cyrillic and Greek letters that pass for Latin ones, and characters that pass for those of 微信, 加, 扣.
LOOK_ALIKES = {
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
