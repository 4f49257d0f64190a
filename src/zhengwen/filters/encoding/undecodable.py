"""Bytes that nobody could read, and those of one character on two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.charset import ESCAPE
from zhengwen.text.lazy_regex import pattern

LOST = "\N{REPLACEMENT CHARACTER}"
BYTE = f"[{chr(ESCAPE + 0x80)}-{chr(ESCAPE + 0xFF)}]"
SURROGATE = pattern("[\ud800-\udfff]")
UNREADABLE = pattern("[\ud800-\udfff]+")
# A character in two parts, a line break between them: read in chunks, written line by line.
SPLIT = pattern(f"({BYTE}{{1,3}})\r?\n({BYTE}{{1,3}})")
UNREAD = "These bytes are no character in the charset of the page."


def find(page: Page) -> Iterator[Finding]:
    """Find bytes that could not be read."""
    if not SURROGATE.search(page.view(unusual).characters):
        return
    charset = "utf-8" if page.decoding is None else page.decoding.charset
    joined: set[int] = set()
    for found in SPLIT.finditer(page.text):
        character = _joined(found, charset)
        if character:
            joined |= {found.start(1), found.start(2)}
            message = f"A line break splits the bytes of {character}."
            yield Finding("E004", found.start(), found.end(), message, character)
    for found in UNREADABLE.finditer(page.text):
        if found.start() not in joined:
            yield Finding("E003", found.start(), found.end(), UNREAD, LOST)


def _joined(found: re.Match[str], charset: str) -> str:
    """The character whose bytes stand on both sides of a line break, or nothing."""
    raw = bytes(ord(one) - ESCAPE for one in found[1] + found[2])
    try:
        character = raw.decode(charset)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 else ""


class UndecodableBytes(Rule):
    """Bytes that are no character in the page's charset.

    ## What it does
    Replaces each run of bytes that cannot be read with one U+FFFD: half a character at the end of a truncated file, a
    byte damaged in transit. The ledger keeps the bytes.

    ## Why it is damage
    In Python such bytes are lone surrogates, which cannot be written to a file; other programs stop at them.

    ## Example
    A page of UTF-8 that ends after two of the three bytes of 国: the two bytes become one U+FFFD.

    ## Leaves alone
    U+FFFD that is already in the text, and every character outside the run.

    ## Safety
    Safe: no reader could mean bytes that are no character.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E003"


class SplitCharacter(Rule):
    """One character's bytes on two lines.

    ## What it does
    Joins bytes separated by a line break when together they are exactly one character, and removes the line break.

    ## Why it is damage
    Programs that read a page in chunks and write each chunk as a line cut characters in two.

    ## Example
    The bytes `E4 B8`, a line break, the byte `AD`: 中.

    ## Leaves alone
    Bytes that do not make exactly one character: they are undecodable, and the line break stays.

    ## Safety
    Safe: the bytes fit each other and nothing else.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E004"
