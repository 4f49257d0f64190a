"""Sees characters that a converter turned into a Traditional form their word does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from zhengwen.filters.script._conversion import Slip, as_page_writes, slips
from zhengwen.filters.script._passage import is_inside, japanese
from zhengwen.filters.script._profile import script_of
from zhengwen.filters.script._reading import Strength, folding, forms, seldom
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

# Forms whose Simplified character is a Traditional character of another meaning, which the word may mean.
FAULTS = frozenset(
    "後裡裏麵麪製準徵範採幹乾係繫隻衹祇閤錶誌瞭鬆穀鬥醜雲鬱籲鹹薑鬍鬚颱檯齣韆鞦蔔衕傢彆颳噹嚮衝禦癒捨緻蘋於"
    "髮曆彙穫髒糰罈縴鬨鏇纍俬鼕衚癥蕓闆睏侷懞矇濛剋釦痠蓆彿瀋譟崑硃殭捲迴脩麯麴麫朮摺"
)
# Those that are right in so few words that any other use is the fault, where the page has it elsewhere beyond doubt.
ALMOST_NEVER = frozenset("閤衕彆噹瞭嚮緻韆傢侷闆鼕衚癥鏇鬚錶齣朮")
ENDS_WORDS = "準"  # 標準, 水準: where it ends none that is known, it is 准
ENOUGH = 2  # faults in words, before a page is said to be converted too far


class OverConvertedCharacter(Rule):
    """Character in a Traditional form that its word does not have.

    ## What it does
    Puts back the character that the word has: `皇後` → `皇后`, `公裏` → `公里`, `幹涉` → `干涉`, `製定` → `制定`.

    ## Why it is damage
    One Simplified character stands for several Traditional ones, and a converter took the wrong one.

    ## Example
    `依管理製度，麵積一百公頃。` becomes `依管理制度，面積一百公頃。`

    ## Leaves alone
    Words that have the form by right (`以後`, `手錶`, `麵粉`, `關係`, `製造`), variants of one meaning (`台`/`臺`,
    `裡`/`裏`, `佈`/`布`, `週`/`周`), places where two words overlap and disagree (`研製定點`).

    ## Safety
    Safe where a word of the dictionaries names the form and none speaks against it, or where the form is right in few
    words only and the page has such faults elsewhere; `準` also where a neighbour asks for `准` and no word ends there.

    ## Evidence
    30 sound Traditional laws (80,000 characters): nothing changed. The same with half of ten characters a page
    converted too far: 1,432 of 1,489 put back in two draws, none wrong. Interface texts and manuals of 8.0 million
    characters: 4 findings, all right.
    """

    code = "T002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find wrongly converted characters on a Traditional page."""
    if script_of(page) != "traditional":
        return
    found = [slip for slip in slips(page, FAULTS) if _is_fault(slip)]
    if found and (passages := japanese(page.text)):
        found = [slip for slip in found if not is_inside(passages, slip.at)]
    sure = Counter(slip.seen for slip in found if _is_sure(page, slip))
    for slip in found:
        if not _is_sure(page, slip) and not (_is_seldom_right(slip) and (sure[slip.seen] or sure.total() >= ENOUGH)):
            continue
        meant = _form(page, slip)
        yield Finding("T002", slip.at, slip.at + 1, _message(slip.seen, meant), meant)


def _is_fault(slip: Slip) -> bool:
    """Whether the form meant is the one that a character by character conversion should have left or taken."""
    simplified = folding().get(ord(slip.seen), "")
    return slip.meant in (simplified, forms().get(simplified, "")[:1]) or (slip.seen == "檯" and slip.meant == "臺")


def _is_sure(page: Page, slip: Slip) -> bool:
    """Whether a word settles it, or a neighbour does for a form that is at home at the end of known words.

    Not where a line begins with it, which may be the end of a word that was wrapped.
    """
    if slip.strength is not Strength.PAIR or slip.seen not in ENDS_WORDS:
        return slip.strength is Strength.WORD
    return not page.text[slip.at - 1 : slip.at].isspace()


def _is_seldom_right(slip: Slip) -> bool:
    """Whether a form is right in words that are known, and in hardly any other: its neighbours are enough."""
    return slip.seen in seldom() if slip.strength is Strength.PAIR else slip.seen in ALMOST_NEVER


def _form(page: Page, slip: Slip) -> str:
    if slip.meant == "臺":
        return "臺" if "臺" in page.text and "台" not in page.text else "台"
    return as_page_writes(page, slip.meant)


@cache
def _message(seen: str, meant: str) -> str:
    return f"The form {seen} stands in a word that has {meant}."
