"""The title of a document in a comparison: what it says decides which document it is."""

from __future__ import annotations

from zhengwen.pages.differences.cues import BODY_END
from zhengwen.pages.differences.damage import is_misplaced
from zhengwen.pages.differences.evidence import places
from zhengwen.pages.differences.names import are_ordinary
from zhengwen.pages.differences.words import Difference, Words
from zhengwen.text.lazy_regex import pattern

MAX_TITLE_CHARS = 60  # characters
MIN_SUBJECT_CHARS = 3  # ordinary words that name a subject: 河道整治
MAX_WRAP_DIFFERENCE = 2  # characters by which lines that were wrapped differ
BLANKS = pattern(r"\s*")


def is_titled(difference: Difference, strange: tuple[int, int]) -> bool:
    """Whether another name stands in the title: it says what the document is of.

    Ordinary words are a name there if neither document has the words of the other: of the title of a copy, the body
    still speaks.
    """
    if not is_in_title(difference):
        return False
    one, other = difference.texts
    ordinary = are_ordinary(difference)
    if len(one) == len(other) == 1:
        return _are_parts_of_places(difference) or not (ordinary or is_misplaced(difference, strange))
    if not ordinary and not is_misplaced(difference, strange):
        return True
    if all(map(BODY_END.fullmatch, (one, other))):
        return True
    if ordinary and min(len(one), len(other)) < MIN_SUBJECT_CHARS:
        return False  # 规定 and 办法, 要求 and 强调
    return one not in difference.other.text and other not in difference.one.text


def _are_parts_of_places(difference: Difference) -> bool:
    """Whether one character tells two places apart: 台州 and 湖州."""
    before, behind = difference.one.before(difference.a, 1), difference.one.behind(difference.b, 1)
    return any(
        all(left + text + right in places() for text in difference.texts)
        for left, right in ((before, ""), ("", behind))
    )


def is_in_title(difference: Difference) -> bool:
    """Whether words stand in the title of both documents: a short first line that is no sentence."""
    return _ends_behind(difference.one, difference.a) and _ends_behind(difference.other, difference.c)


def _ends_behind(words: Words, place: int) -> bool:
    start, end = title_span(words.text)
    return 0 < end - start <= MAX_TITLE_CHARS and place < len(words) and int(words.starts[place]) < end


def title_span(text: str) -> tuple[int, int]:
    """Return where the first line of a text stands; nowhere if it is a sentence or all there is."""
    blanks = BLANKS.match(text)
    start = blanks.end() if blanks else 0
    end = text.find("\n", start)
    if end <= start or text[end - 1] in "。;,、":
        return (0, 0)
    after = text.find("\n", end + 1)
    is_wrapped = abs((after - end - 1) - (end - start)) <= MAX_WRAP_DIFFERENCE and text[after - 1] not in "。;:"
    return (0, 0) if is_wrapped and after > end + 1 else (start, end)
