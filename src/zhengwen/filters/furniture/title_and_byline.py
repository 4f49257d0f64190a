"""Title and byline, for those who want the body alone."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages import masthead
from zhengwen.pages.rows import Rows

MESSAGE = "Title and byline are in the page's meta, and only the body is wanted."


class TitleAndByline(Rule):
    """Title and byline above the body.

    ## What it does
    Cuts the title, the time and place at which a report was given, and the line of source and date below. It runs only
    on request, as the preset `body` makes it.

    ## Why it is damage
    It is no damage: they are part of the document but not of its body, and `meta` holds them.

    ## Example
    ```text
    柳南区教育局2022年工作总结
    来源：柳南区教育局 发布日期：2023-02-16 09:00        →  (gone)
    ```

    ## Leaves alone
    Everything below the byline; a page without a byline.

    ## Safety
    Safe, since it was requested.

    ## Evidence
    Runs on request. On 18 pages as scraped it finds 14 titles with bylines.
    """

    code = "F090"
    default = False


def find(page: Page) -> Iterator[Finding]:
    """Find title and byline."""
    rows = Rows(page)
    title, byline = masthead.find(rows)
    if not byline:
        return
    between = range(title[-1] + 1, byline[0]) if title else range(0)
    subtitle = [row for row in between if masthead.SUBTITLE.match(rows.folded(row))]
    for first, last in _runs(sorted({*title, *subtitle, *byline})):
        start, end = page.block(rows.lines[first], rows.lines[last])
        yield Finding(TitleAndByline.code, start, end, MESSAGE, "")


def _runs(chosen: list[int]) -> Iterator[tuple[int, int]]:
    for row in chosen:
        if row - 1 in chosen:
            continue
        last = row
        while last + 1 in chosen:
            last += 1
        yield row, last
