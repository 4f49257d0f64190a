"""Sees characters that nobody sees, and carriage returns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f"
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{WORD JOINER}\N{BYTE ORDER MARK}\N{SOFT HYPHEN}"
DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
HIDDEN = re.compile(f"[{CONTROLS}{ZERO_WIDTH}{DIRECTIONS}]+")
RADICALS = re.compile("[\u2e80-\u2fdf]")
RETURN = re.compile("\r\n?")


class InvisibleCharacter(Rule):
    """Characters that nobody sees.

    ## What it does
    Takes out zero-width spaces, byte order marks, direction marks and control characters.

    ## Why it is damage
    They part words for every search.

    ## Example
    A zero-width space inside `人民` goes.

    ## Leaves alone
    Spaces.

    ## Safety
    Safe.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "C001"
    safety = Safety.SAFE


class CarriageReturn(Rule):
    """Carriage returns.

    ## What it does
    Makes them line feeds.

    ## Why it is damage
    Lines end in one way.

    ## Example
    CR LF becomes LF.

    ## Leaves alone
    Line feeds.

    ## Safety
    Safe.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "C002"
    safety = Safety.SAFE


class Radical(Rule):
    """Radical or compatibility form in place of an ideograph.

    ## What it does
    Puts the ideograph.

    ## Why it is damage
    It looks the same and is found by no search.

    ## Example
    `⼀` becomes `一`.

    ## Leaves alone
    Ideographs.

    ## Safety
    Safe.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "C003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find them."""
    for match in HIDDEN.finditer(page.text):
        seen = " ".join(f"U+{ord(character):04X}" for character in match.group()[:4])
        yield Finding("C001", match.start(), match.end(), f"Characters that nobody sees stand here: {seen}.", "")
    if "\r" in page.text:
        for match in RETURN.finditer(page.text):
            yield Finding("C002", match.start(), match.end(), "A carriage return.", "\n")
    for match in RADICALS.finditer(page.text):
        plain = unicodedata.normalize("NFKC", match.group())
        if plain != match.group():
            yield Finding("C003", match.start(), match.end(), f"The radical {match.group()} stands for {plain}.", plain)
