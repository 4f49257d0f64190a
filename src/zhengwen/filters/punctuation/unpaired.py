"""Finds brackets that have lost their other half."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from heapq import merge

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

TWINS = {"）": "（", ")": "（", "》": "《", "】": "【", "〕": "〔", "」": "「", "』": "『"}
OPENING = {"（": "（", "(": "（", "《": "《", "【": "【", "〔": "〔", "「": "「", "『": "『"}
KINDS = ("《》", "（）()", "【】", "〔〕", "「」", "『』")
BRACKET = pattern(r"[（）()《》【】〔〕「」『』]")
# `1）` and `a)` at the head of an item need no opening half.
ITEM = pattern(r"(?:^|[\s：:；;，,。、（(])[0-9０-９A-Za-z一二三四五六七八九十]{1,3}$")

MESSAGES = {mark: f"The bracket {mark} has no other half on its line." for mark in (*TWINS, *OPENING)}


class UnpairedBracket(Rule):
    """Bracket without its other half.

    ## What it does
    Reports an opening bracket that is not closed on its line, and a closing one that was not opened.

    ## Why it is damage
    The other half was lost with the text beside it, or was typed twice.

    ## Example
    `依《公司法第三條辦理。` is reported: `《` is not closed.

    ## Leaves alone
    List numbers (`1）`, `a)`), halves of different width (`（一)`), quotation marks, which may open every paragraph of
    a long quotation, brackets that close on a later line.

    ## Safety
    Reported only: where the other half stood is a guess.

    ## Evidence
    One in 100 sound documents: a closing bracket whose opening half the collection had cut away.
    """

    code = "P006"
    safety = Safety.REPORT


def find(page: Page) -> Iterator[Finding]:
    """Find unpaired brackets, line by line, on a page where halves do not add up."""
    yield from find_in_prose(page, SEARCHES)


def _may_have_half(page: Page) -> bool:
    return bool(_unequal_kinds(page))


def _unequal_kinds(page: Page) -> frozenset[str]:
    """The brackets of which the page does not have as many opening as closing ones."""
    return frozenset("".join(halves for halves in KINDS if not _adds_up(page.text, halves)))


def _halves(page: Page) -> Iterator[Finding]:
    text = page.text
    waiting, lost = array("q"), array("q")  # places; as numbers of Python's they would take four times the memory
    for match in BRACKET.finditer(text):
        at, mark = match.start(), match.group()
        if mark in OPENING:
            waiting.append(at)
        elif waiting and OPENING[text[waiting[-1]]] == TWINS[mark]:
            waiting.pop()
        elif not _is_item(text, at):
            lost.append(at)
    unequal = _unequal_kinds(page)
    for at in merge(lost, waiting):
        if text[at] in unequal:
            yield Finding("P006", at, at + 1, MESSAGES[text[at]], None)


def _adds_up(text: str, halves: str) -> bool:
    there = [mark for mark in halves if mark in text]  # far quicker than counting what is not there
    return sum(text.count(mark) if mark in OPENING else -text.count(mark) for mark in there) == 0


def _is_item(text: str, at: int) -> bool:
    """Whether what stands before a closing half is the number of a list's item."""
    return ITEM.search(text[max(0, at - 4) : at] if at > 4 else "\n" + text[:at]) is not None


SEARCHES = (Search(_may_have_half, _halves),)
