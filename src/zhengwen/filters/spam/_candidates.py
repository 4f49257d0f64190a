"""Which lines may hold keywords: those that do not end like sentences, when words of some trade are among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from operator import add

from zhengwen.filters.spam._judging import FEWEST, INVISIBLE, SPLIT, is_disguised, undisguised
from zhengwen.filters.spam._lexicon import STRONG, beginnings, has_strong_stem, pair_code, pair_codes, plain
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._parts import DISGUISE
from zhengwen.folding import unfold
from zhengwen.page import Page

ENDS = frozenset("。；;！!？?…：:")
CLOSING = "”’\"'）)」』》】]> \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"
LONGEST_KEYWORD = 20
SHORTEST_SENTENCE = 15  # characters for each full stop; where there are fewer, full stops are separators
LONGEST_BROKEN = 18
FEWEST_SELLING = 3
LONGEST_STEM = 12
REACH = 24  # lines
TELLING = (
    "官网 官方 下载 在线 免费 最新 网址 入口 登录 登陆 注册 ap 安卓 手机 哪家 哪里 哪个 多少 怎么 排行 十大 微信 qq vx"
    " 加微 加q 加v 24 包邮 货到 点击 网页 备用 vi co ht ww 一站 靠谱 信誉 批发 价格 平台"
).split()
OPENERS = frozenset("（(第\N{IDEOGRAPHIC SPACE} ")
NUMBERING = frozenset("、.．)）")


def near_anchors(words: PageWords) -> list[int]:
    """The open-ended lines near one in which a strong stem or a telling selling word may begin, or a disguise is."""
    telling = _telling()
    lines = words.page.lines
    near: set[int] = set()
    reached = 0
    for number in sorted(words.candidates):
        text = lines[number].text
        if not telling.isdisjoint(map(add, text, text[1:])) or DISGUISE.search(text):
            near.update(range(max(reached, number - REACH), number + REACH + 1))
            reached = number + REACH + 1
    return sorted(near & words.candidates)


def open_ended(page: Page) -> list[int]:
    """The lines that do not end like sentences, when words of some trade are among them; else none."""
    lines = page.line_texts
    found = [
        number
        for number, line in enumerate(lines)
        if line
        and (
            line[-1] not in ENDS
            or (line[0] not in OPENERS if len(line) <= LONGEST_BROKEN else line[-1] in line[-SHORTEST_SENTENCE:-1])
        )
        and _is_open_ended(line)
    ]
    said = [lines[number] for number in found]
    joined = "\n".join(said)
    sought = _raw_telling()
    pairs = {sought[code] for code in sought.keys() & pair_codes(joined)}
    if _has_begun(joined, pairs & _raw_beginnings()):
        return found
    if len(pairs & _raw_selling()) >= FEWEST_SELLING and _has_selling_form(said):
        return found
    if (is_disguised(joined) or INVISIBLE.search(joined)) and has_strong_stem(undisguised(joined)):
        return found
    return []


def _has_begun(joined: str, begun: set[str]) -> bool:
    """Whether a strong stem goes on where it begins."""
    windows = [joined[place : place + LONGEST_STEM] for pair in begun for place in _places(joined, pair)]
    return has_strong_stem(plain("\n".join(windows)))


def _places(text: str, sought: str) -> Iterator[int]:
    place = text.find(sought)
    while place >= 0:
        yield place
        place = text.find(sought, place + LONGEST_STEM)


def _has_selling_form(lines: list[str]) -> bool:
    """Whether selling words stand in several short lines, or in a line of many pieces."""
    selling = _raw_selling()
    short = [line for line in lines if len(line) <= LONGEST_KEYWORD]
    if sum(not selling.isdisjoint(map(add, line, line[1:])) for line in short) >= FEWEST:
        return True
    return any(
        len(selling.intersection(map(add, line, line[1:]))) >= FEWEST_SELLING and len(SPLIT.split(line)) >= FEWEST
        for line in lines
        if len(line) > LONGEST_KEYWORD
    )


def _is_open_ended(line: str) -> bool:
    """Whether a line does not end like a sentence, is too short for one, or has too many ends."""
    if line.rstrip(CLOSING)[-1:] not in ENDS:
        return True
    if len(line) <= LONGEST_BROKEN and line.rstrip()[-1:] not in "：:":
        return line[0] not in OPENERS and line[1:2] not in NUMBERING
    marks = line.count("。") + line.count("；") + line.count(";")
    return marks > 3 and marks * SHORTEST_SENTENCE > len(line)


@cache
def _raw_beginnings() -> frozenset[str]:
    """The first two characters of strong stems, as they may be written."""
    return frozenset(written for pair in beginnings(STRONG) for written in unfold(pair))


@cache
def _telling() -> frozenset[str]:
    return _raw_beginnings() | _raw_selling()


@cache
def _raw_telling() -> dict[int, str]:
    return {pair_code(pair): pair for pair in _telling()}


@cache
def _raw_selling() -> frozenset[str]:
    """The first two characters of the selling words that official text has little use for, as they may be written."""
    return frozenset(written for word in TELLING for written in unfold(word))
