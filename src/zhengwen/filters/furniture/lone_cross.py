"""The button that closes a window, standing alone."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class LoneCross(Rule):
    """Line with nothing but a cross: the button that closes a window.

    ## What it does
    Cuts lines that are only `×` (or `X`, `✕`).

    ## Why it is damage
    It is the button of a hidden dialog.

    ## Example
    ```text
    ×
    ×        →  (gone)
    ```

    ## Leaves alone
    Crosses in the cells of a table: among short lines, on pages with ticks, or where there are many.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 2 findings, both right. On 100 laws: none.
    """

    code = "F009"


def find(page: Page) -> Iterator[Finding]:
    """Find lone crosses."""
    return findings(page, LoneCross.code)
