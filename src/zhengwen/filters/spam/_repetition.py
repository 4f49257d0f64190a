"""Keywords said again and again: with the name of one city after another, or in another language."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from zhengwen import data
from zhengwen.filters.spam._lexicon import plain
from zhengwen.text.lazy_regex import pattern

MIN_CHARS, MAX_CHARS_READ = 36, 1200  # of a line; what is true of the first ones is true of the rest
MIN_DISTINCT_SHARE = 0.65  # distinct characters of an ordinary line of that length, of all, at least
CITY = pattern(lambda: rf"(?:{'|'.join(sorted(data.words('page/cities')))})市?")
EDGES = " \t、，,;；|丨·・/\\-—_.。:："
MIN_CITIES, MIN_WORDS = 5, 12  # of a line of keywords
MIN_CITIES_PER_KEYWORD = 4  # that a keyword comes with
LETTERS = pattern(r"[a-z]{3,}")
# Markup, style sheets, addresses and code say the same words again, too.
CODE = pattern(r"[=<>{}&%\\]|://|[a-z]:\s?[\d#a-z]")
FUNCTION_WORD = pattern(r"\b(?:the|of|and|for|with|this|that|are|from|shall)\b")


def is_repetitive(text: str) -> bool:
    """Whether a text says a few keywords again and again."""
    return len(text) >= MIN_CHARS and _says_again(text[:MAX_CHARS_READ])


@lru_cache(maxsize=256)  # a line is asked about by itself and as a part of a block
def _says_again(text: str) -> bool:
    if len(set(text)) > MIN_DISTINCT_SHARE * len(text):
        return False
    flat = plain(text)
    return _is_of_cities(flat) or _is_latin(flat)


def repetition_in(line: str) -> int | None:
    """Where in a line keywords begin that are said again and again, behind its last full stop."""
    start = max(map(line.rfind, "。！？")) + 1
    return start if is_repetitive(line[start:].strip()) else None


def _is_of_cities(flat: str) -> bool:
    first, *said = CITY.split(flat)
    if len(said) < MIN_CITIES or first.strip(EDGES):
        return False
    counts = Counter(one.strip(EDGES) for one in said)
    return min(map(len, counts)) >= 3 and len(counts) * MIN_CITIES_PER_KEYWORD <= len(said) + MIN_CITIES_PER_KEYWORD - 1


def _is_latin(flat: str) -> bool:
    """Whether a list of words in Latin letters has most of them more than once."""
    if not flat.isascii() or CODE.search(flat):
        return False
    words = LETTERS.findall(flat)
    return len(words) >= MIN_WORDS and 2 * len(set(words)) <= len(words) and not FUNCTION_WORD.search(flat)
