"""Sees text that was decoded with the wrong charset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.charset_judge import likeness
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

# What reading bytes as Latin-1 or Windows-1252 makes of Chinese.
WESTERN = "\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
GARBLED = re.compile(rf"[\x80-\xff\u0152-\u0192][{WESTERN}]*(?:[ -~]{{1,3}}[{WESTERN}]+)*")
ROUTES = (
    ("latin-1", "utf-8"),
    ("sloppy-windows-1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("sloppy-windows-1252", "gb18030"),
    ("latin-1", "big5hkscs"),
)
EASTERN = (("gb18030", "utf-8"), ("big5", "gb18030"), ("gb18030", "big5hkscs"))
SHORTEST = 4
FEWEST = 3  # distinct letters and signs of Western charsets, the common ones apart
LATIN = frozenset(map(chr, range(0x80, 0x100))) - frozenset("·×°±§©®«»")
GOOD, BAD = 0.9, 0.6


class Mojibake(Rule):
    """Chinese that was decoded with the wrong charset.

    ## What it does
    Turns the characters back into the bytes they came from, and reads those in the charset they are in.

    ## Why it is damage
    The text is unreadable, and found by nobody.

    ## Example
    `ÖÐ¹ú` becomes `中国`; `涓浗` becomes `中国`.

    ## Leaves alone
    Words of other languages, rare characters, names.

    ## Safety
    Safe: the text must be unlike Chinese before, and like it after.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "E002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find garbled passages."""
    if len(page.characters & LATIN) >= FEWEST:
        for match in GARBLED.finditer(page.text):
            yield from _repaired(match.group(), match.start(), ROUTES)
    if _is_rare(page):
        for line in page.lines:
            if sum(c > "\x7f" for c in line.text) >= SHORTEST and likeness(line.text) < BAD:
                yield from _repaired(line.text, line.start, EASTERN)


def _repaired(text: str, start: int, routes: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    if len(text) < SHORTEST and routes is ROUTES:
        return
    import ftfy.bad_codecs  # noqa: F401  # gives the sloppy codecs

    best, best_score = "", 0.0
    for read_as, meant in routes:
        try:
            candidate = text.encode(read_as).decode(meant)
        except UnicodeError:
            continue
        score = likeness(candidate)
        if score > best_score:
            best, best_score = candidate, score
    if best_score >= GOOD and best != text:
        yield Finding("E002", start, start + len(text), f"{text[:12]!r} was read in the wrong charset.", best)


def _is_rare(page: Page) -> bool:
    """Whether the page has more uncommon ideographs than names and quotations explain."""
    return len(page.characters & _ideographs()) > 3


@cache
def _ideographs() -> frozenset[str]:
    return frozenset(map(chr, range(0x3400, 0xA000))) - data.characters("common-characters")
