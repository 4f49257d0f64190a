"""Finds the word that a scraper put where a picture stood."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Line, Page
from zhengwen.pages.sentences import FINISHED

PICTURE = ("图片", "圖片")
PLACEHOLDERS = frozenset(
    f"{before}{word}{after}"
    for word in PICTURE
    for before, after in (("", ""), *map(tuple, ("[]", "【】", "()", "（）")))
)
MIN_PLACEHOLDERS = 2  # one alone may be a heading, or the cell of a table


class PicturePlaceholder(Rule):
    """Line that says no more than that a picture stood there.

    ## What it does
    Cuts lines that are only `图片`, in brackets or not, below a sentence, where a page has two or more of them.

    ## Why it is damage
    It is the text that the site gives for a picture, which the scraper did not take.

    ## Example
    ```text
    对购房家庭给予补贴。
    图片                    →  (gone)
    对二孩家庭给予补贴。
    图片                    →  (gone)
    ```

    ## Leaves alone
    Headings, cells of tables and entries of menus, which do not stand below the end of a sentence; captions that say
    what a picture shows.

    ## Safety
    Safe for two or more on a page; a single one is reported.

    ## Evidence
    Two of 18 news pages as scraped have it, three times in all: each is a placeholder. None of 1,238 real texts has it.
    """

    code = "F015"


def find(page: Page) -> Iterator[Finding]:
    """Find placeholders of pictures."""
    if all(word not in page.text for word in PICTURE):
        return
    found = list(_placeholders(page))
    for number in found:
        start, end = page.block(number, number)
        replacement = "" if len(found) >= MIN_PLACEHOLDERS else None
        yield Finding("F015", start, end, "A picture stood here, which the scraper did not take.", replacement)


def _placeholders(page: Page) -> Iterator[int]:
    above: Line | None = None
    for number, line in enumerate(page.lines):
        text = line.text.strip()
        if text in PLACEHOLDERS:
            if above is not None and FINISHED.search(above.text.rstrip()):
                yield number
        elif text:
            above = line
