"""Sees figures whose groups of three stand apart."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen import data
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

GAP = pattern(r" (?<=[0-9] )(?=[0-9]{3}(?![0-9]))")  # the space first, for speed
FIGURE = pattern(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,])")
UNIT = pattern(lambda: f"[ ]?(?:[万亿萬億]|[{data.listed('behind-whole-numbers')}])")


class SpacedFigure(Rule):
    """Figure whose groups of three digits stand apart.

    ## What it does
    Offers to close `1 000 万元` to `1000万元` before a unit.

    ## Why it is damage
    A thin space between groups became an ordinary one, and the figure falls into two.

    ## Example
    `拨付资金1 000 万元` becomes `拨付资金1000万元`.

    ## Leaves alone
    Columns of tables, lists of numbers, telephone numbers, codes.

    ## Safety
    Unsafe: a standard (GB/T 15835) allows groups with a space between them, and two figures may stand in a row.

    ## Evidence
    In none of 100 sound documents.
    """

    code = "N010"
    safety = Safety.UNSAFE


def find(page: Page) -> Iterator[Finding]:
    """Find figures in groups."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_gap(page: Page) -> bool:
    return " " in page.text and GAP.search(page.text) is not None


def _figures(page: Page) -> Iterator[Finding]:
    for match in FIGURE.finditer(page.text):
        unit = UNIT.match(page.text, match.end())
        if unit is None:
            continue
        end = match.end() + unit.group().startswith(" ")
        closed = match.group().replace(" ", "")
        yield Finding("N010", match.start(), end, f"The figure {match.group()} stands in groups.", closed, safe=False)


SEARCHES = (Search(_may_have_gap, _figures),)
