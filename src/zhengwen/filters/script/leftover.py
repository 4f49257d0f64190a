"""Sees characters that stayed Simplified on a Traditional page, also those that are Traditional characters, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhengwen.filters.script._conversion import SURNAMES, Slip, as_page_writes, slips
from zhengwen.filters.script._passage import foreign_passages, is_inside
from zhengwen.filters.script._reading import Strength, ambiguous, forms, mostly, usual
from zhengwen.filters.script._suspects import HABITS, leftovers
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of
from zhengwen.text.char_search import places

# Traditional texts have these by right in few words, and hardly in a name.
ALMOST_NEVER = frozenset("后并采征")
# Hong Kong writes these; they are leftovers only where the page has the other form, too.
REGIONAL = frozenset("户税脱兑温悦卧葱囱叁蜕揾媪腽氲蒀棁捝涚敚愠榅煴说阅锐")
ENOUGH = 2  # leftovers in words, before a page is said to be half converted


class SimplifiedLeftover(Rule):
    """Simplified character in a Traditional text.

    ## What it does
    Puts the Traditional form where a Simplified one was left: `课` and `发`, which are no Traditional characters, and
    `后`, `范`, `干`, which are, in words that leave them one reading: `課后`, `示范`, `干部`.

    ## Why it is damage
    Converters work character by character and leave those that are Traditional characters of another meaning.

    ## Example
    `提供課后服務，打造示范學校，培訓干部。` becomes `提供課後服務，打造示範學校，培訓幹部。`

    ## Leaves alone
    Words that have the character by right (`皇后`, `干預`, `若干`, `公里`, `系統`, `方面`, `制定`), names (`范先生`,
    `余女士`), passages that are Simplified throughout, usage that differs by region or writer (`布置`, `了解`, `台灣`,
    `周年`, `信息`), places where two words overlap and disagree (`足額發放`).

    ## Safety
    Safe where a word of the dictionaries names the form and none speaks against it. Where only the neighbours do, or
    nothing but the character's own rarity, the page must hold other leftovers.

    ## Evidence
    30 sound Traditional laws (80,000 characters): nothing changed. The same with 51 pairs of characters folded at
    once: 2,259 of 2,365 put right, one wrong. The rest stays as it was: 編製 and 編制, surnames, rare words. With one
    in twenty of all characters that differ left Simplified: 97 in 100 put right, one of 3,300 wrong. Interface
    texts and manuals of 5.3 million characters: 22 findings, of which two (系數) may be meant.
    """

    code = "T001"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find leftovers on a Traditional page."""
    if script_of(page) != "traditional":
        return
    found = [*slips(page, leftovers()), *_only_simplified(page)]
    if not found:
        return
    passages = foreign_passages(page, simplified=True)
    found = [slip for slip in found if not is_inside(passages, slip.at) and not _is_guess(slip)]
    sure = Counter(slip.seen for slip in found if _is_sure(slip))
    present = frozenset(meant for meant in {slip.meant for slip in found} if meant in page.text)
    fixes: dict[tuple[str, str], tuple[str, str]] = {}
    for slip in found:
        if _is_sure(slip) or _is_half_converted(slip, sure, present):
            kind = slip.seen, slip.meant
            if kind not in fixes:
                meant = as_page_writes(page, slip.meant)
                fixes[kind] = meant, f"The Simplified character {slip.seen} stands in a Traditional text for {meant}."
            meant, message = fixes[kind]
            if (
                slip.seen == "划"
                and page.text[slip.at - 1 : slip.at] in ("計", "计")
                and page.view(_writes_plans_as_drawings)
            ):
                meant = "畫"
            safe = slip.strength is not Strength.NONE or slip.seen not in SURNAMES
            yield Finding("T001", slip.at, slip.at + 1, message, meant, safe)


def _only_simplified(page: Page) -> Iterator[Slip]:
    """The characters that are Simplified only and stand for one Traditional form."""
    for seen in page.only_in("simplified") & usual().keys():
        meant = usual()[seen]
        if seen in REGIONAL and meant not in page.text:
            continue
        written = [form for form in forms()[seen] if form in page.text]
        if len(written) == 1:  # 綫 where the page has it
            (meant,) = written
        yield from (Slip(at, seen, meant, Strength.WORD) for at in places(page.text, seen))


def _is_guess(slip: Slip) -> bool:
    """Whether neighbours alone tell one of several forms, and not the usual one."""
    if slip.strength is not Strength.PAIR or slip.seen not in ambiguous():
        return False
    return mostly().get(slip.seen) != slip.meant


def _writes_plans_as_drawings(page: Page) -> bool:
    """Whether the page writes 計畫, and not 計劃, which is as right."""
    return "計畫" in page.text and "計劃" not in page.text


def _is_sure(slip: Slip) -> bool:
    """Whether the words around it settle it, or a neighbour does for a character that is next to never right."""
    if slip.strength is Strength.PAIR:
        return slip.seen in ALMOST_NEVER
    return slip.strength is Strength.WORD and slip.seen not in HABITS


def _is_half_converted(slip: Slip, sure: Counter[str], present: frozenset[str]) -> bool:
    """Whether the page's other leftovers make this one likely: its form is nowhere on the page, or its like is."""
    if sure[slip.seen]:
        return True
    if slip.meant in present and slip.seen not in HABITS:
        return False
    return sure.total() >= (ENOUGH if slip.strength is Strength.NONE else 1)
