"""Private-use characters of symbol fonts: what Word and PDF give for dashes, bullets and signs of Symbol."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

# Word adds F000 to the number that a sign has in its font; Adobe has numbers of its own for pieces of Symbol.
SYMBOL = pattern("[\uf020-\uf0ff\uf8e5-\uf8fe]")
RUN = pattern("[\uf020-\uf0ff\uf8e5-\uf8fe]+")
# Pieces of horizontal lines: number BE of Symbol, in Word's and in Adobe's count. Two of them make a dash.
PIECE = "\uf8e7\uf0be"
DASH = pattern(rf"[ \t]*[{PIECE}]{{2,}}[ \t]*")
ARROW = frozenset("\uf0ac\uf0ae")  # with a piece of a line: a long arrow
FULL_DASH = {"traditional": "\N{BOX DRAWINGS LIGHT HORIZONTAL}"}  # as Taiwan and Hong Kong write it; else an em dash
BULLET_LINE = pattern(
    "^[ \t\\u3000]*(?P<bullet>[\uf020-\uf0ff])(?=[ \t\\u3000]*[^\\s\uf020-\uf0ff]{2})", 8
)  # MULTILINE
CERTAIN_BULLET = "\uf0b7"  # of Symbol; its number is an hour on a clock in Wingdings, and nothing in fonts of icons
BULLETS = {
    CERTAIN_BULLET: "•",
    "\uf06c": "●",  # Wingdings, as those below; in fonts of icons the numbers are other pictures
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf0a7": "▪",
    "\uf0a8": "◻",
    "\uf0d8": "➢",
    "\uf0e8": "➔",
    "\uf0f0": "⇨",
    "\uf0fc": "✓",
}
MIN_LINES = 3  # that begin with the same sign: a list, and no icon before a telephone number
# Signs of Symbol right beside a figure, where no sign of Wingdings stands.
MATHEMATICAL = {"\uf0b0": "°", "\uf0b1": "±", "\uf0b4": "×", "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b9": "≠", "\uf0bb": "≈"}
NEXT_TO_FIGURE = pattern(f"(?<=[0-9])[{''.join(MATHEMATICAL)}]|[{''.join(MATHEMATICAL)}](?=[0-9])")


def find(page: Page) -> Iterator[Finding]:
    """Find characters of symbol fonts."""
    text = page.text
    if not SYMBOL.search(page.view(unusual).characters):
        return
    mended = [*_dashes(page), *_bullets(text), *_signs(text)]
    yield from mended
    done = {place for one in mended for place in range(one.start, one.end)}
    for found in RUN.finditer(text):
        if found.start() not in done and found.end() - 1 not in done:
            message = f"U+{ord(found[0][0]):04X} belongs to a symbol font, which alone tells what it shows."
            yield Finding("C010", *found.span(), message)


def _dashes(page: Page) -> Iterator[Finding]:
    """The dashes, with the spaces that a PDF puts around them."""
    text = page.text
    for found in DASH.finditer(text):
        start, end = found.span()
        pieces = found[0].strip(" \t")
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if ARROW.isdisjoint(beside) and len(pieces) % 2 == 0:
            dash = FULL_DASH.get(page.script.name, "\N{EM DASH}") * len(pieces)
            yield Finding("C010", start, end, f"U+{ord(pieces[0]):04X} is a piece of a dash in a symbol font.", dash)


def _bullets(text: str) -> Iterator[Finding]:
    """The signs at the heads of lines."""
    found = list(BULLET_LINE.finditer(text))
    counts = Counter(one["bullet"] for one in found)
    for one in found:
        sign = one["bullet"]
        bullet = BULLETS.get(sign)
        if bullet and (sign == CERTAIN_BULLET or counts[sign] >= MIN_LINES):
            yield Finding("C010", *one.span("bullet"), f"U+{ord(sign):04X} is a bullet in a symbol font.", bullet)


def _signs(text: str) -> Iterator[Finding]:
    for found in NEXT_TO_FIGURE.finditer(text):
        sign = MATHEMATICAL[found[0]]
        yield Finding("C010", *found.span(), f"U+{ord(found[0]):04X} is {sign} in a symbol font.", sign)


class SymbolFontCharacter(Rule):
    """A private-use character that Word or a PDF gives for a sign of a symbol font.

    ## What it does
    Puts a dash for two pieces of a line (U+F8E7, U+F0BE) and takes the spaces around it out, a bullet for U+F0B7 at the
    head of a line, and for signs of Wingdings there; and `°`, `±`, `×`, `≤`, `≥`, `≠`, `≈` right beside a figure. What
    else stands in U+F020 to U+F0FF, and among Adobe's pieces of signs, is reported.

    ## Why it is damage
    Without the font nobody sees more than a box.

    ## Example
    `该计划的目标  <U+F8E7><U+F8E7>  包括` → `该计划的目标——包括`

    ## Leaves alone
    Icons of web fonts, which have the same numbers: a sign that stands at the head of fewer than three lines is
    reported only, and so is a sign between words. Private-use characters of old charsets are `C007`'s.

    ## Safety
    Safe: two pieces of a line are a dash, and where a list begins all its lines with a sign, it is a bullet.

    ## Evidence
    In real texts of Hong Kong's council 1,088 times U+F8E7 and 94 times U+F0BE, all of them in dashes.
    """

    code = "C010"
