"""Title and byline: one answer for everybody who asks."""

from __future__ import annotations

import pytest

import zhengwen
from zhengwen.page import Page
from zhengwen.pages import masthead
from zhengwen.pages.rows import Rows

BODY = "请各单位于三月十二日前完成植树任务，并将名单报送市绿化委员会办公室。\n特此通知。"
PAGES = [
    ("a title and its byline", "关于植树的通知", f"关于植树的通知\n来源：某某市林业局 2023-02-16\n{BODY}"),
    ("a title without a byline", "关于植树的通知", f"关于植树的通知\n\n{BODY}"),
    ("breadcrumbs above", "关于植树的通知", f"首页 > 通知公告\n关于植树的通知\n发布日期：2023-02-16\n{BODY}"),
    ("split breadcrumbs below", "关于植树的通知", f"关于植树的通知\n首页\n>\n通知公告\n来源：某某市林业局\n{BODY}"),
    ("a number between", "关于植树的通知", f"关于植树的通知\n某林发〔2023〕3号\n来源：某某市林业局\n{BODY}"),
    ("a letterhead above", "关于植树的通知", f"某某市林业局文件\n关于植树的通知\n\n{BODY}"),
    (
        "when and where it was given below",
        "2023年政府工作报告",
        f"2023年政府工作报告\n2023年1月5日在某某市第五届人民代表大会第一次会议上\n来源：某某日报\n市长 王某\n{BODY}",
    ),
    (
        "two lines",
        "某某市教育局关于开展春季植树活动的通知",
        f"某某市教育局\n关于开展春季植树活动的通知\n来源：某某市教育局\n{BODY}",
    ),
]


@pytest.mark.parametrize(("title", "page"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_the_title_is_one_for_all(title: str, page: str) -> None:
    rows = Rows(Page(page))
    assert "".join(rows.folded(row) for row in masthead.find(rows).title) == title
    assert zhengwen.inspect(page).meta["title"] == title
    body = zhengwen.Pipeline.default("body").run(page)
    assert body.meta["title"] == title
    if "来源" in page:
        assert title not in body.text


@pytest.mark.parametrize(
    "line", ["特此通知。", "现将有关事项通知如下：", "某林发〔2023〕3号", "会议指出，要加强领导；", "植树" * 61]
)
def test_not_a_title(line: str) -> None:
    assert not masthead.may_be_title(line)
