"""Where blocks of injected keywords stand in a page: read once a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from operator import add
from typing import NamedTuple

from zhengwen.filters.spam._judging import NOTHING, Judged, judge
from zhengwen.filters.spam._lexicon import beginnings, plain
from zhengwen import data
from zhengwen.page import Page

ENDS = frozenset("。；;！!？?…：:")
CLOSING = "”’\"'）)」』》】]> \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"
LONGEST_GAP = 2  # lines of no known word inside a block
LONGEST_KEYWORD = 30
SENTENCE_END = re.compile(r"[。！？；!?;][”\"’」』）)]*|[：:](?=[^/\d])")
LABEL = re.compile(r"\s*[【\[(]?(?:关\s?键\s?[词字]|主\s?题\s?词|标\s?签|检索词|keywords?|tags?)\s*[】\])]?\s*[:]")
NUMBERED = re.compile(r"\s*(?:[(]?\d{1,3}[)]|\d{1,3}[.、:\s](?!\d)|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|[①-⑳]|第[一二三四五六七八九十\d]+)")
LISTING = re.compile(r"名单|清单|目录|如下|附件|附表|一览|以下|下列|名称|序号|包括|公布|通报|曝光|案例|产品|网站|平台|app|药品|商品|品牌|关键词|类型|手法|套路")
ABOUT = re.compile(r"诈骗|赌博|色情|淫秽|假冒|伪劣|非法|违法|违规|曝光|黑名单|查处|打击|取缔|整治|防范|警惕|谨防|举报|涉嫌|不合格|禁止|严禁|抵制|清理|下架|扫黄|反诈|风险提示")


class Block(NamedTuple):
    """A stretch of injected keywords."""

    start: int
    end: int
    lines: tuple[int, int] | None  # first and last line when whole lines go
    judged: Judged
    seen: str
    certain: bool


def read(page: Page) -> list[Block]:
    """The blocks of known trades in a page."""
    candidates = _candidates(page.text)
    if not candidates:
        return []
    return [*_Reading(page, candidates).blocks()]


def _candidates(text: str) -> list[int]:
    """The lines that do not end like sentences, when words of some trade are among them; else none."""
    lines = text.split("\n")
    open_ended = [
        number for number, line in enumerate(lines) if line and (line.rstrip(CLOSING)[-1:] not in ENDS or line.count("。") * 9 > len(line))
    ]
    joined = "\n".join([lines[number] for number in open_ended])
    if _raw_beginnings().isdisjoint(map(add, joined, joined[1:])) and not _may_be_disguised(joined):
        return []
    return open_ended


@cache
def _raw_beginnings() -> frozenset[str]:
    """The first two characters of strong stems, in either script and case, in full width too."""
    forms: dict[str, str] = {}
    for row in data.read("script-forms.txt").splitlines():
        simplified, _, others = row.partition("\t")
        forms[simplified] = simplified + others
    written = set()
    for one, two in beginnings():
        for pair in product(_written(one, forms), _written(two, forms)):
            written.add("".join(pair))
    return frozenset(written)


def _written(character: str, forms: dict[str, str]) -> str:
    if character.isascii():
        return character + character.upper() + chr(ord(character) + 0xFEE0) + chr(ord(character.upper()) + 0xFEE0)
    return forms.get(character, character)


def _may_be_disguised(text: str) -> bool:
    return text.count(" ") > 11 or text.count(".") > 11 or text.count("*") > 5


class _Reading:
    def __init__(self, page: Page, candidates: list[int]) -> None:
        self.page = page
        self.candidates = frozenset(candidates)
        self._prose: str | None = None

    def blocks(self) -> Iterator[Block]:
        taken: set[int] = set()
        for run in self._runs():
            total = sum((judge(self.page.lines[number].text) for number in run), NOTHING)
            if total.is_spam:
                run = self._with_likes(run)
                taken |= set(range(run[0], run[-1] + 1))
                certain = not self._belongs(run, total)
                start, end = _lines_span(self.page, run[0], run[-1])
                yield Block(start, end, (run[0], run[-1]), total, self.page.lines[run[0]].text, certain)
        for number in self.candidates - taken:
            yield from self._glued(number)

    def _runs(self) -> Iterator[list[int]]:
        """Runs of lines with known words, with the few lines of no known word between them."""
        run: list[int] = []
        waiting: list[int] = []
        for number, line in enumerate(self.page.lines):
            if not line.text or line.text.isspace():
                continue
            judged = judge(line.text) if number in self.candidates else NOTHING
            if judged.bears and not _has_prose_part(line.text):
                run += [*waiting, number] if run else [number]
                waiting = []
            elif run and number in self.candidates and len(waiting) < LONGEST_GAP and len(line.text) <= LONGEST_KEYWORD:
                waiting.append(number)
            else:
                if run:
                    yield run
                run, waiting = [], []
        if run:
            yield run

    def _with_likes(self, run: list[int]) -> list[int]:
        """The run with the lines above and below that have no known word but look like those in it."""
        return run

    def _belongs(self, run: list[int], total: Judged) -> bool:
        """Whether the lines may be the document's: a list it announces, of a trade it speaks of."""
        lines = self.page.lines
        first = plain(lines[run[0]].text)
        if LABEL.match(first):
            return True
        above = next((lines[n].text for n in range(run[0] - 1, -1, -1) if lines[n].text.strip()), "")
        intro = plain(above)[-60:]
        announced = bool(LISTING.search(intro)) and (intro.rstrip().endswith(":") or not SENTENCE_END.search(intro))
        numbered = sum(bool(NUMBERED.match(plain(lines[n].text))) for n in run) * 2 > len(run)
        if not (announced or numbered):
            return self._speaks_of(total) and total.strong < 6
        if self._speaks_of(total):
            return not _is_soup(total)
        return bool(ABOUT.search(intro)) and not _is_dressed(total)

    def _speaks_of(self, total: Judged) -> bool:
        """Whether the sentences of the page speak of what the block names."""
        prose = self.prose
        return sum(stem in prose for stem in total.stems) >= 2

    @property
    def prose(self) -> str:
        if self._prose is None:
            self._prose = plain("\n".join(line.text for n, line in enumerate(self.page.lines) if n not in self.candidates)[:200_000])
        return self._prose

    def _glued(self, number: int) -> Iterator[Block]:
        """Keywords that follow the last sentence of a line, or stand before its first."""
        line = self.page.lines[number]
        text = line.text
        marks = [mark.end() for mark in SENTENCE_END.finditer(text) if mark.end() < len(text)]
        if not marks:
            return
        place = marks[-1]
        judged = judge(text[place:])
        if judged.is_spam:
            yield Block(line.start + place, line.end, None, judged, text[place:], True)


def _has_prose_part(text: str) -> bool:
    """Whether a line has a sentence beside its keywords."""
    marks = SENTENCE_END.split(text)
    return any(len(part) > 24 and judge(part).strong == 0 for part in marks[:-1]) if len(marks) > 1 else False


def _is_soup(total: Judged) -> bool:
    """Whether the same words come again and again, as they do not in a list."""
    return total.strong >= 6 and max(total.stems.values()) >= 4


def _is_dressed(total: Judged) -> bool:
    """Whether words repeat or are dressed with selling words, as keywords are and entries of a list are not."""
    known = total.strong + total.weak
    return total.strong >= 3 and (max(total.stems.values()) >= 3 or total.selling + total.contacts >= 0.3 * known)


def _lines_span(page: Page, first: int, last: int) -> tuple[int, int]:
    start, end = page.block(first, last)
    if page.text[end:].strip():
        return start, end
    before = first - 1
    while before >= 0 and not page.lines[before].text.strip():
        before -= 1
    if before < 0:
        return 0, len(page.text)
    return page.lines[before].end + page.text.endswith("\n"), len(page.text)


def message(block: Block) -> str:
    judged = block.judged
    trades = " and ".join(trade for trade, _ in judged.trades.most_common(2))
    seen = re.sub(r"\s+", " ", block.seen).strip()
    seen = seen if len(seen) <= 24 else f"{seen[:23]}…"
    return (
        f"'{seen}': {judged.strong + judged.weak} words of {trades} and {judged.selling + judged.contacts} selling words make"
        f" {min(judged.share, 1):.0%} of it, in no sentence"
    )
