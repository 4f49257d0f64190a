"""What the site says of a page tells no two documents apart; what a document says does."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")

from zhengwen.pages.differences.relations import are_of_one_template
from zhengwen.pages.labels import facts, of_the_page

BODY = (
    "为做好今冬明春森林防火工作，现就有关事项通知如下。各单位要落实责任，加强巡查，及时消除火灾隐患。"
    "发生火情的，应当立即报告并组织扑救，确保人民群众生命财产安全。"
)


@pytest.mark.parametrize("label", sorted(of_the_page() & frozenset(facts()["published"])))
def test_copies_that_differ_in_the_date_of_the_page_are_one_document(label: str) -> None:
    pages = (f"关于森林防火工作的通知\n{label}：{day}\n{BODY}" for day in ("2023-02-16", "2021年11月3日"))
    assert not are_of_one_template(*pages)


@pytest.mark.parametrize("label", sorted(of_the_page() - frozenset(facts()["published"])))
def test_copies_that_differ_in_whom_the_page_is_from_are_one_document(label: str) -> None:
    pages = (f"关于森林防火工作的通知\n{label}：{name}\n{BODY}" for name in ("某某市林业局", "王建国"))
    assert not are_of_one_template(*pages)


@pytest.mark.parametrize("label", ["时间", "截止日期", "办理时限"])
def test_documents_that_differ_in_a_date_of_their_own_are_two(label: str) -> None:
    pages = (f"关于举行森林防火演练的通知\n{BODY}\n{label}：{day}\n" for day in ("2023年2月16日", "2023年11月3日"))
    assert are_of_one_template(*pages)
