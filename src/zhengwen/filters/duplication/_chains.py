"""Runs of clauses that stand twice in the same order: where copies of a text may be."""

from __future__ import annotations

import re
from typing import NamedTuple

from zhengwen.page import Page

# What stands between spaces and marks, so that neither wrapping nor the width of marks matters.
CLAUSE = re.compile(r"[^\s，。；：！？、…—·,.;:!?()（）\[\]“”‘’\"'《》〈〉「」『』【】]{8,}")
REACH = 12  # clauses that a copy may have lost or changed between two that are the same
OCCURRENCES = 8  # earlier places of one clause that are looked at: formulas stand in hundreds
ACTIVE = 16  # chains followed at a time


class Chain(NamedTuple):
    """Clauses `first` and `copy` (spans of the page, pairwise the same) in order."""

    first: list[tuple[int, int]]
    copy: list[tuple[int, int]]

    @property
    def size(self) -> int:
        """How many characters are the same."""
        return sum(end - start for start, end in self.copy)


class _Growing:
    """A chain while it is being followed, in numbers of clauses."""

    __slots__ = ("firsts", "copies")

    def __init__(self, first: int, copy: int) -> None:
        self.firsts = [first]
        self.copies = [copy]


def has_repeats(page: Page) -> bool:
    """Whether two clauses at least stand twice; the cheap question that sound pages mostly answer with no."""
    clauses = CLAUSE.findall(page.text)
    return len(clauses) - len(set(clauses)) >= 2


def chains(page: Page) -> list[Chain]:
    """The runs of two clauses or more that stand again further down, none overlapping itself."""
    spans = [match.span() for match in CLAUSE.finditer(page.text)]
    keys = [page.text[start:end] for start, end in spans]
    seen: dict[str, list[int]] = {}
    active: list[_Growing] = []
    done: list[_Growing] = []
    for number, key in enumerate(keys):
        earlier = seen.setdefault(key, [])
        if earlier:
            _follow(number, earlier, active, done)
        if len(earlier) < OCCURRENCES:
            earlier.append(number)
    return [
        Chain([spans[n] for n in one.firsts], [spans[n] for n in one.copies])
        for one in (*done, *active)
        if len(one.copies) > 1
    ]


def _follow(number: int, earlier: list[int], active: list[_Growing], done: list[_Growing]) -> None:
    """Lengthen the chain that clause `number` goes on with, or begin one."""
    while active and active[0].copies[-1] < number - REACH:
        done.append(active.pop(0))
    for chain in reversed(active):
        last = chain.firsts[-1]
        place = next((n for n in earlier if last < n <= last + REACH and n < chain.copies[0]), None)
        if place is not None:
            chain.firsts.append(place)
            chain.copies.append(number)
            active.remove(chain)
            active.append(chain)
            return
    if len(active) >= ACTIVE:
        done.append(active.pop(0))
    active.append(_Growing(earlier[0], number))
