"""What a Traditional page holds of characters in a form it does not mean, for all rules that ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhengwen.filters.script._contexts import ANYWHERE, are_interchangeable, in_context, is_attested
from zhengwen.filters.script._names import is_in_list, is_in_name, is_mentioned, is_named_behind_title
from zhengwen.filters.script._reading import (
    UNDECIDED,
    UNKNOWN,
    Reading,
    Strength,
    ambiguous,
    compiled,
    mostly,
    reading,
    variants,
)
from zhengwen.filters.script._suspects import ARCHAIC, HABITS, listed_suspects
from zhengwen.filters.script._suspicious_places import suspicious_places
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

LONG_WORD = 3  # characters of a word that names a form and that no sound text has in the other one
IDIOM = 4  # characters of one that outweighs a neighbour beside which the form is right: 金髮碧眼, 千鈞一髮
HAIR = "發"  # of 理髮 and 頭髮, where what follows goes on with it: 處理|發放 and 街頭|發生 are others
HAIR_AT_END = pattern(r"發(?<=[理染燙護洗剪美假白脫落毛頭].)(?:[業店師廊員館廳器劑精乳膏霜]|[，。、；）及]|服儀)")
# Forms that writers choose for the other at the head of a word (空車迴送, 迴轉, 脩身), and never at its end (收回).
CHOSEN = frozenset("迴脩")
# Surnames, which no word list can tell from leftovers: known words apart they are offered only.
SURNAMES = frozenset("于余范云党沈郁朴谷舍仆姜")
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
    "姜": "茶湯絲母片末黃蔥蒜",
}


class Slip(NamedTuple):
    """A character that stands in the wrong form: where, the form it stands in, the form meant, and how sure that is.

    `proof` is the word that sound text writes with the form meant and never with the one seen; `word` any word that
    names the form. A `doubtful` slip has a second reading: it stands in a name, or at the border of another word.
    """

    at: int
    seen: str
    meant: str
    strength: Strength
    proof: str = ""
    word: str = ""
    doubtful: bool = False


def slips(page: Page, suspects: frozenset[str]) -> Iterator[Slip]:
    """Every place where one of `suspects` may stand for another form."""
    text = page.text
    for seen, found in page.view(suspicious_places).items():
        for at in found if seen in suspects else ():
            slip = _proven(text, at, seen) or _likely(text, at, seen)
            if slip is None or not slip.meant:
                continue
            if is_mentioned(text, at) or _may_be_chosen(text, slip):
                yield slip._replace(doubtful=True, proof=slip.proof or slip.word)
            elif seen in ambiguous() or not is_in_name(text, at):
                yield slip
            elif slip.proof and not is_in_list(text, at):
                yield slip._replace(doubtful=True)


def _proven(text: str, at: int, seen: str) -> Slip | None:
    """The slip that counts of sound text prove, or a long word; one that means nothing where the form is right."""
    context, told = in_context(text, at), reading(text, at)
    if told.form == variants().get(seen, seen) and len(told.word) >= LONG_WORD:
        return Slip(at, seen, "", Strength.NONE)  # 准用證 is right, whatever 准用 is
    if seen == HAIR and told.form == "髮" and HAIR_AT_END.match(text, at):
        return Slip(at, seen, told.form, Strength.WORD, told.word, told.word)
    if context and context.is_cut and (told == UNDECIDED or told.form == variants().get(seen, seen)):
        return Slip(at, seen, "", Strength.NONE)  # 展出|于右任
    if context and context.meant and _runs_on(text, at, told):
        return Slip(at, seen, "", Strength.NONE)
    if context and context.is_cut:
        return Slip(at, seen, context.meant, Strength.PAIR, word=context.word)
    if context and context.meant:
        return Slip(at, seen, context.meant, Strength.WORD, context.word, context.word)
    is_other = _names_another(told, seen)
    is_common = bool(context and context.is_common)
    least = IDIOM if context or is_attested(text, at) else LONG_WORD
    if is_other and not is_common and len(told.word) >= least and seen not in ambiguous():
        is_within = len(told.word) >= IDIOM and told.word[0] != told.form != told.word[-1]
        is_counted_right = context is not None  # 市場準入 is in dictionaries, 市場准入 in sound text
        doubtful = is_counted_right or (seen in ANYWHERE and not is_within) or _runs_on(text, at, told)
        return Slip(at, seen, told.form, Strength.WORD, told.word, told.word, doubtful)
    if context and is_other and not (is_common or seen in SURNAMES or _runs_on(text, at, told)):
        return Slip(at, seen, told.form, Strength.PAIR, word=told.word)
    return Slip(at, seen, "", Strength.NONE) if context else None


def _may_be_chosen(text: str, slip: Slip) -> bool:
    """Whether the form may be a writer's choice, or a surname behind a title."""
    if slip.seen in CHOSEN:
        return (slip.proof or slip.word).startswith(slip.meant)
    return slip.seen == "后" and is_named_behind_title(text, slip.at)


def _names_another(told: Reading, seen: str) -> bool:
    """Whether words name another form, and one that sound texts keep apart from the one seen."""
    is_other = told.form not in ("", variants().get(seen, seen)) and told.strength is Strength.WORD
    return is_other and told.form not in ARCHAIC and not are_interchangeable(seen, told.form)


def _likely(text: str, at: int, seen: str) -> Slip | None:
    """The slip at a place, if words or neighbours name another form there."""
    told = reading(text, at)
    if seen not in listed_suspects():
        doubtful = Slip(at, seen, told.form, Strength.WORD, told.word, told.word, doubtful=True)
        return doubtful if _names_another(told, seen) else None
    if told.form and told.form != variants().get(seen, seen):
        if seen == "并" and _begins_clause(text, at):
            told = Reading("並", Strength.PAIR)
        if _may_be_surname(text, at, told):
            return Slip(at, seen, told.form, Strength.NONE)
        word = told.word if seen not in HABITS else ""
        return None if _runs_on(text, at, told) else Slip(at, seen, told.form, told.strength, word=word)
    if seen == "并" and _begins_clause(text, at):
        return Slip(at, seen, "並", Strength.PAIR)
    return Slip(at, seen, mostly()[seen], Strength.NONE) if told == UNKNOWN and seen in mostly() else None


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


def as_page_writes(page: Page, form: str, seen: str = "") -> str:
    """`form` in the variant that the page has: 裏 where it has 裏 and no 裡; never the form `seen` as a fault."""
    if _is_written(page, form):
        return form
    return next((other for other in _others().get(form, ()) if other != seen and _is_written(page, other)), form)


def _is_written(page: Page, form: str) -> bool:
    """Whether a form stands on the page, which is asked for each finding."""
    known = page.view(_known_forms)
    if form not in known:
        known[form] = form in page.text
    return known[form]


def _known_forms(_: Page) -> dict[str, bool]:
    return {}


@cache
def _others() -> dict[str, list[str]]:
    """For a form that Taiwan writes, those it does not."""
    found: dict[str, list[str]] = {}
    for other, usual in variants().items():
        found.setdefault(usual, []).append(other)
    return found
