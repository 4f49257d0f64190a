"""Stretches of a page that stand twice word for word, sentences or lines, however far apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, compress
from operator import itemgetter
from typing import NamedTuple

from zhengwen.filters.duplication._equal import equal_after, equal_before
from zhengwen.page import Page
from zhengwen.pages.differences.evidence import WORD
from zhengwen.pages.sentences import HOLDS_END

FEWEST_TOLD = 60  # characters that stand twice, from which on it is said
PIECE = 40  # characters of a line or a sentence that stand twice, where a text of so many begins with one


FIRST_PIECE = itemgetter(slice(PIECE))


class Run(NamedTuple):
    """`length` characters of a page that stand at `first` and again at `second`."""

    first: int
    second: int
    length: int


def repeated_runs(page: Page) -> list[Run]:
    """The stretches that stand twice, in the order of their second places, none overlapping another."""
    return list(_runs(page)) if _stands_twice(page) else []


def _stands_twice(page: Page) -> bool:
    lines = page.line_texts
    long = list(compress(lines, map(PIECE.__le__, map(len, lines))))
    if len(set(long)) < len(long):
        return True
    heads = list(map(FIRST_PIECE, page.text.split("。")[1:]))  # alike where the pieces are
    if len(set(heads)) == len(heads):
        return False
    pieces = list(map(page.text.__getitem__, _sentence_starts(page.text)))
    return len(set(pieces)) < len(pieces)


def _sentence_starts(text: str) -> Iterator[slice]:
    ends = accumulate(map(len, text.split("。")))
    return (slice(end + number, end + number + PIECE) for number, end in enumerate(ends, 1))


def _runs(page: Page) -> Iterator[Run]:
    text = page.text
    lines = (slice(line.start, line.start + PIECE) for line in page.lines if len(line.text) >= PIECE)
    places: dict[str, int] = {}
    done = 0
    for piece in sorted((*_sentence_starts(text), *lines), key=_start):
        second = piece.start
        first = places.setdefault(text[piece], second)
        if second < done or first == second or second + PIECE > len(text):
            continue
        before = equal_before(text, first, second, min(first, second - first, second - done))
        length = before + equal_after(text, first, second, second)
        if length >= FEWEST_TOLD:
            yield Run(first - before, second - before, length)
            done = second - before + length


def _start(piece: slice) -> int:
    return int(piece.start)


def told(page: Page, run: Run) -> tuple[int, int] | None:
    """The span to report, without the marks and blanks around it; `None` where another rule cuts it."""
    text = page.text
    said = text[run.second : run.second + run.length].rstrip()
    word = WORD.search(said)
    if word is None or len(said) - word.start() < FEWEST_TOLD or _is_paragraph_said_again(page, run):
        return None
    return run.second + word.start(), run.second + len(said)


def _is_paragraph_said_again(page: Page, run: Run) -> bool:
    """Whether nothing but blanks stands between two lines that are the same, sentences and all."""
    first, second = page.line_at(run.first + PIECE // 2), page.line_at(run.second + PIECE // 2)
    one, other = page.lines[first], page.lines[second]
    return (
        one.text.strip() == other.text.strip()
        and bool(HOLDS_END.search(one.text))
        and not page.text[one.end : other.start].strip()
    )


def said_twice(length: int) -> str:
    """The message for a text that appears twice without a difference."""
    return f"These {length} characters also appear above; both stay, because the repetition may be intended."
