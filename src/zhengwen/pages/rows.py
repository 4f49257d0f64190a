"""The lines of a page that are not blank, with their kinds: what the furniture filters look at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

from zhengwen.page import Page
from zhengwen.pages.line_kinds import Kind, kind_of, kind_of_folded
from zhengwen.pages.line_patterns import CROSSES, HOME, TITLE, byline_tools
from zhengwen.pages.vocabulary import words
from zhengwen.text.folding import fold, folded_lines, unfold
from zhengwen.text.lazy_regex import pattern

DECORATION = " \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{BYTE ORDER MARK}【[(（|·>:：*※•◆■●-+"
START_CHARS = 2
# Above the body: of 64 real articles below their menus 59 begin among these rows, and 24 of 29 bylines stand there.
MAX_MASTHEAD_ROWS = 60
CRUMB_MARKS = frozenset((">", ">>", "»", "›", "/", "＞"))
MAX_CRUMB_CHARS = 20
SPOKEN = (
    "您",
    "本",
    "凡",
    "未经",
    "未經",
    "建议",
    "建議",
    "打开",
    "打開",
    "如需",
    "版权",
    "版權",
    "Copy",
    "请",
    "請",
)  # sentences of sites
SENTENCE = pattern(r"[。；]|[:;,，、]$")
# Lines at either end that are read whole when no line begins like furniture.
FIRST_LINES, LAST_LINES = 3, 3


@cache
def starts() -> frozenset[str]:
    """How lines of furniture begin: the first two characters of what is written on buttons, crumbs and footers."""
    listed = words("buttons", "accessibility", "list-heads", "site-labels", "site-pages", "line-starts")
    return frozenset(one[:START_CHARS] for one in listed if len(one) >= START_CHARS) | CROSSES


class Rows:
    """The lines of a page that are not blank, numbered from 0."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines = [number for number, line in enumerate(page.lines) if line.text and not line.text.isspace()]
        self._kinds: dict[int, Kind] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, row: int) -> str:
        """The line, as it stands; empty outside the page."""
        return self.page.lines[self.lines[row]].text if 0 <= row < len(self.lines) else ""

    def folded(self, row: int) -> str:
        """The line folded, without blanks around it."""
        return self.folded_line(row).strip()

    def folded_line(self, row: int) -> str:
        """The line folded, as it stands; empty outside the page."""
        return self._folded[self.lines[row]] if 0 <= row < len(self.lines) else ""

    @cached_property
    def _folded(self) -> Sequence[str]:
        return folded_lines(self.page.text)

    def kind(self, row: int) -> Kind:
        """The kind of the line, judged by itself; a row outside the page is blank."""
        if not 0 <= row < len(self.lines):
            return Kind.BLANK
        if row in self.split_crumbs:
            return Kind.CRUMBS
        if row not in self._kinds:
            text = self.folded_line(row)
            self._kinds[row] = kind_of_folded(text.strip()) if len(text) <= 500 else Kind.DOCUMENT
            if self._kinds[row] is Kind.WEATHER:
                self._kinds[row] = Kind.OTHER if self._is_in_a_forecast(row) else Kind.MENU
        return self._kinds[row]

    @cached_property
    def split_crumbs(self) -> frozenset[int]:
        """The rows of breadcrumbs one entry a line: 首页, a mark, an entry, and so on; a title at their end is none."""
        found: set[int] = set()
        marks = {row for row in range(min(len(self), MAX_MASTHEAD_ROWS)) if self.text(row).strip() in CRUMB_MARKS}
        for row in sorted(marks):
            if not HOME.fullmatch(self.folded(row - 1)):
                continue
            last = row - 1
            while last + 1 in marks and 0 < len(self.folded(last + 2)) <= MAX_CRUMB_CHARS:
                last += 2
            found.update(range(row - 1, last if self._ends_in_the_title(last) else last + 1))
        return frozenset(found)

    def _ends_in_the_title(self, row: int) -> bool:
        """Whether the last entry of breadcrumbs is the title: it reads like one, and the byline stands right below."""
        if not TITLE.search(self.folded(row)) or kind_of(self.text(row)) is Kind.MENU:
            return False
        return kind_of(self.text(row + 1)) is Kind.BYLINE

    def _is_in_a_forecast(self, row: int) -> bool:
        """Whether the row above or below tells of weather, too: a site tells of one place and day."""
        return any(kind_of(self.text(beside)) is Kind.WEATHER for beside in (row - 1, row + 1))

    def is_sentence(self, row: int) -> bool:
        """Whether the line is a sentence or announces one, beyond doubt."""
        text = self.folded(row)
        return len(text) > 100 or SENTENCE.search(text) is not None

    @cached_property
    def suspects(self) -> list[int]:
        """The rows that begin like furniture."""
        begun = starts()
        heads = fold("\n".join(self.text(row)[:40].lstrip(DECORATION)[:START_CHARS] for row in range(len(self.lines))))
        return [row for row, head in enumerate(heads.split("\n")) if head.rstrip() in begun]


def may_have_furniture(page: Page) -> bool:
    """The cheap question: is any line that begins like furniture some, or do the last ones read like it?"""
    lines = page.line_texts
    begun = _raw_starts()
    first = _raw_firsts()
    suspects = [line for line in lines if line[:1] in first and line[:20].lstrip(DECORATION)[:START_CHARS] in begun]
    first_lines = [line for line in lines[:8] if line and not line.isspace()][:FIRST_LINES]
    last_lines = [line for line in lines[-8:] if line and not line.isspace()][-LAST_LINES:]
    return any(_may_be_furniture(line) for line in (*suspects, *first_lines, *last_lines))


def _may_be_furniture(line: str) -> bool:
    if len(line) > 300 or (len(line) > 12 and line.rstrip()[-1] in "。；" and not line.lstrip().startswith(SPOKEN)):
        return False
    kind = kind_of(line)
    if kind is Kind.BYLINE:
        return any(byline_tools(fold(line)))
    return kind not in (Kind.DOCUMENT, Kind.OTHER)


@cache
def _raw_starts() -> frozenset[str]:
    """How lines of furniture begin, as it may be written."""
    return frozenset(written for start in starts() for written in unfold(start))


@cache
def _raw_firsts() -> frozenset[str]:
    """The first characters of such lines, or of what may stand before them."""
    return frozenset(start[0] for start in _raw_starts()).union(DECORATION)
