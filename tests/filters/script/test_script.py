"""Pages converted in part come back, sound ones stay, and hostile ones cost no more than their length."""

import time
from pathlib import Path

import pytest

from zhengwen import Pipeline
from zhengwen.filters.script._reading import Strength, counted, folding, forms, reading
from zhengwen.filters.script.overconverted import NEW_WORDS

PIPELINE = Pipeline.default().select("T")
SOUND = """縣政府為提升農村教育品質，制定課後照顧服務實施要點，並編列預算採購圖書設備。

各校應於開學前擬訂計畫，報經主管機關核准後實施；其餘事項依相關規定辦理。村幹部應協助宣導，並向家長說明服務範圍及收費標準。

委員會置委員若干人，由縣長聘請學者專家擔任，任何機關不得干預其職權之行使。校園面積超過三公頃者，應設置系統化的監測設備。

里長余文雄表示，鄰里公園將增設遊戲場，工程預計徵求三家廠商報價，皇后路及后里區的場地也將一併整修。"""
# Words of many trades whose forms other words do not have: 餅乾 beside 若干, 紅麴 beside 歌曲, 一齣 beside 一出.
WORDS_THAT_STAY = (Path(__file__).parent / "sound-traditional.txt").read_text(encoding="utf-8").splitlines()
LOST = str.maketrans("後並採餘於幹範準徵", "后并采余于干范准征")


def test_a_sound_page_stays() -> None:
    assert PIPELINE.run(SOUND).findings == ()


@pytest.mark.parametrize("sentence", WORDS_THAT_STAY)
def test_words_that_have_rare_forms_by_right_stay(sentence: str) -> None:
    done = PIPELINE.run(f"{SOUND}\n\n{sentence}\n")
    assert [one for one in done.findings if one.replacement is not None] == []


def test_words_that_have_rare_forms_by_right_stay_together() -> None:
    assert PIPELINE.run("\n".join(WORDS_THAT_STAY)).text == "\n".join(WORDS_THAT_STAY)


def test_what_laws_write_is_counted_for_every_form_that_makes_new_words() -> None:
    for form in NEW_WORDS:
        simplified = folding()[ord(form)]
        assert not counted().keys().isdisjoint({simplified, *forms().get(simplified, "")}), form


def test_a_half_converted_page_comes_back() -> None:
    assert PIPELINE.run(SOUND.translate(LOST)).text == SOUND


@pytest.mark.parametrize("character", "後並採餘幹範準徵")
def test_one_character_at_a_time_comes_back(character: str) -> None:
    assert PIPELINE.run(SOUND.translate({ord(character): character.translate(LOST)})).text == SOUND


@pytest.mark.parametrize(
    ("right", "wrong"), [("制", "製"), ("面", "麵"), ("系", "係"), ("准", "準"), ("若干", "若幹"), ("干預", "幹預")]
)
def test_a_page_converted_too_far_comes_back(right: str, wrong: str) -> None:
    assert PIPELINE.run(SOUND.replace(right, wrong)).text == SOUND


def test_words_that_overlap_and_disagree_tell_nothing() -> None:
    assert reading("應限制作業時間", 2).form == ""
    assert reading("應提升制造品質", 3) == reading("他提升制造品質", 3)
    assert reading("應提升制造品質", 3).strength is Strength.WORD


@pytest.mark.parametrize(
    "text",
    [
        "后" * 200_000,
        SOUND + "之后制作里面系統" * 25_000,
        SOUND + "课务办機關" * 40_000,
        SOUND + "管理製度麵積餅乾錶" * 40_000,
        SOUND + "依計划辦理，" * 60_000,
    ],
)
def test_hostile_pages_are_linear(text: str) -> None:
    start = time.process_time()
    PIPELINE.run(text)
    assert time.process_time() - start < 20
