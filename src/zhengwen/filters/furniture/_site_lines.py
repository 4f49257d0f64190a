"""Which rows of a page its site has on other pages, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zhengwen.page import Page
from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.rows import Rows
from zhengwen.site_profile import Place, Recurring, Site, key_of_folded
from zhengwen.text.folding import folded_lines
from zhengwen.text.lazy_regex import pattern

WHERE = {Place.HEAD: "at the head", Place.TAIL: "at the end", Place.INSIDE: "in the same block"}
MAX_GAP_ROWS = 2  # rows of the page's own among those at its head or end
MIN_BLOCK_ROWS = 3  # recurring rows that must follow such a gap, and rows of a block inside
MIN_KINDS = 5  # kinds of documents that must have a line before it is the site's
MIN_SHARE_OF_PAGES = 0.8  # share of the pages
OF_DOCUMENTS = frozenset((Kind.DOCUMENT, Kind.BYLINE, Kind.FACT))
# What a document may say on every page of an agency: (此件公开发布), 抄送, 联系人 …
OWN = pattern(r"^[(\[【〔].*[)\]】〕]$|公开|抄送|主送|印发|联系|电话|签发|文件$|[:,、]$")


class SiteLines(NamedTuple):
    """The rows that recur on the site: those that are its own beyond doubt, and the others."""

    certain: dict[int, Recurring]
    doubtful: dict[int, Recurring]


NO_LINES = SiteLines({}, {})


def may_have(page: Page) -> bool:
    """The cheap question: does any line recur on the site?"""
    if page.site is None:
        return False
    known = page.site.keys
    return any(key_of_folded(line) in known for line in folded_lines(page.text))


def read(rows: Rows, cut: Iterable[int], titles: Iterable[int]) -> SiteLines:
    """The rows that recur, beside those that go anyway; the title's stay unless they stand everywhere."""
    site = rows.page.site
    if site is None:
        return NO_LINES
    gone = frozenset(cut)
    known = [key_of_folded(rows.folded_line(row)) for row in range(len(rows))]
    head = _at_edge(range(len(rows)), known, site.at[Place.HEAD], gone)
    tail = _at_edge(range(len(rows) - 1, -1, -1), known, site.at[Place.TAIL], gone)
    found = {**_inside(known, site.at[Place.INSIDE]), **tail, **head}
    # What stands on nearly all pages is the title of none.
    title = {row for row in titles if row not in found or not _is_everywhere(found[row], site)}
    kept = gone | title
    found = {row: line for row, line in found.items() if row not in kept}
    certain = {row: line for row, line in found.items() if _is_certain(rows, row, found, site)}
    if len(certain.keys() | kept) == len(rows):
        certain = {}  # a page of the site's lines alone has no document to free from them
    return SiteLines(certain, {row: line for row, line in found.items() if row not in certain})


def message(page: Page, line: Recurring, more: int) -> str:
    """The message for a line and the `more` lines that follow it."""
    seen = " ".join(line.text.split())
    seen = seen if len(seen) <= 30 else f"{seen[:29]}…"
    others = f" and {more} more" if more else ""
    pages = page.site.pages if page.site else 0
    return f"Site furniture (recurring line): '{seen}'{others} on {line.pages} of {pages} pages, {WHERE[line.place]}."


def _at_edge(
    order: Iterable[int], known: list[str], lines: Mapping[str, Recurring], gone: frozenset[int]
) -> dict[int, Recurring]:
    """The rows at one edge of the page that recur there, with few of the page's own among them."""
    found: dict[int, Recurring] = {}
    waiting: dict[int, Recurring] = {}
    gap = 0
    for row in order:
        if row in gone:
            continue
        line = lines.get(known[row])
        if line is not None:
            waiting[row] = line
            if not gap or len(waiting) >= MIN_BLOCK_ROWS:
                found |= waiting
                waiting, gap = {}, 0
            continue
        gap += 1 + len(waiting)
        waiting = {}
        if gap > MAX_GAP_ROWS:
            break
    return found


def _inside(known: list[str], lines: Mapping[str, Recurring]) -> dict[int, Recurring]:
    found: dict[int, Recurring] = {}
    run: dict[int, Recurring] = {}
    for row, one in enumerate((*known, "")):
        line = lines.get(one)
        if line is not None:
            run[row] = line
            continue
        if len(run) >= MIN_BLOCK_ROWS:
            found |= run
        run = {}
    return found


def _is_certain(rows: Rows, row: int, found: dict[int, Recurring], site: Site) -> bool:
    """Whether documents of many kinds have the line, among others or nearly everywhere, and none as its own."""
    line = found[row]
    together = row - 1 in found or row + 1 in found
    return line.kinds >= MIN_KINDS and (together or _is_everywhere(line, site)) and not _may_be_own(rows, row)


def _may_be_own(rows: Rows, row: int) -> bool:
    """Whether every document of an agency may have such a line of its own."""
    text = rows.folded(row)
    return rows.kind(row) in OF_DOCUMENTS or bool(OWN.search(text)) or ends_like_one(text)


def _is_everywhere(line: Recurring, site: Site) -> bool:
    return line.pages >= MIN_SHARE_OF_PAGES * site.pages
