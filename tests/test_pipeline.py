"""What users of the library rely on, with built-in filters and their own."""

import pickle
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengwen
from zhengwen import Finding, Page, Pipeline, PipelineError
from zhengwen.registry import Filter

PIECES = st.sampled_from(
    [
        "2022年5月",
        "20225月",
        "截至20221027日,",
        "第一条 为了规范",
        "，",
        ",",
        "。",
        "(一)",
        "来源:某局 时间:2023-02-16 09:00",
        "版权所有 某局",
        "网站标识码:4502040001",
        "首页 > 通知公告",
        "打印 关闭",
        "×",
        "課后服務",
        "皇後",
        "\n",
        "\n\n",
        " ",
        "\N{IDEOGRAPHIC SPACE}",
        "\N{NO-BREAK SPACE}",
        "\r\n",
        "\N{ZERO WIDTH SPACE}",
        "\N{BYTE ORDER MARK}",
        "æ\x96\x87",
        "ÖÐ¹ú",
        "涓浗",
        "锟斤拷",
        "&nbsp;",
        "\N{KANGXI RADICAL ONE}",
        "\udc80",
        "\x00",
        "免费在线|高清|国产|精品|",
        "各区人民政府应当加强对校外培训机构的监督管理。",
        "各區人民政府應當加強對校外培訓機構的監督管理。",
        "abc",
        "“",
        '"',
        "《",
    ]
)
PAGES = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80)


def comma(page: Page):
    for match in re.finditer(",", page.text):
        yield Finding("X001", match.start(), match.end(), "a comma", "，")


def doubled(page: Page):
    for match in re.finditer("，，", page.text):
        yield Finding("X002", match.start(), match.end(), "two commas", "，", safe=False)


@given(PAGES)
@settings(max_examples=400)
def test_clean_never_raises_and_is_idempotent(page: str) -> None:
    once = zhengwen.clean(page)
    assert zhengwen.clean(once) == once


@given(st.binary(max_size=120) | PAGES.map(lambda page: page.encode("gb18030", "replace")))
@settings(max_examples=300)
def test_bytes_are_restored_byte_for_byte(raw: bytes) -> None:
    cleaned = zhengwen.inspect(raw)
    assert cleaned.restore() == raw
    cleaned.text.encode("utf-8")


@given(PAGES)
@settings(max_examples=200)
def test_the_counts_by_rule_are_those_of_the_findings(page: str) -> None:
    cleaned = zhengwen.inspect(page)
    wanted = {"fixed": Counter(one.rule for one in cleaned.fixed), "open": Counter(one.rule for one in cleaned.open)}
    assert cleaned.by_rule() == wanted


@given(PAGES)
@settings(max_examples=200)
def test_findings_lie_in_the_input_in_order_and_are_restored(page: str) -> None:
    cleaned = zhengwen.inspect(page)
    assert cleaned.restore() == cleaned.original == page
    places = [(finding.start, finding.end) for finding in cleaned.findings]
    assert places == sorted(places)
    assert all(0 <= start <= end <= len(page) for start, end in places)
    assert bool(cleaned.fixed) == (cleaned.text != page)


@given(PAGES)
@settings(max_examples=200)
def test_origins_point_at_the_same_character_unless_a_fix_put_it_there(page: str) -> None:
    cleaned = zhengwen.inspect(page)
    origins = [cleaned.origin(place) for place in range(len(cleaned.text))]
    assert origins == sorted(origins)
    for after, before, length in cleaned.ledger.kept(len(page)):
        assert origins[after : after + length] == list(range(before, before + length))


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_git_applies_the_diff(page: str) -> None:
    cleaned = zhengwen.inspect(page)
    if "\x00" in page or not cleaned.fixed or not cleaned.text:
        return  # to git a NUL makes a binary file, and an empty text a deleted one
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.txt"
        file.write_bytes(page.encode("utf-8", "surrogateescape"))
        patch = cleaned.diff("page.txt").encode("utf-8", "surrogateescape")
        subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn"], input=patch, cwd=folder, check=True)
        assert file.read_bytes().decode("utf-8", "surrogateescape") == cleaned.text


def test_a_pipeline_is_a_list_of_callables() -> None:
    pipeline = Pipeline([comma])
    cleaned = pipeline.run("甲,乙")
    assert cleaned.text == "甲，乙"
    assert [finding.rule for finding in cleaned.findings] == ["X001"]
    assert cleaned.restore() == "甲,乙"


def growing(page: Page):
    yield Finding("X003", 0, 0, "more", "甲")


@pytest.mark.parametrize("raw", ["甲,乙", "甲,乙".encode("gbk"), "<html><body><p>甲,乙</p>"])
def test_a_page_that_never_settles_is_left_as_it_is_and_reported(raw: str | bytes) -> None:
    cleaned = Pipeline([comma, growing]).run(raw)
    assert not cleaned.settled
    assert (cleaned.text, cleaned.fixed, cleaned.restore()) == ("甲,乙", (), raw)
    assert [(finding.rule, finding.replacement) for finding in cleaned.findings] == [("U001", None)]
    assert "without end" in cleaned.findings[0].message


def test_the_report_of_an_unsettled_page_can_be_ignored_and_is_no_part_of_another_selection() -> None:
    pipeline = Pipeline([*Pipeline.default().filters, growing])
    assert [one.rule for one in pipeline.run("甲乙").findings] == ["U001"]
    assert not pipeline.without("U001").run("甲乙").findings
    assert not pipeline.select("P001").run("甲乙").findings
    assert not pipeline.without("unsettled-page").run("甲乙").findings


def test_an_empty_page_that_never_settles_is_reported_inside_itself() -> None:
    assert [one[1:3] for one in Pipeline([growing]).run("").findings] == [(0, 0)]


def test_bytes_that_do_not_settle_come_out_as_their_text_does() -> None:
    def endless_in_bytes(page: Page):
        if page.decoding is not None:
            yield Finding("X003", 0, 0, "more", "甲")

    pipeline = Pipeline([comma, endless_in_bytes])
    cleaned = pipeline.run("甲,乙".encode())
    assert (cleaned.text, cleaned.restore()) == ("甲，乙", "甲,乙".encode())
    assert cleaned.settled
    assert pipeline.run(cleaned.text).text == cleaned.text


def test_a_filter_with_more_findings_than_a_page_has_faults_is_given_up_and_that_is_said() -> None:
    page = "(" * 60_000
    cleaned = zhengwen.inspect(page)
    assert (cleaned.text, cleaned.settled) == (page, True)
    given_up = [one for one in cleaned.findings if one.rule == "U002"]
    assert [(one.start, one.replacement) for one in given_up] == [(0, None)]
    assert "unpaired" in given_up[0].message
    assert len(cleaned.findings) < 100


def test_what_is_given_up_on_one_page_is_found_on_a_page_with_less_of_it() -> None:
    assert {one.rule for one in zhengwen.inspect("(" * 1000).findings} == {"P006"}
    assert not Pipeline.default().without("U002").run("(" * 60_000).findings


def test_a_page_with_too_many_lines_is_left_as_it_is_and_reported() -> None:
    page = "×\n" * 80_000
    cleaned = zhengwen.inspect(page)
    assert (cleaned.text, cleaned.settled, cleaned.restore()) == (page, False, page)
    assert [(one.rule, one.start, one.end) for one in cleaned.findings] == [("U002", 0, 1)]


def test_a_long_page_with_lines_of_words_is_no_page_with_too_many_lines() -> None:
    page = "第一条 为了规范本市的政务公开工作，制定本办法。\n" * 60_000
    assert not [one for one in zhengwen.inspect(page).findings if one.rule == "U002"]


@pytest.mark.parametrize(
    "raw",
    [
        "<\N{ZERO WIDTH SPACE}html><body><p>公告</p>",
        "<\N{ZERO WIDTH SPACE}html><body><p>公告</p>".encode(),
        "<html><body>&lt;\N{ZERO WIDTH SPACE}p&gt;公告&lt;/p&gt;",
    ],
)
def test_a_text_that_would_become_html_is_left_as_it_is_and_reported(raw: str | bytes) -> None:
    cleaned = zhengwen.inspect(raw)
    assert cleaned.text == cleaned.original
    assert cleaned.restore() == raw
    assert [one.rule for one in cleaned.findings] == ["U001"]
    assert zhengwen.clean(cleaned.text) == cleaned.text


def test_a_text_may_become_html_if_the_caller_says_that_it_is_a_text() -> None:
    page = "<\N{ZERO WIDTH SPACE}html><p>公告"
    assert Pipeline.default().run(page, format="text").text == "<html><p>公告"


@pytest.mark.parametrize("charset", ["utf-32", "utf-16", "hz"])
def test_html_is_html_in_every_charset(charset: str) -> None:
    raw = "<html><body><p>关于放假的通知</p><p>放假三天。</p>".encode(charset)
    assert zhengwen.inspect(raw, encoding=charset).ledger.html is not None
    assert zhengwen.clean(raw, encoding=charset) == "关于放假的通知\n\n放假三天。"


def test_crosses_without_end_come_out_the_same_twice() -> None:
    once = zhengwen.clean("×\n" * 5000)
    assert zhengwen.clean(once) == once


def test_a_report_survives_the_fix_that_takes_its_evidence_away() -> None:
    def copies(page: Page):
        if page.text.endswith("乙甲"):
            yield Finding("X004", 0, 1, "the copy has it otherwise")
            yield Finding("X005", len(page.text) - 1, len(page.text), "a copy", "")
            yield Finding("X006", len(page.text) - 1, len(page.text), "gone with the copy")

    cleaned = Pipeline([copies]).run("丙乙甲")
    assert cleaned.text == "丙乙"
    assert [finding.rule for finding in cleaned.open] == ["X004"]


def test_unsafe_fixes_wait_for_a_request() -> None:
    pipeline = Pipeline([comma, doubled])
    cautious = pipeline.run("甲，,乙")
    assert cautious.text == "甲，，乙"
    assert [finding.rule for finding in cautious.open] == ["X002"]
    assert cautious.open[0][1:3] == (1, 3)
    assert pipeline.run("甲，,乙", unsafe=True).text == "甲，乙"


def test_insert_puts_a_filter_after_or_before_a_pass() -> None:
    names = [name for name, _ in Pipeline.default().insert(comma, after="spam").passes]
    assert names.index("comma") == names.index("spam") + 1
    names = [name for name, _ in Pipeline.default().insert(comma, before="spam").passes]
    assert names.index("comma") == names.index("spam") - 1
    with pytest.raises(PipelineError, match="nowhere"):
        Pipeline.default().insert(comma, after="nowhere")


def test_without_takes_families_codes_and_names() -> None:
    text = "柳南区教育局工作总结,20225月完成.\n"
    assert Pipeline.default().without("N", "P").run(text).text == text
    with pytest.raises(PipelineError, match="X999"):
        Pipeline.default().without("X999")


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(PipelineError, match="page, body, repair"):
        Pipeline.default("everything")


def test_map_is_lazy_and_in_order_in_one_process_and_in_two() -> None:
    pages = [f"第{n}页,正文" for n in range(60)]
    expected = [f"第{n}页，正文" for n in range(60)]
    assert [cleaned.text for cleaned in Pipeline([comma]).map(pages)] == expected
    taken = []

    def watched():
        for page in pages:
            taken.append(page)
            yield page

    results = Pipeline.default().select("P").map(watched(), workers=2)
    next(results)
    assert len(taken) < len(pages)
    assert len(list(results)) == len(pages) - 1


def test_map_refuses_no_workers() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        Pipeline([comma]).map([], workers=0)


def test_a_result_can_be_pickled() -> None:
    cleaned = Pipeline([comma]).run("甲,乙")
    assert pickle.loads(pickle.dumps(cleaned)).restore() == "甲,乙"


def test_an_error_in_a_filter_of_ones_own_names_the_filter() -> None:
    def broken(page: Page):
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError) as caught:
        Pipeline([broken]).run("x")
    assert any("broken" in note for note in caught.value.__notes__)


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(TypeError, match="not int"):
        zhengwen.clean(3)  # type: ignore[arg-type]  # what is wrong on purpose
    with pytest.raises(LookupError):
        zhengwen.clean(b"x", encoding="klingon")


def test_importing_the_package_loads_no_filter_and_no_heavy_library() -> None:
    code = "import sys, zhengwen; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"ftfy", "rapidfuzz", "opencc", "rich", "click"}.intersection(loaded)
    assert not [name for name in loaded if name.startswith("zhengwen.filters.")]


def test_origin_and_byte_origin_of_bytes() -> None:
    cleaned = Pipeline([comma]).run("\ufeff甲,乙".encode())
    assert cleaned.text[2] == "，"
    assert cleaned.origin(3) == 3
    assert cleaned.byte_origin(3) == 7
    with pytest.raises(ValueError, match="no bytes"):
        Pipeline([comma]).run("甲").byte_origin(0)
    with pytest.raises(IndexError):
        cleaned.origin(4)


def test_meta_of_the_caller_wins() -> None:
    cleaned = Pipeline([comma]).run("甲,乙", meta={"title": "丙", "url": "u"})
    assert cleaned.meta["title"] == "丙"
    assert cleaned.meta["url"] == "u"


def test_what_hides_behind_a_wrong_reading_is_read_before_any_other_pass_sees_it() -> None:
    def one_at_a_time(page: Page) -> list[Finding]:
        at = page.text.find("a")
        return [] if at < 0 else [Finding("X001", at, at + 1, "misread", "b")]

    def destroy(page: Page) -> list[Finding]:
        return [Finding("X002", one.start(), one.end(), "stray", "") for one in re.finditer("a", page.text)]

    pipeline = Pipeline([Filter("reader", "encoding", one_at_a_time), Filter("sweeper", "characters", destroy)])
    cleaned = pipeline.run("aaa")
    assert cleaned.text == "bbb"
    assert cleaned.restore() == "aaa"


@pytest.mark.parametrize("page", ["首页 > 新闻中心 > 正文", "版权所有 © 某某市人民政府\n网站标识码：4500000000", "×"])
def test_a_page_that_would_come_out_empty_stays_and_is_reported(page: str) -> None:
    result = Pipeline.default().run(page)
    assert result.text == page
    assert not result.fixed
    assert Pipeline.default().run(result.text).text == page
