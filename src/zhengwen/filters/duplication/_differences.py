"""Where two stretches of a page differ, and what the differences mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from zhengwen.filters.duplication._header import is_button, is_byline
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.differences.judgement import MAX_SLIP_CHARS, Judgement, Kind, Side, judge
from zhengwen.pages.labels import GLUED_LABEL
from zhengwen.text import lazy_import

if TYPE_CHECKING:
    from rapidfuzz.distance import MatchingBlock

NEAR_CHARS = 4  # looked at beside a difference, of whatever line
CONTEXT_CHARS = 40  # of its own line
MAX_COMPARED_CHARS = 1500  # characters of a stretch that are compared one by one
COMMON = 1  # characters between two differences that are one
FARTHEST = 64  # characters that words may be moved by, for them to begin a line


class Difference(NamedTuple):
    """`[start, end)` of the first copy, `[copy_start, copy_end)` of the second one in the flat text; its meaning."""

    start: int
    end: int
    copy_start: int
    copy_end: int
    judgement: Judgement

    @property
    def kind(self) -> Kind:
        """What the difference is."""
        return self.judgement.kind

    @property
    def worse(self) -> Side | None:
        """The copy that has a slip, where the other one is clearly sound."""
        return self.judgement.worse

    @property
    def is_open(self) -> bool:
        """Whether it is a slip, and either reading may be right."""
        return self.kind is Kind.SLIP and self.worse is None

    @property
    def is_other(self) -> bool:
        """Whether both copies have words there, and not the same ones."""
        return not self.is_one_sided and self.kind not in (Kind.SLIP, Kind.LABEL)

    @property
    def is_telling(self) -> bool:
        """Whether it is more than a slip or a label of the site."""
        return self.kind not in (Kind.SLIP, Kind.LABEL)

    @property
    def is_one_sided(self) -> bool:
        """Whether one copy has nothing there."""
        return self.start == self.end or self.copy_start == self.copy_end


def compared(flat: Flat, start: int, end: int, copy_start: int, copy_end: int) -> list[Difference]:
    """The differences of two short stretches."""
    return between(flat, start, end, copy_start, copy_end, header=False)


def between(flat: Flat, left: int, start: int, right: int, copy_start: int, *, header: bool) -> list[Difference]:
    """The differences between two anchors; in a `header`, bylines may differ."""
    text = flat.text
    if text[left:start] == text[right:copy_start]:
        return []
    first, second = _pieces(flat, left, start, header=header), _pieces(flat, right, copy_start, header=header)
    one = "".join(text[slice(*piece)] for piece in first)
    other = "".join(text[slice(*piece)] for piece in second)
    if one == other:
        return []
    if max(len(one), len(other)) > MAX_COMPARED_CHARS:
        return [difference(flat, left, start, right, copy_start)]
    with lazy_import.IMPORTING:
        from rapidfuzz.distance import Indel

    found: list[Difference] = []
    for i, j, k, m in _steps(Indel.editops(one, other).as_matching_blocks()):
        start, end = _span(first, i, j, left)
        copy_start, copy_end = _span(second, k, m, right)
        found.append(_settled(flat, start, end, copy_start, copy_end))
    if header:
        found = [one for one in found if not (_in_byline(flat, one.start) and _in_byline(flat, one.copy_start))]
    return found


def difference(flat: Flat, start: int, end: int, copy_start: int, copy_end: int) -> Difference:
    """The difference between two stretches, judged."""
    text = flat.text
    begin, stop = flat.line_span(flat.line_of(start)) if start < len(text) else (start, start)
    before = text[min(max(start - CONTEXT_CHARS, begin), max(start - NEAR_CHARS, 0)) : start]
    after = text[end : max(min(end + CONTEXT_CHARS, stop), end + NEAR_CHARS)]
    return Difference(
        start, end, copy_start, copy_end, judge(before, text[start:end], text[copy_start:copy_end], after)
    )


def _in_byline(flat: Flat, at: int) -> bool:
    """Whether a place is in a byline, or close to one that is glued to the text."""
    start, end = flat.line_span(flat.line_of(at))
    return bool(GLUED_LABEL.search(flat.text, max(at - 40, start), min(at + 20, end)))


def _steps(blocks: Iterable[MatchingBlock]) -> list[tuple[int, int, int, int]]:
    """The stretches between matching blocks; those of one changed word, with a character in common, become one."""
    steps: list[tuple[int, int, int, int]] = []
    i = k = 0
    for block in blocks:
        if i < block.a or k < block.b:
            step = (i, block.a, k, block.b)
            if steps and steps[-1][1] >= i - COMMON and _is_change(*_both(steps[-1], step)):
                step = _both(steps.pop(), step)
            steps.append(step)
        i, k = block.a + block.size, block.b + block.size
    return steps


def _both(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return one[0], other[1], one[2], other[3]


def _is_change(i: int, j: int, k: int, m: int) -> bool:
    """Whether both sides have words of their own, as no lost or doubled character makes."""
    return j - i > COMMON and m - k > COMMON


def _pieces(flat: Flat, start: int, end: int, *, header: bool) -> list[tuple[int, int]]:
    """A stretch of the flat text less the lines of headers and toolbars in it."""
    pieces: list[tuple[int, int]] = []
    index = flat.line_of(start) if start < end else 0
    while start < end:
        begin, stop = flat.line_span(index)
        index += 1
        line = flat.line(index - 1)
        if begin >= start and stop <= end and (is_button(line) or (header and is_byline(line))):
            start = stop
            continue
        pieces.append((start, min(stop, end)))
        start = min(stop, end)
    return pieces


def _span(pieces: list[tuple[int, int]], start: int, end: int, fallback: int) -> tuple[int, int]:
    """Where `[start, end)` of joined pieces stands in the flat text."""
    begin = None
    done = 0
    for left, right in pieces:
        width = right - left
        if begin is None and start <= done + width:
            begin = left + start - done
        if begin is not None and end <= done + width:
            return begin, left + end - done
        done += width
    return fallback, fallback


def _settled(flat: Flat, start: int, end: int, copy_start: int, copy_end: int) -> Difference:
    """A difference, moved so that words which one copy only has are whole lines or sentences where they can be."""
    move = 0
    if start == end and copy_end - copy_start > MAX_SLIP_CHARS:
        move = _move(flat, copy_start, copy_end)
    elif copy_start == copy_end and end - start > MAX_SLIP_CHARS:
        move = _move(flat, start, end)
    text = flat.text
    if (move < 0 and text[start + move : start] == text[copy_start + move : copy_start]) or (
        move > 0 and text[end : end + move] == text[copy_end : copy_end + move]
    ):
        start, end, copy_start, copy_end = start + move, end + move, copy_start + move, copy_end + move
    return difference(flat, start, end, copy_start, copy_end)


def _move(flat: Flat, start: int, end: int) -> int:
    """How far `[start, end)` has to be moved for it to begin a line, within what makes no difference to the text."""
    text = flat.text
    begins = set()
    index = flat.line_of(start)
    for line in (index, index + 1):
        if line < len(flat.line_ats):
            begins.add(flat.line_ats[line])
    for target in sorted(begins, key=lambda at: abs(at - start)):
        move = target - start
        if 0 < -move <= FARTHEST and text[target:start] == text[end + move : end]:
            return move
        if 0 < move <= FARTHEST and text[start:target] == text[end : end + move]:
            return move
    return 0
