"""Control characters, and the many ways to end a line."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

CONTROL = pattern("[\0-\x08\x0e-\x1f\x7f]+|[\x80-\x84\x86-\x9f]")
LINE_BREAK = pattern("\r+\n?|[\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
ANY = pattern("[\0-\x08\x0b-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
CARRIAGE = "The line ends in a carriage return."


def find(page: Page) -> Iterator[Finding]:
    """Find control characters and odd line ends."""
    text = page.text
    if not ANY.search(page.view(unusual).characters):
        return
    for found in CONTROL.finditer(text):
        start, end = found.span()
        mark = _as_windows(found[0])
        if mark is None:
            yield Finding("C002", start, end, f"U+{ord(found[0][0]):04X} is a control character.", "")
        else:
            yield Finding("C002", start, end, f"U+{ord(found[0]):04X} stands for {mark}.", mark)
    for found in LINE_BREAK.finditer(text):
        start, end = found.span()
        broken = found[0].rstrip("\n")
        if broken.startswith("\r"):
            yield Finding("C003", start, start + len(broken), CARRIAGE, "" if found[0].endswith("\n") else "\n")
        else:
            yield Finding("C003", start, end, f"The line ends in U+{ord(broken):04X}.", "\n")


def _as_windows(control: str) -> str | None:
    """The mark of Windows-1252 that has the number of a C1 control; HTML reads such a character as that mark."""
    if len(control) > 1 or control < "\x80":
        return None
    try:
        return control.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return None


class ControlCharacter(Rule):
    """A control character that no text needs.

    ## What it does
    Removes NULs and all other control characters except tab and line feed. Those of the range U+0080 to U+009F that
    stand for a mark of Windows-1252 (`U+0093` for “) become that mark, as in HTML.

    ## Why it is damage
    They come from wrong conversions and old databases; many programs stop reading at them.

    ## Example
    `关于<U+0000>印发` → `关于印发`

    ## Leaves alone
    Tabs and line feeds; carriage returns and other line ends, which `C003` handles.

    ## Safety
    Safe: a control character has no place in a text.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C002"


class StrayLineEnd(Rule):
    """A line that ends in something other than a line feed.

    ## What it does
    Replaces carriage returns, CR LF pairs, form feeds, vertical tabs and the line ends of Unicode (U+0085, U+2028,
    U+2029) with line feeds.

    ## Why it is damage
    Programs disagree on what a line is: the carriage return stays at the end of each line, and a page without any line
    feed is one long line.

    ## Example
    `第一条<CR><LF>` → `第一条<LF>`

    ## Leaves alone
    Line feeds and tabs.

    ## Safety
    Safe: every one of them ends a line.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C003"
