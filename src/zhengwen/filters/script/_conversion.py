"""What a Traditional page holds of characters in a form it does not mean, for all rules that ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.filters.script._reading import UNKNOWN, Reading, Strength, reading, seldom, suspicious, variants
from zhengwen.page import Page

# Surnames, which no word list can tell from leftovers: known words apart they are offered only.
SURNAMES = frozenset("于余范云万党种宁丰沈郁朴谷舍折仆")
# These are words of their own beside what they belong to, and what follows may run into another word: 會後里長, 係統一.
ENCLITIC = frozenset("後裡裏")
COPULA = re.compile(r"係(?=統[一籌計合]|列[入為於出席管舉]|主[張要管動])")
MEASURE = re.compile(r"(?<=[一二三四五六七八九十百千萬兩幾數每這那半零〇0-9０-９])[隻里]")


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
                if not _runs_on(text, match.start(), told):
                    yield Slip(match.start(), seen, told.form, told.strength)
            elif told == UNKNOWN and seen in seldom():
                yield Slip(match.start(), seen, seldom()[seen], Strength.NONE)


def _runs_on(text: str, at: int, told: Reading) -> bool:
    """Whether the word that names another form may be a seam between two: 會後|里長, 兩隻|有, 係|統一."""
    if MEASURE.match(text, at) or COPULA.match(text, at):
        return True
    return text[at] in ENCLITIC and not told.from_left and text[at - 1 : at].isalnum()


def as_page_writes(page: Page, form: str) -> str:
    """`form` in the variant that the page has: 裏 where it has 裏 and no 裡."""
    if form in page.characters:
        return form
    return next((other for other, usual in variants().items() if usual == form and other in page.characters), form)
