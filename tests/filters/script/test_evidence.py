"""Which evidence a change of form rests on is said, and what is missing for it is said clearly."""

from importlib.metadata import PackageNotFoundError

import pytest

from zhengwen import Pipeline
from zhengwen.filters.script import _opencc
from zhengwen.filters.script._contexts import in_context

SOUND = "市政府今日召開會議，市長表示，請各局處加強宣導，並於月底前提出檢討報告，確實維護民眾的權益。\n"
PIPELINE = Pipeline.default().select("T001", "T002")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("政府幹預市場，應予改善。", "sound text writes 干預 and never has 幹 there"),
        ("各校提供课後照顧。", "no Traditional text has it"),
        ("政府幹預市場，管理製度不全，主計人員應編造結存錶。", "other words of this page show that it was converted"),
    ],
)
def test_each_finding_says_what_speaks_for_it(text: str, said: str) -> None:
    assert any(said in found.message for found in PIPELINE.run(SOUND + text).findings)


def test_what_is_cut_out_of_two_words_proves_nothing() -> None:
    told = in_context("義賣「安平麵」所得", 5)
    assert told is None or told.is_cut


def test_a_right_word_beside_a_form_keeps_it() -> None:
    told = in_context("要剃掉頭髮的人", 4)
    assert told is not None
    assert not told.meant


def test_a_missing_dictionary_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr(_opencc, "distribution", missing)
    _opencc.phrases.cache_clear()
    _opencc.characters.cache_clear()
    try:
        with pytest.raises(_opencc.MissingDictionaryError, match=r"\.txt of opencc-python-reimplemented"):
            _opencc.phrases("STPhrases")
    finally:
        _opencc.phrases.cache_clear()
    _opencc.characters.cache_clear()
