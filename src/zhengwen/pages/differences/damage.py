"""What damage looks like beside another wording: one side no longer fits where it stands, or figures were cut through.

Values and other words fit their place on both sides. What a copy lost, doubled, moved or garbled fits on one side only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zhengwen.pages.differences.evidence import IDEOGRAPH, STRANGENESS_OF_UNSEEN, strangeness, unknown_characters
from zhengwen.pages.differences.words import Difference
from zhengwen.text.lazy_regex import pattern

# Strangeness, in the units of `evidence.strangeness`, by which one side must exceed the other; as in `judgement.SURE`.
SURE = 3
MAX_FITTING = 0.5  # strangeness a pair of neighbours where words fit: a rare pair or two
MIN_GARBLED = 1.3  # strangeness a pair where characters stand at random; names have less
MIN_RARE = 2  # characters that no ordinary text has, on one side only; a rare name has one
MIN_GARBLED_SHORT, MAX_SHORT_CHARS = 1.8, 4  # the same for what is no longer than a name
MAX_SHARE_OF_OTHER = 0.6  # of the strangeness a pair of the garbled side that the sound side may have: names are rare
MIN_WORDS_FOR_DIGITS = 2  # words that stand for digits in a piece put there by a slip
MIN_WHOLE_DIGITS = 2  # digits of a figure that stands twice as a whole
MIN_DOUBLED_DIGITS = 3  # digits of a figure that stands twice by a slip: 114114
NO_DIGIT_WORD = pattern(r"[^\W\d_]")
DIGITS = pattern(r"\d+")


def strangeness_of_sides(difference: Difference) -> tuple[int, int]:
    """Return how strange either side is, with its neighbours."""
    one, other = difference.texts
    before, behind = difference.one.before(difference.a, 1), difference.one.behind(difference.b, 1)
    return strangeness(before + one + behind), strangeness(before + other + behind)


def is_garbled(difference: Difference, strange: tuple[int, int]) -> bool:
    """Whether one side is characters at random, and the other fits its place."""
    rare = sorted(map(unknown_characters, difference.texts))
    if rare[0] == 0 and rare[1] >= MIN_RARE and not all(map(DIGITS.search, difference.texts)):
        return True
    worse = int(strange[1] > strange[0])
    if abs(strange[0] - strange[1]) < SURE:
        return False
    rates = [value / (len(IDEOGRAPH.findall(text)) + 1) for value, text in zip(strange, difference.texts, strict=True)]
    is_short = len(IDEOGRAPH.findall(difference.texts[worse])) <= MAX_SHORT_CHARS
    least = MIN_GARBLED_SHORT if is_short else MIN_GARBLED
    return rates[worse] >= least and rates[1 - worse] <= MAX_SHARE_OF_OTHER * rates[worse]


def fits(difference: Difference) -> bool:
    """Whether both sides fit their place: neighbours that are often seen together, but for a rare pair or two."""
    strange = strangeness_of_sides(difference)
    pairs = [len(IDEOGRAPH.findall(text)) + 1 for text in difference.texts]
    return all(one <= MAX_FITTING * count for one, count in zip(strange, pairs, strict=True))


def is_misplaced(difference: Difference, strange: tuple[int, int]) -> bool:
    """Whether one side has a seam, or a word, that is never seen, and the other has none."""
    return abs(strange[0] - strange[1]) >= STRANGENESS_OF_UNSEEN and min(strange) <= max(1, max(strange) / 2)


def is_cut_through(one: str, other: str) -> bool:
    """Whether a piece that begins or ends inside a figure was lost, put in or replaced: 2021年征 and 202."""
    rest = without_common_ends(one, other)
    if all(rest):
        cut = DIGITS.match(one[: len(one) - len(rest[0])][-1:]) or DIGITS.match(one[len(rest[0]) :][-1:])
        return bool(cut) and _is_of_words(*rest)
    piece = rest[0] or rest[1]
    return bool(NO_DIGIT_WORD.search(piece)) or _is_doubled(*sorted((one, other), key=len))


def _is_of_words(one: str, other: str) -> bool:
    """Whether digits stand on one side and words on the other, where a figure was cut."""
    return any(
        DIGITS.search(mine) and not DIGITS.search(theirs) and len(NO_DIGIT_WORD.findall(theirs)) >= MIN_WORDS_FOR_DIGITS
        for mine, theirs in ((one, other), (other, one))
    )


def without_common_ends(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two texts without what they have in common at their heads and at their ends."""
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    return one[head : len(one) - tail], other[head : len(other) - tail]


def _is_doubled(shorter: str, longer: str) -> bool:
    """Whether a figure stands twice, or its first or last digits do: 114114, 202021."""
    more = len(longer) - len(shorter)
    if len(shorter) >= MIN_WHOLE_DIGITS and longer == shorter * 2:
        return True
    if len(shorter) < MIN_DOUBLED_DIGITS or not 1 < more <= len(shorter):
        return False
    return longer in (shorter[:more] + shorter, shorter + shorter[-more:])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their heads."""
    for place, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return place
    return min(len(one), len(other))


def is_moved(region: Sequence[Difference]) -> bool:
    """Whether both sides of differences close to each other have the same words and digits in another order."""
    sides = ["".join("".join(one.words[side]) for one in region) for side in (0, 1)]
    words = [Counter(DIGITS.sub("", side)) for side in sides]
    if not words[0] or words[0] != words[1]:
        return False
    return Counter("".join(DIGITS.findall(sides[0]))) == Counter("".join(DIGITS.findall(sides[1])))


def is_same_but_for_blanks(one: str, other: str) -> bool:
    """Whether two texts differ in blanks and wraps only."""
    return re.sub(r"\s+", "", one) == re.sub(r"\s+", "", other)
