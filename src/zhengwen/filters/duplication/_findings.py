"""The findings of the copies and teasers on a page."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.duplication._copies import Copy, copies
from zhengwen.filters.duplication._edits import Plan, planned
from zhengwen.filters.duplication._merge_readings import readings
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._teaser import teasers
from zhengwen.finding import Finding
from zhengwen.page import Page

Spans = list[tuple[int, int]]


def findings(page: Page, *, copied: bool, teased: bool) -> Iterator[Finding]:
    """Find copies where the page may be `copied`, and teasers where it may be `teased`."""
    taken: Spans = []
    copied_text: Spans = []
    if copied:
        flat = Flat(page)
        for copy in copies(flat):
            plan = planned(flat, copy)
            if not _overlaps(plan.cuts, taken):
                taken += plan.cuts
                copied_text.append((flat.place(copy.pair.start), flat.after(copy.pair.until)))
                yield from _of_copy(flat, copy, plan)
    if teased:
        for teaser in teasers(page):
            span = page.block(teaser.first, teaser.last)
            if not _overlaps([span], copied_text):
                yield Finding("D002", *span, f"The text below begins with the same {teaser.size} characters.", "")


def _of_copy(flat: Flat, copy: Copy, plan: Plan) -> Iterator[Finding]:
    message = f"A text of {copy.pair.end - copy.pair.start} characters stands twice; one copy is enough."
    for start, end in plan.cuts:
        yield Finding("D001", start, end, message, "")
    for place, words in plan.additions:
        yield Finding("D001", place, place, "The other copy of this text has a passage more here.", words)
    for reading in readings(flat, copy.pair, second_stays=plan.second_stays):
        told = f"The text has {reading.seen!r} here and its other copy {reading.other!r}."
        yield Finding("D005", reading.start, reading.end, told, reading.replacement)


def _overlaps(spans: Spans, taken: Spans) -> bool:
    return any(start < right and left < end for start, end in spans for left, right in taken)
