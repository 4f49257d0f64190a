"""Says how bytes were read, and takes out what could not be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

LONE = re.compile("[\ud800-\udfff]+")


class UndecodableBytes(Rule):
    """Bytes that no charset explains.

    ## What it does
    Puts one U+FFFD where bytes could not be read, so that the text can be written as UTF-8.

    ## Why it is damage
    A page was cut in the middle of a character, or joined from parts in different charsets.

    ## Example
    A last byte `0xE4` that begins a character and is followed by nothing becomes `�`.

    ## Leaves alone
    Everything that can be read.

    ## Safety
    Safe: the bytes themselves are kept in the ledger.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "E001"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find lone surrogates, which stand for bytes that could not be read."""
    if page.text.isascii() or not _has_surrogates(page.text):
        return
    for match in LONE.finditer(page.text):
        size = match.end() - match.start()
        yield Finding(
            "E001", match.start(), match.end(), f"{size} bytes could not be read.", "\N{REPLACEMENT CHARACTER}"
        )


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
