"""The last value on either side of every bound that blocks, offers and keywords are judged by."""

from __future__ import annotations

import pytest

from zhengwen.filters.spam._lexicon import read_stems
from zhengwen.filters.spam._ownership import _is_promotional
from zhengwen.filters.spam._phrases import read_phrases
from zhengwen.filters.spam._score import Judged, is_disguised, undisguised
from zhengwen.filters.spam._solicitation import Said, is_offer

# Words that are all known, new to the page, in a form of many pieces.
SURE = Judged(letters=40, covered=40, strong=3, weak=3, selling=8, pieces=20)


@pytest.mark.parametrize(
    ("changes", "novelty", "is_spam"),
    [
        ({}, 1.0, True),
        ({"prose": 4}, 1.0, False),  # a tenth of the letters, more than MAX_FUNCTION_WORD_SHARE
        ({"prose": 3}, 1.0, True),
        ({"letters": 10, "covered": 10, "prose": 1}, 1.0, True),
        ({"strong": 0, "weak": 0, "selling": 2}, 1.0, False),
        ({"strong": 1, "weak": 1, "selling": 0}, 1.0, False),
        ({"strong": 1, "weak": 1, "contacts": 1, "selling": 0}, 1.0, True),
        ({"strong": 1, "weak": 2, "selling": 0, "pieces": 2}, 1.0, True),
        ({"strong": 0, "weak": 4, "selling": 5}, 0.51, True),
        ({"strong": 0, "weak": 4, "selling": 5}, 0.5, False),
        ({"strong": 0, "weak": 4, "selling": 5, "official": 5}, 1.0, False),
        ({"strong": 0, "weak": 4, "selling": 5, "official": 4}, 1.0, True),
        ({"strong": 0, "weak": 3, "selling": 8, "repeated": 2}, 1.0, True),
        ({"strong": 0, "weak": 3, "selling": 8, "repeated": 1}, 1.0, False),
        ({"throwaway": 2, "strong": 0, "weak": 0, "selling": 0}, 1.0, True),
        ({"throwaway": 1, "strong": 0, "weak": 0, "selling": 0}, 1.0, False),
        ({"throwaway": 2, "strong": 0, "weak": 0, "selling": 0, "official": 4}, 1.0, True),
        ({"throwaway": 2, "strong": 0, "weak": 0, "selling": 0, "official": 5}, 1.0, False),
        ({"throwaway": 2, "strong": 0, "weak": 0, "selling": 0}, 0.0, False),
        ({"throwaway": 2, "prose": 4}, 1.0, False),
        ({"repetitive": True, "strong": 0, "weak": 1, "selling": 0, "official": 1}, 1.0, True),
        ({"repetitive": True, "strong": 1, "weak": 1, "selling": 0, "official": 1}, 1.0, True),
        ({"repetitive": True, "strong": 0, "weak": 0, "selling": 3, "official": 1}, 1.0, True),
        ({"repetitive": True, "strong": 0, "weak": 0, "selling": 2, "official": 1}, 1.0, False),
        ({"repetitive": True, "strong": 0, "weak": 0, "selling": 0}, 1.0, True),
    ],
)
def test_a_block_is_spam_when_form_words_and_novelty_say_so(changes: dict, novelty: float, is_spam: bool) -> None:
    assert SURE._replace(**changes).is_spam(novelty) is is_spam


@pytest.mark.parametrize(
    ("changes", "novelty", "may_be"),
    [
        ({}, 0.0, True),
        ({"covered": 0}, 0.0, False),
        ({"strong": 0}, 0.51, True),
        ({"strong": 0, "selling": 0}, 0.5, False),
        ({"strong": 0, "weak": 0}, 1.0, True),
        ({"strong": 0, "weak": 0, "prose": 1}, 1.0, False),
        ({"strong": 0, "weak": 0, "official": 1}, 1.0, False),
        ({"strong": 0, "weak": 0, "selling": 0, "contacts": 4}, 1.0, False),
        ({"strong": 0, "weak": 0}, 0.0, False),
        ({"strong": 0, "weak": 0, "selling": 0, "throwaway": 1}, 1.0, True),
        ({"strong": 0, "weak": 0, "selling": 0, "throwaway": 1, "official": 1}, 1.0, False),
        ({"strong": 0, "weak": 0, "selling": 0, "throwaway": 1, "prose": 1}, 1.0, False),
    ],
)
def test_a_stretch_may_be_of_a_block(changes: dict, novelty: float, may_be: bool) -> None:
    assert SURE._replace(**changes).may_be_spam(novelty) is may_be


def test_contacts_alone_are_strange_on_any_page() -> None:
    assert Judged(letters=8, contacts=2)._is_strange(0.0)
    assert not Judged(letters=9, contacts=2)._is_strange(0.0)
    assert not Judged()._is_strange(0.0)


@pytest.mark.parametrize(("strong", "weak", "is_known"), [(2, 0, True), (1, 3, False), (0, 4, True), (0, 3, False)])
def test_a_known_trade_has_two_strong_words_or_four_weak_ones(strong: int, weak: int, is_known: bool) -> None:
    assert Judged(strong=strong, weak=weak).is_of_a_known_trade is is_known


TELLS = Said(1, 0, 0, True)


@pytest.mark.parametrize(
    ("judged", "said", "offers"),
    [
        (Judged(strong=2), TELLS, True),
        (Judged(strong=2), Said(1, 0, 0, False), False),
        (Judged(strong=2, throwaway=1), Said(1, 0, 0, False), True),
        (Judged(strong=2), Said(0, 0, 0, True), False),
        (Judged(strong=2, contacts=1), Said(0, 0, 0, True), True),
        (Judged(strong=1), TELLS, False),
        (Judged(strong=1), Said(1, 0, 1, True), True),
        (Judged(strong=1, contacts=1), TELLS, True),
        (Judged(strong=1, contacts=2), Said(0, 0, 0, True), False),
        (Judged(weak=2), Said(2, 0, 0, True), True),
        (Judged(weak=1), Said(2, 0, 0, True), False),
        (Judged(throwaway=1), Said(2, 0, 0, True), True),
        (Judged(throwaway=1), TELLS, False),
        (Judged(contacts=1, throwaway=1), Said(0, 1, 0, True), True),
        (Judged(contacts=1), Said(0, 1, 0, True), False),
        (Judged(contacts=1), Said(0, 2, 0, True), True),
    ],
)
def test_an_offer_has_trade_solicitation_and_contact(judged: Judged, said: Said, offers: bool) -> None:
    assert is_offer(judged, said) is offers


def test_words_that_repeat_or_sell_promote_a_trade() -> None:
    known = tuple(_hits("贷款", 3))
    assert _is_promotional(Judged(strong=3, known=known))
    assert not _is_promotional(Judged(strong=2, known=known))
    few = tuple(_hits("贷款", 2)) + tuple(_hits("发票", 1))
    assert not _is_promotional(Judged(strong=3, known=few))
    assert _is_promotional(Judged(strong=3, selling=1, known=few))
    assert _is_promotional(Judged(strong=3, contacts=1, known=few))
    assert not _is_promotional(Judged(strong=4, selling=1, known=few))


def _hits(stem: str, count: int) -> list:
    from zhengwen.filters.spam._lexicon import Hit

    fields = dict.fromkeys(Hit._fields, 0) | {"stem": stem}
    return [Hit(**fields) for _ in range(count)]


def test_words_whose_characters_stand_apart_are_disguised() -> None:
    assert is_disguised("办 理 贷 款")
    assert not is_disguised("办理 贷款")
    assert undisguised("办 理 贷 款") == "办理贷款"
    assert undisguised("办\N{ZERO WIDTH SPACE}理贷款") == "办理贷款"


def test_tables_are_read_to_their_end() -> None:
    stems = list(read_stems("[loans]\n放款\n\n# a comment\n~下款\n"))
    assert [one.stem for one in stems] == ["放款", "下款"]
    assert [one[3] for one in stems] == [2, 2]  # letters
    phrases = read_phrases("[asks]\n加微信\n\n# a comment\n加扣扣\n")
    assert [one.written for one in phrases["asks"]] == ["加微信", "加扣扣"]
