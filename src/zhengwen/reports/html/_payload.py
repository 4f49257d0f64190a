"""A page as the scripts of a report read it: its text, what changed, and its findings in both texts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.finding import Finding
from zhengwen.ledger import Kept
from zhengwen.result import Cleaned

BEYOND = re.compile("[\U00010000-\U0010ffff]")
MAX_MESSAGE_CHARS = 600


class Shown(NamedTuple):
    """A finding and how it is shown: `fixed`, `unsafe`, `report` or `rejected`; and the decision on it, if any."""

    finding: Finding
    state: str
    decision: str | None = None


def of_cleaned(name: str, cleaned: Cleaned, decisions: Decisions = NO_DECISIONS) -> dict[str, Any]:
    """Return the payload of a cleaned page.

    Args:
        name: what the page is called.
        cleaned: the page.
        decisions: those with which it was cleaned.
    """
    return payload(name, cleaned.original, cleaned.text, cleaned.kept, list(shown(cleaned, decisions)))


def shown(cleaned: Cleaned, decisions: Decisions) -> Iterator[Shown]:
    """Yield the findings of a page, those that a decision rejected included."""
    contexts: Mapping[Finding, tuple[str, ...]] = cleaned.contexts() if decisions else {}

    def decided(finding: Finding) -> str | None:
        known = (decisions.get(finding.rule, context) for context in contexts.get(finding, ()))
        return next((one.decision for one in known if one is not None), None)

    for finding in cleaned.fixed:
        yield Shown(finding, "fixed", decided(finding))
    for finding in cleaned.open:
        yield Shown(finding, "report" if finding.replacement is None else "unsafe")
    for finding in cleaned.rejected:
        yield Shown(finding, "rejected", "reject")


def payload(name: str, text: str, clean: str, kept: Sequence[Kept], found: Sequence[Shown]) -> dict[str, Any]:
    """Return a page's payload; its positions count UTF-16 units, as JavaScript does."""
    before, after = Units(text), Units(clean)
    exact = _adjacent(kept, clean, [one.finding for one in found if one.state == "fixed"])
    rows = []
    for (rule, start, end, message, replacement, _), state, decision in sorted(
        found, key=lambda one: (one.finding.start, one.finding.end, one.finding.rule)
    ):
        at = exact.get((rule, start, end)) or _in_clean(kept, start, end)
        row = {
            "rule": rule,
            "start": before(start),
            "end": before(end),
            "message": message[:MAX_MESSAGE_CHARS],
            "replacement": replacement,
            "state": state,
            "decision": decision,
            "at": [after(at[0]), after(at[1])],
        }
        rows.append(row)
    gaps = [[before(start), before(end), clean[first:last]] for start, end, first, last in _gaps(kept)]
    return {"name": name, "text": text, "gaps": gaps, "findings": rows}


class Units:
    """Positions in code points as positions in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._beyond = [found.start() for found in BEYOND.finditer(text)]

    def __call__(self, position: int) -> int:
        return position + bisect_left(self._beyond, position)


def _gaps(kept: Sequence[Kept]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what is not the same in both texts: its start and end in the input, and in the clean text."""
    for one, other in pairwise(kept):
        start, first = one.before + one.length, one.after + one.length
        if (start, first) != (other.before, other.after):
            yield start, other.before, first, other.after


def _adjacent(
    kept: Sequence[Kept], clean: str, fixed: Sequence[Finding]
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Return where in the clean text the fixes stand that follow one another without a character between them."""
    ordered = sorted(fixed, key=lambda one: (one.start, one.end))
    starts = [one.start for one in ordered]
    found: dict[tuple[str, int, int], tuple[int, int]] = {}
    for start, end, first, last in _gaps(kept):
        inside = ordered[bisect_left(starts, start) : bisect_right(starts, end)]
        texts = [one.replacement or "" for one in inside]
        meets = all(one.end == other.start for one, other in pairwise(inside))
        if len(inside) < 2 or not meets or inside[-1].end != end or "".join(texts) != clean[first:last]:
            continue
        for one, made in zip(inside, texts, strict=True):
            found[one.rule, one.start, one.end] = first, first + len(made)
            first += len(made)
    return found


def _in_clean(kept: Sequence[Kept], start: int, end: int) -> tuple[int, int]:
    """Return where a span of the input, or what became of it, stands in the clean text."""
    at = bisect_right(kept, start, key=lambda run: run.before) - 1
    if start == end:  # an insertion, or a place between two characters
        while at > 0 and kept[at].before == start:
            at -= 1
        one = kept[at]
        if start < one.before + one.length:
            return one.after + start - one.before, one.after + start - one.before
        return one.after + one.length, kept[at + 1].after if at + 1 < len(kept) else one.after + one.length
    one = kept[at]
    first = one.after + min(start - one.before, one.length)
    at = bisect_left(kept, end, key=lambda run: run.before) - 1
    one = kept[at]
    if end <= one.before + one.length:
        return first, max(first, one.after + end - one.before)
    return first, max(first, kept[at + 1].after if at + 1 < len(kept) else one.after + one.length)
