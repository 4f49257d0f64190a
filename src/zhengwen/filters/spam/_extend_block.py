"""Lines above and below a block that hold no known word, and yet are of it."""

from __future__ import annotations

import itertools
from functools import cached_property

from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._ownership import DRESS, may_be_keyword
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._score import judge

MAX_LINE_CHARS = 24  # of a line of keywords beside a block
MAX_LINES = 12  # lines on either side
SENTENCE_ENDS = frozenset("。!?;:")
MAX_UNKNOWN_CHARS = 12  # of a line without any known word


class _Block:
    """What lines have in common with the lines of a block."""

    def __init__(self, texts: list[str]) -> None:
        self.size = len(texts)
        self.texts = [plain(text) for text in texts]
        self.mark = _common_mark(self.texts)

    @cached_property
    def pairs(self) -> set[str]:
        """The pairs of characters of its keywords."""
        return {pair for text in self.texts for pair in _own_pairs(text)}


def with_likes(words: PageWords, numbers: list[int]) -> list[int]:
    """A block, by the numbers of its lines, with the lines at its edges that go with it."""
    lines = words.page.lines
    block = _Block([lines[number].text for number in numbers])
    above = _walk(words, range(numbers[0] - 1, -1, -1), block)
    below = _walk(words, range(numbers[-1] + 1, len(lines)), block)
    return [*reversed(above), *numbers, *below]


def _walk(words: PageWords, numbers: range, block: _Block) -> list[int]:
    """The lines in one direction that go with the block, up to the last that surely does."""
    found: list[int] = []
    unknown: list[int] = []
    for number in numbers:
        text = words.page.lines[number].text
        if not text.strip():
            continue
        if number not in words.candidates or len(text) > MAX_LINE_CHARS or len(found) + len(unknown) >= MAX_LINES:
            break
        flat = plain(text).strip()
        if flat[-1:] in SENTENCE_ENDS and flat[-1:] != block.mark:
            break
        if not may_be_keyword(flat):
            return found
        if _is_alike(words, flat, block):
            found += [*unknown, number]
            unknown = []
        else:
            unknown.append(number)
    else:
        number = -1
    # A few unknown words between a finished sentence, or the end of the page, and a long block.
    ended = number < 0 or number not in words.candidates
    strange = all(
        len(one) <= MAX_UNKNOWN_CHARS and words.novelty(one) == 1 for one in (words.page.lines[n].text for n in unknown)
    )
    return found + unknown if unknown and ended and strange and block.size >= 4 and len(unknown) <= 2 else found


def _is_alike(words: PageWords, flat: str, block: _Block) -> bool:
    if block.mark and flat.endswith(block.mark):
        return True
    judged = judge(flat)
    if judged.contacts or judged.may_be_spam(words.novelty(flat)):
        return True
    own = _own_pairs(flat)
    known = sum(pair in block.pairs for pair in own)
    if own and known >= len(own) / 2 and words.novelty(flat) > 0.5:
        return True
    return judged.selling > 0 and words.novelty(flat) > 0.6 and judged.prose == 0


def _own_pairs(text: str) -> list[str]:
    """The pairs of characters of a keyword without the selling words."""
    return [
        one + two
        for one, two in itertools.pairwise(text)
        if "\u3400" <= one <= "\u9fff" and "\u3400" <= two <= "\u9fff"
    ]


def _common_mark(texts: list[str]) -> str:
    """The separator that most lines of the block end with."""
    ends = [text.rstrip()[-1:] for text in texts]
    mark = max(set(ends), key=ends.count)
    return mark if DRESS.fullmatch(mark) and ends.count(mark) > 0.6 * len(ends) else ""
