"""Sees every character that a page in the other script would have in another form; runs only when it is asked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from zhengwen import data
from zhengwen.filters.script._conversion import SURNAMES
from zhengwen.filters.script._reading import UNKNOWN, compiled, folding, forms, reading, seldom
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

# Characters of both scripts, the Simplified form that Traditional texts mean by them, and where they mean none.
BOTH_SCRIPTS = r"""
      (?P<干> 乾(?<![康坤萧蕭旋]乾)(?![隆坤嘉县縣陵清元卦道宁寧安德綱象造符]) )
    | (?P<征> 徵(?<![角變流魏]徵)(?![羽弦聲調音]) )
    | (?P<着> 著(?<![顯卓原名專編合土論巨遺譯所新拙]著)(?![名作者述稱書有錄]) )
    | (?P<借> 藉(?<![狼慰蘊枕]藉)(?!藉) )
    | (?P<复> (?<=[答回函批電申示])覆 | 覆(?=[核審查議函信]) )
    | (?P<了> 瞭(?!望) )
    | (?P<于> 於(?![潛陵菟邑]) )
    | (?P<伙> 夥 )
    """


class TraditionalOnRequest(Rule):
    """Simplified character, where the page is wanted in Traditional script.

    ## What it does
    Gives every Simplified character its Traditional form, as the words around it have it: `发展` → `發展`, `头发` →
    `頭髮`, `皇后` and `以后` → `皇后` and `以後`. Words are never swapped: `信息` stays `信息`.

    ## Why it is damage
    It is none. The rule runs only when it is selected.

    ## Example
    `会后发布干部名单。` becomes `會後發布幹部名單。`

    ## Leaves alone
    Characters that are Traditional, too, where no word tells that another form is meant.

    ## Safety
    Safe, in the sense that it was asked for.

    ## Evidence
    Written for pages that are wanted in one script; the words are those of `simplified-leftover`.
    """

    code = "T090"
    safety = Safety.SAFE
    default = False


class SimplifiedOnRequest(Rule):
    """Traditional character, where the page is wanted in Simplified script.

    ## What it does
    Gives every Traditional character its Simplified form, but in words that keep it: `乾燥` → `干燥`, `乾隆` stays.

    ## Why it is damage
    It is none. The rule runs only when it is selected.

    ## Example
    `會後發布幹部名單。` becomes `会后发布干部名单。`

    ## Leaves alone
    Words that have the character by right in Simplified texts: `乾隆`, `瞭望`, `宫商角徵羽`, `著名`.

    ## Safety
    Safe, in the sense that it was asked for.

    ## Evidence
    Written for pages that are wanted in one script; a Traditional form has one Simplified form but for the words
    named above.
    """

    code = "T091"
    safety = Safety.SAFE
    default = False


def find(page: Page) -> Iterator[Finding]:
    """Find every character that differs in the other script."""
    if page.script.name != "traditional":
        yield from _to_traditional(page)
    yield from _to_simplified(page)


def _to_traditional(page: Page) -> Iterator[Finding]:
    for match in _any_of(page.characters & forms().keys()).finditer(page.text):
        at, one = match.start(), match.group()
        meant = _traditional_form(page.text, at, one)
        if meant != one:
            yield Finding("T090", at, at + 1, _message(one, meant), meant)


def _traditional_form(text: str, at: int, one: str) -> str:
    """The form that the words around it tell; else the only or the commonest one, where it may not be one itself."""
    group = forms()[one]
    if len(group) == 1 and one in data.characters("script/simplified-only"):
        return group
    told = reading(text, at)
    if told.form:
        return told.form
    if one in data.characters("script/simplified-only"):
        return group[0]
    return seldom().get(one, one) if told == UNKNOWN and one not in SURNAMES else one


def _to_simplified(page: Page) -> Iterator[Finding]:
    seen = page.only_in("traditional")
    if seen:
        for match in _any_of(seen).finditer(page.text):
            one = match.group()
            meant = folding().get(ord(one), one)
            if meant != one:
                yield Finding("T091", match.start(), match.end(), _message(one, meant), meant)
    if page.script.name != "simplified":
        for match in compiled(BOTH_SCRIPTS).finditer(page.text):
            meant = str(match.lastgroup)
            yield Finding("T091", match.start(), match.end(), _message(match.group(), meant), meant)


def _any_of(characters: Set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]" if characters else r"(?!)")


@cache
def _message(seen: str, meant: str) -> str:
    return f"The character {seen} is {meant} in the script that was asked for."
