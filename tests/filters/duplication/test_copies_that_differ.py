"""A second copy that differs: slips and wording go, values stay and are said, nothing is silent."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.filters.duplication.test_repeated_body import sentences

from zhengwen import Pipeline

PIPELINE = Pipeline.default().select("D")
IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
NUMERALS = "〇零一二三四五六七八九十百千万"


def body(seed: int) -> str:
    return "\n".join(["关于近期重点工作进展情况的通报", *sentences(seed, 12)])


def changed(text: str, seed: int, places: str, new: str) -> str:
    """The text with one of some characters replaced."""
    choose = random.Random(seed)
    at = choose.choice([at for at, one in enumerate(text) if re.match(places, one) and one not in NUMERALS])
    return text[:at] + choose.choice([one for one in new if one != text[at]]) + text[at + 1 :]


@pytest.mark.parametrize(
    "new",
    ["的了是在有我他这来个们到说为子和你地出", "龘靐齉爩魕鱻麤犇猋骉", "，。、；"],
    ids=["common", "rare", "mark"],
)
@given(seed=st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_one_character_keeps_no_copy(seed: int, new: str) -> None:
    text = body(seed)
    cleaned = PIPELINE.run(f"{text}\n{changed(text, seed, IDEOGRAPH.pattern, new)}")
    assert cleaned.text.strip() == text


@given(seed=st.integers(0, 2000))
@settings(max_examples=60, deadline=None)
def test_a_figure_keeps_both_and_is_said(seed: int) -> None:
    text = body(seed)
    page = f"{text}\n{changed(text, seed, '[0-9]', '123456789')}"
    cleaned = PIPELINE.run(page)
    assert cleaned.text == page
    assert any(finding.rule == "D001" and "figure" in finding.message for finding in cleaned.findings)


@pytest.mark.parametrize("copies", [2, 3, 12, 13, 14, 50, 1000])
@pytest.mark.parametrize("between", ["\n", "\n×\n"], ids=["plain", "cross"])
def test_many_copies_are_cut_to_one(copies: int, between: str) -> None:
    text = body(7)
    assert PIPELINE.run(between.join([text] * copies)).text.strip() == text


def test_a_text_of_60_characters_that_stands_twice_and_stays_is_said() -> None:
    said = (
        "各单位要认真落实防汛责任制，加强值班值守，及时报送雨情水情，组织力量巡查水库和堤防，"
        "确保人民群众生命财产安全，不得有误。"
    )
    cleaned = PIPELINE.run("\n".join([*sentences(1, 9), said, *sentences(2, 9), said, *sentences(3, 9)]))
    assert [finding.rule for finding in cleaned.findings] == ["D001"]
    assert not cleaned.fixed
