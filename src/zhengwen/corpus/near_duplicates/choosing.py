"""Which pages of a cluster stay: each page that is left out was compared with the page that is kept instead of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from zhengwen.corpus.near_duplicates.clusters import components
from zhengwen.corpus.near_duplicates.verdicts import UNRELATED, Verdict
from zhengwen.pages.differences.relations import Relation

Pair = tuple[int, int]
Dates = Mapping[int, str | None]

# Rounds in which the pages left of each cluster are compared with the next page to keep. After these, pages are left
# out only for pages that they were compared with already, so that a chain of a million pages ends.
MAX_ROUNDS = 8


class LeaveOut(NamedTuple):
    """What is left out besides copies.

    Attributes:
        versions: `latest` leaves out versions of a page whose date is known to be older; `keep` none.
        contained: `drop` leaves out a page that another page contains; `keep` none.
        templates: `drop` leaves out whatever is alike, also documents from one template and versions; `keep` none.
    """

    versions: Literal["keep", "latest"] = "keep"
    contained: Literal["keep", "drop"] = "drop"
    templates: Literal["keep", "drop"] = "keep"


class Dropped(NamedTuple):
    """A page left out: the page kept instead of it, and how both are related."""

    kept: int
    verdict: Verdict


def goes(verdict: Verdict, pair: Pair, side: int, leave_out: LeaveOut, dates: Dates) -> bool:
    """Whether one page of a pair may be left out for the other.

    Args:
        verdict: how the pages of the pair are related.
        pair: two page numbers, in the order of the verdict.
        side: which of the two would be left out, 0 or 1.
        leave_out: what is left out besides copies.
        dates: when pages were published, as far as it is known.
    """
    if verdict == UNRELATED:
        return False
    if verdict.relation is Relation.CONTAINED:
        return leave_out.contained == "drop" and verdict.contained == side
    if verdict.relation is Relation.VERSION and leave_out.versions == "latest":
        mine, theirs = dates.get(pair[side]), dates.get(pair[1 - side])
        return bool(mine and theirs and mine < theirs) or leave_out.templates == "drop"
    return verdict.relation not in (Relation.VERSION, Relation.TEMPLATE) or leave_out.templates == "drop"


def choose(
    pairs: Mapping[Pair, Verdict],
    best: Callable[[Sequence[int]], int],
    judge: Callable[[Sequence[Pair]], Iterable[Verdict]],
    leave_out: LeaveOut,
    dates: Dates | None = None,
) -> dict[int, Dropped]:
    """Return the pages to leave out, by number, each with the page kept.

    Args:
        pairs: the pairs of pages known to be alike, the lesser number first.
        best: the page to keep among several.
        judge: judges more pairs, the lesser number first.
        leave_out: what is left out besides copies.
        dates: when pages were published, as far as it is known.
    """
    known, when = dict(pairs), dates or {}
    left = _joined(known, leave_out, when)
    dropped: dict[int, Dropped] = {}
    for _ in range(MAX_ROUNDS):
        groups = _groups(known, left, leave_out, when)
        if not groups:
            return dropped
        inferior = _inferior(known, {one: group[0] for group in groups for one in group}, leave_out, when)
        kept_of = {
            one: kept
            for group in groups
            for kept in [best([one for one in group if one not in inferior] or group)]
            for one in group
        }
        wanted = [_ordered(one, kept) for one, kept in kept_of.items() if one != kept]
        missing = sorted({pair for pair in wanted if pair not in known})
        known |= zip(missing, judge(missing), strict=True)
        unsettled = {
            kept for one, kept in kept_of.items() if one != kept and _is_better(known, one, kept, leave_out, when)
        }
        for one, kept in kept_of.items():
            verdict = None if one == kept or kept in unsettled else _verdict(known, one, kept, leave_out, when)
            if verdict is not None:
                dropped[one] = Dropped(kept, verdict)
        left -= dropped.keys() | (set(kept_of.values()) - unsettled)
    return dropped | _by_known_pairs(known, left, best, leave_out, when)


def _verdict(known: Mapping[Pair, Verdict], one: int, kept: int, leave_out: LeaveOut, dates: Dates) -> Verdict | None:
    """Return how a page is related to the one kept if it may be left out for it."""
    pair = _ordered(one, kept)
    verdict = known.get(pair)
    return verdict if verdict is not None and goes(verdict, pair, pair.index(one), leave_out, dates) else None


def _is_better(known: Mapping[Pair, Verdict], one: int, kept: int, leave_out: LeaveOut, dates: Dates) -> bool:
    """Whether the page chosen turns out to be part of another page, or an older version of it."""
    return _verdict(known, one, kept, leave_out, dates) is None and bool(_verdict(known, kept, one, leave_out, dates))


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _droppable(known: Mapping[Pair, Verdict], leave_out: LeaveOut, dates: Dates) -> Iterable[Pair]:
    return (
        pair for pair, verdict in known.items() if any(goes(verdict, pair, side, leave_out, dates) for side in (0, 1))
    )


def _joined(known: Mapping[Pair, Verdict], leave_out: LeaveOut, dates: Dates) -> set[int]:
    return {one for pair in _droppable(known, leave_out, dates) for one in pair}


def _groups(known: Mapping[Pair, Verdict], left: set[int], leave_out: LeaveOut, dates: Dates) -> list[list[int]]:
    """Return the connected pages among those that are left, in groups of two and more."""
    pairs = [pair for pair in _droppable(known, leave_out, dates) if left.issuperset(pair)]
    if not pairs:
        return []
    numbers = sorted({one for pair in pairs for one in pair})
    rows = np.searchsorted(numbers, np.array(pairs, np.int64))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number, label in zip(numbers, components(len(numbers), rows).tolist(), strict=True):
        groups[label].append(number)
    return list(groups.values())


def _inferior(
    known: Mapping[Pair, Verdict], group_of: Mapping[int, int], leave_out: LeaveOut, dates: Dates
) -> set[int]:
    """Return the pages that another page of their group contains, or of which it is a later version."""
    return {
        pair[side]
        for pair, verdict in known.items()
        if verdict.relation in (Relation.CONTAINED, Relation.VERSION)
        and group_of.get(pair[0], -1) == group_of.get(pair[1], -2)
        for side in (0, 1)
        if goes(verdict, pair, side, leave_out, dates) and not goes(verdict, pair, 1 - side, leave_out, dates)
    }


def _by_known_pairs(
    known: Mapping[Pair, Verdict],
    left: set[int],
    best: Callable[[Sequence[int]], int],
    leave_out: LeaveOut,
    dates: Dates,
) -> dict[int, Dropped]:
    """Leave out pages only for pages that they were compared with, in the order of the input."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in known:
        near[one].append(other)
        near[other].append(one)
    dropped: dict[int, Dropped] = {}
    kept: set[int] = set()
    for one in sorted(left):
        for other in sorted(kept.intersection(near[one])):
            verdict = _verdict(known, one, other, leave_out, dates)
            if verdict is not None:
                dropped[one] = Dropped(other, verdict)
                break
        else:
            kept.add(one)
    return dropped
