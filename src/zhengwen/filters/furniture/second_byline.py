"""A byline after the body that repeats the first one."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class SecondByline(Rule):
    """Byline or editor’s credit after the body, beside the furniture.

    ## What it does
    Cuts 责任编辑 lines, and bylines that repeat the first one, from the end of the page.

    ## Why it is damage
    A page has one byline; the rest goes to `meta`.

    ## Example
    ```text
    责任编辑：王某        →  (gone)
    ```

    ## Leaves alone
    The first byline; signatures; names in brackets at the end of a report.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: none. On 100 laws: none.
    """

    code = "F011"


def find(page: Page) -> Iterator[Finding]:
    """Find second bylines."""
    return findings(page, SecondByline.code)
