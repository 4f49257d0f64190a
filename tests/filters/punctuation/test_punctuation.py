"""Folded pages come back, sound ones stay, and hostile ones cost no more than their length."""

import time

import pytest

from zhengwen import Pipeline

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
