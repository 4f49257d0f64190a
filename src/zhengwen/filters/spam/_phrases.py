"""What sellers say: data/spam/phrases.txt as patterns, and the signs that tell where one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.text.folding import unfold
from zhengwen.text.lazy_regex import pattern

GAP = 8  # characters that … stands for, at most
ASKS, PROMISES, PRAISES, CONTACTS = "asks", "promises", "praises", "contacts"
COMMON_PROMISES = "common promises"
TELLING = (ASKS, PROMISES, CONTACTS)
EITHER = pattern(r"\(([^()]*)\)")


class Phrase(NamedTuple):
    """A line of the table."""

    written: str
    example: str

    @property
    def pattern(self) -> str:
        """The phrase as a regular expression."""
        return "".join("|" if one == "|" else _PIECES.get(one, re.escape(one)) for one in self.written)

    @property
    def literals(self) -> Iterator[str]:
        """Every way to say it, with … in it."""
        yield from _expanded(self.written)


_PIECES = {"…": f".{{0,{GAP}}}", "(": "(?:", ")": ")"}


def _expanded(written: str) -> Iterator[str]:
    either = EITHER.search(written)
    if either is None:
        yield written
        return
    for one in either.group(1).split("|"):
        yield from _expanded(written[: either.start()] + one + written[either.end() :])


def read_phrases(table: str) -> dict[str, list[Phrase]]:
    """Read the table: by section, its phrases.

    Raises:
        ValueError: a section or a phrase stands twice, or a phrase with … has no example.
    """
    sections: dict[str, list[Phrase]] = {}
    seen: set[str] = set()
    section = ""
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            if section in sections:
                raise ValueError(f"section {section!r} stands twice in spam/phrases.txt")
            sections[section] = []
            continue
        written, _, example = line.partition("\t")
        phrase = Phrase(written, example)
        if "…" in written and not example:
            raise ValueError(f"{written!r} in spam/phrases.txt needs an example")
        for literal in phrase.literals:
            if literal in seen:
                raise ValueError(f"{literal!r} stands twice in spam/phrases.txt")
            seen.add(literal)
        sections[section].append(phrase)
    return sections


@cache
def phrases() -> dict[str, list[Phrase]]:
    """The table, by section."""
    return read_phrases(data.read("spam/phrases.txt"))


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(phrase.pattern for phrase in phrases()[section]))


def said(section: str, flat: str) -> set[str]:
    """What plain text says of a section."""
    return set(_pattern(section).findall(flat))


def is_telling(flat: str) -> bool:
    """Whether plain text asks, promises what few promise, or names an account."""
    return any(_pattern(section).search(flat) for section in TELLING)


@cache
def signs() -> dict[str, frozenset[str]]:
    """By character: the pairs of characters, as they may be written, one of which every ask, promise and contact has.

    The character is the one of its phrase that is rarest in official text.
    """
    table: dict[str, set[str]] = {}
    for section in TELLING:
        for phrase in phrases()[section]:
            for literal in phrase.literals:
                pair, at = _rarest(literal)
                for written in unfold(pair):
                    table.setdefault(written[at], set()).add(written)
    return {character: frozenset(pairs) for character, pairs in table.items()}


def _rarest(literal: str) -> tuple[str, int]:
    """Two neighbours of a phrase, with its rarest character, and which of the two that is."""
    cost = _costs()
    pairs = [
        (literal[at : at + 2], side)
        for at in range(len(literal) - 1)
        for side in (0, 1)
        if "…" not in literal[at : at + 2]
    ]
    return max(pairs, key=lambda pair: cost.get(pair[0][pair[1]], RAREST))


RAREST = 20.0  # nats; letters and figures, which sentences have few of


@cache
def _costs() -> dict[str, float]:
    """How surprising a character is, in nats."""
    rows = (line.split("\t") for line in data.read("encoding/chinese-characters.txt").splitlines())
    return {character: float(cost) for cost, characters in rows for character in characters}
