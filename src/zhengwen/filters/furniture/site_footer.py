"""The footer of a website: host, address, licence numbers, copyright."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class SiteFooter(Rule):
    """Footer of a website: its host, address, licence numbers and copyright.

    ## What it does
    Cuts the labelled lines at the end of the page from the first that only a site has or leads up to: 主办, 承办,
    版权所有, ICP备, 公网安备, 网站标识码, 技术支持, with the addresses and numbers among them.

    ## Why it is damage
    It is the same on every page of the site; what it says goes to `meta`.

    ## Example
    ```text
    主办单位:柳南区人民政府 承办单位:柳南区发展和改革局
    网站标识码:4502040001                        →  (gone)
    ```

    ## Leaves alone
    联系人, 联系电话 and 地址 of a notice, its hosts, its signature and date.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 17 findings on 13 pages, all right; no sentence of a document lost. On 100 laws: none.
    """

    code = "F003"


def find(page: Page) -> Iterator[Finding]:
    """Find site footers."""
    return findings(page, SiteFooter.code)
