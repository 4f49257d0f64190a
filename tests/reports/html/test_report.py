"""Reports as one file of HTML: what is in it, in the file and in a real browser."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "html"))
sys.path.insert(0, str(Path(__file__).parent))

import accessibility
import browser

import zhengwen
from zhengwen import registry
from zhengwen.reports import html

SAMPLES = Path(__file__).parents[3] / "samples" / "pages"
FAULTY = "截至20225月，已办理12件。\n"
DOUBTFUL = "会议于2022年2月30日召开。联系人：张三)李四。\n"
# A page that attacks whoever looks at it: in text, in a place that is found, in a message, in a proposed text.
ATTACK = (
    "</script><script>window.attacked=1</script>\n<img src=x onerror=window.attacked=2>\n<!--<script>\n"
    "截至20225月</script><svg onload=window.attacked=3>，&lt;script&gt;window.attacked=4&lt;/script&gt;已办理。\n"
    '会议于2022年2月30日"><style>*{display:none}</style>召开,\u202e倒序\u202c。\u2028javascript:window.attacked=5\n'
    "{{data}} {{script}} ${window.attacked=6}\n"
)


class Parts(HTMLParser):
    """The elements of a document, and the contents of its scripts."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts.append(data)


def report_of(*pages: str | bytes, lang: str = "en") -> str:
    made = html.PagesReport()
    for number, page in enumerate(pages):
        made.add(f"page{number}.txt", zhengwen.inspect(page))
    return made.html(lang)


def pages_of(document: str) -> list[dict[str, Any]]:
    return [json.loads(found) for found in re.findall(r'id="page-\d+">(.*?)</script>', document)]


def test_the_file_needs_nothing_from_elsewhere() -> None:
    document = report_of(FAULTY)
    tags = Parts(document).tags
    assert not [tag for tag, about in tags if "src" in about or tag in ("iframe", "object", "embed", "form")]
    assert [about["href"] for _, about in tags if "href" in about] == ["data:,", "#document"]
    assert "http" not in document.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_only_the_script_and_the_style_of_the_file_may_run() -> None:
    policy = next(about["content"] for tag, about in Parts(report_of(FAULTY)).tags if "http-equiv" in about)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert not re.search("unsafe|http|\\*|self", policy)


def test_a_page_that_attacks_is_data_in_the_file() -> None:
    document = report_of(ATTACK)
    assert [tag for tag, _ in Parts(document).tags] == [tag for tag, _ in Parts(report_of(FAULTY)).tags]
    assert pages_of(document)[0]["text"] == ATTACK
    assert "<img" not in document


def test_every_built_in_rule_has_a_chinese_name() -> None:
    named = html.rules_of()
    assert [code for code, rule in registry.rules().items() if code in named and not named[code]["zh"]] == []


def test_pages_with_most_findings_are_shown_and_all_are_counted() -> None:
    made = html.PagesReport(most=2)
    for number in range(5):
        made.add(f"{number}.txt", zhengwen.inspect(FAULTY * number if number < 4 else "无误。\n"))
    data = json.loads(re.search(r'id="data">(.*?)</script>', made.html()).group(1))
    assert [page["name"] for page in data["pages"]] == ["2.txt", "3.txt"]
    assert data["overview"]["totals"]["pages"] == 5
    assert data["overview"]["totals"]["fixes"] == 6


def applied(page: dict[str, Any]) -> str:
    """The clean text that a payload describes, as its reader makes it."""
    units = page["text"].encode("utf-16-le", "surrogatepass")
    parts, done = [], 0
    for start, end, text in page["gaps"]:
        parts += [units[2 * done : 2 * start], text.encode("utf-16-le", "surrogatepass")]
        done = end
    return b"".join((*parts, units[2 * done :])).decode("utf-16-le", "surrogatepass")


PIECES = st.sampled_from(
    '2022年2月30日|20225月|课后服務|(一|，|,|\n| |\U0001f600|\U00020000|涓浗|"|锟斤拷|甲乙'.split("|")
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_what_the_page_shows_is_what_was_done(raw: str) -> None:
    cleaned = zhengwen.inspect(raw)
    page = html.of_cleaned("x", cleaned)
    assert applied(page) == cleaned.text
    assert all(one[1] <= other[0] for one, other in pairwise(page["gaps"]))
    units = cleaned.text.encode("utf-16-le")
    for one in page["findings"]:
        first, last = one["at"]
        assert 0 <= first <= last <= len(units) // 2
    assert len(page["findings"]) == len(cleaned.findings)


def test_fixes_side_by_side_are_told_apart_in_the_clean_text() -> None:
    page = html.of_cleaned("x", zhengwen.inspect((SAMPLES / "everything.txt").read_bytes()))
    clean = applied(page)
    fixed = {(one["rule"], one["replacement"], clean[slice(*one["at"])]) for one in page["findings"]}
    assert ("P001", "；", "；") in fixed
    assert all(made == shown for rule, made, shown in fixed if rule in ("P001", "P002", "N001", "T001"))


def test_undecodable_bytes_do_not_break_the_file() -> None:
    document = report_of("各单位：\n".encode() + b"\xff\xfe\n" + FAULTY.encode())
    document.encode()
    assert pages_of(document)


# The command


def test_the_command_writes_a_page_and_says_how_large_it_is(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text(FAULTY, encoding="utf-8")
    done = run("report", "page.txt", "-o", "report.html", "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith("report.html: 0.")
    assert '"lang":"zh"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_pictures_and_missing_files_are_said_and_the_rest_is_shown(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    done = run("report", "page.txt", "picture.txt", "no.txt", "-o", "report.html")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 3
    assert (tmp_path / "report.html").exists()
    done = run("report", "no.txt", "-o", "none.html")
    assert done.returncode == 2
    assert not (tmp_path / "none.html").exists()


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a corpus run over pages of two sites, some of them copies."""
    for package in ("pyarrow", "fastwarc", "zstandard", "numpy"):
        pytest.importorskip(package)
    folder = tmp_path_factory.mktemp("crawl")
    chosen = random.Random(1)
    body = "".join(path.read_text(encoding="utf-8") for path in SAMPLES.glob("[f-n]*.txt"))
    with (folder / "crawl.jsonl").open("w", encoding="utf-8") as file:
        for number in range(40):
            lines = [line for line in body.split("\n") if chosen.random() < 0.4]
            text = "\n".join(lines) if number % 4 else body
            site = ("a.example.org", "b.example.org")[number % 2]
            file.write(json.dumps({"id": f"p{number}", "url": f"https://{site}/{number}", "text": text + "\n"}) + "\n")
    for kind in ("jsonl", "parquet"):
        command = [sys.executable, "-m", "zhengwen", "corpus", "crawl.jsonl", "-o", kind, "--output-format", kind]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_corpus_is_counted_whatever_its_format(run, crawl, kind, tmp_path) -> None:
    done = run("report", crawl / kind, "-o", tmp_path / "report.html")
    assert done.returncode == 0, done.stderr
    document = (tmp_path / "report.html").read_text(encoding="utf-8")
    about = json.loads(re.search(r'id="data">(.*?)</script>', document).group(1))["overview"]
    stated = json.loads((crawl / kind / "report.json").read_text())
    assert about["totals"]["pages"] == 40
    assert {code: fixed for code, fixed, _ in about["rules"] if fixed} == stated["fixed"]
    assert {site["name"] for site in about["sites"]} == {"a.example.org", "b.example.org"}
    top = about["rules"][0][0]
    assert sum(dict(site["rules"])[top] for site in about["sites"]) == sum(about["rules"][0][1:])
    assert sum(count for _, count in about["sizes"]) == stated["clusters"]
    assert sum(count for _, count in about["relations"]) == stated["duplicates"]
    assert about["cuts"][0][2] > 1
    for page in pages_of(document):
        assert page["gaps"], page["name"]


def test_a_damaged_output_folder_is_one_line(run, crawl, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "report.json").write_text("{}")
    (folder / "pages-0.jsonl.zst").write_bytes(b"no zstd")
    done = run("report", folder, "-o", tmp_path / "report.html")
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1)
    assert str(folder) in done.stderr.decode()


# In a browser


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    if browser.CHROMIUM is None or browser.DRIVER is None:
        pytest.skip("no chromium with chromedriver is installed: the report was not opened")
    with browser.browser(tmp_path_factory.mktemp("browser"), runs_scripts=True) as opened:
        yield opened


def show(window: browser.Browser, folder: Path, document: str) -> None:
    path = folder / "report.html"
    path.write_text(document, encoding="utf-8")
    window.open(path.as_uri())
    window.until("document.querySelector('.row, .tile')")


def texts(window: browser.Browser, side: str) -> str:
    cells = window.run(f"return [...document.querySelectorAll('.text.{side}')].map(one => one.textContent)")
    return "\n".join(cells)


def test_both_texts_are_shown_with_every_finding_marked(window, tmp_path) -> None:
    raw = FAULTY + DOUBTFUL
    show(window, tmp_path, report_of(raw))
    assert texts(window, "before") == raw
    assert texts(window, "after") == zhengwen.clean(raw)
    marked = window.run(
        "return [...document.querySelectorAll('.before .mark')].map(m => m.dataset.family + m.textContent)"
    )
    assert marked == ["N20225", "N2022年2月30日", "P)"]
    assert window.run("return document.querySelector('.mark.fixed').textContent") == "20225"
    assert window.run("return document.querySelectorAll('.list .item').length") == 3
    assert window.messages() == []


def test_reason_and_rule_are_shown_on_hover_and_focus(window, tmp_path) -> None:
    show(window, tmp_path, report_of(FAULTY + DOUBTFUL))
    window.run("document.querySelector('.before .mark.report').focus()")
    assert "The date 2022年2月30日 does not exist." in window.run("return document.querySelector('#tip').innerText")
    window.run("document.querySelector('.before .mark').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    assert "N001 lost-date-separator" in window.run("return document.querySelector('#tip').innerText")
    window.run("document.querySelector('.before .mark').dispatchEvent(new MouseEvent('mouseout', {bubbles: true}))")
    assert window.run("return document.querySelector('#tip').hidden")


def test_keys_go_from_finding_to_finding_and_through_pages(window, tmp_path) -> None:
    show(window, tmp_path, report_of(FAULTY + DOUBTFUL, DOUBTFUL))
    window.press("n")
    window.until("document.querySelector('.item')")
    card = "document.querySelector('#card .badge').textContent"
    assert window.run(f"return {card}") == "N001"
    window.press("j")
    assert window.run(f"return {card}") == "N006"
    assert window.run("return document.activeElement.textContent") == "2022年2月30日"
    window.press("k", "k")
    assert window.run(f"return {card}") == "N001"
    window.press("n")
    window.until("document.querySelectorAll('.item').length === 2")
    window.press("?")
    assert window.run("return document.querySelector('dialog').open")


def test_filters_hide_families_and_kinds(window, tmp_path) -> None:
    show(window, tmp_path, report_of(FAULTY + DOUBTFUL))
    window.run("document.querySelector('[data-filter=N]').click()")
    assert window.run("return [...document.querySelectorAll('.before .mark')].map(m => m.textContent)") == [")"]
    assert window.run("return document.querySelectorAll('.item').length") == 1
    window.run("document.querySelector('[data-filter=N]').click()")
    window.run("document.querySelector('[data-filter=report]').click()")
    assert window.run("return [...document.querySelectorAll('.before .mark')].map(m => m.textContent)") == ["20225"]


def test_search_finds_text_and_findings(window, tmp_path) -> None:
    show(window, tmp_path, report_of(FAULTY + DOUBTFUL))
    search = (
        "const field = document.querySelector('#search'); field.focus(); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'))"
    )
    window.run(search, "bracket")
    assert window.run("return [...document.querySelectorAll('.item code')].map(c => c.textContent)") == ["P006"]
    window.run(search, "联系人")
    window.press("\ue007")
    assert window.run("return document.querySelector('.hit').textContent") == "联系人"
    assert window.run("return document.querySelector('#toast').textContent") == "match 1 of 1"


def test_language_and_scheme_are_switched_in_the_page(window, tmp_path) -> None:
    show(window, tmp_path, report_of(FAULTY, lang="zh"))
    assert window.run("return document.documentElement.lang") == "zh-Hans"
    assert "日期缺年月日" in window.run("return document.querySelector('#card').innerText")
    window.press("l")
    assert "lost-date-separator" in window.run("return document.querySelector('#card').innerText")
    before = window.run("return getComputedStyle(document.body).backgroundColor")
    window.press("t")
    assert window.run("return getComputedStyle(document.body).backgroundColor") != before
    assert window.messages() == []


def test_a_page_that_attacks_does_nothing_in_the_browser(window, tmp_path) -> None:
    show(window, tmp_path, report_of(ATTACK, ATTACK))
    window.press("n")
    window.until("document.querySelector('.item')")
    for _ in range(12):
        window.press("j")
    foreign = "document.querySelectorAll('img, [onload], [onerror], #rows script, #rows svg').length"
    assert window.run(f"return [window.attacked, {foreign}]") == [None, 0]
    assert window.run("return getComputedStyle(document.querySelector('#rows')).display") == "block"
    seen = texts(window, "before")
    assert "<img src=x onerror=window.attacked=2>" in seen
    assert "\u202e" not in seen
    assert "202E" in seen
    assert window.messages() == []


def test_an_attack_in_an_overview_does_nothing(window, crawl, run, tmp_path) -> None:
    rows = [
        {"id": f"<img src=x onerror=window.attacked=1>{n}", "url": "https://a.example.org/", "text": ATTACK * 3}
        for n in range(4)
    ]
    (tmp_path / "crawl.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run("corpus", "crawl.jsonl", "-o", "out").returncode == 0
    run("report", "out", "-o", "made.html")
    show(window, tmp_path, (tmp_path / "made.html").read_text(encoding="utf-8"))
    assert window.run("return [window.attacked, document.querySelectorAll('img').length]") == [None, 0]
    assert window.messages() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_stands_in_the_way_of_anybody(window, crawl, run, tmp_path, scheme, width) -> None:
    axe = accessibility.script()
    window.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    window.command("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    run("report", crawl / "jsonl", "-o", tmp_path / "corpus.html")
    documents = [report_of((SAMPLES / "everything.txt").read_bytes() + DOUBTFUL.encode())]
    documents += [report_of(FAULTY, DOUBTFUL, lang="zh"), (tmp_path / "corpus.html").read_text(encoding="utf-8")]
    for document in documents:
        show(window, tmp_path, document)
        assert accessibility.violations(window, axe) == []
        assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    window.press("?")
    assert accessibility.violations(window, axe) == []
    window.command("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("kind", ["other lines", "the same line"])
def test_ten_megabytes_are_usable(window, tmp_path, kind) -> None:
    line = "各区人民政府应当加强对校外培训机构的监督管理，第{}次会议于2022年{}日召开，截至2022{}5月已办理12件。"
    count = 10_000_000 // len(line.format(10000, "2月30", "年").encode())
    dates = [("2月30", ""), *[("2月20", "年")] * 19]
    numbers = range(count) if kind == "other lines" else [20] * count
    raw = "\n".join(line.format(number, *dates[number % 20]) for number in numbers)
    made = html.PagesReport()
    made.add("large.txt", zhengwen.inspect(raw, select=["N001", "N006", "D004"]))  # what is shown, not what is found
    path = tmp_path / "large.html"
    path.write_text(made.html(), encoding="utf-8")
    window.open(path.as_uri())
    window.until("document.querySelector('.row')", seconds=60)
    assert window.run("return document.querySelectorAll('*').length") < 20_000
    window.run("document.querySelector('#document').scrollTop = 1e9")
    window.until(f"[...document.querySelectorAll('.number.before')].some(one => one.textContent >= '{count - 60}')")
    window.press(*"j" * 20)
    assert "21 of" in window.run("return document.querySelector('#card').innerText")
    assert window.messages() == []


def test_rows_of_random_pages_are_both_texts(window) -> None:
    window.open("about:blank")
    source = files("zhengwen.reports.html") / "page" / "text.js"
    fuzz = Path(__file__).with_name("rows_fuzz.js")
    parts = (source.read_text(encoding="utf-8"), fuzz.read_text(encoding="utf-8"))
    told = window.command("Runtime.evaluate", expression="\n".join(parts), returnByValue=True)
    assert told["result"].get("value") == "nothing", told


def test_a_page_on_a_single_line_is_shown_in_pieces(window, tmp_path) -> None:
    raw = "各区人民政府应当加强监督管理，" * 40_000
    show(window, tmp_path, report_of(raw))
    longest = "Math.max(...[...document.querySelectorAll('.text')].map(one => one.textContent.length))"
    assert window.run(f"return {longest}") <= 2001


def test_a_report_never_overwrites_the_page_it_is_of(run, tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("截至20225月，已办理12件。\n", encoding="utf-8")
    done = run("report", "page.txt", "-o", "page.txt")
    assert (done.returncode, page.read_text(encoding="utf-8")) == (2, "截至20225月，已办理12件。\n")
    assert run("report", "page.txt", "-o", "-").stdout.startswith(b"<!DOCTYPE html>")
