"""Lines of the site that no kind of furniture names."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class UnnamedLine(Rule):
    """Line of the site that is none of the kinds of furniture by itself.

    ## What it does
    Cuts what stands above and below the document and is neither breadcrumbs nor a footer nor a menu by its own words:
    headlines of other articles, entries of menus nobody has listed, comments, captions of what a site advertises. The
    page model decides, which looks at the whole page: words, form, place, neighbours, copies.

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
    Pages on which nothing is of a kind that only sites have; pages that are lists or home pages; whatever the model
    doubts.

    ## Safety
    Safe. Each finding says how likely the line is the document's, and why.

    ## Evidence
    docs/pages.md: cross-validated by site on 64 real pages.
    """

    code = "F013"


def find(page: Page) -> Iterator[Finding]:
    """Find lines of the site that no kind names."""
    return findings(page, UnnamedLine.code)
