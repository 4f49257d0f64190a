"""Passages of a page that are in the other script throughout: quotations and parallel texts, not faults."""

from __future__ import annotations

import re
from functools import cache

from zhengwen import data
from zhengwen.page import Page

GAP = 12  # characters that two of one script may stand apart in one passage
FEWEST = 3  # characters of the other script only, before a run of them is a passage


@cache
def _either() -> re.Pattern[str]:
    both = data.characters("simplified-only") | data.characters("traditional-only")
    return re.compile(f"[{''.join(sorted(both))}]")


def foreign_passages(page: Page, *, simplified: bool) -> list[tuple[int, int]]:
    """The spans in which only Simplified (or only Traditional) characters stand, none of the other script between."""
    own = data.characters("simplified-only" if simplified else "traditional-only")
    spans: list[tuple[int, int]] = []
    first, last, count = 0, -GAP, 0
    for match in _either().finditer(page.text):
        at = match.start()
        if page.text[at] not in own:
            if count >= FEWEST:
                spans.append((first, last + 1))
            count = 0
            continue
        if count and at - last > GAP:
            if count >= FEWEST:
                spans.append((first, last + 1))
            count = 0
        if not count:
            first = at
        last, count = at, count + 1
    if count >= FEWEST:
        spans.append((first, last + 1))
    return spans
