"""Runs of clauses that stand twice in the same order: where copies of a text may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.filters.duplication._clauses import repeats
from zhengwen.filters.duplication._normalized_text import Flat

REACH_CHARS = 600  # characters between two anchors
DRIFT = 30  # characters that one copy may have more than the other between two anchors of a chain
STRAYS = 3  # anchors at the ends of a chain that may be formulas
NEVER = (1 << 60, 0, 0)
NOTHING = (0, 0, 0)
ACTIVE = 24  # chains followed at a time
MIN_CHAIN_CHARS = 12  # characters of a chain
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
    for start, length, earlier in repeats(flat):
        kept = [chain for chain in active if start - _end(chain) <= REACH_CHARS]
        if len(kept) < len(active):
            done += (chain for chain in active if start - _end(chain) > REACH_CHARS)
            active = kept
        longer = [chain for chain in active if _lengthened(chain, start, length, earlier)]
        told = {chain[-1].first for chain in longer}
        begun = [first for first in dict.fromkeys((*earlier[: STARTS - 1], earlier[-1])) if first not in told]
        if longer:  # those that go on were seen last, and are followed longest
            active = [chain for chain in active if chain[-1].copy != start] + longer
        active += [[Anchor(first, start, length)] for first in begun]
        if len(active) > ACTIVE:
            done += active[:-ACTIVE]
            active = active[-ACTIVE:]
    return done + active


def merged(found: list[Chain]) -> list[Chain]:
    """Chains that go on where others broke off, joined to the largest whole; those that tell of the same copy go."""
    kept: list[Chain] = []
    waiting = sorted(
        (chain for chain in found if size(chain) >= MIN_CHAIN_CHARS), key=lambda one: (one[0].copy, one[0].first)
    )
    for chain in sorted(_joined(waiting), key=lambda one: (-size(one), one[0].copy, one[0].first)):
        if not any(_is_covered(chain, other) for other in kept[:ACTIVE]):
            kept.append(chain)
    return sorted(kept, key=lambda one: one[0].copy)


def _joined(waiting: list[Chain]) -> Iterator[Chain]:
    """Take the heaviest sequences of chains that follow each other in both copies."""
    weights: list[int] = []
    before: list[int | None] = []
    left: list[Chain] = []  # of each chain, what its joint with the one before leaves of it
    for number, chain in enumerate(waiting):
        best, link, begun = 0, None, 0
        for other in range(max(0, number - ACTIVE), number):
            if weights[other] > best:
                cost, _, first = _joint(left[other], chain)
                if weights[other] - cost > best:
                    best, link, begun = weights[other] - cost, other, first
        weights.append(size(chain) + best)
        before.append(link)
        left.append(chain[begun:])
    used: set[int] = set()
    for last in sorted(range(len(weights)), key=lambda number: (-weights[number], number)):
        at: int | None = last
        path: list[int] = []
        while at is not None and at not in used:
            path.append(at)
            at = before[at]
        used.update(path)
        if path:
            whole: Chain = []
            for number in reversed(path):
                joint = _joint(whole, waiting[number]) if whole else NOTHING
                if joint == NEVER:  # a short chain between two was needed by both
                    yield whole
                    whole, joint = [], NOTHING
                whole = whole[: len(whole) - joint[1]] + waiting[number][joint[2] :]
            yield whole


def _joint(one: Chain, other: Chain) -> tuple[int, int, int]:
    """What it costs to go on from one chain with another one, and how many anchors go at the joint.

    The last ones of the one and the first ones of the other may be formulas that were taken for the text.
    """
    if other[-1].first + other[-1].length > one[0].copy:
        return NEVER
    joints = [NEVER]
    for last in range(min(STRAYS, len(one) - 1) + 1):
        end = one[len(one) - 1 - last]
        for first in range(min(STRAYS, len(other) - 1) + 1):
            begin = other[first]
            apart = begin.first - end.first - end.length, begin.copy - end.copy - end.length
            if min(apart) >= 0 and max(apart) <= 4 * REACH_CHARS:
                lost = size(one[len(one) - last :]) + size(other[:first])
                joints.append((lost + min(abs(apart[0] - apart[1]) // 2, REACH_CHARS), last, first))
                break
        if len(joints) > 1 and last == joints[1][2] == 0:
            break  # nothing is lost
    return min(joints)


def size(chain: Chain) -> int:
    """How many characters are the same."""
    return sum(anchor.length for anchor in chain)


def _lengthened(chain: Chain, start: int, length: int, earlier: Sequence[int]) -> bool:
    """Add the clause to the chain, where one of its earlier places follows the chain's last one."""
    last = chain[-1]
    end, limit = last.first + last.length, chain[0].copy
    gap = start - last.copy - last.length
    near = [first for first in earlier if 0 <= first - end <= REACH_CHARS and first + length <= limit]
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
