"""Names, which keep their forms: of a person beside a title or in a list, of a firm before what firms are called."""

from __future__ import annotations

import re
from functools import cache

from zhengwen import data
from zhengwen.filters.script._reading import Strength, folding, reading
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

FULL_NAME = 3  # characters
SHORT_NAME = 2
ITEM_BEFORE = pattern("(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})[、\\s]\\Z")
ITEM_AFTER = pattern("[、\\s]([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])")
FIRM_NAME = 4  # characters before 公司, 銀行 …
# What stands around a name in a list, and characters that given names end in, for all the words they are in.
AROUND_NAMES = frozenset("、：:（）()\n\t \N{IDEOGRAPHIC SPACE}")
END_OF_NAMES = frozenset("云松志征采谷斗丑御岳升准周")
# How a person's name may go on before the title: 范國威立法會議員 has none of these.
BETWEEN = r"[\s]{0,4}"


# 后 is a surname, and 後 begins so many words that only a whole name tells: 秘書后淑芬, 秘書|后續 has no end there.
EMPRESS = pattern("后[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff])")
AFTER_THEN = "what-follows-後"  # the list of what 後 begins words with, or another clause
LONGEST_TITLE = 5  # characters
LONGEST_MENTION = 5
CODE_POINTS = ("（U+", "(U+")  # of a character that is spoken of
QUOTED_BEFORE = pattern(r"[「『“‘]\w*\Z")
QUOTED_AFTER = pattern(r"\w*[」』”’]")


def is_in_name(text: str, at: int) -> bool:
    """Whether the character at `at` may be part of a person's name."""
    return _is_beside_title(text, at) or is_in_list(text, at)


def is_named_behind_title(text: str, at: int) -> bool:
    """Whether 后 is the surname of who has the title before it."""
    return EMPRESS.match(text, at) is not None and text[at + 1] not in data.listed(AFTER_THEN) and _ends_title(text, at)


def is_in_firm(text: str, at: int) -> bool:
    """Whether a firm, a school or a station may be called so: 嘉里建設, 恒生銀行."""
    return _firm().match(text, at + 1) is not None


def _is_beside_title(text: str, at: int) -> bool:
    """Whether a surname stands at or before the place, and a title after the name, or before it."""
    surnames = _surnames()
    for first in range(at, max(at - FULL_NAME, -1), -1):
        if not text[first].isalpha():
            return False
        if text[first].translate(folding()) not in surnames:
            continue
        for end in range(max(at + 1, first + 1), first + FULL_NAME + 1):
            if _title().match(text, end):
                return True
        if _ends_title(text, first):
            return True
    return False


def is_in_list(text: str, at: int) -> bool:
    """Whether three characters stand by themselves in a list, and may be a name: 林斗文, 王丑生, 云大棉."""
    for first in (at, at - 1, at - 2):
        if first < 0 or not (name := text[first : first + FULL_NAME]).isalpha() or len(name) < FULL_NAME:
            continue
        before, after = text[first - 1 : first], text[first + FULL_NAME : first + FULL_NAME + 1]
        alone = not before.isalnum() and not after.isalnum() and not AROUND_NAMES.isdisjoint((before, after))
        if alone and not name.isascii() and (at <= first + 1 or text[at] in END_OF_NAMES):
            return name[0].translate(folding()) in _surnames()
    return _is_short_name(text, at)


def _is_short_name(text: str, at: int) -> bool:
    """Whether two characters that make no known word stand between two names of a list: 余里、后德、郁可唯."""
    item = text[at : at + SHORT_NAME]
    if len(item) < SHORT_NAME or not item.isalpha() or item.isascii():
        return False
    before, after = ITEM_BEFORE.search(text, max(at - FULL_NAME - 2, 0), at), ITEM_AFTER.match(text, at + SHORT_NAME)
    if before is None or after is None or reading(item, 0).strength is Strength.WORD:
        return False
    return any(one[1][0].translate(folding()) in _surnames() for one in (before, after))


def is_mentioned(text: str, at: int) -> bool:
    """Whether a word stands between quotation marks, and may be spoken of: “皇後”应为“皇后”."""
    if text[at + 1 : at + 4] in CODE_POINTS:
        return True
    start = max(at - LONGEST_MENTION, 0)
    before = QUOTED_BEFORE.search(text, start, at)
    return before is not None and QUOTED_AFTER.match(text, at + 1, before.start() + LONGEST_MENTION + 2) is not None


def _ends_title(text: str, end: int) -> bool:
    before = text[max(end - LONGEST_TITLE, 0) : end].translate(folding())
    return before.endswith(_folded_titles())


def _surnames() -> frozenset[str]:
    return data.characters("page/surnames")


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    persons, firms = data.read("script/titles.txt").split("persons:\n")[1].split("firms:\n")
    return tuple(persons.split()), tuple(firms.split())


def _titles() -> tuple[str, ...]:
    return _words()[0]


@cache
def _folded_titles() -> tuple[str, ...]:
    return tuple(title.translate(folding()) for title in _titles())


@cache
def _title() -> re.Pattern[str]:
    return re.compile(f"{BETWEEN}(?:{'|'.join(_titles())})")


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(f"[{UNIFIED}]{{0,{FIRM_NAME - 1}}}?(?:{'|'.join(_words()[1])})")
