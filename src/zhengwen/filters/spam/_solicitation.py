"""Passages that advertise: one or several sentences in a row, and how to get in touch."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._ownership import ABOUT
from zhengwen.filters.spam._phrases import ASKS, COMMON_PROMISES, PRAISES, PROMISES, is_telling, said
from zhengwen.filters.spam._score import Judged, judge
from zhengwen.page import Page
from zhengwen.pages.sentences import CLOSING
from zhengwen.text.lazy_regex import pattern

MAX_SENTENCE_CHARS = 300  # characters of a sentence
MAX_SENTENCES = 4  # sentences of a passage on either side
MAX_PAIRS = 40  # of a passage that is judged
MIN_NOVEL_SHARE = 0.8  # of the pairs of characters unknown to the page
REACH_CHARS = 30_000  # of the page, on either side
# Not a semicolon: advertisers put it between the parts of one offer.
OFFER_END = pattern(rf"[。！？!?]+[{CLOSING}]*|\n")
MAX_HEADING_CHARS = 80  # of a line above a sentence
# No telephone, which the notice above may have given.
CONTACT_LINE = pattern(
    r"\n\s{0,4}(?:qq|扣扣|微信|v信|vx|薇信|飞机|飛機|telegram|tg)(?:号|號)?\s?[:：]"
    r"\s?@?[a-z0-9_\-]{5,20}[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
MOBILE = pattern(r"(?<!\d)1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4}(?!\d)")
MOBILE_DIGITS = pattern(r"1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4}")  # among the ASCII characters, where two may run together
LEGAL = pattern(r"[“”「」『』《》]|第.{1,4}条|应当|不得|规定")
SURE_PROMISES = 3  # which tell without a contact


def bounds(text: str, place: int) -> range:
    """The bounds of the sentence around a place."""
    before = [mark.end() for mark in OFFER_END.finditer(text, max(0, place - MAX_SENTENCE_CHARS), place)]
    start = before[-1] if before else max(0, place - MAX_SENTENCE_CHARS)
    after = OFFER_END.search(text, place, place + MAX_SENTENCE_CHARS)
    end = (
        (after.start() if after.group() == "\n" else after.end())
        if after
        else min(len(text), place + MAX_SENTENCE_CHARS)
    )
    return range(start, end)


def passage(text: str, sentence: range) -> range:
    """The sentence with those before and behind it on its line that advertise, too, and a heading above of keywords."""
    start, end = sentence.start, sentence.stop
    for _ in range(MAX_SENTENCES):
        if start == 0 or text[start - 1] == "\n":
            break
        before = bounds(text, start - 1)
        if not before or not _advertises(text[before.start : start]):
            break
        start = before.start
    for _ in range(MAX_SENTENCES):
        if end >= len(text) or text[end] == "\n":
            break
        behind = bounds(text, end)
        if not behind or not _advertises(text[end : behind.stop]):
            break
        end = behind.stop
    return range(_below_heading(text, start), _with_contacts(text, end))


def _with_contacts(text: str, end: int) -> int:
    """Where the lines below are over that hold nothing but a number to write to; `end` itself where there are none."""
    for _ in range(MAX_SENTENCES):
        below = CONTACT_LINE.match(text, end)
        if below is None:
            break
        end = below.end()
    return end


def _below_heading(text: str, start: int) -> int:
    """Where a heading of keywords begins in the line above `start`; `start` itself where there is none."""
    since = max(0, start - MAX_HEADING_CHARS - 2)
    above = text[since:start].rstrip()
    if start == 0 or text[start - 1] != "\n" or not above:
        return start
    first = above.rfind("\n") + 1
    said = above[first:]
    if (first == 0 and start > len(above) + 2) or OFFER_END.search(said) or is_spoken(plain(said)):
        return start
    judged = judge(said)
    headed = judged.strong > 0 and judged.pieces > 1 and not judged.is_prose
    return since + first if headed else start


def is_spoken(flat: str) -> bool:
    """Whether plain text warns of offers, tells of them or rules them."""
    return bool(ABOUT.search(flat) or LEGAL.search(flat))


class Said(NamedTuple):
    """What a passage asks its readers for, promises and praises, and whether it names an account or a number."""

    asked: int
    promised: int
    praised: int
    telling: bool  # it asks, promises what few promise, or names an account or a number: the precheck sees these

    @property
    def solicits(self) -> int:
        """How many things it says that sellers say."""
        return self.asked + self.promised + self.praised


def said_in(flat: str) -> Said:
    """What plain text says."""
    asked, promised, common, praised = (len(said(one, flat)) for one in (ASKS, PROMISES, COMMON_PROMISES, PRAISES))
    telling = is_telling(flat) or MOBILE.search(flat) is not None
    return Said(asked, promised + common, praised, telling)


def is_offer(judged: Judged, said: Said) -> bool:
    """Whether trade, solicitation and contact come together."""
    if not (said.telling or judged.throwaway):
        return False
    if judged.strong >= 2 and said.solicits + judged.contacts >= 1:
        return True
    if (judged.strong or judged.weak >= 2) and said.solicits >= 1 and said.solicits + judged.contacts >= 2:
        return True
    if judged.throwaway and said.solicits >= 2:
        return True
    reached = judged.contacts > 0 and (judged.throwaway > 0 or said.promised > 1)
    return said.promised >= SURE_PROMISES or (said.promised > 0 and reached)


def rest_of(page: Page, start: int, end: int, far: int) -> str:
    """What stands so many characters before and behind a passage, plain."""
    return plain(page.text[max(0, start - far) : start] + "\n" + page.text[end : end + far])


def is_strange(page: Page, start: int, end: int) -> bool:
    """Whether the rest of the page knows nothing of what stands there."""
    said = plain(page.text[start:end])
    pairs = {one + two for one, two in itertools.pairwise(said) if one > "\u33ff" and two > "\u33ff"}
    asked = sorted(pairs)[:MAX_PAIRS]
    rest = rest_of(page, start, end, REACH_CHARS)
    return sum(pair not in rest for pair in asked) >= MIN_NOVEL_SHARE * len(asked)


def _advertises(sentence: str) -> bool:
    flat = plain(sentence)
    if is_spoken(flat):
        return False
    judged = judge(sentence)
    return bool(judged.strong or judged.contacts or judged.weak > 1 or said_in(flat).promised)
