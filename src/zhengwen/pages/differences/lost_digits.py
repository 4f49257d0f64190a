"""Figures that differ because a copy lost characters or had them replaced, and not because another value stands there.

`440` and `40` may be two licences, and where nothing else tells, they are. A copy from which characters were lost
elsewhere, in words that are no figures, has lost digits by the same cause; so has one that breaks off within a figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, lgamma, log, log1p

from zhengwen import data
from zhengwen.pages.differences.words import Difference, Words
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

MAX_LOST_CHARS = 2  # characters that one difference may have lost
MIN_LOSSES = 2  # losses in words: a single one may be the slip of a site that put up two documents
MAX_CHANCE = 0.005  # chance from which on so many of the losses would not be in figures
FIRST_RARE_LEAD_BYTE = 0xD8  # first byte of the rarer ideographs of GB 2312: the 3,755 of everyday come before
DIGIT = pattern("[0-9]")
# The rest of a figure, and a word right behind it: what the longer text goes on with.
GOES_ON = pattern(f"[0-9.,]*[{UNIFIED}]")
TELLING = pattern(lambda: f"[0-9a-z{data.listed('numerals')}年月日号时分秒第不未非无]", re.IGNORECASE)


def is_cut_off(difference: Difference) -> bool:
    """Whether one text ends in the middle of a figure, or just behind it, and the other goes on in the same breath."""
    mine, theirs = difference.texts
    return _ends_in(difference.one, difference.b, mine, theirs) or _ends_in(
        difference.other, difference.d, theirs, mine
    )


def _ends_in(words: Words, end: int, text: str, whole: str) -> bool:
    if end < len(words) or not whole.startswith(text) or words.text[int(words.ends[-1]) :].strip():
        return False
    return bool(GOES_ON.match(whole, len(text)))


def is_replaced(mine: str, theirs: str) -> bool:
    """Whether rare ideographs stand for digits, one for one, on one side: 成423 and 嶰4髊3."""
    if len(mine) != len(theirs):
        return False
    pairs = [(one, other) for one, other in zip(mine, theirs, strict=True) if DIGIT.match(one) or DIGIT.match(other)]
    replaced = [pair for pair in pairs if pair[0] != pair[1]]
    if not replaced or len(replaced) == len(pairs):
        return False
    return any(all(DIGIT.match(pair[side]) and _is_rare(pair[1 - side]) for pair in replaced) for side in (0, 1))


def _is_rare(character: str) -> bool:
    """Whether an ideograph is none of those that forms and figures are written with."""
    if not "\u3400" <= character <= "\u9fff":
        return False
    code = character.encode("gb2312", "ignore")
    return not code or code[0] >= FIRST_RARE_LEAD_BYTE


def explained(values: Sequence[Difference], slips: Iterable[Difference]) -> bool:
    """Whether all values that differ are figures that one copy lost a digit of, as it lost characters of words.

    Of the characters that a copy lost, as many are digits as a text has: a copy without a slip that lost three is none,
    and one that lost three of twenty is.
    """
    sides = {_shortened(value) for value in values}
    if len(sides) != 1 or None in sides:
        return False
    side = sides.pop()
    lost = Counter(_lost(slip) for slip in slips)[side]
    words = values[0].one
    digits = len(DIGIT.findall(words.text))
    share = digits / max(1, digits + len(words))
    return lost >= MIN_LOSSES and _at_least(len(values), len(values) + lost, share) >= MAX_CHANCE


def _at_least(count: int, of: int, share: float) -> float:
    """The chance that `count` or more `of` many are of a kind that has a `share` of all."""
    ways = (lgamma(of + 1) - lgamma(n + 1) - lgamma(of - n + 1) for n in range(count, of + 1))
    return sum(exp(way + n * log(share) + (of - n) * log1p(-share)) for n, way in enumerate(ways, count))


def _shortened(difference: Difference) -> int | None:
    """The side on which a figure lacks one of the digits of the other side, and all else there is the same."""
    mine, theirs = ("".join(words) for words in difference.words)
    side = int(len(theirs) < len(mine))
    shorter, longer = (theirs, mine) if side else (mine, theirs)
    gone = _gone(shorter, longer)
    return side if gone is not None and len(DIGIT.findall(gone)) == 1 else None


def _lost(difference: Difference) -> int | None:
    """The side that lost a character or two which tell nothing: no figure, no negation, none that stands twice."""
    mine, theirs = ("".join(words) for words in difference.words)
    side = int(len(theirs) < len(mine))
    shorter, longer = (theirs, mine) if side else (mine, theirs)
    gone = _gone(shorter, longer)
    if gone is None or TELLING.search(gone):
        return None
    words, start, end = (
        (difference.one, difference.a, difference.b) if side else (difference.other, difference.c, difference.d)
    )
    doubled = (
        words.before(start, len(gone)) == gone or words.behind(end, len(gone)) == gone or len({*longer}) < len(longer)
    )
    return None if doubled else side


def _gone(shorter: str, longer: str) -> str | None:
    """What was taken out of a text to give the shorter one; `None` when more was done."""
    if not 0 < len(longer) - len(shorter) <= MAX_LOST_CHARS:
        return None
    gone, rest = [], iter(shorter)
    wanted = next(rest, "")
    for one in longer:
        if one == wanted:
            wanted = next(rest, "")
        else:
            gone.append(one)
    return "".join(gone) if not wanted else None
