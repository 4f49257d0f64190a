"""Widths and scripts folded, so that a copy is known again in whichever it is written."""

from __future__ import annotations

from functools import cache

from zhengwen import data
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

# One character for one, so that places stay. Half-width letters and figures are too rare to translate every page for.
MARKS = (
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("！", "!"),
    ("？", "?"),
    ("（", "("),
    ("）", ")"),
    ("％", "%"),
    ("．", "."),
)
WIDE = pattern("[\N{FULLWIDTH DIGIT ZERO}-\N{FULLWIDTH LATIN SMALL LETTER Z}]")
CORNERS = (("「", "“"), ("」", "”"), ("『", "‘"), ("』", "’"))
# What converters make of Simplified characters that both scripts have as characters of their own.
RESPELT = {"瞭": "了", "覆": "复", "藉": "借", "祇": "只", "彷": "仿", "牴": "抵"}
WIDTH = 0xFEE0  # from a full-width letter to the usual one
CONVERTED = 15  # distinct characters of each script on a page with a copy that was converted
LONG_TEXT_CHARS = 150  # characters from which on one pass over the text is cheaper than one for each


@cache
def simplified() -> dict[int, str]:
    """The Simplified form of every Traditional character."""
    rows = (row.split("\t") for row in data.read("script/forms.txt").splitlines())
    fold: dict[int, str] = {}
    for form, group in rows:
        for other in group:
            if other != form:
                fold.setdefault(ord(other), form)
    for row in data.read("script/variants.txt").splitlines():
        fold[ord(row[0])] = fold.get(ord(row[1]), row[1])
    return fold


@cache
def foldable() -> frozenset[str]:
    """The characters that have a Simplified form."""
    return frozenset(map(chr, simplified()))


def squeezed(text: str) -> str:
    """A line as it is compared: no spaces, one width."""
    text = "".join(text.split())
    for wide, narrow in MARKS:
        text = text.replace(wide, narrow)
    return text


def folded(text: str, page: Page, once: str) -> str:
    """The text with widths and scripts folded: those characters whose other form is among the lines `once`, too."""
    for wide, narrow in MARKS:
        text = text.replace(wide, narrow)
    if WIDE.search(page.distinct):
        text = WIDE.sub(lambda match: chr(ord(match.group()) - WIDTH), text)
    if "「" in page.text and "“" in page.text:
        for corner, quote in CORNERS:
            text = text.replace(corner, quote)
    if page.is_mixed:
        if min(page.script) >= CONVERTED:
            for one, other in RESPELT.items():
                text = text.replace(one, other)
        present = page.characters if len(once) == len(text) else frozenset(once)
        fold = simplified()
        twins = [one for one in present & foldable() if fold[ord(one)] in present]
        if len(twins) > LONG_TEXT_CHARS:
            return text.translate(fold)
        for one in sorted(twins):
            text = text.replace(one, fold[ord(one)])
    return text
