"""What a page does with the width of its marks: whether they were folded to ASCII, or the author mixes them."""

from __future__ import annotations

import re
from enum import Enum, auto

from zhengwen.filters.punctuation._marks import CLOSING, IDEOGRAPH, OPENING
from zhengwen.page import Page

# Full-width marks that a page may hold for each forty folded ones and still count as folded: a page template's own.
STRAY = 40
# A long page on which nothing but commas and semicolons is in ASCII is typed so: folding takes colons and brackets too.
LONG = 100

CHINESE_COMMA = re.compile(rf"[,;](?<=[{IDEOGRAPH}{CLOSING}0-9%].)(?=[{IDEOGRAPH}{OPENING}])")
OTHER_FOLDED = re.compile(rf"[:!?](?<=[{IDEOGRAPH}{CLOSING}].)|\([{IDEOGRAPH}]")
FULL_STOP = re.compile(rf"\.(?<=[{IDEOGRAPH}].)(?=[\n{IDEOGRAPH}]|\Z)")


class Habit(Enum):
    """How the marks of a page came to their width."""

    SOUND = auto()  # nothing between Chinese is in ASCII, or only brackets and colons are: many authors do that
    FOLDED = auto()  # all of them are in ASCII
    MIXED = auto()  # some are


def habit(page: Page) -> Habit:
    """What the page does with the width of its marks; cheap where no comma or semicolon is in ASCII."""
    text = page.text
    if "," not in text and ";" not in text:
        return Habit.SOUND
    folded = sum(1 for _ in CHINESE_COMMA.finditer(text))
    if not folded:
        return Habit.SOUND
    full = sum(map(text.count, "，；：（！？"))
    if full * STRAY > folded:
        return Habit.MIXED
    if folded > LONG and not OTHER_FOLDED.search(text):
        return Habit.MIXED
    return Habit.FOLDED if _has_sentences(text) else Habit.MIXED


def _has_sentences(text: str) -> bool:
    """Whether the text is prose: a list of values with commas between them has no full stop, quote or enumeration."""
    return any(mark in text for mark in "。、“”《》") or FULL_STOP.search(text) is not None
