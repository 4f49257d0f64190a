"""Lines of the site that no kind of furniture names."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class UnnamedLine(Rule):
    """Line of the site that is of no known kind of furniture.

    ## What it does
    Cuts what stands above and below the document and cannot be recognized as breadcrumbs, footer or menu by its own
    words: headlines of other articles, unlisted menu entries, comments, captions of what a site advertises. The page
    model decides from the whole page: words, form, place, neighbours, copies.

    ## Why it is damage
    It belongs to the site; on real pages it is most of the text.

    ## Example
    ```text
    ……（全文完）
    相关新闻
    某市召开会议 2023-02-16          →  (gone)
    某县开展活动 2023-02-15
    ```

    ## Leaves alone
    Pages without anything that only sites have; lists and home pages; lines the model is unsure of.

    ## Safety
    Safe. Each finding says how likely the line belongs to the document, and why.

    ## Evidence
    docs/pages.md: cross-validated by site on 64 real pages.
    """

    code = "F013"


def find(page: Page) -> Iterator[Finding]:
    """Find lines of the site that no kind names."""
    return findings(page, UnnamedLine.code)
