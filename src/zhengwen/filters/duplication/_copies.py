"""Which stretches that stand twice are copies of the document, and not its formulas, forms or sister notices."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.filters.duplication._alignment import Pair, aligned
from zhengwen.filters.duplication._anchors import chains, merged, size
from zhengwen.filters.duplication._copy_context import Evidence, seen_around
from zhengwen.filters.duplication._header import is_button, is_prose
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import is_quoted, is_sister, is_slips_only
from zhengwen.pages.sentences import HOLDS_END

MOST = 200  # stretches that are looked at, the largest ones
DENSE = 0.2  # of a copy is in anchors, though slips and wrapping break many clauses
SHARE, MOSTLY = 0.4, 0.6  # of a page, that both copies make up
GROWTH = 5  # times a chain in the middle of a page that both copies may be: wrapping and slips break off many
FEWEST = 30  # characters of a copy
PROSE_LINE = 25  # characters of a line that is no verse and no item of a list


class Copy(NamedTuple):
    """A copy that was found out."""

    pair: Pair
    evidence: Evidence


def copies(flat: Flat) -> list[Copy]:
    """The copies on a page, in their order."""
    found = []
    first_prose = next((index for index in range(len(flat.lines)) if is_prose(flat.line(index))), len(flat.lines))
    largest = sorted(merged(chains(flat)), key=size, reverse=True)[:MOST]
    for chain in sorted(largest, key=lambda one: one[0].copy):
        length = chain[-1].copy + chain[-1].length - chain[0].copy
        middle = flat.line_of(chain[0].first) > first_prose and GROWTH * length < SHARE * len(flat.text)
        if size(chain) < DENSE * length or middle:
            continue
        pair = aligned(flat, chain)
        if _is_one_text(flat, pair):
            evidence = seen_around(flat, pair, first_prose)
            if _is_copy(flat, pair, evidence):
                found.append(Copy(pair, evidence))
    return found


def _is_one_text(flat: Flat, pair: Pair) -> bool:
    first, second = pair.end - pair.start, pair.until - pair.again
    return pair.same >= max(FEWEST, 0.7 * second, 0.6 * first) and pair.again >= pair.end


def _is_copy(flat: Flat, pair: Pair, evidence: Evidence) -> bool:
    if is_quoted(flat, pair) or is_sister(flat, pair) or not is_slips_only(flat, pair, strong=evidence.strong):
        return False
    if flat.line_of(pair.start) == flat.line_of(pair.end - 1) and pair.same < 2 * FEWEST:
        return False  # one line: a title that is linked to
    if not evidence.strong and _is_paragraph(flat, pair):
        return False  # one paragraph said again right away has its own rule
    text = flat.text[pair.again : pair.until]
    if not _is_prose(flat, pair, text):
        return evidence.bylined and evidence.top and evidence.share >= MOSTLY and pair.same >= 0.95 * len(text)
    if evidence.top:
        return evidence.strong or evidence.share >= SHARE or (_is_next(flat, pair) and pair.same >= 2 * FEWEST)
    return evidence.share >= (SHARE if evidence.strong else MOSTLY)


def _is_paragraph(flat: Flat, pair: Pair) -> bool:
    """Whether the copies are two lines that follow each other."""
    first, second = flat.line_of(pair.start), flat.line_of(pair.again)
    return second == first + 1 and flat.line_of(pair.end - 1) == first and flat.line_of(pair.until - 1) == second


def _is_prose(flat: Flat, pair: Pair, text: str) -> bool:
    """Whether a copy has sentences, in lines that are no verses, items or cells of a form."""
    marks = len(HOLDS_END.findall(text))
    lines = [*range(flat.line_of(pair.start), flat.line_of(pair.end - 1) + 1)]
    lines.extend(range(flat.line_of(pair.again), flat.line_of(pair.until - 1) + 1))
    longest = max(end - start for start, end in map(flat.line_span, lines))
    return marks >= 1 and longest >= PROSE_LINE and text.count("_") + text.count("□") < 0.05 * len(text)


def _is_next(flat: Flat, pair: Pair) -> bool:
    """Whether nothing but buttons stands between the copies."""
    between = range(flat.line_of(pair.end - 1) + 1, flat.line_of(pair.again))
    return all(is_button(flat.line(index)) for index in between)
