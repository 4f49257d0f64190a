"""Where blocks of injected keywords stand in a page: read once a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zhengwen.filters.spam._candidates import MAX_KEYWORD_CHARS, OpenEnded, open_ended
from zhengwen.filters.spam._extend_block import with_likes
from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._line_parts import keyword_part
from zhengwen.filters.spam._ownership import Owner, may_be_keyword, owner
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._score import Judged, judge
from zhengwen.page import Page

MAX_GAP_LINES = 4  # lines of no known word inside a block


class Block(NamedTuple):
    """A stretch of injected keywords."""

    start: int
    end: int
    whole_lines: bool
    judged: Judged
    certain: bool


def read(page: Page) -> list[Block]:
    """The blocks of known trades in a page."""
    found = open_ended(page)
    if found is None:
        return []
    blocks = blocks_among(page, found)
    return blocks if leaves_text(page, ((block.start, block.end) for block in blocks)) else _reported(blocks)


def blocks_among(page: Page, found: OpenEnded) -> list[Block]:
    """The blocks among some lines of a page."""
    return list(_blocks(PageWords(page, found.lines), found))


def leaves_text(page: Page, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether something but blanks stands outside some spans: a page never comes out empty."""
    done = 0
    for start, end in sorted(spans):
        if page.text[done:start].strip():
            return True
        done = max(done, end)
    return bool(page.text[done:].strip())


def _reported(blocks: list[Block]) -> list[Block]:
    return [block._replace(certain=False) for block in blocks]


def _blocks(words: PageWords, found: OpenEnded) -> Iterator[Block]:
    lines = words.page.lines
    told = [number for number in found.near if number in found.suspected]
    parts = {number: part for number in told if (part := keyword_part(words, lines[number].text))}
    for run in _runs(words, parts):
        whole = [number for number in run if number not in parts or parts[number] == (0, len(lines[number].text))]
        glued = [number for number in run if number in parts and parts[number] != (0, len(lines[number].text))]
        said = [_part(words, number, parts) or lines[number].text for number in run]
        judged = judge("\n".join(said))
        if not judged.is_spam(1.0) or (not judged.is_spam(0.0) and not judged.is_spam(words.novelty("\n".join(said)))):
            continue
        whose = owner(words, run, said, judged)
        if whose is Owner.DOCUMENT:
            continue
        certain = whose is Owner.INTRUDER
        for number in glued:
            start, end = parts[number]
            yield Block(lines[number].start + start, lines[number].start + end, False, judged, certain)
        for stretch in _stretches(words, whole):
            start, end = _lines_span(words, *_ends(with_likes(words, stretch)))
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
        elif run and len(waiting) < MAX_GAP_LINES and _may_be_unknown(words, number):
            waiting.append(number)
        else:
            if run:
                yield run
            run, waiting = [], []
    if run:
        yield run


def _may_be_unknown(words: PageWords, number: int) -> bool:
    """Whether a line that does not bear keywords by itself may be one between others."""
    text = words.page.lines[number].text
    if number not in words.candidates or len(text) > MAX_KEYWORD_CHARS:
        return False
    judged = judge(text)
    # The name of an agency is no keyword, but for one of a trade that stands between keywords: 助孕中心.
    return not judged.is_prose and (bool(judged.known) or may_be_keyword(plain(text).strip()))


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
        f"'{seen}': {len(judged.known)} words of {trades} and {judged.selling + judged.contacts} selling words"
        f" make up {min(judged.share, 1):.0%} of it, in no sentence"
    )
