"""What of two copies goes: the spans to cut, and the words of the copy that goes which the other one lacks."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._choose_copy import is_second_better
from zhengwen.filters.duplication._copies import Copy
from zhengwen.filters.duplication._differences import Difference, compared
from zhengwen.filters.duplication._header import LABEL, is_button, is_byline, is_heading
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._same_text import TEASER_END, is_line_only
from zhengwen.pages.differences.evidence import WORD
from zhengwen.pages.differences.judgement import Kind
from zhengwen.text import lazy_import

HEADER_LINES = 6
REACH_CHARS = 20_000  # characters on either side in which words may have been moved
SAME = 4  # characters that both bodies begin with; else a line of one of them was taken for its header


class Plan(NamedTuple):
    """Spans of the page to cut, words to put in (place and text), and whether the second copy is the one to stay."""

    cuts: list[tuple[int, int]]
    additions: list[tuple[int, str]]
    second_stays: bool


def planned(flat: Flat, copy: Copy) -> Plan:
    """Decide which copy stays, and what goes."""
    pair, header = copy.pair, copy.evidence.header
    begin = pair.copy_start if header is None else flat.line_ats[header]
    rest, other = flat.rest(pair.end), flat.rest(pair.copy_end)
    broken, other_broken = (bool(TEASER_END.fullmatch(words)) for words in (rest, other))
    behind = _after_links(flat, pair.end + len(rest)) if broken else pair.end
    between = _lines(flat, behind, begin)
    adjoining = broken and all(is_button(flat.line(number)) for number in between)
    mine = copy.evidence.mine or (_is_link(rest) and (copy.evidence.signed or (header is None and not adjoining)))
    if broken and mine and all(is_heading(flat.line(number)) for number in between) and not _has_more(flat, pair):
        # What follows has a title, or a byline, and this has none: a teaser, or a view without its head.
        return Plan([_cut(flat, _before_label(flat, pair.start), behind)], [], True)
    if adjoining and not _has_more(flat, pair) and is_second_better(flat, pair):
        return Plan([_before_second(flat, copy, begin)], [], True)
    additions = _additions(flat, pair)
    breaks_off = bool(other) or _is_link(rest) or behind > pair.end + len(rest)
    if adjoining and breaks_off and not _is_link(other):
        # The second copy goes on from where the first one breaks off, in the same line or in the next one.
        copy_end = flat.place(pair.copy_end) if other else flat.after(pair.copy_end)
        return Plan([(flat.after(pair.end), copy_end)], additions, False)
    end = _after_links(flat, pair.copy_end + len(other)) if other_broken else pair.copy_end
    return Plan([_cut(flat, begin, end)], additions, False)


def _before_label(flat: Flat, start: int) -> int:
    """Where the line begins, if nothing but `摘要：` stands before the copy."""
    before = flat.before(start)
    return start - len(before) if LABEL.fullmatch(before) else start


def _is_link(words: str) -> bool:
    """Whether a line ends in dots or a link to the whole text, and not in a mark that the other copy has lost."""
    return bool(TEASER_END.fullmatch(words)) and (len(words) > 1 or words == "…")


def _has_more(flat: Flat, pair: Pair) -> bool:
    """Whether the first copy has something that the second one has not."""
    return any(one.end > one.start and (one.is_telling or _has_letters_more(flat, one)) for one in pair.differences)


def _has_letters_more(flat: Flat, one: Difference) -> bool:
    """Whether the second copy lacks a character, though either may be right: what stays can be judged again."""
    return one.is_open and one.copy_start == one.copy_end and bool(WORD.search(flat.text[one.start : one.end]))


def _after_links(flat: Flat, end: int) -> int:
    """The end of the dots and links to the whole text that stand in lines of their own behind a copy."""
    for index in range(flat.line_of(end - 1) + 1, len(flat.lines)):
        start, stop = flat.line_span(index)
        if stop - start > 12 or not TEASER_END.fullmatch(flat.text[start:stop]):
            break
        end = stop
    return end


def _lines(flat: Flat, end: int, begin: int) -> range:
    """The lines between the end of the first copy and the header of the second one."""
    return range(flat.line_of(end - 1) + 1, flat.line_of(begin)) if begin > end else range(0)


def _cut(flat: Flat, start: int, end: int) -> tuple[int, int]:
    """The span of the page for `[start, end)`: whole lines with their breaks, where it is that."""
    page = flat.page
    if flat.before(start) or flat.rest(end):
        return flat.after(start) if flat.before(start) else flat.place(start), flat.after(end)
    return page.block(flat.lines[flat.line_of(start)], flat.lines[flat.line_of(end - 1)])


def _before_second(flat: Flat, copy: Copy, begin: int) -> tuple[int, int]:
    """The span to cut so that the second body stays under the first header."""
    pair = copy.pair
    first, second = _body(flat, pair.start, pair.end), _body(flat, pair.copy_start, pair.copy_end)
    if first is not None and second is None:  # a second view without a byline
        found = flat.text.find(flat.text[first : first + SAME], pair.copy_start, pair.copy_end)
        second = found if found >= 0 else None
    if first is None or second is None or flat.text[first : first + SAME] != flat.text[second : second + SAME]:
        return flat.place(pair.start), flat.place(begin)
    return flat.place(first), flat.place(second)


def _body(flat: Flat, start: int, end: int) -> int | None:
    """Where the lines of a header at the beginning of a copy are over; `None` when there is no byline."""
    index = flat.line_of(start)
    last = min(index + HEADER_LINES, flat.line_of(end - 1))
    found = None
    for number in range(index, last):
        line = flat.line(number)
        if is_byline(line) or (found is not None and is_button(line)):
            found = flat.line_ats[number + 1]
    return found


def _additions(flat: Flat, pair: Pair) -> list[tuple[int, str]]:
    """The words and lines that only the copy that goes has."""
    additions = []
    for one in pair.differences:
        if one.copy_end > one.copy_start and _stands_in(flat, one, pair):
            continue
        if one.kind is Kind.MORE and one.start == one.end:
            additions.append(_addition(flat, one))
        elif one.is_other and one.end > one.start and is_line_only(flat, one):
            additions.append(_addition(flat, one._replace(start=one.end)))
    return [addition for addition in additions if addition[1]]


def _stands_in(flat: Flat, one: Difference, pair: Pair) -> bool:
    """Whether the first copy has the words that only the second one seems to have elsewhere, slips apart."""
    low, high = max(pair.start, one.start - REACH_CHARS), min(pair.end, one.start + REACH_CHARS)
    words, text = flat.text[one.copy_start : one.copy_end], flat.text[low:high]
    if words in text:
        return True
    with lazy_import.IMPORTING:
        from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=90)
    if found is None:
        return False
    start, end = low + found.dest_start, low + found.dest_end
    differences = compared(flat, start, end, one.copy_start, one.copy_end)
    return not any(other.is_telling for other in differences)


def _addition(flat: Flat, one: Difference) -> tuple[int, str]:
    page = flat.page
    whole = not flat.before(one.copy_start) and not flat.rest(one.copy_end)
    if whole and not flat.before(one.start):
        first, last = flat.line_of(one.copy_start), flat.line_of(one.copy_end - 1)
        start, end = page.lines[flat.lines[first]].start, page.lines[flat.lines[last]].end
        following = flat.lines[last + 1] if last + 1 < len(flat.lines) else len(page.lines) - 1
        breaks = "\n" * (following - flat.lines[last])
        return page.lines[flat.lines[flat.line_of(one.start)]].start, page.text[start:end] + breaks
    return flat.after(one.start), "".join(page.text[flat.place(one.copy_start) : flat.after(one.copy_end)].split())
