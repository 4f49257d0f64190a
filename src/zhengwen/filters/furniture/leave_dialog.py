"""The question whether one really wants to leave the site."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class LeaveDialog(Rule):
    """Dialog that asks whether to leave the site.

    ## What it does
    Cuts lines such as 您访问的链接即将离开本网站，是否继续？ and its buttons.

    ## Why it is damage
    It is a hidden dialog of the site.

    ## Example
    ```text
    您访问的链接即将离开“某某区人民政府门户网站”，是否继续？        →  (gone)
    ```

    ## Leaves alone
    Questions in a document.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped and 100 laws: none, right or wrong; seen on pages of county governments.
    """

    code = "F008"


def find(page: Page) -> Iterator[Finding]:
    """Find leave-this-site dialogs."""
    return findings(page, LeaveDialog.code)
