"""HTML as an input: of the API, the command line, Scrapy and corpora alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengwen
from zhengwen.html import visible_text
from zhengwen.ledger import Ledger, LedgerError

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于防汛的公告 - 青溪县</title>
<meta name="PubDate" content="2024-05-06"></head><body><div class="nav"><a href="/">首页</a> <a href="/b">公开</a></div>
<h1>关于防汛的公告</h1><p>自20245月起，沿岸各单位应提前做好排水准备&nbsp;。</p><p style="display:none">某某娱乐城</p>
<p>附件：<a href="/1.docx">申报表</a></p><p>青溪县水利局</p><p>2024年5月6日</p></body></html>"""


@pytest.mark.parametrize("raw", [PAGE, PAGE.encode(), PAGE.replace("utf-8", "gbk").encode("gbk")])
def test_the_text_that_a_reader_sees_is_cleaned(raw: str | bytes) -> None:
    page = zhengwen.inspect(raw)
    assert page.original == visible_text(raw)
    assert "2024年5月起" in page.text and "<" not in page.text and "娱乐城" not in page.text
    assert page.restore() == raw
    assert [block.text for block in page.hidden] == ["某某娱乐城"]
    assert "F014" in {finding.rule for finding in page.open}


def test_places_are_those_in_the_visible_text() -> None:
    page = zhengwen.inspect(PAGE)
    place = page.text.index("沿岸")
    assert page.original[page.origin(place) :].startswith("沿岸")
    finding = next(one for one in page.fixed if one.rule == "N001")
    assert page.original[finding.start :].startswith("20245月")
    with pytest.raises(ValueError, match="no byte offset"):
        page.byte_origin(0)


def test_the_facts_of_the_head_and_the_files() -> None:
    meta = zhengwen.inspect(PAGE).meta
    assert meta["title"] == "关于防汛的公告" and meta["page_title"] == "关于防汛的公告 - 青溪县"
    assert meta["published"] == "2024-05-06"
    assert meta["attachments"] == [{"name": "申报表", "address": "/1.docx"}]


def test_the_format_may_be_told() -> None:
    assert zhengwen.clean("公告<br>文", format="html") == "公告\n文"
    assert zhengwen.inspect("<p>公告</p>", format="text").text == "<p>公告</p>"
    with pytest.raises(ValueError, match="no format is called 'pdf'"):
        zhengwen.clean("", format="pdf")


def test_nothing_is_cut_inside_the_tags_of_a_text() -> None:
    tag = "<a href='a.html' title='自20245月起,  公告'>"
    page = zhengwen.inspect(f"自20245月起施行。\n见{tag}公告</a>。")
    assert page.text == f"自2024年5月起施行。\n见{tag}公告</a>。"


def test_a_page_that_shows_markup_comes_out_the_same_twice() -> None:
    page = "<p>&lt;p&gt;公告&lt;/p&gt;</p>"
    assert zhengwen.clean(zhengwen.clean(page)) == zhengwen.clean(page)


def test_a_ledger_gives_the_page_back_to_its_text_alone() -> None:
    page = zhengwen.inspect(PAGE.encode())
    written = page.ledger.dumps(page.text)
    assert Ledger.loads(written, page.text).restore(page.text) == PAGE.encode()
    assert Ledger.loads(written) == page.ledger
    with pytest.raises(LedgerError):
        zhengwen.inspect("<html><p>文").ledger.restore("别的")


@settings(max_examples=50, deadline=None)
@given(
    st.binary(max_size=200).map(lambda raw: b"<html>" + raw) | st.text(max_size=200).map(lambda text: "<html>" + text)
)
def test_any_page_is_restored(raw: str | bytes) -> None:
    page = zhengwen.inspect(raw)
    assert page.restore() == raw
    text, written = page.stored()
    assert Ledger.loads(written, text).restore(text) == raw
    assert zhengwen.clean(page.text) == page.text or zhengwen.html.is_html(page.text)


def test_one_text_for_the_api_the_command_line_and_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode())
    expected = zhengwen.clean(PAGE.encode())
    run = [sys.executable, "-m", "zhengwen"]
    made = subprocess.run([*run, "clean", str(path)], capture_output=True, check=True)
    assert made.stdout.decode() == expected and not made.stderr
    told = subprocess.run([*run, "clean", "--format", "text", str(path)], capture_output=True, check=True)
    assert told.stdout.decode().startswith("<!DOCTYPE html>")

    zstandard = pytest.importorskip("zstandard")
    from zhengwen.corpus.runs import restored

    (tmp_path / "pages.jsonl").write_text(json.dumps({"id": "a", "text": PAGE}) + "\n")
    out = tmp_path / "out"
    arguments = [str(path), str(tmp_path / "pages.jsonl"), "--dedup", "none", "-o", str(out)]
    subprocess.run([*run, "corpus", *arguments], capture_output=True, check=True)
    with zstandard.open(out / "pages-00000.jsonl.zst", "rb") as file:
        rows = [json.loads(line) for line in file.read().splitlines()]
    assert [row["text"] for row in rows] == [expected] * 2
    assert {restored(row) if isinstance(restored(row), str) else restored(row).decode() for row in rows} == {PAGE}


def test_a_file_is_restored_by_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode())
    run = [sys.executable, "-m", "zhengwen"]
    subprocess.run([*run, "clean", "--in-place", str(path)], check=True)
    assert path.read_text().startswith(zhengwen.clean(PAGE)[:5])
    subprocess.run([*run, "restore", "--in-place", str(path)], check=True)
    assert path.read_bytes() == PAGE.encode()
