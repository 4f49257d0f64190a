"""What a page does with the width of its marks: whether they were folded to ASCII, or the author mixes them."""

from __future__ import annotations

from enum import Enum, auto

from zhengwen.filters.punctuation._labels import label_spans
from zhengwen.filters.punctuation._marks import CLOSING, IDEOGRAPH, OPENING, compiled
from zhengwen.page import Page

# A page may hold one full-width comma for each forty folded ones and still count as folded: a template's own.
STRAY = 40
OTHERS = "：（！？"
# A long page on which nothing but commas and semicolons is in ASCII is typed so: folding takes colons and brackets too.
LONG = 100

CHINESE_COMMA = rf"[,;](?<=[{IDEOGRAPH}{CLOSING}0-9%].)(?=[{IDEOGRAPH}{OPENING}])"
OTHER_FOLDED = rf"[:!?(](?:(?<=[{IDEOGRAPH}{CLOSING}][:!?])|(?<=\()[{IDEOGRAPH}])"
FULL_STOP = rf"\.(?<=[{IDEOGRAPH}].)(?=[\n{IDEOGRAPH}]|\Z)"


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
    folded = len(compiled(CHINESE_COMMA).findall(text))
    if not folded:
        return Habit.SOUND
    if (text.count("，") + text.count("；")) * STRAY > folded:
        return Habit.MIXED
    full = _full_others(page)
    if full and full > len(compiled(OTHER_FOLDED).findall(text)):
        return Habit.MIXED
    if folded > LONG and not compiled(OTHER_FOLDED).search(text):
        return Habit.MIXED
    return Habit.FOLDED if _has_sentences(text) else Habit.SOUND


def _full_others(page: Page) -> int:
    """How many full-width marks other than commas stand on the page, bylines and lines of labels apart."""
    everywhere = sum(map(page.text.count, OTHERS))
    if not everywhere:
        return 0
    return everywhere - sum(page.text.count(mark, *span) for span in page.view(label_spans) for mark in OTHERS)


def _has_sentences(text: str) -> bool:
    """Whether the text is prose: a list of values with commas between them has no full stop, quote or enumeration."""
    return any(mark in text for mark in "。、“”《》") or compiled(FULL_STOP).search(text) is not None
