"""Which lines of a page belong to the site: read once a page, from both ends inward, then between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from zhengwen.filters.furniture import (
    _above_document,
    _below_document,
    _box_of_document,
    _by_model,
    _certainty,
    _inside_document,
    _site_lines,
)
from zhengwen.filters.furniture._certainty import Certainty
from zhengwen.finding import Finding
from zhengwen.page import Page
from zhengwen.pages import line_patterns as words
from zhengwen.pages import masthead
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.not_prose import kind_at, passages
from zhengwen.pages.not_prose_lines import Kind as NotProse
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS, Rows, may_have_furniture

CODES = {
    Kind.CRUMBS: "F001",
    Kind.TOOLS: "F002",
    Kind.WEAK_TOOLS: "F002",
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
    Kind.RECURRING: "F012",
    Kind.UNNAMED: "F013",
}


# Sites draw lines between the entries of menus.
LOOSE = frozenset((None, NotProse.TABLE, NotProse.DRAWING))


SOURCE_SHARE = 0.25  # of a text; tags that a site leaves behind are a line or two


class Furniture(NamedTuple):
    """Which rows go, each with the kind it goes as."""

    rows: Rows
    cut: dict[int, Kind]
    site: _site_lines.SiteLines
    certainty: dict[int, Certainty]
    by_model: Set[int]  # those that only the page model finds


def read(page: Page) -> Furniture | None:
    """The rows of a page that belong to its site; `None` when nothing looks like it."""
    if not may_have_furniture(page) and not _site_lines.may_have(page):
        return None
    if page.markup is None and page.view(_is_source):
        return None
    rows = Rows(page)
    heading = masthead.find(rows)
    cut = _above_document.read(rows, heading)
    cut |= _below_document.read(rows, _after(cut))
    cut |= _inside_document.read(rows, cut, heading)
    cut |= _inside_document.frames(rows, cut)
    if len(cut) == len(rows) and set(cut.values()) == {Kind.CROSS}:
        cut = {}  # a page of an x alone is no window that was closed
    by_model = _by_model.read(page, rows, cut.keys()) if cut or _by_model.has_a_site(rows) else {}
    by_model = {row: kind for row, kind in by_model.items() if row not in cut}
    cut = _box_of_document.spare(rows, cut | by_model)
    if not _loose(rows).issuperset(kind for _, _, kind in page.view(passages)):
        cut = {row: kind for row, kind in cut.items() if _is_line_of_a_site(rows, row)}
    site = _site_lines.read(rows, cut, heading.title)
    cut |= dict.fromkeys(site.certain, Kind.RECURRING)
    return Furniture(rows, cut, site, _certainty.judge(rows, cut), by_model.keys())


def _is_line_of_a_site(rows: Rows, row: int) -> bool:
    """Whether a line is not in source code, data or a diff, which a document shows whole."""
    return kind_at(rows.page, rows.page.lines[rows.lines[row]].start) in _loose(rows)


def _loose(rows: Rows) -> frozenset[NotProse | None]:
    """What furniture may stand in: a text holds tags that its site left behind, and a browser shows none but quoted."""
    return LOOSE if rows.page.markup is not None else LOOSE | {NotProse.MARKUP}


def _is_source(page: Page) -> bool:
    """Whether much of a text is tags, so that it is the source of a page and no page."""
    tagged = sum(end - start for start, end, kind in page.view(passages) if kind is NotProse.MARKUP)
    return tagged >= SOURCE_SHARE * len(page.text)


def findings(page: Page, code: str) -> Iterator[Finding]:
    """The findings of one rule: one for each run of lines that go together."""
    return iter(page.view(_by_code).get(code, ()))


def _by_code(page: Page) -> dict[str, list[Finding]]:
    furniture = page.view(read)
    if furniture is None:
        return {}
    rows, cut, site, certainty, by_model = furniture
    found: dict[str, list[Finding]] = {CODES[Kind.TOOLS]: list(_buttons_in_bylines(rows))}
    for stretch in _runs(cut, lambda row: certainty[row]):
        rows_of_it = range(stretch[0], stretch[1] + 1)
        for first, last in _runs(rows_of_it, lambda row: CODES[cut[row]]):
            code = CODES[cut[first]]
            start, end = _span(rows, first, last, stretch)
            known = site.certain.get(first)
            message = (
                _site_lines.message(page, known, last - first) if known else _message(rows, first, last, cut[first])
            )
            if first in by_model:
                message += _by_model.reasons(page, first)
            found.setdefault(code, []).append(_finding(code, (start, end), message, certainty[first]))
    return found


def _buttons_in_bylines(rows: Rows) -> Iterator[Finding]:
    """Buttons that stand on the line of the byline."""
    for row in range(min(len(rows), MAX_MASTHEAD_ROWS)):
        if rows.kind(row) is not Kind.BYLINE:
            continue
        line = rows.page.lines[rows.lines[row]]
        for found in words.byline_tools(rows.folded_line(row)):
            start, end = line.start + found.start(), line.start + found.end()
            message = f"Site furniture (buttons in the byline): '{found.group().strip()[:30]}'."
            yield Finding(CODES[Kind.TOOLS], start, end, message, " " if found.end() < len(line.text.rstrip()) else "")


def _after(cut: dict[int, Kind]) -> int:
    return max(cut, default=-1) + 1


def _finding(code: str, span: tuple[int, int], message: str, certainty: Certainty) -> Finding:
    if certainty is Certainty.REPORTED:
        return Finding(code, *span, f"{message} It stays, because the page has nothing else.")
    if certainty is Certainty.OFFERED:
        return Finding(code, *span, f"{message} It may be the document's.", "", safe=False)
    return Finding(code, *span, message, "")


def _runs(cut: Iterable[int], alike: Callable[[int], object]) -> Iterator[tuple[int, int]]:
    """Runs of rows that follow each other and are alike."""
    chosen = sorted(cut)
    first = 0
    for place, row in enumerate(chosen):
        after = chosen[place + 1] if place + 1 < len(chosen) else -1
        if after != row + 1 or alike(after) != alike(row):
            yield chosen[first], row
            first = place + 1


def _span(rows: Rows, first: int, last: int, stretch: tuple[int, int]) -> tuple[int, int]:
    """The span of a run within a stretch of rows that go; any of its runs may go without the others."""
    page = rows.page
    if stretch[1] + 1 == len(rows) and stretch[0]:
        # At the end of the page each run takes the line break before it along, so that the last line keeps its own.
        end = page.lines[rows.lines[last]].end
        if last == stretch[1]:
            end = max(end, len(page.text) - page.text.endswith("\n"))
        return page.lines[rows.lines[first - 1]].end, end
    start, end = page.block(rows.lines[stretch[0]], rows.lines[stretch[1]])
    start = start if first == stretch[0] else page.lines[rows.lines[first]].start
    return start, end if last == stretch[1] else page.lines[rows.lines[last + 1]].start


def _message(rows: Rows, first: int, last: int, kind: Kind) -> str:
    seen = re.sub(r"\s+", " ", rows.text(first)).strip()
    seen = seen if len(seen) <= 30 else f"{seen[:29]}…"
    more = f" and {last - first} more lines" if last - first > 1 else " and one more line" if last > first else ""
    return f"Site furniture ({kind.value}): '{seen}'{more}."
