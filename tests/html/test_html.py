"""HTML without a browser at hand: what is read of pages, and that none of them stops a run."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwen import html
from zhengwen.html import Attachment

CASES = {
    case["label"]: case for case in tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]
}
PAGE = """<html><head><meta charset="utf-8"><title>关于防汛的公告 - 青溪县</title>
<meta name="ArticleTitle" content="关于防汛的公告"><meta name="PubDate" content="2024-05-06 09:08">
<meta name="ContentSource" content="青溪县水利局"><meta name="ColumnName" content="公告">
<meta name="SiteIDCode" content="3300000001">
<meta name="Keywords" content="防汛,公告"><meta property="og:site_name" content="青溪县"></head><body>
<nav id="top"><a href="/">首页</a> <a href="/b">公开</a></nav>
<div class="main TRS_Editor"><article><h1>关于防汛的公告</h1><p>第一段，见<a href="/x">通知</a>。</p>
<ul><li>甲</li></ul><table><tr><th>项目</th><th>金额</th></tr><tr><td>堤防</td><td>12万元</td></tr></table>
<p>附件：<a href="/files/1.docx">防汛申报表</a> <a href="/d?id=7">名单.xlsx</a> <a href="/d?id=8">附件2：图</a></p>
</article></div>
<form><button>提交</button></form><script>x()</script></body></html>"""


@pytest.mark.parametrize("label", CASES)
def test_what_is_read(label: str) -> None:
    case = CASES[label]
    page = html.read(f"<!DOCTYPE html><meta charset=utf-8>{case['html']}")
    assert page.text == case["text"]
    hidden = [[block.kind, "" if block.kept else block.text] for block in page.hidden]
    assert hidden == case.get("hidden", [])


def test_lines_are_those_of_the_text() -> None:
    page = html.read(PAGE)
    assert "\n".join(line.text for line in page.lines) == page.text == html.visible_text(PAGE.encode())


def test_the_markup_of_lines() -> None:
    lines = {line.text: line for line in html.read(PAGE).lines}
    menu, title, item, row = lines["首页 公开"], lines["关于防汛的公告"], lines["甲"], lines["堤防\t12万元"]
    assert (menu.landmarks, menu.path, menu.links, round(menu.link_density, 1)) == (("nav",), "#top", 2, 0.8)
    assert (title.tag, title.heading, title.landmarks, title.path) == ("h1", 1, ("article",), ".main.TRS_Editor")
    assert item.in_list and item.tag == "li"
    assert (row.cells, row.row, row.tag) == (2, 1, "td")
    assert lines["提交"].control == "button"


def test_what_the_head_states() -> None:
    assert dict(html.read(PAGE).meta) == {
        "title": "关于防汛的公告",
        "published": "2024-05-06T09:08",
        "source": "青溪县水利局",
        "column": "公告",
        "site_id": "3300000001",
        "site_name": "青溪县",
        "keywords": "防汛,公告",
        "page_title": "关于防汛的公告 - 青溪县",
    }


def test_the_files_of_a_page() -> None:
    assert html.read(PAGE).attachments == (
        Attachment("防汛申报表", "/files/1.docx"),
        Attachment("名单.xlsx", "/d?id=7"),
        Attachment("附件2：图", "/d?id=8"),
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("公告_青溪县人民政府", {"title": "公告"}),
        ("青溪县人民政府 - 公告", {"title": "公告"}),
        ("公告-通知公告-青溪县人民政府", {"title": "公告"}),
        ("2024-2025年规划", {"stated_title": "2024-2025年规划"}),
        ("别的事情 | 青溪县", {"stated_title": "别的事情"}),
        ("别的事情 | 某网", {"stated_title": "别的事情 | 某网"}),
        ("首页", {"stated_title": "首页"}),
        ("", {}),
    ],
)
def test_the_title_less_the_name_of_the_site(title: str, expected: dict[str, str]) -> None:
    page = f"<title>{title}</title><meta property=og:site_name content=青溪县><p>首页<h1>公告</h1><p>青溪县人民政府"
    meta = html.read(page).meta
    assert {key: meta[key] for key in ("title", "stated_title") if key in meta} == expected


def test_linked_data() -> None:
    page = """<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "公告",
        "datePublished": "2024-05-06T09:08:07+08:00", "author": [{"name": "张三"}]}]}</script><p>文"""
    assert html.read(page).meta == {"stated_title": "公告", "published": "2024-05-06T09:08:07", "author": "张三"}


def test_hidden_blocks_say_where_they_stood() -> None:
    page = html.read(
        "<p>甲</p><div class=x style='display:none'>藏<a href=y>z</a></div><p>乙<span hidden>藏</span>丙</p>"
    )
    assert page.text == "甲\n\n乙丙"
    assert [(block.start, block.links, block.path) for block in page.hidden] == [(3, 1, ".x"), (4, 0, "")]


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("<meta charset=gbk><p>青溪县水利局公告".encode("gbk"), "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=big5'><p>臺北市政府公告".encode("big5"), "cp950"),
        ("<p>青溪县水利局公告".encode("utf-8-sig"), "utf-8"),
        ("<p>青溪县水利局公告".encode("utf-16"), "utf-16-le"),
    ],
)
def test_bytes_are_read_in_their_charset(raw: bytes, charset: str) -> None:
    page = html.read(raw)
    assert page.charset == charset and "公告" in page.text


def test_the_charset_of_a_header() -> None:
    assert html.visible_text("<p>青溪".encode("gbk"), encoding="gbk") == "青溪"
    with pytest.raises(LookupError):
        html.visible_text(b"<p>", encoding="no-such-charset")


def test_undecodable_bytes_stay_what_they_are() -> None:
    assert html.visible_text("<p>青溪县人民政府公告\udcff第一号，现予公布，请遵照执行。") == (
        "青溪县人民政府公告\udcff第一号，现予公布，请遵照执行。"
    )


@pytest.mark.parametrize("raw", [None, 7, ["<p>"]])
def test_what_is_no_page(raw: object) -> None:
    with pytest.raises(TypeError):
        html.visible_text(raw)  # type: ignore[arg-type]


HOSTILE = {
    "empty": "",
    "NULs": "\0<p>\0文\0" * 1000,
    "a lone sign": "<",
    "surrogates": "<p>文\ud800\udfff",
    "frames": "<frameset><frame src=a></frameset>",
    "deep": "<div>" * 100_000 + "文",
    "deep and closed": "<div>" * 100_000 + "文" + "</div>" * 100_000,
    "deep spans, closed as others": "<span>" * 100_000 + "文" + "</div>" * 100_000,
    "deep lists": "<ol><li>" * 50_000 + "文",
    "deep tables": "<table><tr><td>" * 30_000 + "文",
    "misnested": "<b>" * 3000 + "<p>" * 3000 + "文",
    "formatting without end": "".join(f"<i a={n}>" for n in range(20_000)) + "<p>文" * 20_000,
    "unclosed": "<p>文<b>字<li>一<td>二<a href=x>" * 10_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">文</p>",
    "attributes with tags in them": "<p " + " ".join(f"a{n}='<b>'" for n in range(50_000)) + ">文</p>",
    "one line": "<p>" + "文字，" * 3_000_000,
    "signs": "<" * 1_000_000,
    "quotes": '<a href="' * 100_000,
    "comments": "<!--" * 200_000,
    "rules": "<style>"
    + "".join(f".a{n} .b{{display:none}}" for n in range(20_000))
    + "</style>"
    + "<p class=b>文" * 20_000,
    "braces": "<style>" + "{" * 200_000 + "</style>文",
    "spans of cells": "<table>" + "<tr><td rowspan=60000 colspan=1000>文" * 2000,
    "brackets": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>文",
    "a title of parts": "<title>" + "a - " * 50_000 + "</title>文",
    "links in links": "<a href=a.pdf>文<table><tr><td>" * 20_000,
}


@pytest.mark.parametrize(
    "tag",
    [
        f"<input type=hidden name=__VIEWSTATE value='{'a/+b' * 60_000}='>",
        f'<input value="{"一 段 文 字，" * 2000}">',
        f'<p data-x=\'{{"a": "{"b c/" * 5000} > d"}}\' title="{"e f " * 5000}">',
        "<script>" + "if (a <b && c / d) e = 'f'; " * 2000 + "g > h</script>",
    ],
    ids=["the state of a form", "a long value", "long values with a '>'", "a script"],
)
def test_no_real_tag_is_too_long(tag: str) -> None:
    assert html.visible_text(f"<p>前</p>{tag}<p>后</p>").split() == ["前", "后"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_long(name: str) -> None:
    page = HOSTILE[name]
    start = time.process_time()
    text = html.read(page).text
    assert time.process_time() - start < 4 + len(page) / 500_000
    assert "文" in text or "文" not in page or name in ("quotes", "comments")


PIECES = """<p> </p> <b> </b> <table> <tr> <td> </td> </table> <li> <ol> </ol> <ul> <a href=x> </a> <br> <sup> </sup>
<ruby> <rt> </ruby> <details> <summary> <div hidden> </div> <span style='display:none'> </span> <pre> </pre> <template>
</template> <noscript> </noscript> <!-- --> <svg> </svg> <select> <option> <style>p{display:none} </style> <script>
</script> <textarea> </textarea> <title> </title> <frameset> <body> <html> <head> 文 字。 &nbsp; & < > " ' =""".split()
BLANKS = [" ", "\n", "\t", "\0", "\ud800", "\udcff"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *BLANKS]), max_size=60).map("".join) | st.text() | st.binary())
def test_any_input_has_a_text(raw: str | bytes) -> None:
    page = html.read(raw)
    assert "\n".join(line.text for line in page.lines) == page.text
    assert all("\n" not in line.text for line in page.lines)
    assert all(0 <= block.start <= len(page.text) for block in page.hidden)


@pytest.mark.parametrize(
    "page",
    [
        "<p>公<?l x?>告<?php echo 1 ?></p>",
        "<?xml:namespace prefix = o /><p>公告<o:p></o:p></p>",
        "<ul><?a?></ul><p>公<b><?b?></b>告</p><?end?>",
        "<style>p b{color:red}</style><?x?><p><?x?><b>公</b>告<sup><?x?></sup></p>",
        "<details><?x?><summary><?x?>公告</summary></details>",
    ],
)
def test_instructions_show_nothing(page: str) -> None:
    assert html.visible_text(f"<html><body>{page}").strip() == "公告"


@pytest.mark.parametrize("author", ["name, email@example.com", "103553", "sina_mobile"])
def test_an_account_is_no_author(author: str) -> None:
    assert "author" not in html.read(f"<meta name='author' content='{author}'><p>文").meta
