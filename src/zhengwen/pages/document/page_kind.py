"""Whether a page holds a document, or is a list of links, or the home page of a site."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.pages.document.heading import Heading
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.page_evidence import core_of, prose_weight
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.lazy_regex import pattern

ARTICLE, LIST, HOME = "article", "list", "home"
FEWEST_ROWS = 16  # of a page that is no document
FEW_PROSE = 64  # characters of prose on end; of 64 articles 5 have fewer, of 21 lists and home pages 13
SMALL_SHARE = 0.075  # of a page's characters, of the prose on end
FEWEST_FACTS = 3  # labelled rows that make a document of a page without prose
FEWEST_LABELS, LABELS = 6, 0.1  # rows that begin with a label, and their share: a form
FIGURES = 0.4  # of the rows, such that hold figures: a table
PAGING = pattern(r"(?:共|第)\s?\d+\s?(?:页|条)|下一?页|末页|尾页|上一页|每页")


def kind_of_page(rows: Sequence[LineEvidence], heading: Heading) -> str:
    """The kind of a page: "article", "list" or "home"."""
    if len(rows) < FEWEST_ROWS or _holds_a_document(rows, heading):
        return ARTICLE
    dated = sum(1 for line in rows if "date_last" in line.shows or "short_date_last" in line.shows)
    paged = any(line.size <= 60 and PAGING.search(line.text) for line in rows)
    crumbs = any(line.kind is Kind.CRUMBS for line in rows)
    return LIST if paged or crumbs or dated > len(rows) / 8 else HOME


def _holds_a_document(rows: Sequence[LineEvidence], heading: Heading) -> bool:
    first, after = core_of([prose_weight(line) for line in rows])
    prose = sum([line.size for line in rows[first:after] if line.is_prose])
    if prose >= FEW_PROSE and (heading.published or prose >= SMALL_SHARE * sum([line.size for line in rows])):
        return True
    facts = sum(1 for line in rows if line.kind is Kind.FACT)
    if facts >= FEWEST_FACTS:
        return True
    labelled = sum(1 for line in rows if "label" in line.shows and not line.bullet)
    figures = sum(1 for line in rows if any(sign.isdigit() for sign in line.text))
    return labelled >= max(FEWEST_LABELS, LABELS * len(rows)) or figures >= FIGURES * len(rows)
