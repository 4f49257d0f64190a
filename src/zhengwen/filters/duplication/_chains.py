"""Runs of clauses that stand twice in the same order: where copies of a text may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zhengwen.filters.duplication._flat import Flat
from zhengwen.lazy import pattern

# What stands between marks and spaces, so that neither wrapping nor the width of marks matters.
MARK = r"\s，。；：！？、…—·,.;:!?()（）\[\]“”‘’\"'《》〈〉「」『』【】"
CLAUSE = pattern(f"[^{MARK}]{{6,}}")

MOST = 12  # a clause that stands more often is a formula, and no anchor
REACH = 600  # characters between two anchors
DRIFT = 30  # characters that one copy may have more than the other between two anchors of a chain
ACTIVE = 24  # chains followed at a time
LEAST = 12  # characters of a chain
STARTS = 3  # places of one clause where chains begin


class Anchor(NamedTuple):
    """A stretch of `length` characters that stands at `first` and again at `copy` of the flat text."""

    first: int
    copy: int
    length: int


Chain = list[Anchor]


def chains(flat: Flat) -> list[Chain]:
    """The chains of a page, none overlapping itself, in the order in which they end."""
    active: list[Chain] = []
    done: list[Chain] = []
    for start, length, earlier in _repeats(flat):
        kept = [chain for chain in active if start - _end(chain) <= REACH]
        if len(kept) < len(active):
            done += (chain for chain in active if start - _end(chain) > REACH)
            active = kept
        longer = [chain for chain in active if _lengthened(chain, start, length, earlier)]
        if not longer:
            begun = [[Anchor(first, start, length)] for first in (*earlier[: STARTS - 1], earlier[-1])]
            active += begun[: len(earlier)]
            done += active[:-ACTIVE]
            active = active[-ACTIVE:]
    return done + active


def merged(found: list[Chain]) -> list[Chain]:
    """Chains that go on where others broke off, joined to the largest whole; those that tell of the same copy go."""
    kept: list[Chain] = []
    waiting = sorted((chain for chain in found if size(chain) >= LEAST), key=lambda one: (one[0].copy, one[0].first))
    for chain in sorted(_joined(waiting), key=lambda one: (-size(one), one[0].copy, one[0].first)):
        if not any(_is_covered(chain, other) for other in kept[:ACTIVE]):
            kept.append(chain)
    return sorted(kept, key=lambda one: one[0].copy)


def _joined(waiting: list[Chain]) -> Iterator[Chain]:
    """Take the heaviest sequences of chains that follow each other in both copies."""
    weights: list[int] = []
    before: list[int | None] = []
    for number, chain in enumerate(waiting):
        best, link = 0, None
        for other in range(max(0, number - ACTIVE), number):
            if weights[other] > best:
                weight = weights[other] - _break(waiting[other], chain)
                if weight > best:
                    best, link = weight, other
        weights.append(size(chain) + best)
        before.append(link)
    used: set[int] = set()
    for last in sorted(range(len(weights)), key=lambda number: (-weights[number], number)):
        at: int | None = last
        path: list[int] = []
        while at is not None and at not in used:
            path.append(at)
            at = before[at]
        used.update(path)
        if path:
            yield [anchor for number in reversed(path) for anchor in waiting[number]]


def _break(one: Chain, other: Chain) -> int:
    """What it costs to go on from one chain with another one; more than any weight where they do not follow."""
    end, until = one[-1].first + one[-1].length, _end(one)
    first, copy = other[0].first - end, other[0].copy - until
    if first < 0 or copy < 0 or max(first, copy) > 4 * REACH or other[-1].first + other[-1].length > one[0].copy:
        return 1 << 60
    return min(abs(first - copy) // 4, 2 * REACH // 10)


def size(chain: Chain) -> int:
    """How many characters are the same."""
    return sum(anchor.length for anchor in chain)


def _clauses(flat: Flat) -> Iterator[tuple[int, str]]:
    for index in range(len(flat.lines)):
        start, end = flat.line_span(index)
        for match in CLAUSE.finditer(flat.text, start, end):
            yield match.start(), match.group()


def _repeats(flat: Flat) -> Iterable[tuple[int, int, list[int]]]:
    """The clauses that stood before: start, length, and where."""
    clauses = list(_clauses(flat))
    counts = Counter(clause for _, clause in clauses)
    seen: dict[str, list[int]] = {}
    for start, clause in clauses:
        if 1 < counts[clause] <= MOST:
            earlier = seen.setdefault(clause, [])
            if earlier:
                yield start, len(clause), earlier
            earlier.append(start)


def _lengthened(chain: Chain, start: int, length: int, earlier: list[int]) -> bool:
    """Add the clause to the chain, where one of its earlier places follows the chain's last one."""
    last = chain[-1]
    end, limit = last.first + last.length, chain[0].copy
    gap = start - last.copy - last.length
    near = [first for first in earlier if 0 <= first - end <= REACH and first + length <= limit]
    if not near or gap < 0:
        return False
    best = min(near, key=lambda first: abs(first - end - gap))
    if abs(best - end - gap) > DRIFT:
        return False
    chain.append(Anchor(best, start, length))
    return True


def _end(chain: Chain) -> int:
    return chain[-1].copy + chain[-1].length


def _is_covered(chain: Chain, other: Chain) -> bool:
    """Whether half of the copy that `chain` tells of is that of `other`."""
    start, end = max(chain[0].copy, other[0].copy), min(_end(chain), _end(other))
    return 2 * (end - start) > _end(chain) - chain[0].copy
