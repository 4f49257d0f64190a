"""The menus of a website, before the title and after the body."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class SiteMenu(Rule):
    """Menu of a website before the title or after the body.

    ## What it does
    Cuts runs of menu entries, language and login links, the search box, date and weather.

    ## Why it is damage
    Menus are the same on every page of the site.

    ## Example
    ```text
    首页
    政务公开
    互动交流
    关于开展2023年春季植树活动的通知        →  关于开展2023年春季植树活动的通知
    ```

    ## Leaves alone
    A single short word, which may be the title; the title, and every line that may be part of one; tables of the
    weather.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 15 findings on 10 pages, all right; menus of portals whose entries are not known stay.
    On 100 laws: none.
    """

    code = "F004"


def find(page: Page) -> Iterator[Finding]:
    """Find menus."""
    return findings(page, SiteMenu.code)
