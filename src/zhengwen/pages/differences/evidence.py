"""Positive evidence for what a difference between two copies is: figures, names, ordinary words, lost characters.

Each question looks at what stands on either side of a difference and around it, and at nothing else.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from zhengwen import data
from zhengwen.pages.script_folding import simplified
from zhengwen.text import char_classes
from zhengwen.text.lazy_regex import pattern

IDEOGRAPH = pattern(f"[{char_classes.IDEOGRAPHS}]")
IDEOGRAPHS = pattern(f"[{char_classes.IDEOGRAPHS}]+")
WORD = pattern(r"[\w%]")
DIGIT = pattern(r"[0-9]")
NUMERALS = "〇零一二三四五六七八九十百千万亿萬億两兩"
ONES = "〇一二三四五六七八九"
FIGURE = pattern(rf"[0-9{NUMERALS}]")
PERCENT = "%‰"
# One of these more or less, and a sentence says something else.
NEGATIONS = frozenset("不未无無非否免勿莫")
RUINED = pattern("[\N{REPLACEMENT CHARACTER}□�?]+")
# A date or a figure that has lost a mark.
IMPOSSIBLE = pattern(
    r"""
    \d{5,}[年月] | (?<!\d)\d{3,}[日号號](?!码|碼|文|线|線|楼|樓|院) | [年月]\d{3,}[月日]  # 20225月, 315日, 5月0315日
    | (?<!\d)(?:1[3-9]|[2-9]\d|00)月 | \d\.\.\d | ,,  # 23月, 3..5
    """,
    re.VERBOSE,
)
STRANGENESS_OF_UNSEEN = 2  # how strange two neighbours are that are never seen together
# Characters of one kind, of which forms choose one, and what stands right before or behind them then (nothing: anything
# may): 在指导下 and 在指导中 are wording, 上半年 and 下半年 are not.
CHOICES = (
    ("甲乙丙丁戊己庚辛", "", ""),
    ("春夏秋冬", "", ""),
    ("男女", "", ""),
    ("东南西北中東", "", "区區路街村段侧側部岸方门門站城"),
    ("上中下", "", "半旬册冊集篇卷级級游遊午期"),
    ("大中小", "", "型学學班号號"),
    ("高中低", "", "级級压壓档檔风風"),
    ("正副", "", "本职職"),
    ("红橙黄蓝紅黃藍", "", "色"),
    ("局处科股所站處", "", "长長"),
    ("省市县区镇乡村縣區鎮鄉", "", "级級"),
    ("日一二三四五六", "期周週", ""),
)
BEFORE_A_PERSON = pattern(
    r"(?:任命|聘任|免去|提名|推荐|表彰|追授|授予|当事人|原告|被告|姓名|业主|户主|持证人)[:：]?\s?$"
)
BEHIND_A_PERSON = pattern(r"同志|先生|女士|[,，(（](?:男|女)[,，]")
BEHIND_A_PLACE = pattern(r"[省市县區区镇鎮乡鄉村屯社街路]")
MAX_PERSON_CHARS = 4
MAX_REGIONAL_CHARS = 8  # of a word in the table


def is_ruined(text: str) -> bool:
    """Whether nothing stands there but what stands for lost characters."""
    return bool(RUINED.fullmatch(text))


def is_impossible(text: str) -> bool:
    """Whether a date or a figure stands there that cannot be."""
    return bool(IMPOSSIBLE.search(text))


def has_figure(before: str, text: str, after: str) -> bool:
    """Whether a text holds a digit, or a numeral that counts something."""
    if DIGIT.search(text):
        return True
    if not FIGURE.search(text):
        return False
    around = before[-2:] + text + after[:2]
    counted = data.listed("counted-in-either-script") + PERCENT  # a numeral beside one counts; 一 in 一致 does not
    return all(one in NUMERALS or one in counted for one in text) and any(
        one in counted or one in NUMERALS or DIGIT.match(one) for one in around.replace(text, "", 1)
    )


def is_choice(before: str, first: str, second: str, after: str) -> bool:
    """Whether both are one of a few that forms choose from: 甲 and 乙, 春 and 秋, 上半年 and 下半年."""
    if len(first) != 1 or len(second) != 1:
        return False
    return any(
        first in kind and second in kind and before.endswith(tuple(left)) == bool(left) and _begins(after, right)
        for kind, left, right in CHOICES
    )


def figure(text: str) -> str:
    """A number as digits, without leading zeros: 二十 and 020 are 20; a text that is none as it is."""
    if text.isdecimal() and text.isascii():
        return text.lstrip("0")
    tens, ten, ones = text.partition("十")
    if not set(tens + ones) <= set(ONES) or max(len(tens), len(ones)) > 1 or not ten:
        return "".join(str(ONES.index(one)) for one in text) if text and set(text) <= set(ONES) else text
    return str((ONES.index(tens) if tens else 1) * 10 + (ONES.index(ones) if ones else 0))


def is_of_one_choice(first: str, second: str) -> bool:
    """Whether both are one of such a few, whatever stands around them: enough to keep two pages apart."""
    return any(first in kind and second in kind for kind, _, _ in CHOICES)


def _begins(text: str, characters: str) -> bool:
    return not characters or text[:1] in tuple(characters)


def is_person(before: str, first: str, second: str, after: str) -> bool:
    """Whether names of persons stand on both sides, or the part of one that differs."""
    if _is_whole_person(before, first) and _is_whole_person(before, second):
        return bool(BEFORE_A_PERSON.search(before) or BEHIND_A_PERSON.match(after))
    if max(len(first), len(second)) > MAX_PERSON_CHARS - 1:
        return False
    for given in (0, 1):  # characters of a given name between the surname and the difference
        surname, above = before[-1 - given : len(before) - given], before[: -1 - given]
        if surname in surnames() and (BEHIND_A_PERSON.match(after) or BEFORE_A_PERSON.search(above)):
            return True
    return False


def _is_whole_person(before: str, text: str) -> bool:
    return 1 < len(text) <= MAX_PERSON_CHARS and text[0] in surnames()


def is_place(first: str, second: str, after: str) -> bool:
    """Whether names of places stand on both sides: large cities, or both with the ending of a place."""
    if first in places() and second in places():
        return True
    ends = [text[-1:] if BEHIND_A_PLACE.match(text[-1:]) else "" for text in (first, second)]
    return min(len(first), len(second)) > 2 and bool(ends[0]) and bool(ends[1])


@cache
def surnames() -> frozenset[str]:
    """The common surnames of one character."""
    return data.characters("page/surnames")


@cache
def places() -> frozenset[str]:
    """Provinces, cities, counties, districts and countries, without the word for what they are."""
    return data.words("page/cities") | data.words("page/places") | data.words("page/more-places")


def is_regional(before: str, first: str, second: str, after: str) -> bool:
    """Whether two words, or what differs in them, are what two regions call the same: 对象 and 物件."""
    if not first or not second or max(len(first), len(second)) > MAX_REGIONAL_CHARS:
        return False
    words = regional_words()
    return any(
        (left + first + right, left + second + right) in words
        for left in {before[len(before) - size :] for size in range(3)}
        for right in {after[:size] for size in range(3)}
    )


@cache
def regional_words() -> frozenset[tuple[str, str]]:
    """Words of two regions for the same, folded, either one first."""
    rows = [tuple(row.split("\t")) for row in data.read("script/regional-words.txt").splitlines()]
    return frozenset(pair for one, other in rows for pair in ((one, other), (other, one)))


def strangeness(text: str) -> int:
    """How strange the neighbours in a text are to each other: most for pairs never seen, less for rare ones."""
    return sum(strange(one, other) for one, other in pairwise(text))


def strange(one: str, other: str) -> int:
    """How strange two neighbours are to each other."""
    if not (IDEOGRAPH.match(one) and IDEOGRAPH.match(other)):
        return STRANGENESS_OF_UNSEEN if one == other and not WORD.match(one) and one not in "…—.-*_ " else 0
    fold = simplified()
    often, seldom = _pairs().get(fold.get(ord(one), one), ("", ""))
    other = fold.get(ord(other), other)
    return 0 if other in often else 1 if other in seldom else STRANGENESS_OF_UNSEEN


def unknown_characters(text: str) -> int:
    """How many ideographs of a text are never seen beside another one: rarer than the characters of laws and news."""
    fold = simplified()
    return sum(fold.get(ord(one), one) not in _pairs() for one in IDEOGRAPH.findall(text))


def is_seen_inside(text: str) -> bool:
    """Whether a text is an ordinary word, or several: each character is often seen beside the next one."""
    return len(text) > 1 and bool(IDEOGRAPHS.fullmatch(text)) and not strangeness(text)


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    """Behind every character, those that are seen after it often, and those that are seen seldom."""
    rows = (line.partition("|") for line in data.read("page/copy-pairs.txt").splitlines())
    return {often[0]: (often[1:], seldom) for often, _, seldom in rows}
