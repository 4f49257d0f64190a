"""Keywords said again and again: with the name of one city after another, or in another language."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from zhengwen import data
from zhengwen.filters.spam._lexicon import plain
from zhengwen.text.lazy_regex import pattern

SHORTEST, LONGEST = 36, 1200  # characters; what is true of the first ones is true of the rest
VARIED = 0.65  # distinct characters of an ordinary line of that length, of all, at least
CITY = pattern(lambda: rf"(?:{'|'.join(sorted(data.words('page/cities')))})市?")
EDGES = " \t、，,;；|丨·・/\\-—_.。:："
FEWEST, FEWEST_WORDS = 5, 12  # cities, words
KINDS = 4  # cities for each keyword, at least
LETTERS = pattern(r"[a-z]{3,}")
# Markup, style sheets, addresses and code say the same words again, too.
CODE = pattern(r"[=<>{}&%\\]|://|[a-z]:\s?[\d#a-z]")
FUNCTION_WORD = pattern(r"\b(?:the|of|and|for|with|this|that|are|from|shall)\b")


def is_repetitive(text: str) -> bool:
    """Whether a text says a few keywords again and again."""
    return len(text) >= SHORTEST and _says_again(text[:LONGEST])


@lru_cache(maxsize=256)  # a line is asked about by itself and as a part of a block
def _says_again(text: str) -> bool:
    if len(set(text)) > VARIED * len(text):
        return False
    flat = plain(text)
    return _is_of_cities(flat) or _is_latin(flat)


def repetition_in(line: str) -> int | None:
    """Where in a line keywords begin that are said again and again, behind its last full stop."""
    start = max(map(line.rfind, "。！？")) + 1
    return start if is_repetitive(line[start:].strip()) else None


def _is_of_cities(flat: str) -> bool:
    first, *said = CITY.split(flat)
    if len(said) < FEWEST or first.strip(EDGES):
        return False
    counts = Counter(one.strip(EDGES) for one in said)
    return min(map(len, counts)) >= 3 and len(counts) * KINDS <= len(said) + KINDS - 1


def _is_latin(flat: str) -> bool:
    """Whether a list of words in Latin letters has most of them more than once."""
    if not flat.isascii() or CODE.search(flat):
        return False
    words = LETTERS.findall(flat)
    return len(words) >= FEWEST_WORDS and 2 * len(set(words)) <= len(words) and not FUNCTION_WORD.search(flat)
