"""Pages made to be slow cost no more than their length."""

import time

import pytest

from zhengwen import Pipeline

PIPELINE = Pipeline.default().select("F")


@pytest.mark.parametrize(
    "line",
    [
        "打印\n",
        "首页\n>\n",
        "今天 晴 19℃\n",
        "版权所有：某某\n",
        "推荐阅读\n",
        "来源：",
        "首页 > ",
        "扫一扫",
        "×\n",
        "“索引号",
    ],
)
def test_cost_is_linear(line: str) -> None:
    start = time.perf_counter()
    PIPELINE.run(line * 20_000)
    assert time.perf_counter() - start < 20
