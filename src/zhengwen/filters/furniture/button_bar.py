"""Lines of buttons: print, close, font size, share, bookmark, and counters of visits."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class ButtonBar(Rule):
    """Line of buttons: print, close, font size, share, bookmark, or a counter of visits.

    ## What it does
    Cuts lines that consist of button names only, alone or beside each other.

    ## Why it is damage
    Nobody can press a button in a text.

    ## Example
    ```text
    【字体：大 中 小】 打印本页 关闭窗口        →  (gone)
    ```

    ## Leaves alone
    A counter inside the byline; button names as cells of a table or as words of a sentence; buttons that a manual tells
    its readers to press.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 25 findings on 11 pages, all right. On 100 laws without furniture: none.
    """

    code = "F002"


def find(page: Page) -> Iterator[Finding]:
    """Find button bars."""
    return findings(page, ButtonBar.code)
