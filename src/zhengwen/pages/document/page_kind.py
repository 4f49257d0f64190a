"""Whether a page holds a document, or is a list of links, or the home page of a site.

What speaks for a document, and how often it does so on 64 labelled articles and on 21 lists and home pages, each as
three kinds of text, is said beside each number; a page that nothing speaks for is no document.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.page_evidence import CORE_COST, CORE_GAIN, SITE_KINDS, core_of
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.lazy_regex import pattern

ARTICLE, LIST, HOME = "article", "list", "home"
FEWEST_ROWS = 16  # of a page that is no document
FEW_PROSE = 64  # characters of different sentences on end …
SMALL_SHARE = 0.1  # … and their share of the page, …
DATE_REACH = 20  # … or a date so many rows above them
FEWEST_PLAIN = 24  # characters
PAGED_PROSE = 200  # characters on end, of a page that goes on on other pages
FEWEST_FACTS = 3  # rows of a disclosure table
FEWEST_LABELS, LABELS = 6, 0.1  # rows that begin with a label, and their share: a form
FIGURES = 0.4  # of the rows, such that hold figures: a table
PAGING = pattern(r"(?:共|第)\s?\d+\s?(?:页|条)|下一?页|末页|尾页|上一页|每页")
PAGES = pattern(r"[总页]\s?(?:篇|条|页)?数\s?:\s?\d|(?<!\d)0?1(?!\d)\D{1,6}0?2(?!\d)\D{1,6}0?3(?!\d)")
MAX_PAGER_CHARS = 400


def kind_of_page(rows: Sequence[LineEvidence]) -> str:
    """The kind of a page: "article", "list" or "home"."""
    if len(rows) < FEWEST_ROWS or _holds_a_document(rows):
        return ARTICLE
    dated = sum(1 for line in rows if line.dated)
    paged = any(line.size <= MAX_PAGER_CHARS and PAGING.search(line.text) for line in rows)
    crumbs = any(line.kind is Kind.CRUMBS for line in rows)
    return LIST if paged or crumbs or dated > len(rows) / 8 else HOME


def _holds_a_document(rows: Sequence[LineEvidence]) -> bool:
    first, prose = _body(rows)
    if _is_one_page_of_many(rows):
        return prose >= PAGED_PROSE
    if prose >= FEW_PROSE and (prose >= SMALL_SHARE * sum([line.size for line in rows]) or _is_dated(rows, first)):
        return True
    facts = [line.kind is Kind.FACT for line in rows]
    if sum(one and not other for one, other in pairwise([*facts, False])) >= FEWEST_FACTS:  # and no heads of columns
        return True
    labelled = sum(1 for line in rows if "label" in line.shows and not line.bullet and line.kind not in SITE_KINDS)
    figures = sum(1 for line in rows if not line.linked and any(sign.isdigit() for sign in line.text))
    return labelled >= max(FEWEST_LABELS, LABELS * len(rows)) or figures >= FIGURES * len(rows)


def _body(rows: Sequence[LineEvidence]) -> tuple[int, int]:
    """Where the longest run of sentences begins, each counted once, and its characters."""
    known: set[str] = set()
    marked = any(line.linked for line in rows)
    sizes = []
    for line in rows:
        said = (
            line.kind not in SITE_KINDS
            and "breaks_off" not in line.shows
            and (line.is_prose or (marked and _is_plain(line)))
        )
        sizes.append(line.size if said and line.text not in known else 0)
        known.add(line.text)
    first, after = core_of([min(size, CORE_GAIN) if size else -CORE_COST for size in sizes])
    return first, sum(sizes[first:after])


def _is_plain(line: LineEvidence) -> bool:
    """Whether a row of a page with links is long enough for a sentence, and none of them."""
    if line.size < FEWEST_PLAIN or line.linked or line.bullet or line.dated:
        return False
    return not any(one.startswith(("label", "columns")) for one in line.shows)


def _is_dated(rows: Sequence[LineEvidence], first: int) -> bool:
    """Whether a date stands right above the sentences."""
    return any("date" in line.shows and not line.linked for line in rows[max(0, first - DATE_REACH) : first])


def _is_one_page_of_many(rows: Sequence[LineEvidence]) -> bool:
    """Whether a row leads to the other pages of a list, by their numbers."""
    return any(line.size <= MAX_PAGER_CHARS and PAGING.search(line.text) and PAGES.search(line.text) for line in rows)
