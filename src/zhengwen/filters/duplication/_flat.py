"""A page without its spaces, line breaks, widths and, where it mixes them, scripts: what copies are compared in."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.lazy import pattern
from zhengwen.page import Page

# One character for one, so that places stay. Half-width letters and figures are too rare to translate every page for.
MARKS = (
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("！", "!"),
    ("？", "?"),
    ("（", "("),
    ("）", ")"),
    ("％", "%"),
    ("．", "."),
)
WIDE = pattern("[\N{FULLWIDTH DIGIT ZERO}-\N{FULLWIDTH LATIN SMALL LETTER Z}]")
CORNERS = (("「", "“"), ("」", "”"), ("『", "‘"), ("』", "’"))
FRAMES = {"【": "】", "[": "]", "〖": "〗"}
SHORTEST_FRAMED = 4  # characters
WIDTH = 0xFEE0  # from a full-width letter to the usual one
MANY = 150  # characters from which on one pass over the text is cheaper than one for each


class Piece(NamedTuple):
    """A run of a page without spaces: `[at, at + length)` of the flat text stands from `start` on in the page."""

    at: int
    start: int
    length: int


class Flat:
    """The flat text of a page, and where its characters stand.

    Attributes:
        text: the flat text.
        unfolded: the same with its own widths and scripts.
        page: the page it was made of.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        parts: list[str] = []
        self._ats: list[int] = []
        self._starts: list[int] = []
        self.line_ats: list[int] = []  # where the lines begin, blank ones left out
        self.lines: list[int] = []  # their numbers in the page
        at = 0
        for number, line in enumerate(page.lines):
            runs = line.text.split()
            if not runs:
                continue
            self.lines.append(number)
            self.line_ats.append(at)
            found = 0
            if runs[0][0] in FRAMES:
                runs = _unframed(line.text, runs)
            for run in runs:
                found = line.text.index(run, found)
                parts.append(run)
                self._ats.append(at)
                self._starts.append(line.start + found)
                found += len(run)
                at += len(run)
        self.unfolded = "".join(parts)
        self.text = _folded(self.unfolded, page)

    def place(self, at: int) -> int:
        """Where character `at` of the flat text stands in the page."""
        number = bisect_right(self._ats, at) - 1
        return self._starts[number] + at - self._ats[number]

    def after(self, at: int) -> int:
        """Where in the page the characters before `at` of the flat text are over."""
        return self.place(at - 1) + 1 if at else 0

    def line(self, index: int) -> str:
        """The text of a line, by its index in `line_ats`."""
        return self.page.lines[self.lines[index]].text

    def rest(self, at: int) -> str:
        """What the line of the character before `at` still has from `at` on."""
        return self.text[at : self.line_span(self.line_of(at - 1))[1]] if at else ""

    def before(self, at: int) -> str:
        """What the line of character `at` has before it."""
        return self.text[self.line_span(self.line_of(at))[0] : at] if at < len(self.text) else ""

    def line_of(self, at: int) -> int:
        """The index in `line_ats` of the line that holds character `at` of the flat text."""
        return bisect_right(self.line_ats, at) - 1

    def line_span(self, index: int) -> tuple[int, int]:
        """The span in the flat text of a line, by its index in `line_ats`."""
        end = self.line_ats[index + 1] if index + 1 < len(self.line_ats) else len(self.text)
        return self.line_ats[index], end


def _unframed(line: str, runs: list[str]) -> list[str]:
    """The runs of a line without the brackets around the whole of it: 【…】, as some views write their titles."""
    whole = line.strip()
    begin, end = whole[0], whole[-1]
    if FRAMES[begin] != end or whole.count(begin) > 1 or whole.count(end) > 1 or len(whole) < SHORTEST_FRAMED:
        return runs
    return whole[1:-1].split() or runs


@cache
def simplified() -> dict[int, str]:
    """The Simplified form of every Traditional character."""
    rows = (row.split("\t") for row in data.read("script-forms.txt").splitlines())
    fold: dict[int, str] = {}
    for form, group in rows:
        for other in group:
            if other != form:
                fold.setdefault(ord(other), form)
    for row in data.read("script-variants.txt").splitlines():
        fold[ord(row[0])] = fold.get(ord(row[1]), row[1])
    return fold


@cache
def foldable() -> frozenset[str]:
    """The characters that have a Simplified form."""
    return frozenset(map(chr, simplified()))


def squeezed(text: str) -> str:
    """A line as it is compared: no spaces, one width."""
    text = "".join(text.split())
    for wide, narrow in MARKS:
        text = text.replace(wide, narrow)
    return text


def _folded(text: str, page: Page) -> str:
    for wide, narrow in MARKS:
        text = text.replace(wide, narrow)
    if WIDE.search(page.distinct):
        text = WIDE.sub(lambda match: chr(ord(match.group()) - WIDTH), text)
    if "「" in page.text and "“" in page.text:
        for corner, quote in CORNERS:
            text = text.replace(corner, quote)
    if page.is_mixed:
        present, fold = page.characters, simplified()
        twins = [one for one in present & foldable() if fold[ord(one)] in present]
        if len(twins) > MANY:
            return text.translate(fold)
        for one in sorted(twins):
            text = text.replace(one, fold[ord(one)])
    return text
