"""A page without its spaces, line breaks, widths and, where it mixes them, scripts: what copies are compared in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import compress
from operator import not_

from zhengwen.page import Page
from zhengwen.pages.script_folding import folded

FRAMES = {"【": "】", "[": "]", "〖": "〗"}
SHORTEST_FRAMED = 4  # characters
# Lines of so many characters are not looked into where they stand twice and make up so much of the page.
LONG_LINE, MOSTLY = 40, 0.9


class Flat:
    """The flat text of a page, and where its characters stand.

    Attributes:
        text: the flat text.
        unfolded: the same with its own widths and scripts.
        page: the page it was made of.
        line_ats: where its lines begin, blank ones left out.
        lines: their numbers in the page.
        whole: which of them stand twice as they are, where nearly all of the page does.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        texts: list[str] = []
        self._ats: list[int] = []
        self._starts: list[int] = []
        self.line_ats: list[int] = []
        self.lines: list[int] = []
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
                self._ats.append(at)
                self._starts.append(line.start + found)
                found += len(run)
                at += len(run)
            texts.append("".join(runs))
        self.unfolded = "".join(texts)
        self.whole = _standing_twice(texts, at)
        self.text = folded(self.unfolded, page, "".join(compress(texts, map(not_, self.whole))))

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


def _standing_twice(lines: list[str], size: int) -> list[bool]:
    """Which lines stand exactly twice, if that is nearly all of a text of so many characters; else none.

    Where there is room for a third copy, it may have some of them otherwise.
    """
    twice = {line for line, count in Counter(lines).items() if count == 2 and len(line) >= LONG_LINE}
    if 2 * sum(map(len, twice)) < MOSTLY * size:
        twice.clear()
    return [line in twice for line in lines]


def _unframed(line: str, runs: list[str]) -> list[str]:
    """The runs of a line without the brackets around the whole of it: 【…】, as some views write their titles."""
    whole = line.strip()
    begin, end = whole[0], whole[-1]
    if FRAMES[begin] != end or whole.count(begin) > 1 or whole.count(end) > 1 or len(whole) < SHORTEST_FRAMED:
        return runs
    return whole[1:-1].split() or runs
