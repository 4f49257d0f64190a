"""Sees characters that stayed Simplified on a Traditional page, also those that are Traditional characters, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from zhengwen import data
from zhengwen.filters.script._conversion import SURNAMES, Slip, as_page_writes, slips
from zhengwen.filters.script._evidence import Evidence, message, weighed
from zhengwen.filters.script._names import is_in_name, is_mentioned
from zhengwen.filters.script._passage import foreign_passages, is_inside
from zhengwen.filters.script._reading import Strength, ambiguous, forms, mostly, usual
from zhengwen.filters.script._suspects import HABITS, leftovers
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of
from zhengwen.text.char_search import places

# Traditional texts have these by right in few words, and hardly in a name.
ALMOST_NEVER = frozenset("后并采征")
MIN_KINDS_OF_LEFTOVERS = 2  # kinds of leftovers in words, before a form that no word names is one


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
    Words that have the character by right (`皇后`, `干預`, `若干`, `公里`, `系統`, `方面`, `制定`), forms that stand
    in sound texts of Taiwan or Hong Kong (`財產制`, `不准`, `占地`, `游說`, `恒生`), names (`范先生`, `蘇姿丰議員`),
    words that are spoken of (`「面粉」`), passages that are Simplified throughout, words cut out of two others.

    ## Safety
    Safe where no Traditional text has the character, where sound text never has the form beside its neighbour and has
    another one (counts of 91 million ideographs), where two such words show that the page was converted, or where it
    writes the same word right elsewhere. Reported else: where only a dictionary speaks for another form, or a
    neighbour belongs to another word. The message says which.

    ## Evidence
    1.05 million characters of Hansards, council news and an encyclopedia: 24 changed, all right, 15 reported.
    Earlier, laws alone decided: 137 of 206 changes there were wrong. 30 sound Traditional laws (80,000 characters):
    nothing changed. The same with 51 pairs of characters folded: 98 in 100 put right, none wrong.
    """

    code = "T001"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find leftovers on a Traditional page."""
    if script_of(page) != "traditional":
        return
    impossible = list(_impossible(page))
    found = [_as_plan(page, slip) for slip in slips(page, leftovers()) if not _is_guess(slip)]
    if not found and not impossible:
        return
    passages = foreign_passages(page, simplified=True)
    found = [slip for slip in found if not is_inside(passages, slip.at)]
    impossible = [slip for slip in impossible if not is_inside(passages, slip.at)]
    regional = data.characters("script/regional")
    certain = frozenset({slip.seen for slip in (*found, *impossible)} & _only_simplified()) - regional
    for slip, evidence in weighed(page, found, _likelihood(page, [*found, *impossible]), certain):
        meant = as_page_writes(page, slip.meant, slip.seen)
        fix = None if evidence is Evidence.NONE else meant
        if fix or slip.seen not in HABITS:
            yield Finding("T001", slip.at, slip.at + 1, message(slip, meant, evidence), fix)
    is_converted = len(certain) >= MIN_KINDS_OF_LEFTOVERS
    for slip in impossible:
        if slip.seen not in regional or (is_converted and not is_in_name(page.text, slip.at)):
            meant = as_page_writes(page, slip.meant, slip.seen)
            fix = None if is_mentioned(page.text, slip.at) else meant
            yield Finding("T001", slip.at, slip.at + 1, _impossible_here(slip.seen, meant), fix)


def _impossible(page: Page) -> Iterator[Slip]:
    """The characters that no Traditional text has, and that stand for one Traditional form."""
    regional = data.characters("script/regional")
    for seen in page.only_in("simplified") & usual().keys():
        meant = usual()[seen]
        if seen in regional and meant not in page.text:
            continue
        written = [form for form in forms()[seen] if form in page.text]
        if len(written) == 1:  # 綫 where the page has it
            (meant,) = written
        yield from (Slip(at, seen, meant, Strength.WORD) for at in places(page.text, seen))


def _only_simplified() -> frozenset[str]:
    return data.characters("script/simplified-only")


@cache
def _impossible_here(seen: str, meant: str) -> str:
    return f"The Simplified character {seen} stands for {meant}: no Traditional text has it."


def _as_plan(page: Page, slip: Slip) -> Slip:
    """The slip, with 計畫 for 計劃 where the page writes so."""
    is_plan = slip.seen == "划" and page.text[slip.at - 1 : slip.at] in ("計", "计")
    if not is_plan or not page.view(_writes_plans_as_drawings):
        return slip
    return slip._replace(meant="畫", word=slip.word.replace("劃", "畫"))


def _likelihood(page: Page, found: list[Slip]) -> Callable[[Slip], bool]:
    """What may be mended on a page that was converted."""
    sure = Counter(slip.seen for slip in found if not slip.doubtful and _is_sure(slip))
    present = frozenset(meant for meant in {slip.meant for slip in found} if meant in page.text)
    return lambda slip: not _is_surname(slip) and (_is_sure(slip) or _is_half_converted(slip, sure, present))


def _is_surname(slip: Slip) -> bool:
    return slip.strength is Strength.NONE and slip.seen in SURNAMES


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
    return sure.total() >= (MIN_KINDS_OF_LEFTOVERS if slip.strength is Strength.NONE else 1)
