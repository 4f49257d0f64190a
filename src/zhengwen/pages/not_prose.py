"""Passages of a page that are not prose: source code, markup, data, diffs and drawings made of characters.

A mark, a space or a digit means something else there: a comma parts two fields, a space aligns a column. Filters that
mend sentences ask `is_prose` before they touch a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.page import Line, Page
from zhengwen.pages.not_prose_lines import DASH, DETECTORS, FRAME, MIN_CSV_ROWS, STROKE, Kind
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

MIN_PROGRAM_LINES = 3
MIN_PROGRAM_SHARE = 0.5  # of the lines that are not blank, before a page is a program and no text with an example in it
PROGRAM_KINDS = (Kind.CODE, Kind.DATA, Kind.DIFF)
XML = pattern(r"\s*+(?:<\?xml\b|<!DOCTYPE\b(?!\s+html))", re.IGNORECASE)
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
    signs = _signs(page)
    detectors = [one.detect for one in DETECTORS if any(sign in signs for sign in one.signs)]
    lines = page.lines
    kinds: list[Kind | None] = [None] * len(lines)
    for detect in detectors:
        for number, kind in detect(lines):
            kinds[number] = kind
    return tuple(_merged(lines, kinds))


def kind_at(page: Page, position: int) -> Kind | None:
    """What the line that holds `position` is instead of prose; `None` for prose."""
    found = page.view(passages)
    n = bisect_left(found, (position + 1,)) - 1  # the last one that starts at the position or before
    return found[n].kind if n >= 0 and position < found[n].end else None


def is_prose(page: Page, position: int) -> bool:
    """Whether the line that holds `position` is prose, or a cell of a table with tabs, which may hold some."""
    return kind_at(page, position) in (None, Kind.TABLE)


def is_program(page: Page) -> bool:
    """Whether a page as a whole is source code, data, XML or a diff: nothing in it is mended. Ask it by `page.view`.

    HTML is none of them: what stands between its tags is prose.
    """
    if XML.match(page.text):
        return True
    found = [one for one in page.view(passages) if one.kind in PROGRAM_KINDS]
    if not found:
        return False
    lines = sum(not line.text.isspace() and bool(line.text) for line in page.lines)
    inside = sum(bool(line.strip()) for one in found for line in page.text[one.start : one.end].split("\n"))
    return inside >= min(MIN_PROGRAM_LINES, lines) and inside >= MIN_PROGRAM_SHARE * lines


def holds_markup(page: Page) -> bool:
    """Whether lines of a page are markup, whose scripts are programs. Ask it by `page.view`."""
    return any(one.kind is Kind.MARKUP for one in page.view(passages))


def _may_have_any(page: Page) -> bool:
    signs = page.ascii
    if any(sign in signs for sign in SIGNS) or "};" in signs or signs.count(",") >= 2 * MIN_CSV_ROWS:
        return True
    if "]\n" in signs or "\\end{" in signs:
        return True
    return (
        "://" in signs or ";\n" in signs or ":\n " in signs or FRAME.search(page.view(unusual).characters) is not None
    )


def _signs(page: Page) -> str:
    """The ASCII characters of the page, and a dash if it has one or another stroke that frames are drawn with."""
    has_stroke = DASH in page.text or STROKE.search(page.view(unusual).characters) is not None
    return page.ascii + DASH if has_stroke else page.ascii


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
