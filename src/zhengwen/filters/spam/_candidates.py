"""Which lines may hold keywords: those that do not end like sentences, when words of some trade are among them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from zhengwen.filters.spam._hosts import throwaway_hosts
from zhengwen.filters.spam._lexicon import STRONG, Hit, has_strong_stem, hits, plain
from zhengwen.filters.spam._line_parts import DISGUISE
from zhengwen.filters.spam._repetition import MIN_CHARS, repetition_in
from zhengwen.filters.spam._score import INVISIBLE, MIN_PIECES, SPLIT, is_disguised, undisguised
from zhengwen.page import Page

ENDS = frozenset("。；;！!？?…：:")
CLOSING = "”’\"'）)」』》】]> \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"
MAX_KEYWORD_CHARS = 20  # of a line that is a keyword
MIN_SENTENCE_CHARS = 15  # characters for each full stop; where there are fewer, full stops are separators
MAX_BROKEN_CHARS = 18  # of a line that is no wrapped one
MIN_SELLING_WORDS = 3  # on a page, different ones
MIN_HOSTS = 2  # throwaway hosts on a page
REACH_LINES = 24  # from a telling line, on either side
# What the selling words begin with that official text has little use for.
TELLING = frozenset(
    "官网 官方 下载 在线 免费 最新 网址 入口 登录 登陆 注册 ap 安卓 手机 哪家 哪里 哪个 多少 怎么 排行 十大 微信 qq vx"
    " 加微 加q 加v 24 包邮 货到 点击 网页 备用 vi co ht ww 一站 靠谱 信誉 批发 价格 平台".split()
)
OPENERS = frozenset("（(第\N{IDEOGRAPHIC SPACE} ")
NUMBERING = frozenset("、.．)）")


class OpenEnded(NamedTuple):
    """The lines of a page that do not end like sentences, by their numbers, and what stands in some of them."""

    lines: frozenset[int]
    suspected: frozenset[int]  # with a stem or a disguise
    near: tuple[int, ...]  # near one with a strong stem, a telling selling word or a disguise


def every_open_ended(page: Page) -> OpenEnded:
    """The lines that do not end like sentences, each taken for one that may hold keywords."""
    numbers = _open_ended_lines(page.line_texts)
    return OpenEnded(frozenset(numbers), frozenset(numbers), tuple(numbers))


def _open_ended_lines(texts: list[str]) -> list[int]:
    return [
        number
        for number, text in enumerate(texts)
        if text
        and (  # what rules most lines out is asked here, for calling a function takes longer than to ask
            text[-1] not in ENDS
            or (text[0] not in OPENERS if len(text) <= MAX_BROKEN_CHARS else text[-1] in text[-MIN_SENTENCE_CHARS:-1])
        )
        and _is_open_ended(text)
    ]


def open_ended(page: Page) -> OpenEnded | None:
    """The lines that do not end like sentences, when words of some trade are among them."""
    texts = page.line_texts
    numbers = _open_ended_lines(texts)
    said = [texts[number] for number in numbers]
    joined = "\n".join(said)
    found = hits(plain(joined))
    hosts = list(throwaway_hosts(joined, page.ascii))
    speaks = any(map(_is_telling, found))
    chants = [number for number, text in enumerate(said) if len(text) >= MIN_CHARS and repetition_in(text) is not None]
    odd = bool(chants) or len(hosts) >= MIN_HOSTS or _is_disguised(joined)
    if not (speaks or odd):
        return None
    starts = [*accumulate((len(text) + 1 for text in said), initial=0)]
    by_line: dict[int, list[Hit]] = {}
    for hit in found:
        by_line.setdefault(bisect_right(starts, hit.start) - 1, []).append(hit)
    strong = any(hit.weight == STRONG for hit in found)
    if not (odd or strong or _have_selling_form(said, by_line)):
        return None
    places = [*hosts, *(match.start() for match in DISGUISE.finditer(joined))]
    disguised = {bisect_right(starts, place) - 1 for place in places} | set(chants)
    telling = {line for line, here in by_line.items() if any(map(_is_telling, here))} | disguised
    return OpenEnded(
        frozenset(numbers),
        frozenset(numbers[line] for line in by_line.keys() | disguised),
        tuple(_near(numbers, sorted(numbers[line] for line in telling))),
    )


def _is_telling(hit: Hit) -> bool:
    """Whether an official text has little use for a word."""
    return hit.weight == STRONG or hit.stem[:2] in TELLING


def _is_disguised(joined: str) -> bool:
    """Whether a strong stem stands there with something between its characters."""
    return bool(is_disguised(joined) or INVISIBLE.search(joined)) and has_strong_stem(undisguised(joined))


def _near(numbers: list[int], telling: list[int]) -> Iterator[int]:
    """The line numbers, in order, that are near a telling one."""
    for number in numbers:
        at = bisect_right(telling, number + REACH_LINES) - 1
        if at >= 0 and telling[at] >= number - REACH_LINES:
            yield number


def _have_selling_form(said: list[str], by_line: dict[int, list[Hit]]) -> bool:
    """Whether selling words stand in several short lines, or in a line of many pieces."""
    selling = {line: words for line, found in by_line.items() if (words := {hit.stem[:2] for hit in found} & TELLING)}
    if len(frozenset().union(*selling.values())) < MIN_SELLING_WORDS:
        return False
    if sum(len(said[line]) <= MAX_KEYWORD_CHARS for line in selling) >= MIN_PIECES:
        return True
    return any(
        len(words) >= MIN_SELLING_WORDS
        and len(said[line]) > MAX_KEYWORD_CHARS
        and len(SPLIT.split(said[line])) >= MIN_PIECES
        for line, words in selling.items()
    )


def _is_open_ended(line: str) -> bool:
    """Whether a line does not end like a sentence, is too short for one, or has too many ends."""
    if line.rstrip(CLOSING)[-1:] not in ENDS:
        return True
    if len(line) <= MAX_BROKEN_CHARS and line.rstrip()[-1:] not in "：:":
        return line[0] not in OPENERS and line[1:2] not in NUMBERING
    marks = line.count("。") + line.count("；") + line.count(";")
    return marks > 3 and marks * MIN_SENTENCE_CHARS > len(line)
