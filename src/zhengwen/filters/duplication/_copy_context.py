"""What speaks for a copy beside its text: its header, its place, its part of the page."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._header import (
    CHANNEL,
    bare_title,
    is_button,
    is_byline,
    is_heading,
    is_title,
)
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._sister_texts import Relation, is_one_character_off, relation
from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.dates import days
from zhengwen.pages.script_folding import squeezed
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_HEADER_LINES = 12  # lines of a header
REACH_LINES = 8  # lines above a copy that are looked at for its title
TITLES, MENU = 2, 6  # lines of a title; characters of a menu's line
LONGEST_MENU = 20
SHORTEST_TITLE = 4
MENUS = 60  # lines above the first copy, whose words may be in the header of the second one; and between the two
BETWEEN = pattern(r"[>»›→＞/|·\s]+")
DATED = pattern(r"[日號号]\Z")
DIGIT = pattern(r"\d")


class Evidence(NamedTuple):
    """What speaks for a copy beside its text."""

    header: int | None  # the line of the flat text where the header of the copy begins
    bylined: bool  # a byline stands there again
    strong: bool  # a title, a byline or buttons stand there
    mine: bool  # a title stands there that the first copy has not
    signed: bool  # a byline stands there that the first copy has not
    top: bool  # nothing but menus stands above the first copy
    share: float  # of the page that both copies make up


class Known(NamedTuple):
    """What the header above the first sentence has: titles (lines), bylines, the days they name, words of the menus."""

    titles: list[int]
    bylines: set[str]
    days: set[tuple[int, int, int]]
    menus: set[str]


def seen_around(flat: Flat, pair: Pair, first_prose: int) -> Evidence:
    """Look around a copy; `first_prose` is the first line of the page that holds a sentence."""
    above, begin = flat.line_of(pair.start), flat.line_of(pair.copy_start)
    top = above <= first_prose
    floor = flat.line_of(pair.end - 1)
    first = _known(flat, min(above, first_prose), min(floor + 1, first_prose))
    between = [flat.line(index) for index in range(max(floor + 1, begin - MENUS), begin)]
    own = {squeezed(line) for line in between if _is_own_title(line)}
    if not first.titles and own and above <= MENUS:  # a title far above, with lines of no known kind below it
        far = [index for index in range(above) if squeezed(flat.line(index)) in own]
        first = first._replace(titles=far[-1:])
    header = None
    if not flat.before(pair.copy_start):
        header = _header(flat, begin, floor, first)
    elif is_byline(flat.line(begin)) and begin > floor:  # bylines may differ: the copy goes on in the middle of one
        above_it = _header(flat, begin, floor, first)
        header = begin if above_it is None else above_it
    head = range(begin if header is None else header, min(begin + 4, len(flat.lines)))
    bylined = any(is_byline(flat.line(index)) for index in head)
    titled = any(_is_title_of(flat, index, first) for index in head)
    strong = bylined or titled or header is not None or any(is_button(line) for line in between)
    mine = top and not first.titles and bool(own)
    share = (pair.end - pair.start + pair.copy_end - pair.copy_start) / len(flat.text)
    signed = top and bylined and not first.bylines
    return Evidence(header, bylined, strong, mine, signed, top, share)


def _known(flat: Flat, above: int, below: int) -> Known:
    """Read the header above line `above`, and what of it stands between that and line `below`."""
    own = [index for index in range(above, min(above + 4, below)) if is_title(flat.line(index))]
    lines = [*_titles(flat, above), *own]
    bylines = [flat.line(index) for index in range(max(0, above - REACH_LINES), max(min(above + 4, below), above + 1))]
    bylines = [line for line in bylines if is_byline(line)]
    menus = "|".join(flat.line(index) for index in range(above)) if above <= MENUS else ""
    words = {word for word in map(squeezed, BETWEEN.split(menus)) if 1 < len(word) <= LONGEST_MENU}
    return Known(
        [index for index in lines if not is_byline(flat.line(index))],
        {squeezed(line) for line in bylines},
        {day for line in bylines for day in days(line)},
        {word for word in words if not DATED.search(word) and not ends_like_one(fold(word))},
    )


def _titles(flat: Flat, above: int) -> list[int]:
    """The lines of a title right above line `above`, with bylines and buttons between, and no menu."""
    titles: list[int] = []
    for index in range(above - 1, max(-1, above - 1 - REACH_LINES), -1):
        line = flat.line(index)
        if is_byline(line) or is_button(line):
            continue
        above_it = flat.line(index - 1) if index > 0 else ""
        menu = len(line.strip()) <= MENU and 0 < len(above_it.strip()) <= MENU and not is_button(above_it)
        if len(titles) == TITLES or menu or not is_title(line):
            break
        titles.append(index)
    return titles


def _is_own_title(line: str) -> bool:
    """Whether a line between two copies may be the title of the second one."""
    return is_title(line) and len(line.strip()) > MENU and not is_byline(line)


def _is_title_of(flat: Flat, index: int, first: Known) -> bool:
    line = bare_title(flat.line(index))
    return any(
        (len(line) >= SHORTEST_TITLE and line == bare_title(flat.line(title)))
        or relation(flat, title, index) is Relation.SAME
        or is_one_character_off(flat, title, index)
        for title in first.titles
    )


def _header(flat: Flat, index: int, floor: int, first: Known) -> int | None:
    """The first line of the header that stands above line `index`.

    Every line of it is known: a title or a menu that the first copy has, too, a byline, buttons, a section's name.
    One line more may stand between a cross and a title.
    """
    begin, titled = None, _is_title_of(flat, index, first)
    for number in range(index - 1, max(floor, index - 1 - MAX_HEADER_LINES), -1):
        line = flat.line(number)
        words = squeezed(line)
        if _is_title_of(flat, number, first):
            titled = True
        elif not is_heading(line) and not (titled and len(words) <= LONGEST_MENU):
            break
        elif is_byline(line):
            if titled and words not in first.bylines and not days(line) & first.days:
                break  # the last line of the first copy, which may name its editor
        elif not is_button(line) and words not in first.menus:
            above = flat.line(number - 1) if number - 1 > floor else ""
            if not (above and is_button(above) and len(words) <= LONGEST_MENU and not DIGIT.search(words)) and not (
                titled and CHANNEL.fullmatch(words)
            ):
                break
        begin = number
    return begin
