"""What a page does with the width of its marks: whether they were folded to ASCII, or the author mixes them."""

from __future__ import annotations

from enum import Enum, auto

from zhengwen.filters.punctuation._labels import label_spans
from zhengwen.filters.punctuation._marks import CLOSING, OPENING, compiled
from zhengwen.page import Page
from zhengwen.pages.markdown import is_markdown
from zhengwen.text.char_classes import ALL_IDEOGRAPHS

# A page may hold one full-width comma for each forty folded ones and still count as folded: a template's own.
MIN_FOLDED_TO_FULL = 40
OTHERS = "：（！？"
# A long page on which nothing but commas and semicolons is in ASCII is typed so: folding takes colons and brackets too.
# One law of 100 published ones has 137 such commas and no full-width mark but 。 and 、.
MAX_TYPED_COMMAS = 100
MIN_COMMAS = 3  # folded ones, on a page without a full-width comma, that show a habit where other marks are full-width
MIN_CLAUSE_CHARS = 6  # between the commas of a sentence, on average; keywords and cells are shorter
FUNCTION_WORDS = "的了是在不於于並并先應应須须必將将"  # in running text every 20th ideograph or so is one of them

CHINESE_COMMA = rf"[,;](?<=[{ALL_IDEOGRAPHS}{CLOSING}0-9%].)(?=[{ALL_IDEOGRAPHS}{OPENING}])"
OTHER_FOLDED = rf"[:!?(](?:(?<=[{ALL_IDEOGRAPHS}{CLOSING}][:!?])|(?<=\()[{ALL_IDEOGRAPHS}])"
FULL_STOP = rf"\.(?<=[{ALL_IDEOGRAPHS}].)(?=[\n{ALL_IDEOGRAPHS}]|\Z)"
SPACED_COMMA = rf"""
    [,;] (?<=[{ALL_IDEOGRAPHS}][ ].) (?=[ ]?[{ALL_IDEOGRAPHS}])
  | [,;] (?<=[{ALL_IDEOGRAPHS}].) (?=[ ]?[{ALL_IDEOGRAPHS}])
"""


class Habit(Enum):
    """How the marks of a page came to their width."""

    SOUND = auto()  # nothing between Chinese is in ASCII, or only brackets and colons are: many authors do that
    FOLDED = auto()  # all of them are in ASCII
    COMMAS = auto()  # all commas are in ASCII, while other marks are full-width
    MIXED = auto()  # some are


def habit(page: Page) -> Habit:
    """What the page does with the width of its marks; cheap where no comma or semicolon is in ASCII."""
    text = page.text
    if "," not in text and ";" not in text:
        return Habit.SOUND
    folded = len(compiled(CHINESE_COMMA).findall(text))
    if not folded:
        return Habit.FOLDED if _is_spaced_prose(text) else Habit.SOUND
    if is_markdown(page):  # typed by people who write code
        return Habit.MIXED
    if text.count("，") * MIN_FOLDED_TO_FULL > folded:
        return Habit.MIXED
    other_full, other_folded = _full_others(page), len(compiled(OTHER_FOLDED).findall(text))
    semicolons = text.count("；") * MIN_FOLDED_TO_FULL > folded
    if semicolons or other_full > other_folded:
        is_prose = _has_sentences(text) and not _is_typed_with_points(text)
        return Habit.COMMAS if folded >= MIN_COMMAS and is_prose else Habit.MIXED
    if folded > MAX_TYPED_COMMAS and not other_folded:
        return Habit.MIXED
    return Habit.FOLDED if _has_sentences(text) or _is_spaced_prose(text) else Habit.SOUND


def _full_others(page: Page) -> int:
    """How many full-width marks other than commas stand on the page, bylines and lines of labels apart."""
    everywhere = sum(map(page.text.count, OTHERS))
    if not everywhere:
        return 0
    return everywhere - sum(page.text.count(mark, *span) for span in page.view(label_spans) for mark in OTHERS)


def _has_sentences(text: str) -> bool:
    """Whether the text is prose: a list of values with commas between them has no full stop, quote or enumeration."""
    return any(mark in text for mark in "。、“”《》") or compiled(FULL_STOP).search(text) is not None


def _is_typed_with_points(text: str) -> bool:
    """Whether sentences end in points, too, as problems of mathematics do beside their formulas: `若x=1,则y=2.`."""
    return "。" not in text and compiled(FULL_STOP).search(text) is not None


def _is_spaced_prose(text: str) -> bool:
    """Whether a text without any full stop is prose all the same: long clauses with function words between commas."""
    if any(mark in text for mark in "，。") or "," not in text:
        return False
    commas = len(compiled(SPACED_COMMA).findall(text))
    ideographs = len(compiled(f"[{ALL_IDEOGRAPHS}]").findall(text)) if commas >= MIN_COMMAS else 0
    words = sum(map(text.count, FUNCTION_WORDS))
    return ideographs > MIN_CLAUSE_CHARS * (commas + 1) and words >= commas
