"""Sees single Traditional characters in a Simplified text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.filters.script._passage import foreign_passages, is_inside
from zhengwen.filters.script._reading import UNKNOWN, compiled, reading
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of

# Right in a few words and names of Simplified texts, and a leftover in any other word that is known.
IN_WORDS = {
    "於": ("于", "於(?!潜|陵|菟|戏|邑|穆|梨华)"),
    "徵": ("征", "徵(?<![角变流魏文]徵)(?![羽弦声调音])"),
    "乾": ("干", "乾(?<![康坤萧旋]乾)(?![隆坤嘉县陵清元卦道宁安德纲象造卯启符])"),
}
NEAR = 20  # characters on either side that are looked at
WORD = r"[\u3400-\u9fff]+"
BUTTON = 8  # characters of a line that may be the name of a link
LINK = r"繁[體体]|正體|漢語|中文|切換|簡體"


class TraditionalLeftover(Rule):
    """Traditional character in a Simplified text.

    ## What it does
    Puts the Simplified form where a single Traditional one stands: `行爲` → `行为`, `主管機关` → `主管机关`.

    ## Why it is damage
    Copying from other sources and converting in part leave single characters of the other script, which search misses.

    ## Example
    `河道主管機关应當定期检查。` becomes `河道主管机关应当定期检查。`

    ## Leaves alone
    Passages and names that are Traditional throughout (quotations, names of works and bodies, the link `繁體`), rare
    characters, which stand in names, characters that are right in Simplified words, too (`乾隆`, `瞭望`, `宫商角徵羽`).

    ## Safety
    Safe where the characters around it are Simplified. Several Traditional ones between two marks, with no Simplified
    one among them, may be a name or a quotation: unsafe.

    ## Evidence
    70 sound Simplified documents (430,000 characters): nothing changed. The same with one character in a hundred made
    Traditional: 1,334 of 1,336 put right, none wrong. News of 1.9 million characters: none.
    """

    code = "T003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find Traditional characters that stand alone on a Simplified page."""
    if script_of(page) != "simplified" or not (page.script.traditional or any(one in page.text for one in IN_WORDS)):
        return
    seen = page.characters & _suspects()
    if not seen:
        return
    text = page.text
    passages = foreign_passages(page, simplified=False)
    for match in re.finditer(f"[{''.join(sorted(seen))}]", text):
        at, one = match.start(), match.group()
        if is_inside(passages, at):
            continue
        if one in IN_WORDS:
            meant, pattern = IN_WORDS[one]
            told = reading(text, at)
            if told.form not in (one, "") or told == UNKNOWN or not compiled(pattern).match(text, at):
                continue
            if one == "乾" and not data.characters("page/surnames").isdisjoint(text[max(0, at - 2) : at]):
                continue  # 王丙乾
        else:
            meant = _known()[one]
        if not _is_button(text, at):
            yield Finding("T003", at, at + 1, _message(one, meant), meant, not _may_be_meant(text, at))


@cache
def _known() -> dict[str, str]:
    return {line[0]: line[1] for line in data.read("script/known.txt").splitlines()}


@cache
def _suspects() -> frozenset[str]:
    return frozenset(_known()) | frozenset(IN_WORDS)


def _may_be_meant(text: str, at: int) -> bool:
    """Whether the character stands in what may be a name or a quotation in Traditional script."""
    traditional = data.characters("script/traditional-only")
    for match in compiled(WORD).finditer(text, max(0, at - NEAR), at + NEAR):
        if match.end() > at:
            break
    word = match.group()
    if not data.characters("script/simplified-only").isdisjoint(word):
        return False
    return sum(one in traditional for one in word) > 1


def _is_button(text: str, at: int) -> bool:
    """Whether the line is a link to another version of the site, and not a sentence."""
    start = text.rfind("\n", max(0, at - BUTTON), at) + 1
    line = text[start if start else max(0, at - BUTTON) : at + BUTTON].partition("\n")[0].strip()
    return len(line) <= BUTTON and compiled(LINK).search(line) is not None


@cache
def _message(seen: str, meant: str) -> str:
    return f"The Traditional character {seen} stands in a Simplified text for {meant}."
