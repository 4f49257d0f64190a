"""HTML without a browser at hand: what is read of pages, and that none of them stops a run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resiliparse")

from zhengwen.corpus.records._html import read_html

PAGE = """<html><head><meta charset="utf-8"><title>公告 - 青溪县</title><style>p{}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/b">公开</a></div>
<h1>关于防汛的公告</h1><p>第一段<br>换行</p><p style="DISPLAY: none">藏着</p><div hidden>藏着</div>
<table><tr><th>项目</th><th>金额</th></tr><tr><td>堤防</td><td>12万元</td></tr></table>
<ul><li>甲</li><li>乙</li></ul><figure><figcaption>图注</figcaption></figure><script>x()</script></body></html>"""


def test_what_is_shown_and_the_title() -> None:
    page = read_html(PAGE.encode())
    assert page.text == "首页 公开\n关于防汛的公告\n\n第一段\n换行\n\n项目\t金额\n堤防\t12万元\n甲\n乙\n图注"
    assert page.title == "公告 - 青溪县"


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"\x00\xff\xfe",
        b"<",
        b"<frameset><frame src=a></frameset>",
        b"<div>" * 100_000 + "文".encode(),
        b"<table>" * 3000 + "文".encode(),
        b"<b>" * 3000 + b"<p>" * 3000 + "文".encode(),
        b"<p " + b"a=1 " * 50_000 + b">" + "文".encode(),
        "<p>文\ud800</p>".encode("utf-8", "surrogatepass"),
    ],
    ids=["empty", "bytes", "mark", "frames", "deep", "tables", "misnested", "attributes", "surrogate"],
)
def test_no_page_is_too_odd(html: bytes) -> None:
    assert isinstance(read_html(html).text, str)


def test_a_run_keeps_the_title_and_restores_the_text(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    from zhengwen.corpus.runs import restored

    (tmp_path / "page.html").write_text(PAGE)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "zhengwen", "corpus", str(tmp_path / "page.html"), "-o", str(out)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with zstandard.open(out / "pages-00000.jsonl.zst", "rb") as file:
        row = json.loads(file.read())
    assert row["title"] == "公告 - 青溪县"
    assert restored(row) == read_html(PAGE.encode()).text
