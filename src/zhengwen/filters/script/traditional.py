"""Finds single Traditional characters in a Simplified text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.filters.script._names import is_in_name, is_mentioned
from zhengwen.filters.script._passage import foreign_passages, is_inside
from zhengwen.filters.script._reading import UNKNOWN, compiled, reading
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of
from zhengwen.text.char_classes import IDEOGRAPHS

# Right in a few words and names of Simplified texts, and a leftover in any other word that is known.
IN_WORDS = {
    "於": ("于", "於(?!潜|陵|菟|戏|邑|穆|梨华)"),
    "徵": ("征", "徵(?<![角变流魏文]徵)(?![羽弦声调音])"),
    "乾": ("干", "乾(?<![康坤萧旋]乾)(?![隆坤嘉县陵清元卦道宁安德纲象造卯启符])"),
}
NAME_REACH = 2  # characters of a name on either side of one of its three
NEAR_CHARS = 20  # characters on either side that are looked at
WORD = f"[{IDEOGRAPHS}]+"
BUTTON = 8  # characters that the name of a link may have
BAR = 60  # characters on either side of a place in a bar of links
LINK = r"""
    [繁正][體体] (?:中文|版|字)? | [簡简][體体] (?:中文|版|字)? | 漢語 | 中文[繁簡简體体（(]* | 切換 | 繁 | 簡
    """
# Names of languages and scripts as these write them, in a sentence that lists them; a Simplified text says 日语.
LANGUAGE = "日本語|漢語|[繁正]體中文|[繁正]體字"
LONGEST_LANGUAGE = 4  # characters
# What stands between the links of a bar, and in no sentence.
BETWEEN_LINKS = r"[|｜丨/／·•\t ]|\N{IDEOGRAPHIC SPACE}"
CLAUSE_MARK = r"[，。；！？]"


class TraditionalLeftover(Rule):
    """Traditional character in a Simplified text.

    ## What it does
    Replaces single Traditional characters with their Simplified forms: `行爲` → `行为`, `主管機关` → `主管机关`.

    ## Why it is damage
    Copying from other sources and incomplete conversion leave single characters of the other script, which searches
    miss.

    ## Example
    `河道主管機关应當定期检查。` becomes `河道主管机关应当定期检查。`

    ## Leaves alone
    Passages and names that are Traditional throughout (quotations, names of works and bodies), bars of languages
    (`简体 | 繁體 | English`), rare characters, which stand in names, characters that are right in Simplified words,
    too (`乾隆`, `瞭望`, `宫商角徵羽`).

    ## Safety
    Safe where the characters around it are Simplified. Several Traditional ones between two marks, with no Simplified
    one among them, may be a name or a quotation, and so may one beside a title: unsafe. Words between quotation marks
    may be mentioned as words: reported.

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
        if _is_button(text, at):
            continue
        is_safe = not (_may_be_meant(text, at) or _is_in_name(text, at))
        is_meant = is_mentioned(text, at) or _is_language(text, at)
        yield Finding("T003", at, at + 1, _message(one, meant), None if is_meant else meant, is_safe)


@cache
def _known() -> dict[str, str]:
    return {line[0]: line[1] for line in data.read("script/known.txt").splitlines()}


@cache
def _suspects() -> frozenset[str]:
    return frozenset(_known()) | frozenset(IN_WORDS)


def _may_be_meant(text: str, at: int) -> bool:
    """Whether the character stands in what may be a name or a quotation in Traditional script."""
    traditional = data.characters("script/traditional-only")
    for match in compiled(WORD).finditer(text, max(0, at - NEAR_CHARS), at + NEAR_CHARS):
        if match.end() > at:
            break
    word = match.group()
    if not data.characters("script/simplified-only").isdisjoint(word):
        return False
    return sum(one in traditional for one in word) > 1


def _is_in_name(text: str, at: int) -> bool:
    """Whether it may be a name, which is in one script: 林鄭月, and not 紀念馆."""
    around = text[max(at - NAME_REACH, 0) : at + NAME_REACH + 1]
    return data.characters("script/simplified-only").isdisjoint(around) and is_in_name(text, at)


def _is_language(text: str, at: int) -> bool:
    """Whether the place is in the name that a language has for itself."""
    around = compiled(LANGUAGE).finditer(text, max(at - LONGEST_LANGUAGE, 0), at + LONGEST_LANGUAGE)
    return any(match.start() <= at < match.end() for match in around)


def _is_button(text: str, at: int) -> bool:
    """Whether the place is in the name of a link to another version of the site: by itself on a line, or in a bar."""
    start = max(text.rfind("\n", max(0, at - BAR), at) + 1, at - BAR, 0)
    line = text[start : at + BAR]
    line = line[: at - start] + line[at - start :].partition("\n")[0]
    link = compiled(f"(?:{LINK})").search(line)
    if link is None or compiled(CLAUSE_MARK).search(line):
        return False
    return len(line.strip()) <= BUTTON or compiled(BETWEEN_LINKS).search(line.strip()) is not None


@cache
def _message(seen: str, meant: str) -> str:
    return f"The Traditional character {seen} stands for {meant}: no Simplified text has it."
