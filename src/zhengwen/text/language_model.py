"""How surprising a text is: the evidence for one reading of bytes, or of characters, over another.

A cost is a number of nats, the negative logarithm of a probability: Chinese of either script by the frequency of its
characters and pairs, other scripts by a flat rate that their natural texts come near. Of two readings of the same
bytes, the one that costs less is that many nats likelier.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from itertools import accumulate, repeat
from operator import add, sub
from types import MappingProxyType

from zhengwen import data
from zhengwen.text.lazy_regex import pattern

UNSEEN = 19.0  # an ideograph that no source has
RARE = 11.5  # what a rare ideograph costs where it stands already: names and old words come in clusters

# Where a range begins, and what a character of it costs. Ranges that follow no natural text cost most.
_RANGES = (
    (0x0000, 9.0),  # controls
    (0x0020, 2.5),  # ASCII: the same in nearly all readings, so it hardly counts
    (0x007F, 9.0),  # DEL and C1 controls
    (0x00A0, 5.0),  # Latin-1
    (0x0100, 5.5),  # Latin Extended
    (0x0250, 6.5),  # phonetic letters, modifiers, accents
    (0x0370, 4.5),  # Greek
    (0x0400, 4.0),  # Cyrillic
    (0x0530, 6.5),
    (0x0590, 5.0),  # Hebrew, Arabic
    (0x0780, 7.0),
    (0x0E00, 5.0),  # Thai
    (0x0E80, 8.0),
    (0x1E00, 5.0),  # Vietnamese
    (0x1F00, 8.0),
    (0x2000, 6.5),  # punctuation, arrows, mathematics
    (0x2460, 6.0),  # circled numbers
    (0x2500, 6.5),  # box drawing and shapes
    (0x2700, 9.0),
    (0x3000, 5.0),
    (0x3040, 4.0),  # hiragana
    (0x30A0, 4.5),  # katakana
    (0x3100, 6.5),  # bopomofo
    (0x3200, 8.0),
    (0x3400, 15.0),  # rare ideographs
    (0x4E00, UNSEEN),
    (0xA000, 9.0),
    (0xAC00, 13.0),  # Hangul that no Korean word has
    (0xD7B0, 9.0),
    (0xD800, 12.0),  # lone surrogates: bytes that could not be read
    (0xE000, 13.0),  # private use
    (0xF900, 15.0),  # compatibility ideographs
    (0xFB00, 8.0),
    (0xFE30, 7.0),
    (0xFF01, 6.0),  # full-width ASCII
    (0xFF61, 6.5),  # half-width katakana
    (0xFFA0, 9.0),
    (0x10000, 13.0),
    (0x20000, 17.0),
    (0x30000, 14.0),
)
_STARTS = [start for start, _ in _RANGES]
_BASIC_PLANE = 0x10000
_SELDOM = 12.0  # nats; what costs as much is worked out when it is met, which is faster than a table of it
_COMMON = {
    2.0: "\n",
    3.2: "，。、",
    4.5: "：；“”（）《》—…·\N{IDEOGRAPHIC SPACE}",
    5.0: "？！「」『』〈〉〔〕【】‘’",
    5.5: "％－．０１２３４５６７８９～",
}
_NOTHING = repeat(0.0)  # what most pairs save
# A letter of another script right beside an ideograph; kana do stand beside kanji, but not in Chinese. Numbers in
# brackets head an item, or follow 第: between two other ideographs they stand in mojibake.
_CLASH = 3.0
_CLASHES = pattern(
    r"""
    [\xa1-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u05ff\u2500-\u2593\u3041-\u312f\uac00-\ud7a3\uff61-\uff9f]
    (?: (?<=[\u4e00-\u9fff].) | (?=[\u4e00-\u9fff]) )  # a foreign letter beside an ideograph
    | (?<=[\u4e00-\u7b2b\u7b2d-\u9fff]) [\u3220-\u3229] (?=[\u4e00-\u9fff])  # ㈠ between two
    """,
    re.VERBOSE,
)


class _Costs(dict[str, float]):
    """Costs of characters; those of rare ideographs and of other planes are worked out each time, and never kept."""

    def __missing__(self, character: str) -> float:
        return _RANGES[bisect_right(_STARTS, ord(character)) - 1][1]


@cache
def known_costs() -> Mapping[str, float]:
    """What the characters cost that were counted, and the marks beside them: Chinese and Korean, nothing else."""
    table: dict[str, float] = {}
    for name in ("encoding/chinese-characters", "encoding/hangul"):
        for cost, characters in _rows(name):
            table.update(dict.fromkeys(characters, cost))
    for cost, characters in _COMMON.items():
        table.update(dict.fromkeys(characters, cost))
    return MappingProxyType(table)


@cache
def costs() -> Mapping[str, float]:
    """What any character costs by itself, as a part of a text that we would like to read; built once, never changed."""
    table = _Costs()
    for (start, cost), end in zip(_RANGES, [*_STARTS[1:], 0], strict=True):
        if start < _BASIC_PLANE and cost < _SELDOM:
            table.update(dict.fromkeys(map(chr, range(start, end)), cost))
    table.update(known_costs())
    return table


@cache
def bonuses() -> Mapping[str, float]:
    """What a pair of ideographs saves on the costs of the two."""
    table: dict[str, float] = {}
    for bonus, pairs in _rows("encoding/chinese-pairs"):
        table.update(dict.fromkeys(map(add, pairs[::2], pairs[1::2]), bonus))
    return table


def cost(text: str) -> float:
    """What the whole text costs."""
    saved = sum(map(bonuses().get, map(add, text, text[1:]), _NOTHING))
    return sum(map(costs().__getitem__, text)) - saved + _CLASH * len(_CLASHES.findall(text))


def prefix_costs(text: str, most: float = UNSEEN) -> list[float]:
    """What the first n characters of a text cost, for each n from 0; a character costs `most` at most."""
    each = list(map(costs().__getitem__, text))
    if most < UNSEEN:
        each = [cost if cost < most else most for cost in each]
    each[1:] = map(sub, each[1:], map(bonuses().get, map(add, text, text[1:]), _NOTHING))
    for clash in _CLASHES.finditer(text):
        each[clash.start()] += _CLASH
    return list(accumulate(each, initial=0.0))


def _rows(name: str) -> list[tuple[float, str]]:
    rows = (line.partition("\t") for line in data.read(f"{name}.txt").splitlines())
    return [(float(value), characters) for value, _, characters in rows]
