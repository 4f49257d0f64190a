"""What is no prose is known by its lines, and prose with a sign of it stays prose."""

import time
from pathlib import Path

import pytest

from zhengwen import Pipeline
from zhengwen.page import Page
from zhengwen.pages.markdown import is_markdown
from zhengwen.pages.not_prose import Kind, is_prose, kind_at, passages

SOUND = Path(__file__).parents[3] / "shared" / "cases" / "sound"
# Either reading is right in these: `,` of a chemist's list, no-break spaces of French, blank lines at the end.
DISPUTABLE = "bilingual_interleaved chem french_nbsp".split()

CODE = """/* 排序 */
#include <stdio.h>

int main(void) {
    int a[] = {5, 3};
    for (int i = 0; i < 2; i++) {
        printf("%d ", a[i]);   // 输出结果;后面有空格
    }
    return 0;
}"""
PYTHON = """import json

def read(path):
    with open(path) as file:  # 打开文件,读取内容
        return json.load(file)

data = read("a.json")"""
SQL = "SELECT 姓名, 年龄 FROM 人员;\nUPDATE 人员 SET 年龄 = 30;\nDELETE FROM 人员 WHERE 年龄 > 60;\nmain(1);"
XML = '<?xml version="1.0"?>\n<notice>\n<title level="1">通知,公告</title>\n<text>会议召开,通过决议.</text>\n</notice>'
JSON = '{\n  "标题": "通知,公告",\n  "日期": "2022 年 5 月"\n}'
YAML = "站点:\n  名称: 某市,政府网站\n  栏目:\n    - 政务公开\n    - 新闻动态"
CSV = '姓名,性别,出生年月,备注\n赵伟,女,196907,""\n钱芳,男,198310,"借调,至2023年"\n孙丽,男,196507,"在编"'
DIFF = "--- a/通知.txt\n+++ b/通知.txt\n@@ -1,2 +1,2 @@\n-会议召开,通过决议.\n+会议召开，通过决议。"
FRAME = "┌────┬────┐\n│序号│名称  │\n├────┼────┤\n│1   │电脑  │\n└────┴────┘"
ASCII_FRAME = "+------+------+\n| 序号 | 名称   |\n+------+------+\n| 1    | 电脑   |\n+------+------+"
INI = "# 站点配置\n[site]\nname = 某县,人民政府\n; 是否启用\nenabled = true"
TEX = "\\documentclass{ctexart}\n\\begin{document}\n设 $a>0$,则方程有解.\n\\end{document}"
SUBTITLE = "00:00:03,037 --> 00:00:05,091"
FENCED = "说明如下。\n```\n会议召开,通过决议.\n```"
TABS = "日期\t天气\t气温\n5月10日\t小雨\t24℃\n5月11日\t多云\t26℃"

MARKDOWN = "# 使用说明  \n\n* 第一步；\n* 第二步。\n\n[首页](index.md)"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(CODE, Kind.CODE, id="C"),
        pytest.param(PYTHON, Kind.CODE, id="Python"),
        pytest.param(SQL, Kind.CODE, id="SQL"),
        pytest.param(XML, Kind.MARKUP, id="XML"),
        pytest.param(JSON, Kind.DATA, id="JSON"),
        pytest.param(YAML, Kind.DATA, id="YAML"),
        pytest.param(CSV, Kind.DATA, id="CSV"),
        pytest.param(DIFF.replace("\n", "\n\n"), Kind.DIFF, id="diff in paragraphs of HTML"),
        pytest.param(CODE.replace("\n", "\n\n"), Kind.CODE, id="C in paragraphs of HTML"),
        pytest.param(INI, Kind.DATA, id="settings"),
        pytest.param(TEX, Kind.CODE, id="TeX"),
        pytest.param(DIFF, Kind.DIFF, id="diff"),
        pytest.param(FRAME, Kind.DRAWING, id="frame"),
        pytest.param(ASCII_FRAME, Kind.DRAWING, id="frame of plus and minus signs"),
        pytest.param(SUBTITLE, Kind.DRAWING, id="time code of a subtitle"),
        pytest.param(TABS, Kind.TABLE, id="columns parted by tabs"),
    ],
)
def test_every_line_of_it_is_known(text: str, kind: Kind) -> None:
    page = Page(text)
    assert {kind_at(page, line.start) for line in page.lines if line.text} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("会议召开,听取汇报;通过决议,并作部署.", id="one folded line"),
        pytest.param(
            "会议召开,听取汇报,作出部署。\n会议强调,提高认识,狠抓落实。\n会议要求,加强领导,压实责任。",
            id="sentences with commas",
        ),
        pytest.param(
            "加强领导,落实责任,确保安全\n提高认识,统一思想,狠抓落实\n明确任务,强化措施,务求实效", id="slogans"
        ),
        pytest.param("来源: 教育局\n时间: 2022-05-10\n作者: 张三", id="labels"),
        pytest.param(
            "通知正文<br/>第二段在此，请各单位遵照执行，并按时报送有关材料。", id="a tag left over in a sentence"
        ),
        pytest.param("立法會  ─  2013年 1月 9日", id="a line of a frame as a dash"),
        pytest.param("附件：\t1.推荐表", id="one tab"),
        pytest.param("（一）总则;\n（二）分则;\n（三）附则。", id="items with folded semicolons"),
        pytest.param("A > B，且 B > C；a = b + c。", id="mathematics"),
        pytest.param("发件人: 李四\n> 好的，没问题。\n> 时间改到周四。", id="a quoted mail"),
    ],
)
def test_prose_stays_prose(text: str) -> None:
    assert Page(text).view(passages) == ()


def test_prose_around_a_passage_stays_prose() -> None:
    page = Page(f"会议召开，通过决议。\n{CODE}\n会议结束，各自返回。")
    assert is_prose(page, 0)
    assert not is_prose(page, page.text.index("#include"))
    assert is_prose(page, page.text.index("会议结束"))


def test_a_fence_encloses_what_it_holds() -> None:
    page = Page(FENCED)
    assert is_prose(page, 0)
    assert kind_at(page, page.text.index("会议")) is Kind.CODE


def test_cells_of_a_table_may_hold_sentences() -> None:
    assert is_prose(Page(TABS), 0)


def test_two_signs_make_a_page_markdown() -> None:
    assert is_markdown(Page(MARKDOWN))
    assert not is_markdown(Page("# 通知\n会议召开，通过决议。"))


@pytest.mark.parametrize("text", [CODE, PYTHON, SQL, XML, JSON, YAML, CSV, DIFF, FRAME, ASCII_FRAME, MARKDOWN])
def test_filters_of_sentences_leave_it_alone(text: str) -> None:
    assert Pipeline.default().select("N", "P", "W").run(text).text == text


@pytest.mark.skipif(not SOUND.is_dir(), reason="the shared sound texts are not here")
def test_sound_texts_stay() -> None:
    pipeline = Pipeline.default().select("N", "P", "W").without("W001")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOUND.glob("*.txt"))}
    changed = [name for name, text in texts.items() if pipeline.run(text).text != text]
    assert not set(changed) - set(DISPUTABLE)


@pytest.mark.parametrize(
    "text",
    [
        "a(" * 100_000,
        "<" * 200_000,
        "a,b\n" * 50_000,
        "|a|\n" * 50_000,
        "甲:\n  乙: 丙\n" * 20_000,
        "```\n" * 50_000,
        '"' * 200_000,
    ],
)
def test_hostile_pages_are_linear(text: str) -> None:
    start = time.perf_counter()
    Page(text).view(passages)
    assert time.perf_counter() - start < 10
