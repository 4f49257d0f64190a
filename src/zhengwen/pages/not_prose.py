"""Passages of a page that are not prose: source code, markup, data, diffs and drawings made of characters.

A mark, a space or a digit means something else there: a comma parts two fields, a space aligns a column. Filters that
mend sentences ask `is_prose` before they touch a place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.page import Line, Page
from zhengwen.pages.not_prose_lines import DETECTORS, FRAME, MIN_CSV_ROWS, Kind

SIGNS = '\t{}<>|`@+"'  # the cheap question: code and data without one of them are CSV files


class Passage(NamedTuple):
    """A passage in whole lines: `[start, end)` in code points."""

    start: int
    end: int
    kind: Kind


def passages(page: Page) -> tuple[Passage, ...]:
    """The passages that are not prose, in order; ask for them with `page.view(passages)`."""
    if not _may_have_any(page):
        return ()
    lines = page.lines
    kinds: list[Kind | None] = [None] * len(lines)
    for detect in DETECTORS:
        for number, kind in detect(lines):
            kinds[number] = kind
    return tuple(_merged(lines, kinds))


def kind_at(page: Page, position: int) -> Kind | None:
    """What the line that holds `position` is instead of prose; `None` for prose."""
    found = page.view(passages)
    n = bisect_right(found, position, key=lambda passage: passage.start) - 1
    return found[n].kind if n >= 0 and position < found[n].end else None


def is_prose(page: Page, position: int) -> bool:
    """Whether the line that holds `position` is prose, or a cell of a table with tabs, which may hold some."""
    return kind_at(page, position) in (None, Kind.TABLE)


def _may_have_any(page: Page) -> bool:
    signs = page.ascii
    if any(sign in signs for sign in SIGNS) or "};" in signs or signs.count(",") >= 2 * MIN_CSV_ROWS:
        return True
    if "]\n" in signs or "\\end{" in signs:
        return True
    return "://" in signs or ";\n" in signs or ":\n " in signs or FRAME.search(page.text) is not None


def _merged(lines: list[Line], kinds: Sequence[Kind | None]) -> Iterator[Passage]:
    """Neighbouring lines of one kind, with the blank lines among them."""
    start = 0
    while start < len(lines):
        kind, last = kinds[start], start
        if kind is not None:
            for end in range(start + 1, len(lines)):
                if kinds[end] is kind:
                    last = end
                elif lines[end].text.strip():
                    break
            yield Passage(lines[start].start, lines[last].end + 1, kind)
        start = last + 1
