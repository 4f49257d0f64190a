"""How a pipeline is put together, what it leaves alone, and what it says of a name that does not exist."""

import pickle
import re
import sys
from types import ModuleType

import pytest

from zhengwen import Finding, Page, Pipeline, PipelineError, registry
from zhengwen.pipeline import ORDER, nearest, rule_name
from zhengwen.registry import Filter

ON_REQUEST = [code for code, rule in registry.rules().items() if not rule.default]


def nothing(page: Page) -> list[Finding]:
    return []


def cutting(pattern: str, family: str = "furniture", rule: str = "X001") -> Filter:
    """A filter of a family that cuts what a pattern finds."""

    def find(page: Page) -> list[Finding]:
        return [Finding(rule, *one.span(), "cut", "") for one in re.finditer(pattern, page.text)]

    return Filter("cutter", family, find)


def test_a_pipeline_shows_its_passes_and_what_is_off() -> None:
    pipeline = Pipeline([nothing, Filter("a", "two", nothing), Filter("b", "two", nothing)])
    assert "nothing (1) → two (2)" in repr(pipeline)
    assert "without" not in repr(pipeline)
    shown = repr(Pipeline.default().without("N001", "P001"))
    assert "without" in shown
    assert set(re.findall(r"[A-Z]\d{3}", shown)) == {*ON_REQUEST, "N001", "P001"}


def test_passes_run_in_the_stated_order_and_those_of_others_just_before_whitespace(monkeypatch) -> None:
    assert tuple(name for name, _ in Pipeline.default().passes) == ORDER
    found = [Filter("other", "other", nothing), Filter("none", "", nothing)]
    monkeypatch.setattr(registry, "plugged_in", lambda: tuple(found))
    names = [name for name, _ in Pipeline.default().passes]
    assert names == [*ORDER[:-1], "other", "", ORDER[-1]]


def test_rules_on_request_run_when_they_are_named_and_not_with_their_family() -> None:
    code = ON_REQUEST[0]
    assert not Pipeline.default().runs(code)
    assert Pipeline.default().extend(code).runs(code)
    assert Pipeline.default().extend(registry.rules()[code].name()).runs(code)
    assert not Pipeline.default().extend(code[0]).runs(code)
    assert not Pipeline.default().extend("ALL").runs(code)
    assert Pipeline.default().extend(code).runs("N001")
    assert not Pipeline.default().select(code[0]).runs(code)
    selected = Pipeline.default().select("N001", code)
    assert [one for one in registry.rules() if selected.runs(one)] == sorted(("N001", code))
    assert Pipeline.default().without("N").extend("N001").runs("N001")
    assert not Pipeline.default().without("N").extend("N001").runs("N002")
    assert not Pipeline.default().without("N001", "N002").runs("N001")
    assert not Pipeline.default().without("N001", "N002").runs("N002")
    assert not any(Pipeline.default().without("ALL").runs(one) for one in registry.rules())


def test_a_rule_of_no_filter_here_is_known_all_the_same() -> None:
    pipeline = Pipeline([nothing])
    assert pipeline.without("N001").passes == pipeline.passes
    with pytest.raises(PipelineError, match="'zhengwen rule' lists them"):
        pipeline.without("X999")


def test_part_of_a_filter_may_be_off() -> None:
    text = "截至20225月，13月5日。"
    several = next(one for one in registry.built_in() if one.family == "numerals" and len(one.rules) > 1)
    off = several.rules[0].code
    pipeline = Pipeline.default().without(off)
    assert all(one.rule != off for one in pipeline.run(text).findings)
    assert all(pipeline.runs(rule.code) for rule in several.rules[1:])
    everything = Pipeline([several]).run(text).findings
    rest = Pipeline([several]).without(off).run(text).findings
    assert rest == tuple(one for one in everything if one.rule != off)


def test_insert_finds_the_place_of_a_pass_by_its_name_or_that_of_a_filter() -> None:
    base = Pipeline([Filter("a", "one", nothing), Filter("b", "two", nothing), Filter("c", "two", nothing)])
    new = Filter("new", "new", nothing)

    def order(pipeline: Pipeline) -> list[str]:
        return [one.name for one in pipeline.filters]

    assert order(base.insert(new)) == ["a", "b", "c", "new"]
    assert order(base.insert(new, after="two")) == ["a", "b", "c", "new"]
    assert order(base.insert(new, after="b")) == ["a", "b", "c", "new"]
    assert order(base.insert(new, before="c")) == ["a", "new", "b", "c"]
    assert order(base.insert(new, after="one")) == ["a", "new", "b", "c"]
    assert order(base.insert(new, before="one")) == ["new", "a", "b", "c"]
    with pytest.raises(PipelineError, match=r"^insert takes 'after' or 'before', not both$"):
        base.insert(new, after="one", before="two")
    with pytest.raises(PipelineError, match=r"'nowhere'.*: one, two|'nowhere'.* are one, two"):
        base.insert(new, after="nowhere")
    narrowed = Pipeline.default().without("N001").insert(new, before="spam")
    assert not narrowed.runs("N001")
    assert narrowed.runs("N002")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲,<b>乙,</b>丙,", "甲，<b>乙，</b>丙，"),
        ("甲<p title='a,b'>乙,", "甲<p title='a,b'>乙，"),
        ("<i a=','>甲,</i>,", "<i a=','>甲，</i>，"),
        ("a < b, c > d,", "a < b， c > d，"),
        (",<br/>,", "，<br/>，"),
    ],
)
def test_nothing_is_changed_inside_a_tag(text: str, wanted: str) -> None:
    comma = Filter(
        "comma",
        "punctuation",
        lambda page: [Finding("X001", *one.span(), "", "，") for one in re.finditer(",", page.text)],
    )
    assert Pipeline([comma]).run(text, format="text").text == wanted


def test_a_cut_neither_begins_nor_ends_inside_a_tag() -> None:
    text = "甲<b class='x'>乙</b>丙"
    at = text.index("class")
    for start, end, is_cut in ((0, at, False), (at, len(text) - 1, False), (0, 1, True), (1, text.index("乙"), True)):
        spans = [Finding("X001", start, end, "cut", "")]
        once = Filter("cut", "furniture", lambda page, spans=spans: spans if page.text == text else [])
        result = Pipeline([once]).run(text, format="text")
        assert (result.text != text) is is_cut, (start, end)
        assert len(result.findings) == 1


def test_what_reads_characters_may_change_a_tag() -> None:
    spaces = cutting("\N{ZERO WIDTH SPACE}", "characters")
    assert Pipeline([spaces]).run("<b\N{ZERO WIDTH SPACE}>甲", format="text").text == "<b>甲"
    spaces = cutting("\N{ZERO WIDTH SPACE}", "furniture")
    text = "<b \N{ZERO WIDTH SPACE}c>甲"
    assert Pipeline([spaces]).run(text, format="text").text == text


@pytest.mark.parametrize("family", ["spam", "duplication", "furniture"])
def test_a_pass_that_would_cut_all_cuts_nothing_and_reports(family: str) -> None:
    result = Pipeline([cutting(".+", family)]).run(" 甲\n乙 ")
    assert result.text == " 甲\n乙 "
    assert [one.replacement for one in result.findings] == [None, None]
    assert Pipeline([cutting("甲", family)]).run(" 甲\n乙 ").text == " \n乙 "


def test_title_and_byline_may_be_all_that_is_cut_and_other_passes_may_leave_nothing() -> None:
    assert Pipeline([cutting(".", "furniture", "F090")]).run("甲").text == ""
    assert Pipeline([cutting("甲", "whitespace")]).run("甲").text == ""
    assert Pipeline([cutting(" ", "furniture")]).run("  ").text == ""


def test_steps_are_named_for_their_pass() -> None:
    result = Pipeline([cutting("甲"), cutting("乙", "other")]).run("甲乙丙")
    assert [step.name for step in result.ledger.steps] == ["furniture", "other"]


def test_a_filter_sees_each_page_once() -> None:
    seen: list[str] = []

    def watching(page: Page) -> list[Finding]:
        seen.append(page.text)
        return []

    Pipeline([Filter("a", "a", watching), cutting("甲"), Filter("b", "b", watching)]).run("甲乙")
    assert seen == ["甲乙", "乙", "乙"]


def test_map_hands_on_what_it_is_given() -> None:
    pipeline = Pipeline.default().select("N002")
    text = "使用 A 类，B 类，C 类，D 类，E 类，F 类。自2022 年5月起施行。"
    assert next(pipeline.map([text])).text == text
    assert "2022年5月" in next(pipeline.map([text], unsafe=True)).text
    assert next(pipeline.map(["中文".encode("gbk")], encoding="gbk")).text == "中文"
    assert next(pipeline.map(["é".encode("latin-1")], encoding="latin-1")).text == "é"
    assert next(pipeline.map(["<html><p>甲"], format="text")).text == "<html><p>甲"
    assert next(pipeline.map(["<html><p>甲"])).text == "甲"


def test_a_pipeline_that_travels_is_the_same() -> None:
    pipeline = Pipeline.default().without("N001")
    again = pickle.loads(pickle.dumps(pipeline))
    assert again.filters == pipeline.filters
    assert not again.runs("N001")
    assert again.runs("N002")


def test_a_module_is_a_filter_and_runs_in_the_family_it_names() -> None:
    module = ModuleType("mine")
    module.find = nothing  # type: ignore[attr-defined]
    module.FAMILY = "numerals"  # type: ignore[attr-defined]
    sys.modules["mine"] = module
    assert Pipeline([module]).passes[0][0] == "numerals"


@pytest.mark.parametrize(
    ("given", "name"),
    [(" n001 ", "N001"), ("N", "N"), ("n0", "N0"), ("Lost-Date-Separator", "lost-date-separator"), ("Spam", "spam")],
)
def test_names_of_rules_are_read_in_any_case(given: str, name: str) -> None:
    assert rule_name(given) == name


def test_a_name_that_is_nearly_one_is_offered() -> None:
    assert nearest("PAGF", ["page", "body"]) == " (did you mean 'page'?)"
    assert nearest("zzzz", ["page", "body"]) == ""
    with pytest.raises(PipelineError, match=r"did you mean 'repair'"):
        Pipeline.default("repare")


def test_presets_differ_in_what_they_cut() -> None:
    assert Pipeline.default("body").runs("F090")
    assert not Pipeline.default().runs("F090")
    assert not any(Pipeline.default("repair").runs(code) for code in ("S001", "D001", "F001"))
    assert Pipeline.default("repair").runs("N001")


def test_the_report_of_a_page_left_alone_is_one_of_the_input() -> None:
    def endless(page: Page) -> list[Finding]:
        return [Finding("X003", 0, 0, "more", "甲")]

    result = Pipeline([endless]).run("乙丙")
    assert result.settled is False
    assert [tuple(one[:3]) for one in result.open] == [("U001", 0, 1)]
