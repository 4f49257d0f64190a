"""The files that a page links to: a name and a whole address each."""

from __future__ import annotations

import pytest

import zhengwen
from zhengwen import html
from zhengwen.html._attachments import base_of, joined

PAGE = "<html><head>{}</head><body><h1>关于申报的通知</h1><p>请各单位按要求申报。</p>{}</body></html>"


def attached(link: str, head: str = "", **meta: str) -> list[dict[str, str]]:
    found = zhengwen.Pipeline.default().run(PAGE.format(head, link), meta=meta, format="html").meta
    return [dict(one) for one in found.get("attachments", [])]


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='1.docx'>申报表</a>", "申报表"),
        ("<a href='1.docx'>附件1：申报表.docx</a>", "附件1：申报表.docx"),
        ("<a href='1.docx' title='申报表.docx'>点击下载</a>", "申报表.docx"),
        ("<a href='1.docx' title='申报表.docx'><img src='icon.gif'></a>", "申报表.docx"),
        ("<a href='/f/%E7%94%B3%E6%8A%A5%E8%A1%A8.docx'></a>", "申报表.docx"),
        ("<a href='down.jsp?id=7'>申报表.xlsx</a>", "申报表.xlsx"),
        ("<a href='x' download='申报表.pdf'>下载</a>", "申报表.pdf"),
        ("<a href='1.docx'>下载</a>", "下载"),
    ],
)
def test_the_name_of_an_attachment(link: str, name: str) -> None:
    assert [one["name"] for one in attached(link)] == [name]


@pytest.mark.parametrize(
    "link", ["<a href='#'>附件.docx</a>", "<a href='javascript:f(1)'>表.docx</a>", "<a href='2.html'>附件</a>"]
)
def test_what_is_no_attachment(link: str) -> None:
    assert attached(link) == []


@pytest.mark.parametrize(
    ("page", "head", "address", "whole"),
    [
        ("https://a.gov.cn/x/2.html", "", "./1.docx", "https://a.gov.cn/x/1.docx"),
        ("https://a.gov.cn/x/2.html", "", "/f/1.docx", "https://a.gov.cn/f/1.docx"),
        ("https://a.gov.cn/x/2.html", "", "//f.gov.cn/1.docx", "https://f.gov.cn/1.docx"),
        ("https://a.gov.cn/x/2.html", "<base href='/files/'>", "1.docx", "https://a.gov.cn/files/1.docx"),
        ("", "<base href='https://b.gov.cn/files/'><base href='/c/'>", "1.docx", "https://b.gov.cn/files/1.docx"),
        ("", "<meta property='og:url' content='https://a.gov.cn/x/2.html'>", "1.docx", "https://a.gov.cn/x/1.docx"),
        ("", "", "1.docx", "1.docx"),
        ("2.html", "<base href='/files/'>", "1.docx", "1.docx"),
        ("https://a.gov.cn/x/2.html", "", "http://[::1/1.docx", "http://[::1/1.docx"),
        ("https://a.gov.cn/x/2.html", "<base href='http://['>", "1.docx", "1.docx"),
    ],
)
def test_addresses_are_whole_where_the_base_is_known(page: str, head: str, address: str, whole: str) -> None:
    meta = {"url": page} if page else {}
    assert attached(f"<a href='{address}'>申报表.docx</a>", head, **meta) == [{"name": "申报表.docx", "address": whole}]


def test_what_is_read_keeps_the_addresses_as_they_are_spelled() -> None:
    document = html.read(PAGE.format("<base href='https://b.gov.cn/'>", "<a href='./1.docx'>申报表</a>"))
    assert document.attachments[0].address == "./1.docx"
    assert document.base == "https://b.gov.cn/"
    assert document.located()[0].address == "https://b.gov.cn/1.docx"


def test_a_base_that_is_no_whole_address_is_none() -> None:
    assert base_of("", "/files/") == base_of("x.html", "") == ""
    assert joined("", "1.docx") == "1.docx"
