"""The clauses of a page that stood before: what chains of copies are made of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from zhengwen.filters.duplication._equal import equal_after
from zhengwen.filters.duplication._normalized_text import Flat

# Clauses are what stands between marks (flat text has no spaces), so that neither wrapping nor their width matters.
MARKS = "，。；：！？、…—·,.;:!?()（）[]“”‘’\"'《》〈〉「」『』【】"
MIN_CLAUSE_CHARS = 6  # characters of a clause
MAX_REPEATS = 12  # a clause that stands more often is a formula, and no anchor, unless
MIN_SHARE_OF_REPEATED = 0.5  # such clauses are so much of a page: a text that stands many times


class Repeat(NamedTuple):
    """A stretch of clauses that begins at `start` of the flat text, and where it stood before."""

    start: int
    length: int
    earlier: Sequence[int]


def repeats(flat: Flat) -> Iterator[Repeat]:
    """The clauses that stood before; of those that stand twice, all at once that go on as they did there."""
    clauses = _Clauses(flat)
    texts, place = clauses.texts, clauses.place
    firsts = dict(zip(reversed(texts), range(len(texts) - 1, -1, -1), strict=True))
    counts = Counter(texts)
    many = _is_many_copies(counts, len(flat.text))  # each of which is compared with the first one alone
    most = len(texts) if many else MAX_REPEATS
    anchors = {text for text, count in counts.items() if 1 < count <= most and len(text) >= MIN_CLAUSE_CHARS}
    again = [number for number, text in enumerate(texts) if text in anchors and firsts[text] != number]
    often = [] if many else [at for at, number in enumerate(again) if counts[texts[number]] > 2]
    seen: dict[str, list[int]] = {}
    done = 0
    for at, number in enumerate(again):
        if at < done:
            continue
        start, text = place(number), texts[number]
        earlier = seen.setdefault(text, [place(firsts[text])])
        if counts[text] > 2 and not many:
            yield Repeat(start, len(text), tuple(earlier))
            earlier.append(start)
            continue
        formula = bisect_right(often, at)
        behind = often[formula] if formula < len(often) else len(again)
        room = place(again[behind]) - start if behind < len(again) else start
        until = start + equal_after(flat.text, earlier[0], start, min(start, earlier[0] + room))
        done = bisect_right(again, until, at, behind, key=clauses.end)
        yield Repeat(start, clauses.end(again[done - 1]) - start, earlier)


def _is_many_copies(counts: Counter[str], size: int) -> bool:
    """Whether clauses that stand more often than a formula are most of a page."""
    said = sum(
        len(text) * count for text, count in counts.items() if count > MAX_REPEATS and len(text) >= MIN_CLAUSE_CHARS
    )
    return said > MIN_SHARE_OF_REPEATED * size


def parted(text: str) -> list[str]:
    """The clauses of a text, split all at once at its line breaks and marks."""
    for mark in MARKS:
        text = text.replace(mark, "\n")
    return text.split("\n")


class _Clauses:
    """The clauses of a flat text by their numbers, and where they stand in it."""

    def __init__(self, flat: Flat) -> None:
        lines = [flat.text[start:end] for start, end in pairwise((*flat.line_ats, len(flat.text)))]
        self.texts: list[str] = []
        for whole, group in groupby(zip(flat.whole, lines, strict=True), itemgetter(0)):
            same = [line for _, line in group]
            self.texts += same if whole else parted("\n".join(same))
        self._before = [*accumulate(map(len, self.texts), initial=0)]  # characters, less the marks
        self._lines = [at + number for number, at in enumerate(flat.line_ats)]  # where they begin, with their breaks

    def place(self, number: int) -> int:
        """Where a clause begins in the flat text."""
        at = self._before[number] + number
        return at + 1 - bisect_right(self._lines, at)

    def end(self, number: int) -> int:
        """Where a clause ends in the flat text."""
        return self.place(number) + len(self.texts[number])
