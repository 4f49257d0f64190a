"""The tables of spam: nothing stands twice, every phrase is found by its signs and matches its example."""

import re

import pytest

from zhengwen import Pipeline, data
from zhengwen.filters.spam._lexicon import plain, read_stems
from zhengwen.filters.spam._ownership import ABOUT
from zhengwen.filters.spam._phrases import TELLING, Phrase, phrases, read_phrases, signs
from zhengwen.filters.spam._weights import FEATURES, weights

PHRASES = [(section, phrase) for section, listed in phrases().items() for phrase in listed]
TELLING_PHRASES = [phrase for section, phrase in PHRASES if section in TELLING]
STEMS = list(read_stems(plain(data.read("spam/words.txt"))))


def written(phrase: Phrase) -> list[str]:
    return [phrase.example] if phrase.example else list(phrase.literals)


@pytest.mark.parametrize("table", ["[loans]\n放款 ~放款\n", "[loans]\n放款\n[loans]\n下款\n"])
def test_stems_that_stand_twice_are_refused(table: str) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        list(read_stems(table))


@pytest.mark.parametrize("table", ["[asks]\n加微信\n加(微信|扣扣)\n", "[asks]\n加微信\n[asks]\n加扣扣\n"])
def test_phrases_that_stand_twice_are_refused(table: str) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        read_phrases(table)


def test_phrase_with_a_gap_needs_an_example() -> None:
    with pytest.raises(ValueError, match="needs an example"):
        read_phrases("[asks]\n先…后付\n")


@pytest.mark.parametrize(("section", "phrase"), PHRASES, ids=lambda one: getattr(one, "written", one))
def test_phrase_matches_what_is_written_so_and_no_other_does(section: str, phrase: Phrase) -> None:
    for example in written(phrase):
        assert re.fullmatch(phrase.pattern, example)
        others = [other for _, other in PHRASES if other is not phrase and re.fullmatch(other.pattern, example)]
        assert not others, f"{example} of {section} is said by {others}, too"


@pytest.mark.parametrize("phrase", TELLING_PHRASES, ids=lambda phrase: phrase.written)
def test_signs_find_every_telling_phrase(phrase: Phrase) -> None:
    for example in written(phrase):
        pairs = {example[at : at + 2] for at in range(len(example) - 1)}
        assert any(not pairs.isdisjoint(signs()[one]) for one in set(example) & signs().keys())


def test_every_feature_has_a_weight() -> None:
    assert len(weights()) == len(FEATURES) + 1


@pytest.mark.parametrize("trade", sorted({stem.trade for stem in STEMS if stem.weight == 1}))
def test_an_offer_of_each_trade_is_seen(trade: str) -> None:
    strong = [stem.stem for stem in STEMS if stem.trade == trade and stem.weight == 1]
    # The first ones but for words that warnings have, too: 化粪池清理 holds 清理.
    strong = [stem for stem in strong if not ABOUT.search(stem)]
    said = f"{'、'.join(strong[:3])}，先付定金后付余款，欢迎来电咨询，请加微信kp88668。"
    page = f"各单位要认真贯彻执行本通知要求，并于六月底前报送总结。\n{said}\n青杨县人民政府\n"
    assert any(finding.rule[0] == "S" for finding in Pipeline.default().select("S").run(page).findings)
