"""What a difference between two like texts is: a name or another value, wording, a slip."""

from __future__ import annotations

from enum import Enum

from zhengwen.pages.differences.cues import BEFORE_A_BODY, LABEL
from zhengwen.pages.differences.damage import (
    is_cut_through,
    is_garbled,
    is_misplaced,
    is_same_but_for_blanks,
    strangeness_of_sides,
    without_common_ends,
)
from zhengwen.pages.differences.evidence import is_of_one_choice, is_regional, places
from zhengwen.pages.differences.figures import (
    NUMERALS,
    are_the_same,
    figures_of,
    is_garbled_figure,
    mostly_figures,
    name_the_same,
)
from zhengwen.pages.differences.lost_digits import is_cut_off, is_replaced
from zhengwen.pages.differences.names import (
    CLAUSE,
    MAX_BODY_WORDS,
    are_fields,
    are_ordinary,
    are_persons,
    is_kind_of_body,
    is_name,
    is_of_function_words,
    is_post,
    is_roster,
    may_be_person,
)
from zhengwen.pages.differences.titles import is_in_title, is_titled
from zhengwen.pages.differences.words import Difference
from zhengwen.text.lazy_regex import pattern

DIGIT = pattern(r"\d")
LATIN = pattern(r"[a-zA-Z]+")
# A character lost, and what stands for one: no value, whatever it replaces.
LOST = pattern("[?□\N{REPLACEMENT CHARACTER}\ue000-\uf8ff\u0080-\u00ff]")
MAX_NAME_WORDS = 30  # words
MAX_SLIP_WORDS = 2  # words on either side
LIST_NUMBER = pattern(r"(?:^|\n)\s?\(?$")  # （三）, 3. at the head of a line: lists are numbered anew
BEHIND_A_LIST_NUMBER = pattern(r"[)、.]")
BEFORE_A_NUMBER = pattern(rf"第[\d{NUMERALS}]*$")
BEHIND_A_NUMBER = pattern(rf"[\d{NUMERALS}]*[条章节款项编]")


class Kind(Enum):
    """What a difference is."""

    NAME = "another name in the title"
    VALUE = "value"
    CUED = "words where a name may stand"
    NUMBER = "number of an article or a chapter"
    WORDS = "words for words, which may be a name"
    SLIP = "slip"
    OTHER = "other wording"
    FORM = "the same, written in another way"


def kind(difference: Difference) -> Kind:
    """What a difference is, by what stands on either side and around it."""
    one, other = difference.words
    if not one or not other:
        return Kind.SLIP if difference.length <= MAX_SLIP_WORDS else Kind.OTHER
    texts = difference.texts
    if is_same_but_for_blanks(*texts) or is_regional(
        difference.one.before(difference.a, 2), *texts, difference.one.behind(difference.b, 2)
    ):
        return Kind.FORM
    if any(map(LOST.search, texts)):
        return Kind.SLIP if difference.length <= MAX_NAME_WORDS else Kind.OTHER
    if all(text in places() for text in texts):
        return Kind.NAME if is_in_title(difference) else Kind.VALUE
    if is_kind_of_body(difference):
        return Kind.NAME if is_in_title(difference) else Kind.VALUE
    strange = strangeness_of_sides(difference)
    if is_garbled(difference, strange) and not all(map(may_be_person, (one, other))):
        return Kind.SLIP if difference.length <= MAX_NAME_WORDS else Kind.OTHER
    figures = figures_of(one), figures_of(other)
    if all(figures):
        return _kind_of_figures(difference, *figures)
    if any(map(DIGIT.search, texts)):
        return Kind.SLIP if difference.length <= MAX_SLIP_WORDS else Kind.OTHER
    if not all(without_common_ends("".join(one), "".join(other))):
        return Kind.SLIP if difference.length <= MAX_SLIP_WORDS else Kind.OTHER
    if all(map(is_roster, texts)):
        return Kind.VALUE
    if difference.length > MAX_NAME_WORDS or any(map(CLAUSE.search, texts)):
        return Kind.OTHER
    return _kind_of_words(difference, strange)


def _kind_of_figures(difference: Difference, mine: list[str], theirs: list[str]) -> Kind:
    one, other = difference.words
    if LIST_NUMBER.search(difference.one.before(difference.a, 2)) and BEHIND_A_LIST_NUMBER.match(
        difference.one.behind(difference.b, 1)
    ):
        return Kind.FORM
    if difference.length > MAX_NAME_WORDS and not all(map(mostly_figures, (one, other))):
        return Kind.OTHER
    if is_cut_off(difference):
        return Kind.OTHER
    if are_the_same(mine, theirs) or is_garbled_figure(one, other) or is_replaced(*difference.texts):
        return Kind.FORM if are_the_same(mine, theirs) else Kind.SLIP
    if not _ends_a_text(difference) and is_cut_through("".join(one), "".join(other)):
        return Kind.SLIP
    if not name_the_same(one, other):
        return Kind.OTHER
    before, behind = difference.one.before(difference.a, 6), difference.one.behind(difference.b, 4)
    return Kind.NUMBER if BEFORE_A_NUMBER.search(before) and BEHIND_A_NUMBER.match(behind) else Kind.VALUE


def _kind_of_words(difference: Difference, strange: tuple[int, int]) -> Kind:
    (one, other), texts = difference.words, difference.texts
    if is_titled(difference, strange):
        return Kind.NAME
    if are_persons(difference) or is_post(difference):
        return Kind.VALUE
    if len(one) == len(other) == 1:
        return Kind.VALUE if _is_choice(one[0], other[0]) else Kind.SLIP
    if LABEL.search(difference.one.before(difference.a, 10)):
        return Kind.VALUE
    if is_misplaced(difference, strange) or any(map(is_of_function_words, texts)):
        return Kind.OTHER
    if are_fields(difference) or is_name(difference, one, other):
        return Kind.CUED
    if are_ordinary(difference):
        return Kind.OTHER
    # 垦丁 in 垦丁国家公园管理处: what no dictionary has, before the word for a body.
    return Kind.CUED if BEFORE_A_BODY.match(difference.one.behind(difference.b, MAX_BODY_WORDS)) else Kind.WORDS


def _ends_a_text(difference: Difference) -> bool:
    return difference.b == len(difference.one) or difference.d == len(difference.other)


def _is_choice(one: str, other: str) -> bool:
    if LATIN.fullmatch(one) and LATIN.fullmatch(other):
        return True
    return is_of_one_choice(one, other)
