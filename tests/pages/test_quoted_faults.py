"""A fault that a text quotes in order to speak of it is no fault of the text."""

import pytest

from zhengwen.pages.quoted_faults import is_quoted_fault


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("缺少分隔符，如“20225月”应为“2022年5月”。", "20225月"),
        ("将「你好,世界」誤為「你好，世界」。", ","),
        ("误作“通知。。”的，予以更正。", "。。"),
        ("`2O22年` -> `2022年`", "2O22年"),
        ("把“二0二二年”改为“二〇二二年”。", "二0二二年"),
    ],
)
def test_a_fault_that_the_text_calls_one_is_quoted(text: str, seen: str) -> None:
    start = text.index(seen)
    assert is_quoted_fault(text, start, start + len(seen))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("会议强调,“两个确保”应为各级所遵循。", ","),
        ("他说：“截至20225月，全部完成。”会议随后结束。", "20225月"),
        ("截至20225月，应为三百户。", "20225月"),
        ("“第一条\n截至20225月”应为", "20225月"),
        (f"“{'甲' * 60}20225月”应为", "20225月"),
    ],
    ids=["outside the quotation", "in somebody's words", "without a quotation", "across lines", "in a long quotation"],
)
def test_other_quotations_are_none(text: str, seen: str) -> None:
    start = text.index(seen)
    assert not is_quoted_fault(text, start, start + len(seen))
