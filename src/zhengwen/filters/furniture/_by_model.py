"""The rows of a page that the page model finds to be the site's, beside those that a kind names."""

from __future__ import annotations

from zhengwen.page import Page
from zhengwen.pages.document.find import Division, find_document
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.rows import Rows

MAX_ROWS = 4000  # longer pages are left to the rules; no page of a site is
FEWEST_ROWS = 6  # below, there is nothing to divide
# What a row is cut as that the model takes for the site's: its own kind, where that is one of the site's.
NAMED = frozenset(Kind) - {
    Kind.BLANK, Kind.BYLINE, Kind.FACT, Kind.RECURRING, Kind.DOCUMENT, Kind.OTHER, Kind.WEATHER, Kind.CREDIT, Kind.UNNAMED,
}  # fmt: skip


def divide(page: Page) -> Division | None:
    """The page as the model divides it; `None` where it is too short or too long to ask."""
    if not FEWEST_ROWS <= sum(1 for line in page.line_texts if line and not line.isspace()) <= MAX_ROWS:
        return None
    return find_document(page.line_texts)


def read(page: Page, rows: Rows) -> dict[int, Kind]:
    """The rows that surely are the site's, each with the kind it goes as."""
    division = page.view(divide)
    if division is None:
        return {}
    return {row: _kind(rows, row) for row, gone in enumerate(division.cut) if gone}


def _kind(rows: Rows, row: int) -> Kind:
    kind = rows.kind(row)
    return kind if kind in NAMED else Kind.UNNAMED


def reasons(page: Page, row: int) -> str:
    """The score and the strongest reasons, as a message says them; empty where the model was not asked."""
    division = page.view(divide)
    if division is None:
        return ""
    return f" Likelihood of being the document's: {division.scores[row]:.2f} ({', '.join(division.reasons(row))})."
