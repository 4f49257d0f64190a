"""The place of a finding with the characters before and after it."""

from __future__ import annotations

from typing import NamedTuple

BEFORE, AFTER = 24, 24  # characters of a line that are shown on either side
MAX_SEEN = 40  # characters of a longer span that are shown


class Excerpt(NamedTuple):
    """What a page has at a finding, and what is before and after it on the same line.

    Attributes:
        before: the characters before the span; begins with `…` if there are more.
        seen: those of the span, which may contain line breaks; at most 40 of them.
        after: those after it; ends with `…` if there are more.
        lines: how many lines the span touches.
    """

    before: str
    seen: str
    after: str
    lines: int = 1

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Excerpt:
        """Cut the surroundings of `[start, end)` out of a text; the cost does not depend on the length of its lines."""
        head = text.rfind("\n", max(0, start - BEFORE), start) + 1 or max(0, start - BEFORE)
        before = text[head:start]
        if head and text[head - 1] != "\n":
            before = f"…{before}"
        seen = text[start : min(end, start + MAX_SEEN)]
        return cls(before, seen, _after(text, start, end), text.count("\n", start, end) + 1)


def _after(text: str, start: int, end: int) -> str:
    """Return what follows the shown part of a span on its line."""
    if end - start > MAX_SEEN:
        return "…"
    if text[start:end].endswith("\n"):
        return ""
    after = text[end : end + AFTER + 1].partition("\n")[0]
    return after if len(after) <= AFTER else f"{after[:AFTER]}…"
