"""Which words a text must hold for a pattern to match, so that one scan for all of them rules most patterns out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

# The parser of `re`, which has no public name; what it gives has not changed from Python 3.11 to 3.14.
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

MAX_WORD_CHARS = 6  # characters of a word that are looked for: more tell no more
MAX_CASED_CHARS = 3  # of one whose letters may be of either case, each of which doubles its forms
MAX_CHOICES = 8  # characters of a class that are looked for one by one
# What letters match besides their other case where case is ignored.
ALSO_MATCHED = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)

Words = frozenset[str]


class Sieve:
    """Tells which of many patterns a text may match.

    Args:
        patterns: compiled patterns; those of which no word is required may always match.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        numbers: dict[str, int] = {}
        self._always = 0
        for number, one in enumerate(patterns):
            words = required_words(one.pattern, one.flags)
            if words is None:
                self._always |= 1 << number
                continue
            for word in words:
                numbers[word] = numbers.get(word, 0) | 1 << number
        self._masks = list(numbers.values())
        self._matcher = AhoCorasick(
            numbers, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def may_match(self, text: str) -> int:
        """The patterns that may match anywhere in a text, as a set of bits numbered in their order."""
        try:
            found = self._matcher.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone half of a character, which no word has
            found = self._matcher.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping=True)
        mask = self._always
        for number, _, _ in found:
            mask |= self._masks[number]
        return mask


def required_words(source: str, flags: int = 0) -> Words | None:
    """Words one of which stands in everything that a pattern matches; `None` where none is sure to."""
    parsed = _parser.parse(source, flags)
    return _required(parsed, bool(parsed.state.flags & re.IGNORECASE))


class _Run(NamedTuple):
    """Characters that follow each other: of each, those it may be."""

    choices: list[str]
    cased: bool

    def words(self) -> Words | None:
        most = MAX_CASED_CHARS if self.cased else MAX_WORD_CHARS
        return frozenset(map("".join, product(*self.choices[:most]))) if self.choices else None


def _required(items: Iterable[Any], ignore_case: bool) -> Words | None:
    found = [words for words in _candidates(items, ignore_case) if words]
    return max(found, key=_worth, default=None)


def _worth(words: Words) -> tuple[int, int]:
    """What tells most: long words, and few of them."""
    return min(map(len, words)), -len(words)


def _candidates(items: Iterable[Any], ignore_case: bool) -> Iterator[Words | None]:
    run: list[str] = []
    for op, value in items:
        if op is ops.AT or op in (ops.ASSERT, ops.ASSERT_NOT):
            continue
        one = _characters(op, value, ignore_case)
        if one:
            run.append(one)
            continue
        yield _Run(run, ignore_case).words()
        run = []
        if op is ops.SUBPATTERN:
            _, added, removed, inner = value
            yield _required(inner, (ignore_case or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE)
        elif op is ops.ATOMIC_GROUP:
            yield _required(value, ignore_case)
        elif op is ops.BRANCH:
            parts = [_required(part, ignore_case) for part in value[1]]
            if all(parts):
                yield frozenset().union(*(part for part in parts if part))
        elif op in REPEATS and value[0] > 0:
            yield _required(value[2], ignore_case)
    yield _Run(run, ignore_case).words()


def _characters(op: object, value: Any, ignore_case: bool) -> str:  # noqa: ANN401  # what an item has, by its kind
    """The characters that an item of a pattern may be; empty if these are many, or it is no single character."""
    if op is ops.LITERAL:
        return _forms(chr(value)) if ignore_case else chr(value)
    if op is ops.IN and len(value) <= MAX_CHOICES and all(kind is ops.LITERAL for kind, _ in value):
        return "".join(_forms(chr(code)) if ignore_case else chr(code) for _, code in value)
    return ""


def _forms(character: str) -> str:
    lower = character.lower()
    return "".join(dict.fromkeys(lower + character.upper() + ALSO_MATCHED.get(lower, "")))
