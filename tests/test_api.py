"""`clean` and `inspect` with their arguments, and what objects say of themselves."""

import pickle

import pytest

import zhengwen
from zhengwen import Pipeline, PipelineError

FAULTY = "截至20225月,已办理12件。"


def test_rules_and_scripts_are_arguments() -> None:
    assert zhengwen.clean("课后服务", script="traditional") == "課後服務"
    assert zhengwen.clean("課後服務", script="simplified") == "课后服务"
    assert zhengwen.clean(FAULTY, select="N") == FAULTY.replace("20225", "2022年5")
    assert zhengwen.clean(FAULTY, ignore=["n001"]) == zhengwen.inspect(FAULTY, ignore="N001").text
    assert "20225" in zhengwen.clean(FAULTY, ignore="numerals")
    assert {one.rule for one in zhengwen.inspect(FAULTY, select=("N001", "P")).findings} <= {"N001", "P001"}
    assert zhengwen.clean("课后20225月", select="N", script="traditional") == "課後2022年5月"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"select": "spamm"}, "did you mean 'spam'"),
        ({"ignore": "X999"}, "no rule is called 'X999'"),
        ({"script": "simplifyed"}, "did you mean 'simplified'"),
        ({"preset": "pages"}, "did you mean 'page'"),
    ],
)
def test_wrong_arguments_say_what_is_right(given, message) -> None:
    with pytest.raises(PipelineError, match=message):
        zhengwen.clean("正文", **given)


def test_a_repr_says_what_one_wants_to_know() -> None:
    result = zhengwen.inspect(FAULTY.encode("gbk"))
    assert repr(result).startswith("<Cleaned '截至2022年5月")
    assert "characters →" in repr(result)
    assert f"{len(result.fixed)} fixed, {len(result.open)} open" in repr(result)
    assert "N001" not in repr(zhengwen.inspect(""))
    assert repr(result.ledger).startswith(f"<Ledger of {len(result.ledger)} edits (")
    assert "gb" in repr(result.ledger).lower()
    assert repr(zhengwen.inspect("<!DOCTYPE html><p>正文").ledger).endswith("made from HTML>")
    assert repr(zhengwen.Page.read(FAULTY)) == f"<Page '{FAULTY}': 16 characters, text>"
    assert "HTML" in repr(zhengwen.Page.read("<!DOCTYPE html><p>正文"))
    assert "without F090" in repr(Pipeline.default())
    assert "numerals (" in repr(Pipeline.default())
    assert repr(zhengwen.registry.rules()["N001"]).startswith("<rule N001 lost-date-separator: ")
    assert "<rule" not in repr(zhengwen.Rule)


def test_a_rule_with_a_repr_is_pickled_by_its_name() -> None:
    rule = zhengwen.registry.rules()["N001"]
    assert pickle.loads(pickle.dumps(rule)) is rule


def test_what_a_pipeline_is_made_of_and_what_html_was_read_says_itself() -> None:
    assert repr(zhengwen.registry.as_filter(lambda page: ())) == "<Filter <lambda> of <lambda>: no rules known>"
    (lost,) = [one for one in Pipeline.default().filters if "N001" in repr(one)]
    assert repr(lost) == "<Filter lost_separators of numerals: N001>"
    page = zhengwen.Page.read("<!DOCTYPE html><body><p>第一段。</p><p>第二段。</p></body>")
    assert repr(page.markup) == "<Markup of 3 lines, edited 0 times>"
    assert repr(page.source) == "<HtmlSource of 50 characters>"
    assert "of 10 characters in 3 lines, 0 hidden blocks" in repr(zhengwen.html.read("<p>第一段。</p><p>第二段。</p>"))


def test_what_corpora_are_kept_in_says_itself(tmp_path) -> None:
    pytest.importorskip("numpy")
    from zhengwen.corpus.index import Index
    from zhengwen.corpus.profiles import Profiles

    with Index.open(tmp_path / "seen.index") as index:
        assert repr(index) == f"<Index '{tmp_path}/seen.index', for similarities of 0.8 or more>"
    assert repr(Profiles({})) == "<Profiles of 0 sites with 0 recurring lines>"
