"""Whether a figure stands for another figure, or a figure was garbled, cut or written in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zhengwen import data
from zhengwen.text.lazy_regex import pattern

NUMERALS = data.listed("numerals")
COUNTED = f"{NUMERALS}年月日号时分秒第期届次条章款项个名户件元"
FIGURE = pattern(r"-?\d[\d,.]*")
MAX_WORDS_BESIDE_FIGURES = 4  # words beside figures that differ with them


def figures_of(words: list[str]) -> list[str]:
    """The figures among words; numerals only where they stand alone or with what they count, for 五金 is none."""
    written = all(word in COUNTED or FIGURE.fullmatch(word) for word in words)
    return [word for word in words if FIGURE.fullmatch(word) or (written and word in NUMERALS)]


def mostly_figures(words: list[str]) -> bool:
    """Whether half of the words or more are figures."""
    return 2 * len(figures_of(words)) >= len(words)


def are_the_same(one: list[str], other: list[str]) -> bool:
    """Whether figures are the same but for what parts them (20225 for 2022年5) or how they are written (03 for 3)."""
    if "".join(one) == "".join(other):
        return True
    plain = [[figure.replace(",", "").lstrip("0") for figure in figures] for figures in (one, other)]
    return plain[0] == plain[1] or all(figure in NUMERALS for figure in one) != all(
        figure in NUMERALS for figure in other
    )


def is_garbled_figure(one: list[str], other: list[str]) -> bool:
    """Whether digits of a figure were lost and something else stands there: 2020 and 斤020."""
    fewer, more = sorted((one, other), key=lambda words: len("".join(figures_of(words))))
    if all(map(FIGURE.fullmatch, fewer)) or not all(map(FIGURE.fullmatch, more)):
        return False
    rest = iter("".join(more))
    return all(digit in rest for digit in "".join(figures_of(fewer)))


def name_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words between figures are the same, or few: only then a figure stands for a figure."""
    mine, theirs = (Counter(word for word in words if not FIGURE.fullmatch(word)) for words in (one, other))
    common = (mine & theirs).total()
    apart = max(mine.total(), theirs.total()) - common
    for side in (slice(None), slice(None, None, -1)):  # 39号 … and 372号 …; … 等20 and … 等90
        mine_first, theirs_first = one[side][:2], other[side][:2]
        if FIGURE.fullmatch(mine_first[0]) and FIGURE.fullmatch(theirs_first[0]) and mine_first[1:] == theirs_first[1:]:
            return True
    return apart <= max(MAX_WORDS_BESIDE_FIGURES, common)
