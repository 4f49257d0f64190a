"""The findings of the copies and teasers on a page."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from zhengwen.filters.duplication._copies import Copy, examined
from zhengwen.filters.duplication._edits import Plan, planned
from zhengwen.filters.duplication._kept import is_repeated_paragraph, message, span_of
from zhengwen.filters.duplication._merge_readings import readings
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._teaser import teasers
from zhengwen.finding import Finding
from zhengwen.page import Page

Spans = list[tuple[int, int]]


def findings(page: Page, *, copied: bool, teased: bool) -> Iterator[Finding]:
    """Find copies where the page may be `copied`, and teasers where it may be `teased`."""
    taken = Taken()
    copied_text: Spans = []
    if copied:
        flat = Flat(page)
        copies, kept = examined(flat)
        for copy in copies:
            plan = planned(flat, copy)
            if not any(map(taken.overlaps, plan.cuts)):
                for cut in plan.cuts:
                    taken.add(cut)
                copied_text.append((flat.place(copy.pair.start), flat.after(copy.pair.copy_end)))
                yield from _of_copy(flat, copy, plan)
        told = Taken()
        for pair in kept:
            span = span_of(flat, pair)
            if not (taken.overlaps(span) or told.overlaps(span) or is_repeated_paragraph(flat, pair)):
                told.add(span)
                yield Finding("D001", *span, message(flat, pair))
    if teased:
        for teaser in teasers(page):
            span = page.block(teaser.first, teaser.last)
            if not _overlaps([span], copied_text):
                yield Finding("D002", *span, f"The text below begins with the same {teaser.size} characters.", "")


def _of_copy(flat: Flat, copy: Copy, plan: Plan) -> Iterator[Finding]:
    said = f"A text of {copy.pair.end - copy.pair.start} characters appears twice; one copy is enough."
    for start, end in plan.cuts:
        yield Finding("D001", start, end, said, "")
    for place, words in plan.additions:
        yield Finding("D001", place, place, "The other copy of this text has a passage more here.", words)
    for reading in readings(flat, copy.pair, second_stays=plan.second_stays):
        told = f"The text has {reading.seen!r} here and its other copy {reading.other!r}."
        yield Finding("D005", reading.start, reading.end, told, reading.replacement)


class Taken:
    """Spans, none overlapping another."""

    def __init__(self) -> None:
        self._spans: Spans = []

    def overlaps(self, span: tuple[int, int]) -> bool:
        """Whether a span overlaps one that was added."""
        at = bisect_left(self._spans, span)
        beside = self._spans[max(at - 1, 0) : at + 1]
        return any(start < span[1] and span[0] < end for start, end in beside)

    def add(self, span: tuple[int, int]) -> None:
        """Add a span that overlaps none of the others."""
        insort(self._spans, span)


def _overlaps(spans: Spans, taken: Spans) -> bool:
    return any(start < right and left < end for start, end in spans for left, right in taken)
