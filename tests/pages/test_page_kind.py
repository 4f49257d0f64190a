"""Lists and home pages are told from documents by what stands on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengwen.html import read
from zhengwen.pages.document.find import find_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
MENU = "首页\n走进青溪\n政务公开\n政务服务\n互动交流\n数据开放\n专题专栏\n网站地图"
FOOTER = "版权所有：青溪县人民政府\n冀ICP备00000000号\n网站标识码：0000000000"
NOTICES = "\n".join(
    f"关于{what}的通知 2023-0{9 - number}-1{number}"
    for number, what in enumerate("做好防汛工作 开展消防检查 征集意见 表彰先进 公布指南 举办招聘".split())
)
STORY = (
    "暑期将至，青溪县各中小学近日开展防溺水主题教育，邀请消防救援人员走进课堂，讲解自救和互救知识。\n"
    "据介绍，全县已有46所学校参加活动，覆盖学生2万多人，下一步还将走进乡村和社区。"
)
TABLE = "\n".join(f"{n} 民事 11{n} 上易 {n}86 第{n}法庭 準備程序" for n in range(1, 10))
PROFILE = "\n".join(
    f"{label}：{value}"
    for label, value in zip(
        "机构名称 负责人 地址 电话 核定人数 评鉴等级".split(),
        "青溪托儿所 王某 青溪县东街1号 0000-000000 50人 乙等".split(),
        strict=True,
    )
)
PAGES = {
    "a list of dated links": (f"{MENU}\n当前位置：首页 > 通知公告\n{NOTICES}\n1 2 3 下一页\n{FOOTER}", "list"),
    "a table that goes on on other pages": (
        f"{MENU}\n案件一览\n{TABLE}\n<上一頁 [1] 2 3 4 5 下一頁>\n{FOOTER}",
        "list",
    ),
    "a home page": (f"{MENU}\n图片新闻\n更多>>\n县长调研乡村振兴工作\n我县召开经济工作会议\n{MENU}\n{FOOTER}", "home"),
    "teasers that break off": (
        f"{MENU}\n科研动态\n"
        + "我校获奖\n2月22日，教育部公布评奖结果，我校申报的项目获奖，两天以后省里发文…\n" * 4
        + FOOTER,
        "home",
    ),
    "an article": (
        f"{MENU}\n首页 > 新闻 > 正文\n青溪开展教育\n2023-06-05 来源：青溪日报\n{STORY}\n{FOOTER}",
        "article",
    ),
    "an article with a list of others below": (
        f"{MENU}\n青溪开展教育\n2023-06-05 来源：青溪日报\n{STORY}\n相关新闻\n{NOTICES}\n{FOOTER}",
        "article",
    ),
    "an article of several pages": (
        f"{MENU}\n青溪开展教育\n2023-06-05 来源：青溪日报\n{STORY}\n{STORY.replace('青溪', '柳湾')}\n"
        f"据了解，这项教育已开展多年，今年的内容更加丰富，老师和家长都表示欢迎，并希望今后继续办下去，让更多的孩子受益。\n"
        f"消防部门提醒，学生应当在大人的陪同下游泳，不要到水库、河道等陌生水域玩水，遇到险情时首先保护好自己，再设法求救。\n"
        f"上一页 1 2 3 下一页\n{FOOTER}",
        "article",
    ),
    "a short article, dated, in a long page": (
        f"{MENU}\n青溪开展教育\n2023-06-05\n{STORY}\n" + "\n".join(f"夜市第{n}天" for n in range(90)) + f"\n{FOOTER}",
        "article",
    ),
    "a profile in labelled rows": (f"{MENU}\n青溪托儿所\n{PROFILE}\n{FOOTER}", "article"),
}


@pytest.mark.parametrize(("text", "kind"), PAGES.values(), ids=PAGES)
def test_the_kind_of_a_page(text: str, kind: str) -> None:
    assert find_document(text.split("\n")).kind == kind


def test_the_kind_does_not_hang_on_the_order_of_pages() -> None:
    text, kind = PAGES["a list of dated links"]
    for other, _ in PAGES.values():
        find_document(other.split("\n"))
        assert find_document(text.split("\n")).kind == kind


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pages are not here")
def test_labelled_lists_are_lists_and_articles_are_none() -> None:
    missed, taken = [], []
    for line in (SHARED / "data/real-pages/gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        raw = (SHARED / "data/real-pages/html" / f"{record['id']}.html").read_bytes()
        page = read(raw)
        for kind in (
            find_document(record["lines"]).kind,
            find_document(page.text.split("\n"), page.lines).kind,
        ):
            if record["kind"] == "article" and kind != "article":
                taken.append(record["id"])
            elif record["kind"] != "article" and kind == "article":
                missed.append(record["id"])
    assert len(missed) <= 7  # of 42
    assert len(taken) <= 2  # of 128: a table of contents, all links, as text and as HTML
