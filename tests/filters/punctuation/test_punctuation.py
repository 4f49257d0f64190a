"""Folded pages come back, sound ones stay, and hostile ones cost no more than their length."""

import time

import pytest

from zhengwen import Pipeline
from zhengwen.pages.labels import SITE_ROLES
from zhengwen.pages.vocabulary import words

PIPELINE = Pipeline.default().select("P")
SOUND = """关于做好冬季取暖工作的通知

来源: 县住建局 时间:2022-11-08 09:30

各乡镇人民政府，县直有关单位：

为做好冬季取暖工作，现将有关事项通知如下：

（一）加强领导，压实责任。全县改造任务为12,500户，其中：集中供热3,150户，占25.2%；电代煤9,350户（含农村）。

（二）加强督查。检查组由县住建局牵头，每日8:30集中，按1:3的比例抽查；发现问题，立即整改！

“先立后破”的原则怎么落实？请登录https://www.example.gov.cn/q?a=1,2查询，或致信zjj@example.gov.cn。"""
FOLD = str.maketrans("，；：！？（）", ",;:!?()")
FOLD_ALL = str.maketrans("，；：！？（）“”", ',;:!?()""')


def test_a_sound_page_stays() -> None:
    assert PIPELINE.run(SOUND).findings == ()


@pytest.mark.parametrize("table", [FOLD, FOLD_ALL], ids=["marks", "marks and quotes"])
def test_a_folded_page_comes_back(table: dict[int, int]) -> None:
    assert PIPELINE.run(SOUND.translate(table)).text == SOUND


@pytest.mark.parametrize("mark", "；：（）！？")
def test_a_page_with_full_width_commas_stays(mark: str) -> None:
    page = SOUND.replace(mark, mark.translate(FOLD))
    assert PIPELINE.run(page).text == page


@pytest.mark.parametrize(
    "text", ["甲," * 100_000 + "、", "(" * 200_000, "'中" * 100_000, "甲,乙。" + "\n来源:中" * 50_000, "，。" * 100_000]
)
def test_hostile_pages_are_linear(text: str) -> None:
    start = time.perf_counter()
    PIPELINE.run(text)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("role", SITE_ROLES)
def test_labels_of_the_site_keep_their_colon(role: str) -> None:
    lines = "\n".join(f"{label}:某某" for label in words(role))
    page = f"关于植树的通知\n{lines}\n\n各单位要加强领导,压实责任,做好工作,及时上报,不得有误。\n要求如下:\n"
    fixed = PIPELINE.run(page).text
    assert fixed == page.replace(",", "，").replace("如下:", "如下：")


def test_labels_in_the_other_script_and_with_blanks_keep_their_colon() -> None:
    lines = "資料來源: 教育局\n公布日期:2023-02-16\n【來 源:某某局】\n聯絡電話:0000-0000000"
    page = f"關於植樹的通知\n{lines}\n\n各單位要加強領導,壓實責任,做好工作,及時上報,不得有誤。\n要求如下:\n"
    assert PIPELINE.run(page).text == page.replace(",", "，").replace("如下:", "如下：")
