"""Title, date and source of a page: one answer each, from the lines that the model takes for its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zhengwen.html import HtmlLine
from zhengwen.pages.dates import SIGNING_DATE
from zhengwen.pages.dates import iso as date
from zhengwen.pages.document import byline
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.stated import Names, Stated
from zhengwen.pages.document.title import MAX_TITLE_CHARS, Likely, bare, find_title, window_part
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

TITLE_LABEL = pattern(r"(?:标\s?题|名\s?称|信息名称|文件名称|公文名称)\s*[:：]\s*(?=\S{8})(?=.{8,120}$)")
LONE_TITLE_LABEL = pattern(r"(?:标\s{0,4}题|名\s{0,4}称|信息名称|文件名称|公文名称)\s*[:：]?$")
MIN_TITLE_CHARS = 8
FEWEST_FACTS = 3  # labelled rows that make a disclosure table
SAME_TITLE = 10  # characters that tell a title from another
MAX_FACT_CHARS = 60
LIKELY_DOCUMENT = 0.3
SIGNED, MAX_SIGNED_CHARS = 8, 20  # rows at the end of a document among which its date stands; its length
BY_FIRST_LINE = 0.4  # how much the first line of a text is worth, beside what the head of HTML states


class Heading(NamedTuple):
    """What the page says of its document; empty where it says nothing."""

    title: str
    published: str
    source: str
    title_rows: tuple[int, ...]
    byline_rows: tuple[int, ...]
    is_named: bool  # whether markup, head or breadcrumbs call the title so, too


def read_heading(
    texts: Sequence[str],
    rows: Sequence[LineEvidence],
    likely: Likely,
    stated: Stated | None = None,
    elements: Sequence[HtmlLine] = (),
) -> Heading:
    """Read the heading.

    Args:
        texts: the rows as they stand.
        rows: what they show.
        likely: what the model says of them.
        stated: what the head of HTML states; `None` for a text, whose first line may be the window's title.
        elements: what the markup knows of the rows, where the page had markup.
    """
    if stated is None:
        stated = Stated((rows[0].text,) if rows else (), weight=BY_FIRST_LINE)
    names = Names(stated, rows)
    title_rows = find_title(rows, likely, names, elements)
    at = title_rows[-1] if title_rows else next((r for r, one in enumerate(likely.document) if one > 0.5), 0)
    near = byline.byline_rows(rows, title_rows, likely, at)
    published, source = _date_and_source(texts, rows, likely, near, title_rows, at, stated)
    title = _title(texts, title_rows)
    named = _named_by_the_table(texts, rows)
    if named and not fold(title).startswith(fold(named)[:SAME_TITLE]):
        title = named
    joined = "".join(rows[row].text for row in title_rows)
    is_named = names.agreement(joined) > 0 or any(elements[row].heading for row in title_rows if elements)
    return Heading(title, published, source, tuple(title_rows), tuple(near), is_named)


def _date_and_source(
    texts: Sequence[str],
    rows: Sequence[LineEvidence],
    likely: Likely,
    near: Sequence[int],
    title: Sequence[int],
    at: int,
    stated: Stated,
) -> tuple[str, str]:
    found = byline.published(rows, near, at)
    source = byline.source(texts, rows, near, title)
    if found.cost > byline.DEAR or not source:
        table = _table(rows, likely.document)
        found = min(found, byline.published(rows, table, at), key=lambda one: one.cost)
        source = source or byline.source(texts, rows, table, title)
    if stated.published and found.cost > byline.STATED:
        found = byline.Dated(stated.published, byline.STATED)
    return found.value or _signed(rows, likely.document, at), source or stated.source


def _table(rows: Sequence[LineEvidence], document: Sequence[float]) -> list[int]:
    """The rows of the disclosure table, and bylines elsewhere in the document."""
    facts = [row for row, line in enumerate(rows) if line.kind is Kind.FACT]
    whole = range(facts[0], facts[-1] + 2) if FEWEST_FACTS <= len(facts) > (facts[-1] - facts[0]) / 6 else ()
    return [
        row
        for row, line in enumerate(rows)
        if line.size <= MAX_FACT_CHARS
        and (row in whole or line.kind is Kind.FACT or (line.kind is Kind.BYLINE and document[row] > LIKELY_DOCUMENT))
    ]


def _signed(rows: Sequence[LineEvidence], document: Sequence[float], title: int) -> str:
    """The date below the document's text."""
    inside = [row for row in range(title + 1, len(rows)) if document[row] > LIKELY_DOCUMENT]
    for row in reversed(inside[-SIGNED:]):
        found = SIGNING_DATE.match(rows[row].text) if rows[row].size <= MAX_SIGNED_CHARS else None
        if found and (value := date(rows[row].text)):
            return value
    return ""


def _named_by_the_table(texts: Sequence[str], rows: Sequence[LineEvidence]) -> str:
    """The title as the disclosure table tells it; empty where there is none."""
    facts = [row for row, line in enumerate(rows) if line.kind is Kind.FACT]
    if len(facts) < FEWEST_FACTS:
        return ""
    for row in range(max(0, facts[0] - 1), min(len(rows), facts[-1] + 2)):
        found = TITLE_LABEL.match(rows[row].text)
        if found:
            return byline.bare_line(texts[row], rows[row].text)[found.end() :].strip()
        if LONE_TITLE_LABEL.match(rows[row].text) and row + 1 < len(rows):
            value = texts[row + 1].strip().lstrip(":： ")
            if MIN_TITLE_CHARS <= len(value) <= MAX_TITLE_CHARS:
                return value
    return ""


def _title(texts: Sequence[str], rows: Sequence[int]) -> str:
    if rows and rows[0] == 0 and len(rows) == 1:
        return window_part(bare(texts[0]))  # what the window calls it, and the site's name
    return "".join(bare(texts[row]) for row in rows)
