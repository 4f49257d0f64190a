"""What a Traditional page holds of characters in a form it does not mean, for all rules that ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.filters.script._reading import UNDECIDED, Strength, reading, seldom, suspicious, variants
from zhengwen.page import Page


class Slip(NamedTuple):
    """A character that stands in the wrong form: where, the form it stands in, the form meant, and how sure that is."""

    at: int
    seen: str
    meant: str
    strength: Strength


def slips(page: Page, suspects: frozenset[str]) -> Iterator[Slip]:
    """Every place where one of `suspects` may stand for another form."""
    text, usual = page.text, variants()
    for seen in sorted(page.characters & suspects):
        pattern = suspicious(seen)
        if pattern is None:
            continue
        form = usual.get(seen, seen)
        for match in pattern.finditer(text):
            told = reading(text, match.start())
            if told.form and told.form != form:
                yield Slip(match.start(), seen, told.form, told.strength)
            elif told == UNDECIDED and seen in seldom():
                yield Slip(match.start(), seen, seldom()[seen], Strength.NONE)


def as_page_writes(page: Page, form: str) -> str:
    """`form` in the variant that the page has: 裏 where it has 裏 and no 裡."""
    if form in page.characters:
        return form
    return next((other for other, usual in variants().items() if usual == form and other in page.characters), form)
