"""The cheap questions that sound pages answer with no."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

PROBE = pattern(r"[^\s，。；：！？、…—·,.;:!?()（）\[\]“”‘’\"'《》〈〉「」『』【】]{8,12}")
LONG_LINE = pattern(r"[^\n]{30}")

# Probes: the first ones next to each other, where a teaser or a cut copy has its like.
CLOSE_PROBES, SPREAD_PROBES = 5, 7
CONTEXT = 10  # characters beside a probe that tell a copy from a formula
# Points: 1 for a probe that stands again, 2 where its context does too; formulas need room to stand again.
MIN_PROBES, MIN_PROBES_OF_SHORT = 4, 2
SHORT_PAGE_CHARS = 1500  # up to which a page has no room for many probes
MAX_PROBE_DISTANCE_CHARS, STRETCH = (
    100,
    0.4,
)  # how far apart the likes of two probes may be: more, the further apart the probes are
SPACED = 0.02  # share of spaces above which one copy may have more of them than the other
BOTH, PART = 5, 0.25  # distinct characters of the lesser script, where a copy may be in it; its part of the other


class Hit(NamedTuple):
    """A probe at `start` that stands again at `again`."""

    start: int
    again: int
    points: int


def may_hold_copies(page: Page) -> bool:
    """The cheap question: do pieces taken here and there stand again further down?"""
    text = page.text
    long_line = LONG_LINE.search(text)
    if long_line is None and len(text) > SHORT_PAGE_CHARS:
        return False
    begin = 0 if long_line is None or len(text) <= SHORT_PAGE_CHARS else long_line.start()
    if text.count(" ") > SPACED * len(text):
        text, begin = "".join(text[begin:].split()), 0
    step = (len(text) - begin) * 2 // 3 // SPREAD_PROBES
    at, hits = begin, list[Hit]()
    enough = MIN_PROBES if len(text) > SHORT_PAGE_CHARS else MIN_PROBES_OF_SHORT
    for number in range(CLOSE_PROBES + SPREAD_PROBES):
        probe = PROBE.search(text, at + (number > 0))
        if probe is None:
            break
        start, end = probe.span()
        again = text.find(probe.group(), end)
        if again >= 0:
            hits.append(Hit(start, again, 1 + _same_context(text, start, end, again)))
            if _points(hits) >= enough:
                return True
        at = end + (CONTEXT if number < CLOSE_PROBES else step)
    return min(page.script) >= max(BOTH, PART * max(page.script))


def _points(hits: list[Hit]) -> int:
    """How much speaks for one copy: the points of all probes that stand again as far down as the last one."""
    last = hits[-1]
    return sum(
        hit.points
        for hit in hits
        if abs((last.again - last.start) - (hit.again - hit.start))
        <= MAX_PROBE_DISTANCE_CHARS + STRETCH * (last.start - hit.start)
    )


def may_hold_teaser(page: Page) -> bool:
    """Whether something breaks off, or calls itself an abstract."""
    if "…" in page.text or "摘要" in page.text:
        return True
    return "..." in page.text or "提要" in page.text


def _same_context(text: str, start: int, end: int, again: int) -> bool:
    after = again + end - start
    return (
        text[end : end + CONTEXT] == text[after : after + CONTEXT]
        or text[max(start - CONTEXT, 0) : start] == text[max(again - CONTEXT, 0) : again]
    )
