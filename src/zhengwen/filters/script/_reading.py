"""Which form of a character a Traditional text means at one place, judged by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from zhengwen import data

MAX_WORD_CHARS = 4  # of the words in `script/words.txt`
REACH_CHARS = MAX_WORD_CHARS - 1
# Where a word may stand in a window around its character, the longest first.
SPANS = [
    (start, start + size)
    for size in range(MAX_WORD_CHARS, 1, -1)
    for start in range(REACH_CHARS - size + 1, REACH_CHARS + 1)
]

EITHER = "?"
ENDS_WORDS = frozenset("准")  # after 標, 基, 水 it ends a word, whatever it is often seen before


class Strength(IntEnum):
    """How well a reading is founded."""

    NONE = 0  # nothing around it is known
    PAIR = 1  # a neighbour it is often seen beside
    WORD = 2  # a word of the dictionaries, and nothing against it


class Reading(NamedTuple):
    """The form that is meant, in the way Taiwan writes it, and how sure that is; no form where readings differ.

    `from_left` says that a word which names the form begins before the character; `word` is what the words that name
    it are, taken together, with the form meant.
    """

    form: str
    strength: Strength
    from_left: bool = False
    word: str = ""


UNKNOWN = Reading("", Strength.NONE)
UNDECIDED = Reading("", Strength.WORD)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern compiled on first use: few pages need any of them."""
    return re.compile(pattern, re.VERBOSE)


@cache
def variants() -> dict[str, str]:
    """For a form that Taiwan does not write, the one it writes."""
    return {line[0]: line[1] for line in data.read("script/variants.txt").splitlines()}


@cache
def forms() -> dict[str, str]:
    """For every Simplified character its Traditional forms, the commonest first."""
    return dict(line.split("\t") for line in data.read("script/forms.txt").splitlines())


@cache
def folding() -> dict[int, str]:
    """For every Traditional form the Simplified character, as `str.translate` takes it."""
    fold = {ord(form): simplified for simplified, group in forms().items() for form in group}
    return fold | {ord(other): fold.get(ord(usual), usual) for other, usual in variants().items()}


@cache
def seldom() -> dict[str, str]:
    """Forms that are right in few words only, and the form that mostly is."""
    return {line[0]: line[1] for line in data.read("script/seldom.txt").splitlines()}


@cache
def usual() -> dict[str, str]:
    """For characters that are Simplified only, the Traditional form that all their words have, also of several."""
    written = (line for line in data.read("script/usual.txt").splitlines() if line[0] != EITHER)
    several = {line[0]: line[1] for line in written}
    return several | {one: group for one, group in forms().items() if len(group) == 1 and one in _only_simplified()}


@cache
def mostly() -> dict[str, str]:
    """The form that is meant where no word tells: of seldom forms, and of characters that are Simplified only."""
    lines = data.read("script/usual.txt").splitlines()
    return seldom() | {line[1]: line[2] for line in lines if line[0] == EITHER}


@cache
def ambiguous() -> frozenset[str]:
    """Characters that are Simplified only, and stand for several Traditional ones."""
    return frozenset(one for one in _only_simplified() if len(forms().get(one, "")) > 1 and one not in usual())


@cache
def counted() -> dict[str, tuple[str, str]]:
    """For characters whose other form makes new words freely, those that laws have before and after them."""
    rows = (line.split("\t") for line in data.read("script/counted.txt").splitlines())
    return {row[0]: (row[1], row[2]) for row in rows}


def _only_simplified() -> frozenset[str]:
    return data.characters("script/simplified-only")


@cache
def _words() -> str:
    return "\n" + data.read("script/words.txt") + "\n"


@cache
def _words_with(simplified: str) -> dict[str, str]:
    """The words with some form of a character, by their folded form, as few pages ask for more than a dozen.

    `?` begins a word with several right forms, `+` a pair that is no word.
    """
    return {word.lstrip("?+").translate(folding()): word for word in _lines_with(simplified)}


def _lines_with(simplified: str) -> Iterator[str]:
    written = _words()
    for form in {simplified, *forms().get(simplified, ""), *_variants_of().get(simplified, "")}:
        at = written.find(form)
        while at >= 0:
            end = written.index("\n", at)
            yield written[written.rindex("\n", 0, at) + 1 : end]
            at = written.find(form, end)


@cache
def _variants_of() -> dict[str, str]:
    """For every Simplified character the forms that Taiwan does not write."""
    found: dict[str, str] = {}
    for other, usual in variants().items():
        simplified = folding()[ord(other)]
        found[simplified] = found.get(simplified, "") + other + usual
    return found


@cache
def neighbours() -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in data.read("script/neighbours.txt").splitlines())
    return {row[0]: (row[1], row[2]) for row in rows}


def reading(text: str, at: int) -> Reading:
    """Which form is meant at `at`."""
    return _read(_window(text, at))


def _window(text: str, at: int) -> str:
    """The characters around `at`, as far as the longest word reaches on either side."""
    first = at - REACH_CHARS
    return text[first : at + MAX_WORD_CHARS] if first >= 0 else "\n" * -first + text[: at + MAX_WORD_CHARS]


def is_in_long_word(text: str, at: int, form: str) -> bool:
    """Whether a word of three characters or more names a form at `at`."""
    folded = _window(text, at).translate(folding())
    words = _words_with(folded[REACH_CHARS])
    found = ((start, words.get(folded[start:end])) for start, end in SPANS if end - start > 2)
    return any(word is not None and word[0] != EITHER and word[REACH_CHARS - start] == form for start, word in found)


@lru_cache(maxsize=8192)
def _read(window: str) -> Reading:
    """Which form is meant in the middle of a window that reaches as far as the longest word on either side."""
    folded = window.translate(folding())
    words = _words_with(folded[REACH_CHARS])
    seen = variants().get(window[REACH_CHARS], window[REACH_CHARS])
    named: dict[tuple[Strength, bool], set[str]] = {}
    spans: list[tuple[int, int]] = []
    first, last = REACH_CHARS, REACH_CHARS + 1
    for start, end in SPANS:
        word = words.get(folded[start:end])
        if word is None or any(a <= start and end <= b for a, b in spans):
            continue
        spans.append((start, end))
        strength = Strength.PAIR if word[0] == "+" else Strength.WORD
        if strength is Strength.WORD:
            first, last = min(first, start), max(last, end)
        form = EITHER if word[0] == EITHER else word.lstrip("+")[REACH_CHARS - start]
        named.setdefault((strength, start < REACH_CHARS), set()).add(form)
    told = _verdict(named, seen) if named else UNKNOWN
    if told.strength is not Strength.WORD or not told.form:
        return told
    return told._replace(word=window[first:REACH_CHARS] + told.form + window[REACH_CHARS + 1 : last])


def _verdict(named: dict[tuple[Strength, bool], set[str]], seen: str) -> Reading:
    """The one form that words name, or that pairs do where no word does; none where they differ."""
    left, here = (named.get((Strength.WORD, from_left), set()) for from_left in (True, False))
    if left and seen in ("于", "於"):
        here = here - {EITHER}  # 關於|都市, where 于都 is a place
    words = left | here
    pairs_left, pairs_here = (named.get((Strength.PAIR, from_left), set()) for from_left in (True, False))
    if EITHER in words or len(words) > 1:
        return UNDECIDED
    if not words:
        pairs = pairs_left | pairs_here
        return Reading(pairs.pop(), Strength.PAIR, bool(pairs_left)) if len(pairs) == 1 else UNDECIDED
    (form,) = words
    disputed = form != seen and (seen in pairs_left or (seen in pairs_here and not (left and seen in ENDS_WORDS)))
    return Reading(form, Strength.PAIR if disputed else Strength.WORD, bool(left))
