"""Where blocks of injected keywords stand in a page: read once a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from operator import add
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.spam._belonging import belongs, may_be_keyword
from zhengwen.filters.spam._edges import with_likes
from zhengwen.filters.spam._judging import INVISIBLE, Judged, judge
from zhengwen.filters.spam._lexicon import beginnings, plain, selling_beginnings
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._parts import keyword_part
from zhengwen.page import Page

ENDS = frozenset("。；;！!？?…：:")
CLOSING = "”’\"'）)」』》】]> \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"
LONGEST_GAP = 4  # lines of no known word inside a block
LONGEST_KEYWORD = 20
SHORTEST_SENTENCE = 15  # characters for each full stop; where there are fewer, full stops are separators


LONGEST_BROKEN = 18
FEWEST_SELLING = 3
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
        if line and (line.rstrip(CLOSING)[-1:] not in ENDS or _is_broken(line))
    ]
    joined = "\n".join([lines[number] for number in open_ended])
    pairs = set(map(add, joined, joined[1:]))
    if pairs.isdisjoint(_raw_beginnings()) and len(pairs & _raw_selling()) < FEWEST_SELLING and not _may_be_disguised(joined):
        return []
    return open_ended


def _is_broken(line: str) -> bool:
    """Whether a line that ends like a sentence is too short for one, or has too many ends."""
    if len(line) <= LONGEST_BROKEN:
        return line[0] not in OPENERS and line[1:2] not in NUMBERING
    marks = line.count("。") + line.count("；") + line.count(";")
    return marks > 3 and marks * SHORTEST_SENTENCE > len(line)


@cache
def _raw_beginnings() -> frozenset[str]:
    """The first two characters of strong stems, as they may be written."""
    return frozenset(_variants(beginnings()))


@cache
def _raw_selling() -> frozenset[str]:
    """The first two characters of selling words, as they may be written."""
    return frozenset(_variants(selling_beginnings()))


def _variants(pairs: Iterable[str]) -> Iterator[str]:
    """Pairs of characters in either script and case, in full width too."""
    forms: dict[str, str] = {}
    for row in data.read("script-forms.txt").splitlines():
        simplified, _, others = row.partition("\t")
        forms[simplified] = simplified + others
    for pair in pairs:
        yield from map("".join, product(_written(pair[0], forms), _written(pair[1], forms)))


def _written(character: str, forms: dict[str, str]) -> str:
    if character.isascii():
        return character + character.upper() + chr(ord(character) + 0xFEE0) + chr(ord(character.upper()) + 0xFEE0)
    return forms.get(character, character)


def _may_be_disguised(text: str) -> bool:
    return text.count(" ") > 11 or text.count(".") > 11 or text.count("*") > 5 or bool(INVISIBLE.search(text))


def _blocks(words: PageWords) -> Iterator[Block]:
    lines = words.page.lines
    parts = {number: part for number in sorted(words.candidates) if (part := keyword_part(words, lines[number].text))}
    for run in _runs(words, parts):
        whole = [number for number in run if number not in parts or parts[number] == (0, len(lines[number].text))]
        glued = [number for number in run if number not in whole]
        said = [_part(words, number, parts) or lines[number].text for number in run]
        judged = judge("\n".join(said))
        if not judged.is_spam(words.foreign("\n".join(said))):
            continue
        certain = not belongs(words, run[0], said, judged)
        for number in glued:
            start, end = parts[number]
            yield Block(lines[number].start + start, lines[number].start + end, False, judged, certain)
        for stretch in _stretches(words, whole):
            start, end = _lines_span(words.page, *_ends(with_likes(words, stretch)))
            yield Block(start, end, True, judged, certain)


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
    return number in words.candidates and len(text) <= LONGEST_KEYWORD and may_be_keyword(plain(text).strip()) and not judge(text).is_prose


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


def _lines_span(page: Page, first: int, last: int) -> tuple[int, int]:
    """The span that takes whole lines out, with the blank lines before them when nothing follows."""
    if any(line.text.strip() for line in page.lines[last + 1 :]):
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
