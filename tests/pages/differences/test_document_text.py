"""The document of a page without the lines of its site, as it is compared across pages."""

from __future__ import annotations

import pytest

from zhengwen.pages.differences.document_text import document_text

DOCUMENT = """关于公布城区停水区域的通告
因管网改造，定于本周六对城东片区停水八小时。
请有关单位和居民提前储水，做好准备。
县供水公司
2021年5月7日"""
ABOVE = "首页 新闻中心 政务公开 政务服务 互动交流\n您现在的位置：首页 > 通知公告 > 正文\n"
BELOW = "\n上一篇：关于召开座谈会的通知\n版权所有：某县人民政府办公室 备案号：京ICP备05012345号\n打印本页 关闭窗口"


@pytest.mark.parametrize(
    "page",
    [
        ABOVE + DOCUMENT + BELOW,
        ABOVE + DOCUMENT,
        DOCUMENT + BELOW,
        "首页\n要闻\n专题\n服务\n关于我们\n" + DOCUMENT,
        DOCUMENT + "\n相关链接\n国务院\n省政府\n市政府",
        DOCUMENT.replace("\n", "\n发布时间：2021-05-07 10:22 来源：本站 浏览次数：31\n", 1),
    ],
)
def test_lines_of_the_site_do_not_count(page: str) -> None:
    assert document_text(page) == DOCUMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "通告",
        DOCUMENT,
        "第一条 为了规范管理，制定本办法。\n第二条 本办法自发布之日起施行。",
        "首页\n要闻\n专题\n服务",  # nothing but a menu is compared whole
    ],
)
def test_documents_stay_whole(text: str) -> None:
    assert document_text(text) == text
