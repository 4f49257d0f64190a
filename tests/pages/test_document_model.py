"""The page model: where the document stands, what it is called, and what is never cut."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from zhengwen.html import read
from zhengwen.pages.document import weights as table
from zhengwen.pages.document.find import Division, find_document, find_in_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
STORY = """
首页
要闻
国内
财经
教育
首页 >> 国内 >> 正文
青溪县中小学开展防溺水教育
2023-06-05 08:12 来源：青溪日报
暑期将至，青溪县各中小学近日开展防溺水主题教育，邀请消防救援人员走进课堂，讲解自救和互救知识。
“看到有人落水，首先要大声呼救，并拨打报警电话。”消防员王伟一边演示一边说，不能手拉手下水救人。
据介绍，全县已有46所学校参加活动，覆盖学生2万多人，下一步还将走进乡村和社区。
责任编辑：李明
* 老街夜市恢复营业
* 他把旧书送进山里
* 三代人守护一座桥
* 河边的早茶摊
关于我们 | 广告服务 | 联系我们
版权所有 青溪新闻网 京ICP备00000000号
""".strip()


def kept(division: Division, lines: list[str]) -> list[str]:
    return [lines[number] for number, gone in zip(division.numbers, division.cut, strict=True) if not gone]


def test_the_site_goes_and_the_document_stays() -> None:
    lines = STORY.split("\n")
    left = kept(find_document(lines), lines)
    assert left[:5] == lines[6:11]
    assert not set(left) & set(lines[12:])


def test_title_date_and_source_come_from_one_place() -> None:
    heading = find_in_text(STORY).heading
    assert (heading.title, heading.source) == ("青溪县中小学开展防溺水教育", "青溪日报")
    assert heading.published.startswith("2023-06-05")


def test_a_cut_says_how_likely_it_is_and_why() -> None:
    division = find_in_text(STORY)
    row = division.rows.index(next(line for line in division.rows if "旧书" in line.text))
    assert division.cut[row]
    assert division.scores[row] < 0.31
    assert len(division.reasons(row)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "山里的灯\n\n山里的灯亮了\n像谁把星星放在窗台\n河水绕过石桥\n把月亮洗得更白",
        "菜价\n品名 单位 价格\n白菜 元/斤 1.20\n菠菜 元/斤 2.50\n土豆 元/斤 1.80\n鸡蛋 元/斤 5.20",
        "名单\n城东水厂二期工程\n柳湾镇农田项目\n青溪中学扩建工程\n城北公园改造工程",
    ],
    ids=["verse", "a price list", "a list of projects"],
)
def test_where_nothing_is_the_sites_nothing_goes(text: str) -> None:
    assert not any(find_in_text(text).cut)


def test_a_signature_stays_with_its_date() -> None:
    lines = STORY.replace("责任编辑：李明", "青溪县教育局\n2023年6月5日").split("\n")
    assert kept(find_document(lines), lines)[-2:] == ["青溪县教育局", "2023年6月5日"]


def test_what_a_line_announces_stays() -> None:
    lines = STORY.replace(
        "责任编辑：李明", "现将参加活动的学校名单公布如下，请社会各界监督：\n青溪一中\n柳湾小学"
    ).split("\n")
    assert {"青溪一中", "柳湾小学"} <= set(kept(find_document(lines), lines))


LIST_OF_OTHERS = "\n".join(
    f"2024-0{month}-1{month}\n{title}"
    for month, title in zip((8, 7, 6, 5), "河岸步道开放 老师获奖 夏天的雨 市场开张".split(), strict=True)
)


def test_a_list_of_dated_titles_below_the_text_goes_without_a_heading() -> None:
    lines = STORY.replace("责任编辑：李明", LIST_OF_OTHERS).split("\n")
    left = kept(find_document(lines), lines)
    assert left[-1] == lines[10]


def test_a_chronology_in_the_text_stays() -> None:
    years = "\n".join(f"2019-0{month}-1{month}\n第{month}批学员结业" for month in (3, 5, 7, 9))
    lines = STORY.replace("据介绍，", f"活动经过如下：\n{years}\n据介绍，").split("\n")
    left = kept(find_document(lines), lines)
    assert [line for line in years.split("\n") if line not in left] == []


def test_a_long_menu_above_a_sure_title_goes() -> None:
    menu = "\n".join(f"{place}新闻" for place in "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青")
    lines = STORY.replace("首页\n要闻", f"首页\n{menu}\n要闻").split("\n")
    assert not set(menu.split("\n")) & set(kept(find_document(lines), lines))


def test_a_page_of_labels_and_values_loses_none() -> None:
    labels = "机构名称 负责人 地址 电话 核定人数 实际人数 评鉴等级 开放时间 室内面积 室外面积".split()
    values = "青溪托儿所 王某 东街1号 0000-000000 50人 46人 乙等 8:00至17:00 161平方米 111平方米".split()
    rows = [f"{label}：{value}" for label, value in zip(labels, values, strict=True)]
    lines = ["首页", "服务查询", "首页 > 服务查询 > 机构资料", "机构资料", *rows, "网站地图", "版权所有 青溪县政府"]
    assert set(rows) <= set(kept(find_document(lines), lines))


def test_a_page_of_one_paragraph_keeps_it() -> None:
    menu = "\n".join(
        f"{what}\n{what}动态" for what in "科研 项目 成果 学术 平台 团队 政策 下载 期刊 学会 合作 转化".split()
    )
    text = "2月28日，省教育厅来我校考察创新创业工作，副校长介绍了学校的做法，双方就共建平台进行了交流并参观了实验室。"
    lines = f"{menu}\n福建省考察团来我校\n发布时间：2017-03-01\n{text}\n版权所有 某大学\n联系我们 | 网站地图".split(
        "\n"
    )
    assert text in kept(find_document(lines), lines)


def test_a_piece_of_a_sentence_that_was_a_link_stays() -> None:
    lines = STORY.replace(
        "据介绍，",
        "谷歌\n微博\n在2014年收购的公司开发出一款能用自己的记忆学习新知识的电脑，并回答问题，引起关注。\n据介绍，",
    ).split("\n")
    assert "微博" in kept(find_document(lines), lines)


def test_blank_lines_are_no_rows() -> None:
    assert find_document(["", " ", "\N{IDEOGRAPHIC SPACE}"]).numbers == ()


def test_in_html_a_list_of_links_without_any_words_of_a_site_goes() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY.split("\n") if line.endswith("。"))
    links = "".join(
        f"<li><a href='/{n}'>{word}</a></li>" for n, word in enumerate("老街夜市 旧书进山 守护石桥".split())
    )
    aside = f"<aside class='sidebar'><ul>{links}</ul></aside>"
    page = read(f"<body><nav><a href='/'>首页</a></nav><div class='article'><h1>青溪开展教育</h1>{story}</div>{aside}")
    lines = page.text.split("\n")
    division = find_document(lines, page.lines)
    gone = {lines[number].strip("* ") for number, cut in zip(division.numbers, division.cut, strict=True) if cut}
    assert gone >= {"首页", "老街夜市", "旧书进山", "守护石桥"}
    assert not any(line.endswith("。") or "青溪" in line for line in gone)


def test_the_weights_of_markup_are_whole() -> None:
    weights = table.markup_weights()
    assert all(len(scores) == len(table.STATES) for scores in weights.shows.values())
    assert {"kind=SITE", "linked=4", "block=0", "name=menu"} <= weights.shows.keys()


def test_the_table_is_whole() -> None:
    weights = table.weights()
    assert all(len(scores) == len(table.STATES) for scores in weights.shows.values())
    assert {"kind=SITE", "core=in0"} <= weights.shows.keys()


@pytest.mark.parametrize(
    "line", ["a " * 200_000, "* " * 100_000, "The " + "x" * 300_000, "：" * 100_000, "2023-" * 50_000, "《" * 100_000]
)
def test_hostile_lines_cost_little(line: str) -> None:
    begun = time.process_time()
    find_document([*STORY.split("\n"), line])
    assert time.process_time() - begun < 3


def test_cost_grows_with_the_page_only() -> None:
    begun = time.process_time()
    find_document(STORY.split("\n") * 200)
    assert time.process_time() - begun < 5


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled pages are not here")
def test_no_labelled_document_loses_more_than_a_fiftieth() -> None:
    lost = []
    for line in (SHARED / "data/real-pages/gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        division = find_document(record["lines"])
        gone = {number for number, cut in zip(division.numbers, division.cut, strict=True) if cut}
        ours = sum(len(record["lines"][i].strip()) for i in record["keep"])
        cut = sum(len(record["lines"][i].strip()) for i in record["keep"] if i in gone)
        if cut > 0.02 * ours:
            lost.append((record["id"], cut, ours))
    assert not lost
