"""What a Traditional page holds of characters in a form it does not mean, for all rules that ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.script._reading import (
    UNKNOWN,
    Reading,
    Strength,
    ambiguous,
    compiled,
    folding,
    mostly,
    reading,
    suspicious,
    variants,
)
from zhengwen.filters.script._suspects import present
from zhengwen.page import Page

# Surnames, which no word list can tell from leftovers: known words apart they are offered only.
SURNAMES = frozenset("于余范云党沈郁朴谷舍仆")
# These are words of their own beside what they belong to, and what follows may run into another word: 會後里長, 係統一.
ENCLITIC = r"""
    後 (?<![皇太]後) (?![妃羿稷])
  | [裡裏] (?<![公英海華千萬百].) (?!程|辦公處|鄰長)
    (?! (?<![家心院田地屋山城嘴手夜哪這那].) 長 [，。、；：）說表獲由與及和兼第聯選候等鄰是] )  # 里長, but 家裡|長大
    """
COPULA = r"係(?=統[一籌計合]|列[入為於出席管舉]|主[張要管動])"
NUMERAL = "一二三四五六七八九十百千萬兩幾數半零〇0-9０-９"
MEASURE = rf"[隻里](?<=[{NUMERAL}].)|隻(?<=[每這那].)"
# What follows a surname's character in words that no name begins with; in other words it may be the surname.
AFTER_SURNAME = {
    "于": "是",
    "余": "額款地裕數下生熱震力悸波",
    "范": "圍围疇例式",
    "云": "端計朵層",
    "党": "員委組支務章紀校建",
    "沈": "陽",
    "朴": "素實",
    "谷": "物類倉",
    "舍": "棄不得",
}


# What stands around a name in a list of them, and characters that given names end in, for all the words they are in.
AROUND_NAMES = frozenset("、：:（）()\n\t \N{IDEOGRAPHIC SPACE}")
END_OF_NAMES = frozenset("云松志征采谷斗丑御岳升准周")
NAME = 3  # characters of a full name


class Slip(NamedTuple):
    """A character that stands in the wrong form: where, the form it stands in, the form meant, and how sure that is."""

    at: int
    seen: str
    meant: str
    strength: Strength


def slips(page: Page, suspects: frozenset[str]) -> Iterator[Slip]:
    """Every place where one of `suspects` may stand for another form."""
    text, usual = page.text, variants()
    for seen in sorted(page.view(present) & suspects):
        pattern = suspicious(seen)
        if pattern is None:
            continue
        form = usual.get(seen, seen)
        for match in pattern.finditer(text):
            slip = _slip(text, match.start(), seen, form)
            if slip and (seen in ambiguous() or not _is_in_name(text, slip.at)):
                yield slip


def _slip(text: str, at: int, seen: str, form: str) -> Slip | None:
    """The slip at a place, if `seen`, which is `form` as Taiwan writes it, may stand for another form there."""
    told = reading(text, at)
    if told.form and told.form != form:
        if seen == "并" and _begins_clause(text, at):
            told = Reading("並", Strength.PAIR)
        if _may_be_surname(text, at, told):
            return Slip(at, seen, told.form, Strength.NONE)
        return None if _runs_on(text, at, told) else Slip(at, seen, told.form, told.strength)
    if seen == "并" and _begins_clause(text, at):
        return Slip(at, seen, "並", Strength.PAIR)
    return Slip(at, seen, mostly()[seen], Strength.NONE) if told == UNKNOWN and seen in mostly() else None


def _is_in_name(text: str, at: int) -> bool:
    """Whether three characters stand by themselves in a list, and may be a name: 林斗文, 王丑生."""
    for first in (at - 1, at - 2):
        if first < 0 or not (name := text[first : first + NAME]).isalpha() or len(name) < NAME or name.isascii():
            continue
        before, after = text[first - 1 : first], text[first + NAME : first + NAME + 1]
        alone = not before.isalnum() and not after.isalnum() and not AROUND_NAMES.isdisjoint((before, after))
        if alone and (at == first + 1 or text[at] in END_OF_NAMES):
            return name[0].translate(folding()) in data.characters("page/surnames")
    return False


def _runs_on(text: str, at: int, told: Reading) -> bool:
    """Whether the word that names another form may be a seam between two: 會後|里長, 兩隻|有, 係|統一."""
    if compiled(MEASURE).match(text, at) or compiled(COPULA).match(text, at):
        return True
    return compiled(ENCLITIC).match(text, at) is not None


def _begins_clause(text: str, at: int) -> bool:
    """Whether 并 stands for 並 because it joins a clause to the one before: not in 併科, 併入, 併案, 并州."""
    return not text[at - 1 : at].isalnum() and text[at + 1 : at + 2] not in tuple("科入案計计州購购")


def _may_be_surname(text: str, at: int, told: Reading) -> bool:
    """Whether a word that begins with the character may be a name, as 范文芳 and 余光輝 are."""
    one = text[at]
    if one not in SURNAMES or told.from_left or text[at + 1 : at + 2] in AFTER_SURNAME.get(one, ""):
        return False
    return one != "于" or told.strength is Strength.WORD or not text[at - 1 : at].isalnum()


def as_page_writes(page: Page, form: str) -> str:
    """`form` in the variant that the page has: 裏 where it has 裏 and no 裡."""
    if form in page.text:
        return form
    return next((other for other in _others().get(form, ()) if other in page.text), form)


@cache
def _others() -> dict[str, list[str]]:
    """For a form that Taiwan writes, those it does not."""
    found: dict[str, list[str]] = {}
    for other, usual in variants().items():
        found.setdefault(usual, []).append(other)
    return found
