"""Bars of accessibility tools."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class AccessibilityBar(Rule):
    """Bar of accessibility tools.

    ## What it does
    Cuts lines that consist only of names such as 无障碍浏览, 进入关怀版, 读屏专用, 高对比度.

    ## Why it is damage
    They are controls of the site.

    ## Example
    ```text
    无障碍浏览 进入关怀版        →  (gone)
    ```

    ## Leaves alone
    Sentences and headings about accessibility.

    ## Safety
    Safe.

    ## Evidence
    On 18 pages as scraped: 1 finding, right. On 100 laws: none.
    """

    code = "F007"


def find(page: Page) -> Iterator[Finding]:
    """Find accessibility bars."""
    return findings(page, AccessibilityBar.code)
