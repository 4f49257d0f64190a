"""What became of the page's bytes: a charset other than the declared one, bytes nobody could read, no text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.charset import ESCAPE, Decoding, kind_of_file, lookup
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.unusual import unusual

LOST = "\N{REPLACEMENT CHARACTER}"
BYTE = f"[{chr(ESCAPE + 0x80)}-{chr(ESCAPE + 0xFF)}]"
SURROGATE = re.compile("[\ud800-\udfff]")
UNREADABLE = re.compile("[\ud800-\udfff]+")
# A character in two parts, a line break between them: read in chunks, written line by line.
SPLIT = re.compile(f"({BYTE}{{1,3}})\r?\n({BYTE}{{1,3}})")
NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5",
    "big5": "Big5",
    "hz": "HZ",
    "cp1252": "Windows-1252",
}
UNREAD = "bytes that no character of the page's charset has"


def find(page: Page) -> Iterator[Finding]:
    """Tell what became of the bytes."""
    decoding = page.decoding
    if decoding is not None:
        yield from _about(decoding, page.text)
    if not SURROGATE.search(page.view(unusual).characters):
        return
    joined: set[int] = set()
    for found in SPLIT.finditer(page.text):
        character = _joined(found, "utf-8" if decoding is None else decoding.charset)
        if character:
            joined |= {found.start(1), found.start(2)}
            yield Finding(
                "E004", found.start(), found.end(), f"a line break inside the bytes of {character}", character
            )
    for found in UNREADABLE.finditer(page.text):
        if found.start() not in joined:
            yield Finding("E003", found.start(), found.end(), UNREAD, LOST)


def _about(decoding: Decoding, text: str) -> Iterator[Finding]:
    """What to tell of the whole page; it stands at its first character."""
    end = min(1, len(text))
    if decoding.opaque is not None:
        kind = kind_of_file(decoding.opaque) or "no text in any charset"
        yield Finding("E002", 0, end, f"these bytes are {kind}, no text")
        return
    found = _name(decoding.charset)
    for label, said in ((decoding.given, "was given"), (decoding.declared, "is declared")):
        if label is not None and _is_other(label, decoding.charset, text):
            yield Finding("E001", 0, end, f"the bytes are {found}, though {label} {said}")
            return
    if decoding.runs:
        others = sorted({_name(run.charset) for run in decoding.runs} - {found})
        if others:
            yield Finding("E001", 0, end, f"the bytes are {found}, and in parts {', '.join(others)}")


def _is_other(label: str, charset: str, text: str) -> bool:
    """Whether a named charset is not the one the page is in; ASCII is in all of them."""
    try:
        named = lookup(label)
    except LookupError:
        return False
    if _name(named) == _name(charset) or text.isascii():
        return False
    return not (named.startswith("utf-16") and charset.startswith("utf-16"))


def _name(charset: str) -> str:
    return NAMES.get(charset, charset.upper())


def _joined(found: re.Match[str], charset: str) -> str:
    """The character whose bytes stand on both sides of a line break, or nothing."""
    raw = bytes(ord(one) - ESCAPE for one in found[1] + found[2])
    try:
        character = raw.decode(charset)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 else ""


class WrongCharset(Rule):
    """Bytes in another charset than the page declares or the caller gave.

    ## What it does
    Says which charset a page turned out to be in when that is not the one that its `<meta charset>`, its XML
    declaration or the caller (an HTTP header) named, and when parts of it are in different charsets. The text is
    right already: it was read in the charset found.

    ## Why it is damage
    Every reader that believes the declaration sees mojibake; a charset that changes within a page shows that parts of
    it come from elsewhere.

    ## Example
    A page with `<meta charset="utf-8">` whose bytes are GBK: "the bytes are GB18030, though utf-8 is declared".

    ## Leaves alone
    Pages that declare nothing, pages of ASCII only (all charsets agree on them), and names that mean the same: GB2312,
    GBK and GB18030; Big5, its Hong Kong form and code page 950.

    ## Safety
    Report: nothing is left to change.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E001"
    safety = Safety.REPORT


class NotText(Rule):
    """Bytes that are an image, an archive or a document file, and no text.

    ## What it does
    Says what the bytes are, by the signature that such files begin with. `clean` still returns a `str`: what can be
    read of them.

    ## Why it is damage
    A scraper that follows a link to an attachment stores it like a page.

    ## Example
    A file that begins with `%PDF-1.7`: "these bytes are a PDF document, no text".

    ## Leaves alone
    Pages with single control characters or NULs, and pages that mention such signatures further down.

    ## Safety
    Report: nothing could be put right.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E002"
    safety = Safety.REPORT


class UndecodableBytes(Rule):
    """Bytes that no character of the page's charset has.

    ## What it does
    Puts one U+FFFD for each run of bytes that could not be read: half a character at the end of a file cut short, a
    byte damaged on its way. The ledger keeps the bytes.

    ## Why it is damage
    In Python such bytes are lone surrogates, which cannot be written to any file; elsewhere they end a text.

    ## Example
    A page of UTF-8 that ends after two of the three bytes of 国: the two bytes become one U+FFFD.

    ## Leaves alone
    U+FFFD that stands in the text already, and every character outside the run.

    ## Safety
    Safe: no reader could mean bytes that are no character.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E003"


class SplitCharacter(Rule):
    """One character's bytes on two lines.

    ## What it does
    Joins the bytes of one character that a line break parts, when together they are exactly one character, and
    takes the line break out.

    ## Why it is damage
    A program that reads a page in chunks and writes each chunk as a line cuts characters in two.

    ## Example
    The bytes `E4 B8`, a line break, the byte `AD`: 中.

    ## Leaves alone
    Bytes that are not exactly one character together: they are undecodable, and the line break stays.

    ## Safety
    Safe: the bytes fit each other and nothing else.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E004"
