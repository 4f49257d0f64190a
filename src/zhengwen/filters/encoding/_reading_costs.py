"""What the text behind a wrong reading costs: as Chinese, and more for what random bytes make."""

from __future__ import annotations

import re
from itertools import accumulate
from operator import add

from zhengwen.filters.encoding._mojibake_pairs import TRUE
from zhengwen.text import language_model
from zhengwen.text.lazy_regex import pattern

STRANGER = pattern(
    r"""
    [\u0080-\u009f\u0180-\u02c5\u02de-\u1fff]                     # letters that two bytes of UTF-8 make
    | [\u2044-\u2102\u2c00-\u2fff\ua000-\uabff\ue000-\uf8ff\ufb00-\ufe2f]
    | [\U00010000-\U0001f000\U00030000-\U0010ffff]
    | (?<=[\udc80-\udcff])[@-~]                                   # half of a pair
    | (?<![\udc80-\udcff])[\udc80-\udcff]                         # bytes that are no character
    """,
    re.VERBOSE,
)
STRANGE = 9.0
FOREIGN = pattern("[\u0370-\u052f\u2500-\u2593\u3041-\u312f]")  # Greek, Cyrillic, boxes, kana, bopomofo
FOREIGN_LETTER = 6.0
BROKEN_BYTE = 8.5  # what a byte costs less that is part of a character which lost the others


def costs_of(text: str, true: str) -> list[float]:
    """What the first n characters cost, for each n from 0."""
    costs = language_model.prefix_costs(text)
    return _with_strangers(text, costs) if true == "utf-8" else _with_foreign(text, costs)


def _with_strangers(text: str, costs: list[float]) -> list[float]:
    """Costs with more for letters that random bytes make and no Chinese page was ever full of."""
    found = [one.start() for one in STRANGER.finditer(text)]
    if not found:
        return costs
    more = dict.fromkeys(found, STRANGE)
    for broken in TRUE["utf-8"].broken.finditer(text):
        more |= dict.fromkeys(range(*broken.span()), -BROKEN_BYTE)
    return _with_more(costs, more)


def _with_foreign(text: str, costs: list[float]) -> list[float]:
    """Costs with more for letters that a Chinese text holds one at a time: sound `月` would be `る` at no cost."""
    found = [one.start() for one in FOREIGN.finditer(text)]
    return _with_more(costs, dict.fromkeys(found, FOREIGN_LETTER)) if found else costs


def _with_more(costs: list[float], more: dict[int, float]) -> list[float]:
    """Costs with more for the characters at some places."""
    steps = [0.0] * len(costs)
    for position, cost in more.items():
        steps[position + 1] = cost
    return list(map(add, costs, accumulate(steps)))
