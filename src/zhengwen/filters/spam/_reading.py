"""Where blocks of injected keywords stand in a page: read once a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import add
from typing import NamedTuple

from zhengwen.filters.spam._belonging import Owner, may_be_keyword, owner
from zhengwen.filters.spam._edges import with_likes
from zhengwen.filters.spam._judging import DISGUISED, FEWEST, INVISIBLE, SPLIT, Judged, judge, undisguised
from zhengwen.filters.spam._lexicon import STRONG, beginnings, has_strong_stem, plain
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._parts import DISGUISE, keyword_part
from zhengwen.folding import unfold
from zhengwen.page import Page

ENDS = frozenset("。；;！!？?…：:")
CLOSING = "”’\"'）)」』》】]> \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"
LONGEST_GAP = 4  # lines of no known word inside a block
LONGEST_KEYWORD = 20
SHORTEST_SENTENCE = 15  # characters for each full stop; where there are fewer, full stops are separators


LONGEST_BROKEN = 18
FEWEST_SELLING = 3
LONGEST_STEM = 12
REACH = 24  # lines
TELLING = "官网 官方 下载 在线 免费 最新 网址 入口 登录 登陆 注册 ap 安卓 手机 哪家 哪里 哪个 多少 怎么 排行 十大 微信 qq vx 加微 加q 加v 24 包邮 货到 点击 网页 备用 vi co ht ww 一站 靠谱 信誉 批发 价格 平台"
OPENERS = frozenset("（(第\N{IDEOGRAPHIC SPACE} ")
NUMBERING = frozenset("、.．)）")


class Block(NamedTuple):
    """A stretch of injected keywords."""

    start: int
    end: int
    whole_lines: bool
    judged: Judged
    certain: bool


def read(page: Page) -> list[Block]:
    """The blocks of known trades in a page."""
    candidates = _candidates(page.text)
    return list(_blocks(PageWords(page, candidates))) if candidates else []


def _candidates(text: str) -> list[int]:
    """The lines that do not end like sentences, when words of some trade are among them; else none."""
    lines = text.split("\n")
    open_ended = [
        number
        for number, line in enumerate(lines)
        if line
        and (
            line[-1] not in ENDS
            or (line[0] not in OPENERS if len(line) <= LONGEST_BROKEN else line[-1] in line[-SHORTEST_SENTENCE:-1])
        )
        and _is_open_ended(line)
    ]
    said = [lines[number] for number in open_ended]
    joined = "\n".join(said)
    pairs = set(map(add, joined, joined[1:]))
    if _has_begun(joined, pairs & _raw_beginnings()):
        return open_ended
    if len(pairs & _raw_selling()) >= FEWEST_SELLING and _has_selling_form(said):
        return open_ended
    if (DISGUISED.search(joined) or INVISIBLE.search(joined)) and has_strong_stem(undisguised(joined)):
        return open_ended
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
def _raw_selling() -> frozenset[str]:
    """The first two characters of the selling words that official text has little use for, as they may be written."""
    return frozenset(written for word in TELLING.split() for written in unfold(word))


def _blocks(words: PageWords) -> Iterator[Block]:
    lines = words.page.lines
    parts = {number: part for number in _near_anchors(words) if (part := keyword_part(words, lines[number].text))}
    for run in _runs(words, parts):
        whole = [number for number in run if number not in parts or parts[number] == (0, len(lines[number].text))]
        glued = [number for number in run if number in parts and parts[number] != (0, len(lines[number].text))]
        said = [_part(words, number, parts) or lines[number].text for number in run]
        judged = judge("\n".join(said))
        if not judged.is_spam(1.0) or (not judged.is_spam(0.0) and not judged.is_spam(words.foreign("\n".join(said)))):
            continue
        whose = owner(words, run[0], said, judged)
        if whose is Owner.DOCUMENT:
            continue
        certain = whose is Owner.INTRUDER
        for number in glued:
            start, end = parts[number]
            yield Block(lines[number].start + start, lines[number].start + end, False, judged, certain)
        for stretch in _stretches(words, whole):
            start, end = _lines_span(words, *_ends(with_likes(words, stretch)))
            yield Block(start, end, True, judged, certain)


def _near_anchors(words: PageWords) -> list[int]:
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


def _part(words: PageWords, number: int, parts: dict[int, tuple[int, int]]) -> str:
    start, end = parts.get(number, (0, 0))
    return words.page.lines[number].text[start:end]


def _runs(words: PageWords, parts: dict[int, tuple[int, int]]) -> Iterator[list[int]]:
    """Runs of lines with known words, with the few lines of no known word between them."""
    run: list[int] = []
    waiting: list[int] = []
    for number, line in enumerate(words.page.lines):
        if not line.text or line.text.isspace():
            continue
        if number in parts:
            run += [*waiting, number] if run else [number]
            waiting = []
        elif run and len(waiting) < LONGEST_GAP and _may_be_unknown(words, number):
            waiting.append(number)
        else:
            if run:
                yield run
            run, waiting = [], []
    if run:
        yield run


def _may_be_unknown(words: PageWords, number: int) -> bool:
    """Whether a line of no known word may be a keyword between others."""
    text = words.page.lines[number].text
    return (
        number in words.candidates
        and len(text) <= LONGEST_KEYWORD
        and may_be_keyword(plain(text).strip())
        and not judge(text).is_prose
    )


def _stretches(words: PageWords, numbers: list[int]) -> Iterator[list[int]]:
    """Runs of line numbers with nothing but blank lines between them."""
    stretch: list[int] = []
    for number in numbers:
        if stretch and any(line.text.strip() for line in words.page.lines[stretch[-1] + 1 : number]):
            yield stretch
            stretch = []
        stretch.append(number)
    if stretch:
        yield stretch


def _ends(numbers: list[int]) -> tuple[int, int]:
    return numbers[0], numbers[-1]


def _lines_span(words: PageWords, first: int, last: int) -> tuple[int, int]:
    """The span that takes whole lines out, with the blank lines before them when nothing follows."""
    page = words.page
    if last < words.last_line:
        return page.block(first, last)
    before = first - 1
    while before >= 0 and not page.lines[before].text.strip():
        before -= 1
    if before < 0:
        return 0, len(page.text)
    return page.lines[before].end + page.text.endswith("\n"), len(page.text)


def message(page: Page, block: Block) -> str:
    """What was seen, and what tells that it was put there."""
    judged = block.judged
    trades = " and ".join(trade for trade, _ in judged.trades.most_common(2))
    seen = re.sub(r"\s+", " ", page.text[block.start : block.end][:60]).strip()
    seen = seen if len(seen) <= 24 else f"{seen[:23]}…"
    return (
        f"'{seen}': {judged.strong + judged.weak} words of {trades} and {judged.selling + judged.contacts} selling words"
        f" make up {min(judged.share, 1):.0%} of it, in no sentence"
    )
