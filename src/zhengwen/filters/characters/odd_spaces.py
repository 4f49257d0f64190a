"""Spaces of odd widths: en, em, thin, hair, figure and narrow spaces, fillers, Braille blanks."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

ODD = (
    "\N{OGHAM SPACE MARK}\N{EN QUAD}-\N{HAIR SPACE}\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}"
    "\N{BRAILLE PATTERN BLANK}\N{HANGUL FILLER}"
)
SPACES = pattern(f"[{ODD}]+")
CHINESE = pattern("[\u2e80-\u312f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]")
FOREIGN = pattern(
    "[\N{BRAILLE PATTERN DOTS-1}-\N{BRAILLE PATTERN DOTS-12345678}"
    "\N{HANGUL LETTER KIYEOK}-\N{HANGUL LETTER ARAEAE}\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}]"
)


def find(page: Page) -> Iterator[Finding]:
    """Find spaces of odd widths inside lines."""
    text = page.text
    if not SPACES.search(page.view(unusual).characters):
        return
    for found in SPACES.finditer(text):
        start, end = found.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if before in ("", "\n") or FOREIGN.match(before) or FOREIGN.match(after):
            continue  # an indent has the width that its author gave it
        safe = bool(CHINESE.match(before) or CHINESE.match(after))
        yield Finding("C009", start, end, f"U+{ord(found[0][0]):04X} is a space of an odd width.", " ", safe)


class OddSpace(Rule):
    """A space of an odd width beside an ideograph: an en, em, thin, hair or narrow space, a filler.

    ## What it does
    Replaces a run of them inside a line with one plain space.

    ## Why it is damage
    They come from entities and word processors and look like any other space, but searches for the phrase miss it.

    ## Example
    `张三<U+2002>李四` → `张三 李四`

    ## Leaves alone
    Indents, whose width the author meant; no-break and ideographic spaces (see `W001` and `W003`); fillers in Korean
    and blanks in Braille.

    ## Safety
    Safe beside an ideograph or its marks; unsafe between Latin letters and figures, where a thin space may be wanted.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C009"
