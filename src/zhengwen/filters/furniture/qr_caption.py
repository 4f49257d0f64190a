"""Captions of QR codes that lead back to the page or to the site."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class QrCaption(Rule):
    """Caption of a QR code that leads back to the page or the site.

    ## What it does
    Cuts lines such as 扫一扫在手机打开当前页.

    ## Why it is damage
    The code is not in the text, and leads to the page the reader is on.

    ## Example
    ```text
    扫一扫在手机打开当前页        →  (gone)
    ```

    ## Leaves alone
    Codes that a notice asks people to scan: to sign up, to pay, to answer questions; sentences of the document.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 2 findings, both right. On 100 laws: none.
    """

    code = "F006"


def find(page: Page) -> Iterator[Finding]:
    """Find captions of QR codes."""
    return findings(page, QrCaption.code)
