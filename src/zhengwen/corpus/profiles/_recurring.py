"""Finds the lines that belong to a site: documents of many kinds have them at the same edge, or in the same block.

Documents that follow one form (licences, notices from one template) count as one kind, however many there are, so that
neither the wording of forms nor the formulas of laws are mistaken for site furniture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from zhengwen.site_profile import MAX_LINE_CHARS, Place, Recurring, key_of_folded
from zhengwen.text.folding import fold

# Chosen by hand. On 30 synthetic sites of 80 pages (tests/corpus/profiles/made_sites.py), no line of a document is
# taken for the site's, and no line of the site is missed. Other values (about half and twice) change that in two cases
# only: with MIN_KINDS = 2, 12 lines of documents are taken; with MAX_GAP_LINES = 4, 16 % of the site's are missed.
MIN_SITE_PAGES = 8  # with fewer pages, nothing is learned
MIN_LINE_PAGES, MIN_LINE_SHARE = 5, 0.05  # a recurring line is on this many pages, and on this share of them
MIN_KINDS = 3  # of documents that have a line
MAX_GAP_LINES = 2  # of the page's own within its edge
MIN_RUN_LINES = 3  # recurring lines that must follow such a gap
MIN_AGREEMENT = 0.8  # share of a line's pages on which it is at the same place, and next to the same neighbour
MIN_BLOCK_LINES = 3  # inside documents
MIN_FORM_LINES = 3  # recurring lines inside a page make it a form if they are also half of its lines there
MIN_OWN_CHARS = 100  # a page with less text of its own is a form
EDGE = "\n"  # pseudo-line before the first line and after the last


class _Page(NamedTuple):
    """A page: the keys of its lines, the number of lines at its head, the index where its tail starts, and its kind."""

    keys: tuple[str, ...]
    head: int
    tail: int
    kind: tuple[str, ...]


def recurring(pages: Sequence[str]) -> tuple[int, tuple[Recurring, ...]]:
    """Return the number of distinct pages, and the lines that belong to the site, in page order."""
    texts: dict[str, str] = {}
    keyed: dict[tuple[str, ...], list[str]] = {}
    key_once = cache(key_of_folded)
    for page in pages:
        lines = page.split("\n")
        keys = tuple(map(key_once, fold(page).split("\n")))
        texts.update(zip(keys, lines, strict=True))
        keyed.setdefault(keys, lines)
    counts = Counter(one for keys in keyed for one in set(keys))
    min_pages = max(MIN_LINE_PAGES, MIN_LINE_SHARE * len(keyed))
    known = {one for one, count in counts.items() if one and count >= min_pages}
    if len(keyed) < MIN_SITE_PAGES or not known:
        return len(keyed), ()
    analysed = [_analyse(keys, lines, known, counts) for keys, lines in keyed.items()]
    found = (
        *_at_edge(analysed, counts, Place.HEAD),
        *_inside(analysed, known, counts),
        *_at_edge(analysed, counts, Place.TAIL),
    )
    return len(keyed), tuple(Recurring(texts[one], place, count, kinds) for one, place, count, kinds in found)


def _analyse(keys: tuple[str, ...], lines: list[str], known: set[str], counts: Counter[str]) -> _Page:
    head = _edge_length(keys, known)
    tail = max(len(keys) - _edge_length(keys[::-1], known), head)
    inside = {one for one in keys[head:tail] if one in known}
    own = sum(len(line) if line else MAX_LINE_CHARS for one, line in zip(keys, lines, strict=True) if one not in known)
    if own >= MIN_OWN_CHARS and (len(inside) < MIN_FORM_LINES or 2 * len(inside) < tail - head):
        return _Page(keys, head, tail, keys)  # a kind of its own
    commonest = sorted(inside or known.intersection(keys), key=lambda one: (-counts[one], one))
    return _Page(keys, head, tail, tuple(commonest[:2]))


def _edge_length(keys: Iterable[str], known: Container[str]) -> int:
    """Return the length of the page's edge in lines: recurring lines, with few of the page's own among them."""
    reached = gap = run = 0
    for place, one in enumerate(keys, 1):
        if one in known:
            run += 1
            if not gap or run >= MIN_RUN_LINES:
                reached, gap = place, 0
            continue
        gap += 1 + (run if gap else 0)
        run = 0
        if gap > MAX_GAP_LINES:
            break
    return reached


def _at_edge(pages: list[_Page], counts: Counter[str], place: Place) -> Iterator[tuple[str, Place, int, int]]:
    """Yield the lines at one edge whose neighbour towards the edge is always the same line, or the edge itself."""
    neighbours: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    order: dict[str, int] = {}
    for page in pages:
        keys = page.keys[: page.head] if place is Place.HEAD else page.keys[: page.tail - 1 or None : -1]
        outer = EDGE
        for number, one in enumerate(keys):
            neighbours[one][outer] += 1
            kinds[one].add(page.kind)
            order[one] = max(order.get(one, 0), number)
            outer = one
    total = {one: sum(next_to.values()) for one, next_to in neighbours.items()}
    total[EDGE] = len(pages)
    accepted = {EDGE}
    for one in sorted(neighbours, key=lambda one: (order[one], one)):
        outer, together = max(neighbours[one].items(), key=lambda item: (item[1], item[0]))
        if (
            total[one] >= MIN_AGREEMENT * counts[one]
            and together >= MIN_AGREEMENT * total[one]
            and (together >= MIN_AGREEMENT * total[outer] or outer == EDGE)
            and len(kinds[one]) >= MIN_KINDS
        ):
            accepted.add(one)
    found = [
        (one, place, total[one], len(kinds[one]))
        for one in accepted - {EDGE}
        if one and _connects_to_edge(one, neighbours, accepted)
    ]
    found.sort(key=lambda row: (order[row[0]], row[0]), reverse=place is Place.TAIL)
    yield from found


def _connects_to_edge(one: str, neighbours: dict[str, Counter[str]], accepted: set[str]) -> bool:
    """Return whether all lines between this one and the edge belong to the site, too."""
    visited: set[str] = set()
    while one != EDGE:
        if one not in accepted or one in visited:
            return False
        visited.add(one)
        one = max(neighbours[one].items(), key=lambda item: (item[1], item[0]))[0]
    return True


def _inside(pages: list[_Page], known: Container[str], counts: Counter[str]) -> Iterator[tuple[str, Place, int, int]]:
    """Yield the lines of blocks that are always complete wherever one of their lines occurs."""
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
    consistent = (
        (one, two)
        for (one, two), count in follows.items()
        if count >= MIN_AGREEMENT * max(counts[one], counts[two]) and min(len(kinds[one]), len(kinds[two])) >= MIN_KINDS
    )
    successor = dict(sorted(consistent))
    for first in sorted(successor.keys() - successor.values()):
        block = [first]
        while block[-1] in successor and successor[block[-1]] not in block:
            block.append(successor[block[-1]])
        if len(block) >= MIN_BLOCK_LINES:
            yield from ((one, Place.INSIDE, inside[one], len(kinds[one])) for one in block)
