"""Passages of a page that are in the other script throughout: quotations and parallel texts, not faults."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from zhengwen import data
from zhengwen.page import Page

GAP = 12  # characters that two of one script may stand apart in one passage
FEWEST = 3  # characters of the other script only, before a run of them is a passage


def foreign_passages(page: Page, *, simplified: bool) -> list[tuple[int, int]]:
    """The spans in which only Simplified (or only Traditional) characters stand, none of the other script between."""
    own, other = data.characters("simplified-only"), data.characters("traditional-only")
    if not simplified:
        own, other = other, own
    present = page.characters & own
    if not present:
        return []
    text = page.text
    spans: list[tuple[int, int]] = []
    first = last = -GAP - 1
    count = 0
    for match in re.finditer(f"[{''.join(sorted(present))}]", text):
        at = match.start()
        if at - last > GAP or not other.isdisjoint(text[last + 1 : at]):
            if count >= FEWEST:
                spans.append((first, last + 1))
            first, count = at, 0
        last = at
        count += 1
    if count >= FEWEST:
        spans.append((first, last + 1))
    return spans


def is_inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, which are in order, holds a position."""
    n = bisect_right(spans, (at + 1,)) - 1
    return n >= 0 and at < spans[n][1]
