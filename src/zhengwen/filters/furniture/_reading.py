"""Which lines of a page belong to the site: read once a page, from both ends inward, then between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.filters.furniture import _head, _tail, _within
from zhengwen.filters.furniture._kinds import Kind
from zhengwen.filters.furniture._rows import Rows, may_have_furniture
from zhengwen.finding import Finding
from zhengwen.page import Page

CODES = {
    Kind.CRUMBS: "F001",
    Kind.TOOLS: "F002",
    Kind.SHY_TOOLS: "F002",
    Kind.SITE: "F003",
    Kind.HOST: "F003",
    Kind.CONTACT: "F003",
    Kind.SITE_PAGES: "F003",
    Kind.MENU: "F004",
    Kind.URL: "F004",
    Kind.NEIGHBOUR: "F005",
    Kind.LIST: "F005",
    Kind.QR: "F006",
    Kind.ACCESS: "F007",
    Kind.DIALOG: "F008",
    Kind.CROSS: "F009",
    Kind.BYLINE: "F011",
    Kind.CREDIT: "F011",
}


class Furniture(NamedTuple):
    """Which rows go, each with the kind it goes as."""

    rows: Rows
    cut: dict[int, Kind]


def read(page: Page) -> Furniture | None:
    """The rows of a page that belong to its site; `None` when nothing looks like it."""
    if not may_have_furniture(page):
        return None
    rows = Rows(page)
    cut = _head.read(rows)
    cut |= _tail.read(rows, _after(cut))
    cut |= _within.read(rows, cut)
    return Furniture(rows, cut)


def findings(page: Page, code: str) -> Iterator[Finding]:
    """The findings of one rule: one for each run of lines that go together."""
    furniture = page.view(read)
    if furniture is None:
        return
    rows, cut = furniture
    for first, last in _runs(sorted(row for row, kind in cut.items() if CODES[kind] == code), cut):
        start, end = _span(rows, first, last, cut)
        yield Finding(code, start, end, _message(rows, first, last, cut[first]), "")


def _after(cut: dict[int, Kind]) -> int:
    return max(cut, default=-1) + 1


def _runs(chosen: list[int], cut: dict[int, Kind]) -> Iterator[tuple[int, int]]:
    """Runs of rows that follow each other."""
    for row in chosen:
        if row - 1 in cut and CODES[cut[row - 1]] == CODES[cut[row]]:
            continue
        last = row
        while last + 1 in cut and CODES[cut[last + 1]] == CODES[cut[row]]:
            last += 1
        yield row, last


def _span(rows: Rows, first: int, last: int, cut: dict[int, Kind]) -> tuple[int, int]:
    """The span that takes the rows out; with what follows gone too, the blank lines before them go as well."""
    page = rows.page
    start, end = page.block(rows.lines[first], rows.lines[last])
    if first - 1 in cut:
        start = min(start, page.lines[rows.lines[first - 1]].end + 1)
        start = max(start, page.block(rows.lines[first - 1], rows.lines[first - 1])[1])
    if not all(row in cut for row in range(last + 1, len(rows))):
        return start, end
    end = len(page.text) if last + 1 == len(rows) else page.lines[rows.lines[last + 1]].start
    before = first - 1
    if before >= 0 and before not in cut:
        start = page.lines[rows.lines[before]].end
        start += page.text.endswith("\n")
    return start, end


def _message(rows: Rows, first: int, last: int, kind: Kind) -> str:
    seen = re.sub(r"\s+", " ", rows.text(first)).strip()
    seen = seen if len(seen) <= 30 else f"{seen[:29]}…"
    more = f" and {last - first} more lines" if last - first > 1 else " and one more line" if last > first else ""
    return f"'{seen}'{more}: {kind.value}, which belongs to the site and not to the document"
