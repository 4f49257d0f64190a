"""A view of text for matching only: full width as half, Traditional as Simplified, every blank as a space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from zhengwen import data
from zhengwen.text.lazy_regex import pattern

FULL_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
BLANKS = dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x09), 0x20)


COMMON = (*((wide, chr(ord(wide) - 0xFEE0)) for wide in "，：；（）！？％"), ("\N{IDEOGRAPHIC SPACE}", " "))
BEYOND = pattern("[\U00010000-\U0010ffff]")
MAX_KEPT_CHARS = 200_000  # characters of a text whose lines are remembered until the next one
MAX_REPLACED_ONE_BY_ONE = 8  # distinct characters that are replaced one by one


def fold(text: str) -> str:
    """The text with width, script and blanks folded, character for character: offsets stay the same.

    Good for recognising words; never a replacement, for it merges characters that differ in meaning.
    """
    for wide, narrow in COMMON:
        text = text.replace(wide, narrow)
    return translated(text, table(), _folded())


def fold_forms(text: str) -> str:
    """A folded text with all forms of a character as one, those that only some regions write, too: for comparison."""
    return translated(text, comparison_table(), _other_forms())


def folded_lines(text: str) -> Sequence[str]:
    """The lines of a text, folded; far cheaper than line by line."""
    return _kept_lines(text) if len(text) <= MAX_KEPT_CHARS else fold(text).split("\n")


@lru_cache(maxsize=1)  # all that reads the lines of a page asks for them
def _kept_lines(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split("\n"))


def translated(text: str, table: Mapping[int, int | str], found_in: re.Pattern[str]) -> str:
    """What `text.translate(table)` gives, of a table that turns nothing into what it turns into something else.

    `found_in` finds what it has of the basic plane: `str.translate` is slow per character, and most texts have few of
    them or none.
    """
    if BEYOND.search(text):
        return text.translate(table)
    found = found_in.search(text)
    for _ in range(MAX_REPLACED_ONE_BY_ONE):
        if found is None:
            return text
        one = found.group()
        text = text.replace(one, one.translate(table))
        found = found_in.search(text, found.end())
    return text.translate(table)


def any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds one of some characters of the basic plane."""
    return re.compile(f"[{''.join(map(re.escape, characters))}]")


def unfold(word: str) -> Iterator[str]:
    """The ways a short folded word may be written: in either script, and its letters in either case and width."""
    return map("".join, product(*map(written, word)))


def either_script(word: str) -> str:
    """A pattern for a folded word as it may be written: in either script, and its letters in either case and width."""
    forms = (written(character) for character in word)
    return "".join(f"[{form}]" if len(form) > 1 else re.escape(form) for form in forms)


@cache
def _folded() -> re.Pattern[str]:
    return any_of(chr(code) for code in sorted(table()) if code < 0x10000)


@cache
def _other_forms() -> re.Pattern[str]:
    return any_of(map(chr, sorted(comparison_table())))


@cache
def comparison_table() -> dict[int, int]:
    """Which character stands for which in a comparison: the forms of all regions, where `table` has one region's."""
    rows = data.read("script/comparison-forms.txt").splitlines()
    return {ord(form): ord(row[0]) for row in rows for form in row[1:]}


@cache
def written(character: str) -> str:
    """The forms in which a folded character may be written."""
    if character.isascii():
        if not character.isalnum():
            return character
        both = character + character.upper() if character.islower() else character
        return both + "".join(chr(ord(one) + 0xFEE0) for one in both)
    return character + _traditional().get(character, "")


@cache
def _traditional() -> dict[str, str]:
    forms: dict[str, str] = {}
    for traditional, simplified in table().items():
        if traditional > 0x2E80 and simplified > 0x2E80:
            forms[chr(simplified)] = forms.get(chr(simplified), "") + chr(traditional)
    return forms


@cache
def table() -> dict[int, int]:
    """What `fold` turns into what, code by code."""
    table = FULL_WIDTH | BLANKS
    for row in data.read("script/forms.txt").splitlines():
        simplified, _, forms = row.partition("\t")
        for form in forms:
            if form != simplified and len(simplified) == 1:
                table.setdefault(ord(form), ord(simplified))
    return {form: table.get(simplified, simplified) for form, simplified in table.items()}
