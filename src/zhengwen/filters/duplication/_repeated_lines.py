"""Lines that say what the line above says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._differences import Difference, compared
from zhengwen.filters.duplication._header import is_button
from zhengwen.filters.duplication._merge_readings import readings
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import is_one_text
from zhengwen.finding import Finding
from zhengwen.page import Page
from zhengwen.pages.differences.judgement import Kind, Side
from zhengwen.pages.sentences import HOLDS_END

LONG_PARAGRAPH_CHARS = 40  # characters of a paragraph that nobody says twice
BORDERS = frozenset("\t|｜│┃")  # between the cells of a row, which a table may have twice
FEW_SLIPS = 0.08  # of a paragraph, which its repetition may have otherwise
MIN_CHARS_WITH_A_SLIP = 5  # characters of a line that may have a slip, where most lines stand twice
MIN_SHARE_OF_LINES = 0.8  # of the lines from the first to the last that stand twice
MIN_SHARE_OF_PAGE = 0.4  # of the page that these lines make up


class Twin(NamedTuple):
    """Line `first` of a flat text and line `second`, the next one, that says the same."""

    first: int
    second: int
    pair: Pair


def findings(page: Page) -> Iterator[Finding]:
    """Find the second one of every two."""
    flat = Flat(page)
    twins = list(_twins(flat, mostly=True))
    if not _is_mostly_twins(flat, twins):
        twins = [twin for twin in _twins(flat, mostly=False) if _is_long(flat, twin)]
    for twin in twins:
        yield from _findings(flat, twin)


def _twins(flat: Flat, *, mostly: bool) -> Iterator[Twin]:
    """The lines that say what the line above says, or what the line says of which that is a twin itself."""
    kept = 0
    for second in range(1, len(flat.lines)):
        pair = _paired(flat, kept, second, mostly=mostly)
        if pair is None:
            kept = second
        else:
            yield Twin(kept, second, pair)


def _paired(flat: Flat, first: int, second: int, *, mostly: bool) -> Pair | None:
    start, end = flat.line_span(first)
    copy_start, copy_end = flat.line_span(second)
    one, other = flat.text[start:end], flat.text[copy_start:copy_end]
    if one == other:
        return Pair(start, end, copy_start, copy_end, [], end - start)
    most = max(FEW_SLIPS * len(one), 1)
    if (
        min(len(one), len(other)) < (MIN_CHARS_WITH_A_SLIP if mostly else LONG_PARAGRAPH_CHARS)
        or abs(len(one) - len(other)) > most
    ):
        return None
    if one[:2] != other[:2] and one[-2:] != other[-2:]:
        return None
    differences: list[Difference] = compared(flat, start, end, copy_start, copy_end)
    pair = Pair(start, end, copy_start, copy_end, differences, end - start)
    if mostly:
        alike = not any(one.is_other or one.kind is Kind.MORE for one in differences)
    else:
        alike = is_one_text(flat, pair, strong=False, wording=False)
    return pair if alike and sum(map(_width, differences)) <= most else None


def _width(one: Difference) -> int:
    return max(one.end - one.start, one.copy_end - one.copy_start)


def _is_mostly_twins(flat: Flat, twins: list[Twin]) -> bool:
    """Whether nearly the whole page stands twice, line by line, sentences and all."""
    if len({twin.first for twin in twins}) < 3:
        return False
    region = range(twins[0].first, twins[-1].second + 1)
    said = sum(twin.pair.end - twin.pair.start for twin in twins)
    text = sum(end - start for start, end in map(flat.line_span, region))
    sentences = sum(bool(HOLDS_END.search(flat.line(twin.first))) for twin in twins)
    differences = [one for twin in twins for one in twin.pair.differences if one.kind is not Kind.LABEL]
    if 2 * sum(one.worse is not None for one in differences) < sum(one.worse is None for one in differences):
        return False  # versions of a text, side by side
    return sentences >= 2 and 2 * said >= MIN_SHARE_OF_LINES * text and text >= MIN_SHARE_OF_PAGE * len(flat.text)


def _is_long(flat: Flat, twin: Twin) -> bool:
    line = flat.line(twin.first)
    return (
        twin.pair.end - twin.pair.start >= LONG_PARAGRAPH_CHARS
        and bool(HOLDS_END.search(line))
        and BORDERS.isdisjoint(line)
    )


def _findings(flat: Flat, twin: Twin) -> Iterator[Finding]:
    page, pair = flat.page, twin.pair
    if is_button(flat.line(twin.first)):
        return
    slips = [one.worse for one in pair.differences]
    second_stays = slips.count(Side.FIRST) > slips.count(Side.SECOND)
    number = flat.lines[twin.first if second_stays else twin.second]
    start, end = page.block(number, number)
    yield Finding("D004", start, end, f"These {pair.end - pair.start} characters repeat the preceding text.", "")
    for reading in readings(flat, pair, second_stays=second_stays):
        told = f"The text has {reading.seen!r} here and its other copy {reading.other!r}."
        yield Finding("D004", reading.start, reading.end, told, reading.replacement)
