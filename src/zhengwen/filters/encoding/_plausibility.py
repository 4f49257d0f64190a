"""Whether what a wrong reading would have been made from can be what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._mojibake_pairs import WESTERN, Reading, bytes_of
from zhengwen.text import language_model
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

POOR = 10.0  # nats a character: more is no Chinese, whatever it was before
MAX_MARKS_CHARS = 6  # marks alone may be a wrong reading where the page has it elsewhere
HIGH = pattern("[^\\0-\\x7f]")
VISIBLE = pattern("[^\\0-\\x7f\N{IDEOGRAPHIC SPACE}]")
IDEOGRAPH = pattern(f"[{UNIFIED}]")
NESTED = pattern("[\xa1-\u017f\u02c6-\u02dd\u2013-\u203a€™]{4}")


def is_believable(stretch: Stretch, line: str, reading: Reading, *, familiar: bool) -> bool:
    """Whether a reading makes ideographs with their marks, or Latin letters that hide them, and not of a code table."""
    text = stretch.text
    distinct = len(set(HIGH.findall(line[stretch.start : stretch.end])))
    if distinct < 3 and len(text) > distinct:  # a row of the same sign
        return False
    if any(_is_table(numbers) for numbers in _codes(line[stretch.start : stretch.end], text, reading)):
        return False
    if familiar and len(text) < MAX_MARKS_CHARS:
        return True
    if language_model.cost(text) > POOR * len(text):
        return False
    ideographs = len(IDEOGRAPH.findall(text))
    others = len(VISIBLE.findall(text)) - ideographs
    if 3 * ideographs > others and ideographs > (reading not in WESTERN):
        return True
    return reading.true == "utf-8" and NESTED.search(text) is not None


def _codes(line: str, text: str, reading: Reading) -> Iterator[list[int]]:
    """The numbers that the characters have in Unicode and in the wrong charset, and those they would have."""
    high = HIGH.findall(line)
    yield [ord(one) for one in high]
    yield [int.from_bytes(bytes_of(reading.wrong)[one]) for one in high]
    yield [ord(one) for one in HIGH.findall(text)]


def _is_table(numbers: list[int]) -> bool:
    """Whether characters follow each other as in a table of codes."""
    near = sum(1 for one, other in pairwise(numbers) if 0 < other - one < 4)
    return near >= 3 and 3 * near > len(numbers)
