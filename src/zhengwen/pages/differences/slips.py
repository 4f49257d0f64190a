"""What a difference between two copies means: a slip in one of them, or two texts."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from itertools import pairwise

from zhengwen import data
from zhengwen.pages.script_folding import simplified
from zhengwen.text.lazy_regex import pattern

IDEOGRAPH = pattern(r"[\u3400-\u9fff]")
WORD = pattern(r"[\w%]")
FIGURE = pattern(r"[0-9〇零一二三四五六七八九十百千万亿萬億两兩]")
DIGIT = pattern(r"[0-9]")
# One of these more or less, and a sentence says something else.
GRAVE = frozenset("不未无無非否免勿莫")
RUINED = pattern("[\N{REPLACEMENT CHARACTER}□�?]+")
# A date or a figure that has lost a mark.
IMPOSSIBLE = pattern(
    r"""
    \d{5,}[年月] | (?<!\d)\d{3,}[日号號](?!码|碼|文|线|線|楼|樓|院) | [年月]\d{3,}[月日]
    | (?<!\d)(?:1[3-9]|[2-9]\d|00)月 | \d\.\.\d | ,,
    """,
    re.VERBOSE,
)
UNSEEN = 2  # how strange two neighbours are that are never seen together
SMALL = 2  # characters of a slip


class Kind(Enum):
    """What a difference is."""

    FIRST = "the first copy has a slip here"
    SECOND = "the second copy has a slip here"
    OPEN = "one of both has a slip, and either may be right"
    GRAVE = "a small difference that changes what is said"
    OTHER = "another word or figure"
    MORE = "words that one copy only has"


def judged(before: str, first: str, second: str, after: str) -> Kind:
    """Judge `first` against `second`, both between `before` and `after` (some characters of context)."""
    if bool(RUINED.fullmatch(first)) != bool(RUINED.fullmatch(second)):
        return Kind.FIRST if RUINED.fullmatch(first) else Kind.SECOND
    if not first or not second:
        return _more(before, first or second, after, Kind.SECOND if first else Kind.FIRST)
    if not WORD.search(first) and not WORD.search(second):
        return Kind.OPEN
    if max(len(first), len(second)) > SMALL:
        return Kind.OTHER
    if len(first) != len(second) or (FIGURE.search(first) and FIGURE.search(second)):
        return Kind.OTHER
    return _stranger(before[-1:], first, second, after[:1]) or Kind.OTHER


def _more(before: str, more: str, after: str, shorter: Kind) -> Kind:
    """Judge characters that one copy has and the other, whose slip would be `shorter`, has not."""
    longer = Kind.FIRST if shorter is Kind.SECOND else Kind.SECOND
    impossible = bool(IMPOSSIBLE.search(before + after)), bool(IMPOSSIBLE.search(before + more + after))
    if impossible[0] != impossible[1]:
        return shorter if impossible[0] else longer
    if before.endswith(more) or after.startswith(more) or _is_stutter(before[-1:], more, after[:1]):
        return _doubled(before, more, after, longer)
    if not WORD.search(more):
        return shorter  # a mark more than once is a slip, a mark less is one, too
    if len(more) > SMALL:
        return Kind.MORE
    # What is lost leaves strange neighbours behind; nothing puts characters in that were never there.
    seam, whole = _strangeness(before[-1:] + after[:1]), before[-1:] + more + after[:1]
    worst = max((_strange(one, other) for one, other in pairwise(whole)), default=0)
    if seam > worst and not DIGIT.search(more):
        return shorter
    if len(more) > 1 and worst == UNSEEN:
        return Kind.GRAVE  # both copies have a slip here
    return Kind.GRAVE if FIGURE.search(more) or not GRAVE.isdisjoint(more) else Kind.OPEN


def _is_stutter(before: str, more: str, after: str) -> bool:
    """Whether the characters of `before` and `after` are said twice: 办事事处处."""
    return bool(before and after) and more == before + after


def _doubled(before: str, more: str, after: str, longer: Kind) -> Kind:
    if not WORD.search(more):
        return longer
    if DIGIT.search(more):
        return Kind.GRAVE
    if len(more) > 1 or _strange(more, more):
        return longer
    return Kind.OPEN


def _stranger(before: str, first: str, second: str, after: str) -> Kind | None:
    strange = _strangeness(before + first + after), _strangeness(before + second + after)
    if abs(strange[0] - strange[1]) < 3:
        return None  # a strange pair or two are no more than a rare name
    return Kind.FIRST if strange[0] > strange[1] else Kind.SECOND


def _strangeness(text: str) -> int:
    """How strange the neighbours in a text are to each other: most for pairs never seen, less for rare ones."""
    return sum(_strange(one, other) for one, other in pairwise(text))


def _strange(one: str, other: str) -> int:
    if not (IDEOGRAPH.match(one) and IDEOGRAPH.match(other)):
        return UNSEEN if one == other and not WORD.match(one) and one not in "…—.-*_ " else 0
    fold = simplified()
    often, seldom = _pairs().get(fold.get(ord(one), one), ("", ""))
    other = fold.get(ord(other), other)
    return 0 if other in often else 1 if other in seldom else UNSEEN


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    """Behind every character, those that are seen after it often, and those that are seen seldom."""
    rows = (line.partition("|") for line in data.read("page/copy-pairs.txt").splitlines())
    return {often[0]: (often[1:], seldom) for often, _, seldom in rows}
