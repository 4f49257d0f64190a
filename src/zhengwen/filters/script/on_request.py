"""Sees every character that a page in the other script would have in another form; runs only when it is asked to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from zhengwen import data
from zhengwen.filters.script._contexts import ends_word
from zhengwen.filters.script._conversion import SURNAMES
from zhengwen.filters.script._names import is_in_name
from zhengwen.filters.script._opencc import characters, phrases
from zhengwen.filters.script._reading import UNKNOWN, Strength, compiled, forms, reading, seldom
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

# Characters of both scripts, the Simplified form that Traditional texts mean by them, and where they mean none.
BOTH_SCRIPTS = r"""
      (?P<干> 乾(?<![康坤萧蕭旋]乾)(?![隆坤嘉县縣陵清元卦道宁寧安德綱象造符]) )  # 乾 but in 乾隆, 康乾
    | (?P<征> 徵(?<![角變流魏]徵)(?![羽弦聲調音]) )  # 徵 but in 魏徵, 徵音
    | (?P<着> 著(?<![顯卓原名專編合土論巨遺譯所新拙]著)(?![名作者述稱書有錄]) )  # 著 but in 著作, 顯著
    | (?P<借> 藉(?<![狼慰蘊枕]藉)(?!藉) )  # 藉 but in 狼藉, 慰藉
    | (?P<复> (?<=[答回函批電申示])覆 | 覆(?=[核審查議函信]) )  # 答覆, 覆核; 覆 elsewhere
    | (?P<了> 瞭(?!望) )  # 瞭 but in 瞭望
    | (?P<于> 於(?![潛陵菟邑]) )  # 於 but in 於潛
    | (?P<伙> 夥 )
    """


LONG_PHRASE = 3  # characters of a phrase that goes before what other words tell
BOTH = frozenset("乾徵著藉覆瞭於夥")  # where that pattern does not match they stay


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
    Of 2,008 words from OpenCC's dictionaries and test cases, with names, 2,001 as listed there (OpenCC 1.4: 1,974).
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
    Of 2,008 words from OpenCC's dictionaries and test cases, 1,973 as listed there (OpenCC 1.4: 1,964).
    """

    code = "T091"
    safety = Safety.SAFE
    default = False


def find(page: Page) -> Iterator[Finding]:
    """Find every character that differs in the other script."""
    is_unknown = page.script.name == "unknown"
    if page.script.name == "simplified" or (is_unknown and (page.script.simplified or not page.script.traditional)):
        yield from _to_traditional(page)
    if page.script.name != "simplified" or page.only_in("traditional"):
        yield from _to_simplified(page)


def _to_traditional(page: Page) -> Iterator[Finding]:
    listed, text, end = phrases("STPhrases"), page.text, 0
    sought = forms().keys() | listed.first | characters("TWVariants").keys()
    for match in _any_of(page.characters & sought).finditer(text):
        at = match.start()
        if at < end:
            continue
        phrase = listed.at(text, at)
        if len(phrase) < LONG_PHRASE and ends_word(text, at) and listed.at(text, at + 1):
            phrase = ""  # 县长|发布, though 长发 is a phrase, too
        end = at + max(len(phrase), 1)
        meant = listed.table[phrase] if phrase else _traditional_form(text, at)
        if len(phrase) < LONG_PHRASE:  # it may be cut out of two words
            meant = "".join(_told(text, at + n) or form for n, form in enumerate(meant))
        yield from _changes("T090", text, at, meant)


def _told(text: str, at: int) -> str:
    """The form that words name, where they agree."""
    told = reading(text, at)
    return told.form if told.strength is Strength.WORD else ""


def _changes(code: str, text: str, start: int, meant: str) -> Iterator[Finding]:
    """A finding for each character that differs; names keep theirs."""
    for at, (one, form) in enumerate(zip(text[start : start + len(meant)], meant, strict=True), start):
        if one != form and not (one in SURNAMES and is_in_name(text, at)):
            yield Finding(code, at, at + 1, _message(one, form), form)


def _traditional_form(text: str, at: int) -> str:
    """The form that the words around it tell; else the commonest one, where it may not be Traditional itself."""
    one = text[at]
    group = forms().get(one, one)
    if len(group) == 1 and one in data.characters("script/simplified-only"):
        return group
    told = reading(text, at)
    if told.form:
        return told.form
    if one in data.characters("script/simplified-only"):
        return group[0]
    form = seldom().get(one, one) if told == UNKNOWN and one not in SURNAMES else one
    return characters("TWVariants").get(form, form)


def _to_simplified(page: Page) -> Iterator[Finding]:
    listed, text, end = phrases("TSPhrases"), page.text, 0
    seen = page.characters & (characters("TSCharacters").keys() | BOTH | listed.first)
    for match in _any_of(seen).finditer(text):
        at = match.start()
        if at < end:
            continue
        phrase = listed.at(text, at)
        end = at + max(len(phrase), 1)
        meant = listed.table[phrase] if phrase else _simplified_form(text, at)
        yield from _changes("T091", text, at, meant)


def _simplified_form(text: str, at: int) -> str:
    one = text[at]
    if match := compiled(BOTH_SCRIPTS).match(text, at):
        return str(match.lastgroup)
    if one in BOTH:
        return one
    return characters("TSCharacters").get(one, one)


def _any_of(characters: Set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]" if characters else r"(?!)")


@cache
def _message(seen: str, meant: str) -> str:
    return f"The character {seen} is {meant} in the script that was asked for."
