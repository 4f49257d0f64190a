"""Lines that the site's other pages have, too, where the page's site is known."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.furniture._classify import findings, read
from zhengwen.filters.furniture._site_lines import message
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class RecurringLine(Rule):
    """Line of the site, known from its other pages.

    ## What it does
    Cuts lines at the head and at the end of a page, and blocks of three lines or more inside, that recur on the pages
    of its site, whether or not they resemble any known furniture. It runs only where a profile of the site is given:
    `zhengwen profile learn`, `zhengwen corpus`, `Pipeline.run(…, site=…)`.

    ## Why it is damage
    Menus, slogans, sidebars, footers and injected lines are the same on every page and belong to no document.

    ## Example
    `智慧某某 一网通办` at the end of 198 of 200 pages of a site: gone.

    ## Leaves alone
    Sentences, numbers of documents, bylines, tables, signatures, contacts and notes such as `（此件公开发布）`, even
    where every document of the site has them; lines that recur only on pages of one template, as forms do.

    ## Safety
    Safe where documents of five kinds or more have the line, in a block with others or on nearly all pages; reported
    where it may be the documents' own.

    ## Evidence
    On 40 made sites of 60 to 177 pages: 83 in 100 of the site's lines cut where documents were of many kinds, none
    where all pages were one form; no line of a document lost.
    """

    code = "F012"


def find(page: Page) -> Iterator[Finding]:
    """Find the site's lines on a page whose site is known."""
    furniture = page.view(read) if page.site else None
    if furniture is None:
        return
    yield from findings(page, RecurringLine.code)
    for row, line in furniture.site.doubtful.items():
        start, end, _ = page.lines[furniture.rows.lines[row]]
        yield Finding(RecurringLine.code, start, end, f"{message(page, line, 0)} It may be each document's own.")
