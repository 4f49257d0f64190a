"""Finds characters that a converter turned into a Traditional form their word does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from zhengwen import data
from zhengwen.filters.script._conversion import Slip, as_page_writes, slips
from zhengwen.filters.script._evidence import Evidence, message, weighed
from zhengwen.filters.script._passage import is_inside, japanese
from zhengwen.filters.script._reading import (
    REACH_CHARS,
    Strength,
    counted,
    folding,
    forms,
    is_in_long_word,
    reading,
    seldom,
)
from zhengwen.filters.script._suspects import overconverted
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of

# Forms that converters take first, and the other form that words ask for: 幹旱, 幹糧, 理發業.
USUAL_TURN = {"幹": "乾", "發": "髮"}
# Those that are right in so few words that any other use is the fault, where the page has it elsewhere beyond doubt.
ALMOST_NEVER = frozenset("閤衕彆噹瞭嚮緻韆傢侷闆鼕衚癥鏇鬚錶齣朮")
# These make new words freely; that another form makes a word there tells nothing, unless laws have it: `有云`, `生面`.
NEW_WORDS = frozenset("髮錶麵齣雲麴癒摺捲迴釦乾製鬚朮")
FEW_NEW_WORDS = frozenset("麵")  # of dishes; most of them are listed
ENDS_WORDS = "準"  # 標準, 水準: where it ends none that is known, it is 准
APART = "\n"  # what no word reaches over
COPULA = "係"  # follows any noun, so that its neighbours are no likelihood: counts alone speak against it
MAX_PLACES = 50  # places of a form that are looked at


class OverConvertedCharacter(Rule):
    """Character in a Traditional form that is wrong in its word.

    ## What it does
    Restores the character that the word has: `皇後` → `皇后`, `公裏` → `公里`, `幹涉` → `干涉`, `製定` → `制定`.

    ## Why it is damage
    One Simplified character stands for several Traditional ones, and a converter took the wrong one.

    ## Example
    `依管理製度，麵積一百公頃。` becomes `依管理制度，面積一百公頃。`

    ## Leaves alone
    Words that have the form by right (`以後`, `手錶`, `麵粉`, `關係`, `製造`), forms that stand in sound texts (`狗隻`,
    `準公共`, `安平麵`), forms that writers use for each other (`台`/`臺`, `裡`/`裏`, `佈`/`布`, `週`/`周`), names,
    words that are mentioned as words (`「髮卡」`), sequences that span two words (`朋友|於`, `太太|後`, `主要|係`).

    ## Safety
    Safe where sound text never has the form beside its neighbour and has another one (counts of 91 million ideographs
    of Taiwan and Hong Kong), where two such words show that the page was converted, or where it writes the same word
    right elsewhere. Otherwise reported. The message says which.

    ## Evidence
    1.05 million characters of Hansards, council news and an encyclopedia: 6 changed, all right, 19 reported. Of 225
    words that converters get wrong, each alone on a page, 187 are put right, 21 reported, none made wrong. 30 sound
    Traditional laws: nothing changed; with half of ten characters a page converted too far: 93 in 100 put back.
    """

    code = "T002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find wrongly converted characters on a Traditional page."""
    if script_of(page) != "traditional":
        return
    found = [slip for slip in slips(page, overconverted()) if slip.proof or _may_be_fault(page, slip)]
    if found and (passages := japanese(page.text)):
        found = [slip for slip in found if not is_inside(passages, slip.at)]
    written: dict[str, str] = {}  # once for each form, because it searches the page
    for slip, evidence in weighed(page, found, _likelihood(page, found)):
        meant = written.get(slip.meant) or written.setdefault(slip.meant, _form(page, slip))
        fix = None if evidence is Evidence.NONE else meant
        yield Finding("T002", slip.at, slip.at + 1, message(slip, meant, evidence), fix)


def _may_be_fault(page: Page, slip: Slip) -> bool:
    is_outweighed = bool(slip.word) and slip.strength is Strength.PAIR  # by counts of the form seen: it is reported
    return is_outweighed or (_is_fault(page, slip) and not _is_right_too(page, slip))


def _likelihood(page: Page, found: list[Slip]) -> Callable[[Slip], bool]:
    """What may be mended on a page that was converted."""
    right = {one for one in NEW_WORDS.intersection(slip.seen for slip in found) if _stands_by_right(page.text, one)}
    return lambda slip: slip.seen != COPULA and (_is_sure(page.text, slip, right) or _is_seldom_right(slip))


def _is_fault(page: Page, slip: Slip) -> bool:
    """Whether the form meant is the one that a character by character conversion should have left or taken."""
    simplified = folding().get(ord(slip.seen), "")
    if USUAL_TURN.get(slip.seen) == slip.meant:
        return slip.strength is Strength.WORD
    return slip.meant in (simplified, forms().get(simplified, "")[:1]) or (slip.seen == "檯" and slip.meant == "臺")


def _is_right_too(page: Page, slip: Slip) -> bool:
    """Whether the form stands in a word that has it by right, and nothing else speaks for another one.

    `接髮` is a word, and so is `接發`: in `直接髮給` what follows tells that `發` is meant.
    """
    at, text = slip.at, page.text
    word = _word_at(text, at)
    if not word:
        return False
    if word[0] == slip.seen:
        before, after = text[max(at - REACH_CHARS, 0) : at], APART
    else:
        before, after = APART, text[at + 1 : at + 1 + REACH_CHARS]
    told = reading(before + slip.seen + after, len(before))
    return told.strength is not Strength.WORD or told.form in ("", slip.seen)


def _word_at(text: str, at: int) -> str:
    """The word that has the form by right, and another form as well."""
    both = data.words("script/both")
    return next((word for word in (text[at - 1 : at + 1], text[at : at + 2]) if word in both), "")


def _stands_by_right(text: str, form: str) -> bool:
    """Whether a known word has a form somewhere on the page, or one of those that have it by right, too."""
    places = islice(re.finditer(form, text), MAX_PLACES)
    return any(_is_right(text, place.start(), form) for place in places)


def _is_right(text: str, at: int, form: str) -> bool:
    told = reading(text, at)
    return (told.form == form and told.strength is Strength.WORD) or bool(_word_at(text, at))


def _is_sure(text: str, slip: Slip, right: set[str]) -> bool:
    """Whether what stands beside a form settles it: a word, or a neighbour where the form is hardly ever right.

    Forms in `right` have words of their own on this page.
    """
    if slip.seen in NEW_WORDS:
        if slip.strength is Strength.WORD and slip.seen in FEW_NEW_WORDS and slip.seen not in right:
            return True
        if slip.strength is Strength.WORD:
            return _is_counted(text, slip)
        paired = slip.strength is Strength.PAIR and slip.seen in seldom() and slip.seen not in right
        return paired and slip.at > 0 and text[slip.at - 1] in counted().get(slip.meant, ("", ""))[0]
    if slip.strength is Strength.PAIR and slip.seen in ENDS_WORDS:
        return not text[slip.at - 1 : slip.at].isspace()  # where a word may have been wrapped
    return slip.strength is Strength.WORD


def _is_counted(text: str, slip: Slip) -> bool:
    """Whether laws have the form meant beside one of its neighbours, or a longer word settles it."""
    before, after = counted().get(slip.meant, ("", ""))
    at = slip.at
    beside = (at > 0 and text[at - 1] in before) or (at + 1 < len(text) and text[at + 1] in after)
    return beside or is_in_long_word(text, at, slip.meant)


def _is_seldom_right(slip: Slip) -> bool:
    """Whether a form is right in words that are known, and in hardly any other, or a word speaks against it."""
    if slip.strength is Strength.NONE:
        return slip.seen in ALMOST_NEVER
    return slip.strength is Strength.WORD or slip.seen in seldom()


def _form(page: Page, slip: Slip) -> str:
    if slip.meant == "臺":
        return "臺" if "臺" in page.text and "台" not in page.text else "台"
    return as_page_writes(page, slip.meant, slip.seen)
