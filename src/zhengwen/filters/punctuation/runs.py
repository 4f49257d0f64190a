"""Finds marks that stand twice, or beside a mark that cannot follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.filters.punctuation._marks import compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import ALL_IDEOGRAPHS
from zhengwen.text.lazy_regex import pattern

MARKS = "，。、；："
ANY = MARKS[0]
RUN = pattern(f"[{MARKS}][{MARKS}]+")
# No line begins with one of these; where the line above ends with the same, a wrapped line came between the two.
PARTED = pattern(rf"(?<![{MARKS}])([{MARKS}])\n(\1)(?![{MARKS}\s])")
# Among spaced characters both marks are spaced, too; elsewhere the room between two marks may be a blank to fill in.
SPACED = rf"(?<=[{ALL_IDEOGRAPHS}0-9][ ][{ALL_IDEOGRAPHS}0-9][ ])([{MARKS}])[ ](\1)(?=[ ][{ALL_IDEOGRAPHS}0-9][ ])"
# A comma before a stronger mark says nothing more; the other way round either may be the wrong one.
WEAKER = {"，。": "。", "、。": "。", "，；": "；", "、，": "，", "、；": "；"}

DOUBLED = {mark + mark: f"The mark {mark} appears twice." for mark in MARKS}


class DoubledMark(Rule):
    """Punctuation mark that appears twice.

    ## What it does
    Removes one of `，，`, `。。`, `、、`, `；；`, `：：`, also with a line break between the two, or a space in a row
    of spaced characters.

    ## Why it is damage
    No Chinese sentence has the same mark twice; they arise when pieces of a page are joined.

    ## Example
    `加強領導，，落實責任。` becomes `加強領導，落實責任。`

    ## Leaves alone
    Three full stops or more, which some write for an ellipsis; `！！` and `？？`, which are meant; `……` and `——`.

    ## Safety
    Safe: the second mark means nothing.

    ## Evidence
    None in 100 sound documents.
    """

    code = "P004"
    safety = Safety.SAFE


class MarkRun(Rule):
    """Punctuation marks that cannot follow one another.

    ## What it does
    Reports `。，`, `；，` and the like. Offers the stronger mark where a weaker one stands before it: `，。` → `。`.

    ## Why it is damage
    One of the two is left over from an edit, or words between them are lost.

    ## Example
    `各項工作圓滿完成，。` becomes `各項工作圓滿完成。` on request.

    ## Leaves alone
    A closing quotation mark or bracket between two marks; ellipses and dashes; `？！`.

    ## Safety
    Unsafe where a weaker mark stands before a stronger one, for words may have stood between them; else reported only.

    ## Evidence
    None in 100 sound documents.
    """

    code = "P005"
    safety = Safety.UNSAFE


def find(page: Page) -> Iterator[Finding]:
    """Find runs of marks."""
    yield from find_in_prose(page, SEARCHES)


def _with_one_mark(page: Page) -> str:
    """The page with all marks as one: the cheap questions are three instead of fifteen."""
    text = page.text
    for mark in MARKS[1:]:
        text = text.replace(mark, ANY)
    return text


def _may_be_parted(page: Page) -> bool:
    text = page.view(_with_one_mark)
    return f"{ANY}\n{ANY}" in text or f"{ANY} {ANY}" in text


def _parted_twins(page: Page) -> Iterator[Finding]:
    for match in _parted(page.text):
        yield Finding("P004", match.start(2), match.end(2), DOUBLED[2 * match[2]], "")


def _may_have_run(page: Page) -> bool:
    return 2 * ANY in page.view(_with_one_mark)


def _runs(page: Page) -> Iterator[Finding]:
    for match in RUN.finditer(page.text):
        run, start, end = match.group(), match.start(), match.end()
        if len(set(run)) == 1:
            if len(run) == 2:
                yield Finding("P004", start + 1, end, DOUBLED[run], "")
        else:
            yield Finding("P005", start, end, f"The marks {run[:20]} are next to each other.", WEAKER.get(run), False)


def _parted(text: str) -> Iterator[re.Match[str]]:
    """The same mark at the end of a line and before the words of the next, or twice in a row of spaced characters."""
    yield from PARTED.finditer(text)
    yield from compiled(SPACED).finditer(text)


SEARCHES = (Search(_may_be_parted, _parted_twins), Search(_may_have_run, _runs))
