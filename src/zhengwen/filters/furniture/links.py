"""Links to other pages: previous and next, related, popular, partner sites."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class LinksElsewhere(Rule):
    """Links to other pages: previous and next, related, popular, partner sites.

    ## What it does
    Cuts 上一篇 and 下一篇 with their titles, and lists of links under a heading such as 相关链接, 热门文章, 友情链接.

    ## Why it is damage
    They are titles of other documents.

    ## Example
    ```text
    上一篇：关于做好今冬明春森林防火工作的通知        →  (gone)
    ```

    ## Leaves alone
    相关链接 or 上一篇 in a sentence; lists under the headings a document gives itself.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 16 findings on 11 pages, all right. On 100 laws: none.
    """

    code = "F005"


def find(page: Page) -> Iterator[Finding]:
    """Find links to other pages."""
    return findings(page, LinksElsewhere.code)
