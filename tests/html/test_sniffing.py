"""What is a page of HTML, and what is a text that holds a tag."""

from __future__ import annotations

import time

import pytest

import zhengwen
from zhengwen.html import is_html

PAGES = [
    "<!DOCTYPE html><p>文",
    "  \n<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
    "\ufeff<html lang=zh><body>文",
    "<HEAD><title>",
    "<body>文",
    "<script src=a.js></script>文",
    "<style>p{}</style>文",
    "<title>公告</title>文",
    "<iframe src=a></iframe>",
    "<div class=TRS_Editor>\n<p>第一段</p>\n<p>第二段</p>\n</div>",
    "<p>第一段</p><p>第二段</p>",
    "<h1>公告</h1>\n<p>文",
    "<table><tr><td>甲",
    "<!-- 正文 --><p>文</p>",
    "<!--http://www.example.gov.cn/1.shtml-->\n<html><head>" + "\n第一段。" * 9,
    "<font size=3>文</font>",
    "<br>文<br>",
    "<a href=x>文</a>",
    "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC 'x'>\n<html>",
    "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
]
TEXTS = {
    "no tag": "公告\n文",
    "nothing": "",
    "marks alone": "\ufeff\u200b\ufeff",
    "a text behind a mark": "\ufeff公告 <p>",
    "a tag below the first line": "公告\n<p>文</p>",
    "a comparison": "< 3 件",
    "brackets of an old file": "<<关于防汛的公告>>\n第一条",
    "an element that no page begins with": "<附件>关于防汛的公告",
    "a longer name": "<paper>文",
    "a tag at the head of a text": "<b>公告</b>\n" + "第一段。\n" * 9,
    "a link at the head of a text": "<a href=x>来源</a>\n\n第一段。\n\n第二段。\n\n第三段。\n\n第四段。\n\n第五段。",
    "a feed": "<?xml version='1.0'?><rss><channel>",
    "a mark of an arrow": "<- 返回",
    "a comment that is none": "<!--注-",
    "a comment at the head of a text": "<!--注释-->\n第一段。\n第二段。\n第三段。",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_begins_like_a_page_is_one(page: str, encoding: str) -> None:
    assert is_html(page.encode(encoding) if encoding else page)


UNSEEN = ["\ufeff\ufeff", "\u200b\n\ufeff ", "ï»¿", "ï»¿\ufeff", "\0", "\n\u2060\n"]


@pytest.mark.parametrize("head", UNSEEN, ids=ascii)
@pytest.mark.parametrize("encoding", ["", "utf-8", "gb18030", "utf-16"])
def test_what_nobody_sees_in_front_of_the_first_tag_is_no_text(head: str, encoding: str) -> None:
    page = f"{head}<html lang=zh><body><p>关于放假的通知</p><p>放假三天。</p></body></html>"
    assert is_html(page)
    cleaned = zhengwen.inspect(page.encode(encoding) if encoding else page)
    assert cleaned.ledger.html is not None
    assert "放假三天。" in cleaned.text.splitlines()


@pytest.mark.parametrize("label", TEXTS)
def test_what_does_not_is_a_text(label: str) -> None:
    assert not is_html(TEXTS[label])
    assert not is_html(TEXTS[label].encode())


@pytest.mark.parametrize("head", ["", "<?xml version='1.0'?>"])
@pytest.mark.parametrize("piece", ["<!-- -->", "<!--", "<!---->-->", "<?a?>"])
def test_hostile_heads_are_linear(head: str, piece: str) -> None:
    start = time.perf_counter()
    is_html(head + piece * 400)
    assert time.perf_counter() - start < 1
