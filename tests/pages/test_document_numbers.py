"""The number of a document on a line of its own."""

from __future__ import annotations

import pytest

from zhengwen.pages.document_numbers import is_number
from zhengwen.text.folding import fold


@pytest.mark.parametrize(
    "line",
    [
        "青政发〔2022〕3号",
        "（国办发[2022]12号）",
        "某某市教育局公告2022年第3号",
        "某某市人民政府令第12号",
        "某政字〔2021〕第5號",
    ],
)
def test_numbers(line: str) -> None:
    assert is_number(fold(line))


@pytest.mark.parametrize("line", ["根据国办发〔2022〕12号文件", "第12号", "人民路12号", "关于印发〔2022〕3号文的通知"])
def test_not_a_number_and_nothing_else(line: str) -> None:
    assert not is_number(fold(line))
