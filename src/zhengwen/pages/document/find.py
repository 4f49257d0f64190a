"""Find the document in the lines of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from zhengwen.html import HtmlLine, HtmlSource, Markup
from zhengwen.pages.document import markup_evidence
from zhengwen.pages.document.cutting import cut, likelihood, odds
from zhengwen.pages.document.division import emission, likelihoods
from zhengwen.pages.document.heading import Heading, read_heading
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.page_evidence import SITE_KINDS, evidence, newest_first, rows_of
from zhengwen.pages.document.page_kind import kind_of_page
from zhengwen.pages.document.reasons import reasons
from zhengwen.pages.document.stated import Stated
from zhengwen.pages.document.title import Likely
from zhengwen.pages.document.weights import Weights, markup_weights, weights
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.folding import folded_lines

MAX_RECENT = 4  # pages: one is divided once a round of passes, and asked for again by what reads its facts
NO_HEAD: Mapping[str, str] = MappingProxyType({})
WEAK, FEWEST_OF_A_SITE = frozenset((Kind.WEAK_TOOLS, Kind.LIST, Kind.URL)), 2  # what documents have, too

SURE_TITLE, FAIRLY_SURE = 0.5, 0.2  # how likely a row is the title, without and with a byline below it
BYLINE_REACH = 4  # rows


class Division(NamedTuple):
    """Where the document stands on a page; sequences have one entry a row, rows being the lines that are not blank."""

    numbers: tuple[int, ...]  # of the rows among the lines
    scores: tuple[float, ...]  # how likely the row is the document's, from 0 to 1
    cut: tuple[bool, ...]  # whether it surely is the site's
    labels: tuple[str, ...]  # "title", "byline", "document", "site"
    kind: str  # "article", "list" or "home"
    heading: Heading
    rows: tuple[LineEvidence, ...]
    shown: tuple[tuple[str, ...], ...]
    has_markup: bool
    is_told_apart: bool  # whether a site, a heading or the head of the page tells where the document stands

    def reasons(self, row: int) -> list[str]:
        """The three strongest reasons for the side that a row is on, in words."""
        return reasons(self.shown[row], self.scores[row] < 0.5, self.has_markup)


def find_document(
    lines: Sequence[str],
    markup: Sequence[HtmlLine] | None = None,
    table: Weights | None = None,
    head: Mapping[str, str] = NO_HEAD,
) -> Division:
    """Divide a page into site, title, byline and document.

    Args:
        lines: the lines of the page, blank ones among them.
        markup: what the markup knows of each line, where the page had markup.
        table: other weights than the fitted ones.
        head: what the head of the page states, where it had one.
    """
    table = table or (weights() if markup is None else markup_weights())
    numbers, rows, gaps = rows_of(folded_lines("\n".join(lines)))
    elements = [] if markup is None else [markup[number] for number in numbers]
    marked = markup_evidence.by_itself(elements)
    rows = markup_evidence.without_linked_prose(elements, rows) if elements else rows
    own = [table.own(line.shows) for line in rows]
    if marked:
        own = [one + table.own_more(shows) for one, shows in zip(own, marked, strict=True)]
    shown = evidence(rows, gaps, own)
    if marked:
        beside = markup_evidence.beside_the_prose(elements, rows)
        shown = [[*shows, *more, one] for shows, more, one in zip(shown, marked, beside, strict=True)]
    likely = likelihoods([emission(shows, table) for shows in shown], table)
    odd = odds(likely, own)
    titles = [a * b for a, b in zip(likely.within, likely.title, strict=True)]
    bylines = [a * b for a, b in zip(likely.within, likely.byline, strict=True)]
    scores = [likelihood(one) for one in odd]
    stated = None if markup is None else Stated.by_head(head)
    chances = Likely(titles, bylines, scores, likely.begins)
    heading = read_heading([lines[number] for number in numbers], rows, chances, stated, elements)
    kind = kind_of_page(rows)
    goes = [False] * len(rows)
    if kind == "article" and has_site(rows):
        goes = cut(rows, odd, own, _sure_title(rows, heading, titles))
    if elements:
        markup_evidence.spare_forms(elements, rows, goes)
    entries = {row for first, after in newest_first(rows).items() for row in range(first, after)}
    for row in (*heading.title_rows, *(row for row in heading.byline_rows if row not in entries)):
        goes[row] = False
    labels = ["site" if gone else "document" for gone in goes]
    for names, name in ((heading.byline_rows, "byline"), (heading.title_rows, "title")):
        for row in names:
            labels[row] = name
    sequences = (tuple(numbers), tuple(scores), tuple(goes), tuple(labels))
    told = bool((stated and stated.titles) or any(one.heading for one in elements) or shows_a_site(rows))
    return Division(*sequences, kind, heading, tuple(rows), tuple(map(tuple, shown)), markup is not None, told)


class MarkedText:
    """The visible text of a page of HTML, or what passes have made of it; equal to any other of the same page and text.

    Args:
        text: the text.
        source: the page.
        markup: what gives the markup of the text's lines; it is asked where the page was not divided just before.
    """

    def __init__(self, text: str, source: HtmlSource, markup: Callable[[], Markup | None]) -> None:
        self.text = text
        self.source = source
        self.markup = markup

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarkedText) and (self.text, self.source) == (other.text, other.source)

    def __hash__(self) -> int:
        return hash((self.text, self.source))


@lru_cache(maxsize=MAX_RECENT)
def find_in_html(page: MarkedText) -> Division:
    """The same for a page of HTML; by its text alone where its markup cannot be had any more."""
    markup = page.markup()
    if markup is None:
        return find_in_text(page.text)
    return find_document(page.text.split("\n"), markup, head=markup.meta)


def _sure_title(rows: Sequence[LineEvidence], heading: Heading, titles: Sequence[float]) -> int | None:
    """The first row of a title of which the model is sure, or which a byline follows."""
    if not heading.title_rows:
        return None
    first, last = heading.title_rows[0], heading.title_rows[-1]
    if any(one.startswith("columns") or one == "label" for one in rows[first].shows):
        return None  # a row of a form
    below = rows[last + 1 : last + 1 + BYLINE_REACH]
    sure = titles[first] >= (FAIRLY_SURE if any(line.kind is Kind.BYLINE for line in below) else SURE_TITLE)
    return first if sure else None


@lru_cache(maxsize=1)
def find_in_text(text: str) -> Division:
    """The same for the lines of a text; what cuts a page and what reads its facts ask one after the other."""
    return find_document(text.split("\n"))


def shows_a_site(rows: Sequence[LineEvidence]) -> bool:
    """Whether more than a line of the page is of kinds that only sites have, single buttons apart."""
    return sum(line.kind in SITE_KINDS and line.kind not in WEAK for line in rows) >= FEWEST_OF_A_SITE


def has_site(rows: Sequence[LineEvidence]) -> bool:
    """Whether anything on the page is of a kind that only sites have."""
    return any(line.kind in SITE_KINDS for line in rows)
