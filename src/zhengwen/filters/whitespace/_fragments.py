"""Breaks that the lines around them show to be inside a sentence: in a bracket, around a lone link, behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhengwen import data
from zhengwen.filters.whitespace._line_width import NEW_ITEM as NEW_ITEM_SOURCE
from zhengwen.page import Line, Page
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

BRACKETS = {"（": "）", "(": ")", "「": "」", "『": "』", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "“": "”"}
OPENING_OF = {closing: opening for opening, closing in BRACKETS.items()}
# No paragraph ends with these, and none begins so.
UNFINISHED = pattern(lambda: rf"[{data.listed('before-more')}，]\Z")
AFTER_MORE = pattern(lambda: rf"\n(?<=[{data.listed('before-more')}]\n)")
MIN_UNFINISHED_CHARS = 12  # of a line that a lone link follows, unless a comma ends it
MAX_LINK_CHARS, MIN_REST_CHARS = 8, 24  # of the link, and of what follows it: authors who break lines write short ones
LINK = pattern(rf"[{UNIFIED}A-Za-z0-9·]{{1,{MAX_LINK_CHARS}}}\Z")
GOES_ON = pattern(rf"(?=[^\n]{{{MIN_REST_CHARS}}})[{UNIFIED}][^\n]*[。；]")
MAX_BRACKET_LINES = 3  # over which a bracket is broken
MAX_BRACKET_CHARS = 400  # of a line in which brackets are counted
NEW_ITEM = pattern(NEW_ITEM_SOURCE, re.VERBOSE)
PARAGRAPH = "\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}"  # what begins one
ORDINAL = pattern(r"第[一二三四五六七八九十百\d]{1,4}[案條条項项點点]：\Z")
MIN_ORDINALS = 2
LABELLED = pattern(rf"[{UNIFIED}]{{1,6}}[：:]")
MIN_ITEM_CHARS = 6
AFTER_BRACKET = pattern(
    rf"[（(](?![一二三四五六七八九十0-9]{{1,3}}[）)])[^()（）\n]{{1,20}}[）)][{UNIFIED}0-9][^\n]{{5,}}[。，案]"
)
BEFORE_BRACKET = pattern(rf"[{UNIFIED}]{{4}}\Z")
# 全年, before its amount.
LONE_WORD = pattern(rf"[{UNIFIED}]{{2,3}}\Z")
# Numbers of lots and houses; no item has so long a one.
LOTS = pattern(rf"[0-9]{{3,}}、[0-9]{{2,}}[^\n]*[{UNIFIED}]{{2}}")
AMOUNT = pattern(r"[0-9][0-9.,]*(?![0-9年月日时時、．：:])[^\n]*，[^\n]*。")


def broken_at_links(page: Page) -> Iterator[int]:
    """The breaks around a lone word in mid-sentence (发表在⏎科学⏎刊物上)."""
    for before, link, after in zip(page.lines, page.lines[1:], page.lines[2:], strict=False):
        if not (before.text and link.text and after.text and LINK.match(link.text)):
            continue
        ends = before.text[-1]
        long_enough = len(before.text) >= MIN_UNFINISHED_CHARS or ends == "，"
        goes_on = long_enough and UNFINISHED.search(before.text[-1:]) and GOES_ON.match(after.text)
        if goes_on and not any(NEW_ITEM.match(line.text) for line in (link, after)):
            yield from (before.end, link.end)


def broken_brackets(page: Page) -> Iterator[int]:
    """The breaks inside a bracket that a line opens and one of the next closes."""
    lines = page.lines
    for number, line in enumerate(lines):
        opening = _left_open(line.text) if len(line.text) <= MAX_BRACKET_CHARS else ""
        if opening:
            yield from _until_closed(lines, number, opening)


def _left_open(text: str) -> str:
    """The bracket that a line opens last and does not close; empty where it closes all."""
    waiting: list[str] = []
    for sign in text:
        if sign in BRACKETS:
            waiting.append(sign)
        elif sign in OPENING_OF and waiting and waiting[-1] == OPENING_OF[sign]:
            waiting.pop()
    return waiting[-1] if waiting else ""


def _until_closed(lines: Sequence[Line], number: int, opening: str) -> Iterator[int]:
    breaks: list[int] = []
    for before, line in pairwise(lines[number : number + 1 + MAX_BRACKET_LINES]):
        text = line.text
        if not text or text.startswith(PARAGRAPH) or NEW_ITEM.match(text) or before.text.endswith(("。", "；")):
            return
        breaks.append(before.end)
        closed, again = text.find(BRACKETS[opening]), text.find(opening)
        if closed >= 0 and not 0 <= again < closed:
            yield from breaks
            below = lines[number + len(breaks) + 1 : number + len(breaks) + 2]
            alone = text == BRACKETS[opening] and lines[number].text == opening
            if alone and number and below and GOES_ON.match(below[0].text) and not NEW_ITEM.match(below[0].text):
                yield from (lines[number].start - 1, line.end)  # 谷歌⏎(⏎微博⏎)⏎在2014年…
            return


def broken_at_ordinals(page: Page) -> list[int]:
    """The breaks behind 第一案： and the like on lines of their own, where the page has several."""
    found = []
    for line, after in pairwise(page.lines):
        if not ORDINAL.match(line.text.strip()) or LABELLED.match(after.text):
            continue
        if len(after.text) >= MIN_ITEM_CHARS or after.text in BRACKETS:
            found.append(line.end)
    return found if len(found) >= MIN_ORDINALS else []


def likely_breaks(page: Page) -> Iterator[int]:
    """Breaks before a bracket that a sentence goes on behind, and between a lone word and its amount."""
    for line, after in pairwise(page.lines):
        text = line.text
        if not text or NEW_ITEM.match(text):
            continue
        if (
            (BEFORE_BRACKET.search(text[-4:]) and AFTER_BRACKET.match(after.text))
            or (LONE_WORD.match(text) and AMOUNT.match(after.text))
            or (BEFORE_BRACKET.search(text[-4:]) and LOTS.match(after.text))
        ):
            yield line.end
