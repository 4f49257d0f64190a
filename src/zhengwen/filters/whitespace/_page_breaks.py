"""Where the pages of a PDF or Word file end: page numbers on lines of their own, with running heads beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.filters.whitespace._line_width import BREAK, TOLERANCE, columns, wrapping
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

# The figure first: what stands before it on the line is looked at afterwards.
PAGE_NUMBER = pattern(
    r"""
    ^ [ \t\u3000]* (?P<before>[-—–－─·•~]{1,2}[ ]?|第[ ]?|[Pp]age[ ]|) (?P<number>[0-9]{1,5})  # - 5, 第 5, Page 5
    # 5页, 5 -, 5/12, 5 of 12
    (?P<after>[ ]?[页頁]|[ ]?[-—–－─·•~]{1,2}|) (?:[ ]?(?:/|共|of)[ ]?[0-9]{1,5}[ ]?[页頁]?)? [ \t\u3000]* $
    """,
    re.VERBOSE | re.MULTILINE,
)
# How the line of a page number begins; a pattern that begins with a plain character is far quicker than one with ^.
BEGINNING = pattern(r"\n[ \t\u3000]*+(?:[-—–－─·•~]{1,2}[ ]?|第[ ]?|[Pp]age[ ]|)[0-9]")
FIGURES = pattern(r"[0-9]+")
MIN_PAGE_CHARS = 200  # between two page numbers; numbers of a list stand closer
MAX_HEAD_CHARS = 40  # of a running head
MIN_PAGES = 2  # with numbers in order, before a line with a figure is a page number
STOPS = "。！？；：.!?;:"


class PageBreak(NamedTuple):
    """A page number and, where one stands beside it, the running head; spans of whole lines without their breaks."""

    number: tuple[int, int]
    head: tuple[int, int] | None
    above: tuple[int, int]  # the last line of the text before, and
    below: tuple[int, int]  # the first line after
    is_series: bool  # one of several pages with numbers in order
    cuts_sentence: bool

    @property
    def start(self) -> int:
        """Where the first of its lines starts."""
        return min(self.number[0], self.head[0]) if self.head else self.number[0]

    @property
    def end(self) -> int:
        """Where the last of its lines ends."""
        return max(self.number[1], self.head[1]) if self.head else self.number[1]


def page_breaks(page: Page) -> tuple[PageBreak, ...]:
    """The places that look like the end of a page, in order; ask for them with `page.view(page_breaks)`."""
    found = _page_numbers(page) if page.text.count("\n") > 1 else []
    if not found:
        return ()
    series = _in_series(found)
    heads = _running_heads(page, [match for match in found if match in series])
    width = page.view(wrapping)
    wrapped, sure = width is not None, width is not None and width.sure

    def counts(match: re.Match[str]) -> bool:
        """Whether a figure is a page number: a bare one only where lines are wrapped, and then in doubt with a head."""
        return bool(match["before"] or match["after"]) or sure or (wrapped and _has_head(page, match, heads))

    counted = [match for match in found if counts(match)]
    crowded = _crowded(found)
    counted = [match for match in counted if match in series or match not in crowded]
    least = 0 if width is None else width.columns - TOLERANCE
    return tuple(_page_break(page, match, match in series, heads, least) for match in counted)


def _page_numbers(page: Page) -> list[re.Match[str]]:
    text = page.text
    starts = (0, *(beginning.start() + 1 for beginning in BEGINNING.finditer(text)))
    return [found for start in starts if (found := PAGE_NUMBER.match(text, start))]


def _in_series(found: Sequence[re.Match[str]]) -> set[re.Match[str]]:
    """The page numbers of which the next or the last one is written alike, a page away and one more or less."""
    last: dict[tuple[str, str], re.Match[str]] = {}
    series: set[re.Match[str]] = set()
    for match in found:
        form = match["before"].strip(), match["after"].strip()
        earlier = last.get(form)
        if earlier and match.start() - earlier.end() < MIN_PAGE_CHARS:
            continue
        if earlier and int(match["number"]) == int(earlier["number"]) + 1:
            series |= {earlier, match}
        last[form] = match
    return series


def _crowded(found: Sequence[re.Match[str]]) -> set[re.Match[str]]:
    """The numbers with another written alike closer than a page, as in a list or the choices of a menu."""
    last: dict[tuple[str, str], re.Match[str]] = {}
    crowded: set[re.Match[str]] = set()
    for match in found:
        form = match["before"].strip(), match["after"].strip()
        earlier = last.get(form)
        if earlier and match.start() - earlier.end() < MIN_PAGE_CHARS:
            crowded |= {earlier, match}
        last[form] = match
    return crowded


def _running_heads(page: Page, found: Sequence[re.Match[str]]) -> frozenset[str]:
    """The lines, less their figures, that stand beside two page numbers or more."""
    count: Counter[str] = Counter()
    for match in found:
        number = page.line_at(match.start())
        count.update({_form(page, at) for at in _beside(page, number)})
    return frozenset(form for form, times in count.items() if times >= MIN_PAGES and form)


def _has_head(page: Page, match: re.Match[str], heads: frozenset[str]) -> bool:
    return any(_form(page, at) in heads for at in _beside(page, page.line_at(match.start())))


def _beside(page: Page, number: int) -> Iterator[int]:
    """The lines next to a page number, one blank line apart at most."""
    lines = page.line_texts
    for step in (-1, 1):
        at = number + step
        if 0 <= at < len(lines) and not lines[at].strip():
            at += step
        if 0 <= at < len(lines) and lines[at].strip():
            yield at


def _form(page: Page, number: int) -> str:
    line = page.line_texts[number].strip()
    if len(line) > MAX_HEAD_CHARS or line[-1:] in tuple(STOPS) or not any(one.isalpha() for one in line):
        return ""
    return FIGURES.sub("0", "".join(line.split()))


def _page_break(page: Page, match: re.Match[str], is_series: bool, heads: frozenset[str], least: int) -> PageBreak:
    """What stands there; a sentence goes on where the line before is `least` columns wide and ends without a stop."""
    number = page.line_at(match.start())
    head = next((at for at in _beside(page, number) if _form(page, at) in heads), None)
    first, last = (number, number) if head is None else (min(number, head), max(number, head))
    above, below = _text_line(page, first, -1), _text_line(page, last, 1)
    text = page.text
    around = f"{text[above[1] - 2 : above[1]].rstrip()}\n{text[below[0] : below[0] + 8].lstrip()}"
    cuts = BREAK.search(around) is not None and columns(text[slice(*above)]) >= least
    spans = page.lines
    return PageBreak(spans[number][:2], None if head is None else spans[head][:2], above, below, is_series, cuts)


def _text_line(page: Page, number: int, step: int) -> tuple[int, int]:
    """The next line that is not blank, and where its words start and end; where there is none, an empty span."""
    at = number + step
    while 0 <= at < len(page.lines):
        line = page.lines[at]
        if line.text.strip():
            return line.start, line.start + len(line.text.rstrip())
        at += step
    edge = 0 if step < 0 else len(page.text)
    return edge, edge
