"""Which stretches that stand twice are copies of the document, and not its formulas, forms or sister notices."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from zhengwen.filters.duplication._alignment import Pair, aligned
from zhengwen.filters.duplication._anchors import Chain, chains, merged, size
from zhengwen.filters.duplication._copy_context import Evidence, seen_around
from zhengwen.filters.duplication._header import is_button, is_prose
from zhengwen.filters.duplication._kept import has_clauses_on_end, stands_twice
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._repeated_runs import FEWEST_TOLD
from zhengwen.filters.duplication._same_text import is_edition, is_one_text
from zhengwen.filters.duplication._sister_texts import is_quoted, is_sister
from zhengwen.pages.sentences import HOLDS_END

MAX_EXAMINED_TIMES_PAGE = (
    6  # times the page, in stretches that are looked at, the largest ones: each costs what it is long
)
MAX_STRETCHES = 1000  # of them
MIN_ANCHORED_SHARE = 0.2  # of a copy is in anchors, though slips and wrapping break many clauses
MIN_SHARE_OF_PAGE, MIN_LARGE_SHARE_OF_PAGE = 0.4, 0.6  # of a page, that both copies make up
MAX_GROWTH_FACTOR = (
    5  # times a chain in the middle of a page that both copies may be: wrapping and slips break off many
)
MIN_COPY_CHARS = 30  # characters of a copy
PROSE_LINE = 25  # characters of a line that is no verse and no item of a list


class Copy(NamedTuple):
    """A copy that was found out."""

    pair: Pair
    evidence: Evidence


class Examined(NamedTuple):
    """The copies on a page, in their order, and texts that stand twice and stay."""

    copies: list[Copy]
    kept: list[Pair]


def examined(flat: Flat) -> Examined:
    """Tell the copies on a page from texts that stand twice by right."""
    found: list[Copy] = []
    kept: list[Pair] = []
    first_prose = next((index for index in range(len(flat.lines)) if is_prose(flat.line(index))), len(flat.lines))
    for chain in _largest(flat):
        length = _length(chain)
        if found and chain[0].copy + length <= found[-1].pair.copy_end:
            continue  # of a copy that was found: the text stands more than twice
        middle = flat.line_of(chain[0].first) > first_prose and MAX_GROWTH_FACTOR * length < MIN_SHARE_OF_PAGE * len(
            flat.text
        )
        telling = stands_twice(flat, chain)
        if not telling and (size(chain) < MIN_ANCHORED_SHARE * length or middle):
            continue
        pair = aligned(flat, chain)
        if size(chain) >= MIN_ANCHORED_SHARE * length and not middle and _is_one_text(flat, pair):
            evidence = seen_around(flat, pair, first_prose)
            if _is_copy(flat, pair, evidence):
                found.append(Copy(pair, evidence))
                continue
            telling = telling or pair.same >= FEWEST_TOLD
        if telling and has_clauses_on_end(flat, chain):
            kept.append(pair)
    return Examined(found, kept)


def _largest(flat: Flat) -> list[Chain]:
    """The chains that are looked at, in the order of the page."""
    largest = sorted(merged(chains(flat)), key=size, reverse=True)[:MAX_STRETCHES]
    read = accumulate(map(_length, largest))
    kept = [
        chain for chain, done in zip(largest, read, strict=True) if done <= MAX_EXAMINED_TIMES_PAGE * len(flat.text)
    ]
    return sorted(kept, key=lambda one: one[0].copy)


def _length(chain: Chain) -> int:
    """Characters from the first anchor of a copy to its last one."""
    return chain[-1].copy + chain[-1].length - chain[0].copy


def _is_one_text(flat: Flat, pair: Pair) -> bool:
    first, second = pair.end - pair.start, pair.copy_end - pair.copy_start
    return pair.same >= max(MIN_COPY_CHARS, 0.7 * second, 0.6 * first) and pair.copy_start >= pair.end


def _is_copy(flat: Flat, pair: Pair, evidence: Evidence) -> bool:
    if is_edition(flat, pair):
        return False
    if is_quoted(flat, pair) or is_sister(flat, pair) or not is_one_text(flat, pair, strong=evidence.strong):
        return False
    if flat.line_of(pair.start) == flat.line_of(pair.end - 1) and pair.same < 2 * MIN_COPY_CHARS:
        return False  # one line: a title that is linked to
    if not evidence.strong and _is_paragraph(flat, pair):
        return False  # one paragraph said again right away has its own rule
    text = flat.text[pair.copy_start : pair.copy_end]
    if not _is_prose(flat, pair, text):
        return (
            evidence.bylined
            and evidence.top
            and evidence.share >= MIN_LARGE_SHARE_OF_PAGE
            and pair.same >= 0.95 * len(text)
        )
    if evidence.top:
        return (
            evidence.strong
            or evidence.share >= MIN_SHARE_OF_PAGE
            or (_is_next(flat, pair) and pair.same >= 2 * MIN_COPY_CHARS)
        )
    return evidence.share >= (MIN_SHARE_OF_PAGE if evidence.strong else MIN_LARGE_SHARE_OF_PAGE)


def _is_paragraph(flat: Flat, pair: Pair) -> bool:
    """Whether the copies are two lines that follow each other."""
    first, second = flat.line_of(pair.start), flat.line_of(pair.copy_start)
    return second == first + 1 and flat.line_of(pair.end - 1) == first and flat.line_of(pair.copy_end - 1) == second


def _is_prose(flat: Flat, pair: Pair, text: str) -> bool:
    """Whether a copy has sentences, in lines that are no verses, items or cells of a form."""
    marks = len(HOLDS_END.findall(text))
    lines = [*range(flat.line_of(pair.start), flat.line_of(pair.end - 1) + 1)]
    lines.extend(range(flat.line_of(pair.copy_start), flat.line_of(pair.copy_end - 1) + 1))
    longest = max(end - start for start, end in map(flat.line_span, lines))
    return marks >= 1 and longest >= PROSE_LINE and text.count("_") + text.count("□") < 0.05 * len(text)


def _is_next(flat: Flat, pair: Pair) -> bool:
    """Whether nothing but buttons stands between the copies."""
    between = range(flat.line_of(pair.end - 1) + 1, flat.line_of(pair.copy_start))
    return all(is_button(flat.line(index)) for index in between)
