"""What is known of the wrong readings of one page, while its lines are looked at one after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Set
from typing import NamedTuple

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._budget import Budget
from zhengwen.filters.encoding._mojibake_pairs import Reading
from zhengwen.filters.encoding._whole_lines import MIN_FAMILIAR_EVIDENCE, known_on_all_lines, whole_lines
from zhengwen.pages.rare_characters import Unusual

SHORT_PAGE = 400  # characters of a page that is tried as a whole wherever it has an odd one


class Passage(NamedTuple):
    """A part of a line around signs, its misread stretches, and whether these are the last word on it."""

    start: int
    end: int
    stretches: list[Stretch]
    reading: Reading | None
    settled: bool


class Known(NamedTuple):
    """What the lines that came back as a whole show: how much speaks for each reading, and where they start."""

    totals: Mapping[Reading, float]
    solved: Set[int]


NOTHING_KNOWN = Known({}, frozenset())


class Garbled:
    """What is known so far.

    Attributes:
        text: the page's text.
        readings: the wrong readings that are thought of.
        budget: what is left of the work that the page may cost.
        totals: how much speaks for each.
        lines: the lines that one of them garbled throughout, by where they start.
        passages: the parts of other lines that the strongest explains, in order.
    """

    def __init__(self, text: str, seen: Unusual, readings: tuple[Reading, ...], budget: Budget, known: Known) -> None:
        self.text = text
        self.readings = readings
        self.budget = budget
        self.totals = {reading: gain for reading, gain in known.totals.items() if reading in readings}
        self.lines: dict[int, Stretch] = {}
        self.passages: list[Passage] = []
        self._seen = seen
        self._tried: Reading | None = None
        self._line = range(0)
        self._solved = known.solved
        self._strongest = self._most_likely()
        if self._strongest:
            self._try(self._strongest)

    @property
    def known(self) -> Reading | None:
        """The reading that whole lines of the page are garbled by."""
        return self._tried if self.lines else None

    def strongest(self) -> Reading | None:
        """The reading that most speaks for, once that is much."""
        return self._strongest

    def _most_likely(self) -> Reading | None:
        best = max(self.totals, key=self.totals.__getitem__, default=None)
        return best if best and self.totals[best] >= MIN_FAMILIAR_EVIDENCE else None

    def add(self, reading: Reading, stretches: list[Stretch]) -> None:
        """Count what speaks for a reading; once it is known, so are the lines that it garbled throughout."""
        self.totals[reading] = self.totals.get(reading, 0.0) + sum(stretch.gain for stretch in stretches)
        self._strongest = self._most_likely()
        if self._strongest and not self._tried:
            self._try(self._strongest)

    def settle(self) -> None:
        """Look at the page as a whole, now that all its lines were looked at."""
        if self.lines or not (self.totals or len(self.text) <= SHORT_PAGE):
            return
        known = known_on_all_lines(self.text, self._seen, self.readings, self.totals)
        if known and known != self._tried:
            self._try(known)

    def is_in_whole_line(self, place: int) -> bool:
        """Whether a place is in a line that was garbled throughout."""
        return bool(self.lines) and self.line_at(place).start in self.lines

    def line_at(self, place: int) -> range:
        """The places of the line that holds a place; the same one is asked for many times in a row."""
        if place not in self._line:
            end = self.text.find("\n", place)
            self._line = range(self.text.rfind("\n", 0, place) + 1, len(self.text) if end < 0 else end)
        return self._line

    def has_settled(self, place: int) -> bool:
        """Whether a place is in a line, or a passage, that what is known explains."""
        at = bisect_right(self.passages, place, key=_start) - 1
        return (at >= 0 and place < self.passages[at].end) or self.is_in_whole_line(place)

    def _try(self, known: Reading) -> None:
        self._tried = known
        lines = whole_lines(self.text, known)
        self.lines = {start: stretch for start, stretch in lines.items() if start not in self._solved}


def _start(passage: Passage) -> int:
    return passage.start
