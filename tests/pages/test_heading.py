"""Title, date and source of whole pages, in the forms in which sites show them."""

from __future__ import annotations

import pytest

import zhengwen
from zhengwen.pages.document.stated import Names, Stated, compact
from zhengwen.pages.labels import is_of_an_event
from zhengwen.pages.listed_lines import is_listed
from zhengwen.pages.names import first_name

BODY = (
    "<p>连日来，青溪县各单位组织干部职工到河堤植树，累计栽种杨柳两千余株，沿河绿化带已经初具规模。</p>"
    "<p>县林业局负责人表示，下一步将加强管护，确保成活率，并把植树与河道治理结合起来。</p>"
)
MENU = "<div class='nav'><a href='/'>首页</a><a href='/a'>政务公开</a><a href='/b'>互动交流</a></div>"
CRUMBS = "<div class='wz'>当前位置：<a href='/'>首页</a> &gt; <a href='/x'>政务要闻</a> &gt; 正文</div>"
FOOT = "<div class='foot'><p>主办：青溪县人民政府办公室</p><p>网站标识码：0000000001</p></div>"


def page(head: str, top: str, body: str = BODY) -> dict[str, object]:
    inside = f"{MENU}{CRUMBS}{top}<div class='TRS_Editor'>{body}</div>{FOOT}"
    return dict(zhengwen.inspect(f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>").meta)


NAME = "沿河绿化带初具规模"
TITLES = {
    "h1": ("", f"<h1>{NAME}</h1>"),
    "what the window's title begins with": (f"<title>{NAME}_青溪县人民政府</title>", f"<h4>{NAME}</h4>"),
    "a class alone": ("<title>青溪县人民政府</title>", f"<div class='bt'>{NAME}</div><p>2023-06-05</p>"),
    "below the site's name as h1": (
        f"<title>{NAME}-青溪县人民政府门户网站</title>",
        f"<h1>青溪县人民政府门户网站</h1><p>{NAME}</p>",
    ),
    "below the column as h1": (f"<title>{NAME} - 政务要闻</title>", f"<h1>政务要闻</h1><h2>{NAME}</h2>"),
    "what <meta> calls it": (
        f"<meta name='ArticleTitle' content='{NAME}'><title>青溪</title>",
        f"<p>{NAME}</p>",
    ),
    "no mark before the site's name": (f"<title>{NAME}青溪网</title>", f"<p>{NAME}</p>"),
    "cut short in the window": (f"<title>{NAME}两千余株…_青溪网</title>", f"<p>{NAME}两千余株杨柳成荫</p>"),
}


@pytest.mark.parametrize(("head", "top"), TITLES.values(), ids=TITLES.keys())
def test_the_title_of_a_page(head: str, top: str) -> None:
    assert str(page(head, top)["title"]).startswith(NAME)


def test_a_title_in_two_elements_is_one_where_the_page_says_so() -> None:
    head = "<title>青溪县人民政府关于春季植树的通知_青溪网</title>"
    meta = page(head, "<h1>青溪县人民政府<br>关于春季植树的通知</h1>")
    assert meta["title"] == "青溪县人民政府关于春季植树的通知"


BYLINES = [
    ("时间发布：2023-06-12 09:51 来源：青溪日报", "2023-06-12T09:51", "青溪日报"),
    ("来源：青溪日报 2016-08-11 08:13:00", "2016-08-11T08:13:00", "青溪日报"),
    ("2019年10月08日 来源: 《青溪日报》 作者: 王某", "2019-10-08", "《青溪日报》"),
    ("( 2024-05-11)", "2024-05-11", None),
    ("本文来源于青溪日报　2024-05-20 09:47:48", "2024-05-20T09:47:48", "青溪日报"),
    ("2005.08.2605:39", "2005-08-26T05:39", None),
    ("發布單位：綠化科　發布日期：113-05-20", "2024-05-20", "綠化科"),
    ("張貼日期：112年5月3日 張貼單位：新聞處", "2023-05-03", "新聞處"),
    ("发布日期：2023-06-12 来源：本站 点击：次", "2023-06-12", None),
    ("更新时间：2023-06-13 发布时间：2023-06-12", "2023-06-12", None),
    ("来源：青溪日报） 2023-06-12", "2023-06-12", "青溪日报"),
]


@pytest.mark.parametrize(("byline", "published", "source"), BYLINES, ids=[case[0] for case in BYLINES])
def test_date_and_source_of_a_page(byline: str, published: str, source: str | None) -> None:
    meta = page(
        "<title>沿河绿化带初具规模_青溪网</title>", f"<h1>沿河绿化带初具规模</h1><div class='info'>{byline}</div>"
    )
    assert meta.get("published") == published
    expected = {None, source} if source is None else {source, source.strip("《》")}
    assert meta.get("source") in expected


def test_the_nearest_date_is_that_of_the_page_and_not_one_in_its_table() -> None:
    table = (
        "<table><tr><td>招标公告日期</td><td>2021-05-26</td></tr><tr><td>成交日期</td><td>2021-06-09</td></tr></table>"
    )
    meta = page("", "<h1>安防工程成交公告</h1><p>2021年06月10日 17:35 来源： 【打印】</p>", table + BODY)
    assert meta["published"] == "2021-06-10T17:35"
    assert "source" not in meta


def test_a_date_of_the_template_is_asked_last() -> None:
    head = "<meta name='DC.Date' content='2014-01-01'><title>植樹活動</title>"
    assert page(head, "<h2>植樹活動</h2><p>更新日期：113-03-21</p>")["published"] == "2024-03-21"
    assert page(head, "<h2>植樹活動</h2>")["published"] == "2014-01-01"


def test_the_meta_of_html_is_the_same_without_the_lines_that_were_kept_for_it() -> None:
    import pickle

    top = "<h1>沿河绿化</h1><p>2023-06-05 来源：青溪日报</p>"
    raw = f"<html><title>沿河绿化_青溪网</title>{MENU}{top}{BODY}{FOOT}".encode("gbk")
    cleaned = zhengwen.inspect(raw, format="html")
    sent = pickle.loads(pickle.dumps(zhengwen.inspect(raw, format="html")))
    from zhengwen.pages.document import find

    find.find_in_html.cache_clear()
    assert sent.meta == cleaned.meta
    assert sent.meta["title"] == "沿河绿化"


@pytest.mark.parametrize(
    ("line", "above", "below"),
    [
        ("A. 市场起决定性作用", "1.下列说法正确的是( )", "B. 政府起决定性作用"),
        ("风向:东南风3~4级", "气温:18~25℃", "湿度:60%"),
        ("早餐:豆浆 油条", "星期一", "午餐:米饭"),
        ("张某 男 汉族 拟任某局副局长", "拟任职人员公示名单", "李某 女 回族 拟任某院副院长"),
        ("中国政府网 http://www.example.cn", "相关网站:", ""),
        ("第一章 总则……………1", "目 录", "第二章 附则……………9"),
        ("1983.09—1987.07 某某大学学习", "", "1987.07—1992.03 某某县干事"),
    ],
)
def test_a_line_of_a_list_is_no_title(line: str, above: str, below: str) -> None:
    assert is_listed(line, above, below)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("外国专家:合作符合各方利益", "来源:青溪日报"),
        ("1路公交车时刻表", "首班车:06:00"),
        ("2#、3#宿舍楼改造工程招标公告", "2019-07-11"),
        ("规模不变 年内再加息", "青溪日报 2023-06-15"),
    ],
)
def test_a_title_is_no_line_of_a_list(line: str, below: str) -> None:
    assert not is_listed(line, "", below)


def test_the_time_of_a_meeting_or_a_letter_is_no_date_of_the_page() -> None:
    assert (
        "published"
        not in zhengwen.inspect("会议议程\n时间：2023年4月12日（星期三）上午9:00\n地点：三楼会议室\n议题：植树").meta
    )
    letter = "发件人：张三\n收件人：李四\n日期：2023-03-01 10:00\n主题：关于会议室调整的说明\n请按新安排使用会议室。"
    meta = zhengwen.inspect(letter).meta
    assert "published" not in meta
    assert meta["title"] == "关于会议室调整的说明"
    assert not is_of_an_event(["发布单位：县林业局", "2023-02-16"])


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("青溪日报） 2005-08-26", "青溪日报"),
        ("《青溪日报》 作者：王某", "青溪日报"),
        ("人民网－人民日报", "人民网－人民日报"),
        ("【打印】", ""),
        ("作者：王某", ""),
        ("本站", ""),
        ("2023-06-05", ""),
    ],
)
def test_the_name_behind_a_label(raw: str, name: str) -> None:
    from zhengwen.text.folding import fold

    assert first_name(raw, fold(raw)) == name


def test_a_column_is_called_so_elsewhere_too_and_is_no_title() -> None:
    names = Names(Stated(("植树通知_通知公告_青溪网",), "青溪网"), [])
    assert names.agreement("植树通知") > 5 > names.agreement("通知公告") >= 0
    assert names.agreement("青溪网") < 0
    assert compact("* 植树 通知") == "植树通知"
