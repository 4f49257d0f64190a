"""The Scrapy pipeline: a real spider in a separate process, with a local server."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from zhengwen import Ledger

pytest.importorskip("scrapy")

SPIDER = """
import sys, json, scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    async def start(self):
        for name in NAMES:
            yield scrapy.Request(BASE + name)
    def parse(self, response):
        if SETTINGS.get("WHOLE_RESPONSE"):
            yield {"url": response.url, "text": response, "title": ""}
        elif SETTINGS.get("ITEM_CLASS"):
            yield Page(url=response.url, text=response.body)
        else:
            yield {"url": response.url, "other": 1, **({} if SETTINGS.get("NO_TEXT") else {"text": response.body})}

class Page(scrapy.Item):
    url = scrapy.Field()
    text = scrapy.Field()

BASE, NAMES, SETTINGS = sys.argv[1], sys.argv[2].split(","), json.loads(sys.argv[3])
process = CrawlerProcess({
    "ITEM_PIPELINES": {"zhengwen.integrations.scrapy.ZhengwenPipeline": 300},
    "FEEDS": {"out.jsonl": {"format": "jsonlines", "encoding": "utf8"}},
    "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "INFO", "CONCURRENT_REQUESTS": 1, **SETTINGS,
})
crawler = process.create_crawler(Pages)
process.crawl(crawler)
process.start()
stats = {k: v for k, v in (crawler.stats.get_stats() if crawler.stats else {}).items() if k.startswith("zhengwen/")}
open("stats.json", "w").write(json.dumps(stats))
"""
NOTICE = (
    "关于做好防汛准备工作的通知\n"
    "截至20225月，全县已完成河道清淤三十公里，加固堤防十二处，储备编织袋十万条。\n"
    "各乡镇要落实责任，加强巡查，发现险情立即报告，确保人民群众生命财产安全。\n"
    "青溪县水利局\n2022年5月31日\n"
)
OTHER = (
    "青溪县图书馆开放时间调整公告\n自六月一日起，图书馆开放时间调整为每日九时至二十一时，周一闭馆整理图书。\n"
    "读者可以凭身份证入馆阅览，借阅图书请先办理读者证。\n"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    pages = tmp_path / "site"
    pages.mkdir()
    (pages / "notice.html").write_bytes(NOTICE.encode("gb18030"))
    (pages / "again.html").write_bytes(NOTICE.replace("立即报告", "及时报告").encode())
    (pages / "other.html").write_bytes(OTHER.encode())
    handler = partial(SimpleHTTPRequestHandler, directory=str(pages))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def crawl(folder: Path, server: str, names: str, **settings: Any) -> tuple[list[dict[str, Any]], dict[str, int], str]:
    """Run the spider; returns its items, the statistics of the pipeline, and the log."""
    (folder / "spider.py").write_text(SPIDER)
    (folder / "out.jsonl").unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "spider.py", server, names, json.dumps(settings)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    out = folder / "out.jsonl"
    items = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
    return items, json.loads((folder / "stats.json").read_text()), done.stderr


def test_items_are_cleaned_and_can_be_restored(tmp_path: Path, server: str) -> None:
    items, stats, _ = crawl(tmp_path, server, "notice.html,other.html", ZHENGWEN_META_FIELD="meta")
    by_name = {item["url"].rpartition("/")[2]: item for item in items}
    notice = by_name["notice.html"]
    assert "截至2022年5月，" in notice["text"]
    assert Ledger.loads(notice["ledger"], notice["text"]).restore(notice["text"]) == NOTICE.encode("gb18030")
    assert notice["meta"]["title"] == "关于做好防汛准备工作的通知"
    assert notice["other"] == 1
    assert by_name["other.html"]["text"] == OTHER
    assert stats == {"zhengwen/pages": 2, "zhengwen/changed": 1, "zhengwen/fixed/N001": 1}


def test_an_item_without_the_field_passes(tmp_path: Path, server: str) -> None:
    items, stats, _ = crawl(tmp_path, server, "other.html", NO_TEXT=True)
    assert len(items) == 1
    assert stats == {}


def test_near_duplicates_are_dropped_in_this_crawl_and_in_the_next(tmp_path: Path, server: str) -> None:
    pytest.importorskip("numpy")
    index = str(tmp_path / "seen.index")
    items, stats, log = crawl(tmp_path, server, "notice.html,again.html,other.html", ZHENGWEN_INDEX=index)
    assert [item["url"].rpartition("/")[2] for item in items] == ["notice.html", "other.html"]
    assert stats["zhengwen/duplicates"] == 1
    assert "again.html duplicates" in log
    items, stats, _ = crawl(tmp_path, server, "notice.html,other.html", ZHENGWEN_INDEX=index)
    assert items == []
    assert stats["zhengwen/duplicates"] == 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ZHENGWEN_PRESET": "nothing"}, "ZHENGWEN_PRESET: no preset is called 'nothing'"),
        ({"ZHENGWEN_PROFILE": "missing.toml"}, "ZHENGWEN_PROFILE: [Errno 2]"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    tmp_path: Path, server: str, settings: dict[str, str], said: str
) -> None:
    items, _, log = crawl(tmp_path, server, "other.html", **settings)
    assert items == []
    assert said in log


def test_an_item_class_without_a_field_for_the_ledger(tmp_path: Path, server: str) -> None:
    items, _, log = crawl(tmp_path, server, "notice.html", ITEM_CLASS=True)
    assert items == []
    assert "Page has no field 'ledger'; add it, or set ZHENGWEN_LEDGER_FIELD" in log
    items, _, _ = crawl(tmp_path, server, "notice.html", ITEM_CLASS=True, ZHENGWEN_LEDGER_FIELD=None)
    assert [sorted(item) for item in items] == [["text", "url"]]
    assert "截至2022年5月，" in items[0]["text"]


def test_a_ledger_is_not_written_over(tmp_path: Path, server: str) -> None:
    items, _, log = crawl(tmp_path, server, "notice.html", ZHENGWEN_LEDGER_FIELD="other")
    assert items == []
    assert "dict already has a value in its field 'other'" in log


HTML = f"""<html><head><title>青溪县水利局</title></head><body><div style="display:none">隐藏的文字</div>
<h1>关于做好防汛准备工作的通知</h1><p>发布日期：2022-05-31 来源：青溪县水利局</p>
{"".join(f"<p>{line}</p>" for line in NOTICE.splitlines()[1:3])}</body></html>"""


def test_a_response_is_read_in_the_charset_of_its_header_and_html_as_html(tmp_path: Path, server: str) -> None:
    body = HTML.encode("big5hkscs", "xmlcharrefreplace")  # no declaration: the header alone knows
    (tmp_path / "site" / "page.html").write_bytes(body)
    (tmp_path / "site" / "plain.txt").write_bytes(NOTICE.encode())
    known, SimpleHTTPRequestHandler.extensions_map = (
        SimpleHTTPRequestHandler.extensions_map,
        {
            ".html": "text/html; charset=big5-hkscs",
            ".txt": "text/plain",
        },
    )
    try:
        items, _, log = crawl(
            tmp_path,
            server,
            "page.html,plain.txt",
            WHOLE_RESPONSE=True,
            ZHENGWEN_META_FIELDS={"title": "title", "published": "date", "source": "url"},
            ZHENGWEN_REPORT="report.json",
        )
    finally:
        SimpleHTTPRequestHandler.extensions_map = known
    by_name = {item["url"].rpartition("/")[2]: item for item in items}
    page = by_name["page.html"]
    assert page["text"].startswith("关于做好防汛准备工作的通知\n")
    assert "截至2022年5月，" in page["text"]
    assert "隐藏" not in page["text"]
    assert Ledger.loads(page["ledger"], page["text"]).restore(page["text"]) == body
    assert (page["title"], page["date"]) == ("关于做好防汛准备工作的通知", "2022-05-31")
    assert page["url"].startswith(server)  # what the spider says stays
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["pages"], report["changed"], report["duplicates"]) == (2, 2, 0)
    assert report["fixed"]["N001"] == 2
    assert report["sites"]["127.0.0.1"]["pages"] == 2
    assert "zhengwen: 2 of 2 pages changed; fixed " in log


def test_an_item_class_without_a_field_for_a_fact(tmp_path: Path, server: str) -> None:
    settings = {"ZHENGWEN_LEDGER_FIELD": None, "ZHENGWEN_META_FIELDS": {"title": "headline"}}
    items, _, log = crawl(tmp_path, server, "notice.html", ITEM_CLASS=True, **settings)
    assert items == []
    assert "Page has no field 'headline'; add it, or set ZHENGWEN_META_FIELDS" in log
