"""Where a page has a form beside a neighbour that speaks against it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from zhengwen.filters.script._contexts import is_interchangeable
from zhengwen.filters.script._contexts import neighbours as counted_neighbours
from zhengwen.filters.script._reading import ambiguous, seldom
from zhengwen.filters.script._reading import neighbours as dictionary_neighbours
from zhengwen.filters.script._suspects import listed_suspects, suspects
from zhengwen.page import Page
from zhengwen.text.char_search import as_ranges, places_beside

NOBODY = ("", "")


class _Sides(NamedTuple):
    """The characters before and after a form beside which another one may be meant; it may be `anywhere`."""

    before: frozenset[str]
    after: frozenset[str]
    anywhere: bool


def suspicious_places(page: Page) -> dict[str, list[int]]:
    """For each form where it may stand for another one; a view, so call it by `page.view(suspicious_places)`.

    One look finds all forms that may be wrong, one character in twenty; a set for each tells whether a place counts.
    """
    text = page.text
    found: dict[str, list[int]] = {}
    for at in places_beside(_innocent(), text):
        seen = text[at]
        before, after, anywhere = _sides(seen)
        if anywhere or text[at - 1 : at] in before or text[at + 1 : at + 2] in after:
            found.setdefault(seen, []).append(at)
    return found


@cache
def _innocent() -> re.Pattern[str]:
    return re.compile(f"[^{as_ranges(''.join(suspects()))}]*+")


@cache
def _sides(form: str) -> _Sides:
    """The neighbours of one form: of most forms no page asks."""
    listed, counted = dictionary_neighbours().get(form, NOBODY), counted_neighbours(form)
    if is_interchangeable(form) and form not in listed_suspects():
        listed = NOBODY  # dictionaries list 台 for 臺 and 盡 for 儘, which prove nothing
    anywhere = form in seldom() or form in ambiguous()
    return _Sides(frozenset(listed[0] + counted[0]), frozenset(listed[1] + counted[1]), anywhere)
