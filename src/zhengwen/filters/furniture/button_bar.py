"""Lines of buttons: print, close, font size, share, bookmark, and counters of visits."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class ButtonBar(Rule):
    """Line of buttons: print, close, font size, share, bookmark, or a visit counter.

    ## What it does
    Cuts lines that consist only of button names.

    ## Why it is damage
    Buttons have no use in a text.

    ## Example
    ```text
    【字体：大 中 小】 打印本页 关闭窗口        →  (gone)
    ```

    ## Leaves alone
    A counter inside the byline; button names as cells of a table or as words of a sentence; buttons that the text tells
    its readers to press, as manuals do.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 25 findings on 11 pages, all right. On 100 laws without furniture: none.
    """

    code = "F002"


def find(page: Page) -> Iterator[Finding]:
    """Find button bars."""
    return findings(page, ButtonBar.code)
