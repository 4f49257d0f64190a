"""Passages of a page that are in the other script throughout: quotations and parallel texts, not faults."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain, islice

from zhengwen import data
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_search import places
from zhengwen.text.lazy_regex import pattern

GAP = 12  # characters that two of one script may stand apart in one passage
# What holds kana between marks that end or quote a sentence: its ideographs are Japanese, and have forms of their own.
KANA = pattern("[ぁ-ゖァ-ヺー]")
PASSAGE_ENDS = "\n。！？“”‘’「」『』"
PASSAGE_END = pattern(f"[{PASSAGE_ENDS}]")
MIN_FOREIGN_CHARS = 3  # characters of the other script only, before a run of them is a passage
# Particles that end clauses in classical Chinese, and what begins its speeches; laws and minutes have none of them.
CLASSICAL = pattern("[也矣焉哉乎歟耶兮](?=[，。；！？、：」』])|[曰云](?=[：「])")
MODERN = pattern("[的了們這嗎呢啦吧很]|就是|可以")
FEWEST_PARTICLES = 2  # on the page, in paragraphs without a modern word


def foreign_passages(page: Page, *, simplified: bool) -> list[tuple[int, int]]:
    """The spans in which only Simplified (or only Traditional) characters stand, or Japanese."""
    kana = KANA.search(page.view(unusual).characters)
    return _joined([*_of_one_script(page, simplified=simplified), *(japanese(page.text) if kana else ())])


def japanese(text: str) -> list[tuple[int, int]]:
    """The spans between marks that end or quote a sentence, where they hold kana."""
    if not KANA.search(text):
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    while found := KANA.search(text, at):
        start = max(text.rfind(mark, at, found.start()) for mark in PASSAGE_ENDS) + 1
        end = PASSAGE_END.search(text, found.end())
        at = end.start() if end else len(text)
        spans.append((max(start, spans[-1][1] if spans else 0), at))
    return spans


def classical(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a page that quotes the classics, which have forms of their own: 知止而后有定, 會于此."""
    if sum(1 for _ in islice(CLASSICAL.finditer(text), FEWEST_PARTICLES)) < FEWEST_PARTICLES:
        return []
    found: list[tuple[int, int]] = []
    particles = start = 0
    for line in text.splitlines(keepends=True):
        if not MODERN.search(line):
            particles += len(CLASSICAL.findall(line))
            found.append((start, start + len(line)))
        start += len(line)
    return found if particles >= FEWEST_PARTICLES else []


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _of_one_script(page: Page, *, simplified: bool) -> list[tuple[int, int]]:
    scripts = ("simplified", "traditional") if simplified else ("traditional", "simplified")
    present = page.only_in(scripts[0])
    if not present:
        return []
    text, other = page.text, data.characters(f"script/{scripts[1]}-only")
    spans: list[tuple[int, int]] = []
    first = last = -GAP - 1
    count = 0
    for at in sorted(chain.from_iterable(places(text, one) for one in present)):
        if at - last > GAP or not other.isdisjoint(text[last + 1 : at]):
            if count >= MIN_FOREIGN_CHARS:
                spans.append((first, last + 1))
            first, count = at, 0
        last = at
        count += 1
    if count >= MIN_FOREIGN_CHARS:
        spans.append((first, last + 1))
    return spans


def is_inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, which are in order, holds a position."""
    n = bisect_right(spans, (at + 1,)) - 1
    return n >= 0 and at < spans[n][1]
