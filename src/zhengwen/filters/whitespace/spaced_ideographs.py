"""Sees spaces between the ideographs of a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from zhengwen.filters.whitespace._sentence import HAN, is_inside
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

# The space comes first in both patterns, for speed. 第一条 and 第 一 章 are parted from what follows by right.
GAP = pattern(rf" (?<=[{HAN}] )(?<![条條章节節编編款项項] )(?=[{HAN}])")
APART = pattern(rf" [{HAN}](?<=[{HAN}]{{2}} .)(?: [{HAN}])+(?: (?=[{HAN}]))?")


class SpacedIdeographs(Rule):
    """Space between the ideographs of a sentence.

    ## What it does
    Takes out spaces in `共 完 成`, and offers to take out a single space elsewhere in a sentence.

    ## Why it is damage
    Scanners and converters put them there; a word with a space in it is found by no search.

    ## Example
    `全县共 完 成改造8642户。` becomes `全县共完成改造8642户。`

    ## Leaves alone
    Headings set wide (`总 则`, `目 录`), spaces after numbers of articles and lists, names set to width (`王 明`),
    bylines, captions, lines that are no sentence, the space of respect before an office in Traditional letters.

    ## Safety
    Safe for a row of spaced ideographs, unsafe for a single space.

    ## Evidence
    None in a sentence of 100 sound documents; 3,602 after numbers of articles.
    """

    code = "W004"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find spaces between ideographs."""
    text = page.text
    if " " not in text:
        return
    gaps = [at for match in GAP.finditer(text) if is_inside(text, at := match.start())]
    if not gaps:
        return
    rows = [match.span() for match in APART.finditer(text)]
    for at in gaps:
        row = bisect_right(rows, at, key=itemgetter(0)) - 1
        safe = row >= 0 and at < rows[row][1]
        yield Finding("W004", at, at + 1, "A space stands between the ideographs of a sentence.", "", safe)
