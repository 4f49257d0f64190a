"""The table of an information disclosure page: index number, category, issuer, dates, document number."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from zhengwen.filters.furniture._by_model import divide
from zhengwen.filters.furniture._classify import read
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.labels import TABLE_PIECE, TABLE_SIGN
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.rows import Rows
from zhengwen.text.lazy_regex import pattern

MAX_TABLE_ROWS = 80  # rows that are not blank; the table stands above the document
MIN_LABELS = 3
MAX_VALUE_CHARS = 150
TITLE_LABELS = frozenset(("标题", "名称", "信息名称", "文件名称", "公文名称"))
MESSAGE = "Site furniture (disclosure table): '{}' and what follows; its facts are in the page's meta."


class DisclosureTable(Rule):
    """Table of index number, category, issuer, dates and numbers above an agency's document.

    ## What it does
    Cuts the rows of labels and values above the title: 索引号, 主题分类, 发文机关, 成文日期, 标题, 发文字号, 发布日期,
    whether or not a label and its value share a line. A title found nowhere else stays.

    ## Why it is damage
    It comes from the site's catalogue; its facts go to `meta`.

    ## Example
    ```text
    索引号：000014349/2023-00012 主题分类：城乡建设
    发文机关：某某市人民政府 成文日期：2023年2月16日        →  (gone)
    ```

    ## Leaves alone
    A table inside a document; fewer than three such labels; labels in a sentence; a sample whose labels the text below
    quotes and explains.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped and 100 laws: none, right or wrong; seen on disclosure pages of agencies.
    """

    code = "F010"


SOURCE_AND_DATE = pattern(r"来源\s*:.*(?:日期|时间)\s*:|(?:日期|时间)\s*:.*来源\s*:|^\d{4}[-年/.].*来源\s*:")
QUOTED = pattern(r"[“\"「『]([^”\"」』\s]{2,8})[”\"」』]")
MIN_QUOTED = 2  # labels of a table that the document below quotes, before the table is its sample
BYLINE_REACH_ROWS = 12  # rows below a table in which a byline stands
LIKELY = 0.5  # the document's, as the page model finds
FEWEST_ROWS = 3  # that are neither a sentence nor the site's, and are a document all the same
MIN_COLUMNS = 3  # labels in a row of headings; a row of a disclosure table has two with their values
MIN_DOCUMENT_CHARS = 6  # of such a row


def find(page: Page) -> Iterator[Finding]:
    """Find the disclosure table."""
    furniture = page.view(read)
    if furniture is None:
        return
    rows = furniture.rows
    first = next((row for row in range(min(len(rows), MAX_TABLE_ROWS)) if rows.kind(row) is Kind.FACT), None)
    if first is None or any("。" in rows.text(row) for row in range(first)):
        return
    if _heads_columns(rows, first):
        return
    last, labels, titles = _extent(rows, first)
    if len(labels) < MIN_LABELS or not any(TABLE_SIGN.fullmatch(label) for label in labels):
        return
    if _is_explained(rows, last + 1, labels):
        return
    if not _has_a_document(rows, furniture.cut, range(first, last + 1)):
        start, end = page.block(rows.lines[first], rows.lines[last])
        yield Finding(
            DisclosureTable.code, start, end, f"{_message(rows, first)} It stays, because the page has nothing else."
        )
        return
    start, end = page.block(rows.lines[first], rows.lines[last])
    message = _message(rows, first)
    kept = _only_title(page, titles, start, end)
    if kept is None:
        yield Finding(DisclosureTable.code, start, end, message, "")
        return
    yield Finding(DisclosureTable.code, start, kept[0], message, "")
    end = page.lines[rows.lines[last]].end
    if end > kept[1]:
        yield Finding(DisclosureTable.code, kept[1], end, message, "")


def _heads_columns(rows: Rows, row: int) -> bool:
    """Whether a row has labels only, so that each heads a column of a list of documents."""
    folded = rows.folded(row)
    found = list(TABLE_PIECE.finditer(folded))
    return len(found) >= MIN_COLUMNS and ":" not in folded and not TABLE_PIECE.sub("", folded).strip(" |")


def _message(rows: Rows, first: int) -> str:
    return MESSAGE.format(re.sub(r"\s+", " ", rows.text(first)).strip()[:24])


def _has_a_document(rows: Rows, cut: Container[int], table: range) -> bool:
    """Whether anything stands on the page beside the table and what is the site's."""
    division = rows.page.view(divide)
    others = [row for row in range(len(rows)) if row not in cut and row not in table]
    if division is not None:
        likely = [row for row in others if division.scores[row] > LIKELY]
        others = [row for row in likely if len(rows.folded(row)) >= MIN_DOCUMENT_CHARS]  # entries of menus are shorter
    return len(others) >= FEWEST_ROWS or any(rows.kind(row) is Kind.DOCUMENT for row in others)


def _is_explained(rows: Rows, below: int, labels: set[str]) -> bool:
    """Whether the document below quotes labels of the table: it is about such tables, and this one is its sample."""
    quoted = {label for row in range(below, len(rows)) for label in QUOTED.findall(rows.folded(row))}
    return len(quoted & labels) >= MIN_QUOTED


def _extent(rows: Rows, first: int) -> tuple[int, set[str], list[tuple[int, int]]]:
    """The last row of the table, its labels, and where the values of title labels stand."""
    labels: set[str] = set()
    titles: list[tuple[int, int]] = []
    last = row = first
    while row < min(len(rows), first + MAX_TABLE_ROWS):
        folded = rows.folded(row)
        if row > first and _is_the_byline(rows, row):
            break
        found = [] if rows.is_sentence(row) and "。" in folded else list(TABLE_PIECE.finditer(folded))
        if not found or found[0].start() > 2:
            break
        labels |= {re.sub(r"\s", "", one["label"]) for one in found}
        last = row
        alone = not folded[found[-1].end() :].strip(" :|")
        if alone and _is_a_value(rows, row + 1):
            last = row + 1
        titles += _titles(rows, row, found, alone and last > row)
        row = last + 1
    return last, labels, titles


def _is_the_byline(rows: Rows, row: int) -> bool:
    """Whether a row tells source and date, as bylines do, and none does below."""
    if rows.kind(row) is not Kind.BYLINE or not SOURCE_AND_DATE.search(rows.folded(row)):
        return False
    return not any(rows.kind(below) is Kind.BYLINE for below in range(row + 1, row + 1 + BYLINE_REACH_ROWS))


def _is_a_value(rows: Rows, row: int) -> bool:
    """Whether a row is the value of the label above it."""
    folded = rows.folded(row) if row < len(rows) else ""
    return bool(folded) and len(folded) <= MAX_VALUE_CHARS and "。" not in folded and not TABLE_PIECE.match(folded)


def _titles(rows: Rows, row: int, found: list[re.Match[str]], below: bool) -> list[tuple[int, int]]:
    """Where on the page the values of title labels stand."""
    spans = []
    for piece, after in zip(found, [*found[1:], None], strict=True):
        if re.sub(r"\s", "", piece["label"]) not in TITLE_LABELS:
            continue
        line = rows.page.lines[rows.lines[row + (below and after is None)]]
        indent = len(line.text) - len(line.text.lstrip())
        raw = (
            line.text if below and after is None else line.text[piece.end() + indent : after and after.start() + indent]
        )
        value = raw.strip(" \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}:：|]】[【")
        if value:
            start = line.start + line.text.index(value)
            spans.append((start, start + len(value)))
    return spans


def _only_title(page: Page, titles: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The value of the title's row, when the title stands nowhere else on the page."""
    outside = re.sub(r"\s", "", page.text[:start] + page.text[end:])
    for one in titles:
        if re.sub(r"\s", "", page.text[one[0] : one[1]]) not in outside:
            return one
    return None
