"""Hostile pages cost no more than their length, and a page that settles stays as it is."""

import time

import pytest

from zhengwen import Pipeline

PIPELINE = Pipeline.default().select("W")


@pytest.mark.parametrize(
    "text",
    [
        "中 " * 100_000,
        "中， " * 60_000,
        "中\n" * 100_000,
        "中文\n，" * 50_000,
        "。\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}" * 60_000,
        "\n" * 200_000 + "中",
        "1\n" * 100_000,
        "- 1 -\n中文\n" * 20_000,
        "ab-\n" * 50_000,
        "（\n" * 50_000,
        ("会议强调，各单位要提高认识，切实加强组织领导，层层压实责\n" * 5_000),
    ],
    ids=[
        "spaced", "spaces beside marks", "one ideograph a line", "lines that begin with a mark", "indents in mid-line",
        "blank lines", "figures", "page numbers", "hyphens", "opening marks", "wrapped lines",
    ],
)  # fmt: skip
def test_hostile_pages_are_linear(text: str) -> None:
    start = time.perf_counter()
    PIPELINE.run(text)
    assert time.perf_counter() - start < 20


def test_wrapped_pages_with_running_heads_settle_in_one_run() -> None:
    first, second = (
        "财政部门应当会同有关部门加强对专项资金使用情况的监督检查，",
        "及时发现并纠正存在的各类问题，确保资金使用安全规范有效运",
    )
    line = f"{first}\n{second}\n"
    page = "".join(f"{line * 6}行并定期向社会公开。\n某市公报 第{n}期\n\n{n}\n" for n in range(11, 16))
    once = PIPELINE.run(page)
    assert PIPELINE.run(once.text).text == once.text
    assert once.restore() == page
