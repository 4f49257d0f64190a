"""What a difference between two copies of a text means: one judgement for copies in one page and across pages.

Values need positive evidence: figures against figures, names where names stand. Ordinary words are wording and never
values; a place where one copy has neighbours that are never seen together is a slip of that copy.
"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from zhengwen.pages.differences.evidence import (
    DIGIT,
    FIGURE,
    IDEOGRAPH,
    NEGATIONS,
    STRANGENESS_OF_UNSEEN,
    WORD,
    figure,
    has_figure,
    is_choice,
    is_impossible,
    is_person,
    is_place,
    is_ruined,
    is_seen_inside,
    strange,
    strangeness,
)
from zhengwen.pages.differences.site_labels import is_label

MAX_SLIP_CHARS = 2  # characters of a slip
# Strangeness, in unseen pairs, that tells which copy has the slip; a strange pair or two are no more than a rare name.
SURE, LIKELY = 3, 1


class Kind(Enum):
    """What a difference is."""

    SLIP = "a slip: characters lost, doubled, garbled or in another form"
    WORDING = "other wording"
    MORE = "words that one copy only has"
    VALUE = "another figure or another choice"
    NAME = "another name"
    LABEL = "a label of the site"
    UNKNOWN = "unknown: either may be right, and the sentence says something else"


class Side(Enum):
    """One of the two copies."""

    FIRST = "the first copy"
    SECOND = "the second copy"

    @property
    def other(self) -> Side:
        """The other copy."""
        return Side.SECOND if self is Side.FIRST else Side.FIRST


class Judgement(NamedTuple):
    """What a difference is, why, and which copy has the slip where one reading is clearly sound."""

    kind: Kind
    reason: str
    worse: Side | None = None


def judge(before: str, first: str, second: str, after: str) -> Judgement:
    """Judge `first` against `second`, both between `before` and `after` (up to 40 characters of context)."""
    if is_ruined(first) != is_ruined(second):
        return _slip("a mark stands for a lost character", Side.FIRST if is_ruined(first) else Side.SECOND)
    if is_label(before, first, after) and is_label(before, second, after):
        return Judgement(Kind.LABEL, "the site says so of the page: a date, a source or a counter")
    if not first or not second:
        return _judge_more(before, first or second, after, Side.SECOND if first else Side.FIRST)
    if not WORD.search(first) and not WORD.search(second):
        return _slip("marks stand for each other")
    return _judge_value(before, first, second, after) or _judge_words(before, first, second, after)


def _slip(reason: str, worse: Side | None = None) -> Judgement:
    return Judgement(Kind.SLIP, reason, worse)


def _judge_value(before: str, first: str, second: str, after: str) -> Judgement | None:
    figures = has_figure(before, first, after), has_figure(before, second, after)
    if all(figures):
        if figure(first) == figure(second):
            return _slip("a figure is written in two ways")
        return Judgement(Kind.VALUE, "a figure stands against another figure")
    if any(figures) and DIGIT.search(first + second):
        return Judgement(Kind.UNKNOWN, "a figure stands against a word")
    if is_choice(before, first, second, after):
        return Judgement(Kind.VALUE, "two of a few that forms choose from stand against each other")
    if is_person(before, first, second, after):
        return Judgement(Kind.NAME, "names stand where persons are named")
    if is_place(first, second, after):
        return Judgement(Kind.NAME, "names of places stand against each other")
    return None


def _judge_words(before: str, first: str, second: str, after: str) -> Judgement:
    if bool(WORD.search(first)) != bool(WORD.search(second)):
        return _slip("a mark stands where the other copy has a word")
    if len(first) == len(second) == 1 and bool(IDEOGRAPH.match(first)) != bool(IDEOGRAPH.match(second)):
        return _slip("a character of another writing stands for an ideograph")
    seams = [before[-1:] + text + after[:1] for text in (first, second)]
    one, other = map(strangeness, seams)
    small = len(first) == len(second) <= MAX_SLIP_CHARS
    if small and abs(one - other) >= SURE:
        worse = Side.FIRST if one > other else Side.SECOND
        return _slip("its neighbours are never seen beside it", worse)
    if NEGATIONS.isdisjoint(first) != NEGATIONS.isdisjoint(second):
        return Judgement(Kind.UNKNOWN, "one copy has a negation there")
    if all(_is_ordinary(before, text, after) for text in (first, second)):
        return Judgement(Kind.WORDING, "ordinary words stand on both sides")
    if small and abs(one - other) >= LIKELY and max(one, other) >= STRANGENESS_OF_UNSEEN:
        return _slip("its neighbours are seldom seen beside it")
    return Judgement(Kind.UNKNOWN, "words that are seldom seen stand on both sides")


def _is_ordinary(before: str, text: str, after: str) -> bool:
    """Whether a text is an ordinary word, or the character of one, with a neighbour."""
    if len(text) > 1:
        return is_seen_inside(text)
    return is_seen_inside(before[-1:] + text) or is_seen_inside(text + after[:1])


def _judge_more(before: str, more: str, after: str, shorter: Side) -> Judgement:
    """Judge characters that one copy has and the other, whose slip would be `shorter`, has not."""
    impossible = is_impossible(before[-4:] + after[:4]), is_impossible(before[-4:] + more + after[:4])
    if impossible[0] != impossible[1]:
        return _slip("a date or a figure that cannot be", shorter if impossible[0] else shorter.other)
    if before.endswith(more) or after.startswith(more) or _is_stutter(before[-1:], more, after[:1]):
        return _judge_doubled(more, shorter.other)
    if not WORD.search(more):
        return _slip("a mark is lost", shorter)  # a mark more than once is a slip, a mark less is one, too
    if len(more) > MAX_SLIP_CHARS:
        return Judgement(Kind.MORE, "one copy has words that the other one lacks")
    # What is lost leaves strange neighbours behind; nothing puts characters in that were never there.
    seam, whole = strangeness(before[-1:] + after[:1]), before[-1:] + more + after[:1]
    worst = max((strange(one, other) for one, other in pairwise(whole)), default=0)
    if seam > worst and not DIGIT.search(more):
        return _slip("a lost character leaves neighbours that are never seen together", shorter)
    if len(more) > 1 and worst == STRANGENESS_OF_UNSEEN:
        return Judgement(Kind.UNKNOWN, "both copies are damaged there")
    if FIGURE.search(more):
        return Judgement(Kind.UNKNOWN, "one copy has a figure there")
    if not NEGATIONS.isdisjoint(more):
        return Judgement(Kind.UNKNOWN, "one copy has a negation there")
    return _slip("a character is lost in one copy or put into the other")


def _is_stutter(before: str, more: str, after: str) -> bool:
    """Whether the characters of `before` and `after` are said twice: 办事事处处."""
    return bool(before and after) and more == before + after


def _judge_doubled(more: str, longer: Side) -> Judgement:
    if not WORD.search(more):
        return _slip("a mark is doubled", longer)
    if DIGIT.search(more):
        return Judgement(Kind.UNKNOWN, "a digit is doubled, or lost")
    if len(more) > 1 or strange(more, more):
        return _slip("a character is doubled", longer)
    return _slip("a character is doubled in one copy or lost in the other")
