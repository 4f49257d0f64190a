"""How two like texts are related: one document in two copies, two versions of it, or two documents of one template.

Two licences that one office granted read alike but for a name, a date and a number; so do a page and its second copy
but for a counter and a few slips. How much differs does not tell the two apart, but where it does:

- documents of one template differ in *values*: a figure, a date or a name where the other has another one;
- copies differ anywhere: characters lost, doubled, garbled or corrected, a paragraph more or less. Such slips hit
  figures, too, but no oftener than the words around them.

So the slips say how careless the copying was, and that says how many values it may have hit. Where both readings
remain, as with a single figure, there are two documents: a page too many harms less than a page lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from zhengwen.pages.differences.damage import fits, is_moved
from zhengwen.pages.differences.forms import LOST, MAX_NAME_WORDS, MAX_SLIP_WORDS, Kind, kind
from zhengwen.pages.differences.lost_digits import explained
from zhengwen.pages.differences.site_labels import without_site
from zhengwen.pages.differences.titles import MIN_SUBJECT_CHARS, is_in_title, title_span
from zhengwen.pages.differences.words import (
    Difference,
    Parsed,
    TooManyWordsError,
    Words,
    differences,
    joined,
    parsed,
    words_of,
)
from zhengwen.text.folding import fold_forms
from zhengwen.text.lazy_regex import pattern

CLAUSE_MARK = pattern(r"[,;。!?]")
NO_MARK = pattern(r"[^,;。!?\n]")

REACH_WORDS = 16  # words: a difference nearer than that belongs to the one before
MIN_REWRITTEN_WORDS = 10  # words that differ
MAX_KEPT_CHARS = 4000  # characters of a text whose words are kept for the next comparison
MAX_STANDARD_DEVIATIONS = 2.5  # standard deviations that chance is allowed
MAX_SUMMARY_CHARS, MAX_SUMMARY_SIDE_CHARS, MAX_SUMMARY_ITEMS = 100, 16, 3
MIN_CONTAINED_WORDS, MIN_CONTAINED_SHARE = (
    50,
    0.1,
)  # words that one text has more, and their share of it: a note less is a copy
MIN_REDRAFTED = 25  # phrases
MAX_CUED_BY_CHANCE = 0.25  # differences at cues of names for each slip or piece of damage
MIN_TIMES, MIN_TIMES_OF_WORDS = 2, 3  # occurrences of a difference that is meant
MIN_BLOCKS = 2  # pieces of other text put in by careless copying, one more of which may stand where a name may
MAX_LACKED_WORDS = 2  # words that a text lacks and yet contains the other


class Relation(Enum):
    """How two like texts are related; the value is what `clusters.parquet` says."""

    EXACT = "exact"
    SAME = "same"
    CORRECTED = "corrected"
    VERSION = "version"
    CONTAINED = "contained"
    TEMPLATE = "template"


TWO_DOCUMENTS = frozenset((Relation.VERSION, Relation.TEMPLATE))


class Related(NamedTuple):
    """A relation, and what differs in short.

    Attributes:
        relation: how the texts are related.
        differs: the first differences, each as `one → other`.
        contained: of `Relation.CONTAINED`, which text is part of the other one, 0 or 1.
    """

    relation: Relation
    differs: str = ""
    contained: int | None = None


def relate(one: str, other: str) -> Related:
    """Judge how two like texts are related.

    Args:
        one: a text.
        other: the other text, of which most is the same.
    """
    if one == other:
        return Related(Relation.SAME)
    try:
        mine, theirs = words_of(_read(one), _read(other))
    except TooManyWordsError:
        return Related(Relation.TEMPLATE, "more figures than can be compared")
    found = list(joined(list(differences(mine, theirs))))
    if not found:
        return Related(Relation.SAME)
    told = [pair for region in _regions(found) for pair in _judged(region) if pair[0] is not Kind.FORM]
    if not told:
        return Related(Relation.SAME)
    differs = _summary(told)
    if _are_two(told, mine):
        is_version = _same_title(mine, theirs, told) and _is_rewritten_in_part(told)
        return Related(Relation.VERSION if is_version else Relation.TEMPLATE, differs)
    contained = _contained(found)
    if contained is not None:
        return Related(Relation.CONTAINED, differs, contained)
    return Related(Relation.CORRECTED, differs)


def are_of_one_template(one: str, other: str) -> bool:
    """Whether two like texts are two documents: of one template, or two versions."""
    return relate(one, other).relation in TWO_DOCUMENTS


Told = tuple[Kind, Difference]


def _judged(region: list[Difference]) -> list[Told]:
    if is_moved(region):
        return [(Kind.SLIP, one) for one in region]
    rewritten = _is_rewritten(region)
    return [(Kind.OTHER if rewritten else kind(one), one) for one in region]


def _are_two(told: Sequence[Told], words: Words) -> bool:
    """Whether more values differ than careless copying may have hit."""
    if any(what is Kind.NAME for what, _ in told):
        return True
    again = _repeated([one for what, one in told if what not in (Kind.VALUE, Kind.NUMBER)])
    found = {which: [one for what, one in told if what is which and one not in again] for which in Kind}
    damage = len(found[Kind.SLIP]) + sum(not fits(one) for one in found[Kind.OTHER])
    values = len(found[Kind.VALUE]) + len(found[Kind.NUMBER]) + (len(again) > 0)
    blocks = sum(one.length > MAX_SLIP_WORDS and not fits(one) for one in found[Kind.OTHER])
    if len(found[Kind.CUED]) > max(MAX_CUED_BY_CHANCE * damage, float(blocks >= MIN_BLOCKS)):
        values += len(found[Kind.CUED])
    unsure = found[Kind.WORDS]
    ruined = any(one.length > MAX_SLIP_WORDS for one in found[Kind.SLIP])  # a block of the copy is illegible
    if len(unsure) > 1 and not ruined and 2 * (len(unsure) + values) > len(told):  # one may be a sentence put better
        values += len(unsure)
    if not again and not unsure and explained([*found[Kind.VALUE], *found[Kind.NUMBER]], found[Kind.SLIP]):
        return False
    return values > _by_chance(damage, words) or _is_redrafted(told)


def _is_redrafted(told: Sequence[Told]) -> bool:
    """Whether somebody wrote the text anew: so many phrases were put in, taken out or put otherwise, and fit."""
    fitting = sum(what is not Kind.SLIP and fits(one) for what, one in told)
    slips = sum(what is Kind.SLIP for what, _ in told)
    return fitting >= MIN_REDRAFTED and fitting > slips


def _same_title(mine: Words, theirs: Words, told: Sequence[Told]) -> bool:
    """Whether both documents have a title, and the same."""
    titles = [words.text[slice(*title_span(words.text))] for words in (mine, theirs)]
    return all(titles) and not any(is_in_title(one) for what, one in told if what is not Kind.SLIP)


def _is_rewritten_in_part(told: Sequence[Told]) -> bool:
    """Whether other things than values differ, too: forms are filled in, and versions are written."""
    return any(what in (Kind.OTHER, Kind.NUMBER) for what, _ in told)


def _contained(found: Sequence[Difference]) -> int | None:
    """Which text, 0 or 1, is part of the other one."""
    more = sum(one.b - one.a for one in found), sum(one.d - one.c for one in found)
    longer = int(more[1] > more[0])
    size = len(found[0].other if longer else found[0].one)
    is_part = (
        more[longer] >= max(MIN_CONTAINED_WORDS, MIN_CONTAINED_SHARE * size) and more[1 - longer] <= MAX_LACKED_WORDS
    )
    return 1 - longer if is_part else None


def _summary(told: Sequence[Told]) -> str:
    """Return the first differences in short, values before wording before slips."""
    order = [*Kind]
    items = []
    for _, one in sorted(told, key=lambda pair: order.index(pair[0]))[:MAX_SUMMARY_ITEMS]:
        sides = (" ".join(text.split()) or "∅" for text in one.texts)
        items.append(
            " → ".join(
                side if len(side) <= MAX_SUMMARY_SIDE_CHARS else side[: MAX_SUMMARY_SIDE_CHARS - 1] + "…"
                for side in sides
            )
        )
    more = len(told) - len(items)
    return "; ".join((*items, *([f"{more} more"] if more else [])))


def _read(text: str) -> Parsed:
    return _read_short(text) if len(text) <= MAX_KEPT_CHARS else _parse(text)


@lru_cache(maxsize=1024)  # a document of a template is compared with many others
def _read_short(text: str) -> Parsed:
    return _parse(text)


def _parse(text: str) -> Parsed:
    return parsed(fold_forms(without_site(text)))


def _regions(found: Iterable[Difference]) -> Iterator[list[Difference]]:
    """The differences that stand close to each other, together."""
    region: list[Difference] = []
    for one in found:
        if region and min(one.a - region[-1].b, one.c - region[-1].d) > REACH_WORDS:
            yield region
            region = []
        region.append(one)
    if region:
        yield region


def _is_rewritten(region: list[Difference]) -> bool:
    """Whether other sentences stand here, however many of their words are the same by chance: their marks differ."""
    first, last = region[0], region[-1]
    sides = first.one.between(first.a, last.b), first.other.between(first.c, last.d)
    if sum(one.length for one in region) < MIN_REWRITTEN_WORDS or not any(map(CLAUSE_MARK.search, sides)):
        return False
    return NO_MARK.sub("", sides[0]) != NO_MARK.sub("", sides[1])


def _repeated(others: list[Difference]) -> set[Difference]:
    """Differences that stand twice in the same words: a name is replaced wherever it stands, a slip happens once.

    A word that still stands in the other text was not replaced throughout, and is no name.
    """
    seen: dict[tuple[str, str, str], list[Difference]] = {}
    for one in others:
        texts = one.texts
        if any(map(LOST.search, texts)) or not 1 < len("".join(texts)) <= 2 * MAX_NAME_WORDS:
            continue
        if min(map(len, texts)) > 1:
            seen.setdefault((texts[0], texts[1], ""), []).append(one)
            continue
        before, behind = one.one.before(one.a, 1), one.one.behind(one.b, 1)
        for whole, place in ((before + texts[0], "before"), (texts[0] + behind, "behind")):
            seen.setdefault((whole, texts[1], place), []).append(one)
    return {
        one
        for (whole, _, _), alike in seen.items()
        if len(alike) >= _times_told(alike) and _is_throughout(whole, alike)
        for one in alike
    }


def _times_told(alike: Sequence[Difference]) -> int:
    """How often a difference must recur to be meant: two characters may be put better twice, but not in a title."""
    is_short = 0 < len(min(alike[0].texts, key=len)) < MIN_SUBJECT_CHARS
    return MIN_TIMES_OF_WORDS if is_short and not any(map(is_in_title, alike)) else MIN_TIMES


def _is_throughout(whole: str, alike: Sequence[Difference]) -> bool:
    was, now = alike[0].texts
    if len(was) > 1 and now and was in alike[0].other.text:
        return False
    return not was or alike[0].other.text.count(whole) < len(alike)


def _by_chance(slips: int, words: Words) -> float:
    """How many values copying as careless as this may have hit."""
    count = max(1, len(words))
    rate = slips / count
    digits = sum(map(len, re.findall(r"\d+", words.text)))
    expected = rate * digits + 3 * rate * rate * count  # figures hit; and slips side by side, which look like words
    return max(0.0, expected + MAX_STANDARD_DEVIATIONS * sqrt(expected) - 1)
