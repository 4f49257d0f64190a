"""The rows of a page that the page model finds to be the site's, beside those that a kind names."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from zhengwen.page import Page
from zhengwen.pages.line_kinds import FEWEST_PLAIN, PLAIN, Kind
from zhengwen.pages.rows import Rows
from zhengwen.text import lazy_import

if TYPE_CHECKING:
    from zhengwen.pages.document.find import Division

MAX_ROWS = 4000  # longer pages are left to the rules; no page of a site is
PLAIN_SITE = 8  # rows that the rules find, and there is a site around the document
FEWEST_UNNAMED = 5  # rows of no kind that go without one of a kind beside them
MAYBE_TITLES = frozenset((Kind.UNNAMED, Kind.MENU))  # 政府工作报告 is an entry of menus, too
FEWEST_ROWS = 6  # below, there is nothing to divide
# What a row is cut as that the model takes for the site's: its own kind, where that is one of the site's.
NAMED = frozenset(Kind) - {
    Kind.BLANK, Kind.BYLINE, Kind.FACT, Kind.RECURRING, Kind.DOCUMENT, Kind.OTHER, Kind.WEATHER, Kind.UNNAMED,
}  # fmt: skip


def divide(page: Page) -> Division | None:
    """The page as the model divides it; `None` where it is too short or too long to ask."""
    if not FEWEST_ROWS <= sum(1 for line in page.line_texts if line and not line.isspace()) <= MAX_ROWS:
        return None
    with lazy_import.IMPORTING:  # most pages show no site
        from zhengwen.pages.document.find import MarkedText, find_document, find_in_html, find_in_text

    if page.markup is not None:
        if page.source is None:
            return find_document(page.line_texts, page.markup, head=page.markup.meta)
        return find_in_html(MarkedText(page.text, page.source, lambda: page.markup))
    return find_in_text(page.text)


def divide_text(page: Page) -> Division:
    """The same by the text alone."""
    with lazy_import.IMPORTING:
        from zhengwen.pages.document.find import find_in_text

    return find_in_text(page.text)


def has_a_site(rows: Rows) -> bool:
    """Whether enough rows are of kinds that only sites have, where the rules find none that they may cut."""
    found = [kind for row in range(min(len(rows), MAX_ROWS)) if (kind := rows.kind(row)) in PLAIN]
    return len(found) >= FEWEST_PLAIN and len(set(found)) > 1


def read(page: Page, rows: Rows, known: Set[int]) -> dict[int, Kind]:
    """The rows that surely are the site's, each with the kind it goes as; `known` are those that the rules cut."""
    division = page.view(divide)
    if division is None:
        return {}
    cut = _surely(division, rows, known)
    if page.markup is not None and known >= cut.keys():
        # Cleaned again, the text has no markup: what it says by itself is asked once the markup says nothing more.
        return _surely(page.view(divide_text), rows, known)
    return cut


def _surely(division: Division, rows: Rows, known: Set[int]) -> dict[int, Kind]:
    cut = {row: _kind(rows, row) for row, gone in enumerate(division.cut) if gone}
    if len(known) >= PLAIN_SITE:
        return cut
    for run in _runs(sorted({*cut, *known})):
        unnamed = known.isdisjoint(run) and all(cut[row] in MAYBE_TITLES for row in run)
        if unnamed and len(run) < FEWEST_UNNAMED:  # a title alone at the head of a page reads like the site's name
            for row in run:
                del cut[row]
    return cut


def _runs(rows: list[int]) -> Iterator[list[int]]:
    """Rows that follow each other."""
    first = 0
    for place, row in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            yield rows[first : place + 1]
            first = place + 1


def _kind(rows: Rows, row: int) -> Kind:
    kind = rows.kind(row)
    return kind if kind in NAMED else Kind.UNNAMED


def reasons(page: Page, row: int) -> str:
    """The score and the strongest reasons, for a message; empty where the model was not used."""
    division = page.view(divide)
    if division is None:
        return ""
    if not division.cut[row]:
        division = page.view(divide_text)
    return f" Likelihood of being the document's: {division.scores[row]:.2f} ({', '.join(division.reasons(row))})."
