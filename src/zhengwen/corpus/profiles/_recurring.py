"""Which lines belong to a site: those that documents of many kinds have at the same edge, or in the same block.

That documents recur in one form (licences granted, notices of one template) makes one kind of them, however many there
are: so neither the wording of forms nor the formulas of laws pass for the site's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from zhengwen.site_profile import LONGEST, Place, Recurring, key_of_folded
from zhengwen.text.folding import fold

FEWEST_PAGES = 8  # of a site, before anything is said of it
FEWEST, SHARE = 5, 0.05  # pages that have a line before it recurs
FEWEST_KINDS = 3
GAP, GOES_ON = 2, 3  # lines of the page's own at its edge, and recurring ones that must follow
FAITHFUL = 0.8  # share of a line's pages on which it stands at its place, and beside its neighbour
BLOCK = 3  # lines of a block inside
FORM = 3  # recurring lines inside that make a page one of a form, when they are half of what is there
OWN = 100  # characters of its own that a document has at least, if it is no form
EDGE = "\n"  # what stands beyond the first line and the last


class _Page(NamedTuple):
    """A page: the keys of its lines, how many stand at its head, and where its end begins."""

    keys: tuple[str, ...]
    head: int
    tail: int
    kind: tuple[str, ...]


def recurring(pages: Sequence[str]) -> tuple[int, tuple[Recurring, ...]]:
    """How many different pages there are, and the lines that recur on them as a site's do, in their order."""
    texts: dict[str, str] = {}
    keyed: dict[tuple[str, ...], list[str]] = {}
    key_once = cache(key_of_folded)
    for page in pages:
        lines = page.split("\n")
        keys = tuple(map(key_once, fold(page).split("\n")))
        texts.update(zip(keys, lines, strict=True))
        keyed.setdefault(keys, lines)
    counts = Counter(one for keys in keyed for one in set(keys))
    least = max(FEWEST, SHARE * len(keyed))
    known = {one for one, count in counts.items() if one and count >= least}
    if len(keyed) < FEWEST_PAGES or not known:
        return len(keyed), ()
    read = [_read(keys, lines, known, counts) for keys, lines in keyed.items()]
    found = (
        *_at_edge(read, counts, Place.HEAD),
        *_inside(read, known, counts),
        *_at_edge(read, counts, Place.TAIL),
    )
    return len(keyed), tuple(Recurring(texts[one], place, count, kinds) for one, place, count, kinds in found)


def _read(keys: tuple[str, ...], lines: list[str], known: set[str], counts: Counter[str]) -> _Page:
    head = _reach(keys, known)
    tail = max(len(keys) - _reach(keys[::-1], known), head)
    inside = {one for one in keys[head:tail] if one in known}
    own = sum(len(line) if line else LONGEST for one, line in zip(keys, lines, strict=True) if one not in known)
    if own >= OWN and (len(inside) < FORM or 2 * len(inside) < tail - head):
        return _Page(keys, head, tail, keys)  # of a kind of its own
    commonest = sorted(inside or known.intersection(keys), key=lambda one: (-counts[one], one))
    return _Page(keys, head, tail, tuple(commonest[:2]))


def _reach(keys: Iterable[str], known: Container[str]) -> int:
    """How far the recurring lines at the beginning reach, over few of the page's own."""
    reached = gap = run = 0
    for place, one in enumerate(keys, 1):
        if one in known:
            run += 1
            if not gap or run >= GOES_ON:
                reached, gap = place, 0
            continue
        gap += 1 + (run if gap else 0)
        run = 0
        if gap > GAP:
            break
    return reached


def _at_edge(pages: list[_Page], counts: Counter[str], place: Place) -> Iterator[tuple[str, Place, int, int]]:
    """The lines that stand at one edge, each beside the same line toward it, or beside the edge itself."""
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    order: dict[str, int] = {}
    for page in pages:
        keys = page.keys[: page.head] if place is Place.HEAD else page.keys[: page.tail - 1 or None : -1]
        outer = EDGE
        for number, one in enumerate(keys):
            beside[one][outer] += 1
            kinds[one].add(page.kind)
            order[one] = max(order.get(one, 0), number)
            outer = one
    total = {one: sum(next_to.values()) for one, next_to in beside.items()}
    total[EDGE] = len(pages)
    taken = {EDGE}
    for one in sorted(beside, key=lambda one: (order[one], one)):
        outer, together = max(beside[one].items(), key=lambda item: (item[1], item[0]))
        if (
            total[one] >= FAITHFUL * counts[one]
            and together >= FAITHFUL * total[one]
            and (together >= FAITHFUL * total[outer] or outer == EDGE)
            and len(kinds[one]) >= FEWEST_KINDS
        ):
            taken.add(one)
    found = [
        (one, place, total[one], len(kinds[one])) for one in taken - {EDGE} if one and _leads_out(one, beside, taken)
    ]
    found.sort(key=lambda row: (order[row[0]], row[0]), reverse=place is Place.TAIL)
    yield from found


def _leads_out(one: str, beside: dict[str, Counter[str]], taken: set[str]) -> bool:
    """Whether the lines between this one and the edge are the site's, too."""
    seen: set[str] = set()
    while one != EDGE:
        if one not in taken or one in seen:
            return False
        seen.add(one)
        one = max(beside[one].items(), key=lambda item: (item[1], item[0]))[0]
    return True


def _inside(pages: list[_Page], known: Container[str], counts: Counter[str]) -> Iterator[tuple[str, Place, int, int]]:
    """The lines of blocks that stand whole wherever one of their lines does."""
    follows: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    inside: Counter[str] = Counter()
    for page in pages:
        keys = page.keys[page.head : page.tail]
        follows.update({pair for pair in pairwise(keys) if pair[0] in known and pair[1] in known})
        for one in set(keys):
            if one in known:
                kinds[one].add(page.kind)
                inside[one] += 1
    faithful = (
        (one, two)
        for (one, two), count in follows.items()
        if count >= FAITHFUL * max(counts[one], counts[two]) and min(len(kinds[one]), len(kinds[two])) >= FEWEST_KINDS
    )
    successor = dict(sorted(faithful))
    for first in sorted(successor.keys() - successor.values()):
        block = [first]
        while block[-1] in successor and successor[block[-1]] not in block:
            block.append(successor[block[-1]])
        if len(block) >= BLOCK:
            yield from ((one, Place.INSIDE, inside[one], len(kinds[one])) for one in block)
