"""Names of agencies are known by their ends, and no end stands in the list in vain."""

from __future__ import annotations

import pytest

from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.vocabulary import Group, groups


@pytest.mark.parametrize(
    "name",
    [
        "某某市派出所",
        "市委政策研究室",
        "某某县第一中学",
        "某某镇人民政府",
        "某某区教育局",
        "某某市自来水有限公司",
        "城南街道",
    ],
)
def test_bodies_that_sign_documents(name: str) -> None:
    assert ends_like_one(name)


@pytest.mark.parametrize(
    "line",
    ["关于开展植树活动的通知", "某某市政府网站", "证照代办", "2023年2月16日", "政务公开", "联系我们"],
)
def test_not_a_body(line: str) -> None:
    assert not ends_like_one(line)


@pytest.mark.parametrize("group", groups("agency-ends"), ids=lambda group: group.name)
def test_every_end_matters(group: Group) -> None:
    ends = [word for one in groups("agency-ends") for word in one.words]
    for word in group.words:
        name = group.example.format(word)
        assert ends_like_one(name), word
        assert not any(name.endswith(other) for other in ends if other != word), word
